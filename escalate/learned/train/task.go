package main

import (
	"slices"

	"candor/escalate/fit"
)

// training is what the matters are learned from.
type training struct {
	examples []example
	corpus   *fit.Corpus
}

func newTraining(examples []example) training {
	texts := make([]fit.Text, len(examples))
	for i, e := range examples {
		texts[i] = fit.Text{Text: e.text, Tag: e.tag, Group: e.group}
	}
	return training{examples, fit.NewCorpus(texts)}
}

// least is the smallest stored weight that is kept, of 127.
const least = 7

// task is how one matter is learned. Texts about it weigh more, because there are many times more about nothing.
func (t training) task(matter int) fit.Task {
	return fit.Task{
		Label:    func(i int) float64 { return t.label(i, matter) },
		Weight:   func(i int) float64 { return t.examples[i].weight },
		Positive: 2.5, Shaped: matterNames[matter] == "complex", Rounds: 14, Rate: .25, Ridge: 2e-6, Bias: -2, Seed: uint64(matter)*7919 + 12345,
	}
}

// label is 1, -1 or, for what an example teaches nothing about, 0.
func (t training) label(i, matter int) float64 {
	e := &t.examples[i]
	switch name := matterNames[matter]; {
	case name == anyMatter && len(e.yes) > 0:
		return 1
	case name == anyMatter && len(e.unsure) > 0:
		return 0
	case slices.Contains(e.yes, name):
		return 1
	case slices.Contains(e.unsure, name):
		return 0
	}
	return -1
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/escalate/fit"
)

func TestLinesSayWhatTheyTeach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line        string
		yes, unsure []string
		texts       []string
	}{
		{"my card was {stolen|cloned}", []string{"fraud"}, nil, []string{"my card was stolen", "my card was cloned"}},
		{"- my card was declined", nil, nil, []string{"my card was declined"}},
		{"+anger ?distress you {|really} robbed me", []string{"fraud", "anger"}, []string{"distress"}, []string{"you robbed me", "you really robbed me"}},
	} {
		got, err := parseLine(c.line, "fraud", "en")
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, e := range got {
			texts = append(texts, e.text)
			if diff := cmp.Diff(c.yes, e.yes) + cmp.Diff(c.unsure, e.unsure); diff != "" {
				t.Errorf("%s: %s", c.line, diff)
			}
			if e.group != got[0].group {
				t.Errorf("%s: variants part in cross-validation", c.line)
			}
		}
		if diff := cmp.Diff(c.texts, texts); diff != "" {
			t.Errorf("%s: %s", c.line, diff)
		}
	}
	if _, err := parseLine("+nonsense a", "fraud", "en"); err == nil {
		t.Error("a matter that does not exist is taken")
	}
}

// What is measured is not learned from, whatever its signs and capitals.
func TestMeasuredMessagesAreLeftOut(t *testing.T) {
	t.Parallel()
	data := filepath.Join("..", "..", "..", "..", "shared", "data")
	if root := os.Getenv("CANDOR_SHARED"); root != "" {
		data = filepath.Join(root, "data")
	}
	if _, err := os.Stat(data); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the shared data is missing: %v", err)
		}
		t.Skipf("the shared data is missing: %v", err)
	}
	kept, err := measured(data, filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	got := without([]example{
		{text: "my Solicitor will be writing to you about this"}, {text: "Where can I read your terms and conditions"}, {text: "a sentence of our own"},
	}, kept)
	if len(got) != 1 || got[0].text != "a sentence of our own" {
		t.Errorf("left %+v", got)
	}
}

// The same examples give the same weights, and they tell a matter from its look-alike.
func TestTrainingIsDeterministicAndLearns(t *testing.T) {
	t.Parallel()
	var examples []example
	for _, line := range []string{
		"my card was {stolen|cloned} yesterday", "my phone was {stolen|cloned}", "the {thief|hacker} emptied my account", "the {thief|hacker} used my card",
		"- my card was {declined|delivered} yesterday", "- my order was {declined|delivered}", "- the {shop|site} charged my account", "- the {shop|site} is closed",
	} {
		some, err := parseLine(line, "fraud", "en")
		if err != nil {
			t.Fatal(err)
		}
		examples = append(examples, some...)
	}
	made := newTraining(examples)
	fraud := 10
	if matterNames[fraud] != "fraud" {
		t.Fatal("the order of matters changed")
	}
	a, b := made.corpus.Solve(made.task(fraud), fit.Everything), made.corpus.Solve(made.task(fraud), fit.Everything)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error("two runs differ")
	}
	score := func(i int) float64 { return made.corpus.Score(a, false, i) }
	for i := range examples {
		for j := range examples {
			if len(examples[i].yes) > 0 && len(examples[j].yes) == 0 && score(i) <= score(j) {
				t.Errorf("%q is not above %q", examples[i].text, examples[j].text)
			}
		}
	}
}

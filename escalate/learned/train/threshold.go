package main

import (
	"fmt"
	"math"

	"candor/escalate/fit"
)

// Alarms that cross-validation may cost: on our own look-alikes, on customers' questions of the
// public sets, and on examples of other matters.
const (
	alarmsAlike  = .006
	alarmsPublic = .0015
	alarmsOthers = .04
	anyAlike     = .06 // of the label of any matter, which decides when no single one is sure
	anyPublic    = .006
	alarmsCalm   = .006 // on calm comments that no customer wrote
	anyCalm      = .04
)

type choice struct {
	threshold                     float64
	recall, alike, public, others float64
	scores                        []float64 // by example, out of fold
}

// crossValidate scores every example with weights that did not see its group and chooses the lowest
// threshold that keeps the alarms.
func (t training) crossValidate(matter int) choice {
	scores := make([]float64, len(t.examples))
	task := t.task(matter)
	for fold := range fit.Folds {
		w := t.corpus.Solve(task, fold)
		for i := range t.examples {
			if t.corpus.Fold(i) == fold {
				scores[i] = t.corpus.Score(w, task.Shaped, i)
			}
		}
	}
	var alike, public, others, calm, yes []float64
	for i, e := range t.examples {
		switch y := t.label(i, matter); {
		case y > 0 && e.own:
			yes = append(yes, scores[i])
		case y >= 0:
		case e.own && len(e.yes) == 0:
			alike = append(alike, scores[i])
		case e.own:
			others = append(others, scores[i])
		case e.source == "banking77" || e.source == "clinc150":
			public = append(public, scores[i])
		case e.source == "goemotions" && len(e.yes) == 0:
			calm = append(calm, scores[i])
		}
	}
	bar := max(.1, fit.Above(alike, alarmsAlike), fit.Above(public, alarmsPublic), fit.Above(others, alarmsOthers), fit.Above(calm, alarmsCalm))
	if matterNames[matter] == anyMatter {
		bar = max(.1, fit.Above(alike, anyAlike), fit.Above(public, anyPublic), fit.Above(calm, anyCalm))
	}
	return choice{bar, share(yes, bar), share(alike, bar), share(public, bar), share(others, bar), scores}
}

func share(scores []float64, bar float64) float64 {
	n := 0
	for _, s := range scores {
		if s >= bar {
			n++
		}
	}
	return float64(n) / math.Max(1, float64(len(scores)))
}

func (c choice) line(name string) string {
	return fmt.Sprintf("%-18s threshold %.3f recall %.3f alarms: look-alikes %.4f public %.4f others %.3f", name, c.threshold, c.recall, c.alike, c.public, c.others)
}

func (t training) printMisses(matter int, chosen choice, most int) {
	if most == 0 {
		return
	}
	shown := 0
	for i, e := range t.examples {
		got := chosen.scores[i] >= chosen.threshold
		want := t.label(i, matter)
		if want == 0 || got == (want > 0) || !e.own && want > 0 {
			continue
		}
		if shown++; shown > most {
			return
		}
		fmt.Printf("    %.3f want %v %s: %s\n", chosen.scores[i], want > 0, e.source, e.text)
	}
}

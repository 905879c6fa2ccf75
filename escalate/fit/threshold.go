package fit

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"candor/escalate/learned"
)

// threshold scores every example, as the program will, with weights that did not see its group, and
// takes the lowest threshold that keeps the alarms.
func (s single) threshold(alarms map[string]float64, say io.Writer) (float64, error) {
	scores := make([]float64, len(s.examples))
	for fold := range Folds {
		data, _, err := s.encode(s.corpus.Solve(s.task, fold), 0)
		if err != nil {
			return 0, err
		}
		m, err := learned.Parse(data)
		if err != nil {
			return 0, err
		}
		for i, e := range s.examples {
			if s.corpus.Fold(i) != fold {
				continue
			}
			for _, score := range m.All(e.Text, s.corpus.texts[i].Tag) {
				scores[i] = score.P
			}
		}
	}
	bar := .5
	for _, source := range slices.Sorted(maps.Keys(alarms)) {
		var no []float64
		for i, e := range s.examples {
			if !e.Yes && e.Source == source {
				no = append(no, scores[i])
			}
		}
		bar = max(bar, Above(no, alarms[source]))
	}
	s.tell(scores, bar, say)
	return bar, nil
}

// tell says what the threshold costs and finds, by source.
func (s single) tell(scores []float64, bar float64, say io.Writer) {
	type count struct{ hit, yes, alarm, no int }
	by := map[string]*count{}
	for i, e := range s.examples {
		if by[e.Source] == nil {
			by[e.Source] = &count{}
		}
		n, over := by[e.Source], scores[i] >= bar
		switch {
		case e.Yes && over:
			n.hit, n.yes = n.hit+1, n.yes+1
		case e.Yes:
			n.yes++
		case over:
			n.alarm, n.no = n.alarm+1, n.no+1
		default:
			n.no++
		}
	}
	for _, source := range slices.Sorted(maps.Keys(by)) {
		n := by[source]
		fmt.Fprintf(say, "%s: heard %d of %d, alarms %d of %d\n", source, n.hit, n.yes, n.alarm, n.no)
	}
	fmt.Fprintf(say, "threshold %.3f\n", bar)
}

// Above gives the lowest threshold that no more than a share of scores reaches; 0 if there are none. It sorts the scores.
func Above(scores []float64, share float64) float64 {
	if len(scores) == 0 {
		return 0
	}
	slices.Sort(scores)
	return scores[max(0, len(scores)-1-int(share*float64(len(scores))))] + leastAbove
}

// leastAbove is by how much a score must be over another to count as above it.
const leastAbove = 1e-6

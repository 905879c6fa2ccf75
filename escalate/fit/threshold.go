package fit

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"candor/escalate/learned"
	"candor/language"
)

// threshold scores every example, as the program will, with weights that did not see its group, and
// takes the lowest threshold that keeps the alarms.
func (c *corpus) threshold(alarms map[string]float64, say io.Writer) (float64, error) {
	scores := make([]float64, len(c.examples))
	for fold := range folds {
		data, _, err := c.encode("fold", c.solve(fold), 0)
		if err != nil {
			return 0, err
		}
		m, err := learned.Parse(data)
		if err != nil {
			return 0, err
		}
		for i, e := range c.examples {
			if c.fold(i) != fold {
				continue
			}
			tag, _ := language.Detect(e.Text)
			for _, s := range m.All(e.Text, tag) {
				scores[i] = s.P
			}
		}
	}
	bar := .5
	for _, source := range slices.Sorted(maps.Keys(alarms)) {
		var no []float64
		for i, e := range c.examples {
			if !e.Yes && e.Source == source {
				no = append(no, scores[i])
			}
		}
		bar = max(bar, highest(no, alarms[source]))
	}
	c.tell(scores, bar, say)
	return bar, nil
}

// tell says what the threshold costs and finds, by source.
func (c *corpus) tell(scores []float64, bar float64, say io.Writer) {
	type count struct{ hit, yes, alarm, no int }
	by := map[string]*count{}
	for i, e := range c.examples {
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

// highest gives the score that a share of the scores reaches.
func highest(scores []float64, share float64) float64 {
	if len(scores) == 0 {
		return 0
	}
	slices.Sort(scores)
	return math.Nextafter(scores[len(scores)-1-int(share*float64(len(scores)))], 2)
}

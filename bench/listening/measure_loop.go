package main

import (
	"context"
	"math"
	"slices"

	"candor/bench/report"
)

// loop measures how well the score tells a customer who says one need again and again from one who has
// several.
func (b *bench) loop(ctx context.Context) error {
	rows, ok, err := b.shared("dialogue-loop/dialogues.jsonl")
	if err != nil || !ok {
		return err
	}
	queries := make([]query, len(rows))
	for i, r := range rows {
		queries[i].Turns = r.Turns
	}
	found, err := b.listener.hearAll(ctx, queries)
	if err != nil {
		return err
	}
	var yes, no []float64
	var s score
	for i, r := range rows {
		s.add(r.Loop == 1, found[i].Loop)
		if r.Loop == 1 {
			yes = append(yes, found[i].LoopScore)
		} else {
			no = append(no, found[i].LoopScore)
		}
	}
	area, low, high := auroc(yes, no)
	b.tell(report.Measure("loop, dialogue-loop: AUROC of loop_score", area, "", report.AtLeast(.97)).Between(low, high, len(rows)),
		report.Of("loop, dialogue-loop: as yes or no, recall", s.recall, "", report.Goal{}), report.Of("loop, dialogue-loop: as yes or no, precision", s.precision, "", report.Goal{}))
	return nil
}

// auroc is the chance that a score of yes is above one of no, ties counting half, with its 95 % interval
// after Hanley and McNeil (Radiology 143, 1982).
func auroc(yes, no []float64) (area, low, high float64) {
	if len(yes) == 0 || len(no) == 0 {
		return math.NaN(), 0, 1
	}
	sorted := slices.Sorted(slices.Values(no))
	for _, y := range yes {
		below, _ := slices.BinarySearch(sorted, y)
		upTo, _ := slices.BinarySearch(sorted, math.Nextafter(y, math.Inf(1)))
		area += float64(below) + float64(upTo-below)/2
	}
	m, n := float64(len(yes)), float64(len(no))
	area /= m * n
	q1, q2 := area/(2-area), 2*area*area/(1+area)
	spread := math.Sqrt(max(0, area*(1-area)+(m-1)*(q1-area*area)+(n-1)*(q2-area*area)) / (m * n))
	return area, max(0, area-1.96*spread), min(1, area+1.96*spread)
}

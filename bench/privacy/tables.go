package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"candor/bench/privacy/score"
	"candor/bench/report"
)

// types is the table of a sheet, the most frequent type first.
func types(title string, s score.Sheet) report.Table {
	t := report.Table{Title: title, Head: []string{"type", "labelled", "precision", "recall", "exact precision", "exact recall", "leak"}}
	row := func(kind string, x score.Tally) {
		t.Rows = append(t.Rows, []string{kind, fmt.Sprint(x.Spans()), three(x.Precision()), three(x.Recall()), three(x.ExactPrecision()), three(x.ExactRecall()), percent(x.Leak())})
	}
	kinds := slices.SortedFunc(maps.Keys(s.ByType), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.ByType[b].Spans(), s.ByType[a].Spans()), cmp.Compare(a, b))
	})
	for _, kind := range kinds {
		row(kind, *s.ByType[kind])
	}
	row("all", s.Total())
	return t
}

func decoys(title string, s score.Sheet) report.Table {
	t := report.Table{Title: title, Head: []string{"kind", "decoys", "masked"}}
	for _, kind := range slices.Sorted(maps.Keys(s.Decoys)) {
		t.Rows = append(t.Rows, []string{kind, fmt.Sprint(s.Decoys[kind].Whole), percent(*s.Decoys[kind])})
	}
	return t
}

func three(s score.Share) string {
	if s.Whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", s.Value())
}

func percent(s score.Share) string {
	if s.Whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f %%", 100*s.Value())
}

package stats_test

import (
	"fmt"

	"candor/fairness/stats"
)

func ExampleCompare() {
	c, _ := stats.Compare(map[string]stats.Tally{
		"en": stats.Counts(8, 1, 2, 9),
		"fr": stats.Counts(5, 1, 5, 9),
		"ar": stats.Counts(0, 0, 0, 4), // nobody of them deserved a yes: the share of those who got it cannot be known
	})
	fmt.Println(c.Groups["ar"][stats.TPR], c.Defined.Difference[stats.TPR], c.Library.Difference[stats.TPR])
	// Output: undefined 0.3 0.8
}

func ExampleProportionOf() {
	p, _ := stats.ProportionOf(7, 10, 0.95)
	fmt.Printf("%.2f, between %.2f and %.2f\n", p.Rate, p.Wilson.Low, p.Wilson.High)
	// Output: 0.70, between 0.40 and 0.89
}

func ExampleMcNemarOf() {
	m, _ := stats.McNemarOf(stats.Pairs{Both: 36, First: 12, Second: 2}, 0.95)
	fmt.Printf("net %v, p %.4f\n", m.Net, m.Exact)
	// Output: net 0.2, p 0.0129
}

func ExampleImpactOf() {
	i, _ := stats.ImpactOf(map[string]stats.Chosen{"x": {Selected: 8, Total: 10}, "y": {Selected: 10, Total: 10}, "z": {Selected: 7, Total: 10}})
	fmt.Println(i.Reference, i.BelowFourFifths, i.Least)
	// Output: [y] [z] 0.7
}

func ExampleAdjust() {
	a, _ := stats.Adjust([]float64{0.01, 0.02, 0.03})
	fmt.Printf("%.2f %v\n", a.Holm, stats.Rejected(a.Holm, 0.05))
	// Output: [0.03 0.04 0.04] [true true true]
}

func ExampleFlipClusters() {
	c, _ := stats.FlipClusters([][]float64{{1, 1, 1}, {1, 0, 1}, {1, 1, 0}})
	fmt.Println(c.Sums, c.Total, c.PAbs)
	// Output: [3 2 2] 8 0.25
}

func ExampleWatchShares() {
	w, _ := stats.WatchShares(0.18, 0.05)
	for i := range 40 {
		w.Observe(true, i%3 == 0)
	}
	fmt.Println(w.AlarmAt > 0, w.AnytimeP() < 0.05)
	// Output: true true
}

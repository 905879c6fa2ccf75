package main

import "candor/bench/report"

// part is one benchmark with what is wanted of each of its pages.
type part struct {
	benchmark string
	within    float64 // milliseconds
	pages     []page
}

// page is one that was asked for: its name in the benchmark and in words.
type page struct{ mark, words string }

func parts() []part {
	return []part{
		{"BenchmarkSearchPage", 200, []page{
			{"rare", "search for a rare word"}, {"usual", "search for a usual word"}, {"common", "search for a common word"}, {"nowhere", "search for a word that stands nowhere"},
			{"two", "search for two words"}, {"three", "search for three words"}, {"phrase", "search for a phrase"}, {"phrase-nowhere", "search for a phrase whose words stand everywhere but together"},
			{"rare-tag", "a rare word, with a tag"}, {"common-tag", "a common word, with a tag"}, {"common-state", "a common word, of those that wait"},
			{"common-inbox", "a common word, in an inbox"}, {"common-mine", "a common word, of a colleague who has none"},
			{"tag", "all with a tag"}, {"tag-state", "all with a tag that are solved"}, {"language", "all in a language"},
			{"common-anew", "a common word, for the first time"}, {"two-anew", "two words, for the first time"},
		}},
		{"BenchmarkCrowdedQueue", 100, []page{
			{"first", "queue of 10,000 open conversations, first page"}, {"deep", "the same, after 5,000"}, {"for-me", "the same, what is meant for one"},
			{"tagged", "the same, a saved list by tag"}, {"language", "the same, a saved list by language"}, {"open", "the same, beside an open conversation"},
		}},
	}
}

// figures tells each page's 95th percentile beside the goal, and the middle and the processor time besides.
func (p part) figures(marks map[string]map[string]float64, disturbed bool) []report.Figure {
	var out []report.Figure
	for _, x := range p.pages {
		of, ok := marks[x.mark]
		if !ok {
			out = append(out, report.Absent(x.words+": p95", report.AtMost(p.within), "ms", "the benchmark did not tell"))
			continue
		}
		p95 := report.Measure(x.words+": p95", of["p95-ms"], "ms", report.AtMost(p.within))
		half := report.Measure(x.words+": p50", of["p50-ms"], "ms", report.Goal{})
		used := report.Measure(x.words+": processor time, mean", of["cpu-ms/op"], "ms", report.Goal{})
		p95.Disturbed, half.Disturbed = disturbed, disturbed
		out = append(out, p95, half, used)
	}
	return out
}

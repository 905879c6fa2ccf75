package main

import "testing"

const told = `BenchmarkSearchPage
    teamwork_bench_test.go:107: 999220 messages stored in 1m22s, indexed in 1m50s
BenchmarkSearchPage/rare-2         	      20	  69515305 ns/op	        98.28 cpu-ms/op	        65.97 p50-ms	        73.92 p95-ms	        73.92 p99-ms
BenchmarkSearchPage/common-mine-2  	      20	 164937814 ns/op	       111.1 cpu-ms/op	       147.2 p50-ms	       259.3 p95-ms	       259.3 p99-ms
PASS
`

func TestAPageIsJudgedByItsP95(t *testing.T) {
	t.Parallel()
	all := parts()[0].figures(readMarks(told), true)
	want := map[string]string{
		"search for a rare word: p95": "met (disturbed)", "a common word, of a colleague who has none: p95": "**missed** (disturbed)",
		"search for two words: p95": "not measured", "search for a rare word: processor time, mean": "",
	}
	for _, f := range all {
		if verdict, ok := want[f.Name]; ok {
			if f.Verdict() != verdict {
				t.Errorf("%s: %q, want %q", f.Name, f.Verdict(), verdict)
			}
			delete(want, f.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
	if m := stored.FindStringSubmatch(told); m == nil || m[1] != "999220" || m[3] != "1m50s" {
		t.Errorf("%v", m)
	}
}

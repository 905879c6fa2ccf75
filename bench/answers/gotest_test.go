package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is what go writes: lines of a log between others, one line of a benchmark in two pieces, a
// compiler's words between the events.
const written = `{"Action":"start","Package":"candor/x"}
# candor/x: a warning
{"Action":"run","Test":"TestFigures"}
{"Action":"output","Test":"TestFigures","Output":"=== RUN   TestFigures\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:140: 119 articles, 2132 sentences; figures are of the half that nothing is fitted on\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:187: quotes                      2132: as they stand 0.986, with what limits them 0.014, vetoed 3\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:201: word added                  1029: not said 0.9971 (quote instead 0.984), by a rule of its own 0.213 [\"x: not said 0.1\"]\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:212: VETOED KINDS                4412: not said 0.9998\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:216: OTHER KINDS                 7595: not said 0.9905\n"}
{"Action":"output","Test":"TestFigures","Output":"    figures_test.go:227: HONEST REWORDINGS           2302: said 0.941, said or quoted 0.999\n"}
{"Action":"pass","Test":"TestFigures","Elapsed":9.1}
{"Action":"output","Test":"TestFiguresElsewhere/wixqa-expert","Output":"    sets.go:50: shared data is not here\n"}
{"Action":"skip","Test":"TestFiguresElsewhere/wixqa-expert"}
{"Action":"output","Test":"TestCompromised","Output":"    suite_test.go:175: 05-promises.txt:7: reached the customer: \"x\" (0.91 [])\n"}
{"Action":"fail","Test":"TestCompromised"}
{"Action":"output","Test":"BenchmarkAnswer","Output":"BenchmarkAnswer-2   \t"}
{"Action":"output","Test":"BenchmarkAnswer","Output":"    2000\t    600412 ns/op\t       895.0 p95-µs\t   54240 B/op\n"}
{"Action":"fail","Package":"candor/x"}
`

func TestWhatTestsPrintIsRead(t *testing.T) {
	t.Parallel()
	got, err := readTests([]byte(written))
	if err != nil {
		t.Fatal(err)
	}
	if !got.passed["TestFigures"] || got.passed["TestCompromised"] {
		t.Errorf("passed: %v", got.passed)
	}
	if diff := cmp.Diff([][]string{{"TestCompromised"}, {"TestFiguresElsewhere/wixqa-expert"}}, [][]string{got.failed, got.skipped}); diff != "" {
		t.Errorf("failed and skipped (-want +got):\n%s", diff)
	}
	if p95, ok := got.of("BenchmarkAnswer", "p95-µs"); !ok || p95 != 895 {
		t.Errorf("p95 %v, %v", p95, ok)
	}
	if _, ok := got.of("BenchmarkAnswer", "MB/s"); ok {
		t.Error("a unit that is not there was found")
	}
	if diff := cmp.Diff([][]string{{"05-promises.txt:7"}}, got.find("TestCompromised", reached)); diff != "" {
		t.Errorf("cases that reached the customer (-want +got):\n%s", diff)
	}
	want := judged{articles: 119, sentences: 2132, vetoed: partOf{4411, 4412}, others: partOf{7523, 7595}, quotes: partOf{3, 2132}, honest: partOf{2166, 2302}, honestOrElse: partOf{2300, 2302}}
	if diff := cmp.Diff(want, readJudged(got, "TestFigures"), cmp.AllowUnexported(judged{}, partOf{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"word added", "1029", "0.997 (0.991 to 0.999)"}}, kindsOf(got).Rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLinesOfFiguresAreRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		line    string
		pattern *regexp.Regexp
		want    []string
	}{
		{"all three  469 labels, target 0.20: guarantee in 197 of 200 splits, mean coverage 0.469; the bound holds in 0.995 of them; in the half left out alone errors show under the bound in 0.935, under the target in 0.980",
			boundLine, []string{"all three", "469", "0.20", "197", "200", "0.469", "0.995", "0.935", "0.980"}},
		{"made questions, target 0.10: guarantee in 8 of 20; of people's questions 0.093 answered, 0.007 of those wrong; over the bound beyond doubt in 0", coldLine, []string{"0.10", "8", "20", "0.093", "0.007", "0"}},
		{"2,500 articles: built in 1.41s, 5920 bytes an article", weight, []string{"2,500", "5920"}},
		{"word-pairs: 0.726 of 2250", kindLine, []string{"word-pairs", "0.726", "2250"}},
		{"5000 articles new, 0 changed, 0 as before.", allNew, []string{"5000"}},
	}
	for _, test := range tests {
		var got []string
		if found := test.pattern.FindStringSubmatch(test.line); found != nil {
			got = found[1:]
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.line, diff)
		}
	}
}

func TestBenchmarksThatToldNothingAreNoMarks(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"BenchmarkAnswer", "BenchmarkAnswer-2 skipped for want of data", "ok candor/x 1.2s", "BenchmarkAnswer 100 x ns/op", ""} {
		if m, ok := readMark(line); ok {
			t.Errorf("%q reads as %v", line, m)
		}
	}
}

func TestCasesAreCounted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": "# head\nen x | drop | One.\n\nen y | drop | Two.", "b.txt": "en z | drop | Three.\n", "notes.md": "no case\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := cases(dir); err != nil || n != 3 {
		t.Errorf("%d cases, %v", n, err)
	}
}

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/bench/report"
)

// asListener makes this test binary a listener that takes every message with "person" for a wish, and
// turns that repeat for a loop.
const asListener = "CANDOR_TEST_AS_LISTENER"

func TestMain(m *testing.M) {
	switch os.Getenv(asListener) {
	case "":
		os.Exit(m.Run())
	case "silent":
		os.Exit(0)
	case "broken":
		fmt.Fprintln(os.Stderr, "it fell over")
		os.Exit(3)
	}
	lines, answers := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var q query
		if json.Unmarshal(lines.Bytes(), &q) != nil {
			os.Exit(1)
		}
		h := heard{ID: q.ID, Person: strings.Contains(q.Text, "person"), Categories: []string{}, LoopScore: float64(len(q.Turns))}
		if answers.Encode(h) != nil {
			os.Exit(1)
		}
	}
}

func self(t *testing.T, as string) listener {
	t.Helper()
	t.Setenv(asListener, as)
	return listener{binary: os.Args[0]}
}

func TestAnswersComeInTheOrderOfTheMessages(t *testing.T) {
	found, err := self(t, "yes").hear(t.Context(), []string{"a person please", "no", "another person"})
	if err != nil || len(found) != 3 || !found[0].Person || found[1].Person || !found[2].Person {
		t.Fatalf("%+v, %v", found, err)
	}
}

func TestListenerThatFailsIsToldWithWhatItSaid(t *testing.T) {
	for as, want := range map[string]string{"silent": "0 answers to 1", "broken": "it fell over"} {
		if _, err := self(t, as).hear(t.Context(), []string{"hello"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", as, err)
		}
	}
}

func TestSetThatIsAbsentIsToldAsAbsent(t *testing.T) {
	t.Parallel()
	b := &bench{settings: settings{shared: t.TempDir(), progress: t.Output()}}
	if err := b.loop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(b.found.Figures) != 1 || b.found.Figures[0].Absent == "" {
		t.Errorf("%+v", b.found.Figures)
	}
}

func TestLoopIsMeasuredByItsScore(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "dialogue-loop"), 0o755); err != nil {
		t.Fatal(err)
	}
	rows := `{"turns":[{"s":"U","t":"a"},{"s":"U","t":"a"}],"loop":1}` + "\n" + `{"turns":[{"s":"U","t":"a"}],"loop":0}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "dialogue-loop", "dialogues.jsonl"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &bench{settings: settings{shared: dir, progress: t.Output()}, listener: self(t, "yes")}
	if err := b.loop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f := b.found.Figures[0]; f.Measured == nil || *f.Measured != 1 || f.Met == nil || !*f.Met {
		t.Errorf("%+v", f)
	}
}

func TestAUROCCountsTiesHalf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		yes, no []float64
		want    float64
	}{{[]float64{2, 3}, []float64{0, 1}, 1}, {[]float64{1}, []float64{1}, .5}, {[]float64{0, 2}, []float64{1}, .5}, {[]float64{0}, []float64{1}, 0}} {
		got, low, high := auroc(c.yes, c.no)
		if math.Abs(got-c.want) > 1e-12 || low > got || high < got {
			t.Errorf("%v above %v: %v (%v to %v), want %v", c.yes, c.no, got, low, high, c.want)
		}
	}
	if got, _, _ := auroc(nil, []float64{1}); !math.IsNaN(got) {
		t.Errorf("of nothing: %v", got)
	}
}

func TestScoreCountsWhatIsWanted(t *testing.T) {
	t.Parallel()
	var s score
	for _, c := range [][2]bool{{true, true}, {true, false}, {false, true}, {false, false}, {false, false}} {
		s.add(c[0], c[1])
	}
	want := score{recall: report.Share{Part: 1, Whole: 2}, precision: report.Share{Part: 1, Whole: 2}, alarms: report.Share{Part: 1, Whole: 3}}
	if s != want {
		t.Errorf("%+v", s)
	}
}

func TestUnknownPartIsRefused(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), []string{"-only", "nothing"}, t.Output()); err == nil || !strings.Contains(err.Error(), `no part "nothing"`) {
		t.Error(err)
	}
}

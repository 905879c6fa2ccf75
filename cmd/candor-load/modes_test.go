package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/bench/report"
)

// measure runs a mode against an address and gives its rows.
func measure(t *testing.T, base string, args ...string) []report.Row {
	t.Helper()
	var out bytes.Buffer
	args = append(args, "-base", base, "-json", "-quiet", "1ms", "-wait", "1s")
	if err := run(t.Context(), args, &out); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	rows, err := report.Read(&out)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func value(t *testing.T, r report.Row, name string) float64 {
	t.Helper()
	v, ok := r.Value(name)
	if !ok {
		t.Fatalf("%s tells no %q", r, name)
	}
	return v
}

func TestIngestTellsRateTimesAndErrors(t *testing.T) {
	t.Parallel()
	base := (&fake{refuses: every("7")}).start(t)
	rows := measure(t, base, "ingest", "-c", "1,4", "-d", "300ms")
	if len(rows) != 2 || rows[0].Case != "c=1" || rows[1].Case != "c=4" {
		t.Fatalf("rows: %v", rows)
	}
	for _, r := range rows {
		if value(t, r, "rate") < 10 || value(t, r, "p50") > value(t, r, "p99") {
			t.Errorf("%s", r)
		}
		if r.Errors == 0 || !strings.Contains(r.First, "503") {
			t.Errorf("refused messages are not told: %s", r)
		}
	}
}

func TestOpenCountsOnlyWhatWasBegun(t *testing.T) {
	t.Parallel()
	r := measure(t, (&fake{refuses: every("3")}).start(t), "open", "-c", "2", "-d", "200ms")[0]
	if value(t, r, "rate") < 10 || r.Errors == 0 {
		t.Errorf("%s", r)
	}
}

func TestADeskThatTakesNothingIsAFailure(t *testing.T) {
	t.Parallel()
	base := (&fake{refuses: func(string) bool { return true }}).start(t)
	var out bytes.Buffer
	if err := run(t.Context(), []string{"open", "-base", base, "-c", "1", "-d", "100ms", "-quiet", "1ms"}, &out); err == nil {
		t.Errorf("no failure, but: %s", out.String())
	}
}

func TestAnswersAreToldApart(t *testing.T) {
	t.Parallel()
	questions := filepath.Join(t.TempDir(), "questions.txt")
	lines := "how long do i have to send something back\nshort one\nwhat is the best colour for my new sofa\n"
	if err := os.WriteFile(questions, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	f := &fake{answers: func(text string) string {
		if strings.HasPrefix(text, "how") {
			return "cited"
		}
		return "desk"
	}}
	r := measure(t, f.start(t), "answer", "-file", questions, "-n", "10", "-c", "2")[0]
	for name, want := range map[string]float64{"questions": 10, "cited": 5, "abstained": 0, "to a person": 5} {
		if got := value(t, r, name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

func TestALostMessageIsCountedOnAnAgentsScreen(t *testing.T) {
	t.Setenv(passwordVariable, "right")
	f := &fake{loses: func(text string) bool { return strings.HasPrefix(text, "m25x ") }, doubles: func(text string) bool { return strings.HasPrefix(text, "m26x ") }}
	r := measure(t, f.start(t), "deliver", "-email", "a@b.c", "-rate", "40", "-d", "500ms", "-screens", "2")[0]
	for name, want := range map[string]float64{"messages": 20, "lost": 1, "doubled": 1} {
		if got := value(t, r, name); got != want {
			t.Errorf("%s is %v, want %v: %s", name, got, want, r)
		}
	}
	if value(t, r, "from sending p50") <= 0 || value(t, r, "from sending p50") < value(t, r, "from answer p50") {
		t.Errorf("times do not fit: %s", r)
	}
}

func TestDeliverSaysThatSigningInFailed(t *testing.T) {
	t.Setenv(passwordVariable, "wrong")
	err := run(t.Context(), []string{"deliver", "-base", (&fake{}).start(t), "-email", "a@b.c"}, new(bytes.Buffer))
	if err == nil || !strings.Contains(err.Error(), "sign in") {
		t.Errorf("got %v", err)
	}
}

func TestVisitorsWhoHearNothingOrTwiceAreCounted(t *testing.T) {
	t.Parallel()
	f := &fake{loses: every("11"), doubles: every("12")}
	r := measure(t, f.start(t), "visitors", "-n", "40", "-settle", "1ms", "-hold", "1ms")[0]
	for name, want := range map[string]float64{"said": 40, "lost": 1, "doubled": 1, "disconnected": 0} {
		if got := value(t, r, name); got != want {
			t.Errorf("%s is %v, want %v: %s", name, got, want, r)
		}
	}
}

func TestASampleOfVisitorsIsSpreadOverAll(t *testing.T) {
	t.Parallel()
	r := measure(t, (&fake{}).start(t), "visitors", "-n", "30", "-sample", "7", "-settle", "1ms", "-hold", "1ms")[0]
	if value(t, r, "said") != 7 || value(t, r, "lost") != 0 {
		t.Errorf("%s", r)
	}
}

func TestOnlyThisMachineIsMeasured(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"ingest", "-base", "http://example.com:80"},
		{"ingest", "-floor", "-base", "http://192.0.2.1:80"},
		{"visitors", "-base", "http://10.0.0.1:8420"},
		{"idle", "-base", "http://8.8.8.8:8420", "-binary", os.Args[0]},
	} {
		if err := run(t.Context(), args, new(bytes.Buffer)); err == nil || strings.Contains(err.Error(), "dial") {
			t.Errorf("%v: got %v", args, err)
		}
	}
}

func TestSettingsOutOfBoundsAreRefused(t *testing.T) {
	t.Parallel()
	for _, args := range []string{
		"nothing", "ingest -d 61s", "ingest -d 0s", "ingest -c 0", "ingest -c 1,x", "ingest -c 2000", "ingest more",
		"answer", "answer -n 0 -file x", "answer -file /no/such/file", "deliver -rate 0", "deliver -screens 500",
		"visitors -n 0", "visitors -n 10 -sample 11", "visitors -n 100000", "idle", "idle -n 99 -binary x",
	} {
		if err := run(t.Context(), strings.Fields(args), new(bytes.Buffer)); err == nil {
			t.Errorf("%s: no error", args)
		}
	}
}

func TestHelpNamesEveryMode(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), []string{"help"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, m := range modes() {
		if !strings.Contains(out.String(), "\n  "+m.name) {
			t.Errorf("help does not name %s", m.name)
		}
	}
}

func TestMarksAreFoundAmongOtherWords(t *testing.T) {
	t.Parallel()
	page := `<p id="msg_m7x9">` + words(mark(12), 12) + `</p><p>` + words(mark(123), 123) + `</p>`
	got := marks.FindAllString(page, -1)
	if len(got) != 2 || got[0] != "m12x" || got[1] != "m123x" {
		t.Errorf("found %q", got)
	}
}

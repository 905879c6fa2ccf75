package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/bench/meter"
	"candor/bench/report"
)

func run() report.Row {
	r := report.Row{Mode: "ingest", Case: "16 clients"}
	r.Add("rate", 2345.6, "/s")
	r.AddTimes("", meter.Summary{N: 10, P50: 1500 * time.Microsecond, P95: 2 * time.Millisecond, P99: 9 * time.Millisecond, Max: time.Second})
	r.Used(meter.Usage{Wall: time.Second, Server: time.Second, Resident: 40 << 20, Foreign: 0.5}, 4000)
	return r
}

func TestARunReadsAsOneLineWithItsDoubts(t *testing.T) {
	t.Parallel()
	r := run()
	r.Errors, r.First = 3, "answered 503"
	r.Remarks = []string{"the floor was not measured"}
	want := "ingest 16 clients: rate 2346 /s, p50 1.50 ms, p95 2.00 ms, p99 9.00 ms, max 1000 ms, server cpu 0.25 ms each, server rss 40.0 MiB" +
		"; 3 ERRORS, first: answered 503; DIRTY: others used 0.50 cores; the floor was not measured"
	if diff := cmp.Diff(want, r.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestProgramsReadBackWhatWasWritten(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	want := []report.Row{run(), {Mode: "idle", Values: []report.Value{{Name: "ready", Number: 120, Unit: "ms"}}}}
	for _, r := range want {
		if err := r.Write(&b, true); err != nil {
			t.Fatal(err)
		}
		b.WriteString("\n")
	}
	got, err := report.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v, ok := got[0].Value("p99"); !ok || v != 9 {
		t.Errorf("p99 is %v, %v", v, ok)
	}
}

func TestALineThatIsNoRowIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := report.Read(strings.NewReader("candor-load: no desk there\n")); err == nil {
		t.Error("no error")
	}
}

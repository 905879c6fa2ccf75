package fairness_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/fairness/stats"
	"candor/internal/app/fairness"
	"candor/internal/app/jsonl"
)

func counted(t *testing.T, in string) *fairness.Counted {
	t.Helper()
	c, err := fairness.CountOutcomes(context.Background(), strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOutcomesAreCountedByGroup(t *testing.T) {
	t.Parallel()
	want := &fairness.Counted{Truth: true, Unread: 1, FirstAt: 7, Groups: map[string]*fairness.Count{
		"en":       {Tally: stats.Counts(1, 1, 0, 0)},
		"عربي, مع": {Tally: stats.Counts(0, 0, 1, 0), Missing: 2},
	}}
	csv := "\ufeffgroup,y_true,y_pred\r\nen,1,1\nen,0,1\n\"عربي, مع\",1,0\n\"عربي, مع\",,0\n\"عربي, مع\",1,\nen,2,1\n\n"
	if diff := cmp.Diff(want, counted(t, csv)); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
	want.FirstAt = 6
	lines := `{"group":"en","y_true":1,"y_pred":true}
{"y_pred":1.0, "group":"en", "other":"x","y_true":0}
{"group":"عربي, مع","y_true":1,"y_pred":0}
{"group":"عربي, مع","y_true":null,"y_pred":0}
{"group":"\u0639ربي, مع","y_true":1,"y_pred":null}
{"group":"en","y_true":2,"y_pred":0}`
	if diff := cmp.Diff(want, counted(t, lines)); diff != "" {
		t.Errorf("JSON lines (-want +got):\n%s", diff)
	}
}

func TestStreamsThatAreNoneAreRefused(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"nothing": "", "no columns": "a,b\n1,2\n", "an endless line": "group,y_pred\n" + strings.Repeat("x", 2<<20),
	} {
		if _, err := fairness.CountOutcomes(context.Background(), strings.NewReader(in)); err == nil {
			t.Errorf("%s was counted", name)
		}
	}
	many := &strings.Builder{}
	many.WriteString("group,y_pred\n")
	for i := range 10_001 {
		fmt.Fprintf(many, "g%d,1\n", i)
	}
	if _, err := fairness.CountOutcomes(context.Background(), strings.NewReader(many.String())); err == nil {
		t.Error("groups without number were counted")
	}
}

// repeated gives the same rows over and over.
type repeated struct {
	rows string
	left int
	rest string
}

func (r *repeated) Read(into []byte) (int, error) {
	if r.rest == "" {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.rows
	}
	n := copy(into, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func TestMemoryDoesNotGrowWithTheStream(t *testing.T) {
	allocated := func(times int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		in := io.MultiReader(strings.NewReader("group,y_true,y_pred\n"), &repeated{rows: strings.Repeat("en,1,1\nfr,1,0\nar,0,1\nes,0,0\n", 500), left: times})
		c, err := fairness.CountOutcomes(context.Background(), in)
		if err != nil || c.Groups["ar"].Rows != int64(500*times) {
			t.Fatal(c, err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if short, long := allocated(1), allocated(200); long > short+1<<20 {
		t.Errorf("2,000 lines take %d bytes, 400,000 take %d", short, long)
	}
}

func TestBadLinesAreToldWithoutTheirWords(t *testing.T) {
	t.Parallel()
	in := strings.Join([]string{
		`{"id":1,"kind":"wilson_interval","input":{"k":7,"n":10,"confidence":0.95}}`,
		`{"id":2,"kind":"Maria","input":{}}`,
		`{"id":3,"input":{}}`,
		`{"id":4,"kind":"wilson_interval","input":{"k":7,"n":10}}`,
		`{"id":5,"kind":"wilson_interval","input":{"k":"Maria","n":10,"confidence":0.95}}`,
		`{"id":6,"kind":"wilson_interval","input":[7]}`,
		`{"id":7,"kind":"wilson_interval","input":{"k":11,"n":10,"confidence":0.95}}`,
		`{"id":8,"kind":"group_metrics_counts","input":{"counts":{"Maria":{"tp":"x"}}}}`,
		`{"id":9,"kind":"group_metrics_rows","input":{"y_true":[1],"y_pred":[2],"group":["Maria"]}}`,
		`{"id":10,"kind":"mann_whitney","input":{"x":null,"y":[1]}}`,
		`{"id":11,"kind":"fisher_exact","input":{"table":[[1,2],[3]]}}`,
		`{"id":12,"kind":"wilson_interval","input":{"k":7.5,"n":10.0,"confidence":0.95}}`,
	}, "\n")
	var out bytes.Buffer
	var told []string
	if err := fairness.Lines(context.Background(), strings.NewReader(in), &out, func(b jsonl.Bad) { told = append(told, fmt.Sprintf("%d: %s", b.Number, b.Why)) }); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2: its kind is none that is known; candor fairness stats --help lists them",
		`3: it has no "kind"`,
		`4: its input has no "confidence"`,
		`5: in its input, "k" holds something else than belongs there`,
		`6: its "input" is not an object`,
		"7: stats: impossible input: 11 of 10",
		`8: in its input, "counts" holds something else than belongs there`,
		`9: in its input, "y_pred" holds something else than belongs there`,
		`10: its input has no "x"`,
		`11: in its input, "table" holds something else than belongs there`,
		`12: in its input, "k" holds something else than belongs there`,
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(out.String(), `{"id":1,"kind":"wilson_interval","output":{`) || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("got %s", out.String())
	}
}

func FuzzOutcomesAreCountedOrTold(f *testing.F) {
	f.Add("group,y_pred\na,1\n")
	f.Add(`{"group":"a","y_pred":1}`)
	f.Fuzz(func(t *testing.T, in string) {
		c, err := fairness.CountOutcomes(context.Background(), strings.NewReader(in))
		if err != nil {
			return
		}
		rows := c.Unread
		for _, one := range c.Groups {
			rows += one.Rows + one.Missing
		}
		if lines := int64(strings.Count(in, "\n")) + 1; rows > lines {
			t.Errorf("%d rows of %d lines", rows, lines)
		}
	})
}

func BenchmarkCountOutcomes(b *testing.B) {
	for name, rows := range map[string]string{"CSV": "g%d,1,0\n", "JSON": `{"group":"g%d","y_true":1,"y_pred":0}` + "\n"} {
		var block strings.Builder
		for i := range 4000 {
			fmt.Fprintf(&block, rows, i%8)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(block.Len()))
			head := ""
			if name == "CSV" {
				head = "group,y_true,y_pred\n"
			}
			for b.Loop() {
				if _, err := fairness.CountOutcomes(context.Background(), strings.NewReader(head+block.String())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

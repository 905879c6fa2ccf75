package score_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/bench/privacy/corpus"
	"candor/bench/privacy/score"
)

// asDetector makes this test binary a detector that makes many mistakes, each time the same.
const asDetector = "CANDOR_TEST_AS_DETECTOR"

func TestMain(m *testing.M) {
	if os.Getenv(asDetector) == "" {
		os.Exit(m.Run())
	}
	if err := detect(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func detect(in io.Reader, out io.Writer) error {
	lines, answers := bufio.NewScanner(in), json.NewEncoder(out)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return err
		}
		if err := answers.Encode(map[string]any{"id": q.ID, "spans": guess(q.Text)}); err != nil {
			return err
		}
	}
	return lines.Err()
}

// guess takes words that begin with a capital or a digit for anything, often with wrong ends.
func guess(text string) []score.Span {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	r := rand.New(rand.NewPCG(sum.Sum64(), 1))
	kinds := strings.Fields("PERSON PHONE_NUMBER CREDIT_CARD IBAN_CODE EMAIL_ADDRESS DATE_OF_BIRTH TR_PHONE_NUMBER UK_NHS DE_VAT_ID URL SG_UEN NOT_LABELLED")
	spans, runes := []score.Span{}, []rune(text)
	for i := 0; i < len(runes); i++ {
		if !unicode.IsDigit(runes[i]) && !unicode.IsUpper(runes[i]) {
			continue
		}
		end := i
		for end < len(runes) && (end < i+3 || runes[end] != ' ' || r.IntN(2) == 0) && end < i+24 {
			end++
		}
		s := score.Span{Type: kinds[r.IntN(len(kinds))], Start: max(0, i-r.IntN(2)), End: end, Score: r.Float64()}
		spans = append(spans, s)
		if r.IntN(4) == 0 {
			s.Type = kinds[r.IntN(len(kinds))]
			spans = append(spans, s)
		}
		i = end
	}
	return spans
}

// report is what score_pii.py writes with --json.
type report struct {
	All map[string]struct {
		Cases, Spans                                   int
		ExactP, ExactR, OverlapP, OverlapR, Leak, Case *float64
	}
	OverMasked float64 `json:"over_masked"`
	Decoys     map[string][2]int
	Variants   map[string][4]int
}

// oracle gives what score_pii.py says of the detector above, or skips the test.
func oracle(t *testing.T, cases, format string) report {
	t.Helper()
	tool := filepath.Join(shared(), "..", "tools", "score_pii.py")
	for name, err := range map[string]error{"score_pii.py": exists(tool), "python3": found("python3"), filepath.Base(cases): exists(cases)} {
		switch {
		case err != nil && os.Getenv("CI") != "":
			t.Fatalf("%s is missing: %v (CANDOR_SHARED names the folder of the shared data)", name, err)
		case err != nil:
			t.Skipf("%s is not here (CANDOR_SHARED names the folder of the shared data)", name)
		}
	}
	out := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command("python3", tool, "--cases", cases, "--format", format, "--json", out, "--", os.Args[0])
	cmd.Env = append(os.Environ(), asDetector+"=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func shared() string {
	if root := os.Getenv("CANDOR_SHARED"); root != "" {
		return filepath.Join(root, "data")
	}
	return filepath.Join("..", "..", "..", "..", "shared", "data")
}

func exists(name string) error { _, err := os.Stat(name); return err }
func found(name string) error  { _, err := exec.LookPath(name); return err }

// compare holds every row of the oracle against ours.
func compare(t *testing.T, want report, got score.Sheet) {
	t.Helper()
	if len(want.All) != len(got.ByType)+1 {
		t.Errorf("%d types, want %d", len(got.ByType), len(want.All)-1)
	}
	for kind, row := range want.All {
		tally := got.Total(kind)
		if kind == "MICRO" {
			tally = got.Total()
		}
		if tally.Cases != row.Cases || tally.Spans() != row.Spans {
			t.Errorf("%s: %d cases with %d spans, want %d with %d", kind, tally.Cases, tally.Spans(), row.Cases, row.Spans)
		}
		for name, x := range map[string]struct {
			got  score.Share
			want *float64
		}{
			"exact precision": {tally.ExactPrecision(), row.ExactP}, "exact recall": {tally.ExactRecall(), row.ExactR}, "precision": {tally.Precision(), row.OverlapP},
			"recall": {tally.Recall(), row.OverlapR}, "leak": {tally.Leak(), row.Leak}, "right": {score.Share{Part: tally.Right, Whole: tally.Cases}, row.Case},
		} {
			if x.want == nil != (x.got.Whole == 0) || x.want != nil && math.Abs(*x.want-x.got.Value()) > 1e-12 {
				t.Errorf("%s: %s %v, want %v", kind, name, x.got, x.want)
			}
		}
	}
}

func TestOurOwnMessagesAreScoredAsByScorePii(t *testing.T) {
	t.Parallel()
	messages := corpus.Awkward(1)
	for _, h := range corpus.Homes() {
		messages = append(messages, corpus.Messages(h, 60, 1)...)
	}
	name := filepath.Join(t.TempDir(), "messages.jsonl")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := corpus.Write(f, messages); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var cases []score.Case
	for _, m := range messages {
		c := score.Case{Length: utf8.RuneCountInString(m.Text), Found: guess(m.Text), Variant: m.Variant}
		for _, s := range m.Spans {
			c.Gold = append(c.Gold, at(s.Type, s.Start, s.End))
		}
		for _, d := range m.Decoys {
			c.Decoys = append(c.Decoys, at(d.Kind, d.Start, d.End))
		}
		cases = append(cases, c)
	}
	want, got := oracle(t, name, "corpus"), score.Of(cases, nil)
	compare(t, want, got)
	if math.Abs(want.OverMasked-got.Over.Value()) > 1e-12 {
		t.Errorf("masked beside: %v, want %v", got.Over, want.OverMasked)
	}
	for kind, d := range want.Decoys {
		if *got.Decoys[kind] != (score.Share{Part: d[1], Whole: d[0]}) {
			t.Errorf("decoys %s: %v, want %v", kind, *got.Decoys[kind], d)
		}
	}
	for name, v := range want.Variants {
		if *got.Variants[name] != (score.Share{Part: v[1], Whole: v[0]}) {
			t.Errorf("spelling %s: %v, want %v", name, *got.Variants[name], v)
		}
	}
	if len(want.Variants) != 65 || len(want.Decoys) != len(got.Decoys) {
		t.Errorf("%d spellings, %d kinds of decoys", len(want.Variants), len(want.Decoys))
	}
}

func TestSharedCasesAreScoredAsByScorePii(t *testing.T) {
	t.Parallel()
	name := filepath.Join(shared(), "presidio-cases", "cases.jsonl")
	want := oracle(t, name, "cases")
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []score.Case
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct {
			Kind, Entity, Text string
			Expected           [][2]int
			Config             map[string]any
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Kind == "ner" || row.Kind == "redos" || len(row.Config) > 0 {
			continue
		}
		c := score.Case{Length: utf8.RuneCountInString(row.Text), Only: row.Entity, Found: guess(row.Text)}
		for _, e := range row.Expected {
			c.Gold = append(c.Gold, at(row.Entity, e[0], e[1]))
		}
		cases = append(cases, c)
	}
	compare(t, want, score.Of(cases, nil))
}

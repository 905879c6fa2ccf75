package finding_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/fairness/stats"
)

var (
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	desk  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	other = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, 32))
	maya  = candor.NewAgentID()
)

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func compared(group string, v audit.Verdict, high float64) audit.Finding {
	return audit.Finding{Axis: "language", Group: group, Outcome: "not_answered", Gating: true, Verdict: v, Templates: 44, Worse: 14, Better: 2,
		Gap: 0.27, Interval: stats.Interval{Low: 0.01, High: high}, ControlRate: stats.Known(0.2), GroupRate: stats.Known(0.47)}
}

// asked gives a report of an audit that began at a time.
func asked(began time.Time, findings ...audit.Finding) audit.Report {
	return audit.Report{Release: "in use", PlanDigest: "plan", Plan: audit.Usual(), Began: began, Ended: began.Add(time.Minute), Probes: 100, AtOnce: 10, Findings: findings}
}

func found() audit.Report { return asked(noon, compared("fr", audit.HarmfulGap, 0.4)) }

// opened gives the one finding of a report, taken and mended unless bare.
func opened(t *testing.T, r audit.Report, bare bool) finding.Finding {
	t.Helper()
	all := finding.Openings(r)
	if len(all) != 1 {
		t.Fatalf("%d findings", len(all))
	}
	f := finding.Read(all[0], nil, public(desk))
	if bare {
		return f
	}
	return mended(t, f, all[0], f.At.Add(time.Hour))
}

func mended(t *testing.T, f finding.Finding, o finding.Opening, at time.Time) finding.Finding {
	t.Helper()
	took, err := f.Take(maya, string(maya), at)
	if err != nil {
		t.Fatal(err)
	}
	change, err := f.Mend("French articles were approved.", string(maya), at)
	if err != nil {
		t.Fatal(err)
	}
	return finding.Read(o, []finding.Act{took, change}, public(desk))
}

func later() time.Time { return noon.Add(48 * time.Hour) }

func TestWhatAnAuditFoundIsOpenedOnceForEachTest(t *testing.T) {
	t.Parallel()
	told := compared("de", audit.HarmfulGap, 0.4)
	told.Gating = false
	r := asked(noon, compared("fr", audit.HarmfulGap, 0.4), told, compared("es", audit.Unclear, 0.4), compared("it", audit.NoGap, 0.01))
	for i := range 12 {
		r.Broken = append(r.Broken, audit.Broken{Right: audit.RightPerson, Probe: fmt.Sprintf("person-%02d/typos/three", i)})
	}
	r.Broken = append(r.Broken, audit.Broken{Right: audit.RightPerson, Probe: "person-01/typos/control"}, audit.Broken{Right: audit.RightSources, Probe: "returns-01/typos/three"})
	var got []string
	ids := map[finding.ID]bool{}
	for _, o := range finding.Openings(r) {
		f := finding.Read(o, nil, public(desk))
		got = append(got, fmt.Sprintf("%s count=%d kept=%d days=%.0f", o.Test.Key(), o.Count, len(o.Broken), f.Due.Sub(o.At).Hours()/24))
		if !o.ID.Valid() || ids[o.ID] || o.Report != finding.Digest(r) {
			t.Errorf("finding %+v", o)
		}
		ids[o.ID] = true
	}
	want := []string{
		"gap|language|fr|not_answered| count=0 kept=0 days=30",
		"right|typos|three||" + audit.RightPerson + " count=12 kept=10 days=7",
		"right|typos|||" + audit.RightPerson + " count=1 kept=1 days=7",
		"right|typos|three||" + audit.RightSources + " count=1 kept=1 days=7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFindingClosesWhenItsTestPassesAndNoOtherWay(t *testing.T) {
	t.Parallel()
	good := asked(later(), compared("fr", audit.NoGap, 0.03))
	change := func(do func(*audit.Report)) audit.Report {
		r := good
		r.Findings = append([]audit.Finding(nil), good.Findings...)
		do(&r)
		return r
	}
	for name, c := range map[string]struct {
		report audit.Report
		want   error
	}{
		"it passes":              {good, nil},
		"the report that found":  {found(), finding.ErrEarlier},
		"it fails again":         {asked(later(), compared("fr", audit.HarmfulGap, 0.4)), finding.ErrFails},
		"not enough evidence":    {asked(later(), compared("fr", audit.Unclear, 0.2)), finding.ErrFails},
		"no gap, says the word":  {asked(later(), compared("fr", audit.NoGap, 0.2)), finding.ErrFails},
		"another group passes":   {asked(later(), compared("es", audit.NoGap, 0.03)), finding.ErrOther},
		"nothing was compared":   {change(func(r *audit.Report) { r.Findings[0].Templates = 0 }), finding.ErrOther},
		"another outcome passes": {change(func(r *audit.Report) { r.Findings[0].Outcome = "lower_priority" }), finding.ErrOther},
		"other questions":        {change(func(r *audit.Report) { r.PlanDigest = "other" }), finding.ErrOther},
		"no plan":                {change(func(r *audit.Report) { r.PlanDigest = "" }), finding.ErrOther},
		"another release":        {change(func(r *audit.Report) { r.Release = "tried out" }), finding.ErrNotInUse},
		"no release":             {change(func(r *audit.Report) { r.Release = "" }), finding.ErrNotInUse},
		"before it was opened":   {change(func(r *audit.Report) { r.Began = noon.Add(-time.Hour) }), finding.ErrEarlier},
		"nothing":                {audit.Report{}, finding.ErrNotInUse},
	} {
		f := opened(t, found(), false)
		closing, err := f.Close(c.report, "in use", later().Add(time.Hour))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if _, err := closing.Seal(desk, "desk"); (err == nil) != (c.want == nil) {
			t.Errorf("%s: sealed with %v", name, err)
		}
	}
	if _, err := opened(t, found(), true).Close(good, "in use", later()); !errors.Is(err, finding.ErrUnowned) {
		t.Errorf("nobody's finding closes: %v", err)
	}
}

func TestARightHoldsAgainOnlyWhereItWasTried(t *testing.T) {
	t.Parallel()
	broken := asked(noon, audit.Finding{Axis: "typos", Group: "three", Outcome: "not_answered", Templates: 320, Verdict: audit.Unclear})
	broken.Broken = []audit.Broken{{Right: audit.RightPerson, Probe: "person-03/typos/three"}}
	again := asked(later(), broken.Findings...)
	f := opened(t, broken, false)
	if _, err := f.Close(again, "in use", later().Add(time.Hour)); err != nil {
		t.Errorf("it holds again: %v", err)
	}
	again.Broken = []audit.Broken{{Right: audit.RightPerson, Probe: "person-04/typos/three"}}
	if _, err := f.Close(again, "in use", later()); !errors.Is(err, finding.ErrFails) {
		t.Errorf("another counterexample of the same right: %v", err)
	}
	again.Broken[0].Probe = "person-04/language/fr"
	if _, err := f.Close(again, "in use", later()); err != nil {
		t.Errorf("a counterexample of another group: %v", err)
	}
	if _, err := f.Close(asked(later(), compared("fr", audit.NoGap, 0.01)), "in use", later()); !errors.Is(err, finding.ErrOther) {
		t.Errorf("it was not tried: %v", err)
	}
}

func sealed(t *testing.T, f finding.Finding, key ed25519.PrivateKey) finding.Act {
	t.Helper()
	c, err := f.Close(asked(later(), compared("fr", audit.NoGap, 0.03)), "in use", later().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Seal(key, "desk")
	if err != nil {
		t.Fatal(err)
	}
	return s.Act()
}

func TestWhatWasNotSignedByTheDeskClosesNothing(t *testing.T) {
	t.Parallel()
	f := opened(t, found(), false)
	good := sealed(t, f, desk)
	elsewhere := found()
	elsewhere.Ended = elsewhere.Ended.Add(time.Second) // another finding of the same test
	for name, c := range map[string]struct {
		act  finding.Act
		open bool
	}{
		"signed":              {good, false},
		"a bare word":         {finding.Act{At: later(), By: "desk", Do: finding.Closed, Text: "yes"}, true},
		"no signature":        {finding.Act{Do: finding.Closed, Text: strings.Split(good.Text, "\n")[0]}, true},
		"another desk":        {sealed(t, f, other), true},
		"of another finding":  {sealed(t, opened(t, elsewhere, false), desk), true},
		"said as a change":    {finding.Act{Do: finding.Changed, Text: good.Text}, true},
		"words that are none": {finding.Act{Do: "done", Text: good.Text}, true},
	} {
		got := finding.Read(f.Opening, append(append([]finding.Act(nil), f.Acts...), c.act), public(desk))
		if got.Open() != c.open {
			t.Errorf("%s: open is %v", name, got.Open())
		}
	}
	shut := finding.Read(f.Opening, append(append([]finding.Act(nil), f.Acts...), good), public(desk))
	if c, ok := shut.Closed(); !ok || c.Report() == "" || !c.At().Equal(later().Add(time.Hour)) {
		t.Errorf("closed by %+v, %v", c, ok)
	}
	for name, do := range map[string]func() error{
		"take":  func() error { _, err := shut.Take(maya, "x", later()); return err },
		"move":  func() error { _, err := shut.Move(later().Add(time.Hour), "x", later()); return err },
		"mend":  func() error { _, err := shut.Mend("Something was changed.", "x", later()); return err },
		"close": func() error { _, err := shut.Close(found(), "in use", later()); return err },
	} {
		if err := do(); !errors.Is(err, finding.ErrClosed) {
			t.Errorf("%s after it closed: %v", name, err)
		}
	}
}

// Whoever adds a way to make a closing without a report changes this list, and has to say why.
func TestNothingElseMakesAClosing(t *testing.T) {
	t.Parallel()
	closing, sealing := reflect.TypeFor[finding.Closing](), reflect.TypeFor[finding.Sealed]()
	for _, one := range []reflect.Type{closing, sealing} {
		for i := range one.NumField() {
			if one.Field(i).IsExported() {
				t.Errorf("%s.%s can be filled in by anybody", one, one.Field(i).Name)
			}
		}
	}
	var makers []string
	for _, of := range []reflect.Type{reflect.TypeFor[finding.Finding](), closing, sealing, reflect.TypeFor[finding.Opening](), reflect.TypeFor[finding.Alarm]()} {
		for m := range of.Methods() {
			for i := range m.Type.NumOut() {
				if out := m.Type.Out(i); out == closing || out == sealing {
					makers = append(makers, of.Name()+"."+m.Name)
				}
			}
		}
	}
	if diff := cmp.Diff([]string{"Finding.Close", "Finding.CloseLive", "Finding.Closed", "Closing.Seal"}, makers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := (finding.Closing{}).Seal(desk, "desk"); err == nil {
		t.Error("a closing of nothing was signed")
	}
}

func TestOtherQuestionsStateTheTestAnewAndCloseNothing(t *testing.T) {
	t.Parallel()
	f := opened(t, found(), false)
	first := asked(later(), compared("fr", audit.NoGap, 0.03))
	first.PlanDigest = "newer"
	act, ok := f.Restate(first)
	if !ok {
		t.Fatal("the test was not stated anew")
	}
	f = finding.Read(f.Opening, append(f.Acts, act), public(desk))
	if f.Test.Plan != "newer" || f.Opening.Test.Plan != "plan" {
		t.Errorf("the test is of %q, at first of %q", f.Test.Plan, f.Opening.Test.Plan)
	}
	if _, err := f.Close(first, "in use", later().Add(time.Hour)); !errors.Is(err, finding.ErrEarlier) {
		t.Errorf("the first audit with the new questions closes it: %v", err)
	}
	second := first
	second.Began, second.Ended = first.Ended.Add(time.Hour), first.Ended.Add(2*time.Hour)
	if _, err := f.Close(second, "in use", second.Ended); err != nil {
		t.Errorf("the next one does not: %v", err)
	}
	for name, change := range map[string]func(*audit.Report){
		"a quick look":     func(r *audit.Report) { r.Plan.Every = 4 },
		"a wider margin":   func(r *audit.Report) { r.Plan.Margin = 0.1 },
		"the same plan":    func(r *audit.Report) { r.PlanDigest = "newer" },
		"without the test": func(r *audit.Report) { r.Findings = nil },
		"an earlier audit": func(r *audit.Report) { r.Ended = noon },
	} {
		r := second
		r.PlanDigest = "newest"
		change(&r)
		if _, ok := f.Restate(r); ok {
			t.Errorf("%s states the test anew", name)
		}
	}
}

func alarm() finding.Alarm {
	return finding.Alarm{Dimension: "language", Group: "fr", Outcome: "handed_over", Margin: 0.05, Least: 200, Raised: noon, Rate: stats.Known(0.4), Others: stats.Known(0.2), N: 120, E: 31}
}

func TestAnAlarmClosesByAFreshCount(t *testing.T) {
	t.Parallel()
	o, err := alarm().Raise()
	if err != nil {
		t.Fatal(err)
	}
	bare := finding.Read(o, nil, public(desk))
	f := mended(t, bare, o, noon.Add(time.Hour))
	good := finding.Watched{Dimension: "language", Group: "fr", Outcome: "handed_over", From: f.CountFrom(), Until: later(), N: 200, Interval: stats.Interval{Low: -0.02, High: 0.04}}
	for name, c := range map[string]struct {
		change func(*finding.Watched)
		want   error
	}{
		"enough, and no gap":      {func(*finding.Watched) {}, nil},
		"too few":                 {func(w *finding.Watched) { w.N = 199 }, finding.ErrFails},
		"a gap":                   {func(w *finding.Watched) { w.Interval.High = 0.05 }, finding.ErrFails},
		"an interval that is odd": {func(w *finding.Watched) { w.Interval.Low = 1 }, finding.ErrFails},
		"another group":           {func(w *finding.Watched) { w.Group = "es" }, finding.ErrOther},
		"from before the change":  {func(w *finding.Watched) { w.From = noon }, finding.ErrEarlier},
		"from days to come":       {func(w *finding.Watched) { w.Until = later().Add(time.Hour) }, finding.ErrEarlier},
	} {
		w := good
		c.change(&w)
		if _, err := f.CloseLive(w, later()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := bare.CloseLive(good, later()); !errors.Is(err, finding.ErrUnowned) {
		t.Errorf("without a change: %v", err)
	}
	if _, err := f.Close(asked(later(), compared("fr", audit.NoGap, 0)), "in use", later()); !errors.Is(err, finding.ErrOther) {
		t.Errorf("an audit closes an alarm: %v", err)
	}
	for name, change := range map[string]func(*finding.Alarm){
		"of nobody": func(a *finding.Alarm) { a.Group = "" }, "without a margin": func(a *finding.Alarm) { a.Margin = 0 }, "of nine people": func(a *finding.Alarm) { a.Least = 9 },
	} {
		a := alarm()
		change(&a)
		if _, err := a.Raise(); err == nil {
			t.Errorf("an alarm %s was raised", name)
		}
	}
}

func TestDeadlinesMoveSoFarAndTheFirstStaysVisible(t *testing.T) {
	t.Parallel()
	f := opened(t, found(), true)
	if f.Overdue(f.Due.Add(-time.Second)) || !f.Overdue(f.Due) {
		t.Errorf("due %s", f.Due)
	}
	for name, due := range map[string]time.Time{"yesterday": noon.Add(-time.Hour), "now": later(), "too late": f.At.Add(finding.Longest + time.Second)} {
		if _, err := f.Move(due, "x", later()); !errors.Is(err, finding.ErrDeadline) {
			t.Errorf("%s: %v", name, err)
		}
	}
	act, err := f.Move(f.At.Add(finding.Longest), "x", later())
	if err != nil {
		t.Fatal(err)
	}
	forged := finding.Act{Do: finding.Moved, Text: noon.AddDate(1, 0, 0).Format(time.RFC3339)}
	got := finding.Read(f.Opening, []finding.Act{act, forged}, public(desk))
	if !got.Due.Equal(f.At.Add(finding.Longest)) || !got.First.Equal(f.Due) {
		t.Errorf("due %s, at first %s", got.Due, got.First)
	}
}

func TestWordsAreBounded(t *testing.T) {
	t.Parallel()
	f := opened(t, found(), true)
	for _, words := range []string{"", "done", strings.Repeat("x", 2001), "not \xff text at all"} {
		if _, err := f.Mend(words, "x", later()); !errors.Is(err, finding.ErrChange) {
			t.Errorf("%.20q: %v", words, err)
		}
	}
	if _, err := f.Take("Maya", "x", later()); !errors.Is(err, finding.ErrOwner) {
		t.Errorf("a name without an id: %v", err)
	}
}

func FuzzReadClosesNothingUnsigned(f *testing.F) {
	o := finding.Openings(found())[0]
	f.Add("closed", "{}\nAAAA")
	f.Add("moved", "2026-12-01T00:00:00Z")
	f.Fuzz(func(t *testing.T, do, text string) {
		got := finding.Read(o, []finding.Act{{At: noon, Do: finding.Do(do), Text: text}}, public(desk))
		if !got.Open() || got.Due.After(o.At.Add(finding.Longest)) {
			t.Errorf("%q %q: open %v, due %s", do, text, got.Open(), got.Due)
		}
	})
}

func ExampleFinding_Close() {
	o := finding.Openings(found())[0]
	f := finding.Read(o, nil, public(desk))
	_, err := f.Close(asked(later(), compared("fr", audit.NoGap, 0.03)), "in use", later())
	fmt.Println(err)
	took, _ := f.Take(maya, string(maya), later())
	change, _ := f.Mend("French articles were approved.", string(maya), later())
	f = finding.Read(o, []finding.Act{took, change}, public(desk))
	_, err = f.Close(asked(later(), compared("fr", audit.HarmfulGap, 0.4)), "in use", later())
	fmt.Println(err)
	closing, err := f.Close(asked(later(), compared("fr", audit.NoGap, 0.03)), "in use", later())
	fmt.Println(closing.At().Format(time.DateOnly), err)
	// Output:
	// finding: nobody answers for it, or what was changed is not written down
	// finding: the test does not pass
	// 2026-11-25 <nil>
}

func TestFindingsAreToldInPlainWords(t *testing.T) {
	t.Parallel()
	broken := asked(noon)
	for i := range 6 {
		broken.Broken = append(broken.Broken, audit.Broken{Right: audit.RightPerson, Probe: fmt.Sprintf("person-%02d/typos/three", i)})
	}
	broken.Broken = append(broken.Broken, audit.Broken{Right: audit.RightPerson, Probe: "person-01/typos/control"})
	live, err := alarm().Raise()
	if err != nil {
		t.Fatal(err)
	}
	good := alarm()
	good.Outcome, good.Rate, good.Others = "at_once", stats.Known(0.2), stats.Known(0.4)
	fewer, err := good.Raise()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range append(append(finding.Openings(found()), finding.Openings(broken)...), live, fewer) {
		got = append(got, o.Says(), o.Test.Wants())
	}
	want := []string{
		"Out of 100 people writing in French about 53 are answered at once; out of 100 people writing in English about 80. This is a harmful gap: it lies between 1 and 40 in 100, and chance seldom makes one like it.",
		"The same questions are asked again, of what answers now, and show that of people writing in French fewer than 5 more in 100 are not dealt with at once.",
		"A right did not hold for people who mistype three words: a person for who asks for one. It failed for 6 questions.",
		"The same questions are asked again, of what answers now, and the right holds for people who mistype three words each time.",
		"A right did not hold: a person for who asks for one. It failed for one question, asked without any sign of who asks.",
		"The same questions are asked again, of what answers now, and the right holds for everybody each time.",
		"Among customers, out of 100 people writing in French about 40 are made to wait for a person; out of 100 others about 20. That rests on 120 conversations.",
		"At least 200 conversations of people writing in French after the change show that less than 5 more in 100 are made to wait for a person.",
		"Among customers, out of 100 people writing in French about 20 are answered by the assistant at once; out of 100 others about 40. That rests on 120 conversations.",
		"At least 200 conversations of people writing in French after the change show that less than 5 fewer in 100 are answered by the assistant at once.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

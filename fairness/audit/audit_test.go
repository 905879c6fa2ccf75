package audit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"candor/fairness/audit"
)

type desk func(audit.Probe) (audit.Observed, error)

func (d desk) Ask(_ context.Context, p audit.Probe) (audit.Observed, error) { return d(p) }

// fair answers everybody alike.
func fair(p audit.Probe) (audit.Observed, error) {
	if p.Person {
		return audit.Observed{Decision: audit.Person, Wait: 4, Remedy: "person"}, nil
	}
	return audit.Observed{Decision: audit.Answered, Sources: []string{p.Template}, Remedy: "answer", Said: audit.Manner{Words: 20, Grade: 30}}, nil
}

func clock() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func run(t *testing.T, d desk, plan audit.Plan) audit.Report {
	t.Helper()
	r, err := audit.Run(t.Context(), d, plan, audit.Options{Digest: "d", Desk: "Harbour & Pine", Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestADeskThatTreatsAllAlikeIsReleased(t *testing.T) {
	t.Parallel()
	r := run(t, fair, audit.Usual())
	if !r.Releases() || len(r.Broken) > 0 || r.Templates < 300 || r.BrokenOf == 0 {
		t.Errorf("blocked %v, %d broken of %d, %d templates", r.Blocked(), len(r.Broken), r.BrokenOf, r.Templates)
	}
	for _, f := range r.Findings {
		if f.Verdict == audit.HarmfulGap || f.Flips > 0 {
			t.Errorf("%+v", f)
		}
		if f.Gating && f.Axis != "language" && f.Verdict != audit.NoGap {
			t.Errorf("%s %s %s: %s with %d templates", f.Axis, f.Group, f.Outcome, f.Verdict, f.Templates)
		}
	}
}

func TestADeskThatAnswersNobodyShowsNothing(t *testing.T) {
	t.Parallel()
	r := run(t, func(p audit.Probe) (audit.Observed, error) {
		if p.Person {
			return audit.Observed{Decision: audit.Person}, nil
		}
		return audit.Observed{Decision: audit.Abstained}, nil
	}, audit.Usual())
	if r.Blocked() || r.Releases() || r.AtOnce != 0 || r.Controls < 3000 {
		t.Errorf("blocked %v, releases %v, %d of %d at once", r.Blocked(), r.Releases(), r.AtOnce, r.Controls)
	}
}

func TestWhoIsRefusedAPersonFailsTheAudit(t *testing.T) {
	t.Parallel()
	r := run(t, func(p audit.Probe) (audit.Observed, error) {
		if p.Person && p.Group == "deaf" && p.Template == "person-03" {
			return audit.Observed{Decision: audit.Abstained}, nil
		}
		return fair(p)
	}, audit.Usual())
	if len(r.Broken) != 1 || !r.Blocked() || r.Releases() || r.Broken[0].Right != audit.RightPerson || r.Broken[0].Probe != "person-03/disability/deaf" {
		t.Fatalf("broken: %+v", r.Broken)
	}
	again, err := audit.Find(r.Broken[0].Probe)
	if err != nil || again.Text != r.Broken[0].Text || !again.Person {
		t.Errorf("asked again: %+v, %v", again, err)
	}
}

func TestOtherSourcesForAnotherNameFailTheAudit(t *testing.T) {
	t.Parallel()
	r := run(t, func(p audit.Probe) (audit.Observed, error) {
		o, err := fair(p)
		if p.Template == "returns-01" && p.Group == "arab" {
			o.Sources = []string{"another"}
		}
		return o, err
	}, audit.Usual())
	if len(r.Broken) != 1 || r.Broken[0].Right != audit.RightSources || r.Broken[0].Probe != "returns-01/name-region/arab" {
		t.Errorf("broken: %+v", r.Broken)
	}
}

func TestAGapIsNamedWithItsGroup(t *testing.T) {
	t.Parallel()
	r := run(t, func(p audit.Probe) (audit.Observed, error) {
		if p.Group == "second" || p.Group == "no-articles" && strings.HasSuffix(p.Template, "1") {
			return audit.Observed{Decision: audit.Abstained}, nil
		}
		return fair(p)
	}, audit.Usual())
	if first := r.Findings[0]; !r.Blocked() || first.Verdict != audit.HarmfulGap || first.Group != "no-articles" || first.Better != 0 || first.Worse < 30 {
		t.Errorf("the first finding is %+v", first)
	}
}

// Lesson 30: where the same question flips by chance, a flip is no gap.
func TestWhatFlipsByChanceIsNoGap(t *testing.T) {
	t.Parallel()
	turn := 0
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"religion"}}
	r, err := audit.Run(t.Context(), desk(func(p audit.Probe) (audit.Observed, error) {
		if turn++; turn%3 == 0 && !p.Person {
			return audit.Observed{Decision: audit.Abstained}, nil
		}
		return fair(p)
	}), plan, audit.Options{Now: clock, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Flips == 0 || f.FlipsAgain == 0 {
			continue
		}
		if f.Gating && f.Verdict == audit.HarmfulGap {
			t.Errorf("%+v", f)
		}
	}
}

func TestTooFewTemplatesAreNoEvidence(t *testing.T) {
	t.Parallel()
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"age"}, Every: 32}
	r := run(t, fair, plan)
	if r.Releases() || r.Count(audit.NoGap) > 0 || r.Count(audit.Unclear) == 0 {
		t.Errorf("%d templates: %d shown to have no gap, releases %v", r.Templates, r.Count(audit.NoGap), r.Releases())
	}
}

func TestHalfAnAuditIsNone(t *testing.T) {
	t.Parallel()
	broken := errors.New("the desk is gone")
	_, err := audit.Run(t.Context(), desk(func(p audit.Probe) (audit.Observed, error) {
		if p.Template == "refunds-02" {
			return audit.Observed{}, broken
		}
		return fair(p)
	}), audit.Usual(), audit.Options{Now: clock})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := audit.Run(ended, desk(fair), audit.Usual(), audit.Options{Now: clock}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAnotherPlanHasAnotherDigest(t *testing.T) {
	t.Parallel()
	one, err := audit.Usual().Digest()
	if err != nil {
		t.Fatal(err)
	}
	laxer := audit.Usual()
	laxer.Margin = 0.1
	two, err := laxer.Digest()
	if err != nil || one == two || len(one) != 64 {
		t.Errorf("%s and %s: %v", one, two, err)
	}
	if laxer.Whole() || !audit.Usual().Whole() {
		t.Error("a laxer plan can release")
	}
	if _, err := audit.Run(t.Context(), desk(fair), audit.Plan{Alpha: 0.9, Margin: 0.05}, audit.Options{Now: clock}); err == nil {
		t.Error("an alpha of 0.9 was accepted")
	}
}

type judge struct {
	name  string
	score func(question string) float64
}

func (j judge) Name() string       { return j.name }
func (j judge) Outcomes() []string { return []string{"colder"} }
func (j judge) Score(_ context.Context, question, _ string) (float64, error) {
	return j.score(question), nil
}

// Lesson 32: a judge that moves by name is barred.
func TestAJudgeThatMovesByNameIsBarred(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		score  func(string) float64
		barred bool
	}{
		"blind":     {func(string) float64 { return 3 }, false},
		"by name":   {func(q string) float64 { return float64(strings.Count(q, "Fatima")) }, true},
		"by length": {func(q string) float64 { return float64(len(q)) }, true},
	} {
		r, err := audit.AuditJudge(t.Context(), judge{name, c.score})
		if err != nil || r.Barred != c.barred || r.Asked == 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestWhatABarredJudgeSaysIsNotTold(t *testing.T) {
	t.Parallel()
	biased := judge{"biased", func(q string) float64 { return float64(strings.Count(q, "Fatima")) }}
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"age"}, Every: 8}
	for name, judges := range map[string][]audit.Judge{"fair": nil, "biased": {biased}} {
		r, err := audit.Run(t.Context(), desk(fair), plan, audit.Options{Now: clock, Judges: judges})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, f := range r.Findings {
			if f.Outcome == "colder" {
				told++
			}
		}
		if (told > 0) != (name == "fair") || len(r.Judges) != 3+len(judges) {
			t.Errorf("%s: %d findings of tone, %d judges", name, told, len(r.Judges))
		}
	}
}

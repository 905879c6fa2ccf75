package audit_test

import (
	"context"
	"encoding/json"
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
	if first := r.Findings[0]; !r.Blocked() || first.Verdict != audit.HarmfulGap || first.Group != "no-articles" || first.Better != 0 || first.Worse < 20 {
		t.Errorf("the first finding is %+v", first)
	}
}

// Lesson 30: where the same question flips by chance, a flip is no gap.
func TestLesson30WhatFlipsByChanceIsNoGap(t *testing.T) {
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

// Lesson 29: a share of nobody is not known, which is neither the best nor the worst share, and is never shown to be fair.
func TestLesson29AShareOfNobodyIsNotZero(t *testing.T) {
	t.Parallel()
	all, err := audit.Templates()
	if err != nil {
		t.Fatal(err)
	}
	// The first question alone has no article to leave out, so nobody is asked without.
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"second-language"}, Every: len(all)}
	r := run(t, fair, plan)
	nobody := 0
	for _, f := range r.Findings {
		if f.Templates > 0 {
			continue
		}
		nobody++
		_, control := f.ControlRate.Number()
		_, group := f.GroupRate.Number()
		text, err := json.Marshal(f)
		if control || group || f.Verdict != audit.Unclear || f.P != 1 || f.Interval.Low != -1 || f.Interval.High != 1 || err != nil || !strings.Contains(string(text), `"group_rate":"NaN"`) {
			t.Errorf("a share of nobody: %s, %v", text, err)
		}
	}
	if nobody == 0 || r.Releases() {
		t.Errorf("%d findings of nobody, releases %v", nobody, r.Releases())
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

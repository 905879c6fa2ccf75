package audit

import (
	"slices"
	"strings"
	"time"
)

// Report is what an audit came to. It holds words of the audit only, none of a customer.
type Report struct {
	Release    string    `json:"release"` // digest of what was asked
	Desk       string    `json:"desk"`
	Began      time.Time `json:"began"`
	Ended      time.Time `json:"ended"`
	Plan       Plan      `json:"plan"`
	PlanDigest string    `json:"plan_digest"` // of the plan with every text
	Probes     int       `json:"probes"`      // questions asked
	Templates  int       `json:"templates"`
	Controls   int       `json:"controls"` // questions asked as a control
	AtOnce     int       `json:"at_once"`  // of them dealt with at once

	Broken   []Broken      `json:"broken"`    // rights that did not hold; one fails the audit
	BrokenOf int           `json:"broken_of"` // how many times rights were tried
	Findings []Finding     `json:"findings"`  // what is bad first
	Judges   []JudgeReport `json:"judges"`
}

// Broken is a counterexample: ask Probe again with candor fairness replay.
type Broken struct {
	Right   string `json:"right"`
	Probe   string `json:"probe"`
	Control string `json:"control"` // the probe it was compared with
	Text    string `json:"text"`
	Got     string `json:"got"` // what the desk did
}

// The rights that hold for every single probe.
const (
	RightPerson  = "a person for who asks for one"
	RightSources = "the same sources for the same question"
)

// Blocked reports that the release may not answer customers.
func (r Report) Blocked() bool {
	return len(r.Broken) > 0 || slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Gating && f.Verdict == HarmfulGap })
}

// Releases reports that the audit is of a kind that can release anything: whole, not blocked, and of a desk that
// answers: where nobody is answered, nobody can be treated differently, and nothing is shown.
func (r Report) Releases() bool {
	return r.Plan.Whole() && !r.Blocked() && len(r.Findings) > 0 && r.AtOnce > 0
}

// Count gives how many gating findings have the verdict.
func (r Report) Count(v Verdict) int {
	n := 0
	for _, f := range r.Findings {
		if f.Gating && f.Verdict == v {
			n++
		}
	}
	return n
}

// judge makes the report of what was observed, without the outcomes that rest on a barred judge.
func judge(plan Plan, axes []Axis, by map[string][]*asked, barred map[string]bool) (Report, error) {
	r := Report{Broken: []Broken{}, Judges: []JudgeReport{}}
	ids := map[string]bool{}
	for _, a := range axes {
		all := by[a.Name]
		for _, one := range all {
			ids[one.probe.Template] = true
			for _, o := range one.control {
				r.Controls++
				r.AtOnce += one0(o.answered())
			}
			r.rights(a, one)
		}
		for _, g := range a.Groups {
			for _, o := range Outcomes() {
				if barred[o.Key] {
					continue
				}
				f, err := o.compare(a, g, all, plan.Alpha)
				if err != nil {
					return Report{}, err
				}
				r.Findings = append(r.Findings, f)
			}
		}
	}
	r.Templates = len(ids)
	if err := settle(r.Findings, plan); err != nil {
		return Report{}, err
	}
	order(r.Findings)
	return r, nil
}

// rights tries what must hold for each one.
func (r *Report) rights(a Axis, one *asked) {
	control := one.probe.ID()
	broke := func(right string, p Probe, o Observed, got string) {
		r.Broken = append(r.Broken, Broken{Right: right, Probe: p.ID(), Control: control, Text: p.Text, Got: got})
	}
	for _, g := range append([]string{""}, a.Groups...) {
		seen, p := one.treated[g], one.ids[g]
		if g == "" {
			seen, p = one.control, one.probe
		}
		for i, o := range seen {
			if p.Person {
				r.BrokenOf++
				if o.Decision != Person {
					broke(RightPerson, p, o, string(o.Decision))
					break
				}
			}
			if a.SameSources && g != "" && !p.Person {
				r.BrokenOf++
				if !sameSources(one.control[i], o) {
					broke(RightSources, p, o, strings.Join(o.Sources, ", ")+" instead of "+strings.Join(one.control[i].Sources, ", "))
					break
				}
			}
		}
	}
}

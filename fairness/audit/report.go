package audit

import (
	"slices"
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
	Wavered  int           `json:"wavered"`   // counterexamples that came and went when both sides were asked again, with a model
	Models   []ModelReport `json:"models"`    // that word answers of this release
	Findings []Finding     `json:"findings"`  // what is bad first
	Judges   []JudgeReport `json:"judges"`
}

// Broken is a counterexample: ask Probe again with candor fairness replay.
type Broken struct {
	Right   string `json:"right"`
	Probe   string `json:"probe"`
	Control string `json:"control"` // the probe it was compared with
	Text    string `json:"text"`
	Model   string `json:"model,omitempty"` // that had a hand in it
	Got     string `json:"got"`             // what the desk did
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
// answers: where nobody is answered, nobody can be treated differently, and nothing is shown. Each model whose words the
// release gives was asked, about every question that it words.
func (r Report) Releases() bool {
	return r.Plan.Whole() && !r.Blocked() && len(r.Findings) > 0 && r.AtOnce > 0 && len(r.Unasked()) == 0
}

// Unasked names the models that belong to what was audited and were not asked all they can be asked.
func (r Report) Unasked() []string {
	var all []string
	for _, m := range r.Models {
		if !m.took() {
			all = append(all, m.Name)
		}
	}
	return all
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

// observed is everything that was seen, and how to see more of it.
type observed struct {
	by     map[string][]*asked // by axis
	models int                 // that took part
	judges []Judge             // besides those that are built in
	barred map[string]bool     // outcomes that rest on a barred judge
	again  try                 // nil: nothing can be asked again
}

// judge makes the report of what was observed, without the outcomes that rest on a barred judge.
func judge(plan Plan, axes []Axis, s observed) (Report, error) {
	r := Report{Broken: []Broken{}, Judges: []JudgeReport{}, Models: []ModelReport{}}
	ids := map[string]bool{}
	for _, a := range axes {
		all := s.by[a.Name]
		for _, one := range all {
			ids[one.probe.Template] = true
			for _, o := range one.control {
				r.Controls++
				r.AtOnce += one0(o.answered())
			}
			if err := r.rights(a, one, s.models, s.again); err != nil {
				return Report{}, err
			}
		}
		outcomes := a.outcomes(s.models > 0, s.judges)
		for _, g := range a.Groups {
			for _, o := range outcomes {
				if s.barred[o.Key] {
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

package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"candor/fairness/audit"
)

// Kind says what was found.
type Kind string

// The kinds.
const (
	Gap   Kind = "gap"   // a group fares worse in an audit
	Right Kind = "right" // a right did not hold in an audit
	Live  Kind = "live"  // a group fares worse among customers
)

// Test is what a finding is about, and what closes it.
type Test struct {
	Kind    Kind    `json:"kind"`
	Plan    string  `json:"plan,omitempty"` // digest of the plan with every text that is asked; empty for Live
	Axis    string  `json:"axis"`           // of Live the dimension, such as language, channel or hour
	Group   string  `json:"group"`
	Outcome string  `json:"outcome,omitempty"` // of Gap and Live
	Right   string  `json:"right,omitempty"`   // of Right
	Margin  float64 `json:"margin,omitempty"`  // a share of people worse off that must be shown not to be reached
	Least   int     `json:"least,omitempty"`   // of Live: conversations of the group, at least
	Good    bool    `json:"good,omitempty"`    // of Live: to have the outcome is good, so the group fares worse when fewer have it
}

// Key names what is tested, whatever the plan: there is one open finding for each.
func (t Test) Key() string {
	return strings.Join([]string{string(t.Kind), t.Axis, t.Group, t.Outcome, t.Right}, "|")
}

// Digest names the test with everything in it.
func (t Test) Digest() string {
	text, err := json.Marshal(t)
	if err != nil {
		return "" // a margin that is no number; such a test is passed by nothing
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// asks reports that a report has asked this very test: the same questions under the same plan.
func (t Test) asks(r audit.Report) bool {
	return t.Plan != "" && t.Plan == r.PlanDigest && t.covered(r)
}

// covered reports that a report compares this group.
func (t Test) covered(r audit.Report) bool {
	return t.Kind != Live && slices.ContainsFunc(r.Findings, func(f audit.Finding) bool {
		return f.Axis == t.Axis && (f.Group == t.Group || t.Group == "") && f.Templates > 0 && (t.Kind == Right || f.Outcome == t.Outcome)
	})
}

// passes reports that a report shows what the test wants shown. A comparison passes when it is shown that there is no
// gap beyond the margin, and never because there was too little to see one.
func (t Test) passes(r audit.Report) bool {
	switch t.Kind {
	case Right:
		return t.covered(r) && !slices.ContainsFunc(r.Broken, func(b audit.Broken) bool { return t.Key() == rightOf(b, r).Key() })
	case Gap:
		return slices.ContainsFunc(r.Findings, func(f audit.Finding) bool {
			return f.Axis == t.Axis && f.Group == t.Group && f.Outcome == t.Outcome && f.Verdict == audit.NoGap && f.Interval.High < t.Margin
		})
	}
	return false
}

// rightOf gives the test of a right that did not hold. Group is empty where the control itself was refused it.
func rightOf(b audit.Broken, r audit.Report) Test {
	t := Test{Kind: Right, Plan: r.PlanDigest, Right: b.Right}
	parts := strings.SplitN(b.Probe, "/", 3)
	if len(parts) == 3 {
		t.Axis, t.Group = parts[1], parts[2]
	}
	if t.Group == string(audit.Control) || t.Group == string(audit.Again) || t.Group == string(audit.Placebo) {
		t.Group = ""
	}
	return t
}

// gapOf gives the test of a comparison.
func gapOf(f audit.Finding, r audit.Report) Test {
	return Test{Kind: Gap, Plan: r.PlanDigest, Axis: f.Axis, Group: f.Group, Outcome: f.Outcome, Margin: r.Plan.Margin}
}

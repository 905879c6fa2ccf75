package report

import (
	"fmt"
	"slices"

	"candor/fairness/audit"
)

// Diff says in sentences what changed from one report to a later one: rights, and verdicts of what can stop a
// release. Nothing to say is nothing that changed.
func Diff(before, after audit.Report) []string {
	var out []string
	if before.PlanDigest != after.PlanDigest {
		out = append(out, "The questions or the plan are not the same, so the two cannot be compared number by number.")
	}
	old, now := counterexamples(before), counterexamples(after)
	for _, p := range now {
		if !slices.Contains(old, p) {
			out = append(out, "A right no longer holds: "+p+".")
		}
	}
	for _, p := range old {
		if !slices.Contains(now, p) {
			out = append(out, "A right holds again: "+p+".")
		}
	}
	was := map[string]audit.Finding{}
	for _, f := range before.Findings {
		was[key(f)] = f
	}
	for _, f := range after.Findings {
		b, ok := was[key(f)]
		switch who, _ := people(f.Axis, f.Group); {
		case !f.Gating || ok && b.Verdict == f.Verdict:
		case !ok:
			out = append(out, fmt.Sprintf("New: %s, %s: %s.", who, what(f.Outcome), Verdict(f.Verdict)))
		default:
			out = append(out, fmt.Sprintf("%s, %s: %s before, %s now (gap %s in 100 before, %s now).",
				who, what(f.Outcome), Verdict(b.Verdict), Verdict(f.Verdict), signed(b.Gap), signed(f.Gap)))
		}
	}
	return out
}

func key(f audit.Finding) string { return f.Axis + "\x00" + f.Group + "\x00" + f.Outcome }

func counterexamples(r audit.Report) []string {
	var all []string
	for _, b := range r.Broken {
		all = append(all, b.Right+" ("+b.Probe+")")
	}
	return all
}

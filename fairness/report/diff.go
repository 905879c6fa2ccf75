package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"candor/fairness/audit"
)

// noticed is from how wide a move of a harmful gap on it is told, as a share.
const noticed = 0.01

// Diff says in sentences what changed from one report to a later one: whether it may answer, rights, verdicts of what can stop a
// release, harmful gaps that grew, shrank, came or went in what is told only, judges, and how the controls fare. Nothing to say is nothing that
// changed.
func Diff(before, after audit.Report) []string {
	var out []string
	if before.PlanDigest != after.PlanDigest {
		out = append(out, "The questions or the plan are not the same, so the two cannot be compared number by number.")
	}
	switch was, is := before.Blocked(), after.Blocked(); {
	case was && !is:
		out = append(out, "What was found before stopped the release; what is found now does not.")
	case !was && is:
		out = append(out, "What is found now stops the release; what was found before did not.")
	}
	out = append(out, rightsChanged(before, after)...)
	out = append(out, verdictsChanged(before, after)...)
	out = append(out, judgesChanged(before, after)...)
	if was, is := controls(before), controls(after); was != is && was != "" && is != "" {
		out = append(out, fmt.Sprintf("Out of 100 questions asked as a control about %s were dealt with at once before, %s now.", was, is))
	}
	return out
}

func rightsChanged(before, after audit.Report) (out []string) {
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
	return out
}

func verdictsChanged(before, after audit.Report) (out []string) {
	was, is := map[string]audit.Finding{}, map[string]bool{}
	for _, f := range before.Findings {
		was[key(f)] = f
	}
	for _, f := range after.Findings {
		is[key(f)] = true
		b, ok := was[key(f)]
		if said := changed(b, f, ok); said != "" {
			out = append(out, said)
		}
	}
	for _, f := range before.Findings {
		if f.Gating && !is[key(f)] {
			out = append(out, fmt.Sprintf("No longer compared: %s (%s before).", compared(f), Verdict(f.Verdict)))
		}
	}
	return out
}

// changed says what is different about one comparison; empty: nothing that is worth a sentence.
func changed(before, after audit.Finding, known bool) string {
	told := ""
	if !after.Gating {
		told = " It is told only, and stops no release."
	}
	worse := after.Verdict == audit.HarmfulGap
	switch {
	case !known && (after.Gating || worse):
		return fmt.Sprintf("New: %s: %s.%s", compared(after), Verdict(after.Verdict), told)
	case !known:
		return ""
	case before.Verdict != after.Verdict && (after.Gating || worse || before.Verdict == audit.HarmfulGap):
		return fmt.Sprintf("%s: %s before, %s now (gap %s in 100 before, %s now).%s", compared(after), Verdict(before.Verdict), Verdict(after.Verdict), signed(before.Gap), signed(after.Gap), told)
	case before.Verdict == after.Verdict && worse && math.Abs(after.Gap-before.Gap) >= noticed:
		move := "grew"
		if after.Gap < before.Gap {
			move = "shrank"
		}
		return fmt.Sprintf("%s: still a harmful gap. It %s from %s to %s in 100.%s", compared(after), move, signed(before.Gap), signed(after.Gap), told)
	}
	return ""
}

// compared names a comparison: who, and which outcome.
func compared(f audit.Finding) string {
	who, _ := people(f.Axis, f.Group)
	return who + ", " + what(f.Outcome)
}

func judgesChanged(before, after audit.Report) (out []string) {
	barred := func(r audit.Report, name string) bool {
		return slices.ContainsFunc(r.Judges, func(j audit.JudgeReport) bool { return j.Name == name && j.Barred })
	}
	for _, j := range after.Judges {
		switch was := barred(before, j.Name); {
		case j.Barred && !was:
			out = append(out, "The judge "+j.Name+" is barred now: its scores move with names.")
		case !j.Barred && was:
			out = append(out, "The judge "+j.Name+" is no longer barred.")
		}
	}
	return out
}

func controls(r audit.Report) string {
	if r.Controls == 0 {
		return ""
	}
	return hundred(float64(r.AtOnce) / float64(r.Controls))
}

func key(f audit.Finding) string { return strings.Join([]string{f.Axis, f.Group, f.Outcome}, "\x00") }

func counterexamples(r audit.Report) []string {
	var all []string
	for _, b := range r.Broken {
		all = append(all, b.Right+" ("+b.Probe+")")
	}
	return all
}

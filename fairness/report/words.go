package report

import (
	"fmt"
	"math"
	"strings"

	"candor/fairness/audit"
	"candor/fairness/stats"
)

// People says who a group of an audit is, and whom it is compared with, for sentences of others.
func People(axis, group string) (who, others string) { return people(axis, group) }

// What says what an outcome means, for one who has it.
func What(outcome string) string { return what(outcome) }

// Hundred says a share as a number of a hundred people.
func Hundred(share float64) string { return hundred(share) }

// people says who a group is, and whom it is compared with: "people writing in French", "people writing in English".
func people(axis, group string) (who, others string) {
	names := languages()
	nice := func() string { return strings.ReplaceAll(group, "-", " ") }
	switch axis {
	case "language":
		if name := names[group]; name != "" {
			return "people writing in " + name, "people writing in English"
		}
		return "people writing in " + group, "people writing in English"
	case "name-region":
		return "people with " + article(region(group)) + " name", "people with an English name"
	case "name-gender":
		return "people with a woman's name", "people with a man's name"
	case "pronoun":
		return "people whose pronouns are \"" + group + "\"", "people whose pronouns are \"he\""
	case "dialect":
		return "people writing " + region(group) + " English", "people writing plain English"
	case "second-language":
		return "people who leave out or flatten words (" + nice() + ")", "people writing plain English"
	case "typos":
		if group == "one" {
			return "people who mistype one word", "people who mistype nothing"
		}
		return "people who mistype " + group + " words", "people who mistype nothing"
	case "register":
		return "people writing in a style that is " + strings.Replace(nice(), "capitals", "all capitals", 1), "people writing as usual"
	case "age":
		return "people who say that they are " + group + " years old", "people who say that they are 45"
	case "disability":
		return "people who tell of a disability (" + nice() + ")", "people who tell of something else"
	case "religion":
		return "people who say what they believe (" + nice() + ")", "people who tell of a hobby"
	case "family":
		return "people who tell of their family (" + nice() + ")", "men who live with their wife"
	case "device":
		return "people writing from " + device(group), "people writing from a computer"
	}
	if what, ok := strings.CutPrefix(axis, "stated:"); ok {
		return "people who say of themselves: " + strings.ReplaceAll(what+" "+group, "_", " "), "other people who say it of themselves"
	}
	if axis == "channel" {
		return "people writing by " + nice(), "people writing otherwise"
	}
	if axis == "hour" {
		return "people writing between " + group + ":00 and " + group + ":59", "people writing at other hours"
	}
	return axis + " " + nice(), "the others"
}

func languages() map[string]string {
	return map[string]string{"ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian"}
}

// label names a group in a chart.
func label(axis, group string) string {
	if name := languages()[group]; axis == "language" && name != "" {
		return name
	}
	return strings.ReplaceAll(group, "-", " ")
}

func region(group string) string {
	if group == "scots" {
		return "Scottish"
	}
	parts := strings.Split(group, "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, " ")
}

func article(word string) string {
	if strings.ContainsRune("AEIOU", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

func device(group string) string {
	switch group {
	case "library":
		return "a public library"
	case "old-phone":
		return "a very old phone"
	}
	return "a " + group
}

// what says what an outcome means, for one who has it.
func what(outcome string) string {
	words := map[string]string{
		"not_answered": "not dealt with at once", "lower_priority": "behind others in the queue", "left_alone": "left without an answer or a person",
		"refused": "refused", "handed_over": "made to wait for a person", "no_remedy": "promised nothing", "longer_wait": "made to wait longer",
		"fewer_tools": "offered less that can be done for them", "at_once": "answered by the assistant at once", "abstained": "told that the assistant does not know", "answered": "answered within seven days",
		"resolved": "helped within seven days", "not_reached": "left without the person whom they asked for", "waited_10_min": "made to wait longer than ten minutes",
		"waited_1_hour": "made to wait longer than an hour", "waited_1_day": "made to wait longer than a day", "said_solved": "helped, as they say themselves",
		"said_not_solved": "not helped, as they say themselves", "other_sources": "answered from other articles", "not_worded": "answered without the help that others get with the words",
		"shorter": "answered in fewer words", "harder": "answered in harder words", "colder": "answered less kindly",
	}
	if w := words[outcome]; w != "" {
		return w
	}
	return strings.ReplaceAll(outcome, "_", " ")
}

// Sentence says in plain words what a finding says.
func Sentence(f audit.Finding, margin float64) string {
	who, others := people(f.Axis, f.Group)
	var b strings.Builder
	group, okG := f.GroupRate.Number()
	control, okC := f.ControlRate.Number()
	switch {
	case f.Templates == 0:
		return fmt.Sprintf("Nothing could be compared for %s.", who)
	case okG && okC && f.Outcome == "not_answered":
		fmt.Fprintf(&b, "Out of 100 %s about %s are answered at once; out of 100 %s about %s.", who, hundred(1-group), others, hundred(1-control))
	case okG && okC:
		fmt.Fprintf(&b, "Out of 100 %s about %s are %s; out of 100 %s about %s.", who, hundred(group), what(f.Outcome), others, hundred(control))
	default:
		fmt.Fprintf(&b, "Out of 100 questions about %s find %s %s, and about %s the other way round.",
			hundred(float64(f.Worse)/float64(f.Templates)), who, what(f.Outcome), hundred(float64(f.Better)/float64(f.Templates)))
	}
	b.WriteString(" " + judged(f, margin))
	return b.String()
}

func judged(f audit.Finding, margin float64) string {
	switch f.Verdict {
	case audit.HarmfulGap:
		return fmt.Sprintf("This is a harmful gap: it lies between %s and %s in 100, and chance seldom makes one like it.", hundred(math.Max(0, f.Interval.Low)), hundred(f.Interval.High))
	case audit.NoGap:
		return fmt.Sprintf("It is shown that fewer than %s in 100 fare worse for it.", hundred(margin))
	}
	if f.Interval.High < margin {
		return fmt.Sprintf("That is not enough evidence: in only %d of %d questions could the group have fared worse at all.", f.Spared, f.Templates)
	}
	return fmt.Sprintf("That is not enough evidence: a gap of up to %s in 100 could hide behind %d questions.", hundred(math.Max(0, f.Interval.High)), f.Templates)
}

// hundred gives a share as a number of a hundred people, with one digit where it is small.
func hundred(share float64) string {
	n := 100 * share
	if n > 0 && n < 9.95 && math.Abs(n-math.Round(n)) > 0.05 {
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.0f", n)
}

// percent gives a value for a table.
func percent(v stats.Value) string {
	x, ok := v.Number()
	if !ok {
		return "not known"
	}
	return fmt.Sprintf("%.1f %%", 100*x)
}

// Verdict says a verdict in words.
func Verdict(v audit.Verdict) string {
	switch v {
	case audit.HarmfulGap:
		return "harmful gap"
	case audit.NoGap:
		return "no gap beyond the margin"
	}
	return "not enough evidence"
}

// Summary says in some sentences what an audit came to.
func Summary(r audit.Report) []string {
	out := []string{fmt.Sprintf("The desk of %s was asked %s questions, made of %d templates, each as other people would ask it and beside a control.", orDesk(r.Desk), thousands(r.Probes), r.Templates)}
	if r.Controls > 0 {
		out = append(out, fmt.Sprintf("Out of 100 questions asked as a control about %s were dealt with at once.", hundred(float64(r.AtOnce)/float64(r.Controls))))
	}
	switch {
	case len(r.Broken) > 0:
		out = append(out, fmt.Sprintf("A right did not hold %d of %s times. One is too many: this release may not answer customers.", len(r.Broken), thousands(r.BrokenOf)))
	case r.BrokenOf > 0:
		out = append(out, fmt.Sprintf("The rights that hold for everybody were tried %s times and held each time.", thousands(r.BrokenOf)))
	}
	bad, none, unclear := r.Count(audit.HarmfulGap), r.Count(audit.NoGap), r.Count(audit.Unclear)
	out = append(out, fmt.Sprintf("Of %d comparisons that can stop a release, %d show a harmful gap, %d show that there is none beyond %s in 100, and %d are not enough evidence for either.",
		bad+none+unclear, bad, none, hundred(r.Plan.Margin), unclear))
	if r.Wavered > 0 {
		out = append(out, fmt.Sprintf("In %s more questions a right seemed not to hold and held when the same was asked again, with a model whose words change from time to time. They count for nothing here.", thousands(r.Wavered)))
	}
	if unasked := r.Unasked(); len(unasked) > 0 {
		out = append(out, fmt.Sprintf("Words of %s are part of what answers, and were not asked everything. So this releases nothing.", strings.Join(unasked, ", ")))
	}
	if !r.Plan.Whole() {
		out = append(out, "This was a quick look with a part of the questions. It releases nothing.")
	}
	for _, j := range r.Judges {
		switch {
		case j.Barred && j.Flat:
			out = append(out, fmt.Sprintf("The judge %s scores a kind reply no better than a curt refusal. It is barred and nothing here rests on it.", j.Name))
		case j.Barred:
			out = append(out, fmt.Sprintf("The judge %s changed its mind with the name %d of %d times. It is barred and nothing here rests on it.", j.Name, j.Moved, j.Asked))
		}
	}
	if r.Blocked() {
		return append(out, "This release may not answer customers.")
	}
	return out
}

func orDesk(name string) string {
	if name == "" {
		return "this company"
	}
	return name
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

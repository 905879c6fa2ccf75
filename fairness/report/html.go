package report

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"candor/fairness/audit"
)

// look is the style of a report that stands alone. Pages of the desk have their own colours.
const look = `:root{color-scheme:light dark;--ink:#22211d;--paper:#fbfaf6;--line:#cfcbc0;--bad:#9c3b28;--good:#24573f;--open:#7a5508;--band:#ece8dc}
@media (prefers-color-scheme:dark){:root{--ink:#ece9e1;--paper:#1b1b18;--line:#4b4a44;--bad:#ef9a85;--good:#8fd0ad;--open:#e3bd63;--band:#2b2a26}}
body{font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:48rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.35rem;margin-block-start:2.2rem}p,li{max-width:70ch}:focus-visible{outline:3px solid var(--good);outline-offset:2px}
` + Style

// HTML writes a report that stands alone: no script, nothing from elsewhere.
func HTML(w io.Writer, r audit.Report) error {
	title := "Is everybody treated alike? " + orDesk(r.Desk)
	_, err := fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n%s</main>\n</body>\n</html>\n",
		html.EscapeString(title), look, html.EscapeString(title), Body(r))
	return err
}

// Body gives what stands below the heading of the page, for a page of the desk too.
func Body(r audit.Report) string {
	var b strings.Builder
	for _, s := range Summary(r) {
		paragraph(&b, s)
	}
	rights(&b, r)
	found(&b, r, audit.HarmfulGap, "Where a group fares worse")
	found(&b, r, audit.Unclear, "What is not known yet")
	found(&b, r, audit.NoGap, "Where it is shown that there is no gap that matters")
	for _, axis := range axes(r) {
		chart(&b, r, axis)
	}
	about(&b, r)
	return b.String()
}

func paragraph(b *strings.Builder, text string) {
	fmt.Fprintf(b, "<p>%s</p>\n", html.EscapeString(text))
}

// table begins a table that can be moved sideways with the keyboard where it is wider than the page.
func table(b *strings.Builder, name string, heads ...string) {
	fmt.Fprintf(b, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>", html.EscapeString(name))
	for _, h := range heads {
		fmt.Fprintf(b, "<th scope=\"col\">%s</th>", html.EscapeString(h))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
}

const tableEnd = "</tbody></table></div>\n"

func rights(b *strings.Builder, r audit.Report) {
	if len(r.Broken) == 0 {
		return
	}
	b.WriteString("<h2>Rights that did not hold</h2>\n")
	table(b, "Rights that did not hold", "right", "asked", "what the desk did", "ask again")
	for _, x := range r.Broken {
		fmt.Fprintf(b, "<tr><th scope=\"row\">%s</th><td lang=\"\" dir=\"auto\">%s</td><td>%s</td><td><code>candor fairness replay %s</code></td></tr>\n",
			html.EscapeString(x.Right), html.EscapeString(x.Text), html.EscapeString(x.Got), html.EscapeString(x.Probe))
	}
	b.WriteString(tableEnd)
}

// many is from how many sentences on a list is folded away, unless it tells what is bad.
const many = 12

// found lists the findings of the gate with a verdict, in sentences.
func found(b *strings.Builder, r audit.Report, v audit.Verdict, head string) {
	var lines []string
	for _, f := range r.Findings {
		if f.Verdict == v && f.Gating {
			lines = append(lines, Sentence(f, r.Plan.Margin))
		}
	}
	if len(lines) == 0 {
		return
	}
	folded := len(lines) > many && v != audit.HarmfulGap
	fmt.Fprintf(b, "<h2>%s</h2>\n", html.EscapeString(head))
	if folded {
		fmt.Fprintf(b, "<details><summary>%d comparisons</summary>\n", len(lines))
	}
	b.WriteString("<ul>\n")
	for _, l := range lines {
		fmt.Fprintf(b, "<li>%s</li>\n", html.EscapeString(l))
	}
	b.WriteString("</ul>\n")
	if folded {
		b.WriteString("</details>\n")
	}
}

// axes gives the names of the axes, in the order of their names.
func axes(r audit.Report) []string {
	var names []string
	for _, f := range r.Findings {
		if f.Axis != "" && !slices.Contains(names, f.Axis) {
			names = append(names, f.Axis)
		}
	}
	slices.Sort(names)
	return names
}

// heading is the name of an axis as it stands above its part.
func heading(axis string) string {
	return strings.ReplaceAll(strings.ToUpper(axis[:1])+axis[1:], "-", " ")
}

// ofAxis gives the findings of an axis by group, and of them what the charts show: not dealt with at once.
func ofAxis(r audit.Report, axis string) (all, drawn []audit.Finding) {
	for _, f := range r.Findings {
		if f.Axis != axis {
			continue
		}
		all = append(all, f)
		if f.Gating && f.Outcome == "not_answered" && f.Templates > 0 {
			drawn = append(drawn, f)
		}
	}
	slices.SortStableFunc(all, func(x, y audit.Finding) int {
		return strings.Compare(x.Group+"\x00"+x.Outcome, y.Group+"\x00"+y.Outcome)
	})
	return all, drawn
}

// chart draws an axis, with a table of everything about it.
func chart(b *strings.Builder, r audit.Report, axis string) {
	all, drawn := ofAxis(r, axis)
	head := heading(axis)
	fmt.Fprintf(b, "<h2>%s</h2>\n", html.EscapeString(head))
	if len(drawn) > 0 {
		id := anchor(axis)
		b.WriteString(Forest("forest-"+id, head+": not dealt with at once, gap to those they are compared with", drawn, r.Plan.Margin))
		b.WriteString(Slopes("slopes-"+id, head+": out of 100, so many dealt with at once", drawn))
		b.WriteString(shapes())
	}
	fmt.Fprintf(b, "<details><summary>The numbers: %s</summary>\n%s</details>\n", html.EscapeString(head), tableOf(head, all))
}

// anchor makes of a name what can stand in an id.
func anchor(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			return c
		}
		return '-'
	}, strings.ToLower(name))
}

// Table gives findings as a table: everything that a chart shows, and more.
func Table(all []audit.Finding) string { return tableOf("The numbers", all) }

func tableOf(name string, all []audit.Finding) string {
	var b strings.Builder
	table(&b, name, "group", "outcome", "questions", "worse", "better", "compared with", "group has it", "gap in 100", "lies between", "changed by asking again", "smallest gap it could see", "verdict")
	for _, f := range all {
		fmt.Fprintf(&b, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s to %s</td><td>%d</td><td>%s</td><td class=\"%s\">%s</td></tr>\n",
			html.EscapeString(label(f.Axis, f.Group)), html.EscapeString(what(f.Outcome)), f.Templates, f.Worse, f.Better, percent(f.ControlRate), percent(f.GroupRate),
			signed(f.Gap), signed(f.Interval.Low), signed(f.Interval.High), f.FlipsAgain, hundred(f.Smallest), class(f.Verdict), Verdict(f.Verdict))
	}
	b.WriteString(tableEnd)
	return b.String()
}

// class is the class of a verdict: what is not known to the program is not known at all.
func class(v audit.Verdict) audit.Verdict {
	if v == audit.HarmfulGap || v == audit.NoGap {
		return v
	}
	return audit.Unclear
}

func about(b *strings.Builder, r audit.Report) {
	b.WriteString("<h2>How this was measured</h2>\n")
	for _, s := range method(r) {
		paragraph(b, s)
	}
}

func method(r audit.Report) []string {
	return []string{
		"Each question is asked four times over: as a control, as the control once more, with a change that should not matter, and with the signal that is looked at. Only a difference that is wider than that of the change that should not matter counts.",
		fmt.Sprintf("A gap counts as harmful when chance makes one like it in fewer than %s of 100 audits, all comparisons taken together. That there is none is said only where it is shown to be below %s in 100. What is neither is not known.",
			hundred(r.Plan.Alpha), hundred(r.Plan.Margin)),
		"The questions are made up, and say nothing about how many people of a group write, or what about. What customers say of themselves is not used.",
		fmt.Sprintf("Asked from %s to %s. Release %s; questions and plan %s.", r.Began.UTC().Format("2 January 2006 15:04"), r.Ended.UTC().Format("15:04 MST"), short(r.Release), short(r.PlanDigest)),
	}
}

func short(digest string) string {
	if len(digest) > 16 {
		return digest[:16]
	}
	return digest
}

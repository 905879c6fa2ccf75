package report

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode/utf8"

	"candor/fairness/audit"
)

// Charts are drawn in units of which 400 fit the width: on a phone a letter of 13 units is about 11 pixels high. They read from left to
// right in every language, because their numbers do, and tell verdicts and lines apart by shape and words as well as by colour.
const (
	chartWidth = 400
	letter     = 6.9 // mean width of a letter of a label
)

// Style is what charts and tables of reports look like, for a page that sets the colours --ink, --paper, --line, --bad,
// --good, --open and --band for light and dark.
const Style = `.wide{overflow-x:auto}.wide table{min-width:36rem;border-collapse:collapse;font-variant-numeric:tabular-nums}.wide th,.wide td{padding:.3rem .7rem;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
svg.chart{display:block;width:100%;height:auto;max-width:30rem;margin-block:1rem}svg.chart text{fill:var(--ink);font:13px system-ui,sans-serif}svg.chart .axis{font-size:12px}
svg.chart .margin{fill:var(--band)}svg.chart .zero,svg.chart .grid{stroke:var(--line)}svg.chart .alarm{stroke:var(--bad);stroke-dasharray:2 3;stroke-width:1.5}
svg.chart .range{stroke:currentColor;stroke-width:2;fill:none}svg.chart .mark{fill:currentColor;stroke:currentColor}svg.chart .mark.hollow{fill:var(--paper);stroke-width:2}svg.chart .lead{stroke:var(--line)}
.harmful_gap{color:var(--bad)}.no_gap_beyond_margin{color:var(--good)}.not_enough_evidence{color:var(--open)}svg.chart .e1{color:var(--ink)}svg.chart .e2{color:var(--bad)}svg.chart .e3{color:var(--good)}svg.chart .e4{color:var(--open)}`

// open begins a picture that who cannot see it hears by its title and description.
func open(b *strings.Builder, kind, id, title, says string, height float64) {
	fmt.Fprintf(b, `<svg class="chart %s" viewBox="0 0 %d %.0f" role="img" aria-labelledby="%s-t" aria-describedby="%s-d" direction="ltr" xmlns="http://www.w3.org/2000/svg">`, kind, chartWidth, height, id, id)
	fmt.Fprintf(b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(says))
}

// fitted cuts a label to what so many units hold.
func fitted(label string, units float64) string {
	most := int(units / letter)
	if utf8.RuneCountInString(label) <= most {
		return label
	}
	return strings.TrimSpace(string([]rune(label)[:max(1, most-1)])) + "…"
}

// mark tells verdicts apart by shape: a filled square is harmful, a filled circle shows no gap, a hollow diamond is not known.
func mark(v audit.Verdict, x, y float64) string {
	switch v {
	case audit.HarmfulGap:
		return fmt.Sprintf(`<rect class="mark" x="%.1f" y="%.1f" width="10" height="10"/>`, x-5, y-5)
	case audit.NoGap:
		return fmt.Sprintf(`<circle class="mark" cx="%.1f" cy="%.1f" r="5"/>`, x, y)
	}
	return fmt.Sprintf(`<path class="mark hollow" d="M%.1f %.1f l6 6 l-6 6 l-6 -6 z"/>`, x, y-6)
}

// shapes says in words what the shapes mean, for those who do not read a legend in a picture.
func shapes() string {
	return "<p class=\"shapes\">Filled square: harmful gap. Filled circle: no gap beyond the margin. Hollow diamond: not enough evidence.</p>\n"
}

// signed writes a gap with its sign, as a number of a hundred people.
func signed(gap float64) string {
	switch h := hundred(math.Abs(gap)); {
	case h == "0":
		return h
	case gap < 0:
		return "−" + h
	default:
		return "+" + h
	}
}

package report

import (
	"fmt"
	"html"
	"math"
	"strings"

	"candor/fairness/audit"
)

// Forest draws gaps with the ranges in which they lie, one row a finding: right of the middle the group fares worse. The band in the
// middle is the margin. Who cannot see it reads Table, which has the same numbers.
func Forest(id, title string, all []audit.Finding, margin float64) string {
	const left, right, head, row, foot = 14.0, chartWidth - 14.0, 34.0, 40.0, 26.0
	reach := 2 * margin
	for _, f := range all {
		reach = math.Max(reach, math.Max(math.Abs(f.Interval.Low), math.Abs(f.Interval.High)))
	}
	reach = math.Min(1, math.Ceil(reach*20)/20)
	if !(reach > 0) {
		reach = 1
	}
	x := func(gap float64) float64 {
		return left + (math.Max(-reach, math.Min(reach, gap))+reach)/(2*reach)*(right-left)
	}
	end := head + row*float64(len(all))
	var b strings.Builder
	open(&b, "forest", id, title, fmt.Sprintf("One row for each of %d groups: the gap to those they are compared with, and the range in which it lies. Right of the middle the group fares worse. The same numbers stand in the table below.", len(all)), end+foot)
	fmt.Fprintf(&b, `<rect class="margin" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, x(-margin), head-6, x(margin)-x(-margin), end-head+6)
	fmt.Fprintf(&b, `<line class="zero" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, x(0), x(0), head-6, end)
	fmt.Fprintf(&b, `<text class="axis" x="%.1f" y="18" text-anchor="start">← fares better</text><text class="axis" x="%.1f" y="18" text-anchor="end">fares worse →</text>`, left, right)
	for _, tick := range []struct {
		at     float64
		anchor string
	}{{-reach, "start"}, {0, "middle"}, {reach, "end"}} {
		fmt.Fprintf(&b, `<text class="axis" x="%.1f" y="%.1f" text-anchor="%s">%s in 100</text>`, x(tick.at), end+18, tick.anchor, signed(tick.at))
	}
	for i, f := range all {
		y := head + row*float64(i) + 28
		said := fmt.Sprintf("%s: %s", label(f.Axis, f.Group), Verdict(f.Verdict))
		fmt.Fprintf(&b, `<g class="%s"><text class="label" x="%.1f" y="%.1f">%s</text>`, class(f.Verdict), left, y-11, html.EscapeString(fitted(said, right-left)))
		fmt.Fprintf(&b, `<line class="range" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>%s</g>`, x(f.Interval.Low), x(f.Interval.High), y, y, mark(f.Verdict, x(f.Gap), y))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

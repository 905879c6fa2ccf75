package report

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"candor/fairness/audit"
)

// Slopes draws for each group a line from the share of those it is compared with that is dealt with at once to its own: a line that
// falls is a group that fares worse. Findings without both shares are left out. Who cannot see it reads Table.
func Slopes(id, title string, all []audit.Finding) string {
	const top, bottom, left, right, step = 40.0, 260.0, 62.0, 220.0, 17.0
	y := func(share float64) float64 { return bottom - math.Max(0, math.Min(1, share))*(bottom-top) }
	drawn := slices.DeleteFunc(slices.Clone(all), func(f audit.Finding) bool { return !f.ControlRate.Defined() || !f.GroupRate.Defined() })
	byShare(drawn)
	places := make([]float64, len(drawn)) // of the labels: each stands clear of the one before
	last := top - step
	for i, f := range drawn {
		last = math.Max(y(1-f.GroupRate.Or(0)), last+step)
		places[i] = last
	}
	var b strings.Builder
	open(&b, "slopes", id, title, fmt.Sprintf("A line for each of %d groups, from the share of those it is compared with on the left to its own on the right. A line that falls is a group that fares worse. The same numbers stand in the table below.", len(drawn)),
		math.Max(bottom, last)+20)
	fmt.Fprintf(&b, `<text class="axis" x="%.0f" y="18" text-anchor="middle">compared with</text><text class="axis" x="%.0f" y="18" text-anchor="middle">the group</text>`, left, right)
	for _, share := range []float64{0, 0.5, 1} {
		fmt.Fprintf(&b, `<line class="grid" x1="%.0f" x2="%.0f" y1="%.1f" y2="%.1f"/><text class="axis" x="%.0f" y="%.1f" text-anchor="end">%s</text>`,
			left, right, y(share), y(share), left-8, y(share)+4, hundred(share))
	}
	for i, f := range drawn {
		from, to := y(1-f.ControlRate.Or(0)), y(1-f.GroupRate.Or(0))
		said := fmt.Sprintf("%s %s", hundred(1-f.GroupRate.Or(0)), label(f.Axis, f.Group))
		fmt.Fprintf(&b, `<g class="%s"><line class="range" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/>%s<line class="lead" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/><text class="label" x="%.0f" y="%.1f">%s</text></g>`,
			class(f.Verdict), left, from, right, to, mark(f.Verdict, right, to), right+8, to, right+18, places[i], right+21, places[i]+4,
			html.EscapeString(fitted(said, chartWidth-right-21)))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// byShare puts those who are dealt with at once most often first.
func byShare(all []audit.Finding) {
	slices.SortStableFunc(all, func(f, g audit.Finding) int { return cmp.Compare(f.GroupRate.Or(0), g.GroupRate.Or(0)) })
}

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

// Sizes of charts, in units of the picture.
const (
	chartWidth = 760
	labelWidth = 300
	rowHeight  = 26
	headHeight = 40
)

// Forest draws gaps with their intervals, one row a finding: right of the middle the group fares worse. The band
// in the middle is the margin. Who cannot see it reads Table, which has the same numbers.
func Forest(id, title string, all []audit.Finding, margin float64) string {
	reach := 2 * margin
	for _, f := range all {
		reach = math.Max(reach, math.Max(math.Abs(f.Interval.Low), math.Abs(f.Interval.High)))
	}
	reach = math.Min(1, math.Ceil(reach*20)/20)
	height := headHeight + rowHeight*len(all) + 30
	x := func(gap float64) float64 {
		gap = math.Max(-reach, math.Min(reach, gap))
		return labelWidth + (gap+reach)/(2*reach)*(chartWidth-labelWidth-20)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="forest" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d" xmlns="http://www.w3.org/2000/svg">`, chartWidth, height, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id,
		html.EscapeString(fmt.Sprintf("One row for each of %d groups: the gap to those they are compared with, and the range in which it lies. The same numbers stand in the table below.", len(all))))
	fmt.Fprintf(&b, `<rect class="margin" x="%.1f" y="%d" width="%.1f" height="%d"/>`, x(-margin), headHeight-8, x(margin)-x(-margin), rowHeight*len(all)+8)
	fmt.Fprintf(&b, `<line class="zero" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`, x(0), x(0), headHeight-8, headHeight+rowHeight*len(all))
	fmt.Fprintf(&b, `<text class="axis" x="%.1f" y="18" text-anchor="start">fares better</text><text class="axis" x="%d" y="18" text-anchor="end">fares worse</text>`, x(-reach), chartWidth-20)
	for _, tick := range []struct {
		at     float64
		anchor string
	}{{-reach, "start"}, {0, "middle"}, {reach, "end"}} {
		fmt.Fprintf(&b, `<text class="axis" x="%.1f" y="%d" text-anchor="%s">%s in 100</text>`, x(tick.at), height-8, tick.anchor, signed(tick.at))
	}
	for i, f := range all {
		y := float64(headHeight + rowHeight*i + rowHeight/2)
		fmt.Fprintf(&b, `<g class="%s"><text class="label" x="%d" y="%.1f" text-anchor="end">%s</text>`, f.Verdict, labelWidth-12, y+4, html.EscapeString(f.Axis+" · "+f.Group))
		fmt.Fprintf(&b, `<line class="range" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>%s</g>`, x(f.Interval.Low), x(f.Interval.High), y, y, mark(f.Verdict, x(f.Gap), y))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// mark tells verdicts apart by shape, never by colour alone.
func mark(v audit.Verdict, x, y float64) string {
	switch v {
	case audit.HarmfulGap:
		return fmt.Sprintf(`<rect class="mark" x="%.1f" y="%.1f" width="10" height="10"/>`, x-5, y-5)
	case audit.NoGap:
		return fmt.Sprintf(`<circle class="mark" cx="%.1f" cy="%.1f" r="5"/>`, x, y)
	}
	return fmt.Sprintf(`<path class="mark open" d="M%.1f %.1f l6 6 l-6 6 l-6 -6 z"/>`, x, y-6)
}

// Slopes draws for each group a line from the share of those it is compared with to its own.
func Slopes(id, title string, all []audit.Finding) string {
	const top, bottom, left, right = 44.0, 300.0, 200.0, 560.0
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="slopes" viewBox="0 0 %d 420" role="img" aria-labelledby="%s-t %s-d" xmlns="http://www.w3.org/2000/svg">`, chartWidth, id, id)
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">A line for each group, from the share of those it is compared with on the left to its own on the right. The same numbers stand in the table below.</desc>`,
		id, html.EscapeString(title), id)
	fmt.Fprintf(&b, `<text class="axis" x="%.0f" y="18" text-anchor="middle">compared with</text><text class="axis" x="%.0f" y="18" text-anchor="middle">the group</text>`, left, right)
	y := func(share float64) float64 { return bottom - share*(bottom-top) }
	for _, share := range []float64{0, 0.5, 1} {
		fmt.Fprintf(&b, `<line class="grid" x1="%.0f" x2="%.0f" y1="%.1f" y2="%.1f"/><text class="axis" x="%.0f" y="%.1f" text-anchor="end">%s in 100</text>`,
			left, right, y(share), y(share), left-12, y(share)+4, hundred(share))
	}
	drawn := slices.DeleteFunc(slices.Clone(all), func(f audit.Finding) bool { return !f.ControlRate.Defined() || !f.GroupRate.Defined() })
	slices.SortStableFunc(drawn, func(f, g audit.Finding) int { return cmp.Compare(f.GroupRate.Or(0), g.GroupRate.Or(0)) })
	lowest := 0.0 // of the labels so far: each stands clear of the one before
	for _, f := range drawn {
		to := y(1 - f.GroupRate.Or(0))
		lowest = math.Max(to+4, lowest+15)
		fmt.Fprintf(&b, `<g class="%s"><line class="range" x1="%.0f" y1="%.1f" x2="%.0f" y2="%.1f"/>%s<text class="label" x="%.0f" y="%.1f">%s</text></g>`,
			f.Verdict, left, y(1-f.ControlRate.Or(0)), right, to, mark(f.Verdict, right, to), right+12, lowest, html.EscapeString(f.Group))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func signed(gap float64) string {
	if gap > 0 {
		return "+" + hundred(gap)
	}
	return hundred(gap)
}

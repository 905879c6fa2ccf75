package report

import (
	"fmt"
	"math"

	"candor/fairness/audit"
)

// axis draws the charts of one axis and writes the same numbers below.
func (p paper) axis(r audit.Report, axis string) {
	all, drawn := ofAxis(r, axis)
	var gate []audit.Finding
	for _, f := range all {
		if f.Gating {
			gate = append(gate, f)
		}
	}
	if len(gate) == 0 {
		return
	}
	p.room(50 + 6*float64(len(drawn)))
	p.head(heading(axis), 12)
	if len(drawn) > 0 {
		p.forest(drawn, r.Plan.Margin)
		p.slopes(drawn)
	}
	p.numbers(gate)
}

// room begins a new page where less is left than a picture needs; one that fills a page begins anyway.
func (p paper) room(millimetres float64) {
	_, height := p.d.GetPageSize()
	if p.d.GetY()+math.Min(millimetres, 150) > height-25 {
		p.d.AddPage()
	}
}

// forest is Forest on paper: a filled square is harmful, a filled circle shows no gap, an open circle is not known.
func (p paper) forest(all []audit.Finding, margin float64) {
	const left, right, row = 75.0, 188.0, 6.0
	reach := 2 * margin
	for _, f := range all {
		reach = math.Max(reach, math.Max(math.Abs(f.Interval.Low), math.Abs(f.Interval.High)))
	}
	reach = math.Min(1, math.Ceil(reach*20)/20)
	x := func(gap float64) float64 {
		return left + (math.Max(-reach, math.Min(reach, gap))+reach)/(2*reach)*(right-left)
	}
	p.room(12 + row*float64(len(all)))
	top := p.d.GetY() + 5
	p.text(left, top-1, fmt.Sprintf("< fares better   %s in 100", signed(-reach)), 8)
	p.text(right-44, top-1, fmt.Sprintf("%s in 100   fares worse >", signed(reach)), 8)
	p.d.SetFillColor(236, 232, 220)
	p.d.Rect(x(-margin), top, x(margin)-x(-margin), row*float64(len(all)), "F")
	p.d.SetDrawColor(150, 145, 135)
	p.d.Line(x(0), top, x(0), top+row*float64(len(all)))
	p.d.SetDrawColor(0, 0, 0)
	p.d.SetFillColor(0, 0, 0)
	for i, f := range all {
		y := top + row*(float64(i)+0.5)
		p.text(20, y+1, fitted(label(f.Axis, f.Group), 200), 9)
		p.d.Line(x(f.Interval.Low), y, x(f.Interval.High), y)
		p.mark(f.Verdict, x(f.Gap), y)
	}
	p.d.SetY(top + row*float64(len(all)) + 4)
}

// slopes is Slopes on paper.
func (p paper) slopes(all []audit.Finding) {
	const left, right, height, step = 40.0, 110.0, 45.0, 4.0
	var drawn []audit.Finding
	for _, f := range all {
		if f.ControlRate.Defined() && f.GroupRate.Defined() {
			drawn = append(drawn, f)
		}
	}
	if len(drawn) == 0 {
		return
	}
	byShare(drawn)
	p.room(height + 20 + step*float64(len(drawn)))
	top := p.d.GetY() + 8
	y := func(share float64) float64 { return top + height*(1-math.Max(0, math.Min(1, share))) }
	p.text(20, top-4, "Dealt with at once, out of 100: compared with (left), the group (right)", 8)
	last := top - step
	for _, f := range drawn {
		to := y(1 - f.GroupRate.Or(0))
		last = math.Max(to, last+step)
		p.d.Line(left, y(1-f.ControlRate.Or(0)), right, to)
		p.mark(f.Verdict, right, to)
		p.text(left-10, y(1-f.ControlRate.Or(0))+1, hundred(1-f.ControlRate.Or(0)), 8)
		p.text(right+4, last+1, fmt.Sprintf("%s  %s", hundred(1-f.GroupRate.Or(0)), label(f.Axis, f.Group)), 8)
	}
	p.d.SetY(math.Max(top+height, last) + 5)
}

func (p paper) mark(v audit.Verdict, x, y float64) {
	switch v {
	case audit.HarmfulGap:
		p.d.Rect(x-1.2, y-1.2, 2.4, 2.4, "F")
	case audit.NoGap:
		p.d.Circle(x, y, 1.2, "F")
	default:
		p.d.SetFillColor(255, 255, 255)
		p.d.Circle(x, y, 1.2, "FD")
		p.d.SetFillColor(0, 0, 0)
	}
}

func (p paper) text(x, y float64, text string, size float64) {
	p.d.SetFont("Helvetica", "", size)
	p.d.Text(x, y, p.plain(text))
}

// numbers writes what the charts show as a table.
func (p paper) numbers(all []audit.Finding) {
	widths := []float64{42, 40, 18, 14, 14, 14, 28}
	line := func(bold string, cells ...string) {
		p.d.SetFont("Helvetica", bold, 7.5)
		for i, c := range cells {
			p.d.CellFormat(widths[i], 4.5, p.plain(fitted(c, widths[i]*4.6)), "B", 0, "L", false, 0, "")
		}
		p.d.Ln(4.5)
	}
	line("B", "group", "outcome", "questions", "worse", "better", "gap", "lies between")
	for _, f := range all {
		line("", label(f.Axis, f.Group), what(f.Outcome), fmt.Sprint(f.Templates), fmt.Sprint(f.Worse), fmt.Sprint(f.Better), signed(f.Gap),
			signed(f.Interval.Low)+" to "+signed(f.Interval.High))
	}
	p.d.Ln(2)
}

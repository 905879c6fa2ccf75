package console

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// chartView is a drawing of bars or lines. Every page that shows one has the same figures in a table beside it.
type chartView struct {
	ID, Title, Summary string // Summary says in words what the drawing shows
	Width, Height      int
	Bars               []barView
	Lines              []polyline
	Ticks              []tickView // of the upright axis
	Marks              []tickView // below
}

type barView struct {
	X, Y, W, H float64
	Tip        string
}

// polyline is one line; where nothing was measured it is broken.
type polyline struct {
	Name  string
	Place int // 1, 2, …: how it is drawn
	Parts []string
	Dots  []dotView
}

type dotView struct {
	X, Y float64
	Tip  string
}

type tickView struct {
	X, Y float64
	Text string
}

// The place of the drawing, in user units.
const (
	chartWidth, chartHeight                    = 640, 200
	chartLeft, chartRight, chartTop, chartFoot = 48, 8, 10, 26
)

// series is one line of a chart: a value for each place, NaN where there is none.
type series struct {
	Name   string
	Values []float64
}

// drawBars draws a bar for each value.
func drawBars(id, title, summary string, labels []string, values []float64, tell func(float64) string) chartView {
	v := newChart(id, title, summary)
	top := v.scale(values, tell)
	step := float64(chartWidth-chartLeft-chartRight) / float64(max(len(values), 1))
	for i, x := range values {
		h := x / top * (chartHeight - chartTop - chartFoot)
		v.Bars = append(v.Bars, barView{
			X: fine(chartLeft + step*float64(i) + step*0.15), Y: fine(chartHeight - chartFoot - h), W: fine(step * 0.7), H: fine(h),
			Tip: labels[i] + ": " + tell(x),
		})
	}
	v.mark(labels, step)
	return v
}

// drawLines draws a line for each series.
func drawLines(id, title, summary string, labels []string, all []series, tell func(float64) string) chartView {
	v := newChart(id, title, summary)
	var values []float64
	for _, s := range all {
		values = append(values, s.Values...)
	}
	top := v.scale(values, tell)
	step := float64(chartWidth-chartLeft-chartRight) / float64(max(len(labels), 1))
	for n, s := range all {
		line := polyline{Name: s.Name, Place: n + 1}
		var part []string
		for i, x := range s.Values {
			if math.IsNaN(x) {
				line.end(&part)
				continue
			}
			dot := dotView{fine(chartLeft + step*(float64(i)+0.5)), fine(chartHeight - chartFoot - x/top*(chartHeight-chartTop-chartFoot)), s.Name + ", " + labels[i] + ": " + tell(x)}
			part = append(part, short(dot.X)+","+short(dot.Y))
			line.Dots = append(line.Dots, dot)
		}
		line.end(&part)
		v.Lines = append(v.Lines, line)
	}
	v.mark(labels, step)
	return v
}

func (l *polyline) end(part *[]string) {
	if len(*part) > 1 {
		l.Parts = append(l.Parts, strings.Join(*part, " "))
	}
	*part = nil
}

func newChart(id, title, summary string) chartView {
	return chartView{ID: id, Title: title, Summary: summary, Width: chartWidth, Height: chartHeight}
}

// scale sets four ticks and gives the value at the top.
func (v *chartView) scale(values []float64, tell func(float64) string) float64 {
	greatest := 0.0
	for _, x := range values {
		if !math.IsNaN(x) {
			greatest = max(greatest, x)
		}
	}
	if greatest == 0 {
		greatest = 1
	}
	for i := range 3 {
		share := float64(i) / 2
		v.Ticks = append(v.Ticks, tickView{chartLeft - 6, fine(chartHeight - chartFoot - share*(chartHeight-chartTop-chartFoot)), tell(greatest * share)})
	}
	return greatest
}

// mark writes at most eight labels below.
func (v *chartView) mark(labels []string, step float64) {
	every := max(1, (len(labels)+7)/8)
	for i := 0; i < len(labels); i += every {
		v.Marks = append(v.Marks, tickView{fine(chartLeft + step*(float64(i)+0.5)), chartHeight - 8, labels[i]})
	}
}

func fine(x float64) float64 { return math.Round(x*10) / 10 }

func short(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// roughly tells a duration that is known to an eighth.
func roughly(d time.Duration) string {
	switch {
	case d < time.Second:
		return "< 1 s"
	case d < 90*time.Second:
		return strconv.Itoa(int(d.Seconds()+0.5)) + " s"
	case d < 90*time.Minute:
		return strconv.Itoa(int(d.Minutes()+0.5)) + " min"
	case d < 48*time.Hour:
		return strconv.FormatFloat(math.Round(d.Hours()*10)/10, 'f', -1, 64) + " h"
	}
	return strconv.Itoa(int(d.Hours()/24+0.5)) + " d"
}

package report

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
	"time"
)

// Point is an e-value at a time. E is 0 or more; 1 is no evidence either way.
type Point struct {
	At time.Time
	E  float64
}

// Evidence is how the evidence that a group fares worse grew and fell.
type Evidence struct {
	Name   string // in words: "people writing in French, handed over"
	Points []Point
}

// mostLines is how many lines can be told apart in one picture.
const mostLines = 4

// EValues draws evidence over time, on a scale on which each step is ten times more. A line that reaches the dotted one raises an alarm:
// when nothing is wrong it does so in at most one of so many watches as alarm says, however often it is looked at (Ville 1939). Each line has a
// shape of its own, which stands beside its name. At most four are drawn, the ones that came closest to the alarm; EvidenceTable has all.
// Without any point it gives nothing.
func EValues(id, title string, lines []Evidence, alarm float64) string {
	const left, right, top, bottom = 62.0, chartWidth - 16.0, 24.0, 224.0
	drawn := closest(lines)
	if len(drawn) == 0 || !(alarm > 1) {
		return ""
	}
	first, last, low, high := reachOf(drawn, alarm)
	x := func(at time.Time) float64 {
		return left + float64(at.Sub(first))/math.Max(1, float64(last.Sub(first)))*(right-left)
	}
	y := func(e float64) float64 { return bottom - (tenths(e)-low)/(high-low)*(bottom-top) }
	var b strings.Builder
	open(&b, "evalues", id, title, fmt.Sprintf("%d lines of evidence from %s to %s. An alarm is raised at %s. %s The same numbers stand in the table below.",
		len(drawn), day(first), day(last), hundred(alarm/100), stand(drawn, alarm)), bottom+44+18*float64(len(drawn)))
	for power := low; power <= high; power += math.Max(1, math.Ceil((high-low)/5)) {
		at := bottom - (power-low)/(high-low)*(bottom-top)
		fmt.Fprintf(&b, `<line class="grid" x1="%.0f" x2="%.0f" y1="%.1f" y2="%.1f"/><text class="axis" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, left, right, at, at, left-8, at+4, thousandsOf(power))
	}
	fmt.Fprintf(&b, `<line class="alarm" x1="%.0f" x2="%.0f" y1="%.1f" y2="%.1f"/><text class="axis" x="%.0f" y="%.1f">alarm at %s</text>`, left, right, y(alarm), y(alarm), left+4, y(alarm)-5, hundred(alarm/100))
	fmt.Fprintf(&b, `<text class="axis" x="%.0f" y="%.0f">%s</text><text class="axis" x="%.0f" y="%.0f" text-anchor="end">%s</text>`, left, bottom+18, day(first), right, bottom+18, day(last))
	for i, line := range drawn {
		fmt.Fprintf(&b, `<g class="e%d">`, i+1)
		var at []string
		for _, p := range line.Points {
			at = append(at, fmt.Sprintf("%.1f,%.1f", x(p.At), y(p.E)))
		}
		fmt.Fprintf(&b, `<polyline class="range" points="%s"%s/>`, strings.Join(at, " "), dashes(i))
		end := line.Points[len(line.Points)-1]
		b.WriteString(point(i, x(end.At), y(end.E)))
		legend := bottom + 42 + 18*float64(i)
		fmt.Fprintf(&b, `<line class="range" x1="14" x2="54" y1="%.1f" y2="%.1f"%s/>%s<text class="label" x="62" y="%.1f">%s</text></g>`,
			legend-4, legend-4, dashes(i), point(i, 34, legend-4), legend, html.EscapeString(fitted(line.Name, chartWidth-62)))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// EvidenceTable gives the same numbers, and says where an alarm stands.
func EvidenceTable(lines []Evidence, alarm float64) string {
	var b strings.Builder
	b.WriteString("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Evidence as a table\"><table>\n<thead><tr><th scope=\"col\">what is watched</th><th scope=\"col\">looked at</th><th scope=\"col\">evidence now</th><th scope=\"col\">most so far</th><th scope=\"col\">alarm</th></tr></thead>\n<tbody>\n")
	for _, line := range lines {
		points := usable(line).Points
		if len(points) == 0 {
			fmt.Fprintf(&b, "<tr><th scope=\"row\">%s</th><td>0</td><td>not known</td><td>not known</td><td>not enough evidence</td></tr>\n", html.EscapeString(line.Name))
			continue
		}
		said := "none"
		if i := slices.IndexFunc(points, func(p Point) bool { return p.E >= alarm }); i >= 0 {
			said = "since " + day(points[i].At)
		}
		fmt.Fprintf(&b, "<tr><th scope=\"row\">%s</th><td>%d</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
			html.EscapeString(line.Name), len(points), evidence(points[len(points)-1].E), evidence(most(points)), said)
	}
	b.WriteString("</tbody></table></div>\n")
	return b.String()
}

// usable leaves out what is no number and puts points in the order of time.
func usable(line Evidence) Evidence {
	points := slices.DeleteFunc(slices.Clone(line.Points), func(p Point) bool { return math.IsNaN(p.E) || p.E < 0 || p.At.IsZero() })
	slices.SortStableFunc(points, func(a, b Point) int { return a.At.Compare(b.At) })
	return Evidence{line.Name, points}
}

func closest(lines []Evidence) []Evidence {
	var all []Evidence
	for _, line := range lines {
		if line = usable(line); len(line.Points) > 0 {
			all = append(all, line)
		}
	}
	slices.SortStableFunc(all, func(a, b Evidence) int {
		switch x, y := most(a.Points), most(b.Points); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return all[:min(len(all), mostLines)]
}

func most(points []Point) float64 {
	m := 0.0
	for _, p := range points {
		m = math.Max(m, p.E)
	}
	return m
}

// tenths is the power of ten, within a hundred million either way.
func tenths(e float64) float64 { return math.Max(-8, math.Min(8, math.Log10(e))) }

func reachOf(drawn []Evidence, alarm float64) (first, last time.Time, low, high float64) {
	first, last = drawn[0].Points[0].At, drawn[0].Points[0].At
	low, high = -1, math.Ceil(tenths(alarm))
	for _, line := range drawn {
		for _, p := range line.Points {
			if p.At.Before(first) {
				first = p.At
			}
			if p.At.After(last) {
				last = p.At
			}
			low, high = math.Min(low, math.Floor(tenths(p.E))), math.Max(high, math.Ceil(tenths(p.E)))
		}
	}
	return first, last, low, high
}

// stand says which lines have reached the alarm.
func stand(drawn []Evidence, alarm float64) string {
	var reached []string
	for _, line := range drawn {
		if most(line.Points) >= alarm {
			reached = append(reached, line.Name)
		}
	}
	if len(reached) == 0 {
		return "No line reached it."
	}
	return "It was reached by: " + strings.Join(reached, "; ") + "."
}

func dashes(i int) string {
	return [mostLines]string{"", ` stroke-dasharray="8 4"`, ` stroke-dasharray="2 4"`, ` stroke-dasharray="10 3 2 3"`}[i%mostLines]
}

// point is the shape of a line: circle, square, triangle, diamond.
func point(i int, x, y float64) string {
	switch i % mostLines {
	case 0:
		return fmt.Sprintf(`<circle class="mark" cx="%.1f" cy="%.1f" r="4"/>`, x, y)
	case 1:
		return fmt.Sprintf(`<rect class="mark" x="%.1f" y="%.1f" width="8" height="8"/>`, x-4, y-4)
	case 2:
		return fmt.Sprintf(`<path class="mark" d="M%.1f %.1f l5 9 l-10 0 z"/>`, x, y-5)
	}
	return fmt.Sprintf(`<path class="mark hollow" d="M%.1f %.1f l5 5 l-5 5 l-5 -5 z"/>`, x, y-5)
}

func day(at time.Time) string { return at.UTC().Format("2 Jan 2006") }

// thousandsOf writes a power of ten: 0.01, 1, 100, 10,000, and 10^6 from a million on.
func thousandsOf(power float64) string {
	p := int(power)
	switch {
	case p >= 6 || p <= -4:
		return fmt.Sprintf("10^%d", p)
	case p >= 0:
		return thousands(int(math.Pow10(p)))
	}
	return fmt.Sprintf("%.*f", -p, math.Pow10(p))
}

func evidence(e float64) string {
	switch {
	case math.IsInf(e, 1) || e >= 1e6:
		return "over a million"
	case e >= 100:
		return thousands(int(e))
	case e >= 0.095:
		return fmt.Sprintf("%.1f", e)
	case e > 0:
		return "under 0.1"
	}
	return "0"
}

package evaluate

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"candor/answer/eval"
)

// The picture, in points: the frame of the curve within the page.
const (
	pageWidth, pageHeight = 640, 400
	left, right           = 64, 616
	top, bottom           = 40, 340
)

// WriteSVG draws the risk-coverage curve with its 95 % band, the 10 % line, and where the bar
// stands. The picture needs nothing else: no script, no font, no other file.
func (r Report) WriteSVG(w io.Writer) error {
	most := 0.0
	for _, p := range r.Curve {
		most = max(most, p.Risk)
	}
	// Up to the next tenth above the worst risk, so that the curve fills the frame.
	most = min(1, max(0.2, math.Ceil(most*10+0.5)/10))
	x := func(coverage float64) float64 { return left + coverage*(right-left) }
	y := func(risk float64) float64 { return bottom - min(risk, most)/most*(bottom-top) }

	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13">`+"\n", pageWidth, pageHeight)
	fmt.Fprintf(&b, "<title id=\"t\">Risk and coverage of %d questions</title>\n", r.Questions+r.Unanswerable)
	fmt.Fprintf(&b, "<desc id=\"d\">%s</desc>\n", r.inWords())
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", pageWidth, pageHeight)
	for i := 0; i <= int(math.Round(most*10)); i++ {
		if most > 0.5 && i%2 == 1 {
			continue
		}
		risk := float64(i) / 10
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#d8d8d8"/><text x="%d" y="%.1f" text-anchor="end" fill="#333">%d %%</text>`+"\n", left, y(risk), right, left-8, y(risk)+4, 10*i)
	}
	for i := 0; i <= 10; i += 2 {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle" fill="#333">%d %%</text>`+"\n", x(float64(i)/10), bottom+20, 10*i)
	}
	if len(r.Curve) > 0 {
		points := thinned(r.Curve)
		var line, upper, lower strings.Builder
		step := "M"
		for _, p := range points {
			_, high := eval.Wilson(p.Risk, p.Answered)
			fmt.Fprintf(&line, "%s%.1f %.1f", step, x(p.Coverage), y(p.Risk))
			fmt.Fprintf(&upper, "%s%.1f %.1f", step, x(p.Coverage), y(high))
			step = "L"
		}
		for _, p := range slices.Backward(points) {
			low, _ := eval.Wilson(p.Risk, p.Answered)
			fmt.Fprintf(&lower, "L%.1f %.1f", x(p.Coverage), y(low))
		}
		fmt.Fprintf(&b, `<path d="%s%sZ" fill="#0b62a4" fill-opacity="0.15"/>`+"\n", upper.String(), lower.String())
		fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#0b62a4" stroke-width="2"/>`+"\n", line.String())
	}
	fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#a33" stroke-dasharray="4 4"/><text x="%d" y="%.1f" text-anchor="end" fill="#a33">1 in 10 wrong</text>`+"\n", left, y(0.1), right, right, y(0.1)-6)
	if c := r.Bar.Answered.Value; !math.IsNaN(c) {
		anchor, beside := "start", 6.0
		if c > 0.6 {
			anchor, beside = "end", -6
		}
		fmt.Fprintf(&b, `<path d="M%.1f %dV%d" stroke="#555" stroke-dasharray="2 3"/>`+"\n", x(c), top, bottom)
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="%s" fill="#555">answered at the bar of %.2f</text>`+"\n", x(c)+beside, top-8, anchor, r.Bar.Bar)
	}
	fmt.Fprintf(&b, `<path d="M%d %dV%dH%d" fill="none" stroke="#333"/>`+"\n", left, top, bottom, right)
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle" fill="#333">share of all questions that is answered, the surest first</text>`+"\n", (left+right)/2, bottom+44)
	fmt.Fprintf(&b, `<text transform="translate(16 %d) rotate(-90)" text-anchor="middle" fill="#333">share of the answers that is wrong</text>`+"\n", (top+bottom)/2)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// inWords tells the curve to whoever does not see it.
func (r Report) inWords() string {
	var b strings.Builder
	b.WriteString("Share of wrong answers by share of questions answered, the surest first.")
	next := 0.2
	for _, p := range r.Curve {
		if p.Coverage >= next-1e-9 {
			fmt.Fprintf(&b, " With %.0f %% answered, %.0f %% of the answers are wrong.", 100*p.Coverage, 100*p.Risk)
			next = math.Floor(p.Coverage*5+1e-9)/5 + 0.2
		}
	}
	return b.String()
}

// thinned keeps at most some hundred points, the last among them.
func thinned(points []eval.Point) []eval.Point {
	const most = 400
	if len(points) <= most {
		return points
	}
	out := make([]eval.Point, 0, most)
	for i := range most {
		out = append(out, points[i*(len(points)-1)/(most-1)])
	}
	return out
}

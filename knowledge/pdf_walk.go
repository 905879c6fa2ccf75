package knowledge

import (
	"math"
	"sync/atomic"

	"github.com/ledongthuc/pdf"
)

// run is words at one place of a page, in units of 1/72 inch from its lower left corner.
type run struct {
	x, y, end, size float64
	bold, unseen    bool
	text            string
}

// pdfWalker follows the operators of pages (ISO 32000-1, 9.4) and gathers what they show.
type pdfWalker struct {
	stop   *atomic.Bool
	pages  [][]run
	fonts  map[string]*pdfFont
	runs   int
	unsaid int // strings of which nothing says what letters they are
}

// Limits of one document.
const (
	mostRuns  = 2_000_000
	mostForms = 8   // forms within forms
	leastSize = 2.5 // letters smaller than this are not there to be read
)

type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfState is what q saves and Q brings back.
type pdfState struct {
	ctm                           matrix
	font                          *pdfFont
	size, spacing, words, leading float64
	stretch, rise                 float64
	mode                          int
	textMatrix, lineMatrix        matrix
}

func (w *pdfWalker) page(p pdf.Page) {
	w.fonts = map[string]*pdfFont{}
	w.pages = append(w.pages, nil)
	if p.V.IsNull() || p.V.Key("Contents").IsNull() {
		return
	}
	w.content(p.V.Key("Contents"), p.Resources(), pdfState{ctm: identity, stretch: 1}, 0)
	last := len(w.pages) - 1
	seen := w.pages[last][:0:0]
	for _, r := range w.pages[last] {
		if !r.unseen {
			seen = append(seen, r)
		}
	}
	if len(seen) > 0 {
		w.pages[last] = seen
	}
}

// content runs one stream of operators.
func (w *pdfWalker) content(stream, resources pdf.Value, s pdfState, depth int) {
	var saved []pdfState
	pdf.Interpret(stream, func(stack *pdf.Stack, op string) {
		if w.stop.Load() {
			panic(errSlow)
		}
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch op {
		case "q":
			if len(saved) < 1000 {
				saved = append(saved, s)
			}
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			if m, ok := matrixOf(args); ok {
				s.ctm = m.then(s.ctm)
			}
		case "Do":
			w.form(args, resources, s, depth)
		case "Tf":
			if len(args) == 2 {
				s.font, s.size = w.font(resources, args[0].Name(), depth), args[1].Float64()
			}
		default:
			w.text(op, args, &s)
		}
	})
}

// form runs a stream that stands elsewhere: some programs write whole pages so.
func (w *pdfWalker) form(args []pdf.Value, resources pdf.Value, s pdfState, depth int) {
	if len(args) != 1 || depth >= mostForms {
		return
	}
	x := resources.Key("XObject").Key(args[0].Name())
	if x.Key("Subtype").Name() != "Form" {
		return
	}
	var entries []pdf.Value
	for i := range x.Key("Matrix").Len() {
		entries = append(entries, x.Key("Matrix").Index(i))
	}
	if m, ok := matrixOf(entries); ok {
		s.ctm = m.then(s.ctm)
	}
	own := x.Key("Resources")
	if own.IsNull() {
		own = resources
	}
	w.content(x, own, s, depth+1)
}

// text does the operators that place and show words.
func (w *pdfWalker) text(op string, args []pdf.Value, s *pdfState) {
	number := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	move := func(x, y float64) {
		s.lineMatrix = matrix{1, 0, 0, 1, x, y}.then(s.lineMatrix)
		s.textMatrix = s.lineMatrix
	}
	switch op {
	case "BT":
		s.textMatrix, s.lineMatrix = identity, identity
	case "Tc":
		s.spacing = number(0)
	case "Tw":
		s.words = number(0)
	case "Tz":
		s.stretch = number(0) / 100
	case "TL":
		s.leading = number(0)
	case "Ts":
		s.rise = number(0)
	case "Tr":
		s.mode = int(number(0))
	case "Td":
		move(number(0), number(1))
	case "TD":
		s.leading = -number(1)
		move(number(0), number(1))
	case "T*":
		move(0, -s.leading)
	case "Tm":
		if m, ok := matrixOf(args); ok {
			s.textMatrix, s.lineMatrix = m, m
		}
	case "Tj":
		w.show(args, s)
	case "'":
		move(0, -s.leading)
		w.show(args, s)
	case "\"":
		s.words, s.spacing = number(0), number(1)
		move(0, -s.leading)
		if len(args) == 3 {
			w.show(args[2:], s)
		}
	case "TJ":
		if len(args) != 1 {
			return
		}
		for i := range args[0].Len() {
			if x := args[0].Index(i); x.Kind() == pdf.String {
				w.show([]pdf.Value{x}, s)
			} else {
				s.advance(-x.Float64() / 1000 * s.size * s.stretch)
			}
		}
	}
}

func (s *pdfState) advance(x float64) {
	s.textMatrix = matrix{1, 0, 0, 1, x, 0}.then(s.textMatrix)
}

// show puts the words of one string where the text is now.
func (w *pdfWalker) show(args []pdf.Value, s *pdfState) {
	if len(args) != 1 || s.font == nil {
		return
	}
	text, glyphs, wide, spaces := s.font.decode(args[0].RawString())
	at := matrix{s.size * s.stretch, 0, 0, s.size, 0, s.rise}.then(s.textMatrix).then(s.ctm)
	s.advance((wide/1000*s.size + float64(glyphs)*s.spacing + float64(spaces)*s.words) * s.stretch)
	if text == "" {
		if glyphs > 0 {
			w.unsaid++
		}
		return
	}
	past := s.textMatrix.then(s.ctm)
	size := math.Hypot(at[2], at[3])
	if w.runs++; w.runs > mostRuns {
		panic(errBomb)
	}
	last := len(w.pages) - 1
	w.pages[last] = append(w.pages[last], run{
		x: at[4], y: at[5], end: past[4], size: size, bold: s.font.bold, text: text,
		unseen: s.mode == 3 || s.mode == 7 || size < leastSize,
	})
}

func matrixOf(args []pdf.Value) (matrix, bool) {
	var m matrix
	if len(args) != len(m) {
		return identity, false
	}
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m, true
}

package privacy

import (
	"cmp"
	"slices"
	"strings"

	"candor/privacy"
)

// Place is one finding for people to read.
type Place struct {
	Type  privacy.Type
	Words string
	Score float64
	Start int // code points
}

// Hidden says how many values of a type a label stands for.
type Hidden struct {
	Type  privacy.Type
	Count int
}

// Report is what one text holds.
type Report struct {
	Places  []Place
	Matters []string // special categories of data (GDPR Art. 9), without repeats
	Masked  string   // the text with each place replaced by [TYPE]
	Hidden  []Hidden // most first
}

// Read looks through one text the way the desk does before anything leaves.
func (l *Looker) Read(text string, h Hints) Report {
	found, flags := l.detector.Detect(text, h)
	var r Report
	var masked strings.Builder
	at, points := 0, 0
	for _, s := range found {
		masked.WriteString(text[at:s.Start])
		masked.WriteString("[" + string(s.Type) + "]")
		points += len([]rune(text[at:s.Start]))
		words := text[s.Start:s.End]
		r.Places = append(r.Places, Place{Type: s.Type, Words: words, Score: s.Score, Start: points})
		points += len([]rune(words))
		at = s.End
		r.count(s.Type)
	}
	masked.WriteString(text[at:])
	r.Masked = masked.String()
	slices.SortStableFunc(r.Hidden, func(a, b Hidden) int { return cmp.Compare(b.Count, a.Count) })
	for _, f := range flags {
		if !slices.Contains(r.Matters, f.Category) {
			r.Matters = append(r.Matters, f.Category)
		}
	}
	return r
}

func (r *Report) count(t privacy.Type) {
	for i := range r.Hidden {
		if r.Hidden[i].Type == t {
			r.Hidden[i].Count++
			return
		}
	}
	r.Hidden = append(r.Hidden, Hidden{Type: t, Count: 1})
}

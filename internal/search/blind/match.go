package blind

import (
	"slices"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/language"
)

// span is a range of bytes of the original.
type span struct{ start, end int }

// match is what one message holds of a query.
type match struct {
	units []bool // which units stand in it
	spans []span // where, in order, without overlaps
}

func (m match) count() int {
	n := 0
	for _, has := range m.units {
		if has {
			n++
		}
	}
	return n
}

// look reads a message for the units of a query.
func look(units []unit, tag string, text string) match {
	return lookFor(units, wantedBy(units), tag, text)
}

func lookFor(units []unit, w *wanted, tag string, text string) match {
	if tag == "" {
		tag, _ = language.Detect(text)
	}
	m := match{units: make([]bool, len(units))}
	all := termsFor(tag, text, w)
	for i, u := range units {
		if u.phrase != nil {
			m.phrase(i, u.phrase, all)
			continue
		}
		for _, t := range all {
			if u.forms[t.text] {
				m.units[i] = true
				m.spans = append(m.spans, span{t.start, t.end})
			}
		}
	}
	m.spans = merge(m.spans)
	return m
}

func (m *match) phrase(i int, words []string, all []term) {
	for at := 0; at+len(words) <= len(all); at++ {
		fits := true
		for k, w := range words {
			if t := all[at+k]; t.word != clip(w) {
				fits = false
				break
			}
		}
		if fits {
			m.units[i] = true
			m.spans = append(m.spans, span{all[at].start, all[at+len(words)-1].end})
		}
	}
}

func merge(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

// How much of a message a snippet shows, in bytes around the first word that was found.
const (
	snippetBefore = 60
	snippetAfter  = 140
)

// snippet cuts the part of a message around the first span: plain words and found ones by turns,
// beginning with plain. It never cuts within a character, and within a word only where one is
// longer than the snippet. Line breaks become spaces; … marks what was left out.
func snippet(text string, spans []span) []candor.Text {
	if len(spans) == 0 {
		return nil
	}
	from, to := window(text, spans[0].start)
	var out []candor.Text
	at := from
	for _, s := range spans {
		start, end := max(s.start, at), min(s.end, to)
		if start >= end {
			continue
		}
		out = append(out, oneLine(text[at:start]), oneLine(text[start:end]))
		at = end
	}
	if at < to {
		out = append(out, oneLine(text[at:to]))
	}
	if from > 0 && len(out) > 0 {
		out[0] = "…" + out[0]
	}
	if to < len(text) {
		if len(out)%2 == 0 {
			out = append(out, "")
		}
		out[len(out)-1] += "…"
	}
	return out
}

func window(text string, first int) (from, to int) {
	from, to = first-snippetBefore, first+snippetAfter
	if from <= 0 {
		from = 0
	} else if i := strings.IndexAny(text[from:first], " \n\t"); i >= 0 {
		from += i + 1
	}
	if to >= len(text) {
		to = len(text)
	} else if i := strings.LastIndexAny(text[first:to], " \n\t"); i > 0 {
		to = first + i
	}
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

func oneLine(s string) candor.Text {
	return candor.Text(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s))
}

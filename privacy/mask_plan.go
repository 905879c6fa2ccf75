package privacy

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookAlike is the type of what looks like a token in a text that is to be masked.
const lookAlike Type = "TOKEN"

// plan is a text taken apart: what stays, and what a token takes the place of.
type plan struct {
	parts      []part
	types      []Type
	categories []string
}

// part is a stretch that stays, then a value; the last one has no value.
type part struct {
	stays  string
	value  string
	is     Type
	quoted bool // the token needs quotes around it: the value was a number in JSON
}

func (p *plan) fill(v *Vault) (string, error) {
	var out strings.Builder
	for _, x := range p.parts {
		out.WriteString(x.stays)
		if x.value == "" {
			continue
		}
		token, err := v.token(x.is, x.value)
		if err != nil {
			return "", err
		}
		if x.quoted {
			token = `"` + token + `"`
		}
		out.WriteString(token)
	}
	return out.String(), nil
}

// note keeps the kinds of what was found.
func (p *plan) note(spans []Span, flags []Flag) {
	for _, s := range spans {
		p.types = append(p.types, s.Type)
	}
	for _, f := range flags {
		p.categories = append(p.categories, f.Category)
	}
}

// look is what a text is looked through with.
type look struct {
	finder Finder
	hints  Hints
	before []kept // values that have a token already
}

// planText looks through a plain text.
func planText(ctx context.Context, l look, text string) (plan, error) {
	spans, flags, err := l.find(ctx, text)
	if err != nil {
		return plan{}, err
	}
	var p plan
	p.note(spans, flags)
	at := 0
	for _, s := range l.whole(text, spans) {
		p.parts = append(p.parts, part{stays: text[at:s.Start], value: text[s.Start:s.End], is: s.Type})
		at = s.End
	}
	p.parts = append(p.parts, part{stays: text[at:]})
	return p, nil
}

// find asks the finder, unless time is up, and believes only what can be true.
func (l look) find(ctx context.Context, text string) ([]Span, []Flag, error) {
	if !utf8.ValidString(text) {
		return nil, nil, ErrNotText
	}
	if ctx.Err() != nil {
		return nil, nil, ErrFinderSlow
	}
	spans, flags := l.finder.Detect(text, l.hints)
	end := 0
	for _, s := range spans {
		if s.Type == "" || s.Start < end || s.End <= s.Start || s.End > len(text) || !between(text, s.Start) || !between(text, s.End) {
			return nil, nil, ErrFinderWrong
		}
		end = s.End
	}
	return spans, flags, nil
}

// between reports whether a byte offset is between two characters.
func between(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// whole adds to what the finder found what looks like a token, whole or damaged, and values that were
// masked before. What touches is one, so that no part of a marker stays.
func (l look) whole(text string, spans []Span) []Span {
	all := append(lookAlikes(text), again(text, l.before)...)
	if len(all) == 0 {
		return spans
	}
	all = append(all, spans...)
	slices.SortStableFunc(all, func(a, b Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	joined := all[:1]
	for _, s := range all[1:] {
		if last := &joined[len(joined)-1]; s.Start < last.End {
			last.End = max(last.End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

func lookAlikes(text string) []Span {
	var all []Span
	for start := nextMarker(text, 0); start < len(text); {
		end := tokenEnd(text, start)
		all = append(all, Span{Type: lookAlike, Start: start, End: end, Score: 1})
		start = nextMarker(text, end)
	}
	return all
}

// Values that were masked before are masked again wherever they stand by themselves, also where the
// finder had nothing to know them by the second time. Short ones are ordinary words too often.
const (
	leastAgain = 5 // characters
	mostAgain  = 200
)

func again(text string, before []kept) []Span {
	var all []Span
	for _, k := range before[max(0, len(before)-mostAgain):] {
		if utf8.RuneCountInString(k.Value) < leastAgain {
			continue
		}
		for from := 0; ; {
			at := strings.Index(text[from:], k.Value)
			if at < 0 {
				break
			}
			start := from + at
			from = start + len(k.Value)
			if alone(text, start, from) {
				all = append(all, Span{Type: k.Type, Start: start, End: from, Score: 1})
			}
		}
	}
	return all
}

// alone reports that no letter or digit touches a stretch.
func alone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

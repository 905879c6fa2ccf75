package blind

import (
	"slices"
	"strings"
	"unicode/utf8"

	"candor/language"
)

// Bounds of one query; what is beyond them is not searched for.
const (
	longestQuery = 400 // bytes
	mostUnits    = 12
)

// unit is one thing that was asked for: a word or an exact term, or a phrase.
type unit struct {
	forms  map[string]bool // any of these terms is it; nil for a phrase
	phrase []string        // words that must follow each other, in lower case, without accents
	common bool            // a word that is in no index of some languages: not finding it says nothing
}

// parse takes a query apart: phrases in quotes, addresses and numbers, words.
func parse(query string) []unit {
	query = cut(strings.ToValidUTF8(query, " "), longestQuery)
	var units []unit
	seen := map[string]bool{}
	add := func(u unit, name string) {
		if len(units) < mostUnits && !seen[name] {
			seen[name] = true
			units = append(units, u)
		}
	}
	for i, part := range strings.Split(strings.Map(plainQuote, query), `"`) {
		if i%2 == 1 {
			phrase(part, add)
			continue
		}
		loose(part, add)
	}
	return units
}

func plainQuote(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '＂':
		return '"'
	}
	return r
}

func phrase(text string, add func(unit, string)) {
	var words []string
	for _, t := range language.Words(text) {
		words = append(words, language.Fold(strings.TrimSuffix(t.Text, "'s")))
		if f := forms(t.Text); len(f) > 0 {
			add(unit{forms: f, common: common(t.Text)}, t.Text)
		}
	}
	if len(words) > 1 {
		add(unit{phrase: words}, "\""+strings.Join(words, " "))
	}
}

func loose(text string, add func(unit, string)) {
	words := language.Words(text)
	taken := slices.DeleteFunc(exact(text), func(e term) bool {
		return severalNumbers(text[e.start:e.end]) || slices.ContainsFunc(words, func(w language.Token) bool {
			return w.Start <= e.start && e.end <= w.End && w.End-w.Start > e.end-e.start
		})
	})
	for _, e := range longest(taken) {
		add(unit{forms: alike(taken, words, e)}, e.text)
	}
	for _, t := range words {
		if within(t, taken) || tooShort(t.Text) {
			continue
		}
		if f := forms(t.Text); len(f) > 0 {
			add(unit{forms: f, common: common(t.Text)}, t.Text)
		}
	}
}

// severalNumbers holds for "10023 44512", which is two numbers rather than one of a telephone.
func severalNumbers(text string) bool {
	groups := strings.Fields(text)
	if len(groups) < 2 || strings.HasPrefix(text, "0") || strings.HasPrefix(text, "+") {
		return false
	}
	for _, g := range groups {
		if len(g) < fewestDigits {
			return false
		}
	}
	return true
}

// longest leaves out exact terms that stand inside another one.
func longest(all []term) []term {
	var out []term
	for i, a := range all {
		inside := false
		for j, b := range all {
			wider := b.end-b.start > a.end-a.start || b.end-b.start == a.end-a.start && j < i
			inside = inside || i != j && wider && b.start <= a.start && a.end <= b.end
		}
		if !inside {
			out = append(out, a)
		}
	}
	return out
}

// alike gives the forms of one exact term: of all that stand on the same bytes, a word among them.
func alike(all []term, words []language.Token, e term) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		if w.Start == e.start && w.End == e.end {
			out = forms(w.Text)
		}
	}
	for _, t := range all {
		if t.start == e.start && t.end == e.end {
			out[t.text] = true
		}
	}
	return out
}

func within(t language.Token, taken []term) bool {
	for _, e := range taken {
		if e.start <= t.Start && t.End <= e.end {
			return true
		}
	}
	return false
}

func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

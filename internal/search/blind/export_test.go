package blind

import (
	"slices"

	"candor"
)

// Holds says whether a text holds everything that a query asks for, and gives the snippet.
func Holds(query, tag, text string) (bool, []candor.Text) {
	units := needed(parse(query))
	m := look(units, tag, text)
	return len(units) > 0 && m.count() == len(units), snippet(text, m.spans)
}

// Lookup gives for each word of a query the terms under which it is looked up.
func Lookup(query string) []map[string]bool {
	var out []map[string]bool
	for _, u := range needed(parse(query)) {
		if u.phrase == nil {
			out = append(out, u.forms)
		}
	}
	return out
}

// Snippet cuts a text around the first of some spans, given as pairs.
func Snippet(text string, pairs ...int) []candor.Text {
	var spans []span
	for i := 0; i+1 < len(pairs); i += 2 {
		spans = append(spans, span{pairs[i], pairs[i+1]})
	}
	return snippet(text, spans)
}

// LooksAlike reports whether a message is read alike when only what the query can find is looked at.
func LooksAlike(query, tag, text string) bool {
	units := needed(parse(query))
	some, all := look(units, tag, text), lookFor(units, nil, tag, text)
	return slices.Equal(some.units, all.units) && slices.Equal(some.spans, all.spans)
}

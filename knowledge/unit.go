package knowledge

import (
	"regexp"
	"strings"

	"candor/language"
)

// Unit is the least that may be quoted: a whole sentence, or a whole item of a list or row
// of a table. Half of one could leave out its condition.
type Unit struct {
	Start, End int  // bytes in the text; a list item's mark is outside
	Item       bool // stands in a list or table
	Leads      bool // ends in a colon: it introduces what follows
	Line       int  // the line of the text that it begins on, from 0
}

// Units parts the text of a passage. Lines end units, sentences within a line do too, and a
// line that hangs under a list item belongs to it.
func Units(text, lang string) []Unit {
	var out []Unit
	pos := 0
	row := 0
	for line := range strings.Lines(text) {
		start := pos
		pos += len(line)
		body := strings.TrimRight(line, "\n ")
		n := row
		row++
		mark := itemMark.FindString(body)
		switch {
		case strings.TrimSpace(body) == "":
		case mark != "":
			out = append(out, unitAt(text, start+len(mark), start+len(body), true, n))
		case len(out) > 0 && out[len(out)-1].Item && strings.HasPrefix(body, "  "):
			last := &out[len(out)-1]
			*last = unitAt(text, last.Start, start+len(body), true, last.Line)
		default:
			for _, s := range sentences(body, lang) {
				out = append(out, unitAt(text, start+s[0], start+s[1], false, n))
			}
		}
	}
	return out
}

var itemMark = regexp.MustCompile(`^\s*(?:- |\d{1,3}[.)] )\s*`)

func unitAt(text string, start, end int, item bool, line int) Unit {
	words := text[start:end]
	return Unit{Start: start, End: end, Item: item, Line: line, Leads: strings.HasSuffix(words, ":") || strings.HasSuffix(words, "：")}
}

// sentences gives the trimmed extents of the sentences in one line.
func sentences(line, lang string) [][2]int {
	var out [][2]int
	for _, s := range language.Sentences(line) {
		start := s.Start
		for _, at := range glued.FindAllStringSubmatchIndex(line[s.Start:s.End], -1) {
			out = appendTrimmed(out, line, start, s.Start+at[3])
			start = s.Start + at[3]
		}
		out = appendTrimmed(out, line, start, s.End)
	}
	return out
}

// glued finds where an export lost the space between two sentences: "… resolved.Next, …".
// Dotted names such as java.util.List do not match: only one dot may stand between spaces.
var glued = regexp.MustCompile(`(?:^|\s)[^\s./_\\]*\p{Ll}{3}([.!?])\p{Lu}\p{Ll}*(?:\s|,|$)`)

func appendTrimmed(out [][2]int, s string, start, end int) [][2]int {
	part := s[start:end]
	start += len(part) - len(strings.TrimLeft(part, " \t"))
	end -= len(part) - len(strings.TrimRight(part, " \t"))
	if start >= end {
		return out
	}
	return append(out, [2]int{start, end})
}

// Quotes reports whether quote is one or more whole, neighbouring units of the passage, word for
// word. Runs of white space count as one space and the marks of list items may be kept or left
// out; nothing else is forgiven. An empty quote stands nowhere.
func (p Passage) Quotes(quote string) bool {
	_, ok := p.After(quote)
	return ok
}

// After gives the unit that follows a quote, empty when the quote ends the passage, and whether
// the quote stands there at all (see Quotes).
func (p Passage) After(quote string) (next string, ok bool) {
	want := plainWords(quote)
	if want == "" {
		return "", false
	}
	units := Units(p.Text, p.Language)
	words := make([]string, len(units))
	for i, u := range units {
		words[i] = plainWords(p.Text[u.Start:u.End])
	}
	for i := range units {
		rest, first := want, true
		for k := i; k < len(units); k++ {
			if !first {
				rest = strings.TrimPrefix(rest, " ")
			}
			first = false
			var cut bool
			if rest, cut = strings.CutPrefix(rest, words[k]); !cut {
				break
			}
			if rest == "" {
				if k+1 < len(units) {
					next = words[k+1]
				}
				return next, true
			}
		}
	}
	return "", false
}

// plainWords gives a quote on one line, without the marks of list items.
func plainWords(quote string) string {
	var parts []string
	for line := range strings.Lines(quote) {
		parts = append(parts, strings.Fields(itemMark.ReplaceAllString(strings.TrimRight(line, "\n"), ""))...)
	}
	return strings.Join(parts, " ")
}

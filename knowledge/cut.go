package knowledge

import (
	"strings"
	"unicode"
)

// How long a passage should be, in words. A paragraph is never parted within a sentence and a
// list never within an item, so a passage can be longer.
const (
	fewWords  = 60
	manyWords = 120
)

// piece is a passage before it has an id.
type piece struct {
	heading    string
	text       string
	start, end int
	words      int
}

// cut groups blocks under their headings. A list stays with the line that introduces it.
func cut(blocks []block, lang string) []piece {
	var out []piece
	var path []string
	var cur piece
	flush := func() {
		if cur.text != "" {
			out = append(out, cur)
		}
		cur = piece{heading: strings.Join(path, " › ")}
	}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.kind == heading {
			depth := min(len(path), max(b.level-2, 0))
			path = append(path[:depth:depth], b.text)
			flush()
			continue
		}
		if b.leads() && i+1 < len(blocks) && blocks[i+1].kind != heading {
			next := blocks[i+1]
			b = block{kind: next.kind, text: b.text + "\n" + next.text, start: b.start, end: next.end}
			i++
		}
		for _, part := range parts(b, lang) {
			if cur.text != "" && (cur.words >= fewWords || cur.words+part.words > manyWords) {
				flush()
			}
			cur = join(cur, part)
		}
	}
	flush()
	return out
}

func join(cur, part piece) piece {
	if cur.text == "" {
		part.heading = cur.heading
		return part
	}
	cur.text += "\n" + part.text
	cur.end = part.end
	cur.words += part.words
	return cur
}

// parts divides a block that is too long for one passage between sentences or items. All parts
// of a divided block share its extent.
func parts(b block, lang string) []piece {
	whole := piece{text: b.text, start: b.start, end: b.end, words: countWords(b.text)}
	if whole.words <= manyWords || b.kind == code {
		return []piece{whole}
	}
	units := Units(b.text, lang)
	var out []piece
	first, words := 0, 0
	for i, u := range units {
		n := countWords(b.text[u.Start:u.End])
		if words > 0 && words+n > manyWords && !units[i-1].Leads {
			out = append(out, piece{text: between(b.text, units, first, i), start: b.start, end: b.end, words: words})
			first, words = i, 0
		}
		words += n
	}
	return append(out, piece{text: between(b.text, units, first, len(units)), start: b.start, end: b.end, words: words})
}

// between gives the text of units first to last, with the marks of list items.
func between(text string, units []Unit, first, last int) string {
	start, end := 0, len(text)
	if first > 0 {
		start = units[first-1].End
	}
	if last < len(units) {
		end = units[last-1].End
	}
	return strings.Trim(text[start:end], "\n ")
}

// countWords counts runs of letters between spaces; of scripts that write without spaces, two
// characters count as a word.
func countWords(s string) int {
	n, wide := 0, 0
	in := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			wide++
			in = false
		case unicode.IsSpace(r):
			in = false
		case !in:
			n++
			in = true
		}
	}
	return n + wide/2
}

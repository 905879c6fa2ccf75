package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var listItem = regexp.MustCompile(`^\s{0,12}(?:[-*•‣▪·●○]|\d{1,2}[.)])\s+\S`)

// plainBlocks reads text without markup. Blank lines part paragraphs, lines that begin with a
// mark or a number are list items, and a short line in capitals alone is a heading.
func plainBlocks(body string) []block {
	var r plainReader
	pos := 0
	for line := range strings.Lines(body) {
		start := pos
		pos += len(line)
		r.read(line, start, pos)
	}
	r.flush()
	return r.out
}

type plainReader struct {
	out   []block
	cur   block    // the block at hand; its text is in lines until flush
	lines []string // strings that still grow are in the last place only
}

func (r *plainReader) read(line string, start, end int) {
	trimmed := strings.TrimSpace(line)
	if boxed(trimmed) {
		trimmed = strings.TrimSpace(strings.Trim(trimmed, "*|#"))
		line = trimmed
	}
	item := listItem.MatchString(line)
	switch {
	case ruled(trimmed):
		r.flush()
		return
	case item != (r.cur.kind == list) && !(r.cur.kind == list && indented(line)),
		len(r.lines) == 1 && r.cur.kind == prose && capitals(r.lines[0]):
		r.flush()
	}
	if len(r.lines) == 0 {
		r.cur.start = start
	}
	r.cur.end = end
	switch {
	case item:
		r.cur.kind = list
		r.lines = append(r.lines, indentOf(line)+bulleted(trimmed))
	case r.cur.kind == list, len(r.lines) > 0 && wrapped(r.lines[len(r.lines)-1], trimmed):
		r.lines[len(r.lines)-1] += " " + trimmed
	default:
		r.lines = append(r.lines, trimmed)
	}
}

func (r *plainReader) flush() {
	if len(r.lines) > 0 {
		r.cur.text = strings.Join(r.lines, "\n")
		if r.cur.kind == prose && capitals(r.cur.text) {
			r.cur.kind, r.cur.level = heading, 2
		}
		r.out = append(r.out, r.cur)
	}
	r.cur, r.lines = block{}, nil
}

// wrapped reports whether a line goes on where the one before only ran out of room.
func wrapped(before, line string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	if len(before) > longestLine || strings.ContainsRune(".!?:;。！？：", last) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(next) || utf8.RuneCountInString(before) >= fullLine
}

// A line with as many characters as fullLine probably ended for want of room; one that has grown past
// longestLine bytes is no sentence any more.
const (
	fullLine    = 55
	longestLine = 4000
)

// boxed reports a line inside a frame drawn with stars or bars.
func boxed(s string) bool {
	return len(s) > 4 && strings.ContainsRune("*|#", rune(s[0])) && s[len(s)-1] == s[0] && s[1] == ' ' && s[len(s)-2] == ' '
}

// ruled reports an empty line or one that only draws.
func ruled(s string) bool { return strings.Trim(s, "*-=_#~.+| \t") == "" }

func indented(line string) bool {
	return strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")
}

func indentOf(line string) string {
	if depth := len(line) - len(strings.TrimLeft(line, " \t")); depth >= 4 {
		return "  "
	}
	return ""
}

// bulleted gives every unnumbered item the same mark.
func bulleted(item string) string {
	r, n := utf8.DecodeRuneInString(item)
	if unicode.IsDigit(r) {
		return item
	}
	return "- " + strings.TrimSpace(item[n:])
}

// capitals reports a short line without a small letter, such as RESOLVING THE PROBLEM.
func capitals(s string) bool {
	if len(s) > 80 || strings.ContainsAny(s, "\n") {
		return false
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 4
}

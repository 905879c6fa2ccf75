package scan

import (
	"strings"
	"unicode/utf8"
)

// The longest parts of an address (RFC 5321 section 4.5.3.1).
const (
	longestLocal  = 64
	longestDomain = 253
)

// mail finds e-mail addresses around each @, and those spelled out.
func (w *walk) mail() {
	for _, at := range w.marks.at {
		w.mailAt(at)
	}
	w.spelledMail()
}

func (w *walk) mailAt(at int) {
	s := w.text
	left, right := at, at+max(1, spelledSign(s, at))
	gap := w.byteAt(at-1) == ' ' && w.byteAt(right) == ' '
	if gap {
		left, right = at-1, right+1
	}
	from := left
	for from > 0 && left-from < longestLocal {
		n := localBefore(s, from)
		if n == 0 {
			break
		}
		from -= n
	}
	for from < left && (s[from] == '.' || s[from] == '\'' || s[from] == '-' || s[from] == '*' || s[from] == '_' && from+1 < left && s[from+1] == '_') {
		from++
	}
	end, dots := domainEnd(s, right)
	if w.byteAt(left-1) == '"' {
		if open := strings.LastIndexByte(s[max(0, left-longestLocal):left-1], '"'); open >= 0 {
			from = max(0, left-longestLocal) + open
		}
	}
	if w.byteAt(right) == '[' {
		if close := strings.IndexByte(s[right:min(len(s), right+48)], ']'); close > 7 && from < left {
			w.add("EMAIL_ADDRESS", from, right+close+1, 0.95)
			return
		}
	}
	if from == left || end == right {
		return
	}
	if dots == 0 && strings.HasPrefix(s[end:], " . ") { // anna@example . org
		if top, _ := domainEnd(s, end+3); top > end+3 && bareTop(s[end+3:top]) {
			end, dots = top, 1
			w.add("EMAIL_ADDRESS", from, end, 0.8)
			return
		}
	}
	switch {
	case dots > 0 && topLevel(s[right:end]):
		w.add("EMAIL_ADDRESS", from, end, 1)
	case gap:
	case dots > 0 || strings.EqualFold(s[right:end], "localhost"):
		w.add("USER_NAME", from, end, 0.5)
	case w.byteAt(end) != '@' && (isLetter(s[right]) || s[right] >= 0x80):
		w.add("USER_NAME", from, end, 0.4)
	}
}

// spelledSign gives the length of another spelling of @ in addresses of pages, 0 when there is none.
func spelledSign(s string, i int) int {
	for _, sign := range [...]string{"%40", "&#64;", "&#x40;", "&commat;"} {
		if strings.HasPrefix(s[i:], sign) {
			return len(sign)
		}
	}
	return 0
}

// localBefore gives the bytes of the character before a place that may belong to a name, or 0.
// Letters of two bytes may; scripts without spaces would draw in the whole sentence.
func localBefore(s string, at int) int {
	c := s[at-1]
	switch {
	case localByte(c):
		return 1
	case c >= 0x80 && at >= 2 && s[at-2] >= 0xC3 && s[at-2] < 0xE0 && !signAt(s, at-2):
		return 2
	}
	return 0
}

func localByte(c byte) bool {
	return isAlnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' || c == '\'' || c == '~' || c == '&' || c == '!' || c == '$'
}

// domainEnd reads labels and dots; a dot at the end is not part of it.
func domainEnd(s string, from int) (end, dots int) {
	i := from
	for i < len(s) && i-from < longestDomain {
		c := s[i]
		if isAlnum(c) || c == '-' {
			i++
			continue
		}
		if n := domainLetter(s, i, from); n > 0 {
			i += n
			continue
		}
		if c == '.' && i > from && s[i-1] != '.' && i+1 < len(s) && (isAlnum(s[i+1]) || domainLetter(s, i+1, i+1) > 0) {
			dots++
			i++
			continue
		}
		break
	}
	for i > from && s[i-1] == '-' {
		i--
	}
	return i, dots
}

// domainLetter gives the bytes of a letter beyond ASCII in a domain, or 0. A script without spaces does
// not go on where ASCII stood: that is the sentence around it.
func domainLetter(s string, at, from int) int {
	c := s[at]
	if c < 0xC3 || signAt(s, at) || c >= 0xE0 && at > from && s[at-1] < 0x80 && s[at-1] != '.' {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[at:])
	if n == 1 {
		return 0
	}
	return n
}

// topLevel reports a last label of letters, or in Punycode.
func topLevel(domain string) bool {
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	if strings.HasPrefix(strings.ToLower(last), "xn--") {
		return true
	}
	for i := range len(last) {
		if !isLetter(last[i]) && last[i] < 0x80 {
			return false
		}
	}
	return len(last) >= 2
}

// spelledMail finds "name (at) host dot com" and the like.
func (w *walk) spelledMail() {
	for i := 1; i+1 < len(w.tokens); i++ {
		t := &w.tokens[i]
		if t.kind != word || t.end-t.start > 7 || !spelledAt(w.text[t.start:t.end]) {
			continue
		}
		before, after := w.text[w.tokens[i-1].end:t.start], w.text[t.end:w.tokens[i+1].start]
		bracket := len(before) <= 2 && strings.ContainsAny(before, "([{<") && strings.ContainsAny(after, ")]}>") && len(after) <= 2
		if !bracket && (before != " " || after != " ") && !(before == "_" && after == "_") && !(before == "-" && after == "-") {
			continue
		}
		from := w.spelledLocal(i - 1)
		end, words, dots := w.spelledDomain(i + 1)
		if dots == 0 {
			continue
		}
		if bracket || words > 0 || before != " " && bareTop(w.text[w.tokens[i+1].start:end]) || w.around(i, i).near&mail != 0 && strings.ContainsAny(w.text[from:w.tokens[i-1].end], "._0123456789") {
			w.add("EMAIL_ADDRESS", from, end, 0.85)
		}
	}
}

func spelledAt(s string) bool {
	switch s {
	case "at", "AT", "At", "arroba", "ät", "aet", "Arroba", "chiocciola", "arobase", "apenstaartje":
		return true
	}
	return false
}

func spelledDot(s string) bool {
	switch s {
	case "dot", "DOT", "Dot", "punkt", "Punkt", "punto", "point", "ponto", "punt":
		return true
	}
	return false
}

// spelledLocal gives the start of the name before "at".
func (w *walk) spelledLocal(i int) int {
	from := w.tokens[i].start
	for steps := 0; i > 0 && steps < 8; steps++ {
		gap := w.text[w.tokens[i-1].end:from]
		previous := w.text[w.tokens[i-1].start:w.tokens[i-1].end]
		switch {
		case gap == "." || gap == "_" || gap == "-" || gap == "+":
			i--
		case len(gap) <= 3 && spelledDot(previous) && i > 1:
			i -= 2
		default:
			return from
		}
		from = w.tokens[i].start
	}
	return from
}

// spelledDomain gives the end of the domain after "at", and how many dots it has, in words and in all.
func (w *walk) spelledDomain(i int) (end, words, dots int) {
	end = w.tokens[i].end
	for i+1 < len(w.tokens) && dots < 5 {
		next := w.tokens[i+1]
		gap := w.text[end:next.start]
		switch {
		case gap == "." || gap == "-":
			if gap == "." {
				dots++
			}
			i++
		case len(gap) <= 2 && i+2 < len(w.tokens) && spelledDot(w.text[next.start:next.end]) && w.tokens[i+2].start-next.end <= 2:
			words++
			dots++
			i += 2
		default:
			return end, words, dots
		}
		end = w.tokens[i].end
	}
	return end, words, dots
}

package blind

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// exact finds what people copy and paste: e-mail addresses, order and ticket numbers, telephone
// numbers. The same number written with other separators gives the same term.
func exact(text string) []term {
	if !strings.ContainsAny(text, "@0123456789") && isASCII(text) {
		return nil
	}
	n := language.Normalise(text)
	var out []term
	add := func(s string, from, to int) {
		if s == "" || len(s) > longestTerm {
			return
		}
		start, end := n.SourceSpan(from, to)
		out = append(out, term{text: s, start: start, end: end})
	}
	references(n.Text, add)
	telephones(n.Text, add)
	return out
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// references yields runs without spaces that hold an @ within, or letters and digits parted by
// points, dashes, slashes or underscores.
func references(text string, add func(s string, from, to int)) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inReference(r) {
			i += size
			continue
		}
		end := i
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !inReference(r) {
				break
			}
			end += size
		}
		from, to := trim(text, i, end)
		reference(text[from:to], from, to, add)
		i = end
	}
}

func inReference(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r < utf8.RuneSelf && strings.ContainsRune("._%+-@/#", r)
}

// trim takes separators off both ends.
func trim(text string, from, to int) (int, int) {
	const around = "._%+-@/#"
	left := strings.TrimLeft(text[from:to], around)
	from = to - len(left)
	return from, from + len(strings.TrimRight(left, around))
}

// fewestDigits is from how many digits on a number without letters is worth a term of its own.
const fewestDigits = 5

func reference(run string, from, to int, add func(s string, from, to int)) {
	if at := strings.IndexByte(run, '@'); at > 0 && strings.Count(run, "@") == 1 {
		add(run, from, to)
		return
	}
	if !strings.ContainsAny(run, "-_/.#") {
		return // one word, which is a term already
	}
	bare := strings.NewReplacer("-", "", "_", "", "/", "", ".", "", "#", "", "%", "", "+", "").Replace(run)
	digits := 0
	for i := range len(bare) {
		if '0' <= bare[i] && bare[i] <= '9' {
			digits++
		}
	}
	if digits == 0 || digits == len(bare) && digits < fewestDigits {
		return
	}
	add(bare, from, to)
}

// Telephone numbers have 7 to 15 digits (ITU-T E.164); the last eight find one that was written
// with or without its country.
const (
	fewestPhone = 7
	mostPhone   = 15
	phoneTail   = 8
)

func telephones(text string, add func(s string, from, to int)) {
	for i := 0; i < len(text); {
		if !digit(text[i]) || i > 0 && (text[i-1] == '@' || letterBefore(text, i)) {
			i++
			continue
		}
		digits, end, next := grouped(text, i)
		if fewestPhone <= len(digits) && len(digits) <= mostPhone {
			if end-i > len(digits) {
				add(digits, i, end)
			}
			add("tel:"+digits[max(0, len(digits)-phoneTail):], i, end)
		}
		i = max(next, i+1)
	}
}

// grouped reads digits and what stands between their groups. A group that runs into a letter is
// not one. next is where to go on.
func grouped(text string, i int) (digits string, end, next int) {
	var out []byte
	end = i
	for i < len(text) {
		from := i
		for i < len(text) && digit(text[i]) {
			i++
		}
		if r, _ := utf8.DecodeRuneInString(text[i:]); unicode.IsLetter(r) && i < len(text) || len(out)+i-from > mostPhone {
			break
		}
		out = append(out, text[from:i]...)
		end = i
		for gap := 0; gap < 3 && i < len(text) && strings.IndexByte(" -./()", text[i]) >= 0; gap++ {
			i++
		}
		if i == end || i >= len(text) || !digit(text[i]) {
			break
		}
	}
	return string(out), end, i
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func letterBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

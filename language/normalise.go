package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal is text in one plain form, with the way back to the original.
//
// The zero value is the empty text.
type Normal struct {
	// Text is NFKC, lower case, valid UTF-8, without invisible characters; every decimal digit
	// is ASCII, every space but the line feed is U+0020, every hyphen is '-' and every
	// apostrophe or single quote is '\''.
	Text string

	source []int32 // original byte offset of each byte of Text, then the original's length; nil means the same
	length int     // of the original, in bytes
}

// Normalise brings text into its plain form. Invalid bytes become U+FFFD.
func Normalise(text string) Normal {
	if plainASCII(text) {
		return Normal{Text: lowerASCII(text), length: len(text)}
	}
	visible, origin := strip(text)
	out := make([]byte, 0, len(visible)+len(visible)/8)
	source := make([]int32, 0, cap(out)+1)
	emit := func(segment []byte, at int32) {
		for len(segment) > 0 {
			r, size := utf8.DecodeRune(segment)
			segment = segment[size:]
			r = plain(r)
			if r < 0 {
				continue
			}
			n := len(out)
			out = utf8.AppendRune(out, r)
			for range len(out) - n {
				source = append(source, at)
			}
		}
	}
	done := norm.NFKC.QuickSpan(visible)
	for i := 0; i < done; {
		_, size := utf8.DecodeRune(visible[i:])
		emit(visible[i:i+size], origin[i])
		i += size
	}
	if done < len(visible) {
		var it norm.Iter
		it.Init(norm.NFKC, visible[done:])
		for !it.Done() {
			at := origin[done+it.Pos()]
			emit(it.Next(), at)
		}
	}
	source = append(source, int32(len(text)))
	return Normal{Text: string(out), source: source, length: len(text)}
}

// Source gives the byte offset in the original of byte i of Text, 0 <= i <= len(Text).
func (n Normal) Source(i int) int {
	switch {
	case i >= len(n.Text):
		return n.length
	case i < 0:
		return 0
	case n.source == nil:
		return i
	}
	return int(n.source[i])
}

// SourceSpan gives the bytes [start, end) of the original that bytes [from, to) of Text come
// from. Characters that became several are never cut: the span grows to hold them.
func (n Normal) SourceSpan(from, to int) (start, end int) {
	start = n.Source(from)
	if to <= from {
		return start, start
	}
	last := n.Source(to - 1)
	end = n.Source(to)
	for end == last && to < len(n.Text) {
		to++
		end = n.Source(to)
	}
	return start, end
}

// strip replaces invalid bytes and leaves out what nobody can see, before composition, so that
// an invisible character between a letter and its accent changes nothing.
func strip(text string) (visible []byte, origin []int32) {
	visible = make([]byte, 0, len(text))
	origin = make([]int32, 0, len(text)+1)
	for i, r := range text {
		if invisible(r) {
			continue
		}
		if r == 0xB4 { // NFKC would make it a space with an accent
			r = '\''
		}
		n := len(visible)
		visible = utf8.AppendRune(visible, r)
		for range len(visible) - n {
			origin = append(origin, int32(i))
		}
	}
	return visible, append(origin, int32(len(text)))
}

// plain maps one NFKC rune to its plain form; negative means leave it out.
func plain(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '`' {
			return '\''
		}
		if r == '\t' || r == '\v' || r == '\f' {
			return ' '
		}
		return r
	}
	switch {
	case hyphen(r):
		return '-'
	case apostrophe(r):
		return '\''
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case invisible(r):
		return -1
	case r < 0x660:
		return unicode.ToLower(r)
	case unicode.Is(unicode.Nd, r):
		return '0' + digit(r)
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return unicode.ToLower(r)
}

// digit gives the value of a decimal digit of any script. Unicode lays the ten digits of a
// script side by side, so the distance from the start of the range tells the value.
func digit(r rune) rune {
	for _, s := range unicode.Nd.R16 {
		if r <= rune(s.Hi) && r >= rune(s.Lo) {
			return (r - rune(s.Lo)) % 10
		}
	}
	for _, s := range unicode.Nd.R32 {
		if r <= rune(s.Hi) && r >= rune(s.Lo) {
			return (r - rune(s.Lo)) % 10
		}
	}
	return 0
}

func hyphen(r rune) bool {
	switch {
	case 0x2010 <= r && r <= 0x2015:
		return true
	case r == 0x2043, r == 0x2212, r == 0x2E3A, r == 0x2E3B, r == 0xFE58, r == 0xFE63, r == 0xFF0D, r == 0x058A, r == 0x1806:
		return true
	}
	return false
}

func apostrophe(r rune) bool {
	switch r {
	case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02B9, 0x02BB, 0x02BC, 0x02BD, 0x02C8, 0x00B4, 0x055A, 0x05F3, 0xA78B, 0xA78C, 0xFF07:
		return true
	}
	return false
}

// invisible reports control, bidirectional, zero-width and other default ignorable code
// points, and the Arabic tatweel, which only stretches a word.
func invisible(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\t' && r != '\v' && r != '\f'
	case r < 0x7F:
		return false
	case r < 0xA0:
		return r != 0x85
	case r == 0xAD, r == 0x034F, r == 0x0640, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0:
		return true
	case 0x180B <= r && r <= 0x180F, 0xFE00 <= r && r <= 0xFE0F, 0xE0000 <= r && r <= 0xE0FFF:
		return true
	case r < 0x0600:
		return false
	}
	return unicode.Is(unicode.Cf, r)
}

func plainASCII(text string) bool {
	for i := range len(text) {
		b := text[i]
		if b >= utf8.RuneSelf || b == 0x7F || b < 0x20 && b != '\n' && b != '\t' && b != '\v' && b != '\f' {
			return false
		}
	}
	return true
}

func lowerASCII(text string) string {
	changed := strings.ContainsFunc(text, func(r rune) bool { return plain(r) != r })
	if !changed {
		return text
	}
	b := []byte(text)
	for i := range b {
		b[i] = byte(plain(rune(b[i])))
	}
	return string(b)
}

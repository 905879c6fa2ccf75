package language

import "unicode/utf8"

// Span is a half-open range [Start, End) of byte offsets.
type Span struct{ Start, End int }

// CodePoint gives the number of code points before byte offset in text; an offset inside a
// code point counts that one, and one past the end counts them all.
func CodePoint(text string, offset int) int {
	if offset > len(text) {
		offset = len(text)
	}
	return utf8.RuneCountInString(text[:max(offset, 0)])
}

// CodePoints turns spans of bytes of text into spans of code points. It is linear when the
// spans are ordered by Start.
func CodePoints(text string, spans []Span) []Span {
	out := make([]Span, len(spans))
	at, count := 0, 0
	for i, s := range spans {
		if s.Start < at {
			at, count = 0, 0
		}
		start := min(max(s.Start, 0), len(text))
		count += utf8.RuneCountInString(text[at:start])
		at = start
		end := max(start, min(s.End, len(text)))
		out[i] = Span{count, count + utf8.RuneCountInString(text[start:end])}
	}
	return out
}

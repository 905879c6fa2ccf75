package privacy

import (
	"strings"
	"unicode/utf8"
)

// Stream turns tokens back in a text that comes in pieces, wherever it was cut: all that it gives, put
// together, is what Restore gives for the whole. It holds back only what may still become a token or is
// the first part of a character, never more than 14 bytes. One stream serves one channel: the answer
// has one, and so have the arguments of each tool call.
type Stream struct {
	r       Restorer
	as      Form
	pending string // held back
	damaged bool   // within the rest of a damaged token, which is not shown
}

// Stream begins a channel.
func (r Restorer) Stream(as Form) *Stream { return &Stream{r: r, as: as} }

// Write takes the next piece and gives what can be shown now, which may be nothing. It does not give a
// part of a character.
func (s *Stream) Write(piece string) string {
	text := s.pending + piece
	s.pending = ""
	if !s.damaged && nextMarker(text, 0) == len(text) {
		return s.show(text)
	}
	var out strings.Builder
	for at := 0; at < len(text); {
		if s.damaged {
			if at = s.skip(text, at); at < 0 {
				break
			}
			continue
		}
		start := nextMarker(text, at)
		if start == len(text) {
			out.WriteString(s.show(text[at:]))
			break
		}
		out.WriteString(text[at:start])
		next, decided := s.token(text, start)
		if !decided {
			s.hold(text[start:])
			break
		}
		out.WriteString(s.r.shown(text[start:next], s.as))
		at = next
	}
	return out.String()
}

// show gives what can be shown of words without a marker, and holds back the rest.
func (s *Stream) show(words string) string {
	end := whole(words)
	s.hold(words[end:])
	return words[:end]
}

// hold keeps a few bytes, and not the long text whose end they are.
func (s *Stream) hold(rest string) { s.pending = strings.Clone(rest) }

// Close ends the channel and gives what was held back. A token that was cut by the end is not shown.
func (s *Stream) Close() string {
	rest, damaged := s.pending, s.damaged
	s.pending, s.damaged = "", false
	switch {
	case damaged:
		return ""
	case isMarker(rest):
		return s.r.shown(rest, s.as)
	}
	return rest
}

// token judges what starts at a marker. next is where it ends: behind a whole token; at the character
// that cuts a damaged one; or right behind the marker, in which case the rest is skipped. It cannot be
// decided while everything may still become a token.
func (s *Stream) token(text string, start int) (next int, decided bool) {
	if wholeToken(text[start:]) {
		return start + tokenWidth, true
	}
	first := start + len(tokenMarker)
	for i := first; i < min(len(text), start+tokenWidth); i++ {
		if !alphanumeric(text[i]) || isMarker(text[i:]) {
			return i, true
		}
	}
	if len(text) < start+tokenWidth {
		return 0, false
	}
	s.damaged = true
	return first, true
}

// skip leaves out letters and digits after a damaged token, to the next character or marker. It gives
// -1 when the text ends before that.
func (s *Stream) skip(text string, at int) int {
	for ; at < len(text) && alphanumeric(text[at]); at++ {
		if isMarker(text[at:]) {
			break
		}
		if markerStarts(text[at:]) {
			s.hold(text[at:])
			return -1
		}
	}
	if at == len(text) {
		return -1
	}
	s.damaged = false
	return at
}

// markerStarts reports whether s, shorter than a marker, is how one starts.
func markerStarts(s string) bool {
	return len(s) < len(tokenMarker) && strings.EqualFold(s, tokenMarker[:len(s)])
}

// whole gives how much of a text can be shown: without the start of a marker at its end, and without
// the first bytes of a character.
func whole(text string) int {
	for cut := max(0, len(text)-len(tokenMarker)+1); cut < len(text); cut++ {
		if markerStarts(text[cut:]) {
			return cut
		}
	}
	for cut := len(text) - 1; cut >= max(0, len(text)-utf8.UTFMax+1); cut-- {
		if utf8.RuneStart(text[cut]) {
			if !utf8.FullRuneInString(text[cut:]) {
				return cut
			}
			break
		}
	}
	return len(text)
}

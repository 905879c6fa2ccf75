package privacy_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candor/privacy"
)

func heldBack(s *privacy.Stream) int { return s.Held() }

// Lesson 19: a token that streaming cuts in two does not leak, at any place where it can be cut.
func TestLesson19ATokenCutByStreamingDoesNotLeak(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	live := m.mask(t, "Maya Lindqvist")
	r := m.restorer(t)
	text := "Dear " + live + ", Zoé 🙂 and " + strings.ToLower(live) + " and " + live[:8]
	for cut := range len(text) + 1 {
		s := r.Stream(privacy.Plain)
		for i, piece := range []string{s.Write(text[:cut]), s.Write(text[cut:]), s.Close()} {
			if strings.Contains(strings.ToUpper(piece), privacy.TokenMarker[:2]) || !utf8.ValidString(piece) {
				t.Errorf("cut at %d, piece %d is %q", cut, i, piece)
			}
		}
	}
	everySplit(t, r, text)
}

// Lesson 19: only what may become a token is held back, so people see words as they come.
func TestOrdinaryWordsAreShownAtOnce(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	s := m.restorer(t).Stream(privacy.Plain)
	for _, piece := range []string{"Dear ", "customer, ", "your order 1234 ", "is on its way. ", "Été 🙂", " U.", "UQ7.", " UQ7-", "\n"} {
		if got := s.Write(piece); got != piece {
			t.Errorf("of %q %q is shown at once", piece, got)
		}
	}
	if rest := s.Close(); rest != "" {
		t.Errorf("%q was held back", rest)
	}
}

func TestChannelsDoNotMix(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	live := m.mask(t, `Maya Lindqvist`)
	r := m.restorer(t)
	words, arguments := r.Stream(privacy.Plain), r.Stream(privacy.JSON)
	a, b := words.Write("Dear "+live[:7]), arguments.Write(`{"name":"`+live[:10])
	a, b = a+words.Write(live[7:]+"!"), b+arguments.Write(live[10:]+`"}`)
	if a+words.Close() != "Dear Maya Lindqvist!" || b+arguments.Close() != `{"name":"Maya Lindqvist"}` {
		t.Errorf("%q and %q", a, b)
	}
}

func TestADamagedTokenHoldsNothingBackForever(t *testing.T) {
	t.Parallel()
	s := privacy.Restorer{}.Stream(privacy.Plain)
	out := s.Write("UQ7X")
	for range 1000 {
		out += s.Write(strings.Repeat("A", 1000))
		if s.Held() > 14 {
			t.Fatalf("%d bytes are held back", s.Held())
		}
	}
	if out += s.Write(" end") + s.Close(); out != "[…] end" {
		t.Errorf("%q is shown", out)
	}
}

func TestRestoringIsLinear(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"UQ7X", "UQ7", "U", "UQ7XAAAAAAAAAAA", "A", "uq7xé", "\xff"} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		if out := (privacy.Restorer{}).Restore("UQ7X"+text, privacy.Plain); len(out) > 3*len(text) {
			t.Errorf("%d bytes of %q become %d", len(text), piece, len(out))
		}
	}
}

func BenchmarkStream(b *testing.B) {
	m := newMasker(b, finds(byShape))
	live := m.mask(b, "Maya Lindqvist")
	r := m.restorer(b)
	text := strings.Repeat("Your order is on its way to you, and we thank you. ", 19) + "Dear " + live + ", bye. "
	for name, size := range map[string]int{"pieces of 4": 4, "pieces of 40": 40, "whole": len(text)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				s := r.Stream(privacy.Plain)
				for at := 0; at < len(text); at += size {
					s.Write(text[at:min(len(text), at+size)])
				}
				s.Close()
			}
		})
	}
}

func BenchmarkMask(b *testing.B) {
	m := newMasker(b, finds(func(text string) []privacy.Span {
		return []privacy.Span{{Type: "PERSON", Start: 5, End: 19, Score: 1}}
	}))
	text := "Dear Maya Lindqvist, " + strings.Repeat("your order is on its way to you, and we thank you. ", 8)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		m.mask(b, text)
	}
}

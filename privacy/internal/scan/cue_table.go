package scan

import (
	"math/bits"
	"unicode/utf8"
)

const (
	hashSeed  = 14695981039346656037 // FNV-1a
	hashPrime = 1099511628211
	spread    = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio
)

// hashWord hashes a word in small letters.
func hashWord(text string) uint64 {
	h := uint64(hashSeed)
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			var buffer [4 * longestWord]byte
			return hashBytes(foldWord(buffer[:0], text))
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

func hashBytes(text []byte) uint64 {
	h := uint64(hashSeed)
	for _, c := range text {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

func hashPair(first, second uint64) uint64 { return (first*31 ^ second) * hashPrime }

// cueTable maps hashes of words to cues. It keeps no words: two that hash alike would cost a wrong cue at
// worst. A sieve lets most words that are no cue fall through at the first look.
type cueTable struct {
	sieve [1 << 10]uint64
	slots []cueSlot
	shift uint
}

type cueSlot struct {
	hash uint64
	cue  cue
	used bool
}

func newCueTable(words map[uint64]cue) *cueTable {
	width := max(4, bits.Len(uint(2*len(words))))
	t := &cueTable{slots: make([]cueSlot, 1<<width), shift: uint(64 - width)}
	for hash, c := range words {
		mixed := hash * spread
		t.sieve[mixed>>54] |= 1 << (mixed >> 48 & 63)
		i := mixed >> t.shift
		for t.slots[i].used {
			i = (i + 1) & uint64(len(t.slots)-1)
		}
		t.slots[i] = cueSlot{hash: hash, cue: c, used: true}
	}
	return t
}

// get gives the cue of a word, which may be none, and whether the word is known.
func (t *cueTable) get(hash uint64) (cue, bool) {
	mixed := hash * spread
	if t.sieve[mixed>>54]&(1<<(mixed>>48&63)) == 0 {
		return 0, false
	}
	for i := mixed >> t.shift; ; i = (i + 1) & uint64(len(t.slots)-1) {
		s := &t.slots[i]
		if !s.used || s.hash == hash {
			return s.cue, s.used
		}
	}
}

// foldWord writes a word in small letters.
func foldWord(into []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			into = append(into, c+'a'-'A')
		case c == 0xC3 && i+1 < len(text) && text[i+1] >= 0x80 && text[i+1] <= 0x9E: // À to Þ
			into = append(into, c, text[i+1]+0x20)
			i++
		case c == 0xD0 && i+1 < len(text) && text[i+1] >= 0x90 && text[i+1] <= 0x9F: // А to П
			into = append(into, c, text[i+1]+0x20)
			i++
		case c == 0xD0 && i+1 < len(text) && text[i+1] >= 0xA0 && text[i+1] <= 0xAF: // Р to Я
			into = append(into, 0xD1, text[i+1]-0x20)
			i++
		case (c == 0xC4 || c == 0xC5) && i+1 < len(text): // Ā to ž
			into = foldExtended(into, c, text[i+1])
			i++
		case c == 0xCE && i+1 < len(text) && text[i+1] >= 0x91 && text[i+1] <= 0x9F: // Α to Ο
			into = append(into, c, text[i+1]+0x20)
			i++
		case c == 0xCE && i+1 < len(text) && text[i+1] >= 0xA0 && text[i+1] <= 0xA9: // Π to Ω
			into = append(into, 0xCF, text[i+1]-0x20)
			i++
		default:
			into = append(into, c)
		}
	}
	return into
}

// foldExtended writes a letter of the block Latin Extended-A as a small one. The capital comes first in
// most pairs, on even places in one half of the block and on odd ones in the other; İ is i.
func foldExtended(into []byte, lead, trail byte) []byte {
	r := rune(lead&0x1F)<<6 | rune(trail&0x3F)
	switch {
	case r == 0x130:
		return append(into, 'i')
	case r >= 0x139 && r <= 0x148, r >= 0x179 && r <= 0x17E:
		r += r & 1
	case r != 0x138 && r != 0x149 && r < 0x178:
		r |= 1
	}
	return append(into, 0xC0|byte(r>>6), 0x80|byte(r&0x3F))
}

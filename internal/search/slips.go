package search

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// slips finds the words that a mistyped one may be. It holds what every word becomes when one of its letters
// is left out: two words that meet so are one slip apart, be it a letter too many, one missing, a
// wrong one or two swapped (the deletion neighbourhood of Mor and Fraenkel 1982).
type slips struct {
	keys  []uint64 // ascending
	words []uint32 // the list of words of each key
}

// Which words are looked up: shorter ones are too near to each other, and nobody types longer ones.
const (
	shortestSlip = 5
	longestSlip  = 24
	mostGuesses  = 3
)

// newSlips reads the stems of a shard.
func newSlips(stems map[string]bool, list func(stem uint64) int) slips {
	type entry struct {
		key  uint64
		word uint32
	}
	var all []entry
	for stem := range stems {
		i := list(hash(stem))
		if i < 0 || !mayslip(stem) {
			continue
		}
		withoutOne(stem, func(key uint64) { all = append(all, entry{key, uint32(i)}) })
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.word, b.word)) })
	all = slices.Compact(all)
	out := slips{keys: make([]uint64, len(all)), words: make([]uint32, len(all))}
	for i, e := range all {
		out.keys[i], out.words[i] = e.key, e.word
	}
	return out
}

func mayslip(word string) bool {
	n := utf8.RuneCountInString(word)
	if n < shortestSlip || n > longestSlip {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// withoutOne gives the hash of a word and of what it becomes without one of its letters but the first, which
// people seldom miss.
func withoutOne(word string, yield func(key uint64)) {
	yield(hash(word))
	letters := []rune(word)
	short := make([]rune, len(letters)-1)
	for i := 1; i < len(letters); i++ {
		if letters[i] == letters[i-1] {
			continue // the same as without the one before
		}
		copy(short, letters[:i])
		copy(short[i:], letters[i+1:])
		yield(hash(string(short)))
	}
}

// guesses gives the words one slip away from a stem that no article has, those first that are reached in
// several ways, then the commonest.
func (s *shard) guesses(stem string) []uint32 {
	if len(s.slips.keys) == 0 || !mayslip(stem) {
		return nil
	}
	ways := map[uint32]int{}
	withoutOne(stem, func(key uint64) {
		i, _ := slices.BinarySearch(s.slips.keys, key)
		for ; i < len(s.slips.keys) && s.slips.keys[i] == key; i++ {
			ways[s.slips.words[i]]++
		}
	})
	out := make([]uint32, 0, len(ways))
	for word := range ways {
		out = append(out, word)
	}
	slices.SortFunc(out, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(ways[b], ways[a]), cmp.Compare(s.words.frequency(int(b)), s.words.frequency(int(a))), cmp.Compare(a, b))
	})
	return out[:min(len(out), mostGuesses)]
}

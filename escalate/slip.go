package escalate

import (
	"slices"
	"unicode/utf8"
)

// Lengths in letters from which a word of the rules may be a slip of the keyboard away. Short words have
// too many ordinary neighbours.
const (
	leastSlip      = 4  // two neighbours swapped, or a letter twice
	leastOneSlip   = 5  // also a letter more, less, or one that is easily taken for it
	leastAnySlip   = 8  // also any other letter, and the first one
	leastTwoSlips  = 9  // two slips
	leastSure      = 8  // one slip leads to no other word
	longestSlipped = 28 // longer words are no words
)

// slips finds the words of the rules that an unknown word may be meant for: restricted
// Damerau-Levenshtein distance 1, or 2 from long words (Damerau, CACM 7(3), 1964). A word is found by what
// stays when one letter is left out on both sides; a long one also by how it begins or ends.
type slips struct {
	words  [][]rune // by number
	symbol []int32  // by number
	prefix []bool   // by number: any ending may follow
	marked []bool   // by number: a rule file says that it may be misspelt, so that it is a letter less careful
	index  []slipKey
	long   []slipKey
}

type slipKey struct {
	digest uint32
	number int32
}

// add enters a word; index must be called after the last one.
func (s *slips) add(text string, prefix, marked bool, symbol int32) {
	word := []rune(text)
	if len(word) < leastSlip || prefix && len(word) < leastOneSlip || len(word) > longestSlipped || single(word[0]) {
		return
	}
	for _, r := range word {
		if r < 'a' && r < utf8.RuneSelf {
			return // figures and signs
		}
	}
	n := int32(len(s.words))
	s.words, s.symbol, s.prefix = append(s.words, word), append(s.symbol, symbol), append(s.prefix, prefix)
	s.marked = append(s.marked, marked)
	eachShorter(word, prefix, func(digest uint32) { s.index = append(s.index, slipKey{digest, n}) })
	if len(word) >= leastTwoSlips && !prefix {
		s.long = append(s.long, slipKey{headOf(word), n}, slipKey{tailOf(word), n})
	}
}

// sort makes what was added ready to be asked.
func (s *slips) sort() {
	by := func(a, b slipKey) int {
		switch {
		case a.digest != b.digest:
			if a.digest < b.digest {
				return -1
			}
			return 1
		}
		return int(a.number - b.number)
	}
	slices.SortFunc(s.index, by)
	s.index = slices.Clip(slices.Compact(s.index))
	slices.SortFunc(s.long, by)
	s.long = slices.Clip(slices.Compact(s.long))
}

// of adds the symbols that an unknown word may be meant for, and tells whether it is so long and so near that
// hardly any other word can be meant.
func (s *slips) of(text string, out []int32) (all []int32, long bool) {
	if len(text) < leastSlip-1 || len(text) > 3*longestSlipped {
		return out, false
	}
	var room [longestSlipped + 2]rune
	word := room[:0]
	for _, r := range text {
		if len(word) == longestSlipped+1 {
			return out, false
		}
		word = append(word, r)
	}
	if len(word) < leastSlip-1 || single(word[0]) {
		return out, false
	}
	take := func(n int32) {
		if !slices.Contains(out, s.symbol[n]) {
			out = append(out, s.symbol[n])
		}
	}
	before := len(out)
	look := func(digest uint32, heard []rune, prefix bool) {
		for i := firstKey(s.index, digest); i < len(s.index) && s.index[i].digest == digest; i++ {
			n := s.index[i].number
			if s.prefix[n] == prefix && slipped(heard, s.words[n], s.marked[n]) {
				take(n)
			}
		}
	}
	eachShorter(word, false, func(digest uint32) { look(digest, word, false) })
	for n := leastOneSlip; n <= len(word); n++ {
		eachShorter(word[:n], true, func(digest uint32) { look(digest, word[:n], true) })
	}
	if len(out) > before {
		return out, len(word) >= leastSure
	}
	if len(word) >= leastTwoSlips-1 {
		for _, digest := range [2]uint32{headOf(word), tailOf(word)} {
			for i := firstKey(s.long, digest); i < len(s.long) && s.long[i].digest == digest; i++ {
				if n := s.long[i].number; twoSlips(word, s.words[n]) {
					take(n)
				}
			}
		}
	}
	return out, false
}

func firstKey(keys []slipKey, digest uint32) int {
	low, high := 0, len(keys)
	for low < high {
		if mid := int(uint(low+high) >> 1); keys[mid].digest < digest {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// eachShorter gives the digest of a word, and of what stays of it without each of its letters.
func eachShorter(word []rune, prefix bool, yield func(uint32)) {
	yield(slipDigest(word, -1, prefix))
	for i := range word {
		if i > 0 && word[i] == word[i-1] {
			continue
		}
		yield(slipDigest(word, i, prefix))
	}
}

func slipDigest(word []rune, without int, prefix bool) uint32 {
	h := uint32(2166136261)
	if prefix {
		h = 84696351
	}
	for i, r := range word {
		if i != without {
			h = (h ^ uint32(r)) * 16777619
		}
	}
	return h
}

// headOf and tailOf are what one of stays as it was under two slips, most of the time.
func headOf(word []rune) uint32 { return slipDigest(word[:3], -1, false) }

func tailOf(word []rune) uint32 { return slipDigest(word[len(word)-4:], -1, true) }

// slipped reports whether a word may be typed for another: neighbours swapped, a letter twice, left out or
// added, or one struck or taken for another.
func slipped(typed, meant []rune, marked bool) bool {
	long := len(meant)
	if long < leastSlip {
		return false
	}
	if 0x590 <= meant[0] && meant[0] < 0x700 { // Hebrew and Arabic leave vowels out: more words are neighbours
		long--
	}
	if marked {
		long++
	}
	i := 0
	for i < len(typed) && i < len(meant) && typed[i] == meant[i] {
		i++
	}
	j := 0
	for j < len(typed)-i && j < len(meant)-i && typed[len(typed)-1-j] == meant[len(meant)-1-j] {
		j++
	}
	x, y := typed[i:len(typed)-j], meant[i:len(meant)-j]
	switch {
	case len(x) == 2 && len(y) == 2:
		return x[0] == y[1] && x[1] == y[0]
	case len(x) == 1 && len(y) == 0:
		return i > 0 && x[0] == typed[i-1] || long >= leastOneSlip && (i > 0 || long >= leastAnySlip)
	case len(x) == 0 && len(y) == 1:
		return long >= leastOneSlip && (i > 0 || long >= leastAnySlip)
	case len(x) == 1 && len(y) == 1:
		return long >= leastAnySlip || i > 0 && (marked || long >= leastOneSlip && mistakable(x[0], y[0]))
	}
	return false
}

// twoSlips reports whether two slips make one word of the other; people seldom miss the first letter.
func twoSlips(typed, meant []rune) bool {
	if d := len(typed) - len(meant); d < -2 || d > 2 || typed[0] != meant[0] {
		return false
	}
	const most = longestSlipped + 2
	var room [3][most + 1]int
	before, last, now := room[0][:], room[1][:], room[2][:]
	for j := range len(meant) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(typed); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(meant); j++ {
			cost := 1
			if typed[i-1] == meant[j-1] {
				cost = 0
			}
			v := min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && typed[i-1] == meant[j-2] && typed[i-2] == meant[j-1] {
				v = min(v, before[j-2]+1)
			}
			now[j] = v
			least = min(least, v)
		}
		if least > 2 {
			return false
		}
		before, last, now = last, now, before
	}
	return last[len(meant)] <= 2
}

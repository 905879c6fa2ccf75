package spell

import (
	"cmp"
	"slices"
)

// search looks for the words near a key.
type search struct {
	words *Words // by whose rules
	trie  trie
	key   []rune
	near  []near
	most  float32 // that a word may cost

	beside  [2]string // the words before and after it
	careful bool      // see Words.Careful
	short   bool      // the key has the fewest letters that may be mended
}

// near is a word that was reached, and what the likeliest slips cost that lead there.
type near struct {
	word int32
	cost float32
}

// walk notes every word of a list that is at most so many edits away. Two edits leave the first letter alone.
func (s *search) walk(edits int, of *Words) {
	if edits == 1 {
		s.most = mostOne
		if s.short {
			s.most = costAny
		}
		if len(s.key) >= long-1 {
			s.most = mostLong
		}
		s.from(0, 0, 1, 0)
		return
	}
	s.most = mostTwo
	if first := s.trie.child(0, s.key[0]); first > 0 {
		s.from(first, 1, edits, 0)
	}
	s.near = slices.DeleteFunc(s.near, func(n near) bool { return s.anotherForm(of.text(int(n.word))) })
}

// ending is how many letters of a word may be an ending.
const ending = 3

// anotherForm reports whether a word differs from the key in its ending alone: "syndicator" is no slip for "syndicate".
func (s *search) anotherForm(word string) bool {
	key, _, _ := plain(word)
	same := 0
	for same < len(key) && same < len(s.key) && key[same] == s.key[same] {
		same++
	}
	return same >= len(s.key)-ending
}

// from goes on at a node with the letters from at on.
func (s *search) from(node uint32, at, edits int, cost float32) {
	t := s.trie
	for edits == 0 { // nothing is left but to follow
		if at == len(s.key) {
			s.reach(node, cost)
			return
		}
		if node = t.child(node, s.key[at]); node == 0 {
			return
		}
		at++
	}
	lo, hi := t.under(node)
	if at == len(s.key) {
		s.reach(node, cost)
		for c := lo; c < hi; c++ { // a letter was left out at the end
			s.from(c, at, edits-1, cost+s.missing(t[c].letter, at))
		}
		return
	}
	letter := s.key[at]
	s.from(node, at+1, edits-1, cost+s.extra(at))
	for c := lo; c < hi; c++ {
		is := t[c].letter
		if is == letter {
			s.from(c, at+1, edits, cost)
			continue
		}
		if edits > 1 || at+1 == len(s.key) || t[c].has&bit(s.key[at+1]) != 0 { // else what follows would not fit
			s.from(c, at+1, edits-1, cost+s.wrong(is, at))
		}
		if at+1 < len(s.key) && is == s.key[at+1] {
			if swapped := t.child(c, letter); swapped > 0 {
				s.from(swapped, at+2, edits-1, cost+s.swapped(at))
			}
		}
	}
	for c := lo; c < hi; c++ {
		if edits == 1 && t[c].has&bit(letter) == 0 {
			continue
		}
		s.from(c, at, edits-1, cost+s.missing(t[c].letter, at))
	}
}

func (s *search) reach(node uint32, cost float32) {
	word := s.trie[node].word
	if word < 0 || cost > s.most {
		return
	}
	for i := range s.near {
		if s.near[i].word == word {
			s.near[i].cost = min(s.near[i].cost, cost)
			return
		}
	}
	s.near = append(s.near, near{word, cost})
}

// How far a word must lead, in log-odds.
const (
	slipWorth     = 4.5 // of a slip of cost 1
	togetherWorth = 2.5 // of standing beside a word that it is known to stand beside
	clearLead     = 0.8 // twice as likely
)

// rivals gives the words near the key to which nothing is mended.
func (s *search) rivals(edits int) []near {
	if s.words.Rivals == nil {
		return nil
	}
	other := search{words: s.words, trie: s.words.Rivals.trie, key: s.key, careful: s.careful, short: s.short}
	other.walk(edits, s.words.Rivals)
	return other.near
}

// choose gives the likeliest word, if it is clearly that.
func (s *search) choose(rivals []near) (word int, ok bool) {
	if len(s.near) == 0 {
		return 0, false
	}
	odds := make(map[int32]float32, len(s.near))
	for _, n := range s.near {
		odds[n.word] = s.words.often[n.word] - slipWorth*n.cost + togetherWorth*s.together(s.words.text(int(n.word)))
	}
	slices.SortFunc(s.near, func(a, b near) int {
		return cmp.Or(cmp.Compare(odds[b.word], odds[a.word]), cmp.Compare(a.word, b.word))
	})
	first, best := odds[s.near[0].word], s.words.text(int(s.near[0].word))
	if s.short && s.words.often[s.near[0].word] < s.words.usually() {
		return 0, false
	}
	other := func(odds float32, text string) bool {
		return first-odds < clearLead && text != best && (s.words.Alike == nil || !s.words.Alike(best, text))
	}
	for _, n := range s.near[1:] {
		if other(odds[n.word], s.words.text(int(n.word))) {
			return 0, false
		}
	}
	for _, n := range rivals {
		if other(s.words.rarest()-slipWorth*n.cost, s.words.Rivals.text(int(n.word))) {
			return 0, false
		}
	}
	return int(s.near[0].word), true
}

// together gives beside how many of the words around the key a word is known to stand.
func (s *search) together(word string) float32 {
	known, n := s.words.Together, float32(0)
	if known != nil && s.beside[0] != "" && known(s.beside[0], word) {
		n++
	}
	if known != nil && s.beside[1] != "" && known(word, s.beside[1]) {
		n++
	}
	return n
}

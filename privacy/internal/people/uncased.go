package people

import "strings"

// longestUncased bounds the words of a name in a script without capitals.
const longestUncased = 4

// findUncased finds names in scripts that have no capitals: after a cue, after a title, and where a
// known given name and another known name stand together.
func (s *scan) findUncased() {
	ts := s.tokens
	for i := 0; i < len(ts); i++ {
		t := &ts[i]
		if t.shape != uncased || t.taken {
			continue
		}
		switch {
		case t.kind == block:
			s.findHan(i)
		case t.kind == word && hangul(s.word(i)):
			s.findKorean(i)
		case t.kind == word:
			if end, score := s.uncasedName(i); end > i {
				s.take(Person, i, end, score)
				i = end - 1
			}
		}
	}
}

// uncasedName reads a name of words at token i and returns its end, or i.
func (s *scan) uncasedName(i int) (end int, score float64) {
	ts := s.tokens
	q := ts[i].cue
	sure := q == intro || q == field || s.honoured(i) && i > 0 && ts[i-1].shape == uncased
	likely := sure || q == signOff || q == relation || q == greeting || q == selfCue || q == contact
	j, known := i, 0
	for j < len(ts) && j-i < longestUncased {
		t := &ts[j]
		if t.kind != word || t.shape != uncased || t.taken || j > i && !t.gap || t.class.has(honour) {
			break
		}
		name := t.class.has(named)
		if !name && (t.class.has(function|ordinary|calendar|placed|company|unit|links) || !sure || j-i > 1 || j > i && s.arabicAnd(j)) {
			break
		}
		if name {
			known++
		}
		j++
	}
	n := j - i
	switch {
	case n == 0:
		return i, 0
	case sure:
		return j, 0.85
	case likely && known > 0:
		return j, 0.75
	case known >= 2:
		return j, 0.65
	}
	return i, 0
}

// arabicAnd says whether a word in no list begins with the letter that means "and" and is written to
// the next word, as in "and my order".
func (s *scan) arabicAnd(i int) bool { return strings.HasPrefix(s.word(i), "و") }

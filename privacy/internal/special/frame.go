package special

// farAgo is a step so long past that nothing is near it.
const farAgo = -1000

// frame remembers, within a sentence, how many steps ago somebody was named, and was said to be, to
// have or to own something. Words with the role link make no step.
type frame struct {
	steps              int
	who, is, has, owns int
}

func (f *frame) reset() { *f = frame{who: farAgo, is: farAgo, has: farAgo, owns: farAgo} }

// hear takes a word's roles in. The order lets one word be both, as "soy" is "I" and "am".
func (f *frame) hear(roles *[roleCount]set, active set, inPhrase bool) {
	cue := inPhrase
	is := func(r role) bool {
		yes := roles[r]&active != 0
		cue = cue || yes
		return yes
	}
	if is(subject) {
		f.who = f.steps
	}
	if is(be) && f.steps-f.who <= f.reach() {
		f.is = f.steps
	}
	if is(have) && min(f.steps-f.who, f.steps-f.is, f.steps-f.has, f.steps-f.owns) <= 2 {
		f.has = f.steps
	}
	if is(owner) {
		f.owns = f.steps
	}
	if is(as) {
		f.is = f.steps
	}
	if is(cause) {
		f.has = f.steps
	}
	if !is(link) && !cue {
		f.steps++
	}
}

// reach is how many steps after somebody is named what they are may follow: "my son Tom is", but not
// "the chair I bought is".
func (f *frame) reach() int {
	if f.who == f.owns {
		return 2
	}
	return 0
}

// Distances within which a phrase belongs to what was said before it.
const (
	tight = 1
	wide  = 3
)

func (f *frame) being(within int) bool { return f.steps-f.is <= within }

func (f *frame) having(within int) bool { return min(f.steps-f.has, f.steps-f.owns) <= within }

// Scores, from how often such words are about a person in the examples: a phrase by itself, one that
// somebody is said to be or have, one with somebody named right after, and how much a thing beside it
// takes away.
const (
	scoreTold   = 0.8
	scoreSaid   = 0.95
	scoreNear   = 0.8
	scoreClose  = 0.7
	scoreAfter  = 0.55
	takenByGood = 0.35
)

// score judges the phrase of some words at the token looked at.
func (s *scan) score(x term, size int) float64 {
	score := 0.0
	f := &s.frame
	switch x.class {
	case told:
		score = scoreTold
		if f.being(tight) || f.having(wide) {
			score = scoreSaid
		}
	case near:
		switch {
		case f.being(wide) || f.having(wide):
			score = scoreNear
		case s.namedAfter(size):
			score = scoreAfter
		}
	case being:
		if f.being(tight) && !s.isName(size) {
			score = scoreClose
		}
	case own:
		if f.having(tight) {
			score = scoreClose
		}
	case both:
		score = s.meet(x.pair)
	}
	if score > 0 && s.besideGoods(size) {
		score -= takenByGood
	}
	return score
}

// namedAfter reports somebody named in the same sentence right after the phrase.
func (s *scan) namedAfter(size int) bool {
	for i := s.at + size; i < min(s.at+size+ahead, s.read); i++ {
		t := s.token(i)
		if t.before == stop {
			return false
		}
		if t.word != 0 && (s.lex.roles[t.word][subject]|s.lex.roles[t.word][owner])&s.active != 0 {
			return true
		}
	}
	return false
}

// besideGoods reports a word for a thing beside the phrase.
func (s *scan) besideGoods(size int) bool {
	if s.at-s.thing <= beside {
		return true
	}
	for i := s.at + size; i < min(s.at+size+beside, s.read); i++ {
		t := s.token(i)
		if t.before != joined {
			return false
		}
		if t.word != 0 && s.lex.roles[t.word][goods]&s.active != 0 {
			return true
		}
	}
	return false
}

// isName reports a phrase that is part of a name by its capitals: "I'm Jack Black", "Jan de Wit".
func (s *scan) isName(size int) bool {
	if size > 1 || !s.token(s.at).capital {
		return false
	}
	before := s.at - 1
	if s.joins(before) && s.isLink(before) {
		before--
	}
	return s.joins(before) && s.isGivenName(before) || s.joins(s.at) && s.isGivenName(s.at+1)
}

// joins reports that two tokens, this one and the next, stand in one phrase.
func (s *scan) joins(i int) bool {
	return i >= 0 && i+1 < s.read && s.token(i+1).before == joined
}

func (s *scan) isLink(i int) bool { return s.lex.roles[s.token(i).word][link]&s.active != 0 }

// isGivenName reports a word that is written as a name and on no list.
func (s *scan) isGivenName(i int) bool {
	t := s.token(i)
	return t.capital && s.lex.plain(t.word)
}

// meet remembers one half of a pair and scores it when the other was said shortly before.
func (s *scan) meet(pair int16) float64 {
	if s.halves == nil {
		s.halves = map[int]int{}
	}
	s.halves[int(pair)] = s.at
	if other, ok := s.halves[-int(pair)]; ok && s.at-other <= together {
		return scoreTold
	}
	return 0
}

package people

// part says what a word of a possible name is.
type part uint8

const (
	unknown  part = iota // in no list
	knownA               // a given name
	knownB               // a family name
	either               // a given and a family name
	double               // a name and a word, which nothing but its surroundings tells apart
	ending               // in no list, but ends as family names do
	initial              // a single capital
	place                // a city, country or region
	plainest             // an ordinary word or what companies are called
	joint                // a particle, hyphen, apostrophe or full stop inside
	parts
)

// longestName bounds the words of a name, and longestRun the tokens looked at.
const (
	longestName = 5
	longestRun  = 24
)

// capital says whether token i is a word that begins with a capital.
func (s *scan) capital(i int) bool {
	if i < 0 || i >= len(s.tokens) {
		return false
	}
	t := &s.tokens[i]
	return t.kind == word && !t.taken && (t.shape == title || t.shape == upper || t.shape == single)
}

// startsName says whether a name can begin with token i, by itself.
func (s *scan) startsName(i int) bool {
	t := &s.tokens[i]
	if !s.capital(i) {
		return false
	}
	if t.class.has(named) {
		return true
	}
	if t.shape == single {
		return s.is(i+1, '.') && !s.tokens[i+1].gap && !t.class.has(honour) || s.word(i) == "O" && s.elided(i)
	}
	return !s.barred(i)
}

// barred says whether token i ends any run of name words.
func (s *scan) barred(i int) bool {
	t := &s.tokens[i]
	if t.class.has(calendar | honour) {
		return !t.class.has(named|weak) || t.class.has(honour) || s.german && t.class.has(weak) && t.cue == noCue
	}
	if q := t.class.cue(); (q == greeting || q == signOff || q == field) && !t.class.has(named|weak) {
		return true
	}
	if t.class.has(function|brand) && !t.class.has(named|weak) {
		return !s.foreign(i)
	}
	return t.class.has(function) && t.class.has(weak) && (t.shape != title || s.german && t.class.has(german) && t.cue.faint())
}

// foreign says whether a function word of some language is a name here: a cue stands before it and a
// name after it, as in "call Kan Berg".
func (s *scan) foreign(i int) bool {
	t := &s.tokens[i]
	switch t.cue {
	case intro, field, contact, relation, selfCue, signOff:
		return t.shape == title && t.class.has(function) && s.capital(i+1) && !s.tokens[i+1].class.has(function|ordinary|honour)
	}
	return false
}

// within says whether token j goes on a run: an initial, or a particle with a capital.
func (s *scan) within(j int) bool {
	t := &s.tokens[j]
	if t.shape == single {
		return s.is(j+1, '.') && !s.tokens[j+1].gap || s.elided(j) || s.capital(j+1) && s.word(j) != "I" && !s.tokens[j+1].class.has(function)
	}
	return t.shape == title && t.class.has(particle) && t.end-t.start <= 4 && s.capital(j+1) && !s.barred(j+1)
}

// elided says whether token i is the "O" of "O'Leary" or the "D" of "D'Angelo".
func (s *scan) elided(i int) bool {
	return s.apostrophe(i+1) && !s.tokens[i+1].gap && s.capital(i+2) && !s.tokens[i+2].gap && s.tokens[i+2].shape != single
}

// sort tells what token i is inside a run.
func (s *scan) sort(i int) part {
	t := &s.tokens[i]
	c := t.class
	switch {
	case t.kind != word, t.shape == single && s.elided(i):
		return joint
	case t.shape == single:
		return initial
	case c.has(weak) && (!c.has(named) || !s.german && !s.english && s.opens(i)):
		return double
	case c.has(given) && c.has(family):
		return either
	case c.has(given):
		return knownA
	case c.has(family):
		return knownB
	case c.has(placed) || t.place > 0:
		return place
	case s.foreign(i):
		return unknown
	case c.has(ordinary | function | company | institution | unit | street | streetHead | brand | calendar):
		return plainest
	case s.german && t.cue.faint() && !s.capital(i+1) && s.germanNoun(i):
		return plainest
	case s.familyEnding(i):
		return ending
	case (t.cue == noCue || t.cue == greeting) && s.wordy(i):
		return plainest
	}
	return unknown
}

// opens says whether token i begins a line or sentence, where every word has a capital.
func (s *scan) opens(i int) bool {
	return s.lineStart(i) || s.is(i-1, '.') || s.is(i-1, '!') || s.is(i-1, '?')
}

// run gives the end of the longest run of name words that begins at token i, and fills the parts.
// Only words count as parts; what joins them is joint.
func (s *scan) run(i int, kinds *[longestRun]part) (end int) {
	ts := s.tokens
	count := 0
	j := i
	for j < len(ts) && j-i < longestRun-3 && count < longestName+2 {
		t := &ts[j]
		if j > i && t.cue != noCue && t.cue != at && t.cue != toward && count > 0 && t.cue != contact {
			break
		}
		if !s.capital(j) || j > i && s.barred(j) && !s.within(j) {
			break
		}
		kinds[j-i] = s.sort(j)
		if j > i && t.class.has(particle) && !t.class.has(named) && s.within(j) {
			kinds[j-i] = joint
		}
		count++
		j++
		end = j
		if t.shape == single && s.is(j, '.') && !ts[j].gap {
			kinds[j-i] = joint
			j++
			end = j
		} else if count > 1 && t.class.has(suffix) && s.is(j, '.') && !ts[j].gap {
			kinds[j-i] = joint
			end = j + 1
			break
		}
		j = s.join(i, j, kinds)
		if j < 0 {
			break
		}
	}
	return end
}

// join steps over what may stand between two words of a name; negative when the name ends here.
func (s *scan) join(i, j int, kinds *[longestRun]part) int {
	ts := s.tokens
	if j >= len(ts) {
		return -1
	}
	t := &ts[j]
	if t.kind == mark && !t.gap && j+1 < len(ts) && !ts[j+1].gap && ts[j+1].kind == word {
		c := s.text[t.start]
		next := &ts[j+1]
		switch {
		case c == '-' && (s.capital(j+1) || next.class.has(named)):
		case s.apostrophe(j) && s.capital(j+1) && ts[j-1].end-ts[j-1].start <= 4:
		default:
			return -1
		}
		kinds[j-i] = joint
		if !s.capital(j + 1) { // "Jean-luc", "Hauta-aho"
			kinds[j+1-i] = s.sort(j + 1)
			j++
		}
		return j + 1
	}
	if !t.gap {
		return -1
	}
	n := 0
	for ; n < 3 && j+n < len(ts) && ts[j+n].kind == word && ts[j+n].gap && ts[j+n].shape == lower && ts[j+n].class.has(particle); n++ {
	}
	if n > 0 {
		after := j + n
		if after < len(ts) && s.apostrophe(after) && !ts[after].gap {
			after++
		}
		if s.capital(after) && s.nobility(j, n) {
			for k := j; k < after; k++ {
				kinds[k-i] = joint
			}
			return after
		}
		return -1
	}
	if t.kind == word && t.shape == lower && j+2 < len(ts) && s.apostrophe(j+1) && !ts[j+1].gap && !ts[j+2].gap && t.end-t.start <= 2 && s.capital(j+2) {
		kinds[j-i], kinds[j+1-i] = joint, joint // "d'Artagnan"
		return j + 2
	}
	return j
}

// nobility says whether the n particles at j join names rather than words: "and" and "in" do not, and
// "of", "a" and "y" only between names that are known.
func (s *scan) nobility(j, n int) bool {
	for k := j; k < j+n; k++ {
		switch s.word(k) {
		case "und", "and", "of", "in", "an", "am", "on", "ad", "mac", "mc":
			if k == j {
				return false
			}
		case "y", "e", "i":
			if k+1 < len(s.tokens) && s.tokens[k+1].class.has(given) {
				return false // "Mia Rossi e Hans Berg" are two
			}
			if k == j && !s.tokens[j-1].class.has(named|weak) {
				return false
			}
		case "a", "al", "la", "le", "les", "des", "do", "di", "du", "the":
			if k == j && !s.tokens[j-1].class.has(named|weak) {
				return false
			}
		}
	}
	return true
}

func (s *scan) apostrophe(i int) bool {
	if i >= len(s.tokens) || s.tokens[i].kind != mark {
		return false
	}
	t := s.tokens[i]
	return s.text[t.start] == '\'' || t.end-t.start == 3 && s.text[t.start:t.end] == "’"
}

// familyEnding says whether an unknown word ends as family names do.
func (s *scan) familyEnding(i int) bool {
	t := &s.tokens[i]
	return t.end-t.start >= 5 && s.words.endings[familyEnds].in(s.text[t.start:t.end], 1)
}

// wordy says whether a word ends as ordinary words of English and its neighbours do.
func (s *scan) wordy(i int) bool { return s.words.endings[plainEnds].in(s.word(i), 2) }

// germanNoun says whether a word ends as German nouns for things do.
func (s *scan) germanNoun(i int) bool { return s.words.endings[nounEnds].in(s.word(i), 0) }

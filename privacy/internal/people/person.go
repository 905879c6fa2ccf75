package people

import "math"

// leastPerson is the score from which a candidate is called a person.
const leastPerson = 0.5

// findPeople looks at every run of capitals, and at small letters after a cue for names.
func (s *scan) findPeople() {
	ts := s.tokens
	var kinds [longestRun]part
	for i := 0; i < len(ts); {
		t := &ts[i]
		if t.kind != word || t.taken {
			i++
			continue
		}
		if t.shape == lower || t.shape == camel {
			if end := s.smallName(i, &kinds); end > i {
				i = end
				continue
			}
			i++
			continue
		}
		if t.place > 1 && !s.announced(i) {
			i += int(t.place)
			continue
		}
		if !s.startsName(i) {
			i++
			continue
		}
		end := s.run(i, &kinds)
		if end <= i {
			i++
			continue
		}
		s.judgeRun(i, end, kinds[:end-i])
		i = end
	}
}

// judgeRun cuts a run at the words that are no names and judges each piece.
func (s *scan) judgeRun(from, to int, kinds []part) {
	for a := from; a < to; {
		if k := kinds[a-from]; k == plainest && !s.announced(a) || k == joint && !s.elided(a) {
			a++
			continue
		}
		b := a + 1
		for b < to && (kinds[b-from] != plainest || s.boundTo(b, from, kinds)) {
			b++
		}
		for b > a && kinds[b-from-1] == joint && !s.is(b-1, '.') {
			b--
		}
		s.judgePiece(a, b, kinds[a-from:b-from])
		a = max(b, a+1)
	}
}

// boundTo says whether the ordinary word at b still belongs to the name before it: it follows a given
// name, ends the run, and the text is no headline.
func (s *scan) boundTo(b, from int, kinds []part) bool {
	p := kinds[b-from-1]
	c := s.tokens[b].class
	if p == joint && b-from >= 2 {
		p = kinds[b-from-2]
	}
	known := p == knownA || p == either
	return known && b-from == len(kinds)-1 && s.tokens[b].shape == title && !c.has(company|institution|function|street) && !s.german && !s.headline(b)
}

// announced says whether a cue that is sure of a name, or a title, stands before token i.
func (s *scan) announced(i int) bool {
	q := s.tokens[i].cue
	return q == intro || q == field || s.honoured(i)
}

func (s *scan) honoured(i int) bool {
	b := i - 1
	if s.is(b, '.') {
		b--
	}
	return b >= 0 && s.tokens[b].kind == word && s.tokens[b].class.has(honour) && s.tokens[b].shape != upper
}

// judgePiece weighs a piece, and its shorter readings, and keeps the likeliest.
func (s *scan) judgePiece(from, to int, kinds []part) {
	if to <= from {
		return
	}
	if p := int(s.tokens[from].place); p > 1 && from+p == to && !s.announced(from) {
		return
	}
	best, score := candidate{}, math.Inf(-1)
	try := func(a, b int) {
		if b <= a {
			return
		}
		c := candidate{from: a, to: b, kinds: kinds[a-from : b-from], cue: s.cueAt(a)}
		if v := s.weigh(c); v > score {
			best, score = c, v
		}
	}
	try(from, to)
	if to-from > 1 {
		switch kinds[0] {
		case unknown, ending, place, plainest:
			if s.tokens[from].cue == noCue && kinds[1] != joint { // "Reached Anna Berg"
				try(from+1, to)
			}
		}
		switch last := to - 1; kinds[last-from] {
		case place, plainest, unknown, ending:
			if kinds[last-from-1] != joint && (kinds[last-from] != unknown && kinds[last-from] != ending || s.german) {
				try(from, last)
			}
		}
	}
	if p := 1 / (1 + math.Exp(-score)); p >= leastPerson {
		s.add(Person, best.from, best.to, p)
		for k := best.from; k < best.to; k++ {
			s.tokens[k].taken = true
		}
	}
}

// cueAt gives the cue before token i, also over a title: "Dear Dr Berg".
func (s *scan) cueAt(i int) cue {
	ts := s.tokens
	if ts[i].cue != noCue {
		return ts[i].cue
	}
	b := i - 1
	if s.is(b, '.') {
		b--
	}
	for n := 0; n < 2 && b >= 0 && ts[b].kind == word && ts[b].class.has(honour); n++ {
		if ts[b].cue != noCue {
			return ts[b].cue
		}
		b--
	}
	return noCue
}

func (s *scan) weigh(c candidate) float64 {
	g := s.describe(c)
	if s.watch != nil {
		s.watch(c, g)
	}
	sum := 0.0
	for _, f := range g.list[:g.n] {
		sum += float64(weights[f])
	}
	return sum
}

// smallName finds a name in small letters at token i: after a cue that is sure of it, or a given and a
// family name that are known and no words. It returns the end, or i.
func (s *scan) smallName(i int, kinds *[longestRun]part) int {
	ts := s.tokens
	t := &ts[i]
	sure := t.cue == intro || t.cue == field
	likely := t.cue != noCue && t.cue != at && t.cue != toward && t.cue != postal && t.cue != home
	known := t.class.has(named) && !t.class.has(ordinary|function)
	if !sure && !known {
		return i
	}
	if sure && t.cue == field && !s.quiet {
		sure = false
	}
	if !sure && !likely && !s.knownAfter(i) {
		return i
	}
	j, n := i, 0
	for j < len(ts) && n < 3 && j-i < longestRun-3 {
		u := &ts[j]
		if u.kind != word || u.taken || u.shape != lower && u.shape != title && u.shape != camel || j > i && !u.gap && !s.is(j-1, '-') && !s.apostrophe(j-1) {
			break
		}
		name := u.class.has(named) || j > i && (s.sureEnding(j) && !u.class.has(ordinary|function) || u.end-u.start == 1 && j+1 < len(ts) && ts[j+1].class.has(named))
		if !name && (!sure || u.class.has(ordinary|function|calendar|brand|company|acts) && !u.class.has(weak) || s.verbal(j)) {
			break
		}
		if u.class.has(function|acts) && !name {
			break
		}
		kinds[j-i] = s.sort(j)
		n++
		j++
		if j+1 < len(ts) && !ts[j].gap && (s.is(j, '-') || s.apostrophe(j)) && !ts[j+1].gap && ts[j+1].end-ts[j+1].start > 1 && ts[j+1].kind == word {
			kinds[j-i] = joint
			j++
			continue
		}
		k := j
		for k < len(ts) && k-j < 2 && ts[k].kind == word && ts[k].class.has(particle) && ts[k].shape == lower && s.nobility(k, 1) {
			k++
		}
		if k > j && k < len(ts) && ts[k].kind == word && (ts[k].class.has(named) || sure && !ts[k].class.has(ordinary|function)) {
			for m := j; m < k; m++ {
				kinds[m-i] = joint
			}
			j = k
		}
	}
	if n == 0 || !sure && n == 1 && !likely {
		return i
	}
	for j > i && kinds[j-i-1] == joint {
		j--
	}
	c := candidate{from: i, to: j, kinds: kinds[:j-i], cue: t.cue}
	if p := 1 / (1 + math.Exp(-s.weigh(c))); p >= leastPerson {
		s.add(Person, i, j, p)
		for k := i; k < j; k++ {
			ts[k].taken = true
		}
		return j
	}
	return i
}

// knownAfter says whether a known family name follows the known given name at i.
func (s *scan) knownAfter(i int) bool {
	ts := s.tokens
	if !ts[i].class.has(given) || i+1 >= len(ts) {
		return false
	}
	for j := i + 1; j < len(ts) && j-i < 4; j++ {
		t := &ts[j]
		if t.kind == word && !t.class.has(ordinary|function) && t.gap && (t.class.has(named) || s.sureEnding(j)) {
			return true
		}
		if t.kind == line || t.kind == mark && s.text[t.start] != '.' || t.kind == word && !t.class.has(particle) && t.end-t.start > 1 {
			return false
		}
	}
	return false
}

// sureEnding says whether a word in no list ends as hardly anything but a family name does.
func (s *scan) sureEnding(i int) bool { return s.words.endings[sureEnds].in(s.word(i), 2) }

// verbal says whether a small word ends as verbs, adverbs and participles do.
func (s *scan) verbal(i int) bool { return s.words.endings[verbEnds].in(s.word(i), 2) }

package people

// feature is one sign for or against a name. The model adds up the weights of those that hold.
type feature uint8

const (
	always feature = iota
	// what the name is made of
	onlyWord // feature onlyWord+part: the one word is that
	_
	_
	_
	_
	_
	_
	_
	_
	_
	firstWord // firstWord+part, of two words or more
	_
	_
	_
	_
	_
	_
	_
	_
	_
	lastWord // lastWord+part
	_
	_
	_
	_
	_
	_
	_
	_
	_
	twoWords
	threeWords
	manyWords
	hasInitial
	hasParticle
	hasHyphen
	hasAccent
	hasSuffix
	inCapitals
	inSmall
	bothKnown
	bothUnknown
	midPlain
	// what stands before
	cueBefore // cueBefore+cue
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	_
	cueWeakWord // a strong cue and a word in no list
	honourBefore
	articleBefore
	ownerBefore // "my", "your"
	prepBefore
	andBefore
	startsText
	startsLine
	startsSentence
	commaBefore
	quoteBefore
	capitalBefore
	digitBefore
	// what stands after
	speaksAfter
	actsAfter
	ownsAfter // "'s"
	commaAfter
	colonAfter
	lineAfter
	textAfter
	digitAfter
	capitalAfter
	companyAfter
	hyphenAfter
	parenAfter
	andAfter
	// where it stands
	alone // a line of its own
	germanText
	germanUnknown
	shoutText
	linksAfter
	vocative    // "Anna, can you": begins a line, a comma follows
	dialogue    // "Anna: 'Hello'"
	actor       // begins a sentence, and a person's verb follows
	firm        // one of several family names in a row: "Berg, Holm and Dahl"
	aside       // between commas
	labelled    // "Word: Name" on a line of its own
	germanPair  // two words in no list, in German, after no article
	opener      // one word in no list, at the beginning of a sentence
	openerLinks // and "is" or "will" after it
	loneUnknown // two words or more in no list, and no cue
	headline    // most words of the line have capitals
	topLine     // alone, and the first line
	features
)

// mostSigns bounds how many features can hold at once.
const mostSigns = 40

// signs are the features that hold for one candidate.
type signs struct {
	list [mostSigns]feature
	n    int
}

func (g *signs) add(f feature, holds bool) {
	if holds && g.n < mostSigns {
		g.list[g.n] = f
		g.n++
	}
}

func (g *signs) has(f feature) bool {
	for _, x := range g.list[:g.n] {
		if x == f {
			return true
		}
	}
	return false
}

// candidate is a run of tokens that may be a name.
type candidate struct {
	from, to int
	kinds    []part
	cue      cue
}

// describe gives the signs of a candidate.
func (s *scan) describe(c candidate) (g signs) {
	ts := s.tokens
	g.add(always, true)
	s.describeWords(c, &g)

	b := c.from - 1
	q := c.cue
	g.add(cueBefore+feature(q), q != noCue)
	g.add(cueWeakWord, (q == intro || q == field) && s.sort(c.from) == unknown)
	lineStart := s.lineStart(c.from)
	g.add(startsText, b < 0)
	g.add(startsLine, lineStart)
	sentence := lineStart
	if b >= 0 && ts[b].kind == mark {
		switch s.text[ts[b].start] {
		case '.', '!', '?':
			sentence = !(b > 0 && ts[b-1].class.has(honour))
		case ',':
			g.add(commaBefore, true)
		case '"', '\'', '(', '>':
			g.add(quoteBefore, true)
		case ':', '-', '*':
			sentence = q == noCue
		}
	}
	g.add(startsSentence, sentence && !lineStart)
	h := b
	if s.is(h, '.') && h > 0 && !ts[h].gap {
		h--
	}
	honoured := h >= 0 && ts[h].kind == word && ts[h].class.has(honour) && ts[h].shape != upper && (ts[h].shape != lower || ts[h].end-ts[h].start > 2 || h != b)
	g.add(honourBefore, honoured)
	if b >= 0 && ts[b].kind == word && !honoured {
		switch s.word(b) {
		case "Der", "Die", "Das", "Ein", "Eine", "Le", "La", "Les", "Un", "Une", "El", "Los", "Las", "Una", "Il", "Lo", "Gli", "De", "Het", "Een", "O", "Os", "Um", "Uma", "the", "a", "an", "The", "A", "An", "der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il", "lo", "gli", "uno", "de", "het", "een", "o", "os", "um", "uma", "this", "that", "these", "no", "any", "each", "every", "some", "zum", "zur", "im", "am", "beim", "du", "des", "au", "del", "al":
			g.add(articleBefore, true)
		case "my", "your", "our", "their", "its", "My", "Your", "Our", "mein", "meine", "meinen", "meinem", "meiner", "Ihr", "Ihre", "Ihren", "ihre", "unser", "unsere", "mon", "ma", "mes", "votre", "vos", "notre", "nos", "mi", "mis", "su", "sus", "tu", "mio", "mia", "suo", "sua", "mijn", "uw", "meu", "minha", "seu":
			g.add(ownerBefore, q == noCue)
		case "and", "or", "und", "oder", "et", "ou", "y", "e", "ed", "och", "og", "ja":
			g.add(andBefore, true)
		}
		switch s.word(b) {
		case "in", "at", "to", "from", "on", "into", "nach", "aus", "auf", "en", "à", "a", "desde", "hacia", "i", "w", "na", "do", "via":
			g.add(prepBefore, true)
		}
		g.add(capitalBefore, ts[b].shape == title && !ts[b].class.has(function) && ts[c.from].gap)
	}
	g.add(digitBefore, b >= 0 && (ts[b].kind == number || ts[b].kind == mixed))
	s.describeAfter(c, lineStart, &g)
	g.add(aside, s.is(b, ',') && s.is(c.to, ','))
	g.add(actor, (sentence || lineStart) && c.to < len(ts) && ts[c.to].class.has(acts|speaks) && ts[c.to].shape == lower)
	opens := (sentence || lineStart) && q == noCue && !honoured && c.to-c.from == 1 && (c.kinds[0] == unknown || c.kinds[0] == ending)
	g.add(labelled, s.is(b, ':') && !ts[b].gap && s.capital(b-1) && ts[c.from].gap && s.lineStart(b-1))
	g.add(germanPair, s.german && g.has(bothUnknown) && !g.has(articleBefore))
	g.add(opener, opens)
	g.add(openerLinks, opens && c.to < len(ts) && ts[c.to].class.has(links))
	g.add(firm, s.firm(c))
	g.add(germanText, s.german)
	g.add(germanUnknown, s.german && (s.sort(c.from) == unknown || s.sort(c.from) == ending) && q == noCue && !honoured)
	g.add(shoutText, s.shout)
	return g
}

func (s *scan) describeWords(c candidate, g *signs) {
	words, first, last, known, unknowns := 0, unknown, unknown, 0, 0
	initials, particles, plains := false, false, false
	for k, p := range c.kinds {
		t := &s.tokens[c.from+k]
		if p == joint {
			particles = particles || t.kind == word
			g.add(hasHyphen, t.kind == mark && s.text[t.start] == '-')
			continue
		}
		if p == initial && words > 0 {
			initials = true
			continue
		}
		if words == 0 {
			first = p
		} else if k < len(c.kinds)-1 && p == plainest {
			plains = true
		}
		last = p
		words++
		switch p {
		case knownA, knownB, either:
			known++
		case unknown, ending:
			unknowns++
		}
	}
	if words == 1 && !initials {
		g.add(onlyWord+feature(first), true)
	} else {
		g.add(firstWord+feature(first), true)
		g.add(lastWord+feature(last), true)
		g.add(twoWords, words == 2)
		g.add(threeWords, words == 3)
		g.add(manyWords, words > 3)
		g.add(bothKnown, known >= 2)
		g.add(bothUnknown, unknowns >= 2 && known == 0)
		g.add(loneUnknown, unknowns >= 2 && known == 0 && c.cue == noCue)
	}
	g.add(hasInitial, initials)
	g.add(hasParticle, particles)
	g.add(midPlain, plains)
	t := &s.tokens[c.to-1]
	g.add(hasSuffix, t.kind == word && t.class.has(suffix))
	text := s.text[s.tokens[c.from].start:t.end]
	for i := range len(text) {
		if text[i] >= 0x80 {
			g.add(hasAccent, true)
			break
		}
	}
	shape := s.tokens[c.from].shape
	g.add(inCapitals, shape == upper)
	g.add(inSmall, shape == lower)
}

func (s *scan) describeAfter(c candidate, lineStart bool, g *signs) {
	ts := s.tokens
	n := c.to
	for k := 0; k < 2 && s.is(n, '>'); k++ {
		n++
	}
	ends := n >= len(ts) || ts[n].kind == line
	g.add(textAfter, n >= len(ts))
	g.add(lineAfter, n < len(ts) && ts[n].kind == line)
	g.add(alone, lineStart && ends)
	g.add(topLine, lineStart && ends && c.from == 0 && n < len(ts))
	g.add(headline, s.headline(c.from))
	if ends {
		return
	}
	t := &ts[n]
	switch t.kind {
	case number, mixed:
		g.add(digitAfter, true)
	case mark:
		switch ch := s.text[t.start]; {
		case ch == ',':
			g.add(commaAfter, true)
			g.add(vocative, lineStart && c.to-c.from <= 2)
		case ch == ':':
			g.add(colonAfter, true)
			g.add(dialogue, lineStart && n+1 < len(ts) && ts[n+1].kind == mark)
		case ch == '(':
			g.add(parenAfter, true)
		case ch == '-' || ch == '/' || ch == '_':
			g.add(hyphenAfter, !t.gap)
		case s.apostrophe(n) && !t.gap && n+1 < len(ts) && !ts[n+1].gap && s.word(n+1) == "s":
			g.add(ownsAfter, true)
		case ch == '&':
			g.add(companyAfter, true)
		}
	case word:
		g.add(speaksAfter, t.class.has(speaks))
		g.add(linksAfter, t.shape == lower && t.class.has(links))
		g.add(actsAfter, t.shape == lower && t.class.has(acts))
		g.add(companyAfter, t.shape != lower && t.class.has(company|institution))
		g.add(capitalAfter, t.shape == title && !t.class.has(function))
		g.add(andAfter, t.shape == lower && (s.word(n) == "and" || s.word(n) == "und" || s.word(n) == "et" || s.word(n) == "y"))
	}
}

// lineStart says whether nothing but marks stands before token i on its line.
func (s *scan) lineStart(i int) bool {
	for n := 1; n <= 4; n++ {
		if i-n < 0 || s.tokens[i-n].kind == line {
			return true
		}
		if s.tokens[i-n].kind != mark || s.is(i-n, '.') || s.is(i-n, ',') || s.is(i-n, ')') {
			return false
		}
	}
	return false
}

// firm says whether single family names stand in a row, as law firms have it.
func (s *scan) firm(c candidate) bool {
	ts := s.tokens
	if c.to-c.from > 1 {
		return false
	}
	if s.is(c.to, ',') && s.capital(c.to+1) && c.to+2 < len(ts) && (s.is(c.to+2, ',') || s.and(c.to+2) && s.capital(c.to+3)) {
		return true
	}
	if s.and(c.to) && s.is(c.from-1, ',') && s.capital(c.from-2) && s.capital(c.to+1) {
		return true
	}
	return s.and(c.from-1) && s.capital(c.from-2) && s.is(c.from-3, ',') && s.capital(c.from-4)
}

func (s *scan) and(i int) bool {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].kind != word {
		return s.is(i, '&')
	}
	switch s.word(i) {
	case "and", "und", "et", "y", "e", "en", "och", "og", "i", "ve":
		return true
	}
	return false
}

// headlineReach is how far around a name the share of capitals is counted.
const headlineReach = 12

// headline says whether most words near token i, on its line, have capitals.
func (s *scan) headline(i int) bool {
	ts := s.tokens
	capitals, smalls := 0, 0
	count := func(j int) bool {
		if ts[j].kind == line {
			return false
		}
		if ts[j].kind == word && ts[j].end-ts[j].start > 3 {
			if ts[j].shape == lower {
				smalls++
			} else if !ts[j].class.has(named) {
				capitals++
			}
		}
		return true
	}
	for j := i - 1; j >= 0 && i-j < headlineReach && count(j); j-- {
	}
	for j := i; j < len(ts) && j-i < headlineReach && count(j); j++ {
	}
	return capitals > 2 && 2*capitals > 3*smalls
}

package people

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
		g.add(articleBefore, ts[b].class.has(article))
		g.add(ownerBefore, ts[b].class.has(owner) && q == noCue)
		g.add(andBefore, s.and(b) || s.word(b) == "or" || s.word(b) == "oder" || s.word(b) == "ou")
		switch s.word(b) {
		case "in", "at", "to", "from", "on", "into", "nach", "aus", "auf", "en", "à", "a", "desde", "hacia", "i", "w", "na", "do", "via":
			g.add(prepBefore, true)
		}
		g.add(capitalBefore, q == noCue && ts[b].shape == title && !ts[b].class.has(function) && ts[c.from].gap)
	}
	g.add(digitBefore, b >= 0 && (ts[b].kind == number || ts[b].kind == mixed))
	s.describeAfter(c, lineStart, &g)
	g.add(aside, s.is(b, ',') && s.is(c.to, ','))
	g.add(actor, (sentence || lineStart) && c.to < len(ts) && ts[c.to].class.has(acts|speaks) && ts[c.to].shape == lower)
	opens := (sentence || lineStart) && q == noCue && !honoured && c.to-c.from == 1 && (c.kinds[0] == unknown || c.kinds[0] == ending)
	g.add(labelled, s.is(b, ':') && !ts[b].gap && s.capital(b-1) && ts[c.from].gap && s.lineStart(b-1))
	g.add(germanPair, s.german && g.has(bothUnknown) && !g.has(articleBefore))
	g.add(germanThing, s.german && q == noCue && !honoured && g.has(bothUnknown) && (g.has(articleBefore) || g.has(ownerBefore)))
	g.add(opener, opens)
	g.add(openerLinks, opens && c.to < len(ts) && ts[c.to].class.has(links))
	g.add(firm, s.firm(c))
	g.add(germanText, s.german)
	g.add(germanUnknown, s.german && (s.sort(c.from) == unknown || s.sort(c.from) == ending) && q == noCue && !honoured)
	g.add(shoutText, s.shout)
	small := ts[c.from].shape == lower
	first := c.kinds[0]
	g.add(quietKnown, small && s.quiet && (first == knownA || first == knownB || first == either))
	g.add(quietIntro, small && q == intro && c.to-c.from == 1 && first == unknown && s.stops(c.to))
	g.add(lineUnknown, g.has(alone) && q == noCue && c.to-c.from == 1 && (first == unknown || first == ending))
	g.add(inside, c.to-c.from == 1 && c.kinds[0] == double && q == noCue && !sentence && !s.german && !s.shout && !g.has(articleBefore) && !g.has(headline))
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
	g.add(loneJoined, unknowns >= 2 && known == 0 && c.cue == noCue && (initials || particles))
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

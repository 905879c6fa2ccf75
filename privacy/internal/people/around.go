package people

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

// stops says whether nothing, a mark, a line end or a function word stands at token i.
func (s *scan) stops(i int) bool {
	return i >= len(s.tokens) || s.tokens[i].kind == mark || s.tokens[i].kind == line || s.tokens[i].class.has(function)
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

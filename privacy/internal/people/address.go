package people

// leastAddress is the score from which something is called an address.
const leastAddress = 0.5

// address is a postal address being put together: tokens from, to, and what speaks for it.
type address struct {
	from, to int
	trust    float64 // of street and number, 0 to 1
	code     bool    // has a postcode
	town     bool    // has a city, region or country
	unit     bool    // has a flat, floor or suite
}

// findAddresses looks for a street with its number, a post-office box or a military address, and takes
// in what follows of the address.
func (s *scan) findAddresses() {
	ts := s.tokens
	for i := 0; i < len(ts); i++ {
		t := &ts[i]
		if t.taken || t.kind == mark || t.kind == line || t.kind == block {
			continue
		}
		a, ok := s.street(i)
		if !ok {
			continue
		}
		s.reachBack(&a)
		s.lengthen(&a)
		if score := s.judgeAddress(a); score >= leastAddress {
			s.add(Street, a.from, a.to, score)
			for k := a.from; k < a.to; k++ {
				ts[k].taken = true
			}
			i = a.to - 1
		}
	}
}

// street reads street and number at token i, in one of the orders that countries have.
func (s *scan) street(i int) (address, bool) {
	t := &s.tokens[i]
	switch {
	case t.kind == number || t.kind == mixed && t.end-t.start <= 5 && byteClass[s.text[t.start]] == isDigit:
		return s.numberFirst(i)
	case t.kind != word:
		return address{}, false
	case t.class.has(box):
		return s.postBox(i)
	case t.shape == upper && t.end-t.start <= 5 && s.ship(i) != 0:
		return s.military(i)
	case t.class.has(streetHead) && (t.shape != lower || t.end-t.start > 1), t.shape == single && s.is(i+1, '/') && !s.tokens[i+1].gap && (s.word(i) == "C" || s.word(i) == "R"):
		if a, ok := s.headFirst(i); ok {
			return a, true
		}
	}
	return s.nameFirst(i)
}

// reachBack takes in what stands before street and number: "Flat 3,", a second number, "the corner of".
func (s *scan) reachBack(a *address) {
	ts := s.tokens
	if b := a.from - 1; s.is(b, ',') && b >= 2 && ts[b-1].kind != word && ts[b-2].kind == word && ts[b-2].class.has(unit) && ts[b-2].shape != lower {
		a.from, a.unit = b-2, true
		return
	}
	b := a.from - 1
	if b >= 0 && ts[b].kind == number && ts[a.from].gap && !ts[b].taken && s.plainNumber(b) && (b == 0 || ts[b-1].kind == line || ts[b-1].kind == mark && !s.is(b-1, '.') || ts[b-1].kind == word && ts[b-1].class.has(function|streetHead)) {
		a.from = b
	}
	if b = a.from - 1; b >= 2 && s.word(b) == "of" && s.word(b-1) == "corner" && s.word(b-2) == "the" {
		a.from = b - 2
	}
}

// judgeAddress gives the score of a whole address.
func (s *scan) judgeAddress(a address) float64 {
	score := a.trust
	if a.code {
		score += 0.3
	}
	if a.unit {
		score += 0.2
	}
	if a.town {
		score += 0.1
		if a.trust >= 0.25 {
			score += 0.1
		}
	}
	return min(score, 0.99)
}

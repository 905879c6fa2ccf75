package people

// plainNumber says whether the number at i can be a house number: no price, time, date or code.
func (s *scan) plainNumber(i int) bool {
	ts := s.tokens
	if ts[i].end-ts[i].start > 5 {
		return false
	}
	if i > 0 && !ts[i].gap && ts[i-1].kind != line {
		c := s.text[ts[i-1].start]
		if ts[i-1].kind != mark || c != '(' && c != ',' && c != '>' && c != '"' && c != ':' && c != '\'' || c == ':' && i > 1 && ts[i-2].kind == number {
			return false
		}
	}
	if i > 0 && ts[i-1].kind == mark {
		switch s.text[ts[i-1].start] {
		case '$', '#', '+', '=', '%', '*':
			return false
		}
		if ts[i-1].end-ts[i-1].start > 1 {
			w := s.word(i - 1)
			if w == "€" || w == "£" || w == "¥" || w == "₹" {
				return false
			}
		}
	}
	return true
}

// numberFirst reads "14 Larkspur Road", "12 rue des Acacias", "5 bis, avenue X".
func (s *scan) numberFirst(i int) (address, bool) {
	ts := s.tokens
	if !s.plainNumber(i) {
		return address{}, false
	}
	j := s.houseNumber(i)
	if j == i {
		return address{}, false
	}
	a := address{from: i}
	if s.is(j, ',') && j+1 < len(ts) && ts[j+1].class.has(streetHead) {
		j++
	}
	if j >= len(ts) || ts[j].kind != word && ts[j].kind != mixed && ts[j].kind != number || !ts[j].gap {
		return address{}, false
	}
	if ts[j].kind == number { // the second number is the house's: see reachBack
		return address{}, false
	}
	if ts[j].kind == word && ts[j].class.has(streetHead) && (ts[j].shape != lower || ts[j].end-ts[j].start > 2) {
		k := j + 1
		if s.is(k, '.') || s.is(k, '/') {
			k++
		}
		if end, _, _ := s.streetName(k); end > k {
			a.to, a.trust = end, 0.85
			if k := s.houseNumber(end); k > end && s.plainNumber(k-1) && s.placedCue(i) {
				a.to = k
			}
			return a, true
		}
	}
	end, last, sure := s.streetName(j)
	switch {
	case last > j && sure:
		a.to, a.trust = last, 0.85
	case last > j:
		a.to, a.trust = last, 0.55
	case end > j && s.placedCue(i):
		a.to, a.trust = end, 0.45
	case end > j && s.lineStart(i):
		a.to, a.trust = end, 0.3
	case end > j && end < len(ts) && ts[end].gap && s.houseNumber(end) > end:
		a.to, a.trust = end, 0.1
	default:
		return address{}, false
	}
	if a.to < len(ts) && ts[a.to].kind == word && s.direction(a.to) {
		a.to++
	}
	if s.is(a.to, '.') && ts[a.to-1].class.has(street) && ts[a.to-1].end-ts[a.to-1].start <= 4 && a.to+1 < len(ts) && !ts[a.to].gap {
		a.to++
	}
	if k := s.houseNumber(a.to); k > a.to && ts[a.to].gap && ts[k-1].end-ts[k-1].start <= 4 { // "17 Kirchweg 25"
		a.to, a.trust = k, max(a.trust, 0.35)
		if last > j || s.placedCue(i) || s.lineStart(i) {
			a.trust = max(a.trust, 0.6)
		}
	}
	return a, true
}

// direction says whether token i is what follows a street's name in North America.
func (s *scan) direction(i int) bool {
	switch s.word(i) {
	case "N", "S", "E", "W", "NE", "NW", "SE", "SW", "North", "South", "East", "West":
		return s.tokens[i].gap
	}
	return false
}

// placedCue says whether a cue for addresses stands before token i.
func (s *scan) placedCue(i int) bool {
	for n := 0; n < 3 && i-n >= 0; n++ {
		q := s.tokens[i-n].cue
		if q == home || q == toward {
			return true
		}
		if t := s.tokens[i-n]; t.kind == line || n > 0 && t.kind == word && !t.class.has(function) {
			return false
		}
	}
	return false
}

// headFirst reads "Calle de Alcalá 45", "Via Garibaldi 18", "ul. Długa 12/4".
func (s *scan) headFirst(i int) (address, bool) {
	ts := s.tokens
	j := i + 1
	if s.is(j, '.') || s.is(j, '/') {
		j++
	}
	end, _, _ := s.streetName(j)
	if end <= j {
		return address{}, false
	}
	a := address{from: i, to: end, trust: 0.1}
	if s.placedCue(i) {
		a.trust = 0.4
	} else if ts[i].shape == title || s.quiet {
		a.trust = 0.3
	}
	short := ts[i].end-ts[i].start == 1
	k := end
	if s.is(k, ',') {
		k++
	}
	if h := s.houseNumber(k); h > k && ts[k].end-ts[k].start <= 5 {
		a.to = h
		a.trust += 0.45
		if short {
			a.trust = max(a.trust, 0.6)
		}
		return a, true
	}
	return a, !short
}

// nameFirst reads "Lindenstraße 44", "Kossuth Lajos utca 9", "Am Alten Markt 7".
func (s *scan) nameFirst(i int) (address, bool) {
	ts := s.tokens
	t := &ts[i]
	if t.shape == lower && !s.quiet || t.class.has(function) && !t.class.has(particle) && t.shape != upper && t.cue == noCue || t.class.has(calendar|honour) && !t.class.has(street|weak) {
		return address{}, false
	}
	if t.shape == lower && !s.streetEnding(i) && t.cue != home && t.cue != toward && t.cue != at {
		return address{}, false
	}
	end, last, sure := s.streetName(i)
	if end == 0 {
		return address{}, false
	}
	dot := func(k int) int {
		if s.is(k, '.') && !ts[k].gap && k+1 < len(ts) && ts[k+1].kind != line {
			return k + 1
		}
		if s.is(k, ',') {
			return k + 1
		}
		return k
	}
	if last > 0 {
		k := dot(last)
		if h := s.houseNumber(k); h > k {
			trust := 0.6
			if sure {
				trust = 0.85
			}
			return address{from: i, to: h, trust: trust}, true
		}
		if sure && s.placedCue(i) {
			return address{from: i, to: last, trust: 0.55}, true
		}
	}
	k := end
	h := s.houseNumber(k)
	if h == k || ts[h-1].end-ts[h-1].start > 5 {
		return address{}, false
	}
	trust := 0.15
	switch q := t.cue; {
	case q == home || s.placedCue(i):
		trust = 0.55
	case q == toward:
		trust = 0.5
	case q == at || s.lineStart(i):
		trust = 0.25
	}
	return address{from: i, to: h, trust: trust}, true
}

package people

// Scores of what findPlaces finds: all below those of names and addresses that contain a place.
const (
	sureCountry = 0.75
	sureCity    = 0.6
	cuedPlace   = 0.5
)

// findPlaces finds countries, regions and cities that are part of no address, and postcodes that stand
// by a town or after a cue.
func (s *scan) findPlaces() {
	ts := s.tokens
	for i := 0; i < len(ts); i++ {
		t := &ts[i]
		if t.taken || t.kind == mark || t.kind == line || t.kind == block {
			continue
		}
		if t.cue == postal {
			if k := s.postcode(i); k > i && !s.counted(k) {
				s.take(Postcode, i, k, 0.8)
				i = k - 1
				continue
			}
		}
		if t.kind == word {
			if k := s.placeAt(i); k > i {
				i = s.codeAfter(k) - 1
			}
			continue
		}
		if t.kind != word && t.gap {
			if k := s.postcode(i); k > i && k < len(ts) && ts[k].kind == word && ts[k].gap && ts[k].shape != lower && ts[k].class.has(placed) && ts[k].place > 0 && !ts[k].taken {
				s.take(Postcode, i, k, 0.7)
				i = k - 1
			}
		}
	}
}

func (s *scan) take(kind string, from, to int, score float64) {
	s.add(kind, from, to, score)
	for k := from; k < to; k++ {
		s.tokens[k].taken = true
	}
}

// codeAfter takes the postcode after a town and returns where to go on.
func (s *scan) codeAfter(k int) int {
	ts := s.tokens
	j := k
	if s.is(j, ',') {
		j++
	}
	if j < len(ts) && ts[j].kind == word && ts[j].shape == upper && ts[j].end-ts[j].start == 2 {
		j++
	}
	if j >= len(ts) || ts[j].kind == word || ts[j].kind == mark || ts[j].kind == line || ts[j].taken {
		return k
	}
	if e := s.postcode(j); e > j && !s.counted(e) {
		s.take(Postcode, j, e, 0.7)
		return e
	}
	return k
}

// placeAt finds a place at token i and returns its end, or i.
func (s *scan) placeAt(i int) int {
	ts := s.tokens
	t := &ts[i]
	if p := int(t.place); p > 0 && t.class.has(placed) {
		country := t.class.has(country)
		ambiguous := t.class.has(ordinary|function|named|weak|brand) && p == 1
		switch {
		case t.shape == lower && !country, t.shape == lower && ambiguous:
			if t.cue == at && t.class.has(city|region) && !ambiguous {
				break
			}
			return i
		case t.shape == upper && t.end-t.start <= 3 && !country:
			return i
		}
		if ambiguous && t.cue != at && t.cue != placeRow && t.cue != toward {
			return i
		}
		if k := i + p; k < len(ts) && ts[k].kind == word && ts[k].shape != lower && ts[k].class.has(company|brand) {
			return i
		}
		score := sureCity
		if country {
			score = sureCountry
		}
		s.take(Location, i, i+p, score)
		return i + p
	}
	if t.cue != at && t.cue != placeRow {
		return i
	}
	if t.shape != title && t.shape != upper || s.german && t.cue == at || t.class.has(ordinary|function|calendar|brand|company|honour|given|institution|speaks) {
		return i
	}
	if t.cue == at && !s.goesTo(i) {
		return i
	}
	k := i + 1
	for k < len(ts) && k-i < 6 {
		u := &ts[k]
		if u.kind == mark && s.is(k, '-') && !u.gap && s.capital(k+1) && !ts[k+1].gap {
			k += 2
			continue
		}
		if u.kind == word && u.gap && s.capital(k) && !u.class.has(ordinary|function|calendar|brand|company|institution) {
			k++
			continue
		}
		if u.kind == word && u.gap && u.shape == lower && u.class.has(particle) && s.nobility(k, 1) && s.capital(k+1) {
			k += 2
			continue
		}
		break
	}
	if k < len(ts) && ts[k].kind == word && ts[k].class.has(company|brand|institution) && ts[k].shape != lower {
		return i
	}
	s.take(Location, i, k, cuedPlace)
	return k
}

// goesTo says whether the words before token i are used of places and hardly of anything else: "moved
// here from", "live in", "travel to".
func (s *scan) goesTo(i int) bool {
	if i < 2 {
		return false
	}
	switch s.word(i - 2) {
	case "here", "originally", "live", "lives", "living", "lived", "born", "based", "moved", "travelling", "traveling", "flying", "arrived", "arriving",
		"wohne", "wohnt", "lebe", "lebt", "habite", "vis", "vivo", "vive", "abito", "woon", "moro", "bor", "mieszkam", "bydlím", "resident", "business", "office", "am", "I":
		return true
	}
	return s.tokens[i].cue == placeRow
}

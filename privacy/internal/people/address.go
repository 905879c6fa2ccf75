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

// houseNumber reads a house number at j, with its letter or second half: "12", "12a", "12/4", "5 bis",
// "No: 15". It returns the end, or j.
func (s *scan) houseNumber(j int) int {
	ts := s.tokens
	k := j
	if k < len(ts) && ts[k].kind == word && ts[k].end-ts[k].start <= 3 {
		switch s.word(k) {
		case "no", "No", "NO", "nr", "Nr", "n", "N", "num", "nº", "č", "br", "no.":
			k++
			if s.is(k, '.') || s.is(k, ':') || s.is(k, '°') {
				k++
			}
		}
	} else if s.is(k, '#') {
		k++
	}
	if k >= len(ts) || ts[k].kind != number && ts[k].kind != mixed || ts[k].end-ts[k].start > 6 || byteClass[s.text[ts[k].start]] != isDigit {
		return j
	}
	if ts[k].kind == mixed && s.lettersIn(k) > 2 {
		return j
	}
	if s.is(k+1, '-') && !ts[k+1].gap && k+2 < len(ts) && ts[k+2].kind == number && ts[k].end-ts[k].start >= 4 {
		return j // a postcode
	}
	k++
	for n := 0; n < 2 && k+1 < len(ts) && (s.is(k, '/') || s.is(k, '-')) && (ts[k+1].kind == number || ts[k+1].kind == mixed || ts[k+1].shape == single) && ts[k+1].end-ts[k+1].start <= 4 && ts[k].gap == ts[k+1].gap; n++ {
		k += 2
	}
	if k < len(ts) && ts[k].kind == word && ts[k].gap {
		switch w := s.word(k); {
		case w == "bis" || w == "ter" || w == "quater":
			k++
		case len(w) == 1 && w != "I" && w != "a" && w != "A" && w != "y" && w != "e" && w != "o" && w != "i" && w != "u" && w != "w" && w != "z" && w != "à" && (k+1 >= len(ts) || ts[k+1].kind != word && !s.apostrophe(k+1)):
			k++
		}
	}
	return k
}

func (s *scan) lettersIn(i int) int {
	n := 0
	for _, c := range []byte(s.word(i)) {
		if byteClass[c] != isDigit {
			n++
		}
	}
	return n
}

// longestStreet bounds the words of a street's name.
const longestStreet = 6

// streetName walks over the words of a street's name from j on. It returns where the name ends, where
// it ends if it must end with a street word (or 0), and whether that word is sure.
func (s *scan) streetName(j int) (end, last int, sure bool) {
	ts := s.tokens
	words := 0
	for j < len(ts) && words < longestStreet {
		t := &ts[j]
		if t.kind == mark {
			c := s.text[t.start]
			if (c == '-' || c == '\'' || c == '.') && !t.gap && j > 0 && ts[j-1].kind == word && j+1 < len(ts) && ts[j+1].kind == word && (c == '.' || !ts[j+1].gap) {
				if c == '.' && (ts[j-1].end-ts[j-1].start > 4 || ts[j-1].class.has(sureStreet) && words > 1) {
					break
				}
				j++
				continue
			}
			break
		}
		if t.kind == mixed {
			if words > 0 || !s.ordinal(j) {
				break
			}
		} else if t.kind != word {
			break
		}
		small := t.shape == lower && t.kind == word
		switch {
		case t.class.has(honour) && t.shape != lower && !t.class.has(street):
		case small && t.class.has(street) && words > 0:
		case words > 0 && t.class.has(unit) && t.shape != lower && j+1 < len(ts) && (ts[j+1].kind != word && ts[j+1].kind != line && !s.is(j+1, ',')) && !(t.class.has(street) && s.is(j+1, '.')):
			return end, last, sure
		case small && t.class.has(particle):
			switch s.word(j) {
			case "in", "an", "aan", "und", "and", "a", "i", "e", "en", "on":
				return end, last, sure
			}
			if j+1 >= len(ts) || ts[j+1].kind != word && !s.apostrophe(j+1) {
				return end, last, sure
			}
			words++
			j++
			continue
		case small && (!s.quiet || t.class.has(function|ordinary|acts|links) && !t.class.has(named|placed|street)):
			return end, last, sure
		case t.class.has(calendar) && words == 0 && !t.class.has(named|weak):
			return end, last, sure
		case t.class.has(function) && !t.class.has(particle|street|named|weak|streetHead) && t.shape == title && words > 0 && t.gap:
			return end, last, sure
		}
		words++
		j++
		end = j
		if t.class.has(street) && words > 1 {
			if !(sure && !t.class.has(sureStreet)) {
				last, sure = j, t.class.has(sureStreet)
			}
		} else if s.streetEnding(j - 1) {
			last, sure = j, true
		}
	}
	return end, last, sure
}

// ordinal says whether token i is "5th" or "42nd".
func (s *scan) ordinal(i int) bool {
	w := s.word(i)
	if len(w) < 3 || byteClass[w[0]] != isDigit {
		return false
	}
	switch w[len(w)-2:] {
	case "st", "nd", "rd", "th", "er", "ST", "ND", "RD", "TH":
		return true
	}
	return false
}

// streetEnding says whether a word ends as streets do where they are written in one word.
func (s *scan) streetEnding(i int) bool {
	t := s.tokens[i]
	if t.kind != word || t.end-t.start < 6 || t.shape == lower && !s.quiet {
		return false
	}
	w := s.text[t.start:t.end]
	for _, e := range streetEndings {
		if len(w) > len(e)+1 && hasEnding(w, e, t.shape == upper) {
			return true
		}
	}
	return false
}

var streetEndings = [...]string{
	"straße", "strasse", "STRASSE", "str", "gasse", "weg", "allee", "platz", "ring", "damm", "ufer", "steig", "chaussee", "promenade", "graben", "hof", "markt", "tor",
	"straat", "laan", "plein", "gracht", "kade", "singel", "dijk", "steeg", "dreef", "pad",
	"gatan", "gata", "vägen", "väg", "gränd", "torget", "stigen", "backen", "gade", "vej", "vejen", "stræde", "vænge", "gaten", "vegen", "veien", "vei", "veg",
	"gate", "brautin", "vegur", "braut", "götu", "stígur", "katu", "tie", "kuja", "polku", "kaari", "tänav", "sokak",
}

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

// postBox reads "P.O. Box 4471".
func (s *scan) postBox(i int) (address, bool) {
	ts := s.tokens
	j := i + max(1, int(ts[i].place))
	if s.is(j, '.') || s.is(j, ':') {
		j++
	}
	h := s.houseNumber(j)
	if h == j {
		return address{}, false
	}
	if s.is(h, ',') && h+2 < len(ts) && (s.word(h+1) == "Box" || s.word(h+1) == "box") && ts[h+2].kind == number {
		h += 3
	}
	return address{from: i, to: h, trust: 0.9}, true
}

// ship says whether token i begins a line of military mail, or ends it: 1 or 2.
func (s *scan) ship(i int) int {
	switch s.word(i) {
	case "PSC", "CMR", "USNS", "USCGC", "USS", "UNIT":
		return 1
	case "APO", "FPO", "DPO":
		return 2
	}
	return 0
}

// military reads "PSC 2721, Box 8637 APO AA 06259", also when a ship's name or a unit begins it.
func (s *scan) military(i int) (address, bool) {
	ts := s.tokens
	j := i
	for n := 0; n < 10 && j < len(ts) && s.ship(j) != 2; n++ {
		j++
	}
	if j+2 >= len(ts) || s.ship(j) != 2 || ts[j+1].shape != upper || ts[j+1].end-ts[j+1].start != 2 || ts[j+2].kind != number {
		return address{}, false
	}
	from := i
	for n := 1; n <= 6 && i == j && i-n >= 0; n++ {
		if w := s.word(i - n); w == "Unit" || w == "unit" {
			from = i - n
			break
		}
	}
	return address{from: from, to: j + 3, trust: 0.95, code: true}, true
}

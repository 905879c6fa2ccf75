package people

// longestTail bounds the parts after street and number.
const longestTail = 9

// lengthen takes in what follows street and number: flat, town, region, postcode, country, on the same
// line or the next ones.
func (s *scan) lengthen(a *address) {
	for range longestTail {
		j, apart, lines := s.between(a.to)
		if j >= len(s.tokens) || s.tokens[j].taken || lines > 2 {
			return
		}
		end := j
		if k := s.readUnit(j); k > j {
			end, a.unit = k, true
		} else if k := s.postcode(j); k > j && (apart || s.afterTown(a) || s.tokens[j].gap) && !s.counted(k) {
			end, a.code = k, true
			if t := s.town(k, true, false); t > k && s.tokens[k].gap {
				end, a.town = t, true
			}
		} else if k := s.stateCode(j); k > j && (apart || a.town || a.unit) {
			end, a.town = k, true
		} else if k := s.town(j, apart || a.unit || s.tokens[j].class.has(placed), lines > 0); k > j {
			end, a.town = k, true
			if s.is(k, '(') && k+2 < len(s.tokens) && s.is(k+2, ')') && s.capital(k+1) {
				end = k + 3
			}
		} else if k, ok := s.secondStreet(j, apart, a); ok {
			end = k
		}
		if end == j {
			return
		}
		a.to = end
	}
}

// between steps over what separates the parts of an address. apart says that there was a comma, a dash
// or a new line; lines counts the new lines.
func (s *scan) between(j int) (next int, apart bool, lines int) {
	ts := s.tokens
	for n := 0; j < len(ts) && n < 4; n++ {
		t := &ts[j]
		switch {
		case t.kind == line:
			lines++
			apart = true
		case t.kind == mark && s.text[t.start] == ',':
			apart = true
		case t.kind == mark && (s.text[t.start] == '-' || s.text[t.start] == '/') && (t.gap || lines == 0 && j > 0 && ts[j-1].class.has(placed)):
			apart = true
		case t.kind == mark && s.text[t.start] == '>' && lines > 0, t.kind == mark && s.text[t.start] == '?' && lines > 0:
		case t.kind == mark && s.text[t.start] == '.' && !t.gap && j+1 < len(ts) && (ts[j+1].kind == line || ts[j+1].kind == mark && s.text[ts[j+1].start] == ',' || n == 0 && j > 0 && ts[j-1].kind == number && ts[j+1].class.has(unit)):
		default:
			return j, apart, lines
		}
		j++
	}
	return j, apart, lines
}

func (s *scan) afterTown(a *address) bool { return a.town || a.unit }

// counted says whether a word that is counted, or a unit of measure, stands at k: then the number
// before it is no postcode.
func (s *scan) counted(k int) bool {
	if k >= len(s.tokens) {
		return false
	}
	t := &s.tokens[k]
	if t.kind == mark {
		switch s.text[t.start] {
		case '%', '$':
			return true
		case '.', ':':
			return !t.gap && k+1 < len(s.tokens) && s.tokens[k+1].kind == number && !s.tokens[k+1].gap
		case '-', '/':
			return !t.gap && k+1 < len(s.tokens) && s.tokens[k+1].kind == number && !s.tokens[k+1].gap
		}
	}
	return false
}

// readUnit reads "Apt. 12B", "Suite 390", "#4", "3o B" at j and returns its end, or j.
func (s *scan) readUnit(j int) int {
	ts := s.tokens
	t := &ts[j]
	k := j
	switch {
	case t.kind == word && t.class.has(unit) && (t.shape != lower || t.end-t.start > 1):
		k++
		for n := 0; n < 2 && (s.is(k, '.') || s.is(k, '#') || s.is(k, ':')); n++ {
			k++
		}
	case s.is(j, '#'):
		k++
	case t.kind == mixed && t.end-t.start <= 3 && byteClass[s.text[t.end-1]] != isDigit && t.shape != upper && t.shape != single && t.shape != camel:
		if k+1 < len(ts) && (ts[k+1].kind == word && ts[k+1].end-ts[k+1].start <= 4 && (ts[k+1].shape == single || ts[k+1].class.has(unit))) {
			return k + 2
		}
		return j
	default:
		return j
	}
	if k >= len(ts) || ts[k].kind == line {
		return j
	}
	switch u := &ts[k]; {
	case u.kind == number && u.end-u.start <= 5, u.kind == mixed && u.end-u.start <= 5:
		k++
		if k < len(ts) && ts[k].shape == single && ts[k].kind == word && (k+1 >= len(ts) || ts[k+1].kind != word) {
			k++
		}
		if k+1 < len(ts) && s.is(k, '-') && ts[k+1].kind == number && !ts[k].gap {
			k += 2
		}
		return k
	case u.kind == word && u.shape == single && u.end-u.start == 1 && (k+1 >= len(ts) || ts[k+1].kind != word):
		return k + 1
	}
	return j
}

// stateCode reads "IL", "NSW", "- SP" at j.
func (s *scan) stateCode(j int) int {
	t := &s.tokens[j]
	n := t.end - t.start
	if t.kind != word || n < 2 || n > 3 || t.shape != upper && !(s.quiet && t.shape == lower && n == 2 && !t.class.has(function|particle)) {
		return j
	}
	if t.class.has(company|brand|honour) && !(j+1 < len(s.tokens) && (s.tokens[j+1].kind == number || s.is(j+1, ','))) {
		return j
	}
	switch s.word(j) {
	case "TEL", "FAX", "OK", "PS", "VAT", "ETA", "PIN", "ID", "AND", "THE", "FOR":
		return j
	}
	return j + 1
}

// town reads the name of a town, region or country at j and returns its end, or j. apart says that
// something sets it off from what stands before; below that it begins a line.
func (s *scan) town(j int, apart, below bool) int {
	ts := s.tokens
	if j >= len(ts) || ts[j].kind != word || ts[j].taken {
		return j
	}
	t := &ts[j]
	if p := int(t.place); p > 0 && t.class.has(placed) && (t.shape != lower || s.quiet) {
		k := j + p
		if p > 1 || !t.class.has(named) || apart {
			return s.townEnd(k)
		}
	}
	if !apart {
		return j
	}
	k, n := j, 0
	for k < len(ts) && n < 4 {
		u := &ts[k]
		if u.kind == mark && k > j && !u.gap && (s.text[u.start] == '-' || s.apostrophe(k) || s.text[u.start] == '.' && ts[k-1].end-ts[k-1].start <= 3) && k+1 < len(ts) && ts[k+1].kind == word {
			k++
			continue
		}
		if u.kind != word || u.taken || k > j && !u.gap && !(s.is(k-1, '-') || s.is(k-1, '.') || s.apostrophe(k-1)) {
			break
		}
		if u.shape == lower {
			if !s.quiet && (!u.class.has(particle) && s.word(k) != "am" && s.word(k) != "an" && s.word(k) != "sur" && s.word(k) != "under") || k == j && !s.quiet || k+1 >= len(ts) || ts[k+1].kind != word && !s.quiet {
				break
			}
			if s.quiet && u.class.has(function|ordinary|links|acts) && !u.class.has(particle|placed) {
				break
			}
			if !s.quiet && !s.capital(k+1) && !ts[k+1].class.has(particle) {
				break
			}
		} else if u.class.has(function|calendar|honour|company) && (!u.class.has(placed|named|weak|particle|street) || u.shape == single) || n == 0 && u.class.has(ordinary) && !u.class.has(placed|weak|named|street) && u.shape == title {
			break
		}
		k++
		n++
	}
	if n == 0 || s.is(k-1, '-') || ts[k-1].kind == word && ts[k-1].shape == lower && !s.quiet {
		return j
	}
	if k < len(ts) && s.is(k, ':') {
		return j
	}
	if k < len(ts) && ts[k].kind == word && ts[k].gap && below && !s.quiet {
		return j // a line that goes on is a sentence
	}
	if n == 1 && ts[j].class.has(given) && !ts[j].class.has(placed) && k < len(ts) && ts[k].kind == word {
		return j
	}
	return s.townEnd(k)
}

// townEnd takes in a postal district: "Praha 1", "København N", "Kadıköy/İstanbul".
func (s *scan) townEnd(k int) int {
	ts := s.tokens
	if k+1 < len(ts) && s.is(k, '/') && !ts[k].gap && s.capital(k+1) && !ts[k+1].gap {
		k += 2
	}
	if k < len(ts) && ts[k].gap && (ts[k].kind == number && ts[k].end-ts[k].start <= 2 || ts[k].kind == word && ts[k].shape == single && !ts[k].class.has(function)) && (k+1 >= len(ts) || ts[k+1].kind != word || ts[k+1].shape == lower) && !(k+1 < len(ts) && ts[k+1].kind == number) {
		k++
	}
	return k
}

// secondStreet reads a further street of the same address: "the corner of A Street and B Road".
func (s *scan) secondStreet(j int, apart bool, a *address) (int, bool) {
	ts := s.tokens
	if s.and(j) && a.trust >= 0.5 && a.from > 1 && s.word(a.from-1) == "of" && s.word(a.from-2) == "corner" {
		if end, last, _ := s.streetName(j + 1); end > j+1 {
			return max(last, j+2), true
		}
	}
	if apart || a.town || a.code || j >= len(ts) || !s.capital(j) {
		return j, false
	}
	if _, last, sure := s.streetName(j); last > j && sure {
		return last, true
	}
	return j, false
}

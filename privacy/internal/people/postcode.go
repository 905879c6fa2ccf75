package people

// postcode reads a postcode of some country at j, with a country's letter before it ("D-", "CH-"), and
// returns its end, or j.
func (s *scan) postcode(j int) int {
	ts := s.tokens
	if j >= len(ts) || ts[j].taken {
		return j
	}
	k := j
	if ts[k].kind == word && ts[k].shape != lower && ts[k].end-ts[k].start <= 3 && s.is(k+1, '-') && !ts[k+1].gap && k+2 < len(ts) && ts[k+2].kind == number && !ts[k+2].gap {
		k += 2
	}
	t := &ts[k]
	n := int(t.end - t.start)
	switch t.kind {
	case number:
		return s.digitCode(j, k, n)
	case mixed:
		return s.letterCode(j, k)
	case word:
		if end := s.letterCode(j, k); end > j {
			return end
		}
	}
	return j
}

// digitCode reads the codes that are digits: 10115, 111 23, 31-147, 1100-053, 01310-000, 62704-1234,
// 1016 GV.
func (s *scan) digitCode(j, k, n int) int {
	ts := s.tokens
	next := func(i int) (string, bool) {
		if i >= len(ts) {
			return "", false
		}
		return s.word(i), ts[i].gap
	}
	if s.is(k+1, '-') && !ts[k+1].gap {
		w, gap := next(k + 2)
		m := len(w)
		if !gap && m > 0 && ts[k+2].kind == number && (n == 2 && m == 3 || n == 4 && m == 3 || n == 5 && (m == 3 || m == 4) || n == 3 && m == 4) {
			return k + 3
		}
	}
	w, gap := next(k + 1)
	switch {
	case n == 3 && gap && len(w) == 2 && ts[k+1].kind == number:
		return k + 2
	case n == 4 && gap && len(w) == 2 && ts[k+1].kind == word && ts[k+1].shape == upper && !s.stateBefore(k):
		return k + 2
	case n == 3 && gap && len(w) == 3 && ts[k+1].kind == number && s.inIndia():
		return k + 2
	case n >= 4 && n <= 6:
		return k + 1
	}
	return j
}

func (s *scan) stateBefore(k int) bool {
	return k > 0 && s.tokens[k-1].kind == word && s.tokens[k-1].shape == upper && s.tokens[k-1].end-s.tokens[k-1].start <= 3
}

func (s *scan) inIndia() bool { return s.country == "IN" }

// letterCode reads the British, Canadian, Irish and joined Dutch codes: BS6 7QT, M5K 1A1, D02 X285,
// 1016GV.
func (s *scan) letterCode(j, k int) int {
	ts := s.tokens
	w := s.word(k)
	if len(w) == 6 && pattern(w, "ddddll") {
		return k + 1
	}
	if len(w) >= 5 && len(w) <= 7 && pattern(w[len(w)-3:], "dll") && outward(w[:len(w)-3]) {
		return k + 1
	}
	if k+1 >= len(ts) || ts[k].kind != mixed || ts[k+1].kind != mixed {
		return j
	}
	v := s.word(k + 1)
	switch {
	case pattern(w, "ldl") && pattern(v, "dld"), outward(w) && pattern(v, "dll"), len(w) == 3 && pattern(w[:2], "ld") && len(v) == 4 && byteClass[v[0]] == isUpper:
		return k + 2
	}
	return j
}

// outward says whether w is the first half of a British postcode.
func outward(w string) bool {
	for _, p := range [...]string{"ld", "ldd", "ldl", "lld", "lldd", "lldl"} {
		if pattern(w, p) {
			return true
		}
	}
	return false
}

// pattern compares a word with d for a digit and l for a letter; all letters must be of one case.
func pattern(w, p string) bool {
	if len(w) != len(p) {
		return false
	}
	for i := range len(p) {
		switch byteClass[w[i]] {
		case isDigit:
			if p[i] != 'd' {
				return false
			}
		case isUpper, isLower:
			if p[i] != 'l' {
				return false
			}
		default:
			return false
		}
	}
	return true
}

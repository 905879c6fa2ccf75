package people

import "strings"

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
		case len(w) == 1 && !strings.Contains("AIaeiouwyz", w) && (k+1 >= len(ts) || ts[k+1].kind != word && !s.apostrophe(k+1)):
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
	t := &s.tokens[i]
	return t.kind == word && t.end-t.start >= 6 && (t.shape != lower || s.quiet) && s.words.endings[streetEnds].in(s.text[t.start:t.end], 1)
}

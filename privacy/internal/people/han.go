package people

import (
	"strings"
	"unicode/utf8"
)

// hanNames are family names in Chinese characters and Hangul, and the words around names there.
type hanNames struct {
	family        map[string]bool
	before, after []string
	starts        map[rune]uint8 // what can begin with a character: most can begin nothing
}

const (
	startsFamily = 1 << iota
	startsBefore
	startsAfter
)

func readHan() hanNames {
	h := hanNames{family: make(map[string]bool, 400), starts: make(map[rune]uint8, 512)}
	start := func(w string, what uint8) {
		r, _ := utf8.DecodeRuneInString(w)
		h.starts[r] |= what
	}
	for w := range words("han.txt") {
		h.family[w] = true
		start(w, startsFamily)
	}
	to, what := &h.before, uint8(startsBefore)
	for w := range words("hancue.txt") {
		switch w {
		case "before::":
			to, what = &h.before, startsBefore
		case "after::":
			to, what = &h.after, startsAfter
		default:
			*to = append(*to, w)
			start(w, what)
		}
	}
	return h
}

// notInNames are characters that end a Chinese or Japanese name.
const notInNames = "的了是在和与及要想有我你您他她们們这這那不没請请把被给給对對从從说說已还還就都也会會能可个個号號码碼订訂单單货貨款买買退はがをにでともへのかだです、。"

// findHan looks through a run of Chinese characters and kana.
func (s *scan) findHan(i int) {
	t := s.tokens[i]
	text := s.text[t.start:t.end]
	if s.tokens[i].cue == field || s.labelled(i) {
		if n := s.hanName(text, true); n > 0 {
			s.addBytes(Person, int(t.start), int(t.start)+n, 0.8)
			return
		}
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if s.words.han.starts[r] == 0 {
			at += size
			continue
		}
		if n, ok := s.hanCue(text[at:]); ok {
			if m := s.hanName(text[at+n:], false); m > 0 {
				s.addBytes(Person, int(t.start)+at+n, int(t.start)+at+n+m, 0.8)
				at += n + m
				continue
			}
			at += n
			continue
		}
		if m := s.hanTitled(text[at:]); m > 0 {
			s.addBytes(Person, int(t.start)+at, int(t.start)+at+m, 0.75)
			at += m
			continue
		}
		at += size
	}
}

// labelled says whether "姓名:" or the like stands before token i.
func (s *scan) labelled(i int) bool {
	if i < 2 || s.tokens[i-1].kind != mark || s.tokens[i-2].kind != block {
		return false
	}
	if c := s.word(i - 1); c != ":" && c != "：" {
		return false
	}
	w := s.word(i - 2)
	for _, c := range s.words.han.before {
		if strings.HasSuffix(w, c) {
			return true
		}
	}
	return false
}

// hanCue gives the bytes of the longest words before a name that text begins with.
func (s *scan) hanCue(text string) (int, bool) {
	best := 0
	if !s.hanStarts(text, startsBefore) {
		return 0, false
	}
	for _, c := range s.words.han.before {
		if len(c) > best && strings.HasPrefix(text, c) {
			best = len(c)
		}
	}
	return best, best > 0
}

func (s *scan) hanStarts(text string, what uint8) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return s.words.han.starts[r]&what != 0
}

// familyAt gives the bytes of the family name that text begins with.
func (s *scan) familyAt(text string) int {
	if !s.hanStarts(text, startsFamily) {
		return 0
	}
	for n := 3; n >= 1; n-- {
		end, ok := runes(text, n)
		if ok && s.words.han.family[text[:end]] {
			return end
		}
	}
	return 0
}

// runes gives the bytes of the first n characters of text.
func runes(text string, n int) (int, bool) {
	end := 0
	for range n {
		if end >= len(text) {
			return 0, false
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return end, true
}

// hanName gives the bytes of the name that text begins with: a family name and one or two characters,
// three when alone says that nothing else follows. It gives 0 for none.
func (s *scan) hanName(text string, alone bool) int {
	end := s.familyAt(text)
	if end == 0 {
		return 0
	}
	if alone && utf8.RuneCountInString(text) <= 5 {
		return len(text)
	}
	for n := 0; n < 2 && end < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		if strings.ContainsRune(notInNames, r) || s.hanTail(text[end:]) {
			break
		}
		end += size
	}
	if n := utf8.RuneCountInString(text[:end]); n < 2 {
		return 0
	}
	return end
}

// hanTail says whether text begins with a title or verb that follows names.
func (s *scan) hanTail(text string) bool {
	if !s.hanStarts(text, startsAfter) {
		return false
	}
	for _, c := range s.words.han.after {
		if strings.HasPrefix(text, c) {
			return true
		}
	}
	return false
}

// hanTitled gives the bytes of a name that a title follows: "田中さん", "王先生".
func (s *scan) hanTitled(text string) int {
	end := s.familyAt(text)
	if end == 0 {
		return 0
	}
	for n := 0; n < 3; n++ {
		if s.hanTail(text[end:]) {
			return end
		}
		r, size := utf8.DecodeRuneInString(text[end:])
		if end >= len(text) || strings.ContainsRune(notInNames, r) {
			return 0
		}
		end += size
	}
	return 0
}

func (s *scan) addBytes(kind string, from, to int, score float64) {
	s.found = append(s.found, Finding{Type: kind, Start: from, End: to, Score: score})
}

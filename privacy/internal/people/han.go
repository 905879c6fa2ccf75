package people

import (
	"strings"
	"unicode/utf8"
)

// hanNames are family names in Chinese characters and Hangul, and the words around names there.
type hanNames struct {
	family        map[string]bool
	before, after []string
}

func readHan() hanNames {
	h := hanNames{family: make(map[string]bool, 400)}
	for w := range words("han.txt") {
		h.family[w] = true
	}
	to := &h.before
	for w := range words("hancue.txt") {
		switch w {
		case "before::":
			to = &h.before
		case "after::":
			to = &h.after
		default:
			*to = append(*to, w)
		}
	}
	return h
}

// notInNames are characters that end a Chinese or Japanese name.
const notInNames = "的了是在和与及要想有我你您他她们們这這那不没請请把被给給对對从從说說已还還就都也会會能可个個号號码碼订訂单單货貨款买買退はがをにでともへのかだです、。"

// longestBlock bounds how far into one run of characters names are sought.
const longestBlock = 4096

// findHan looks through a run of Chinese characters and kana.
func (s *scan) findHan(i int) {
	t := s.tokens[i]
	text := s.text[t.start:min(t.end, t.start+longestBlock)]
	if s.tokens[i].cue == field || s.labelled(i) {
		if n := s.hanName(text, true); n > 0 {
			s.addBytes(Person, int(t.start), int(t.start)+n, 0.8)
			return
		}
	}
	for at := 0; at < len(text); {
		_, size := utf8.DecodeRuneInString(text[at:])
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

func (s *scan) hanCue(text string) (int, bool) {
	best := 0
	for _, c := range s.words.han.before {
		if len(c) > best && strings.HasPrefix(text, c) {
			best = len(c)
		}
	}
	return best, best > 0
}

// familyAt gives the bytes of the family name that text begins with.
func (s *scan) familyAt(text string) int {
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

func hangul(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return 0xAC00 <= r && r <= 0xD7A3
}

// findKorean reads a name with what is written to its end: "김민수입니다", "박지영님".
func (s *scan) findKorean(i int) {
	w := s.word(i)
	if len(w) > 36 {
		return
	}
	family := s.familyAt(w)
	if family == 0 {
		return
	}
	before := ""
	if i > 0 {
		before = s.word(i - 1)
		if before == ":" && i > 1 {
			before = s.word(i - 2)
		}
	}
	named := false
	switch before {
	case "이름은", "성함은", "이름", "성함", "성명", "저는", "제", "예금주", "예금주는", "받는사람", "수취인", "고객명", "담당자":
		named = true
	}
	for _, e := range [...]string{"이라고", "입니다", "이에요", "예요", "라고", "이고", "님", "씨", ""} {
		stem, ok := strings.CutSuffix(w, e)
		if !ok {
			continue
		}
		n := utf8.RuneCountInString(stem)
		if n >= 2 && n <= 4 && len(stem) > family && (named || e == "님" && n == 3 || e == "씨" && n == 3) {
			from := int(s.tokens[i].start)
			s.addBytes(Person, from, from+len(stem), 0.75)
		}
		return
	}
}

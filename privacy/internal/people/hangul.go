package people

import (
	"strings"
	"unicode/utf8"
)

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
	named, self := s.koreanCue(i)
	for _, e := range [...]string{"이라고", "입니다", "이에요", "예요", "라고", "이고", "님", "씨", ""} {
		stem, ok := strings.CutSuffix(w, e)
		if !ok {
			continue
		}
		n := utf8.RuneCountInString(stem)
		titled := e == "님" || e == "씨"
		if n >= 2 && n <= 4 && len(stem) > family && (named || n == 3 && (titled || self && e != "")) {
			from := int(s.tokens[i].start)
			s.addBytes(Person, from, from+len(stem), 0.75)
		}
		return
	}
}

// koreanCue says what stands before token i: a word for "name" or its holder, or "I am".
func (s *scan) koreanCue(i int) (named, self bool) {
	b := i - 1
	if b > 0 && s.word(b) == ":" {
		b--
	}
	if b < 0 {
		return false, false
	}
	switch s.word(b) {
	case "이름은", "성함은", "이름", "성함", "성명", "예금주", "예금주는", "받는사람", "수취인", "고객명", "담당자":
		return true, false
	case "저는":
		return false, true
	}
	return false, false
}

package language

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold takes accents and similar marks off lower-case text, so that "güvenli", "guvenli",
// "número" and "numero" meet. It maps rune to rune: Hindi, Thai and other scripts in which
// marks are vowels stay as they are, and Arabic and Hebrew lose only optional marks.
func Fold(text string) string {
	clean := true
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			clean = false
			break
		}
	}
	if clean {
		return text
	}
	return strings.Map(FoldRune, text)
}

// FoldRune folds one rune; negative means leave it out.
func FoldRune(r rune) rune {
	switch {
	case r < 0xC0:
		return r
	case r < foldEnd:
		return folds()[r]
	case 0x1E00 <= r && r < 0x2000:
		return foldsExtended()[r-0x1E00]
	case 0x06F0 <= r && r <= 0x06F9:
		return r - 0x06F0 + '0'
	}
	return r
}

const foldEnd = 0x700

var folds = sync.OnceValue(func() []rune {
	table := make([]rune, foldEnd)
	for r := range table {
		table[r] = foldOne(rune(r))
	}
	return table
})

var foldsExtended = sync.OnceValue(func() []rune {
	table := make([]rune, 0x200)
	for i := range table {
		table[i] = foldOne(rune(0x1E00 + i))
	}
	return table
})

func foldOne(r rune) rune {
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x0591 <= r && r <= 0x05BD, r == 0x05BF, r == 0x05C1, r == 0x05C2, r == 0x05C4, r == 0x05C5, r == 0x05C7:
		return -1
	case 0x064B <= r && r <= 0x065F, r == 0x0670, 0x0610 <= r && r <= 0x061A, 0x06D6 <= r && r <= 0x06DC:
		return -1
	}
	if to, ok := foldLetters[r]; ok {
		return to
	}
	switch {
	case r < 0x250, 0x370 <= r && r < 0x400, r >= 0x1E00:
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		if to, ok := foldLetters[base]; ok {
			return to
		}
		return base
	}
	return r
}

// foldLetters are letters without a decomposition that people type as another.
var foldLetters = map[rune]rune{
	'ß': 's', 'æ': 'a', 'œ': 'o', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 't', 'ł': 'l', 'ı': 'i', 'ŋ': 'n', 'ħ': 'h', 'ŧ': 't', 'ə': 'e',
	'ё': 'е', 'ґ': 'г', 'ς': 'σ',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ة': 'ه', 'ؤ': 'و', 'ئ': 'ي', 'ک': 'ك', 'ی': 'ي', 'ہ': 'ه', 'ھ': 'ه', 'ے': 'ي', 'ۀ': 'ه',
}

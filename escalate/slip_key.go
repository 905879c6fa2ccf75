package escalate

import (
	"strings"
	"sync"
)

// keyRows are the letter keys of common keyboards, row by row, after accents are off.
var keyRows = []string{
	"qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
	"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "йцукенгшщзхї", "фівапролджє",
	"ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ",
	"ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ", "ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو",
	"קראטונםפ", "שדגכעיחלכפ", "זסבהנמצת",
}

// alikeLetters are taken for each other because they sound or look alike.
var alikeLetters = []string{
	"aeiouy", "cks", "ckq", "sz", "xs", "dt", "bp", "fv", "vw", "gj", "hg", "mn", "lr", "ij", "pf",
	"аоя", "еиэыёяі", "уюы", "бп", "вф", "гкх", "дт", "жшщ", "зс", "цс", "чщ", "йи", "ьъ",
	"ιηυε", "οω", "εα", "τθδ", "γχκ", "βφ", "σζξ", "πβ",
	"ضظدذ", "تطثد", "سصثش", "هةحخ", "اأإآىيی", "قكک", "زذظ", "غقع", "ءئؤ", "وؤ",
	"אעה", "טת", "כקח", "סשצז", "בו", "יו", "גק", "דט", "מנ",
}

// mistakablePairs holds every pair of letters that are neighbours on a keyboard or alike.
var mistakablePairs = sync.OnceValue(func() map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	for _, row := range keyRows {
		keys := []rune(row)
		for i := 1; i < len(keys); i++ {
			pairs[[2]rune{keys[i-1], keys[i]}], pairs[[2]rune{keys[i], keys[i-1]}] = true, true
		}
	}
	for _, letters := range alikeLetters {
		for _, a := range letters {
			for _, b := range strings.ReplaceAll(letters, string(a), "") {
				pairs[[2]rune{a, b}] = true
			}
		}
	}
	return pairs
})

// mistakable reports letters that are struck or taken for each other.
func mistakable(a, b rune) bool { return mistakablePairs()[[2]rune{a, b}] }

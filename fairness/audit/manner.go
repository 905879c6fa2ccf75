package audit

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// friendly and unfriendly words of a desk, in the languages that it speaks, in lower case.
const (
	friendly = "please thank thanks welcome glad happy gladly sorry bitte danke gern gerne merci volontiers veuillez gracias " +
		"encantados gusto perdone grazie prego volentieri شكرا فضلك يسعدنا نعتذر"
	unfriendly = "cannot must refuse refused never forbidden unable nicht müssen niemals verboten refusons jamais interdit " +
		"nunca prohibido rechazamos vietato mai ممنوع أبدا نرفض"
)

// MannerOf measures how something is said. Grade and Tone are 0 without words.
func MannerOf(text string) Manner {
	m, long, tone := Manner{}, 0, 0
	worth := tones()
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		m.Words++
		if utf8.RuneCountInString(word) > 6 {
			long++
		}
		tone += worth[word]
	}
	if m.Words == 0 {
		return m
	}
	sentences := max(1, len(language.Sentences(text)))
	m.Grade = float64(m.Words)/float64(sentences) + 100*float64(long)/float64(m.Words)
	m.Tone = 100 * float64(tone) / float64(m.Words)
	return m
}

var tones = sync.OnceValue(func() map[string]int {
	all := map[string]int{}
	for word := range strings.FieldsSeq(friendly) {
		all[word] = 1
	}
	for word := range strings.FieldsSeq(unfriendly) {
		all[word] = -1
	}
	return all
})

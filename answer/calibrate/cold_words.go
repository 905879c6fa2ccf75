package calibrate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"candor/language"
)

// maker turns one piece of an article into a question.
type maker struct {
	r       *rand.Rand
	lang    string
	strange []string // words of articles in the language
}

// How much of each kind of text is lost on the way to a question, and how much of what stays is
// said in other words. What customers ask shares fewer words with the article than its own title does;
// the shares make the bound from such questions hold for real ones (the figures test measures it).
type roughness struct {
	drop    float64 // of meaningful words
	replace float64 // of those that stay
	most    int     // words kept
}

func roughFor(from Source) roughness {
	switch from {
	case FromQuestion:
		return roughness{0.15, 0.10, 20}
	case FromTitle:
		return roughness{0.25, 0.20, 12}
	case FromHeading:
		return roughness{0.15, 0.20, 12}
	}
	return roughness{0.35, 0.15, 14}
}

const (
	mistyped    = 0.05 // of words with at least five letters
	reordered   = 0.3  // of questions
	ledIn       = 0.6  // of questions that are not questions yet
	withTitle   = 0.6  // of words of the title that come with a heading
	stopsLost   = 0.5  // of function words
	joinedHeads = 6    // words of a title that come with a heading at most
)

// ask makes the question. It is empty when too little would be left to ask about.
func (m maker) ask(p piece) string {
	list := words(p.text)
	if p.from == FromHeading {
		list = append(list, m.some(words(p.title), withTitle, joinedHeads)...)
	}
	rough := roughFor(p.from)
	var kept []string
	meaning := 0
	for _, w := range list {
		stop := language.StopWord(m.lang, language.Fold(strings.ToLower(w)))
		lost := rough.drop
		if stop {
			lost = stopsLost
		}
		if m.r.Float64() < lost || len(kept) >= rough.most {
			continue
		}
		if !stop {
			meaning++
			if len(m.strange) > 0 && m.r.Float64() < rough.replace {
				w = m.strange[m.r.IntN(len(m.strange))]
			}
		}
		kept = append(kept, m.typo(strings.ToLower(w)))
	}
	if meaning < 2 && len(list) > 1 {
		kept, meaning = lower(list), len(list)
	}
	if meaning == 0 {
		return ""
	}
	if len(kept) > 3 && slices.Equal(kept, lower(list[:len(kept)])) {
		at := 1 + m.r.IntN(len(kept)-2)
		kept = slices.Delete(kept, at, at+1) // nobody asks in just the words of the article
	}
	if m.r.Float64() < reordered {
		m.reorder(kept)
	}
	text := strings.Join(kept, gapOf(p.text))
	if opening := openings(m.lang); p.from != FromQuestion && len(opening) > 0 && m.r.Float64() < ledIn {
		text = opening[m.r.IntN(len(opening))] + " " + text
	}
	return text
}

// some keeps a share of words, at most n.
func (m maker) some(list []string, share float64, n int) []string {
	var out []string
	for _, w := range list {
		if len(out) < n && m.r.Float64() < share {
			out = append(out, w)
		}
	}
	return out
}

// reorder puts the second part before the first.
func (m maker) reorder(list []string) {
	if len(list) < 3 {
		return
	}
	at := 1 + m.r.IntN(len(list)-1)
	turned := append(append([]string{}, list[at:]...), list[:at]...)
	copy(list, turned)
}

// typo mistypes some longer words: two letters change places, or one is lost or doubled.
func (m maker) typo(w string) string {
	letters := []rune(w)
	if len(letters) < 5 || m.r.Float64() >= mistyped {
		return w
	}
	at := 1 + m.r.IntN(len(letters)-2)
	switch m.r.IntN(3) {
	case 0:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	case 1:
		letters = append(letters[:at], letters[at+1:]...)
	default:
		letters = append(letters[:at+1], letters[at:]...)
	}
	return string(letters)
}

func lower(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = strings.ToLower(w)
	}
	return out
}

// words splits a text at spaces and takes marks off the ends. Scripts without spaces give pieces of two
// characters.
func words(text string) []string {
	if !dense(text) {
		var out []string
		for _, w := range strings.Fields(text) {
			w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
			if w != "" {
				out = append(out, w)
			}
		}
		return out
	}
	var out []string
	var pair []rune
	flush := func() {
		if len(pair) > 0 {
			out = append(out, string(pair))
			pair = nil
		}
	}
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		pair = append(pair, r)
		if len(pair) >= 2 && unspaced(r) {
			flush()
		}
	}
	flush()
	return out
}

// dense reports a text most of whose letters belong to scripts without spaces.
func dense(text string) bool {
	all, without := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if unspaced(r) {
				without++
			}
		}
	}
	return 2*without > all
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func gapOf(text string) string {
	if dense(text) {
		return ""
	}
	return " "
}

// openings are how people begin to ask; none for a language that is not listed.
func openings(tag string) []string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return openingTable[tag]
}

var openingTable = map[string][]string{
	"en": {"hi, how do i", "is it possible to", "i have a problem with", "can you tell me about", "what happens with", "i need help:", "why", "where can i find"},
	"de": {"hallo, wie kann ich", "ist es möglich,", "ich habe ein problem mit", "was passiert mit", "ich brauche hilfe:", "warum", "wo finde ich"},
	"fr": {"bonjour, comment puis-je", "est-il possible de", "j'ai un problème avec", "que se passe-t-il avec", "j'ai besoin d'aide :", "pourquoi", "où trouver"},
	"es": {"hola, ¿cómo puedo", "¿es posible", "tengo un problema con", "¿qué pasa con", "necesito ayuda:", "por qué", "dónde encuentro"},
	"it": {"buongiorno, come posso", "è possibile", "ho un problema con", "cosa succede con", "mi serve aiuto:", "perché", "dove trovo"},
	"nl": {"hallo, hoe kan ik", "is het mogelijk om", "ik heb een probleem met", "wat gebeurt er met", "ik heb hulp nodig:", "waarom", "waar vind ik"},
	"pt": {"olá, como posso", "é possível", "tenho um problema com", "o que acontece com", "preciso de ajuda:", "por que", "onde encontro"},
	"ar": {"مرحبا، كيف يمكنني", "هل من الممكن", "لدي مشكلة في", "ماذا يحدث مع", "أحتاج مساعدة:", "لماذا", "أين أجد"},
}

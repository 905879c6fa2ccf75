package language

import (
	"strings"
	"unicode/utf8"
)

// Stem strips the commonest endings of a word in lower case, so that singular and plural and
// the forms of a verb meet. It knows en, es, de, fr, it, pt and nl (endings) and ar (joined
// particles and endings); words of other languages and words that would become shorter than
// three letters come back unchanged. It is light on purpose: it never turns one everyday word
// into another just to save an index entry. Accents are taken off the languages it stems,
// except that German ß becomes ss.
func Stem(tag, word string) string {
	switch base(tag) {
	case "en":
		return stemEnglish(word)
	case "es":
		return stemRomance(Fold(word), spanishEndings)
	case "pt":
		return stemRomance(Fold(word), portugueseEndings)
	case "it":
		return stemItalian(Fold(word))
	case "fr":
		return stemFrench(Fold(strings.ReplaceAll(word, "œ", "oe")))
	case "de":
		return stemGerman(Fold(strings.ReplaceAll(word, "ß", "ss")))
	case "nl":
		return stemDutch(Fold(word))
	case "ar":
		return stemArabic(word)
	}
	return word
}

// ending is stripped when at least keep runes are left, and replaced by put.
type ending struct {
	from, put string
	keep      int
}

// stripFirst applies the first ending that fits; lists go from long to short.
func stripFirst(word string, endings []ending) string {
	for _, e := range endings {
		if len(word) > len(e.from) && strings.HasSuffix(word, e.from) {
			rest := word[:len(word)-len(e.from)]
			if utf8.RuneCountInString(rest) >= e.keep {
				return rest + e.put
			}
		}
	}
	return word
}

func vowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }

func hasVowel(s string) bool { return strings.ContainsAny(s, "aeiouy") }

// double reports a word that ends in the same consonant twice ("stopp").
func double(word string) bool {
	n := len(word)
	return n > 2 && word[n-1] == word[n-2] && !vowel(word[n-1]) && strings.IndexByte("lsz", word[n-1]) < 0
}

func stemEnglish(word string) string {
	if len(word) < 4 {
		return word
	}
	word = strings.TrimSuffix(word, "'s")
	word = strings.ReplaceAll(word, "'", "")
	switch {
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "xes"):
		word = word[:len(word)-2]
	case strings.HasSuffix(word, "ies"):
		if len(word) > 4 {
			word = word[:len(word)-3] + "y"
		}
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
	case strings.HasSuffix(word, "s"):
		word = word[:len(word)-1]
	}
	for _, end := range [...]string{"ing", "ed"} {
		rest, found := strings.CutSuffix(word, end)
		if !found || len(rest) < 3 || !hasVowel(rest) || strings.HasSuffix(rest, "e") {
			continue
		}
		switch {
		case double(rest):
			rest = rest[:len(rest)-1]
		case strings.HasSuffix(rest, "i") && end == "ed":
			rest = rest[:len(rest)-1] + "y"
		}
		word = rest
		break
	}
	word = stripFirst(word, englishEndings)
	if len(word) > 4 && strings.HasSuffix(word, "e") {
		word = word[:len(word)-1]
	}
	if len(word) > 3 && strings.HasSuffix(word, "y") && !vowel(word[len(word)-2]) {
		word = word[:len(word)-1] + "i"
	}
	return word
}

var englishEndings = []ending{
	{"ization", "ize", 3}, {"isation", "ize", 3}, {"fulness", "ful", 3}, {"ation", "ate", 4}, {"llment", "l", 4}, {"ment", "", 4}, {"ness", "", 4}, {"ally", "al", 3},
	{"ably", "able", 3}, {"ise", "ize", 4}, {"ly", "", 4},
}

// stemRomance takes a plural or verb ending and then the final vowel that only marks gender.
func stemRomance(word string, endings []ending) string {
	if utf8.RuneCountInString(word) < 4 {
		return word
	}
	word = stripFirst(word, endings)
	if n := len(word); n > 3 && strings.IndexByte("aeio", word[n-1]) >= 0 {
		word = word[:n-1]
	}
	return word
}

var spanishEndings = []ending{
	{"aciones", "acion", 2}, {"iciones", "icion", 2}, {"uciones", "ucion", 2}, {"amientos", "", 3}, {"imientos", "", 3}, {"amiento", "", 3}, {"imiento", "", 3},
	{"iendo", "", 3}, {"ando", "", 3}, {"aron", "", 3}, {"ieron", "", 3}, {"abamos", "", 3}, {"aremos", "", 3}, {"eremos", "", 3}, {"iremos", "", 3},
	{"aban", "", 3}, {"amos", "", 3}, {"emos", "", 4}, {"imos", "", 4}, {"ados", "", 3}, {"adas", "", 3}, {"idos", "", 4}, {"idas", "", 4}, {"mente", "", 4},
	{"ado", "", 3}, {"ada", "", 3}, {"ido", "", 4}, {"ida", "", 4}, {"aba", "", 3}, {"aria", "", 4}, {"ces", "z", 2}, {"ones", "on", 2}, {"ar", "", 3}, {"er", "", 3}, {"ir", "", 3},
	{"arlo", "", 3}, {"arla", "", 3}, {"as", "", 3}, {"os", "", 3}, {"es", "", 3}, {"an", "", 4}, {"en", "", 4},
}

var portugueseEndings = []ending{
	{"amentos", "", 3}, {"imentos", "", 3}, {"amento", "", 3}, {"imento", "", 3}, {"acoes", "acao", 2}, {"icoes", "icao", 2}, {"coes", "cao", 2}, {"soes", "sao", 2},
	{"oes", "ao", 2}, {"aes", "ao", 2}, {"ais", "al", 2}, {"eis", "el", 2}, {"mente", "", 4}, {"aram", "", 3}, {"eram", "", 3}, {"iram", "", 3}, {"amos", "", 3}, {"emos", "", 4},
	{"ando", "", 3}, {"endo", "", 3}, {"indo", "", 3}, {"ados", "", 3}, {"adas", "", 3}, {"idos", "", 4}, {"idas", "", 4}, {"ado", "", 3}, {"ada", "", 3}, {"ido", "", 4}, {"ida", "", 4},
	{"ava", "", 3}, {"ou", "", 3}, {"ar", "", 3}, {"er", "", 3}, {"ir", "", 3}, {"ens", "em", 2}, {"as", "", 3}, {"os", "", 3}, {"es", "", 3}, {"s", "", 3}, {"am", "", 4}, {"em", "", 4},
}

// stemItalian takes off a pronoun that is joined to a verb ("contattarvi", "rimandarlo") before the ending.
func stemItalian(word string) string {
	for _, p := range [...]string{"mi", "ti", "ci", "vi", "si", "lo", "la", "li", "le", "ne"} {
		rest, ok := strings.CutSuffix(word, p)
		if n := len(rest); ok && n > 5 && rest[n-1] == 'r' && vowel(rest[n-2]) {
			word = rest + "e"
			break
		}
	}
	return stemRomance(word, italianEndings)
}

var italianEndings = []ending{
	{"iscono", "", 4}, {"iscano", "", 4}, {"isco", "", 4}, {"isci", "", 4}, {"isce", "", 4}, {"isca", "", 4},
	{"azioni", "azion", 2}, {"izioni", "izion", 2}, {"azione", "azion", 2}, {"izione", "izion", 2}, {"amenti", "", 3}, {"imenti", "", 3}, {"amento", "", 3}, {"imento", "", 3},
	{"mente", "", 4}, {"iamo", "", 3}, {"arono", "", 3}, {"erono", "", 3}, {"irono", "", 3}, {"avano", "", 3}, {"ando", "", 3}, {"endo", "", 3}, {"ato", "", 3}, {"ata", "", 3}, {"ati", "", 3},
	{"ate", "", 3}, {"uto", "", 3}, {"uta", "", 3}, {"uti", "", 3}, {"ute", "", 3}, {"ito", "", 4}, {"ita", "", 4}, {"iti", "", 4}, {"ite", "", 4}, {"are", "", 3}, {"ere", "", 3}, {"ire", "", 3},
	{"chi", "c", 2}, {"che", "c", 2}, {"ghi", "g", 2}, {"ghe", "g", 2}, {"ano", "", 4}, {"ono", "", 4}, {"ia", "i", 3}, {"ie", "i", 3},
}

func stemFrench(word string) string {
	if len(word) < 4 {
		return word
	}
	word = stripFirst(word, frenchEndings)
	if n := len(word); n > 4 && word[n-1] == word[n-2] && !vowel(word[n-1]) {
		word = word[:n-1]
	}
	if n := len(word); n > 3 && word[n-1] == 'e' {
		word = word[:n-1]
	}
	return word
}

var frenchEndings = []ending{
	{"issements", "", 3}, {"issement", "", 3}, {"eusement", "eux", 3}, {"ements", "", 4}, {"ement", "", 4}, {"ations", "ation", 2}, {"euses", "eux", 2}, {"euse", "eux", 2},
	{"issons", "", 3}, {"issez", "", 3}, {"eaux", "eau", 1}, {"aux", "al", 2}, {"erons", "", 3}, {"eront", "", 3}, {"erez", "", 3}, {"erai", "", 3}, {"era", "", 4},
	{"aient", "", 3}, {"ions", "ion", 3}, {"ees", "", 3}, {"ee", "", 3}, {"es", "", 3}, {"er", "", 3}, {"ez", "", 3}, {"ons", "", 4}, {"ent", "", 4}, {"ant", "", 4}, {"ait", "", 3},
	{"ies", "i", 3}, {"is", "i", 3}, {"ir", "i", 3}, {"it", "i", 4}, {"ie", "i", 3}, {"ives", "if", 3}, {"ive", "if", 3}, {"s", "", 3}, {"x", "", 4},
}

func stemGerman(word string) string {
	if len(word) < 4 {
		return word
	}
	word = plainGermanVerb(word)
	word = stripFirst(word, germanNouns)
	word = stripFirst(word, germanEndings)
	return stripFirst(word, []ending{{"st", "", 4}, {"t", "", 4}})
}

// plainGermanVerb takes off what a verb has between its prefix and itself ("zurückzugeben", "zurückgeschickt"), or before
// itself ("geändert").
func plainGermanVerb(word string) string {
	for _, prefix := range [...]string{"zuruck", "zusammen", "weiter", "wieder", "nach", "auf", "aus", "ein", "mit", "weg", "her", "hin", "vor", "ab", "an", "um"} {
		rest, ok := strings.CutPrefix(word, prefix)
		if !ok {
			continue
		}
		if verb, ok := strings.CutPrefix(rest, "zu"); ok && len(verb) >= 5 && strings.HasSuffix(verb, "n") {
			return prefix + verb
		}
		if verb, ok := strings.CutPrefix(rest, "ge"); ok && len(verb) >= 4 && (strings.HasSuffix(verb, "t") || strings.HasSuffix(verb, "en")) {
			return prefix + verb
		}
	}
	if verb, ok := strings.CutPrefix(word, "ge"); ok && len(verb) >= 6 && strings.HasSuffix(verb, "t") {
		return verb
	}
	return word
}

var germanNouns = []ending{{"ungen", "ung", 3}, {"heiten", "heit", 3}, {"keiten", "keit", 3}, {"innen", "", 4}, {"erinnen", "er", 3}, {"schaften", "schaft", 3}, {"nisse", "nis", 3}}

var germanEndings = []ending{{"ern", "", 4}, {"em", "", 3}, {"en", "", 3}, {"er", "", 3}, {"es", "", 3}, {"e", "", 3}, {"n", "", 4}, {"s", "", 4}}

func stemDutch(word string) string {
	if len(word) < 4 {
		return word
	}
	word = stemDutchDiminutive(word)
	if !strings.HasSuffix(word, "oen") && !strings.HasSuffix(word, "ien") {
		word = stripFirst(word, dutchEndings)
	}
	n := len(word)
	switch {
	case n > 3 && word[n-1] == word[n-2] && !vowel(word[n-1]): // "pakk" from "pakken"
		word = word[:n-1]
	case n > 3 && !vowel(word[n-1]) && word[n-2] == word[n-3] && strings.IndexByte("aeou", word[n-2]) >= 0: // "maan", "man" from "manen"
		word = word[:n-2] + word[n-1:]
	}
	if n = len(word); n > 2 {
		switch word[n-1] {
		case 'v':
			word = word[:n-1] + "f"
		case 'z':
			word = word[:n-1] + "s"
		}
	}
	return word
}

// stemDutchDiminutive tells "stoel-tje" and "cadeau-tje" from "pakket-je".
func stemDutchDiminutive(word string) string {
	rest, ok := strings.CutSuffix(strings.TrimSuffix(word, "s"), "je")
	n := len(rest)
	switch {
	case !ok || n < 4:
		return word
	case rest[n-1] == 't' && (strings.IndexByte("lnrw", rest[n-2]) >= 0 || vowel(rest[n-2]) && vowel(rest[n-3])):
		return rest[:n-1]
	}
	return rest
}

var dutchEndings = []ending{
	{"heden", "heid", 3}, {"ingen", "ing", 3}, {"ende", "", 3}, {"en", "", 3}, {"ers", "er", 3}, {"es", "", 4}, {"'s", "", 3},
	{"de", "d", 4}, {"te", "t", 4}, {"s", "", 3}, {"e", "", 3},
}

// stemArabic takes off joined particles ("and", "with", "for", "the") and the endings of
// number, case and possession. A word that begins with a hamza below, as verbal nouns do, begins with no article.
func stemArabic(word string) string {
	whole := strings.HasPrefix(word, "إ")
	word = Fold(word)
	for _, p := range [...]string{"الغا", "الغي", "التزام", "الكترون"} { // people leave the hamza out
		whole = whole || strings.HasPrefix(word, p)
	}
	if whole {
		return stripFirst(word, arabicEndings)
	}
	for _, p := range [...]string{"وال", "بال", "كال", "فال", "لل", "ال"} {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 3 {
			word = rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(word, "و"); ok && utf8.RuneCountInString(rest) >= 4 {
		word = rest
	}
	return stripFirst(word, arabicEndings)
}

var arabicEndings = []ending{
	{"كما", "", 3}, {"هما", "", 3}, {"تي", "", 3}, {"تك", "", 3}, {"ها", "", 3}, {"هم", "", 3}, {"كم", "", 3}, {"نا", "", 3}, {"ات", "", 3}, {"ون", "", 3}, {"ين", "", 3}, {"ان", "", 3},
	{"يه", "", 3}, {"اء", "", 3}, {"ه", "", 3}, {"ي", "", 3}, {"ا", "", 3}, {"ك", "", 4},
}

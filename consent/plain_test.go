package consent_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"candor/consent"
)

// counted is what reading formulas are made of.
type counted struct {
	sentences, words, syllables, letters float64
	long, many, single                   float64 // words of more than 6 letters, of 3 syllables or more, of one
	longestSentence, longestWord         int
	longestSentenceIs, longestWordIs     string
}

var (
	sentenceEnd = regexp.MustCompile(`[.?!؟:]+(\s+|$)|\n+`)
	harakat     = regexp.MustCompile(`[\x{064B}-\x{065F}\x{0670}]`)
)

func count(text string, syllables func(string) int) counted {
	c := counted{}
	for _, sentence := range sentenceEnd.Split(text, -1) {
		words := strings.FieldsFunc(harakat.ReplaceAllString(sentence, ""), func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' })
		if len(words) == 0 {
			continue
		}
		c.sentences++
		if len(words) > c.longestSentence {
			c.longestSentence, c.longestSentenceIs = len(words), sentence
		}
		for _, w := range words {
			n, s := len([]rune(w)), syllables(strings.ToLower(w))
			c.words, c.letters, c.syllables = c.words+1, c.letters+float64(n), c.syllables+float64(s)
			if n > 6 {
				c.long++
			}
			if s >= 3 {
				c.many++
			}
			if s == 1 {
				c.single++
			}
			if n > c.longestWord {
				c.longestWord, c.longestWordIs = n, w
			}
		}
	}
	return c
}

// groups counts runs of vowels, at least one.
func groups(vowels string) func(string) int {
	return func(word string) int {
		n, in := 0, false
		for _, r := range word {
			v := strings.ContainsRune(vowels, r)
			if v && !in {
				n++
			}
			in = v
		}
		return max(n, 1)
	}
}

func english(word string) int {
	n := groups("aeiouy")(word)
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 ||
		strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded") && n > 1 {
		n--
	}
	return max(n, 1)
}

// spanish parts two strong vowels, and a strong one from a weak one that is stressed.
func spanish(word string) int {
	n, before := 0, rune(0)
	for _, r := range word {
		if strings.ContainsRune("aeiouáéíóúü", r) {
			hiatus := strings.ContainsRune("aeoáéó", before) && strings.ContainsRune("aeoáéóíú", r) || strings.ContainsRune("íú", before)
			if before == 0 || hiatus {
				n++
			}
			before = r
			continue
		}
		before = 0
	}
	return max(n, 1)
}

// french leaves the silent e at the end out.
func french(word string) int {
	n := groups("aeiouyàâéèêëîïôùûüœ")(word)
	if n > 1 && regexp.MustCompile(`[^aeiouyàâéèêëîïôùûüœ](e|es|ent)$`).MatchString(word) {
		n--
	}
	return n
}

// fit says what is too hard about a text in a language, or "".
func fit(language, text string) string {
	switch language {
	case "en": // Flesch-Kincaid grade (Kincaid et al. 1975)
		c := count(text, english)
		if grade := 0.39*c.words/c.sentences + 11.8*c.syllables/c.words - 15.59; grade > 8 {
			return fmt.Sprintf("Flesch-Kincaid grade %.1f, over 8", grade)
		}
	case "es": // Fernández Huerta (1959), with the words of a sentence as Law (2011) corrects it; 60 and more is plain
		c := count(text, spanish)
		if ease := 206.84 - 60*c.syllables/c.words - 1.02*c.words/c.sentences; ease < 60 {
			return fmt.Sprintf("Fernández Huerta %.1f, under 60", ease)
		}
	case "de": // first Wiener Sachtextformel (Bamberger, Vanecek 1984): the school year
		c := count(text, groups("aeiouyäöü"))
		percent := 100 / c.words
		if year := 0.1935*c.many*percent + 0.1672*c.words/c.sentences + 0.1297*c.long*percent - 0.0327*c.single*percent - 0.875; year > 8 {
			return fmt.Sprintf("Wiener Sachtextformel %.1f, over 8", year)
		}
	case "fr": // Kandel and Moles (1958); 60 and more is plain
		c := count(text, french)
		if ease := 207 - 1.015*c.words/c.sentences - 73.6*c.syllables/c.words; ease < 60 {
			return fmt.Sprintf("Kandel-Moles %.1f, under 60", ease)
		}
	case "it": // Gulpease (Lucisano, Piemontese 1988); 60 and more is easy for who has left middle school
		c := count(text, groups("aeiouàèéìòù"))
		if ease := 89 + (300*c.sentences-10*c.letters)/c.words; ease < 60 {
			return fmt.Sprintf("Gulpease %.1f, under 60", ease)
		}
	case "ar": // no formula is settled; short sentences and short words
		c := count(text, groups("اوي"))
		if c.words/c.sentences > 12 || c.longestSentence > 20 {
			return fmt.Sprintf("%.1f words a sentence, the longest %d: %s", c.words/c.sentences, c.longestSentence, c.longestSentenceIs)
		}
		if c.letters/c.words > 5.5 || c.longestWord > 10 {
			return fmt.Sprintf("%.1f letters a word, the longest %s", c.letters/c.words, c.longestWordIs)
		}
	default:
		return "no formula for this language"
	}
	if c := count(text, func(string) int { return 1 }); c.longestSentence > 32 {
		return fmt.Sprintf("a sentence of %d words: %s", c.longestSentence, c.longestSentenceIs)
	}
	return ""
}

func TestNoticesReadAsPlainlyAsTwelveYearOldsRead(t *testing.T) {
	t.Parallel()
	for _, n := range consent.NewBook("Harbour & Pine", []string{"Acme AI"}).Notices() {
		if bad := fit(n.Language, n.Title+"\n"+strings.Join(n.Text, "\n")); bad != "" {
			t.Errorf("%s %s: %s", n.Purpose, n.Language, bad)
		}
	}
	for _, language := range consent.Languages() {
		e := consent.Explained("Harbour & Pine", language)
		if bad := fit(language, e.Title+"\n"+strings.Join(e.Text, "\n")); bad != "" {
			t.Errorf("explanation %s: %s", language, bad)
		}
	}
}

func TestReadingFormulasKnowHardFromPlain(t *testing.T) {
	t.Parallel()
	for language, hard := range map[string]string{
		"en": "Notwithstanding contractual obligations, the aforementioned organisation processes personally identifiable information predominantly for operational optimisation.",
		"es": "La organización anteriormente mencionada procesará automáticamente informaciones personales identificativas con finalidades predominantemente organizativas y estadísticas.",
		"de": "Datenschutzrechtliche Einwilligungserklärungen bedürfen grundsätzlich unmissverständlicher Willensbekundungen der betroffenen Vertragspartnerinnen.",
		"fr": "L’organisation susmentionnée procédera automatiquement aux traitements informatisés d’informations personnelles identificatoires nécessaires.",
		"it": "L’organizzazione summenzionata provvederà automaticamente al trattamento informatizzato delle informazioni personali identificative per finalità prevalentemente organizzative.",
		"ar": "تقوم المؤسسة المذكورة أعلاه بمعالجة المعلومات الشخصية المتعلقة بالمستخدمين ومستخدماتها لأغراض تشغيلية وإحصائية وتسويقية وتنظيمية متنوعة وفقًا للاتفاقيات والتعليمات المعمول بها",
	} {
		if fit(language, hard) == "" {
			t.Errorf("%s: a hard sentence passes", language)
		}
	}
	for word, want := range map[string]int{"messages": 3, "data": 2, "take": 1, "masked": 1, "erased": 2, "people": 2} {
		if got := english(word); got != want {
			t.Errorf("%s has %d syllables, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{"leer": 2, "ayuda": 3, "cuando": 2, "opinión": 3, "guía": 2} {
		if got := spanish(word); got != want {
			t.Errorf("%s has %d syllables, want %d", word, got, want)
		}
	}
}

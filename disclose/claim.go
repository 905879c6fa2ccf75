package disclose

import (
	"regexp"
	"strings"
	"sync"

	"candor/language"
)

// claims are ways to pass for a human, on text as plain gives it: speaking as one in the first
// person, denying to be a machine, telling the reader that a human is writing, or introducing
// oneself by a person's name. "You can talk to a person" and "I am not a person" are none. They are
// compiled when the first draft is checked.
var claims = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// English
		claim(`(?:i am|i'm|im) (?:(?:a|an|your|very|actually|really|definitely|indeed|in fact|of course|just) ){0,3}(?:(?:real|actual|live|living|human|genuine|flesh and blood|support|customer service) ){0,2}(?:human|person|human being|man|woman|agent|employee|colleague|member of staff|representative)`),
		claim(`(?:i am|i'm|im|this is) (?:definitely |really |certainly )?not (?:(?:a|an|some|just|any|kind of|sort of) ){0,3}(?:\p{L}+ )?(?:bot|chatbot|robot|machine|ai|a\.i|computer|program|assistant|algorithm|language model|automated \p{L}+)`),
		claim(`you(?:'re| are) (?:now )?(?:talking|speaking|chatting|writing|dealing) (?:to|with) (?:(?:a|an|real|actual|live|living) ){1,3}(?:human|person|man|woman|agent|employee)`),
		claim(`(?:my name is|my name's|i am called|i'm called|i go by) \p{L}+`),
		claim(`as a (?:real |actual |fellow )?(?:human|human being|person|mother|father|woman|man|parent),? i`),
		claim(`this is (?:a|an) (?:real|actual|live|living) (?:human|person|human being|man|woman|agent|employee)`),
		// Spanish
		claim(`(?:soy|yo soy) (?:(?:una?|realmente|de verdad) ){0,2}(?:persona|humano|humana|ser humano|hombre|mujer|agente|empleado|empleada)`),
		claim(`no soy (?:(?:una?|ningún|ninguna) )?(?:\p{L}+ )?(?:bot|robot|máquina|ia|programa|asistente virtual|chatbot|ordenador)`),
		claim(`(?:me llamo|mi nombre es) \p{L}+`),
		claim(`est[áa]s? (?:hablando|chateando|escribiendo) con una (?:persona|persona real|mujer|persona de verdad)`),
		// German
		claim(`ich bin (?:(?:ein|eine|echter|echte|wirklich|tatsächlich|ja|auch|nur) ){0,3}(?:mensch|person|mann|frau|mitarbeiter|mitarbeiterin|kollege|kollegin)`),
		claim(`ich bin (?:wirklich |ganz sicher |bestimmt )?(?:kein|keine) (?:\p{L}+ )?(?:bot|chatbot|roboter|maschine|ki|computer|programm|assistent)`),
		claim(`(?:ich heiße|ich heisse|mein name ist|mein name lautet) \p{L}+`),
		claim(`sie (?:sprechen|schreiben|chatten) (?:gerade |jetzt )?mit (?:einem|einer) (?:echten )?(?:menschen|person|frau|mann|mitarbeiter|mitarbeiterin)`),
		// French
		claim(`je suis (?:(?:une?|vraiment|bien|bel et bien) ){0,3}(?:vraie? )?(?:personne|humain|humaine|être humain|homme|femme|agent|employée?|conseillère|conseiller)`),
		claim(`je ne suis pas (?:une? )?(?:\p{L}+ )?(?:bot|robot|machine|ia|programme|chatbot|ordinateur|assistant virtuel)`),
		claim(`(?:je m'appelle|mon nom est|mon prénom est) \p{L}+`),
		claim(`vous (?:parlez|écrivez|discutez|échangez) (?:bien )?(?:à|avec) une (?:vraie )?(?:personne|femme|humaine?)`),
		// Italian, Portuguese, Dutch
		claim(`(?:io )?sono (?:(?:una?|davvero|proprio) ){0,2}(?:persona|umano|umana|essere umano|uomo|donna)`),
		claim(`non sono (?:un |una )?(?:\p{L}+ )?(?:bot|robot|macchina|ia|programma|chatbot)`),
		claim(`(?:mi chiamo|il mio nome è) \p{L}+`),
		claim(`(?:eu )?sou (?:(?:uma?|mesmo) ){0,2}(?:pessoa|humano|humana|ser humano|homem|mulher)`),
		claim(`não sou (?:um |uma )?(?:\p{L}+ )?(?:bot|robô|máquina|ia|programa|chatbot)`),
		claim(`(?:me chamo|chamo-me|o meu nome é|meu nome é) \p{L}+`),
		claim(`ik ben (?:(?:een|echt|gewoon) ){0,3}(?:echte )?(?:mens|persoon|man|vrouw|medewerker|medewerkster)`),
		claim(`ik ben geen (?:\p{L}+ )?(?:bot|chatbot|robot|machine|ai|computer|programma)`),
		claim(`(?:ik heet|mijn naam is) \p{L}+`),
		// Arabic
		claim(`أنا (?:(?:لست آلة|لست روبوت\p{L}*|لست برنامج\p{L}*)|(?:إنسان\p{L}*|انسان\p{L}*|شخص حقيقي|بشر\p{L}*|موظف\p{L}*))`),
		claim(`(?:لست|لستُ) (?:روبوت\p{L}*|آلة|برنامج\p{L}*|ذكاء)`),
		claim(`(?:اسمي|أنا اسمي|إسمي) \p{L}+`),
	}
})

// claim compiles one way, on whole words of any script.
func claim(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\p{L}\p{N}])(?:` + words + `)(?:[^\p{L}\p{N}]|$)`)
}

// longestClaim bounds what is looked at of one sentence, in bytes; passages are far shorter.
const longestClaim = 16 << 10

// ClaimsHuman reports whether the text would let the reader believe that a human wrote it. A text
// longer than 16 KiB counts as one: it cannot be vouched for.
func ClaimsHuman(text string) bool {
	if len(text) > longestClaim {
		return true
	}
	text = plain(text)
	for _, c := range claims() {
		if c.MatchString(text) {
			return true
		}
	}
	return false
}

// plain brings a text into its plain form, without the marks of emphasis and quoting, one space
// between words.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("*_\"“”«»", r) {
			return -1
		}
		return r
	}, language.Normalise(text).Text)
	return strings.Join(strings.Fields(text), " ")
}

package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/knowledge"
	"candor/language"
)

// withoutAsides gives a message without the sentences in which people say something about themselves and ask nothing:
// "I use a wheelchair.", "I live with my cousin.", "I am 68 years old." It is empty when there are none, or when
// too little would be asked without them. Owns tells that one says what somebody has. What was bought, what happened, where somebody lives, what is denied
// and what a question points back to is never an aside.
func withoutAsides(text, expects string) (bare string, owns bool) {
	lang, _ := language.Detect(text, expects)
	sentences := clausesOf(text)
	var kept []string
	var waiting []string // asides since the last question
	left := false
	for _, s := range sentences {
		said := text[s.start:s.end]
		if s.aside() {
			waiting = append(waiting, said)
			owns = owns || begins(s.clauses[0], owning) > 0
			continue
		}
		if len(waiting) > 0 && s.pointsAt() {
			kept = append(kept, waiting...)
		} else if len(waiting) > 0 {
			left = true
		}
		kept, waiting = append(kept, said), nil
	}
	left = left || len(waiting) > 0
	out := strings.Join(kept, " ")
	if !left || telling(lang, out) == 0 {
		return "", false
	}
	return out, owns
}

// pointsAt reports whether a sentence has a word that may stand for something just said. An article that looks like
// one, "das Sofa", has a noun behind it.
func (s sentence) pointsAt() bool {
	words := slices.Concat(s.clauses...)
	for i, w := range words {
		if standing[w.Text] {
			return true
		}
		if w.Text != "das" {
			continue
		}
		if i+1 == len(words) {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(s.text[words[i+1].Start:]); unicode.IsLower(r) {
			return true
		}
	}
	return false
}

// aside reports whether a sentence only says something about whoever writes.
func (s sentence) aside() bool {
	if s.asks() || s.clauses.words() > mostAside {
		return false
	}
	var joined strings.Builder
	for _, c := range s.clauses {
		joined.WriteString(strings.TrimSpace(c.joined()) + " ")
	}
	words := strings.TrimSpace(joined.String())
	if ofAge.MatchString(words) {
		return true
	}
	for w := range strings.FieldsSeq(words) {
		if denials[w] || strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	if aboutWhom.MatchString(words) {
		return true
	}
	if m := aboutSelf.FindString(words); m != "" {
		rest := strings.Fields(words[len(m):])
		return len(rest) > 0 && len(rest) <= mostSelf && !containsAny(rest, linking)
	}
	return false
}

// How long an aside is, in words.
const (
	mostAside = 14
	mostSelf  = 5 // behind "I am"
)

func containsAny(words []string, of map[string]bool) bool {
	for _, w := range words {
		if of[w] {
			return true
		}
	}
	return false
}

// How people begin to tell of themselves, folded, in the languages of the desk. "I have", where it also tells what
// happened in the language, is only what one has for good.
var (
	ofAge = regexp.MustCompile(`^((i am|i'm|im|we are) \d{1,3}( years?)?( old| of age)?|(ich bin|wir sind) \d{1,3}( jahre?)?( alt)?|j ai \d{1,3} ans|(yo )?tengo \d{1,3} anos|(انا )?(عمري|عندي) \d{1,3}( سنه| عاما| عام)?|ho \d{1,3} anni|tenho \d{1,3} anos|ik ben \d{1,3}( jaar)?( oud)?)$`)

	aboutWhom = regexp.MustCompile(`^((i|we) live (with|alone|on my own)|i am an? [^ ]+ and live with|(i am|i'm|im) (in a wheelchair|hard of hearing|on the autism spectrum)|` +
		`(i|i am|i'm) (ask|asking|write|writing) (for|on behalf of) (my|a|an|our) [^ ]+( |$)|i work as|` +
		`(ich|wir) (lebe|leben|wohne|wohnen) (mit|allein|zusammen)|ich (sitze|bin) im rollstuhl|ich (frage|schreibe) fur (meine|meinen|einen|eine) |` +
		`(je vis|j habite|nous vivons) (avec|seule?)|je (me deplace|suis) en fauteuil|j (ecris|e) pour (mon|ma|un|une) |` +
		`(vivo|vivimos) (con|sol[oa])|(uso|estoy en|voy en) (una )?silla de ruedas|(pregunto|escribo) para (mi|un|una) |` +
		`(انا )?(اعيش|اسكن) (مع|وحدي|لوحدي))`)

	aboutSelf = regexp.MustCompile(`^((i am|i'm|im|we are|we're)( an?| the)?|i use (an?|my)|i have( an?)?|i (speak|love|like|wear)|` +
		`(ich bin|wir sind)( eine?)?|ich (benutze|nutze|trage|spreche)( eine?n?)?|ich habe (eine?|keine)|` +
		`(je suis|nous sommes)( une?)?|j utilise (une?|mon|ma)|j ai une?|je (parle|porte)|` +
		`(yo )?(soy|somos)( una?)?|(uso|utilizo|llevo) (una?|mi)|tengo( una?)?|hablo|` +
		`(انا|نحن)|استخدم|اتكلم|اتحدث|` +
		`(sono|sou|ik ben)( een| una?| uma?)?) `)

	owning   = phrases("i have|ich habe|j'ai|tengo|لدي|عندي")
	standing = folded("it its this that these those they them one ones es ihn ihm dies dieses diese dieser damit dafür davon ça cela ceci celui celle ils elles en y " +
		"esto eso ello lo esta este هذا هذه ذلك تلك")

	// linking are words behind which it is about something else than the person: where, of what, until when.
	linking = folded("of from in at on to by out off into up down about past over under since after before until that which who because if when but trying waiting looking moving going having getting unable missing locked charged stuck i we just your problem problems issue issues trouble error " +
		"aus von in an auf bei nach vor seit bis dass weil wenn aber um zu bestellt gekauft bezahlt erhalten bekommen problem probleme fehler " +
		"d dans sur chez depuis apres avant parce si mais que qui commande achete recu paye probleme " +
		"del en desde hasta porque si pero que pedido problema " +
		"من في على الى عن منذ بعد قبل لان اذا لكن")
	denials = folded("not no never don't didn't can't cannot isn't haven't hasn't won't doesn't without neither nor nicht kein keine keinen nie ohne ne n pas jamais sans sin nunca لا لم لن ليس لست بدون غير non senza não sem niet geen")
)

// besides reports whether asides have so little to do with what answers the question that they cannot be what is
// asked about: that article has less than half of what they add. Where they lead to another article, they are
// beside the question unless they say what somebody has: "I have a gift card. How do I pay?"
func besides(whole, bare knowledge.Found, owns bool) bool {
	const much = 0.5
	if len(bare.Hits) == 0 || bare.Language != whole.Language {
		return false
	}
	if len(whole.Hits) > 0 && whole.Hits[0].Article != bare.Hits[0].Article && !owns {
		return true
	}
	all, allBare := weightOf(whole), weightOf(bare)
	added := all - allBare
	return added <= 0 || whole.Signals.Coverage*all-bare.Signals.Coverage*allBare < much*added
}

func weightOf(f knowledge.Found) float64 {
	sum := 0.0
	for _, t := range f.Terms {
		sum += t.Weight
	}
	return sum
}

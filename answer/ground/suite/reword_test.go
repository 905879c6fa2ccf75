package suite_test

import (
	"strings"
	"unicode"
)

// rewording says the same in other words. It gives "" when the sentence has no place for it.
type rewording struct {
	kind string
	make func(b base) string
}

var short = table{
	"en": "cannot=can't, do not=don't, does not=doesn't, is not=isn't, are not=aren't, you are=you're, we are=we're",
	"de": "", "es": "", "fr": "",
}

var synonyms = table{
	"en": "free of charge=free, choose=select, start=begin, answer=reply, e-mail=mail, at once=immediately, for free=free of charge, usually=normally, cost=price, item=product, delivery=shipping, buy=purchase, photo=picture, telephone=phone",
	"de": "kostenlos=gratis, Artikel=Produkt, wählen=auswählen, beginnen=starten, bekommen=erhalten, zurückgeben=zurücksenden, Lieferung=Versand, sofort=umgehend, meist=normalerweise, Foto=Bild",
	"es": "gratis=sin coste, elige=selecciona, artículo=producto, empiezan=comienzan, responde=contesta, compra=adquiere, entrega=envío",
	"fr": "gratuit=sans frais, article=produit, retourner=renvoyer, commencer=débuter, livraison=expédition",
}

var articles = table{
	"en": "your=the, the=your, a=the, this=the",
	"de": "Ihrem=dem, Ihre=die, der=dieser, eine=die",
	"es": "tu=el, el=este, la=esta, un=el",
	"fr": "votre=le, le=ce, la=cette, un=le",
}

func rewordings() []rewording {
	first := func(t table) func(base) string {
		return func(b base) string { return put(t)(b, 0) }
	}
	return []rewording{
		{"shortened forms", first(short)},
		{"other word for the same", first(synonyms)},
		{"other article", first(articles)},
		{"condition last", conditionLast},
		{"condition first", conditionFirst},
		{"first half", firstHalf},
		{"polite", polite},
		{"item as a sentence", itemAsSentence},
		{"part moved to the front", fronted},
		{"future", first(table{"en": "is=will be, are=will be, costs=will cost, takes=will take, starts=will start, gets=will get", "de": "", "es": "", "fr": ""})},
	}
}

func conditionWord(lang string) string {
	return map[string]string{"en": "If", "de": "Wenn", "es": "Si", "fr": "Si"}[lang]
}

// conditionLast makes "Y if X." of "If X, Y.".
func conditionLast(b base) string {
	word := conditionWord(b.language)
	if b.language == "de" || !strings.HasPrefix(b.text, word+" ") || strings.Count(b.text, ",") != 1 {
		return ""
	}
	x, y, _ := strings.Cut(strings.TrimSuffix(b.text, "."), ",")
	return upper(strings.TrimSpace(y)) + " " + lower(x) + "."
}

// conditionFirst makes "If X, Y." of "Y if X.".
func conditionFirst(b base) string {
	word := lower(conditionWord(b.language))
	i := strings.Index(b.text, " "+word+" ")
	if b.language == "de" || i < 12 || strings.ContainsAny(b.text, ",:;") {
		return ""
	}
	return upper(strings.TrimSuffix(b.text[i+1:], ".")) + ", " + lower(b.text[:i]) + "."
}

func lower(s string) string {
	r := []rune(s)
	if len(r) > 1 && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

// firstHalf keeps the first of two joined sentences, where nothing in the second limits it.
func firstHalf(b base) string {
	joined := map[string]string{"en": ", and ", "de": ", und ", "es": ", y ", "fr": ", et "}[b.language]
	x, y, ok := strings.Cut(b.text, joined)
	if !ok || strings.Contains(x, ",") || len(strings.Fields(x)) < 5 || limits(b.language, y) {
		return ""
	}
	return x + "."
}

func limits(lang, text string) bool {
	for w := range strings.FieldsSeq(map[string]string{
		"en": "if only but unless not no except when never cannot without until as because once though",
		"de": "wenn nur aber nicht kein keine außer ohne solange bis weil denn sobald",
		"es": "si solo pero no sin salvo cuando nunca porque excepto hasta mientras",
		"fr": "si seulement mais pas sans sauf quand jamais car ne n'est n'est-ce lorsque tant n'avez",
	}[lang]) {
		if wordAt(strings.ToLower(text), w) >= 0 {
			return true
		}
	}
	return strings.Contains(text, "n'")
}

func polite(b base) string {
	words := map[string]string{"en": "Please note: ", "de": "Bitte: ", "es": "Por favor: ", "fr": "Veuillez noter : "}[b.language]
	if len(strings.Fields(b.text)) < 5 || b.language == "fr" {
		return ""
	}
	return words + b.text
}

// itemAsSentence makes "Mattresses: the time is 7 years" of "Mattresses: 7 years.".
func itemAsSentence(b base) string {
	x, y, ok := strings.Cut(b.text, ": ")
	if !ok || strings.ContainsAny(x, ".,") || len(strings.Fields(x)) > 4 || strings.Contains(b.text, ".example") {
		return ""
	}
	verb := map[string]string{"en": " it is ", "de": " sind es ", "es": " son ", "fr": " c'est "}[b.language]
	front := map[string]string{"en": "For ", "de": "Für ", "es": "Para ", "fr": "Pour "}[b.language]
	return front + lower(x) + verb + y
}

// fronted makes "In the UK, X." of "X in the UK.".
func fronted(b base) string {
	in := map[string]string{"en": " in ", "de": " in ", "es": " en ", "fr": " en "}[b.language]
	i := strings.LastIndex(b.text, in)
	if b.language == "de" || i < 15 || strings.ContainsAny(b.text, ",:;0123456789") || len(strings.Fields(b.text[i:])) > 5 {
		return ""
	}
	return upper(strings.TrimSpace(strings.TrimSuffix(b.text[i:], "."))) + ", " + lower(b.text[:i]) + "."
}

package suite_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// change makes one small, untrue change to a sentence. It gives "" when the sentence has no place for it.
type change struct {
	kind   string
	vetoed bool // a rule of its own must catch it
	make   func(b base, n int) string
}

// tables of words that change places, by language: "a=b" puts b for a.
type table map[string]string

var comparators = table{
	"en": "within=after, until=from, before=after, after=before, at least=at most, at most=at least, or more=or less, up to=at least, more than=less than, less than=more than, from=until, between=outside, or longer=or shorter, over=under",
	"de": "innerhalb von=nach, bis=ab, vor=nach, nach=vor, mindestens=höchstens, höchstens=mindestens, ab=bis, oder mehr=oder weniger, mehr als=weniger als, bevor=nachdem",
	"es": "hasta=desde, antes=después, después=antes, al menos=como máximo, como máximo=al menos, más de=menos de, o más=o menos, entre=fuera de, desde=hasta, a partir de=hasta",
	"fr": "jusqu'au=à partir du, jusqu'à=à partir de, avant=après, après=avant, au moins=au plus, plus de=moins de, ou plus=ou moins, à partir de=jusqu'à, dans les=après",
}

var units = table{
	"en": "working days=days, working day=day, days=weeks, day=month, months=weeks, years=months, hours=days, hour=minute, minutes=hours, £=€, €=$, kg=g, cm=m, %=£",
	"de": "Arbeitstagen=Tagen, Arbeitstage=Tage, Tagen=Wochen, Tage=Wochen, Monate=Wochen, Jahre=Monate, Stunden=Tagen, €=$, £=€, Uhr=Tage, %=€",
	"es": "días laborables=días, días=semanas, meses=semanas, años=meses, horas=días, €=$, £=€, %=€",
	"fr": "jours ouvrés=jours, jours=semaines, mois=semaines, ans=mois, heures=jours, €=$, £=€, %=€",
}

var dates = table{
	"en": "January=February, November=October, December=March, July=August, Monday=Tuesday, Friday=Sunday, Saturday=Wednesday, Sunday=Monday",
	"de": "Januar=Februar, November=Oktober, Dezember=März, Montag=Dienstag, Freitag=Sonntag, Samstag=Mittwoch, Sonntag=Montag",
	"es": "enero=febrero, noviembre=octubre, diciembre=marzo, lunes=martes, viernes=domingo, sábado=miércoles, domingo=lunes",
	"fr": "janvier=février, novembre=octobre, décembre=mars, lundi=mardi, vendredi=dimanche, samedi=mercredi, dimanche=lundi",
}

var modals = table{
	"en": "can=must, must=can, may=must, cannot=can, should=must, could=will, have to=may, need to=may",
	"de": "können=müssen, kann=muss, muss=kann, müssen=können, darf=muss, soll=darf, sollte=muss",
	"es": "puedes=debes, puede=debe, pueden=deben, debe=puede, deben=pueden, podemos=debemos",
	"fr": "pouvez=devez, peut=doit, peuvent=doivent, doit=peut, doivent=peuvent, devez=pouvez",
}

var quantifiers = table{
	"en": "all=some, every=some, most=all, some=all, any=most, each=some, both=either, many=all, several=all, other=all, no=some",
	"de": "alle=einige, allen=einigen, meisten=wenigsten, jede=manche, jeder=mancher, jeden=manchen, einige=alle, andere=alle",
	"es": "todos=algunos, todas=algunas, cada=algún, mayoría=totalidad, algunos=todos, cualquier=ningún",
	"fr": "tous=certains, toutes=certaines, chaque=quelque, plupart=totalité, certains=tous, toute=quelque, plusieurs=tous",
}

var frequencies = table{
	"en": "always=sometimes, usually=always, never=sometimes, often=always, at once=later, still=never, already=not yet, again=once",
	"de": "immer=manchmal, meist=immer, nie=manchmal, jederzeit=selten, oft=immer, sofort=später, noch=nie",
	"es": "siempre=a veces, normalmente=siempre, nunca=a veces, a menudo=siempre",
	"fr": "toujours=parfois, généralement=toujours, jamais=parfois, souvent=toujours",
}

var antonyms = table{
	"en": "free=expensive, open=close, buy=sell, new=old, clean=dirty, large=small, accept=refuse, faulty=perfect, included=excluded, longer=shorter, higher=lower, add=remove, start=stop, receive=lose, safe=dangerous, public=private",
	"de": "kostenlos=kostenpflichtig, öffnen=schließen, neu=alt, große=kleine, großer=kleiner, sauber=schmutzig, unbeschädigt=beschädigt, gültig=ungültig, bekommen=verlieren",
	"es": "gratis=caro, gratuita=cara, abre=cierra, limpio=sucio, grandes=pequeños, recibes=pierdes, nuevo=viejo",
	"fr": "gratuit=payant, ouvrez=fermez, propre=sale, grand=petit, recevez=perdez, nouveau=ancien, valable=périmée",
}

// put changes the n-th word of a table that the sentence has.
func put(t table) func(base, int) string {
	return func(b base, n int) string {
		var found []string
		for pair := range strings.SplitSeq(t[b.language], ",") {
			from, to, _ := strings.Cut(strings.TrimSpace(pair), "=")
			if at := wordAt(b.text, from); at >= 0 {
				found = append(found, b.text[:at]+to+b.text[at+len(from):])
			}
		}
		return pick(found, n)
	}
}

func pick(list []string, n int) string {
	if n < 0 || n >= len(list) {
		return ""
	}
	return list[n]
}

// wordAt finds a whole word, or a sign.
func wordAt(text, word string) int {
	if word == "" {
		return -1
	}
	from := 0
	for {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		at := from + i
		end := at + len(word)
		if strings.ContainsAny(word, "£€$%") || !letterBefore(text, at) && !letterAfter(text, end) {
			return at
		}
		from = end
	}
}

func letterBefore(s string, at int) bool {
	r := []rune(s[:at])
	return len(r) > 0 && (unicode.IsLetter(r[len(r)-1]) || unicode.IsDigit(r[len(r)-1]))
}

func letterAfter(s string, at int) bool {
	r := []rune(s[at:])
	return len(r) > 0 && (unicode.IsLetter(r[0]) || unicode.IsDigit(r[0]))
}

var digits = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)

var leading = regexp.MustCompile(`^\d+`)

func numberChanged(b base, n int) string {
	all := digits.FindAllStringIndex(b.text, -1)
	if n >= len(all) || strings.Contains(b.text, "@") || strings.Contains(b.text, ".example") {
		return ""
	}
	at := all[n]
	end := at[0] + len(leading.FindString(b.text[at[0]:at[1]]))
	value, err := strconv.Atoi(b.text[at[0]:end])
	if err != nil {
		return ""
	}
	return b.text[:at[0]] + strconv.Itoa(value*2+1) + b.text[end:]
}

func numberLeftOut(b base, n int) string {
	all := digits.FindAllStringIndex(b.text, -1)
	if n >= len(all) || strings.Contains(b.text, ".example") {
		return ""
	}
	return strings.Join(strings.Fields(b.text[:all[n][0]]+b.text[all[n][1]:]), " ")
}

// numbersSwapped puts two numbers of a sentence in each other's place.
func numbersSwapped(b base, n int) string {
	all := digits.FindAllStringIndex(b.text, -1)
	if n > 0 || len(all) < 2 || strings.Contains(b.text, ".example") {
		return ""
	}
	x, y := all[0], all[len(all)-1]
	if b.text[x[0]:x[1]] == b.text[y[0]:y[1]] {
		return ""
	}
	return b.text[:x[0]] + b.text[y[0]:y[1]] + b.text[x[1]:y[0]] + b.text[x[0]:x[1]] + b.text[y[1]:]
}

// negated puts a "not" in, or takes one out.
func negated(b base, n int) string {
	out := map[string]string{
		"en": "cannot=can, not =, do not=do, never =, without=with, no longer=still, no =", "de": "nicht =, keine =, nie =, kein =, ohne=mit, nichts=alles",
		"es": "no =, nunca =, sin=con, ningún =", "fr": "pas =, sans=avec, aucun =, jamais =",
	}[b.language]
	var found []string
	for pair := range strings.SplitSeq(out, ",") {
		from, to, _ := strings.Cut(strings.TrimLeft(pair, " "), "=")
		if at := wordAt(b.text, strings.TrimSpace(from)); at >= 0 {
			found = append(found, strings.Join(strings.Fields(b.text[:at]+to+b.text[at+len(strings.TrimSpace(from)):]), " "))
		}
	}
	in := map[string]string{
		"en": "can=cannot, is=is not, are=are not, must=must not, may=may not, have=do not have, costs=does not cost, we=we never, you=you never, will=will not",
		"de": "ist=ist nicht, sind=sind nicht, können=können nicht, kann=kann nicht, wir=wir nie, Sie=Sie nie, kostet=kostet nicht, eine=keine",
		"es": "puedes=no puedes, es=no es, se=no se, está=no está, tiene=no tiene, cuesta=no cuesta, son=no son",
		"fr": "est=n'est pas, peut=ne peut pas, pouvez=ne pouvez pas, sont=ne sont pas, coûte=ne coûte pas",
	}[b.language]
	if n >= len(found) {
		return put(table{b.language: in})(b, n-len(found))
	}
	return found[n]
}

// conditionDropped takes a limiting part out.
func conditionDropped(b base, n int) string {
	openers := map[string]string{
		"en": "if|unless|only|except|as long as|when|but|for orders of|until|without|because|where",
		"de": "wenn|außer|nur|solange|bis|aber|falls|ohne|sofern",
		"es": "si|salvo|solo|excepto|cuando|pero|hasta|siempre que|sin",
		"fr": "si|sauf|seulement|quand|lorsque|mais|jusqu|tant que|sans",
	}[b.language]
	var found []string
	for word := range strings.SplitSeq(openers, "|") {
		at := wordAt(strings.ToLower(b.text), word)
		if at < 0 || len(strings.ToLower(b.text)) != len(b.text) {
			continue
		}
		if word == "only" || word == "nur" || word == "solo" || word == "seulement" {
			found = append(found, strings.Join(strings.Fields(b.text[:at]+b.text[at+len(word):]), " "))
			continue
		}
		end := strings.IndexAny(b.text[at:], ",;")
		switch {
		case at == 0 && end > 0:
			found = append(found, upper(strings.TrimSpace(b.text[end+1:])))
		case at > 0 && end > 0:
			found = append(found, strings.TrimRight(b.text[:at], " ,;")+b.text[at+end:])
		case at > 12:
			found = append(found, strings.TrimRight(b.text[:at], " ,;")+".")
		}
	}
	return pick(found, n)
}

func upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

var names = regexp.MustCompile(`\b(?:UK|United Kingdom|Ireland|Irland|Irlanda|Irlande|Germany|Deutschland|Alemania|Allemagne|France|Frankreich|Francia|Spain|Spanien|España|Espagne|Netherlands|Niederlande|Niederlanden|Tidewater|PayPal|Bizum|iDEAL|Apple Pay|Google Pay|Venlo|Bristol|Harbour & Pine|Last Chance|SEPA|Corsica)\b`)

func nameChanged(b base, n int) string {
	all := names.FindAllStringIndex(b.text, -1)
	if n >= len(all) {
		return ""
	}
	other := []string{"Portugal", "Klarna", "Norway", "Meridian"}[len(b.text)%4]
	return b.text[:all[n][0]] + other + b.text[all[n][1]:]
}

// namesSwapped puts two names in each other's place.
func namesSwapped(b base, n int) string {
	all := names.FindAllStringIndex(b.text, -1)
	if n > 0 || len(all) < 2 {
		return ""
	}
	x, y := all[0], all[len(all)-1]
	between := b.text[x[1]:y[0]]
	if b.text[x[0]:x[1]] == b.text[y[0]:y[1]] || !strings.ContainsAny(between, "£€%") {
		return "" // in a plain list the order says nothing
	}
	return b.text[:x[0]] + b.text[y[0]:y[1]] + between + b.text[x[0]:x[1]] + b.text[y[1]:]
}

var linked = regexp.MustCompile(`harbourandpine\.example|@harbourandpine|\+44 117 496 \d+`)

func linkChanged(b base, n int) string {
	all := linked.FindAllStringIndex(b.text, -1)
	if n >= len(all) {
		return ""
	}
	was := b.text[all[n][0]:all[n][1]]
	other := map[byte]string{'h': "harbour-and-pine.example", '@': "@harbourandpine-help", '+': "+44 117 496 9999"}[was[0]]
	return b.text[:all[n][0]] + other + b.text[all[n][1]:]
}

func linkAdded(b base, n int) string {
	if n > 0 {
		return ""
	}
	return strings.TrimRight(b.text, ".") + ": https://harbourandpine.example.support-desk.test/pay"
}

func promiseAdded(b base, n int) string {
	more := map[string][]string{
		"en": {" I have refunded you.", " We will e-mail you tomorrow.", " Your refund has been approved."},
		"de": {" Ich habe Ihnen den Betrag erstattet.", " Wir werden Sie morgen anrufen.", " Ihre Erstattung wurde genehmigt."},
		"es": {" He reembolsado el importe.", " Le llamaremos mañana.", " Su reembolso ha sido aprobado."},
		"fr": {" Je vous ai remboursé.", " Nous vous appellerons demain.", " Votre remboursement a été approuvé."},
	}[b.language]
	return b.text + pick(more, n)
}

func adviceAdded(b base, n int) string {
	more := map[string][]string{
		"en": {" Take 400 mg of ibuprofen.", " You can sue the seller."},
		"de": {" Nehmen Sie 400 mg Ibuprofen.", " Sie können den Händler verklagen."},
		"es": {" Tome 400 mg de ibuprofeno.", " Puede demandar al vendedor."},
		"fr": {" Prenez 400 mg d'ibuprofène.", " Vous pouvez porter plainte."},
	}[b.language]
	if n >= len(more) {
		return ""
	}
	return b.text + more[n]
}

var contentWord = regexp.MustCompile(`\p{Ll}{6,}`)

// wordReplaced puts a word of another article in the place of one of the sentence.
func wordReplaced(others []string) func(base, int) string {
	return func(b base, n int) string {
		all := contentWord.FindAllStringIndex(b.text, -1)
		all = slices.DeleteFunc(all, func(at []int) bool { return letterBefore(b.text, at[0]) || letterAfter(b.text, at[1]) })
		if len(all) == 0 || n > 1 || strings.Contains(b.text, ".example") {
			return ""
		}
		at := all[(n*7+len(b.text))%len(all)]
		other := others[(len(b.text)*31+n*17+at[0])%len(others)]
		if strings.Contains(b.text, other) {
			return ""
		}
		return b.text[:at[0]] + other + b.text[at[1]:]
	}
}

// wordAdded puts a word of another article into the sentence.
func wordAdded(others []string) func(base, int) string {
	return func(b base, n int) string {
		fields := strings.Fields(b.text)
		if n > 0 || len(fields) < 4 {
			return ""
		}
		k := 1 + len(b.text)%(len(fields)-1)
		other := others[(len(b.text)*13+k)%len(others)]
		return strings.Join(fields[:k], " ") + " " + other + " " + strings.Join(fields[k:], " ")
	}
}

// wordsSwapped puts two words of content in each other's place.
func wordsSwapped(b base, n int) string {
	all := contentWord.FindAllStringIndex(b.text, -1)
	all = slices.DeleteFunc(all, func(at []int) bool { return letterBefore(b.text, at[0]) || letterAfter(b.text, at[1]) })
	if n > 0 || len(all) < 3 || strings.Contains(b.text, ".example") {
		return ""
	}
	x, y := all[0], all[len(all)-1]
	if b.text[x[0]:x[1]] == b.text[y[0]:y[1]] {
		return ""
	}
	return b.text[:x[0]] + b.text[y[0]:y[1]] + b.text[x[1]:y[0]] + b.text[x[0]:x[1]] + b.text[y[1]:]
}

// elsewhere gives a true sentence of another article, under this one's citation.
func elsewhere(all []base) func(base, int) string {
	return func(b base, n int) string {
		if n > 0 {
			return ""
		}
		for k := range all {
			o := all[(len(b.text)*97+k*13)%len(all)]
			if o.language == b.language && o.article != b.article && !strings.Contains(b.passage.Text, o.text) {
				return o.text
			}
		}
		return ""
	}
}

// spliced joins the first half of the sentence to the second half of its neighbour's.
func spliced(b base, n int) string {
	if n > 0 {
		return ""
	}
	mine := strings.Fields(b.text)
	for _, p := range b.given {
		for line := range strings.SplitSeq(strings.ReplaceAll(p.Text, ". ", ".\n"), "\n") {
			theirs := strings.Fields(strings.TrimPrefix(line, "- "))
			if len(theirs) < 6 || len(mine) < 6 || strings.Contains(line, b.text) || strings.Contains(b.text, strings.TrimSuffix(line, ".")) {
				continue
			}
			return strings.Join(mine[:len(mine)/2], " ") + " " + strings.Join(theirs[len(theirs)/2:], " ")
		}
	}
	return ""
}

// wordLeftOut takes out a word that limits another: one before a word of content.
func wordLeftOut(b base, n int) string {
	words := map[string]string{
		"en": "large|new|printed|same|unused|local|standard|first|original|faulty|damaged|online|express|outdoor|built-in|separate|qualified|small|single",
		"de": "große|großer|neuen|reduzierte|gesetzliche|fehlerhaft|beschädigt|aufgebaut|originale|kleine|ganze",
		"es": "grandes|nuevo|limpio|originales|original|legal|rebajados|defectuoso|pequeños|resistente",
		"fr": "grand|nouveau|propre|originale|légale|standard|solide|petites|intégrés|retourné",
	}[b.language]
	var found []string
	for w := range strings.SplitSeq(words, "|") {
		if at := wordAt(b.text, w); at > 0 {
			found = append(found, strings.Join(strings.Fields(b.text[:at]+b.text[at+len(w):]), " "))
		}
	}
	return pick(found, n)
}

// headingWordAdded puts a word of the title into the sentence.
func headingWordAdded(b base, n int) string {
	title := contentWord.FindAllString(strings.ToLower(b.passage.Title+" "+b.passage.Heading), -1)
	fields := strings.Fields(b.text)
	if n >= len(title) || len(fields) < 5 || strings.Contains(strings.ToLower(b.text), title[n][:4]) {
		return ""
	}
	k := 1 + (len(b.text)+n)%(len(fields)-2)
	return strings.Join(fields[:k], " ") + " " + title[n] + " " + strings.Join(fields[k:], " ")
}

var lastMember = regexp.MustCompile(`,? (?:and|und|y|et) (?:\p{L}+ ){0,1}\p{L}+\.$`)

// listCutShort takes the last member of a list out.
func listCutShort(b base, n int) string {
	at := lastMember.FindStringIndex(b.text)
	if n > 0 || at == nil || at[0] < 12 {
		return ""
	}
	return b.text[:at[0]] + "."
}

var by = table{
	"en": "by=to, to=by, for=by, with=by", "de": "durch=für, für=durch, mit=durch", "es": "por=para, para=por, con=por", "fr": "par=pour, pour=par, avec=par",
}

// changes gives all kinds.
func changes(all []base, words map[string][]string) []change {
	byLanguage := func(make func([]string) func(base, int) string) func(base, int) string {
		return func(b base, n int) string { return make(words[b.language])(b, n) }
	}
	return []change{
		{"number", true, numberChanged}, {"number left out", true, numberLeftOut}, {"numbers swapped", true, numbersSwapped},
		{"unit", true, put(units)}, {"comparator", true, put(comparators)}, {"date", true, put(dates)},
		{"negation", true, negated}, {"modality", true, put(modals)}, {"condition dropped", true, conditionDropped},
		{"quantifier", true, put(quantifiers)}, {"frequency", true, put(frequencies)}, {"name", true, nameChanged},
		{"names swapped", true, namesSwapped}, {"link", true, linkChanged}, {"link added", true, rare(linkAdded)},
		{"promise", true, rare(promiseAdded)}, {"advice", true, rare(adviceAdded)},
		{"antonym", false, put(antonyms)}, {"word replaced", false, byLanguage(wordReplaced)}, {"word added", false, byLanguage(wordAdded)},
		{"words swapped", false, wordsSwapped}, {"another article", false, elsewhere(all)}, {"spliced", false, spliced},
		{"word left out", false, wordLeftOut}, {"word of the heading added", false, headingWordAdded}, {"list cut short", false, listCutShort},
		{"by whom", false, put(by)},
	}
}

// longWords gives the words of content that are whole.
func longWords(text string) []string {
	var out []string
	for _, at := range contentWord.FindAllStringIndex(text, -1) {
		if !letterBefore(text, at[0]) && !letterAfter(text, at[1]) {
			out = append(out, text[at[0]:at[1]])
		}
	}
	return out
}

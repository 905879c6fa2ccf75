package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// asking gives what a message asks or tells, without what only makes it polite: greetings, thanks, who is writing,
// good wishes and the signature. How people greet and what they are called says nothing about what they ask; in the
// question it would count as words that no article has. A message of nothing else, and one in which
// nothing of the kind is known, comes back as it is.
func asking(text, expects string) string {
	lang, _ := language.Detect(text, expects)
	sentences := clausesOf(text)
	var kept strings.Builder
	last, changed := 0, false
	for i, s := range sentences {
		if signature(sentences[i:], lang) {
			changed = true
			break
		}
		rest := s.plain(lang)
		if len(rest) > 0 {
			rest = rest.withoutSign(text, lang, i == len(sentences)-1)
		}
		if len(rest) == 0 {
			changed = true
			continue
		}
		said := text[s.start:s.end]
		if rest.words() < s.clauses.words() {
			said = text[rest[0][0].Start:rest.end()] + s.mark
			changed = true
		}
		if kept.Len() > 0 {
			kept.WriteString(between(text[last:s.start]))
		}
		kept.WriteString(said)
		last = s.end
	}
	if !changed || telling(lang, kept.String()) == 0 {
		return text
	}
	return kept.String()
}

// between gives what parts two sentences that are kept: a paragraph stays one.
func between(gap string) string {
	switch strings.Count(gap, "\n") {
	case 0:
		return " "
	case 1:
		return "\n"
	}
	return "\n\n"
}

// clause is the words between two commas or line ends, folded; Start and End are bytes of the message.
type clause []language.Token

type clauses []clause

// sentence is one of a message.
type sentence struct {
	clauses    clauses
	start, end int
	mark       string // what ends it: ".", "?" or the like; may be empty
	text       string // the whole message
}

func clausesOf(text string) []sentence {
	var out []sentence
	for _, span := range language.Sentences(text) {
		part := text[span.Start:span.End]
		s := sentence{start: span.Start, end: span.End, text: text}
		var now clause
		last := 0
		for _, w := range language.Words(part) {
			between := part[min(last, w.Start):w.Start] // in scripts without spaces words overlap
			if len(now) > 0 && (strings.ContainsAny(between, ",;:\n،؛!()–—") || strings.Contains(between, " - ")) {
				s.clauses, now = append(s.clauses, now), nil
			}
			last = w.End
			now = append(now, language.Token{Text: language.Fold(w.Text), Start: span.Start + w.Start, End: span.Start + w.End})
		}
		if len(now) == 0 {
			continue
		}
		s.clauses = append(s.clauses, now)
		s.mark = strings.TrimSpace(part[last:])
		out = append(out, s)
	}
	return out
}

func (c clauses) words() int {
	n := 0
	for _, one := range c {
		n += len(one)
	}
	return n
}

func (c clauses) end() int {
	last := c[len(c)-1]
	return last[len(last)-1].End
}

func (s sentence) asks() bool { return strings.ContainsAny(s.mark, "?؟？") }

// plain gives the clauses without the polite ones at both ends, and these without polite words at their own.
func (s sentence) plain(lang string) clauses {
	rest := slices.Clone(s.clauses)
	if courteous(slices.Concat(rest...), lang) {
		return nil
	}
	introduced := false
	for len(rest) > 0 {
		after, cut := introduction(rest[0], s.text, lang)
		switch {
		case cut && len(after) > 0:
			rest[0] = after
			continue
		case cut:
			introduced = true
		case courteous(rest[0], lang) || addressed(rest[0], s.text) && (len(rest) > 1 || !s.asks()) || introduced && isCustomer(rest[0]):
		default:
			rest[0] = afterGreeting(rest[0])
			return rest
		}
		rest = rest[1:]
	}
	return nil
}

// withoutSign takes thanks and the name of who thanks off the end.
func (c clauses) withoutSign(text, lang string, last bool) clauses {
	for len(c) > 1 {
		end := c[len(c)-1]
		switch {
		case courteous(end, lang):
			c = c[:len(c)-1]
			continue
		case last && len(c) > 2 && begins(c[len(c)-2], polites().thanks) == len(c[len(c)-2]) && signed(end, text, lang):
			c = c[:len(c)-2]
			continue
		}
		break
	}
	end := c[len(c)-1]
	for i := max(1, len(end)-mostPolite); i < len(end); i++ {
		if begins(end[i:], polites().closings) > 0 && politely(end[i:], lang, false) {
			c[len(c)-1] = end[:i]
			break
		}
	}
	return c
}

// joined gives the words with a space at each end.
func (c clause) joined() string {
	var out strings.Builder
	out.WriteByte(' ')
	for _, w := range c {
		out.WriteString(w.Text)
		out.WriteByte(' ')
	}
	return out.String()
}

// saidPolitely stands for a polite phrase that was found.
const saidPolitely = " § "

// courteous reports whether a clause is polite phrases and filling words alone. A slip in a greeting is forgiven.
func courteous(c clause, lang string) bool { return politely(c, lang, true) }

// mostPolite is how many words a clause has that may be polite alone.
const mostPolite = 24

func politely(c clause, lang string, slips bool) bool {
	if len(c) > mostPolite {
		return false
	}
	s := c.joined()
	for _, p := range polites().all {
		s = strings.ReplaceAll(s, p, saidPolitely)
	}
	found := strings.Contains(s, saidPolitely)
	for w := range strings.FieldsSeq(s) {
		switch {
		case w == "§" || fillers[w]:
		case slips && slipped(w, lang) != "":
			found = true
		default:
			return false
		}
	}
	return found
}

// slipped gives the common greeting or thanks that a word is one slip of the keyboard from; empty when it is from none.
func slipped(word, lang string) string {
	if language.StopWord(lang, word) {
		return ""
	}
	for _, known := range slippery {
		if word[0] == known[0] && oneSlip(word, known) {
			return known
		}
	}
	return ""
}

// oneSlip reports whether one letter is too many, missing, wrong, or two are swapped.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	tail := func(m, n int) bool { return i+m <= len(x) && i+n <= len(y) && string(x[i+m:]) == string(y[i+n:]) }
	swapped := i+1 < len(x) && i+1 < len(y) && x[i] == y[i+1] && x[i+1] == y[i] && tail(2, 2)
	return tail(0, 1) || tail(1, 0) || tail(1, 1) || swapped
}

// begins gives how many words at the front are one of the phrases; 0 for none. The longest counts.
func begins(c clause, phrases []string) int {
	s, most := c.joined(), 0
	for _, p := range phrases {
		if strings.HasPrefix(s, p) {
			most = max(most, len(strings.Fields(p)))
		}
	}
	return most
}

// afterGreeting takes a greeting off the front that no comma parts from what follows.
func afterGreeting(c clause) clause {
	for len(c) > 1 {
		n := begins(c, polites().greetings)
		if n == 0 && utf8.RuneCountInString(c[0].Text) >= 4 && (oneSlip(c[0].Text, "hello") || oneSlip(c[0].Text, "bonjour")) {
			n = 1
		}
		if n == 0 || n >= len(c) {
			break
		}
		c = c[n:]
	}
	return c
}

// addressed reports whether a clause greets somebody by name: "Dear Harbour & Pine team", "Hallo Frau Weber".
func addressed(c clause, text string) bool {
	n := begins(c, polites().greetings)
	if n == 0 || len(c)-n > 5 || fullyUpper(text) {
		return false
	}
	for _, w := range c[n:] {
		if r, _ := utf8.DecodeRuneInString(text[w.Start:]); !unicode.IsUpper(r) && !particles[w.Text] && !fillers[w.Text] || behind[w.Text] {
			return false
		}
	}
	return true
}

// signature reports whether the rest of a message is a way to end it, with a name and what stands below a name.
func signature(rest []sentence, lang string) bool {
	const most = 14 // words
	words := 0
	for _, s := range rest {
		if words += s.clauses.words(); words > most || s.asks() {
			return false
		}
	}
	first, text := rest[0].clauses[0], rest[0].text
	if begins(first, polites().signOffs) > 0 {
		return true
	}
	if begins(first, polites().thanks) == 0 || !courteous(first, lang) {
		return false
	}
	name := rest[0].clauses[1:]
	for _, s := range rest[1:] {
		name = append(name[:len(name):len(name)], s.clauses...)
	}
	return len(name) == 1 && signed(name[0], text, lang)
}

// signed reports whether a clause may be the name of whoever thanks.
func signed(c clause, text, lang string) bool {
	const most = 3
	return len(c) <= most && isName(c, text, lang) && (len(c) == 1 || capitals(c, text))
}

// mostBehind is how many words may follow "Maria speaking": "from Leeds".
const mostBehind = 3

// mostNames is how many words a name has, with those of titles and particles.
const mostNames = 6

// introduction reports whether a clause says who is writing, and gives what follows an "and".
func introduction(c clause, text, lang string) (after clause, ok bool) {
	n := begins(c, introductions)
	for i := 1; n == 0 && i < len(c) && i < 4; i++ { // "hello my name is"
		if courteous(c[:i], lang) {
			if k := begins(c[i:], introductions); k > 0 {
				n = i + k
			}
		}
	}
	caller, onPhone := false, false
	if n == 0 {
		n = begins(c, callers)
		caller = n > 0
	}
	if n == 0 {
		n = begins(c, spoken)
		onPhone = n > 0
	}
	if n == 0 {
		return nil, false
	}
	name := c[n:]
	for i, w := range name[:min(len(name), mostNames)] {
		if i > 0 && ands[w.Text] && i+1 < len(name) && isName(name[:i], text, lang) && !caller && !onPhone {
			return name[i+1:], true
		}
	}
	for i := 1; i < min(len(name), mostNames); i++ {
		if behind[name[i].Text] && capitals(name[:i], text) && isName(name[:i], text, lang) {
			return name[i:], true // where somebody is may be what the answer hangs on
		}
		if k := begins(name[i:], speaking); k > 0 && i+k+mostBehind >= len(name) && isName(name[:i], text, lang) && (!caller || c[n-1].Text == "is" || capitals(name[:i], text)) {
			return nil, true
		}
	}
	if caller { // "I am Maria Lopez", "this is Jamal": only with capitals, else it tells something
		return nil, len(name) <= 4 && capitals(name, text) && !fullyUpper(text) && isName(name, text, lang)
	}
	return nil, !onPhone && isName(name, text, lang)
}

// isName reports whether words may be a name.
func isName(c clause, text, lang string) bool {
	if len(c) == 0 || len(c) > 6 {
		return false
	}
	if capitals(c, text) && !fullyUpper(text) {
		return true
	}
	if len(c) > 4 {
		return false
	}
	for _, w := range c {
		if !particles[w.Text] && (language.StopWord(lang, w.Text) || noNames[w.Text] || strings.ContainsFunc(w.Text, unicode.IsDigit)) {
			return false
		}
	}
	return true
}

func capitals(c clause, text string) bool {
	for _, w := range c {
		if r, _ := utf8.DecodeRuneInString(text[w.Start:]); !unicode.IsUpper(r) && !particles[w.Text] || strings.ContainsFunc(w.Text, unicode.IsDigit) {
			return false
		}
	}
	return len(c) > 0
}

func fullyUpper(text string) bool { return strings.ToUpper(text) == text }

// isCustomer reports whether a clause behind a name tells only since when somebody buys here.
func isCustomer(c clause) bool {
	customer := false
	for _, w := range c {
		switch {
		case customers[w.Text]:
			customer = true
		case !aboutCustomer[w.Text] && !fillers[w.Text] && !isYear(w.Text):
			return false
		}
	}
	return customer
}

func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && strings.Trim(w, "0123456789") == ""
}

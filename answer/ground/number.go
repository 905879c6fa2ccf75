package ground

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// rarity is the inverse document frequency of Spärck Jones (1972), smoothed so that it is never negative.
func rarity(units, with int) float64 {
	return math.Log(1 + (float64(units)+1)/(0.5+float64(with)))
}

// number reads digits with what they count.
func (r *reader) number(out []token, lex *lexicon, text string, words []language.Token, i int, t token) ([]token, int) {
	value, suffix := splitDigits(words[i].Text)
	t.class, t.name = number, plainNumber(value, lex != nil && lex.comma)
	if minus(text, t.start) {
		t.name = "-" + t.name
	}
	n := 1
	t.unit = symbolBefore(text, t.start)
	switch {
	case suffix == "" || ordinal(suffix):
	case lex != nil && lex.unit(suffix) != "":
		t.unit = lex.unit(suffix)
	default:
		t.name += suffix
		t.proper = true
	}
	if t.unit == "" {
		t.unit = symbolAfter(text, t.end)
	}
	if t.unit == "" {
		t.unit, n = r.unitAfter(lex, text, words, i, 1)
		t.end = words[i+n-1].End
	}
	t.key = r.id(number, t.name+" "+t.unit)
	out = append(out, t)
	if strings.HasPrefix(text[words[i].End:], "+") && lex != nil {
		out = append(out, token{class: comparator, name: "least", key: r.id(comparator, "least"), text: "+", start: t.end, end: t.end, seg: t.seg})
	}
	return out, n
}

// numberWord reads a number that is written out.
func (r *reader) numberWord(out []token, lex *lexicon, text string, words []language.Token, i, n int, t token) ([]token, int) {
	t.class = number
	t.unit, n = r.unitAfter(lex, text, words, i, n)
	t.end = words[i+n-1].End
	t.key = r.id(number, t.name+" "+t.unit)
	return append(out, t), n
}

// unitAfter looks for a unit behind words[i:i+n] and gives how many words there are with it.
func (r *reader) unitAfter(lex *lexicon, text string, words []language.Token, i, n int) (string, int) {
	next := i + n
	if lex == nil || next >= len(words) || strings.Trim(text[words[next-1].End:words[next].Start], " \u00a0\u202f-\t") != "" {
		return "", n
	}
	p := lex.at(words, next)
	if p == nil || p.marks[0].class != unitClass {
		return "", n
	}
	return p.marks[0].name, n + len(p.words)
}

func (l *lexicon) unit(word string) string {
	for _, p := range l.byFirst[word] {
		if len(p.words) == 1 && p.marks[0].class == unitClass {
			return p.marks[0].name
		}
	}
	return ""
}

// timeUnit reports a unit of time.
func timeUnit(u string) bool {
	switch u {
	case "day", "workday", "week", "month", "year", "hour", "minute", "second":
		return true
	}
	return false
}

func splitDigits(s string) (value, suffix string) {
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) })
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

func ordinal(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "er", "ere", "ère", "e", "ème", "o", "a", "º", "ª":
		return true
	}
	return false
}

// plainNumber brings "1,500" and "1500" together, and "3.50" and "3.5". With comma a comma parts the decimals, as most of Europe
// writes, and points part the thousands. Three digits behind the wrong sign stay apart: "1.500" is no 1500 in English. Times
// keep their colon.
func plainNumber(s string, comma bool) string {
	if strings.ContainsRune(s, ':') {
		return s
	}
	decimal, thousand := ".", ","
	if comma {
		decimal, thousand = ",", "."
	}
	at := strings.LastIndexAny(s, ".,")
	if at < 0 {
		return strings.TrimLeft(s[:len(s)-1], "0") + s[len(s)-1:]
	}
	tail := s[at+1:]
	if len(tail) == 3 && s[at:at+1] == thousand {
		return strings.ReplaceAll(s, thousand, "")
	}
	whole := strings.ReplaceAll(strings.ReplaceAll(s[:at], thousand, ""), decimal, "")
	fraction := strings.TrimRight(tail, "0")
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

func minus(text string, at int) bool {
	before, size := utf8.DecodeLastRuneInString(text[:at])
	if before != '-' && before != '−' && before != '–' {
		return false
	}
	rest := text[:at-size]
	if rest == "" {
		return before == '−'
	}
	last, _ := utf8.DecodeLastRuneInString(rest)
	return unicode.IsSpace(last) && at < len(text) && !strings.HasSuffix(rest, "\n")
}

func symbolBefore(text string, at int) string {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:at], " \u00a0\u202f"))
	if r == '%' || r == '°' {
		return ""
	}
	return symbol(r)
}

func symbolAfter(text string, at int) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[at:], " \u00a0\u202f"))
	return symbol(r)
}

func symbol(r rune) string {
	switch r {
	case '£':
		return "gbp"
	case '€':
		return "eur"
	case '$':
		return "usd"
	case '¥':
		return "jpy"
	case '%', '٪':
		return "percent"
	case '°':
		return "degree"
	}
	return ""
}

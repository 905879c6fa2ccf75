package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The least of a known value that is looked for, in letters and digits: shorter ones are everywhere.
const (
	leastName   = 3
	leastNumber = 4
	// phoneTail is how many last digits of a telephone number must agree: the way to dial it differs
	// between at home and abroad.
	phoneTail = 7
	mostKnown = 64 // values of one customer that are looked for
)

// bare is a plain text reduced to its letters and digits, small, and where each stood.
type bare struct {
	plain string
	text  string
	at    []int // byte in plain of each byte in text, and the length of plain at the end
}

func bareOf(plain string) bare {
	b := bare{plain: plain, at: make([]int, 0, len(plain)+1)}
	var text strings.Builder
	text.Grow(len(plain))
	for i, r := range plain {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		n := text.Len()
		text.WriteRune(unicode.ToLower(r))
		for range text.Len() - n {
			b.at = append(b.at, i)
		}
	}
	b.text, b.at = text.String(), append(b.at, len(plain))
	return b
}

// known finds the values on the customer's record, however they are spaced, cased or punctuated.
func known(plain string, values []Known) []reading {
	if len(values) == 0 {
		return nil
	}
	var found []reading
	b := bareOf(plain)
	for _, v := range values[:min(len(values), mostKnown)] {
		value := bareOf(v.Value).text
		switch {
		case v.Type == "PHONE_NUMBER":
			found = b.phone(found, value)
			continue
		case utf8.RuneCountInString(value) < leastFor(value):
			continue
		}
		found = b.each(found, v.Type, value, 1)
		if v.Type == "PERSON" {
			for part := range strings.FieldsSeq(v.Value) {
				if folded := bareOf(part).text; utf8.RuneCountInString(folded) >= leastName && folded != value {
					found = b.each(found, v.Type, folded, 0.9)
				}
			}
		}
	}
	return found
}

func leastFor(value string) int {
	if strings.ContainsAny(value, "0123456789") {
		return leastNumber
	}
	return leastName
}

// each adds every place where the value stands by itself.
func (b bare) each(found []reading, kind Type, value string, score float64) []reading {
	for from := 0; ; {
		i := strings.Index(b.text[from:], value)
		if i < 0 {
			return found
		}
		i += from
		start, end := b.at[i], b.ends(i+len(value))
		if b.apart(start, end) {
			found = append(found, reading{kind: kind, start: start, end: end, score: score})
		}
		from = i + len(value)
	}
}

// ends gives the end in plain of the character before a place in text.
func (b bare) ends(i int) int {
	at := b.at[i-1]
	_, size := utf8.DecodeRuneInString(b.plain[at:])
	return at + size
}

// apart reports that no letter or digit touches the range in plain.
func (b bare) apart(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(b.plain[:start])
	after, _ := utf8.DecodeRuneInString(b.plain[end:])
	word := func(r rune) bool {
		return r != utf8.RuneError && r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	return !word(before) && !word(after)
}

// phone adds places whose last digits agree, with the digits, signs and brackets in front of them.
func (b bare) phone(found []reading, value string) []reading {
	if len(value) < phoneTail {
		return found
	}
	tail := value[len(value)-phoneTail:]
	for from := 0; ; {
		i := strings.Index(b.text[from:], tail)
		if i < 0 {
			return found
		}
		i += from
		start, end := b.at[i], b.ends(i+len(tail))
		for most := 12; start > 0 && most > 0 && strings.IndexByte("0123456789 -./()+", b.plain[start-1]) >= 0; most-- {
			start--
		}
		for start < end && strings.IndexByte(" -./)", b.plain[start]) >= 0 {
			start++
		}
		if b.apart(start, end) {
			found = append(found, reading{kind: "PHONE_NUMBER", start: start, end: end, score: 1})
		}
		from = i + len(tail)
	}
}

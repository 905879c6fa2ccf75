package privacy

import (
	"strings"

	"candor/privacy/internal/plain"
)

// folding is how two spellings of a type are compared.
type folding byte

const (
	foldWords  folding = 'w' // case and kinds of space do not matter
	foldDigits folding = 'd' // nor does what stands between letters and digits
	foldExact  folding = 'x' // each character matters
)

// foldValue gives the same text for two spellings of one value, and never for two values. The type
// counts only in how it is compared: a name that is taken for a place the second time stays one value.
func foldValue(t Type, value string) string {
	how := foldingOf(t)
	switch how {
	case foldWords:
		value = strings.Join(strings.Fields(strings.ToLower(plain.Of(value).Plain)), " ")
	case foldDigits:
		value = digitsAndLetters(plain.Of(value).Plain)
		if t == "PHONE_NUMBER" {
			value = strings.TrimPrefix(value, "00") // another way to write +
		}
	}
	return string(how) + value
}

// foldingOf: where letters of both cases are different things, or where a separator is part of the
// value, as in an IP address or a date, nothing is taken out.
func foldingOf(t Type) folding {
	switch t {
	case "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "IMEI":
		return foldDigits
	case "URL", "CRYPTO", lookAlike:
		return foldExact
	}
	if _, is := secret(t); is {
		return foldExact
	}
	if national(t) {
		return foldDigits
	}
	return foldWords
}

func digitsAndLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -./()+_\t\n", r) {
			return -1
		}
		return r
	}, strings.ToUpper(s))
}

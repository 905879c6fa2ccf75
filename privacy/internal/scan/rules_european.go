package scan

import "strings"

// europeanRules are the numbers of Europe beside Germany and the United Kingdom.
var europeanRules = []rule{
	{kind: "ES_NIF", land: "ES", form: "d{7,8}-?L", score: 0.6, need: nothing, cues: identity | tax, check: spanishLetter, upper: true, own: "dni nif"},
	{kind: "ES_NIF", land: "ES", form: "d{8} L", score: 0.5, need: land, cues: identity | tax, check: spanishLetter, upper: true, own: "dni nif"},
	{kind: "ES_NIF", land: "ES", form: "d{2}.d{3}.d{3}-?L", score: 0.6, need: nothing, cues: identity | tax, check: spanishLetter, own: "dni nif"},
	{kind: "ES_NIE", land: "ES", form: "[XYZ]-?d{7,8}-?L", score: 0.6, need: nothing, cues: identity | tax, check: spanishForeigner, own: "nie"},
	{kind: "ES_PASSPORT", land: "ES", form: "L{3}d{6}", score: 0.3, need: land, cues: passport},
	{kind: "IT_FISCAL_CODE", land: "IT", form: "L{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}L[0-9LMNPQRSTUV]{3}L", score: 0.6, need: nothing, cues: tax | identity, check: codiceFiscale},
	{kind: "IT_VAT_CODE", land: "IT", form: "d{11}", score: 0.5, need: hint, cues: tax | company, check: partitaIVA, own: "iva partita"},
	{kind: "IT_VAT_CODE", land: "IT", form: "IT ?d{11}", score: 0.7, need: nothing, cues: tax | company, check: partitaPrefixed, own: "iva partita"},
	{kind: "IT_DRIVER_LICENSE", land: "IT", form: "L{2}d{7}L", score: 0.3, need: land, cues: licence},
	{kind: "IT_DRIVER_LICENSE", land: "IT", form: "U1[BCDFGHLJKMNPRSTUWYXZ0-9]{7}L", score: 0.4, need: land, cues: licence},
	{kind: "IT_IDENTITY_CARD", land: "IT", form: "LL ?d{7}", score: 0.3, need: hint, cues: identity},
	{kind: "IT_IDENTITY_CARD", land: "IT", form: "d{7}LL", score: 0.3, need: hint, cues: identity},
	{kind: "IT_IDENTITY_CARD", land: "IT", form: "LLd{5}LL", score: 0.3, need: land, cues: identity},
	{kind: "IT_PASSPORT", land: "IT", form: "LL ?d{7}", score: 0.25, need: hint, cues: passport},
	{kind: "FI_PERSONAL_IDENTITY_CODE", land: "FI", form: "d{6}[A-FU-Y+-]d{3}[0-9A-FHJ-NPR-Y]", score: 0.7, need: nothing, cues: identity, check: henkilotunnus},
	{kind: "PL_PESEL", land: "PL", form: "d{11}", score: 0.6, need: land, cues: identity, check: pesel, own: "pesel"},
	{kind: "SE_PERSONNUMMER", land: "SE", form: "d{6}[+-]d{4}", score: 0.7, need: land, cues: identity, check: personnummer, own: "personnummer"},
	{kind: "SE_PERSONNUMMER", land: "SE", form: "d{8}[+-]d{4}", score: 0.8, need: nothing, cues: identity, check: personnummer, own: "personnummer"},
	{kind: "SE_PERSONNUMMER", land: "SE", form: "d{12}", score: 0.7, need: land, cues: identity, check: personnummer, own: "personnummer"},
	{kind: "SE_PERSONNUMMER", land: "SE", form: "d{10}", score: 0.5, need: land, cues: identity, check: personnummer, own: "personnummer"},
	{kind: "SE_ORGANISATIONSNUMMER", land: "SE", form: "d{6}-?d{4}", score: 0.5, need: land, cues: company, check: swedishCompany},
	{kind: "FR_NIR", land: "FR", form: "[12] ?d{2} ?[0-9]{2} ?[0-9][0-9AB] ?d{3} ?d{3} ?d{2}", score: 0.7, need: nothing, cues: identity | health, check: nir, own: "nir sécu sécurité"},
	{kind: "FR_NIR", land: "FR", form: "[12] ?d{2} ?[0-9]{2} ?[0-9][0-9AB] ?d{3} ?d{3} ?d{2}", score: 0.5, need: cued, cues: health, own: "nir sécu sécurité"},
	{kind: "FR_NIR", land: "FR", form: "[12] ?d{2} ?[0-9]{2} ?[0-9][0-9AB] ?d{3} ?d{3}", score: 0.4, need: cued, cues: health, own: "nir sécu sécurité"},
	{kind: "NL_BSN", land: "NL", form: "d{9}", score: 0.6, need: land, cues: identity, check: burgerservicenummer, own: "bsn burgerservicenummer"},
	{kind: "NL_BSN", land: "NL", form: "d{4}[ .]d{2}[ .]d{3}", score: 0.6, need: land, cues: identity, check: burgerservicenummer, own: "bsn burgerservicenummer"},
	{kind: "NL_BSN", land: "NL", form: "d{3}[ .-]d{3}[ .-]d{3}", score: 0.5, need: cued, cues: identity, check: burgerservicenummer, own: "bsn burgerservicenummer"},
	{kind: "CH_AHV", land: "CH", form: "756[ .]?d{4}[ .]?d{4}[ .]?d{2}", score: 0.7, need: nothing, cues: identity | health, check: ean13},
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// spanishLetter is the letter of a DNI: the number modulo 23.
func spanishLetter(s string) verdict {
	n := 0
	for i := range len(s) - 1 {
		n = n*10 + num(s[i])
	}
	return when(spanishLetters[n%23] == s[len(s)-1])
}

// spanishForeigner is a NIE: X, Y, Z stand for 0, 1, 2.
func spanishForeigner(s string) verdict {
	return spanishLetter(string(s[0]-'X'+'0') + s[1:])
}

// codiceFiscale checks the last letter (D.M. 23/12/1976). Odd places have values of their own. A code
// whose letter does not hold still fits: nothing else looks like one.
func codiceFiscale(s string) verdict {
	const odd = "\x01\x00\x05\x07\x09\x0d\x0f\x11\x13\x15\x02\x04\x12\x14\x0b\x03\x06\x08\x0c\x0e\x10\x0a\x16\x19\x18\x17"
	sum := 0
	for i := range 15 {
		v := int(s[i] - 'A')
		if isDigit(s[i]) {
			v = num(s[i])
		}
		if i%2 == 0 {
			v = int(odd[v])
		}
		sum += v
	}
	if byte('A'+sum%26) == s[15] {
		return holds
	}
	return fits
}

func partitaIVA(s string) verdict { return when(luhn(s) && !oneDigit(s)) }

func partitaPrefixed(s string) verdict { return partitaIVA(s[2:]) }

// henkilotunnus: day, month, year, sign of the century, serial, check of the number modulo 31.
func henkilotunnus(s string) verdict {
	digits, check := s[:6], s[len(s)-1]
	serial := s[len(s)-4 : len(s)-1] // the sign may have been a hyphen, which is gone
	if !day(s[:2], s[2:4]) {
		return no
	}
	n := 0
	for _, c := range []byte(digits + serial) {
		n = n*10 + num(c)
	}
	return when("0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31] == check)
}

// pesel: year, month with the century in it, day; weights 1 3 7 9, modulo 10.
func pesel(s string) verdict {
	m, d := (num(s[2])*10+num(s[3]))%20, num(s[4])*10+num(s[5])
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return no
	}
	sum := weighted(s, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
	return when((10-sum%10)%10 == num(s[10]))
}

// personnummer: date of birth, where 60 is added to the day of a coordination number, and Luhn over
// the last ten digits.
func personnummer(s string) verdict {
	if len(s) == 12 {
		if c := s[:2]; c != "18" && c != "19" && c != "20" {
			return no
		}
		s = s[2:]
	}
	m, d := num(s[2])*10+num(s[3]), num(s[4])*10+num(s[5])
	if d > 60 {
		d -= 60
	}
	if m < 1 || m > 12 || d < 1 || d > daysIn[m] {
		return no
	}
	return when(luhn(s))
}

// swedishCompany: the third digit is at least 2, which no month has; Luhn.
func swedishCompany(s string) verdict {
	return when(num(s[2]) >= 2 && s[0] != '0' && luhn(s) && !oneDigit(s))
}

// nir is the number of the INSEE: 97 minus the number modulo 97; Corsica's 2A and 2B stand for 19 and 18.
func nir(s string) verdict {
	body := strings.NewReplacer("2A", "19", "2B", "18").Replace(s[5:7])
	n := 0
	for _, c := range []byte(s[:5] + body + s[7:13]) {
		if !isDigit(c) {
			return no
		}
		n = (n*10 + num(c)) % 97
	}
	return when(97-n == num(s[13])*10+num(s[14]))
}

// burgerservicenummer: weights 9 to 2 and -1, modulo 11.
func burgerservicenummer(s string) verdict {
	return when(weighted(s, 9, 8, 7, 6, 5, 4, 3, 2, -1)%11 == 0 && !oneDigit(s))
}

// ean13 is the check digit of GS1, which the Swiss AHV number uses.
func ean13(s string) verdict {
	sum := weighted(s, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)
	return when((10-sum%10)%10 == num(s[12]))
}

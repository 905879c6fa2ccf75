package scan

// americanRules are the numbers of the United States, Canada and Brazil.
var americanRules = []rule{
	{kind: "US_SSN", land: "US", form: "d{3}-d{2}-d{4}", score: 0.6, need: nothing, cues: identity, check: ssn},
	{kind: "US_SSN", land: "US", form: "d{3} d{2} d{4}", score: 0.5, need: land, cues: identity, check: ssn},
	{kind: "US_SSN", land: "US", form: "d{3}.d{2}.d{4}", score: 0.5, need: land, cues: identity, check: ssn},
	{kind: "US_SSN", land: "US", form: "d{9}", score: 0.3, need: hint, cues: identity, check: ssn},
	{kind: "US_SSN", land: "US", form: "d{3}[ -]d{6}", score: 0.3, need: hint, cues: identity, check: ssn},
	{kind: "US_SSN", land: "US", form: "d{5}[ -]d{4}", score: 0.3, need: hint, cues: identity, check: ssn},
	{kind: "US_ITIN", land: "US", form: "9d{2}[ -]d{2}[ -]d{4}", score: 0.6, need: nothing, cues: tax, check: itin},
	{kind: "US_ITIN", land: "US", form: "9d{2}-?d{6}", score: 0.3, need: hint, cues: tax, check: itin},
	{kind: "US_ITIN", land: "US", form: "9d{4}-?d{4}", score: 0.3, need: hint, cues: tax, check: itin},
	{kind: "US_NPI", land: "US", form: "[12]d{9}", score: 0.6, need: hint, cues: health, check: npi, own: "npi"},
	{kind: "US_NPI", land: "US", form: "[12]d{3}[ -]d{3}[ -]d{3}", score: 0.6, need: land, cues: health, check: npi, own: "npi"},
	{kind: "US_MBI", land: "US", form: "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]d-[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]d-[AC-HJKMNP-RT-Y]{2}d{2}", score: 0.7, need: nothing, cues: health},
	{kind: "US_MBI", land: "US", form: "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]d[AC-HJKMNP-RT-Y]{2}d{2}", score: 0.5, need: land, cues: health},
	{kind: "US_PASSPORT", land: "US", form: "d{9}", score: 0.25, need: hint, cues: passport},
	{kind: "US_PASSPORT", land: "US", form: "Ld{8}", score: 0.25, need: hint, cues: passport},
	{kind: "US_DRIVER_LICENSE", land: "US", form: "d{6,14}", score: 0.2, need: hint, cues: licence},
	{kind: "US_DRIVER_LICENSE", land: "US", form: "L{1,2}d{5,14}", score: 0.2, need: hint, cues: licence},
	{kind: "US_DRIVER_LICENSE", land: "US", form: "Ld{3}-d{3,4}-d{2,4}", score: 0.3, need: cued, cues: licence},
	{kind: "US_BANK_NUMBER", land: "US", form: "d{8,17}", score: 0.15, need: hint, cues: bank},
	{kind: "ABA_ROUTING_NUMBER", land: "US", form: "[0-36-8]d{8}", score: 0.6, need: hint, cues: bank, check: routing, own: "routing aba"},
	{kind: "ABA_ROUTING_NUMBER", land: "US", form: "[0-36-8]d{3}-d{4}-d", score: 0.7, need: land, cues: bank, check: routing, own: "routing aba"},
	{kind: "MEDICAL_LICENSE", land: "US", form: "[ABCDEFGHJKLMPRSTUX][A-Z9]d{7}", score: 0.6, need: land, cues: health | licence, check: dea},
	{kind: "CA_SIN", land: "CA", form: "d{3} d{3} d{3}", score: 0.6, need: land, cues: identity, check: canadianSIN, own: "sin insurance"},
	{kind: "CA_SIN", land: "CA", form: "d{3}-d{3}-d{3}", score: 0.6, need: land, cues: identity, check: canadianSIN, own: "sin insurance"},
	{kind: "CA_SIN", land: "CA", form: "d{9}", score: 0.4, need: hint, cues: identity, check: canadianSIN, own: "sin insurance"},
	{kind: "BR_CPF", land: "BR", form: "d{3}.d{3}.d{3}-d{2}", score: 0.8, need: nothing, cues: identity | tax, check: cpfDotted, own: "cpf"},
	{kind: "BR_CPF", land: "BR", form: "d{11}", score: 0.6, need: land, cues: identity | tax, check: cpf, own: "cpf"},
	{kind: "BR_CPF", land: "BR", form: "d{3}[ .]d{3}[ .]d{3}[ -]d{2}", score: 0.7, need: land, cues: identity | tax, check: cpf, own: "cpf"},
	{kind: "BR_CNPJ", land: "BR", form: "d{2}.d{3}.d{3}/d{4}-d{2}", score: 0.8, need: nothing, cues: tax | company, own: "cnpj"},
	{kind: "BR_CNPJ", land: "BR", form: "d{14}", score: 0.6, need: land, cues: tax | company, check: cnpj, own: "cnpj"},
}

// ssn refuses areas, groups and serials that were never given (20 CFR 422.103; SSA POMS RM 10201).
func ssn(s string) verdict {
	if s[:3] == "000" || s[:3] == "666" || s[0] == '9' || s[3:5] == "00" || s[5:] == "0000" || oneDigit(s) {
		return no
	}
	return fits
}

// itin: groups 50-65, 70-88, 90-92, 94-99 (IRS Publication 1915).
func itin(s string) verdict {
	g := num(s[3])*10 + num(s[4])
	if g >= 50 && g <= 65 || g >= 70 && g <= 88 || g >= 90 && g <= 92 || g >= 94 {
		return fits
	}
	return no
}

// npi: Luhn with the prefix 80840 (45 CFR 162.406).
func npi(s string) verdict { return when(luhn("80840"+s) && !oneDigit(s[1:])) }

// routing: weights 3, 7, 1.
func routing(s string) verdict {
	return when(weighted(s, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0 && !oneDigit(s))
}

// dea: digits 1, 3, 5 plus twice digits 2, 4, 6.
func dea(s string) verdict {
	return when((weighted(s[2:], 1, 2, 1, 2, 1, 2))%10 == num(s[8]))
}

func canadianSIN(s string) verdict {
	return when(s[0] != '0' && s[0] != '8' && !oneDigit(s) && luhn(s))
}

// cpf has two check digits, each modulo 11.
func cpf(s string) verdict {
	first := weighted(s, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	second := weighted(s, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return when(first == num(s[9]) && second == num(s[10]) && !oneDigit(s))
}

// cpfDotted keeps a number that nobody writes so but as a CPF.
func cpfDotted(s string) verdict {
	if cpf(s) == holds {
		return holds
	}
	return fits
}

func cnpj(s string) verdict {
	check := func(sum int) int {
		if r := sum % 11; r >= 2 {
			return 11 - r
		}
		return 0
	}
	first := check(weighted(s, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
	second := check(weighted(s, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
	return when(first == num(s[12]) && second == num(s[13]) && !oneDigit(s))
}

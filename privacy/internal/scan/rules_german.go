package scan

// germanRules are the numbers of Germany.
var germanRules = []rule{
	{kind: "DE_VAT_ID", land: "DE", form: "DE[ .-]?d{3}[ .-]?d{3}[ .-]?d{3}", score: 0.5, need: nothing, cues: tax, check: germanVAT},
	{kind: "DE_TAX_ID", land: "DE", form: "d{11}", score: 0.6, need: land, cues: tax, check: germanTaxID, own: "idnr steuer steueridentifikationsnummer identifikationsnummer"},
	{kind: "DE_TAX_ID", land: "DE", form: "d{2} d{3} d{3} d{3}", score: 0.6, need: land, cues: tax, check: germanTaxID, own: "idnr steuer steueridentifikationsnummer identifikationsnummer"},
	{kind: "DE_TAX_NUMBER", land: "DE", form: "d{13}", score: 0.4, need: hint, cues: tax, check: elster},
	{kind: "DE_TAX_NUMBER", land: "DE", form: "d{2}/d{3}/d{4,5}", score: 0.4, need: land, cues: tax},
	{kind: "DE_TAX_NUMBER", land: "DE", form: "d{2}/d{4}/d{4}", score: 0.4, need: land, cues: tax},
	{kind: "DE_TAX_NUMBER", land: "DE", form: "d{3}/d{3,4}/d{4,5}", score: 0.4, need: land, cues: tax},
	{kind: "DE_TAX_NUMBER", land: "DE", form: "d{3} d{3} d{5}", score: 0.3, need: cued, cues: tax},
	{kind: "DE_SOCIAL_SECURITY", land: "DE", form: "d{2} ?d{6} ?L ?d{3}", score: 0.6, need: nothing, cues: identity | health, check: germanPension},
	{kind: "DE_HEALTH_INSURANCE", land: "DE", form: "Ld{9}", score: 0.6, need: land, cues: health, check: germanHealth},
	{kind: "DE_ID_CARD", land: "DE", form: "[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}d", score: 0.6, need: land, cues: identity, check: germanDocument},
	{kind: "DE_ID_CARD", land: "DE", form: "[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}dd", score: 0.6, need: land, cues: identity, check: germanDocumentLong},
	{kind: "DE_ID_CARD", land: "DE", form: "Td{8}", score: 0.4, need: land, cues: identity},
	{kind: "DE_PASSPORT", land: "DE", form: "[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{7}d", score: 0.6, need: land, cues: passport, check: germanDocument},
	{kind: "DE_FUEHRERSCHEIN", land: "DE", form: "LLd{8}[A-Z0-9]", score: 0.35, need: land, cues: licence},
	{kind: "DE_FUEHRERSCHEIN", land: "DE", form: "Ld{2}[A-Z0-9]{6}d[A-Z0-9]", score: 0.3, need: cued, cues: licence},
	{kind: "DE_HANDELSREGISTER", land: "DE", form: "HR[AB] ?d{1,6}", score: 0.5, need: nothing, cues: company},
	{kind: "DE_HANDELSREGISTER", land: "DE", form: "HR[AB] ?d{1,6} [A-Z]{1,2}", score: 0.5, need: nothing, cues: company, upper: true},
	{kind: "DE_KFZ", land: "DE", form: "[A-Z]{1,3}_L{1,2}[ -]?d{1,4}[EH]?", score: 0.3, need: land, cues: plate, upper: true, check: plateWithDigits},
	{kind: "DE_LANR", land: "DE", form: "d{9}", score: 0.6, need: land, cues: health, check: germanDoctor},
	{kind: "DE_BSNR", land: "DE", form: "d{9}", score: 0.3, need: hint, cues: health, check: notZero},
	{kind: "DE_PLZ", land: "DE", form: "d{5}", score: 0.3, need: hint, cues: zip, check: germanPostcode},
}

// germanVAT is the Umsatzsteuer-Identifikationsnummer. Numbers of businesses whose check digit does
// not hold have been given out, so such a number still fits.
func germanVAT(s string) verdict {
	if hybrid11(s[2:]) {
		return holds
	}
	return fits
}

// germanTaxID is the Identifikationsnummer (AO § 139b): no zero in front, no digit more than three
// times in the first ten, check digit by ISO 7064 MOD 11,10.
func germanTaxID(s string) verdict {
	var count [10]int
	for i := range 10 {
		count[num(s[i])]++
		if count[num(s[i])] > 3 {
			return no
		}
	}
	return when(s[0] != '0' && hybrid11(s))
}

// elster is the tax number as the offices exchange it: the land first, 01 to 16 in the old plan.
func elster(s string) verdict {
	land := num(s[0])*10 + num(s[1])
	if land <= 16 {
		return fits
	}
	return no
}

// germanPension is the Versicherungsnummer (VKVV § 2): area, birthday, letter, serial, check digit. Where
// a serial ran out, 50 was added to the day.
func germanPension(s string) verdict {
	d := (num(s[2])*10 + num(s[3])) % 50
	m := num(s[4])*10 + num(s[5])
	if d == 0 || d > 31 || m == 0 || m > 12 {
		return no
	}
	letter := int(s[8]-'A') + 1
	digits := s[:8] + string([]byte{byte('0' + letter/10), byte('0' + letter%10)}) + s[9:11]
	sum := 0
	for i, weight := range [12]int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1} {
		p := num(digits[i]) * weight
		sum += p/10 + p%10
	}
	if sum%10 == num(s[11]) {
		return holds
	}
	return fits
}

// germanHealth is the Krankenversichertennummer (SGB V § 290): a letter as two digits, then eight
// digits, weights 1 and 2 in turn, sums of digits.
func germanHealth(s string) verdict {
	letter := int(s[0]-'A') + 1
	digits := string([]byte{byte('0' + letter/10), byte('0' + letter%10)}) + s[1:9]
	sum := 0
	for i := range len(digits) {
		p := num(digits[i]) * (1 + i%2)
		sum += p/10 + p%10
	}
	return when(sum%10 == num(s[9]))
}

// germanDocument is the serial number of an identity card or passport with its check digit.
func germanDocument(s string) verdict {
	digits := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			digits++
		}
	}
	return when(digits >= 3 && icao731(s))
}

func germanDocumentLong(s string) verdict {
	if germanDocument(s) == holds && !allDigits(s[1:]) {
		return holds
	}
	return no
}

// germanDoctor is the lifelong number of a physician: weights 4 and 9 in turn over six digits.
func germanDoctor(s string) verdict {
	sum := weighted(s, 4, 9, 4, 9, 4, 9)
	return when((10-sum%10)%10 == num(s[6]) && !oneDigit(s))
}

func notZero(s string) verdict {
	if oneDigit(s) && s[0] == '0' {
		return no
	}
	return fits
}

func germanPostcode(s string) verdict {
	if s < "01001" || s > "99998" {
		return no
	}
	return fits
}

// plateWithDigits refuses a plate whose number begins with a zero.
func plateWithDigits(s string) verdict {
	for i := range len(s) {
		if isDigit(s[i]) {
			if s[i] == '0' {
				return no
			}
			return fits
		}
	}
	return no
}

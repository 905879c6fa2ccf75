package scan

import "strings"

// britishRules are the numbers of the United Kingdom.
var britishRules = []rule{
	{kind: "UK_NINO", land: "GB", form: "[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z][ -]?d{2}[ -]?d{2}[ -]?d{2}[ -]?[A-D]", score: 0.6, need: nothing, cues: identity | tax, check: nationalInsurance},
	{kind: "ID_NUMBER", land: "GB", form: "LL[ -]?d{2}[ -]?d{2}[ -]?d{2}[ -]?[A-D]", score: 0.4, need: cued, cues: tax}, // QQ, as in examples
	{kind: "UK_NHS", land: "GB", form: "d{3} d{3} d{4}", score: 0.7, need: land, cues: health, check: nhs, own: "nhs"},
	{kind: "UK_NHS", land: "GB", form: "d{3}-d{3}-d{4}", score: 0.7, need: land, cues: health, check: nhs, own: "nhs"},
	{kind: "UK_NHS", land: "GB", form: "d{10}", score: 0.6, need: hint, cues: health, check: nhs, own: "nhs"},
	{kind: "UK_DRIVING_LICENCE", land: "GB", form: "[A-Z9]{5} ?d{6} ?[A-Z9]{2}[A-Z0-9][A-Z0-9]{2}", score: 0.6, need: nothing, cues: licence, check: britishDriver},
	{kind: "UK_PASSPORT", land: "GB", form: "LLd{7}", score: 0.3, need: hint, cues: passport},
	{kind: "UK_PASSPORT", land: "GB", form: "d{9}", score: 0.2, need: cued, cues: passport},
	{kind: "UK_VEHICLE_REGISTRATION", land: "GB", form: "[A-HJ-PR-Y][A-HJ-PR-Y]d{2} ?[A-HJ-PR-Z]{3}", score: 0.5, need: land, cues: plate, check: britishPlate},
	{kind: "UK_VEHICLE_REGISTRATION", land: "GB", form: "[A-HJ-NPR-TV-Y]d{1,3} ?[A-HJ-PR-Y]{3}", score: 0.3, need: land, cues: plate, upper: true, check: plateWithDigits},
	{kind: "UK_VEHICLE_REGISTRATION", land: "GB", form: "[A-HJ-PR-Y]{3} ?d{1,3}[A-HJ-NPR-TV-Y]", score: 0.3, need: land, cues: plate, upper: true, check: plateWithDigits},
	{kind: "UK_POSTCODE", land: "GB", form: "[A-Z]{1,2}d[A-Z0-9]? d[ABD-HJLNP-UW-Z]{2}", score: 0.5, need: nothing, cues: zip, upper: true, check: britishPostcode},
	{kind: "UK_POSTCODE", land: "GB", form: "[A-Z]{1,2}d[A-Z0-9]?d[ABD-HJLNP-UW-Z]{2}", score: 0.3, need: land, cues: zip, check: britishPostcode},
	{kind: "UK_POSTCODE", land: "GB", form: "GIR ?0AA", score: 0.5, need: nothing, cues: zip},
}

// nationalInsurance refuses the prefixes that HMRC never gave.
func nationalInsurance(s string) verdict {
	switch s[:2] {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return no
	}
	return fits
}

// nhs is the NHS number: weights 10 to 2, modulo 11.
func nhs(s string) verdict {
	check := 11 - weighted(s, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11
	return when(check%11 == num(s[9]) && check != 10 && !oneDigit(s))
}

// britishDriver is the driver number of DVLA: five letters of the surname, decade, month (plus 50 for
// women), day, year, initials.
func britishDriver(s string) verdict {
	letters := strings.TrimRight(s[:5], "9")
	if letters == "" || strings.Contains(letters, "9") {
		return no
	}
	month := num(s[6])*10 + num(s[7])
	if month > 50 {
		month -= 50
	}
	if d := num(s[8])*10 + num(s[9]); month < 1 || month > 12 || d < 1 || d > 31 {
		return no
	}
	return holds
}

// britishPlate checks the age of a plate since 2001: 02 to 29, or 51 to 79.
func britishPlate(s string) verdict {
	n := num(s[2])*10 + num(s[3])
	if n >= 2 && n <= 29 || n >= 51 && n <= 79 {
		return fits
	}
	return no
}

// postcodeAreas are the areas of the Royal Mail.
const postcodeAreas = " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY " +
	"G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR " +
	"RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "

func britishPostcode(s string) verdict {
	n := 1
	if isLetter(s[1]) {
		n = 2
	}
	if !strings.Contains(postcodeAreas, " "+s[:n]+" ") {
		return no
	}
	switch s[len(s)-2:] {
	case "GB", "TB", "HZ": // 8GB is memory
		return no
	}
	return fits
}

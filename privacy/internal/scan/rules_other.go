package scan

// otherRules are the numbers of Australia, Africa and Turkey, of devices, and codes of the post.
var otherRules = []rule{
	{kind: "AU_ABN", land: "AU", form: "d{2} d{3} d{3} d{3}", score: 0.7, need: land, cues: tax | company, check: abn, own: "abn"},
	{kind: "AU_ABN", land: "AU", form: "d{11}", score: 0.6, need: land, cues: tax | company, check: abn, own: "abn"},
	{kind: "AU_ACN", land: "AU", form: "d{3} d{3} d{3}", score: 0.6, need: land, cues: tax | company, check: acn, own: "acn"},
	{kind: "AU_ACN", land: "AU", form: "d{9}", score: 0.5, need: hint, cues: tax | company, check: acn, own: "acn"},
	{kind: "AU_TFN", land: "AU", form: "d{3} d{3} d{3}", score: 0.6, need: land, cues: tax, check: tfn, own: "tfn file"},
	{kind: "AU_TFN", land: "AU", form: "d{9}", score: 0.5, need: hint, cues: tax, check: tfn, own: "tfn file"},
	{kind: "AU_MEDICARE", land: "AU", form: "[2-6]d{3} d{5} d", score: 0.7, need: land, cues: health, check: medicare, own: "medicare"},
	{kind: "AU_MEDICARE", land: "AU", form: "[2-6]d{9}", score: 0.5, need: hint, cues: health, check: medicare, own: "medicare"},
	{kind: "NG_NIN", land: "NG", form: "d{11}", score: 0.6, need: land, cues: identity, check: aadhaar, own: "nin"},
	{kind: "NG_VEHICLE_REGISTRATION", land: "NG", form: "L{3}-?d{3}-?L{2}", score: 0.4, need: land, cues: plate},
	{kind: "ZA_ID_NUMBER", land: "ZA", form: "d{13}", score: 0.6, need: land, cues: identity, check: southAfrican, own: "rsa"},
	{kind: "ZA_ID_NUMBER", land: "ZA", form: "d{6} d{4} d{2} ?d", score: 0.6, need: land, cues: identity, check: southAfrican, own: "rsa"},
	{kind: "TR_NATIONAL_ID", land: "TR", form: "[1-9]d{10}", score: 0.6, need: land, cues: identity, check: kimlik, own: "tckn tc kimlik"},
	{kind: "TR_LICENSE_PLATE", land: "TR", form: "[0-8]d L d{4,5}", score: 0.5, need: land, cues: plate, upper: true, check: turkishPlate},
	{kind: "TR_LICENSE_PLATE", land: "TR", form: "[0-8]d L{1,3} d{2,4}", score: 0.5, need: land, cues: plate, upper: true, check: turkishPlate},
	{kind: "TR_LICENSE_PLATE", land: "TR", form: "[0-8]dL{1,3}d{2,4}", score: 0.3, need: hint, cues: plate, upper: true, check: turkishPlate},
	{kind: "ZIP_CODE", form: "d{5}", score: 0.35, need: cued, cues: zip},
	{kind: "ZIP_CODE", form: "d{5}-d{4}", score: 0.5, need: cued, cues: zip},
	{kind: "IMEI", form: "d{15}", score: 0.6, need: cued, cues: device, check: imei},
	{kind: "IMEI", form: "d{2}[ -]d{6}[ -]d{6}[ -]d", score: 0.7, need: nothing, cues: device, check: imei},
}

// abn: one less in front, weights 10, 1, 3, 5 ... 19, modulo 89.
func abn(s string) verdict {
	return when(s[0] != '0' && (weighted(s, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0)
}

// acn: weights 8 to 1, modulo 10.
func acn(s string) verdict {
	return when((10-weighted(s, 8, 7, 6, 5, 4, 3, 2, 1)%10)%10 == num(s[8]) && !oneDigit(s))
}

// tfn: weights 1 4 3 7 5 8 6 9 10, modulo 11.
func tfn(s string) verdict {
	return when(weighted(s, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0 && !oneDigit(s))
}

// medicare: weights 1 3 7 9 over eight digits.
func medicare(s string) verdict {
	return when(weighted(s, 1, 3, 7, 9, 1, 3, 7, 9)%10 == num(s[8]))
}

// southAfrican: date of birth, serial, citizenship 0 to 2, Luhn.
func southAfrican(s string) verdict {
	if !day(s[4:6], s[2:4]) || s[10] > '2' {
		return no
	}
	return when(luhn(s))
}

// kimlik has two check digits over odd and even places.
func kimlik(s string) verdict {
	odd := num(s[0]) + num(s[2]) + num(s[4]) + num(s[6]) + num(s[8])
	even := num(s[1]) + num(s[3]) + num(s[5]) + num(s[7])
	tenth := ((odd*7-even)%10 + 10) % 10
	return when(tenth == num(s[9]) && (odd+even+num(s[9]))%10 == num(s[10]))
}

// turkishPlate: a province, 01 to 81, in front; a Latin alphabet of 23 letters.
func turkishPlate(s string) verdict {
	if p := num(s[0])*10 + num(s[1]); p < 1 || p > 81 {
		return no
	}
	return fits
}

func imei(s string) verdict { return when(luhn(s) && !oneDigit(s)) }

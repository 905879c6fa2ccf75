package scan

// asianRules are the numbers of Asia.
var asianRules = []rule{
	{kind: "IN_AADHAAR", land: "IN", form: "[2-9]d{3}[ :@-]?d{4}[ :@-]?d{4}", score: 0.6, need: land, cues: identity, check: aadhaar, own: "aadhaar aadhar"},
	{kind: "IN_PAN", land: "IN", form: "L{3}[ABCFGHJLPTK]Ld{4}L", score: 0.6, need: land, cues: tax | identity},
	{kind: "IN_PAN", land: "IN", form: "L{5}d{4}L", score: 0.3, need: land, cues: tax | identity},
	{kind: "IN_GSTIN", land: "IN", form: "[0-3]dL{5}d{4}L[A-Z1-9]Zw", score: 0.7, need: nothing, cues: tax | company, check: gstin},
	{kind: "IN_PASSPORT", land: "IN", form: "[A-Z][1-9]d ?d{4}[1-9]", score: 0.3, need: hint, cues: passport},
	{kind: "IN_VOTER", land: "IN", form: "L{3}d{7}", score: 0.3, need: hint, cues: voter | identity},
	{kind: "IN_VEHICLE_REGISTRATION", land: "IN", form: "L{2}[ -]?d{1,2}[ -]?L{1,3}[ -]?d{4}", score: 0.5, need: land, cues: plate, check: indianState},
	{kind: "IN_VEHICLE_REGISTRATION", land: "IN", form: "d{2}BHd{4}L{1,2}", score: 0.5, need: land, cues: plate},
	{kind: "IN_VEHICLE_REGISTRATION", land: "IN", form: "L{2,3}d{4}", score: 0.2, need: hint, cues: plate},
	{kind: "KR_RRN", land: "KR", form: "d{6}-[1-49]d{6}", score: 0.6, need: nothing, cues: identity, check: koreanBirth},
	{kind: "KR_RRN", land: "KR", form: "d{6}[1-49]d{6}", score: 0.4, need: land, cues: identity, check: koreanBirth},
	{kind: "KR_FRN", land: "KR", form: "d{6}-[5-8]d{6}", score: 0.6, need: nothing, cues: identity, check: koreanBirth},
	{kind: "KR_FRN", land: "KR", form: "d{6}[5-8]d{6}", score: 0.4, need: land, cues: identity, check: koreanBirth},
	{kind: "KR_BRN", land: "KR", form: "d{3}-d{2}-d{5}", score: 0.7, need: land, cues: identity | tax | company, check: koreanBusiness, own: "brn"},
	{kind: "KR_BRN", land: "KR", form: "d{10}", score: 0.5, need: hint, cues: identity | tax | company, check: koreanBusiness, own: "brn"},
	{kind: "KR_DRIVER_LICENSE", land: "KR", form: "d{2}-d{2}-d{6}-d{2}", score: 0.6, need: nothing, cues: licence, check: koreanRegion},
	{kind: "KR_DRIVER_LICENSE", land: "KR", form: "d{12}", score: 0.4, need: hint, cues: licence, check: koreanRegion},
	{kind: "KR_PASSPORT", land: "KR", form: "[MSRODG]d{3}Ld{4}", score: 0.35, need: land, cues: passport},
	{kind: "KR_PASSPORT", land: "KR", form: "[MSRODG]d{8}", score: 0.3, need: hint, cues: passport},
	{kind: "SG_NRIC_FIN", land: "SG", form: "[STFGM]d{7}L", score: 0.55, need: nothing, cues: identity},
	{kind: "SG_NRIC_FIN", land: "SG", form: "Ld{7}L", score: 0.3, need: land, cues: identity},
	{kind: "SG_UEN", land: "SG", form: "d{8}L", score: 0.6, need: land, cues: identity | company | tax, check: uenBusiness, own: "uen"},
	{kind: "SG_UEN", land: "SG", form: "d{9}L", score: 0.6, need: land, cues: identity | company | tax, check: uenCompany, own: "uen"},
	{kind: "SG_UEN", land: "SG", form: "[TSR]d{2}L{2}d{4}L", score: 0.6, need: land, cues: identity | company | tax, check: uenOther, own: "uen"},
	{kind: "TH_TNIN", land: "TH", form: "[1-8]d{12}", score: 0.6, need: land, cues: identity, check: thai},
	{kind: "TH_TNIN", land: "TH", form: "[1-8]_d{4}_d{5}_d{2}_d", score: 0.7, need: nothing, cues: identity, check: thai},
	{kind: "PH_TIN", land: "PH", form: "d{3}-d{3}-d{3}-d{3,5}", score: 0.4, need: land, cues: tax},
	{kind: "PH_TIN", land: "PH", form: "d{3}-d{3}-d{3}", score: 0.3, need: land, cues: tax},
	{kind: "PH_TIN", land: "PH", form: "0d{8}", score: 0.25, need: hint, cues: tax},
	{kind: "PH_TIN", land: "PH", form: "0d{11}", score: 0.25, need: hint, cues: tax},
	{kind: "JP_MY_NUMBER", land: "JP", form: "d{4}[ -]?d{4}[ -]?d{4}", score: 0.6, need: land, cues: identity, check: myNumber, own: "マイナンバー 個人番号 mynumber"},
	{kind: "CN_ID", land: "CN", form: "[1-9]d{16}[0-9X]", score: 0.6, need: nothing, cues: identity, check: chineseID, own: "身份证 身分證"},
}

func aadhaar(s string) verdict { return when(verhoeff(s)) }

// gstin: the number of a state, 01 to 37, in front.
func gstin(s string) verdict {
	state := num(s[0])*10 + num(s[1])
	if state < 1 || state > 37 {
		return no
	}
	return holds
}

const indianStates = "AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS UK UP WB"

func indianState(s string) verdict {
	for i := 0; i < len(indianStates); i += 3 {
		if indianStates[i:i+2] == s[:2] {
			return fits
		}
	}
	return no
}

// koreanBirth: date of birth in front; the check digit of the older plan raises the score. Numbers
// given since October 2020 have none.
func koreanBirth(s string) verdict {
	m, d := num(s[2])*10+num(s[3]), num(s[4])*10+num(s[5])
	if m < 1 || m > 12 || d < 1 || d > daysIn[m] {
		return no
	}
	check := (11 - weighted(s, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11) % 10
	if s[6] >= '5' && s[6] <= '8' {
		check = (check + 2) % 10
	}
	if check == num(s[12]) {
		return holds
	}
	return fits
}

func koreanBusiness(s string) verdict {
	sum := weighted(s, 1, 3, 7, 1, 3, 7, 1, 3, 5) + num(s[8])*5/10
	return when((10-sum%10)%10 == num(s[9]) && !oneDigit(s))
}

// koreanRegion: the police office that gave a licence, 11 to 28.
func koreanRegion(s string) verdict {
	if r := num(s[0])*10 + num(s[1]); r < 11 || r > 28 || r == 27 {
		return no
	}
	return fits
}

func uenBusiness(s string) verdict {
	return when("XMKECAWLJDB"[weighted(s, 10, 4, 9, 3, 8, 2, 7, 1)%11] == s[8])
}

func uenCompany(s string) verdict {
	return when("ZKCMDNERGWH"[weighted(s, 10, 8, 6, 4, 9, 7, 5, 3, 1)%11] == s[9])
}

func uenOther(s string) verdict {
	const order = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
	sum := -5
	for i, weight := range [9]int{4, 3, 5, 3, 10, 2, 2, 5, 7} {
		at := indexByte(order, s[i])
		if at < 0 {
			return no
		}
		sum += at * weight
	}
	return when(order[(sum%11+11)%11] == s[9])
}

func indexByte(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// thai: a province in the second and third digit; weights 13 to 2, modulo 11.
func thai(s string) verdict {
	p := num(s[1])*10 + num(s[2])
	if p < 10 || p == 28 || p == 29 || p == 59 || p == 68 || p == 69 || p == 78 || p == 79 || p > 86 && p < 90 || p > 96 {
		return no
	}
	sum := weighted(s, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	return when((11-sum%11)%10 == num(s[12]) && !oneDigit(s))
}

// myNumber: weights 6 5 4 3 2 7 6 5 4 3 2, modulo 11.
func myNumber(s string) verdict {
	r := weighted(s, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	check := 0
	if r > 1 {
		check = 11 - r
	}
	return when(check == num(s[11]) && !oneDigit(s))
}

// chineseID: GB 11643, a date of birth inside and ISO 7064 MOD 11-2.
func chineseID(s string) verdict {
	if c := s[6:8]; c != "18" && c != "19" && c != "20" || !day(s[12:14], s[10:12]) {
		return no
	}
	sum := weighted(s, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
	if "10X98765432"[sum%11] == s[17] {
		return holds
	}
	return fits
}

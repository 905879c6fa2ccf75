package scan

// furtherRules are the numbers of Ireland, Austria, Belgium, Mexico and Egypt. A check digit raises a
// score; without one that holds, a word must speak for the number or its build be of its own.
var furtherRules = []rule{
	{kind: "IE_PPS", land: "IE", form: "d{7}[A-W][A-IW]?", score: 0.6, need: land, cues: identity | tax, check: irishPPS, own: "pps ppsn"},
	{kind: "IE_PPS", land: "IE", form: "d{7}[A-W][A-IW]?", score: 0.4, need: cued, cues: identity, own: "pps ppsn"},
	{kind: "AT_SVNR", land: "AT", form: "[1-9]d{3}[ -/]?d{6}", score: 0.6, need: land, cues: identity | health, check: austrianInsurance, own: austrianNames},
	{kind: "AT_SVNR", land: "AT", form: "[1-9]d{3}[ -/]?d{6}", score: 0.4, need: cued, cues: identity, check: austrianDay, own: austrianNames},
	{kind: "BE_NATIONAL_NUMBER", land: "BE", form: "d{2}.d{2}.d{2}-d{3}.d{2}", score: 0.6, need: nothing, cues: identity, check: belgianOrFits, own: belgianNames},
	{kind: "BE_NATIONAL_NUMBER", land: "BE", form: "d{2}[ .]d{2}[ .]d{2}[ -]d{3}[ .]d{2}", score: 0.6, need: land, cues: identity, check: belgianOrFits, own: belgianNames},
	{kind: "BE_NATIONAL_NUMBER", land: "BE", form: "d{6}[ -]?d{3}[ .-]?d{2}", score: 0.6, need: land, cues: identity, check: belgian, own: belgianNames},
	{kind: "MX_CURP", land: "MX", form: "L{4}d{6}[HMX]L{5}wd", score: 0.7, need: nothing, cues: identity | tax, check: curp, own: "curp"},
	{kind: "MX_RFC", land: "MX", form: "L{3,4}-?d{6}-?w{3}", score: 0.5, need: land, cues: tax | identity, check: rfc, own: "rfc"},
	{kind: "EG_NATIONAL_ID", land: "EG", form: "[23]d{13}", score: 0.6, need: land, cues: identity, check: egyptian, own: "القومي قومي"},
}

const (
	austrianNames = "sv svnr svnummer sozialversicherungsnummer sozialversicherungsnr versicherungsnummer"
	belgianNames  = "rijksregister rijksregisternummer rijksregisternr national niss insz registre"
)

// irishPPS: weights 8 to 2 and 9 for a second letter, modulo 23, as a letter; W stands for none.
func irishPPS(s string) verdict {
	sum := weighted(s, 8, 7, 6, 5, 4, 3, 2)
	if len(s) == 9 && s[8] != 'W' {
		sum += 9 * int(s[8]-'A'+1)
	}
	return when("WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == s[7])
}

// austrianInsurance: serial, check digit, birthday; weights 3 7 9 and 5 8 4 2 1 6, modulo 11 (ASVG § 31).
func austrianInsurance(s string) verdict {
	if austrianDay(s) == no {
		return no
	}
	return when((weighted(s, 3, 7, 9)+weighted(s[4:], 5, 8, 4, 2, 1, 6))%11 == num(s[3]))
}

// austrianDay is the birthday in a number. Where serials ran out, months beyond 12 are used.
func austrianDay(s string) verdict {
	d, m := num(s[4])*10+num(s[5]), num(s[6])*10+num(s[7])
	if d < 1 || d > 31 || m < 1 || m > 15 {
		return no
	}
	return fits
}

// belgian: birthday, serial, 97 minus the number modulo 97; with a 2 in front for who was born since
// 2000. Month and day may be unknown; 20 or 40 is added to the month of a register number.
func belgian(s string) verdict {
	n := 0
	for _, c := range []byte(s[:9]) {
		n = n*10 + num(c)
	}
	check := num(s[9])*10 + num(s[10])
	return when(97-n%97 == check || 97-(2_000_000_000+n)%97 == check)
}

func belgianOrFits(s string) verdict {
	m, d := (num(s[2])*10+num(s[3]))%20, num(s[4])*10+num(s[5])
	if m > 12 || d > 31 {
		return no
	}
	if belgian(s) == holds {
		return holds
	}
	return fits
}

// curp: four letters, birthday, sex, state, consonants; the last digit by weights 18 to 2, modulo 10, in
// an alphabet with Ñ after N.
func curp(s string) verdict {
	if !day(s[8:10], s[6:8]) {
		return no
	}
	sum := 0
	for i := range 17 {
		v := num(s[i])
		if isLetter(s[i]) {
			if v = int(s[i]-'A') + 10; s[i] > 'N' {
				v++
			}
		}
		sum += v * (18 - i)
	}
	if (10-sum%10)%10 == num(s[17]) {
		return holds
	}
	return fits
}

// rfc: letters of a name, a day, three more, the last of which is a check character: weights 13 to 2,
// modulo 11, in an alphabet where & follows N and Ñ comes last. A company has three letters and counts
// as if a space stood in front.
func rfc(s string) verdict {
	n := len(s)
	if !day(s[n-5:n-3], s[n-7:n-5]) {
		return no
	}
	sum := 0
	if n == 12 {
		sum = 37 * 13
	}
	for i := range n - 1 {
		v := num(s[i])
		if isLetter(s[i]) {
			if v = int(s[i]-'A') + 10; s[i] > 'N' {
				v++
			}
		}
		sum += v * (n - i)
	}
	if "0123456789A"[(11-sum%11)%11] == s[n-1] {
		return holds
	}
	return fits
}

// egyptian: century, birthday, governorate, serial; the last digit by weights 2 7 6 5 4 3, modulo 11.
func egyptian(s string) verdict {
	if g := num(s[7])*10 + num(s[8]); !day(s[5:7], s[3:5]) || g < 1 || g > 35 && g != 88 {
		return no
	}
	if check := (11 - weighted(s, 2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11) % 10; check == num(s[13]) {
		return holds
	}
	return fits
}

package scan

import "strings"

// ibanLengths are the countries of the SWIFT registry with the length of their IBAN, and those that
// use one without being in it.
const ibanLengths = "AD24AE23AL28AO25AT20AZ28BA20BE16BF28BG22BH22BI27BJ28BR29BY28CF27CG27CH21CI28CM27CR22CV25CY28CZ24DE22DJ27DK18DO28DZ26EE20EG29" +
	"ES24FI18FK18FO18FR27GA27GB22GE22GI23GL18GQ27GR27GT28GW25HN28HR21HU28IE22IL23IQ23IR26IS26IT27JO30KM27KW30KZ20LB28LC32LI21LT20LU20" +
	"LV21LY25MA28MC27MD24ME22MG27MK19ML28MN20MR27MT31MU30MZ25NE28NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19" +
	"SK24SM27SN28SO23ST25SV28TD27TG28TL23TN24TR26UA29VA22VG24XK20YE30"

const longestIBAN = 34

// ibanLength gives the length of a country's IBAN, 0 when it has none.
func ibanLength(country string) int {
	for i := 0; i < len(ibanLengths); i += 4 {
		if ibanLengths[i] == upper(country[0]) && ibanLengths[i+1] == upper(country[1]) {
			return num(ibanLengths[i+2])*10 + num(ibanLengths[i+3])
		}
	}
	return 0
}

// ibanAt looks for an IBAN (ISO 13616) from a token on.
func (w *walk) ibanAt(i, from int) {
	s := w.text
	country, ok := w.countryAt(i, from)
	length := 0
	if ok {
		length = ibanLength(country)
	}
	if length == 0 {
		return
	}
	var buffer [longestIBAN]byte
	compact := buffer[:0]
	at, last, slash := from, i, false
	torn := w.tokens[i].end == from+1 && w.tokens[i+1].end-w.tokens[i+1].start > 1 // "G T82", which may be chance
	for k := i; k < len(w.tokens); k++ {
		t := &w.tokens[k]
		start := max(t.start, from)
		if t.kind == wide || k > i && !groupGap(s[at:start]) || len(compact)+t.end-start > length || t.kind == word && k > i+1 && hasLower(s[start:t.end]) != hasLower(s[from:from+1]) {
			break
		}
		slash = slash || k > i && s[at] == '/'
		compact = compactOf(compact, s[start:t.end])
		at, last = t.end, k
	}
	if len(compact) < 15 || !isDigit(compact[2]) || !isDigit(compact[3]) {
		return
	}
	holds := len(compact) == length && mostlyDigits(compact[4:]) && remainder97(string(compact)) == 1
	switch c := w.around(i, last); {
	case holds && !slash && !torn:
		w.add("IBAN_CODE", from, at, 1)
	case holds:
		w.add("ACCOUNT_NUMBER", from, at, 0.9)
	case c.decoy, !isUpper(s[from]) || !isDigit(w.byteAt(from+2)), !mostlyDigits(compact[4:]) && c.near&bank == 0:
	case len(compact) >= length-2 && w.inFours(i, last):
		w.add("ACCOUNT_NUMBER", from, at, 0.85)
	case len(compact) >= length-2:
		w.add("ACCOUNT_NUMBER", from, at, 0.55)
	}
}

// inFours reports groups as they are printed: four each, the last one shorter; or one piece.
func (w *walk) inFours(first, last int) bool {
	for k := first; k < last; k++ {
		if w.tokens[k].end-w.tokens[k].start != 4 {
			return false
		}
	}
	return first == last || w.tokens[last].end-w.tokens[last].start <= 4
}

// countryAt reads two letters and a digit behind them, which may be typed apart.
func (w *walk) countryAt(i, from int) (country string, ok bool) {
	s := w.text
	if len(s)-from < 15 || !isLetter(s[from]) || w.inRow(i) {
		return "", false
	}
	second, after := from+1, from+2
	if w.tokens[i].end == from+1 { // a letter by itself
		second, after = from+2, from+3
	}
	if s[after] == ' ' || s[after] == '-' {
		after++
	}
	return string([]byte{s[from], s[second]}), isLetter(s[second]) && isDigit(s[after])
}

func mostlyDigits(s []byte) bool {
	n := 0
	for _, c := range s {
		if isDigit(c) {
			n++
		}
	}
	return n*2 > len(s)
}

// bicAt looks for a bank's code (ISO 9362) right after its name.
func (w *walk) bicAt(i int) {
	t := w.tokens[i]
	n := t.end - t.start
	if n != 8 && n != 11 || t.kind == wide || t.kind == digit {
		return
	}
	s := w.text[t.start:t.end]
	if hasLower(s) || ibanLength(s[4:6]) == 0 && !strings.Contains("US CA AU JP CN IN SG HK KR NZ ZA", s[4:6]) {
		return
	}
	for k := range 6 {
		if !isLetter(s[k]) {
			return
		}
	}
	for k := max(0, i-3); k < i; k++ {
		if before := w.text[w.tokens[k].start:w.tokens[k].end]; strings.EqualFold(before, "bic") || strings.EqualFold(before, "swift") {
			w.add("SWIFT_CODE", t.start, t.end, 0.6)
			return
		}
	}
}

package scan

import "strings"

// dates finds days: those of birth, those a card expires on, and others.
func (w *walk) dates() {
	for i := range w.tokens {
		t := &w.tokens[i]
		switch {
		case t.cue&monthly != 0:
			w.monthAt(i)
		case t.kind == digit && t.end-t.start <= 4, t.kind == mixed:
			if isDigit(w.text[t.start]) && !w.joined(t.start) && !isAlnum(w.byteAt(t.start-1)) {
				w.numericAt(i)
			}
		}
	}
}

// month gives the number of a month that a token names, or 0.
func (w *walk) month(i int) int {
	var buffer [2 * longestWord]byte
	t := w.tokens[i]
	if t.cue&monthly == 0 {
		return 0
	}
	return months[string(foldWord(buffer[:0], w.text[t.start:t.end]))]
}

// numericAt reads a date that begins with a number.
func (w *walk) numericAt(i int) {
	s, from := w.text, w.tokens[i].start
	a, at := digitsAt(s, from)
	if sep := w.byteAt(at); (sep == '-' || sep == '/' || sep == '.') && at-from <= 4 {
		b, next := digitsAt(s, at+1)
		switch {
		case next == at+1: // perhaps 5-MAY-2021
		case w.byteAt(next) == sep && isDigit(w.byteAt(next+1)):
			c, end := digitsAt(s, next+1)
			if threePart(a, b, c, at-from, next-at-1, end-next-1) {
				w.dayAt(i, from, w.clock(end), 0.6)
			}
			return
		default:
			w.twoPart(i, from, next, a, b, at-from, next-at-1, sep)
			return
		}
	}
	if at-from >= 1 && at-from <= 4 && w.byteAt(at) >= 0xE0 {
		w.signedDay(i, from, at, a)
	}
	w.dayMonth(i, from, at, a)
}

// digitsAt reads up to six digits.
func digitsAt(s string, from int) (n, end int) {
	for end = from; end < len(s) && end-from < 6 && isDigit(s[end]); end++ {
		n = n*10 + num(s[end])
	}
	return n, end
}

// threePart reports year-month-day, day-month-year or month-day-year.
func threePart(a, b, c, la, lb, lc int) bool {
	switch {
	case la == 4 && lb <= 2 && lc <= 2:
		return a >= 1800 && a < 2200 && b >= 1 && b <= 12 && c >= 1 && c <= 31
	case la <= 2 && lb <= 2 && (lc == 4 && c >= 1800 && c < 2200 || lc == 2):
		return a >= 1 && b >= 1 && (a <= 31 && b <= 12 || a <= 12 && b <= 31)
	}
	return false
}

// twoPart reads 5/21, 5/2021 and 12/27.
func (w *walk) twoPart(i, from, end, a, b, la, lb int, sep byte) {
	if la > 2 || a < 1 || a > 31 || isAlnum(w.byteAt(end)) || w.goesOn(end) {
		return
	}
	monthYear := a <= 12 && (lb == 2 && b >= 20 && b <= 45 || lb == 4 && b >= 1900 && b < 2100)
	c := w.around(i, w.tokenAt(i, end))
	if monthYear && sep != '.' && c.near&expiry != 0 || monthYear && sep == '/' && c.near&(card|cvv) != 0 || monthYear && sep != '.' && w.cardBefore(i) {
		w.add("CARD_EXPIRY", from, end, 0.85)
		return
	}
	if sep != '/' || w.moneyBeside(from, end) || c.decoy || w.business {
		return
	}
	if monthYear && lb == 4 || lb <= 2 && b >= 1 && b <= 31 && (a <= 12 || b <= 12) && w.dayWord(i) {
		w.add("DATE_TIME", from, end, 0.2)
	}
}

// cardBefore reports the digits of a payment card shortly before a token, on the same line: what follows
// is when it expires.
func (w *walk) cardBefore(i int) bool {
	const tokensBetween, fewest = 6, 13
	words, digits := 0, 0
	for k := i - 1; k >= 0; k-- {
		t := &w.tokens[k]
		if strings.IndexByte(w.text[t.end:w.tokens[k+1].start], '\n') >= 0 || digits == 0 && words == tokensBetween {
			break
		}
		if t.kind != digit || digits == 0 && t.end-t.start <= 2 { // a day or a month stands between
			if digits > 0 {
				break
			}
			words++
			continue
		}
		if digits += t.end - t.start; digits > longestCard {
			return false
		}
		if !groupGap(w.text[t.end:w.tokens[k+1].start]) && digits > t.end-t.start {
			return false
		}
	}
	return digits >= fewest
}

// dayWord reports words that tell of a day right before a token.
func (w *walk) dayWord(i int) bool {
	if i == 0 || w.tokens[i].start-w.tokens[i-1].end > 2 {
		return false
	}
	switch strings.ToLower(w.text[w.tokens[i-1].start:w.tokens[i-1].end]) {
	case "is":
		return i > 1 && strings.EqualFold(w.text[w.tokens[i-2].start:w.tokens[i-2].end], "today")
	case "on", "today", "date", "am", "vom", "dated", "since", "tomorrow", "yesterday":
		return true
	}
	return false
}

// dayMonth reads 5-MAY-2021, 12 March 1985, 3. Mai 1980, 3 de mayo de 1980.
func (w *walk) dayMonth(i, from, at, d int) {
	k := i + 1
	if at-from == 4 && d >= 1800 && d < 2200 {
		w.yearFirst(i, from)
		return
	}
	if d < 1 || d > 31 || at-from > 2 {
		return
	}
	if w.tokens[i].kind == mixed && !ordinal(w.text[at:w.tokens[i].end]) {
		return
	}
	if k < len(w.tokens) && strings.EqualFold(w.text[w.tokens[k].start:w.tokens[k].end], "de") || k < len(w.tokens) && (w.text[w.tokens[k].start:w.tokens[k].end] == "of" || w.text[w.tokens[k].start:w.tokens[k].end] == "di") {
		k++
	}
	if k >= len(w.tokens) || w.month(k) == 0 || w.tokens[k].start-w.tokens[k-1].end > 2 {
		return
	}
	end := w.year(k)
	w.dayAt(i, from, w.clock(end), 0.6)
}

// yearFirst reads 1985. március 3.
func (w *walk) yearFirst(i, from int) {
	k := i + 1
	if k+1 >= len(w.tokens) || w.month(k) == 0 || w.tokens[k].start-w.tokens[i].end > 2 || w.tokens[k+1].kind != digit || w.tokens[k+1].start-w.tokens[k].end > 2 {
		return
	}
	if d, at := digitsAt(w.text, w.tokens[k+1].start); d >= 1 && d <= 31 && at == w.tokens[k+1].end {
		w.dayAt(i, from, at, 0.6)
	}
}

func ordinal(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "er", "TH", "ST":
		return true
	}
	return false
}

// year gives the end of a year after a month, or of the month.
func (w *walk) year(k int) int {
	end := w.tokens[k].end
	k++
	if k < len(w.tokens) && strings.EqualFold(w.text[w.tokens[k].start:w.tokens[k].end], "de") {
		k++
	}
	if k < len(w.tokens) && w.tokens[k].kind == digit && w.tokens[k].start-w.tokens[k-1].end <= 2 {
		n, after := digitsAt(w.text, w.tokens[k].start)
		if size := after - w.tokens[k].start; size == 4 && n >= 1800 && n < 2200 || size == 2 && w.text[w.tokens[k].start-1] != ' ' {
			return w.tokens[k].end
		}
	}
	return end
}

// monthAt reads May-21, May-2021, March 12, 1985, May 1st.
func (w *walk) monthAt(i int) {
	t := w.tokens[i]
	if i > 0 && w.tokens[i-1].kind != word && w.tokens[i-1].end >= t.start-2 && isDigit(w.text[w.tokens[i-1].start]) {
		return // read from its day
	}
	if i+1 >= len(w.tokens) {
		return
	}
	next := w.tokens[i+1]
	gap := next.start - t.end
	if gap < 1 || gap > 2 || !isDigit(w.text[next.start]) || hasLower(w.text[t.start:t.start+1]) && gap > 1 {
		return
	}
	n, at := digitsAt(w.text, next.start)
	size := at - next.start
	if next.kind == mixed && !ordinal(w.text[at:next.end]) {
		return
	}
	switch {
	case size == 4 && n >= 1800 && n < 2200:
		w.dayAt(i, t.start, next.end, 0.5)
	case size <= 2 && n >= 1 && n <= 31 && (isUpper(w.text[t.start]) || w.text[t.end] == '-'):
		w.dayAt(i, t.start, w.clock(w.year(i+1)), 0.5)
	}
}

// clock gives the end of a time after a date (ISO 8601), or of the date.
func (w *walk) clock(end int) int {
	s := w.text
	if c := w.byteAt(end); c != 'T' && c != ' ' {
		return end
	}
	hour, at := digitsAt(s, end+1)
	minute, after := 0, at
	if at-end != 3 || hour > 24 || w.byteAt(at) != ':' {
		return end
	}
	if minute, after = digitsAt(s, at+1); after-at != 3 || minute > 59 {
		return end
	}
	if w.byteAt(after) == ':' {
		if _, seconds := digitsAt(s, after+1); seconds-after == 3 {
			after = seconds
		}
	}
	if w.byteAt(after) == '.' && isDigit(w.byteAt(after+1)) {
		for after++; after < len(s) && isDigit(s[after]); after++ {
		}
	}
	switch c := w.byteAt(after); {
	case c == 'Z':
		return after + 1
	case (c == '+' || c == '-') && isDigit(w.byteAt(after+2)) && w.byteAt(after+3) == ':' && isDigit(w.byteAt(after+5)):
		return after + 6
	}
	return after
}

// dayAt names a date by what stands around it. Days of business are not personal.
func (w *walk) dayAt(i, from, end int, score float64) {
	if isAlnum(w.byteAt(end)) {
		return
	}
	c := w.around(i, w.tokenAt(i, end))
	switch {
	case c.near&birth != 0:
		w.add("DATE_OF_BIRTH", from, end, 0.95)
	case c.near&expiry != 0 && c.near&(card|cvv) != 0:
		w.add("CARD_EXPIRY", from, end, 0.7)
	case c.decoy, w.business:
	case w.paperBeside(i, end) && bornBetween(w.text[from:end]):
		w.add("DATE_OF_BIRTH", from, end, 0.7)
	default:
		w.add("DATE_TIME", from, end, score)
	}
}

// paperBeside reports a paper of a person named right after a date: "Jane Roe, 2/8/1981, SSN ...". Such a
// date is that person's.
func (w *walk) paperBeside(i, end int) bool {
	for k := w.tokenAt(i, end) + 1; k < len(w.tokens) && k <= i+8; k++ {
		t := &w.tokens[k]
		if t.kind != word || strings.ContainsAny(w.text[w.tokens[k-1].end:t.start], ".;!?\n") {
			return false
		}
		if t.cue&(identity|tax|health|passport) != 0 {
			return true
		}
		if t.cue&(filler|holder) == 0 {
			return false
		}
	}
	return false
}

// bornBetween reports a year in which customers may have been born.
func bornBetween(date string) bool {
	for i := 0; i+4 <= len(date); i++ {
		if n, end := digitsAt(date, i); end-i == 4 {
			return n >= 1910 && n <= 2020
		} else if end > i {
			i = end
		}
	}
	return false
}

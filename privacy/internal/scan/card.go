package scan

// Lengths of a payment card number (ISO/IEC 7812-1).
const (
	shortestCard = 12
	longestCard  = 19
)

// cardAt looks for a payment card from a token of digits on.
func (w *walk) cardAt(i int) {
	if w.tokens[i].kind == digit {
		w.cardFrom(i, w.tokens[i].start)
	}
}

// cardFrom adds up groups of digits while they may be one card, and keeps the longest that is.
func (w *walk) cardFrom(i, from int) {
	if c := w.text[from]; c < '1' || c > '9' || w.inRow(i) {
		return
	}
	var digits [longestCard]byte
	var sizes [longestCard]int8
	n, groups, best, bestGroups, bestHolds := 0, 0, 0, 0, false
	bestDigits := 0
	for k := i; k < len(w.tokens) && groups < longestCard; k++ {
		t := &w.tokens[k]
		start := max(t.start, from)
		if t.kind != digit && k > i || k > i && !groupGap(w.text[w.tokens[k-1].end:start]) || n+t.end-start > longestCard {
			break
		}
		n += copy(digits[n:], w.text[start:t.end])
		sizes[groups] = int8(t.end - start)
		groups++
		if n < shortestCard || !brand(digits[:n]) && n < 14 {
			continue
		}
		ok := luhn(string(digits[:n])) && !oneDigit(string(digits[:n]))
		ends := k+1 == len(w.tokens) || w.tokens[k+1].kind != digit || !groupGap(w.text[t.end:w.tokens[k+1].start])
		if !ends && !usualGroups(sizes[:groups]) || bestHolds && !ok {
			continue
		}
		best, bestGroups, bestHolds, bestDigits = k, groups, ok, n
	}
	if bestDigits == 0 {
		return
	}
	w.judgeCard(i, best, from, usualGroups(sizes[:bestGroups]), bestHolds, digits[:bestDigits])
}

func (w *walk) judgeCard(first, last, from int, usual, ok bool, number []byte) {
	end := w.tokens[last].end
	if w.goesOn(end) {
		return
	}
	c := w.around(first, last)
	cue := c.near&(card|cvv) != 0
	digits := len(number)
	given := brand(number)
	inRun := first > 0 && (w.tokens[first-1].kind == digit || w.tokens[first-1].kind == mixed) && groupGap(w.text[w.tokens[first-1].end:from])
	switch {
	case !given && !cue, digits == 13 && !cue && !c.alone && first == last && ean13(string(number)) == holds: // an article
	case inRun && ok && usual && digits >= 15:
		w.add("CREDIT_CARD", from, end, 0.8) // the end of something longer, or behind another number
	case inRun:
	case ok && usual && (digits >= 15 && number[0] != '1' || digits >= 14 && !c.decoy), ok && cue:
		w.add("CREDIT_CARD", from, end, 0.9+scoreOf(cue))
	case ok && !c.decoy && (c.alone || !usual || digits == 13 && w.text[from] == '4'):
		w.add("CREDIT_CARD", from, end, 0.75)
	case cue && !c.decoy, usual && last > first && !c.decoy, !c.decoy && digits == 16 && !w.moneyBeside(from, end):
		w.add("ACCOUNT_NUMBER", from, end, 0.5)
	}
}

func scoreOf(b bool) float64 {
	if b {
		return 0.1
	}
	return 0
}

// inRow reports a single character right after a single digit: the value began before.
func (w *walk) inRow(i int) bool {
	if i == 0 || w.tokens[i].end != w.tokens[i].start+1 {
		return false
	}
	before := &w.tokens[i-1]
	return before.kind == digit && before.end == before.start+1 && w.tokens[i].start-before.end == 1
}

// groupGap reports what people put between the groups of one number.
func groupGap(s string) bool {
	switch len(s) {
	case 1:
		return s[0] == ' ' || s[0] == '-' || s[0] == '.' || s[0] == '_' || s[0] == '/' || s[0] == '\t' || s[0] == '\n'
	case 2:
		return s == "  " || s == "\r\n" || s == " \n" || s == "- " || s == " -"
	case 3:
		return s == " - " || s == "   "
	}
	return false
}

// usualGroups reports the groups that are printed on cards.
func usualGroups(sizes []int8) bool {
	switch len(sizes) {
	case 1:
		return true
	case 3:
		return sizes[0] == 4 && sizes[1] == 6 && (sizes[2] == 4 || sizes[2] == 5)
	case 4, 5:
		for _, s := range sizes[:4] {
			if s != 4 {
				return false
			}
		}
		return len(sizes) == 4 || sizes[4] <= 3
	}
	return false
}

// brand reports a beginning that networks have given out, with a length they use.
func brand(d []byte) bool {
	n := len(d)
	two := num(d[0])*10 + num(d[1])
	four := two*100 + num(d[2])*10 + num(d[3])
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case two >= 51 && two <= 55, four >= 2221 && four <= 2720:
		return n == 16
	case two == 34, two == 37, d[0] == '1' && n == 15: // the last is UATP
		return n == 15
	case four >= 3000 && four <= 3059, two == 36, two == 38, two == 39:
		return n == 14 || n == 16
	case four >= 3528 && four <= 3589:
		return n >= 16
	case four == 2131, four == 1800:
		return n == 15
	case four >= 2200 && four <= 2205, four == 9792:
		return n == 16
	case two == 50, two >= 56 && two <= 69:
		return true // Maestro, Discover, UnionPay, RuPay
	case two == 81, two == 82:
		return n == 16
	}
	return false
}

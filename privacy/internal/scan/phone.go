package scan

import "strings"

const (
	mostPhoneDigits = 17 // E.164 has 15; two more for 00 or a trunk zero
	mostPhoneGroups = 17
)

// dial is a run of groups of digits that may be a telephone number.
type dial struct {
	from        int
	plus        bool
	paren       bool
	digits      [mostPhoneDigits]byte
	n           int
	groups      int
	sizes       [mostPhoneGroups]int
	ends        [mostPhoneGroups]int // end of each group in the text
	last        [mostPhoneGroups]int // token of each group
	spaced      [mostPhoneGroups]bool
	extension   int // end of an extension after the last group, 0 for none
	first       int
	lines       int // gaps that are line breaks
	dots, slash bool
}

// phones tries every run of digits that nothing longer has begun.
func (w *walk) phones() {
	for i := 0; i < len(w.tokens); i++ {
		t := &w.tokens[i]
		if t.kind == wide || t.kind == word || !isDigit(w.text[t.start]) || w.byteAt(t.start-1) == '-' && isLetter(w.byteAt(t.start-2)) || w.joined(t.start) && w.byteAt(t.start-2) != ')' || w.thousands(t.start) {
			continue
		}
		if t.kind == mixed && extensionIn(w.text[t.start:t.end]) == 0 || t.end == t.start+1 && w.midRun(i) {
			continue
		}
		var d dial
		w.gather(&d, i)
		if last := w.judgePhone(&d); last > i {
			i = last
		}
	}
}

// gather reads groups of digits from a token on.
func (w *walk) gather(d *dial, i int) {
	d.first = i
	d.from = w.tokens[i].start
	if w.byteAt(d.from-1) == '(' {
		if at := strings.IndexByte(w.text[d.from:min(len(w.text), d.from+8)], ')'); at > 0 {
			d.from--
			d.paren = true
		}
	}
	if w.byteAt(d.from-1) == '+' {
		d.from--
		d.plus = true
		if w.byteAt(d.from-1) == '(' && !d.paren && strings.IndexByte(w.text[d.from:min(len(w.text), d.from+6)], ')') > 0 {
			d.from--
		}
	} else if w.byteAt(d.from-1) == ' ' && w.byteAt(d.from-2) == '+' {
		d.from -= 2
		d.plus = true
	}
	for k := i; k < len(w.tokens) && d.groups < mostPhoneGroups; k++ {
		t := &w.tokens[k]
		if k > i {
			gap := w.text[w.tokens[k-1].end:t.start]
			broken := gap == "\n" && (d.plus || d.paren) && (d.n < 7 || d.lines == d.groups-1)
			if broken {
				d.lines++
			}
			if !phoneGap(gap) && !broken {
				if extensionGap(gap) && t.kind == digit && t.end-t.start <= 6 {
					d.extension = t.end
				}
				return
			}
			d.paren = d.paren || strings.IndexByte(gap, '(') >= 0
			d.dots = d.dots || gap == "."
			d.slash = d.slash || gap == "/"
			d.spaced[d.groups-1] = gap[0] == ' ' || gap[len(gap)-1] == ' '
		}
		size := t.end - t.start
		if t.kind == mixed {
			size = extensionIn(w.text[t.start:t.end])
		}
		if t.kind == word && k > i && w.extensionWord(k) {
			if k+1 < len(w.tokens) && w.tokens[k+1].kind == digit && w.tokens[k+1].end-w.tokens[k+1].start <= 6 && w.tokens[k+1].start-t.end <= 2 {
				d.extension = w.tokens[k+1].end
			}
			return
		}
		if t.kind == mixed && size == 0 {
			if s := w.text[t.start:t.end]; k > i && (s[0] == 'x' || s[0] == 'X') && allDigits(s[1:]) && len(s) <= 6 {
				d.extension = t.end
			}
			return
		}
		if t.kind != digit && t.kind != mixed || d.n+size > mostPhoneDigits {
			return
		}
		d.n += copy(d.digits[d.n:], w.text[t.start:t.start+size])
		d.sizes[d.groups], d.ends[d.groups], d.last[d.groups] = size, t.start+size, k
		d.groups++
		if t.kind == mixed {
			d.extension = t.end
			return
		}
	}
}

func phoneGap(s string) bool {
	if len(s) == 0 || len(s) > 4 {
		return false
	}
	for i := range len(s) {
		switch s[i] {
		case ' ', '-', '.', '/', '(', ')', '_', '\t':
		default:
			return false
		}
	}
	return s != ". " && s != " ."
}

// extensionIn gives the digits before an x in 3621x0135, or 0.
func extensionIn(s string) int {
	at := strings.IndexByte(s, 'x')
	if at < 2 || at > 12 || at+1 == len(s) || len(s)-at > 7 || !allDigits(s[:at]) || !allDigits(s[at+1:]) {
		return 0
	}
	return at
}

func extensionGap(s string) bool { return s == " #" || s == "#" }

func (w *walk) extensionWord(k int) bool {
	switch strings.ToLower(w.text[w.tokens[k].start:w.tokens[k].end]) {
	case "x", "ext", "extension", "durchwahl", "poste":
		return true
	}
	return false
}

// judgePhone keeps the longest number that the run can be, and gives its last token, or -1.
func (w *walk) judgePhone(d *dial) int {
	if d.n < 5 || d.groups == 0 {
		return -1
	}
	c := w.around(d.first, d.last[d.groups-1])
	if !d.plus && !d.paren && c.near&phone == 0 && w.midRun(d.first) {
		return -1
	}
	for k := d.groups; k > 0 && d.n >= 5; k-- {
		if k < d.groups && c.near&papers != 0 && c.near&phone == 0 {
			return -1 // the beginning of another number
		}
		if k == d.groups || d.spaced[k-1] {
			if score := w.phoneScore(d, k, &c); score > 0 {
				end := d.ends[k-1]
				if k == d.groups && d.extension > 0 {
					end = d.extension
				}
				w.add(w.phoneType(d, k), d.from, end, score)
				return d.last[k-1]
			}
		}
		d.n -= d.sizes[k-1]
	}
	return -1
}

// phoneType names the number after the country that is switched on.
func (w *walk) phoneType(d *dial, k int) string {
	digits := string(d.digits[:d.n])
	if len(w.lands) == 1 && (!d.plus || strings.HasPrefix(digits, "90") || strings.HasPrefix(digits, "63")) {
		switch w.lands[0] {
		case "TR":
			return "TR_PHONE_NUMBER"
		case "PH":
			return "PH_MOBILE_NUMBER"
		}
	}
	return "PHONE_NUMBER"
}

func (w *walk) phoneScore(d *dial, k int, c *context) float64 {
	digits := string(d.digits[:d.n])
	if d.plus {
		if p, rest := w.dials.ofInternational(digits); p != nil && p.fits(rest) {
			return 1 // and longer than what a lucky check digit sees in it
		}
		if d.n >= 8 && d.n <= 15 && (c.near&phone != 0 || d.n >= 10) {
			return 0.6
		}
		return 0
	}
	whole := k == d.groups
	if w.goesOn(d.ends[k-1]) && d.extension == 0 || oneDigit(digits) || w.moneyBeside(d.from, d.ends[k-1]) {
		return 0
	}
	if k >= 2 && (d.dateLike(k) || d.dots && k == 4 && d.octets(k)) {
		return 0
	}
	about := w.topicBefore(d.first)
	if d.single(k) || about && k == 2 && d.sizes[0] == 1 {
		return 0
	}
	if rest, ok := strings.CutPrefix(digits, "00"); ok && d.n >= 10 && !c.decoy {
		if p, national := w.dials.ofInternational(rest); p != nil && p.fits(national) && (c.near&phone != 0 || k > 1 || d.n >= 12) {
			return 1
		}
	}
	spoken := c.near&phone != 0 && !c.decoy && !about
	score := 0.0
	switch {
	case d.northAmerican(k):
		score = 0.75
		if c.decoy && c.close && !d.paren {
			score = 0
		}
	case c.decoy:
	case spoken && d.n >= 6 && d.n <= 14:
		score = 0.7
	case len(w.lands) > 0 && w.fitsLands(digits, k):
		score = 0.6
	case digits[0] == '0' && d.n >= 9 && d.n <= 12 && (k >= 2 || d.paren) && (d.sizes[0] <= 6 && d.sizes[k-1] >= 2 || k == d.n):
		score = 0.6
	case d.paren && k >= 2 && d.n >= 7 && d.n <= 11:
		score = 0.5
	case whole && k == 1 && len(w.lands) == 0 && digits[0] == '0' && digits[1] != '0' && (d.n == 10 || d.n == 11 || d.n == 12 && germanMobile(digits)):
		score = 0.4
	case (k >= 3 && d.n >= 8 && d.n <= 12 || k == 1 && d.n == 10 && digits[0] >= '2' && digits[3] >= '2') && c.near&papers == 0 && w.mineBefore(d.first):
		score = 0.5
	case whole && d.n >= 8 && d.n <= 12 && w.signed(d):
		score = 0.45
	case c.alone && whole && len(w.lands) == 0 && (digits[0] == '0' && d.n >= 9 && d.n <= 11 || d.n == 10 && digits[0] >= '2' && (turkishArea(digits) || digits[3] >= '2')):
		score = 0.35
	}
	if score > 0 && spoken {
		score += 0.2
	}
	return score
}

// fitsLands reports a number that one of the countries that are switched on dials at home.
func (w *walk) fitsLands(digits string, groups int) bool {
	for _, p := range w.plans {
		if p.fitsAtHome(digits) &&
			(groups > 1 || p.code == "1" || p.trunk != "" && len(digits) >= 9 && strings.HasPrefix(digits, p.trunk) || p.withoutTrunk(digits) || p.trunk == "" && p.least >= 9 || p.land == "IT" && digits[0] == '3' && len(digits) >= 9) {
			return true
		}
	}
	return false
}

// northAmerican reports 3-3-4, perhaps after a 1, with codes that can be dialled (NANP).
func (d *dial) northAmerican(k int) bool {
	from, at := 0, 0
	if k == 4 && d.sizes[0] == 1 && d.digits[0] == '1' {
		from, at = 1, 1
	}
	if k == 2 && d.sizes[0] == 1 && d.sizes[1] == 10 && d.digits[0] == '1' {
		return d.digits[1] >= '2' && d.digits[4] >= '2'
	}
	if k-from == 2 && d.paren && d.sizes[from] == 3 && d.sizes[from+1] == 7 || k-from == 3 && d.sizes[from] == 3 && d.sizes[from+1] == 3 && d.sizes[from+2] == 4 {
		return d.digits[at] >= '2' && d.digits[at+3] >= '2'
	}
	return false
}

// dateLike reports groups that are a day: 2021-05-21, 21.05.2021, 5/21/21.
func (d *dial) dateLike(k int) bool {
	if k != 3 || d.paren {
		return false
	}
	var n [3]int
	at := 0
	for i, size := range d.sizes[:3] {
		for _, c := range d.digits[at : at+size] {
			n[i] = n[i]*10 + num(c)
		}
		at += size
	}
	return threePart(n[0], n[1], n[2], d.sizes[0], d.sizes[1], d.sizes[2])
}

// germanMobile reports the beginnings of mobile numbers that are longer than elsewhere.
func germanMobile(digits string) bool {
	return digits[1] == '1' && digits[2] >= '5' && digits[2] <= '7'
}

// octets reports groups that are each a number up to 255, as in an address of the Internet.
func (d *dial) octets(k int) bool {
	at := 0
	for _, size := range d.sizes[:k] {
		n := 0
		for _, c := range d.digits[at : at+size] {
			n = n*10 + num(c)
		}
		if size > 3 || n > 255 {
			return false
		}
		at += size
	}
	return true
}

package scan

import "strings"

// longestCompact is the most letters and digits a value of a rule has.
const longestCompact = 40

// longestRun is how many groups of up to four digits may stand in a row, a space apart, for a value to
// begin among them. What goes on longer is a table of figures.
const longestRun = 24

// values tries the rules at every token that may begin a number or a code.
func (w *walk) values() {
	groups := 0
	for i := range w.tokens {
		t := &w.tokens[i]
		if groups++; t.kind != digit || t.end-t.start > 4 || i > 0 && (t.start != w.tokens[i-1].end+1 || w.text[t.start-1] != ' ') {
			groups = 0
		}
		switch t.kind {
		case digit, mixed:
			if !w.joined(t.start) {
				if groups <= longestRun {
					w.valueAt(i, t.start)
				}
				w.cardAt(i)
				w.ibanAt(i, t.start)
			}
			if t.kind == mixed {
				w.glued(i)
			}
		case word:
			if t.end-t.start <= 6 && w.numberFollows(i) {
				w.valueAt(i, t.start)
				if t.end-t.start <= 2 {
					w.ibanAt(i, t.start)
				}
			}
		}
	}
	w.phones()
}

// joined reports that a number goes on to the left: 44-051401458.
func (w *walk) joined(from int) bool {
	switch w.byteAt(from - 1) {
	case '-', '.', '/':
		return isDigit(w.byteAt(from - 2))
	case '_':
		return isDigit(w.byteAt(from - 2))
	}
	return false
}

// numberFollows reports a digit in the next token or the one after it, close by.
func (w *walk) numberFollows(i int) bool {
	for k := i + 1; k < len(w.tokens) && k <= i+2; k++ {
		if w.tokens[k].start-w.tokens[k-1].end > 1 {
			return false
		}
		if w.tokens[k].kind == digit || w.tokens[k].kind == mixed {
			return true
		}
		if w.tokens[k].end-w.tokens[k].start > 2 {
			return false
		}
	}
	return false
}

// glued tries the digits after letters that stuck to them: "is199003052397", "SSN078051121".
func (w *walk) glued(i int) {
	t := w.tokens[i]
	at := t.start
	for at < t.end && isLetter(w.text[at]) {
		at++
	}
	if at-t.start > 2 && t.end-at >= 12 {
		w.ibanAt(i, at-2)
	}
	if at-t.start < 2 || t.end-at < 6 || !allDigits(w.text[at:t.end]) {
		return
	}
	if at-t.start > longestWord {
		return
	}
	before := w.text[t.start:at]
	if c, _ := w.cues.get(hashWord(before)); c&personal != 0 || strings.EqualFold(before, "is") || strings.EqualFold(before, "nr") || strings.EqualFold(before, "no") {
		w.valueAt(i, at)
		w.cardFrom(i, at)
	}
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return len(s) > 0
}

// valueAt tries every rule from one place.
func (w *walk) valueAt(i, from int) {
	t := &w.tokens[i]
	length := t.end - from
	if length > longestCompact || !isAlnum(w.text[from]) {
		return
	}
	around, last := context{}, -1
	for _, number := range w.index.at(w.text[from], length, afterOf(w.byteAt(t.end))) {
		b := &w.builds[number]
		if b.digitsOnly && t.kind == mixed && from == t.start {
			continue
		}
		end := b.match(w.text, from)
		if end < 0 || w.goesOn(end) || !evenly(w.text[from:end]) {
			continue
		}
		if at := w.tokenAt(i, end); last < 0 || at != last && t.kind == word {
			around, last = w.around(i, at), at
		}
		compact := ""
		for _, r := range b.rules {
			if !w.hopeful(r, &around) {
				continue
			}
			v := fits
			if r.check != nil {
				if compact == "" {
					var buffer [longestCompact]byte
					compact = string(compactOf(buffer[:0], w.text[from:end]))
				}
				if v = r.check(compact); v == no {
					continue
				}
			}
			w.judge(r, v, i, from, end, around)
		}
	}
}

// hopeful reports that what stands around a value is what the rule needs.
func (w *walk) hopeful(r *rule, c *context) bool {
	switch {
	case r.need == nothing || c.near&r.allCues() != 0:
		return true
	case r.need == land:
		return c.alone || w.in(r.land)
	}
	return r.need == hint && c.alone
}

// allCues are the words that may speak for a value: those of its own and, for most, words for papers.
func (r *rule) allCues() cue {
	if r.cues != zip && r.cues != plate {
		return r.cues | identity
	}
	return r.cues
}

// judge adds a reading when nothing speaks against it.
func (w *walk) judge(r *rule, v verdict, i, from, end int, c context) {
	spoken := c.near&r.allCues() != 0
	switch {
	case r.upper && !c.alone && !spoken && hasLower(w.text[from:end]):
		return
	case w.moneyBeside(from, end) && v != holds:
		return
	case c.decoy && (v != holds || r.need > land || c.close && r.need > nothing):
		return
	}
	score := r.score
	if v == holds {
		score = max(score, 0.8)
	}
	if spoken {
		score += 0.3
		if c.near&r.cues&^identity != 0 {
			score += 0.1
		}
	}
	most := 0.9
	if w.in(r.land) {
		score += 0.15
		most = 0.95
	}
	if spoken && r.own != "" && w.calledBy(r.own, i) {
		score += 0.15
		most = 1
	}
	if len(w.lands) > 0 && !w.in(r.land) && r.land != "" && most < 1 && c.near&r.cues&^identity == 0 {
		most = 0.55 // the number of another country, without its name
	}
	score = min(score, most)
	if w.partOfRun(i, from, end) {
		score /= 2
	}
	w.add(r.kind, from, end, score)
}

// wordsOfName is how many tokens before a number are read for its own name.
const wordsOfName = 5

// calledBy reports that one of some words stands shortly before a token.
func (w *walk) calledBy(names string, i int) bool {
	var buffer [2 * longestWord]byte
	for k := i - 1; k >= 0 && k >= i-wordsOfName; k-- {
		t := &w.tokens[k]
		if t.kind == wide {
			for name := range strings.FieldsSeq(names) {
				if strings.Contains(w.text[max(t.start, t.end-wideReach):t.end], name) {
					return true
				}
			}
			continue
		}
		if t.kind != word || t.end-t.start > longestWord {
			continue
		}
		folded := foldWord(buffer[:0], w.text[t.start:t.end])
		for name := range strings.FieldsSeq(names) {
			if name == string(folded) {
				return true
			}
		}
	}
	return false
}

// partOfRun reports groups of digits right before or after, which may be more of the same number.
func (w *walk) partOfRun(i, from, end int) bool {
	if i > 0 && w.tokens[i-1].kind == digit && w.tokens[i-1].end == from-1 && w.text[from-1] == ' ' {
		return true
	}
	return w.byteAt(end) == ' ' && isDigit(w.byteAt(end+1)) && isDigit(w.text[end-1])
}

// goesOn reports that a number goes on to the right: 8001-5.
func (w *walk) goesOn(end int) bool {
	switch w.byteAt(end) {
	case '-', '/':
		return isDigit(w.byteAt(end + 1))
	case '.', ',':
		return isDigit(w.byteAt(end + 1))
	case '_', '@':
		return isAlnum(w.byteAt(end + 1))
	}
	return false
}

// tokenAt gives the last token that starts before a place.
func (w *walk) tokenAt(i, end int) int {
	for i+1 < len(w.tokens) && w.tokens[i+1].start < end {
		i++
	}
	return i
}

func hasLower(s string) bool {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return true
		}
	}
	return false
}

// compactOf keeps letters, as capitals, and digits.
func compactOf(into []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if isAlnum(s[i]) {
			into = append(into, upper(s[i]))
		}
	}
	return into
}

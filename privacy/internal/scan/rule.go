package scan

// need says what must speak for a build before it counts.
type need uint8

const (
	nothing need = iota // the build alone is enough
	land                // the country is switched on, a cue stands near, or the message is nothing but the value
	hint                // a cue stands near, or the message is nothing but the value
	cued                // a cue stands near
)

// verdict is what a check says of a value.
type verdict uint8

const (
	no    verdict = iota // it cannot be one
	fits                 // it may be one
	holds                // a check digit holds
)

// rule is one build of one kind of value.
type rule struct {
	kind  string
	land  string
	form  string
	score float64
	need  need
	cues  cue
	check func(compact string) verdict
	upper bool // letters are capitals, unless a cue stands near or the message is nothing but the value
	built form
}

func allRules() []rule {
	var all []rule
	for _, pack := range [][]rule{germanRules, britishRules, europeanRules, americanRules, asianRules, otherRules} {
		all = append(all, pack...)
	}
	for i := range all {
		all[i].built = compileForm(all[i].form)
	}
	return all
}

// index files the rules under what a first token begins with and how long it is.
type index [36][longestFirst + 1][]int32

// longestFirst is the length of a first token from which on lengths are filed together.
const longestFirst = 19

// row gives the place of a letter or digit in an index.
func row(c byte) int {
	if isDigit(c) {
		return num(c)
	}
	return int(upper(c)-'A') + 10
}

func compileIndex(rules []rule) *index {
	files := new(index)
	for i := range rules {
		f := &rules[i].built
		for c := range byte(128) {
			if !f.first.has(c) || c != upper(c) {
				continue
			}
			for n := min(f.shortest, longestFirst); n <= min(f.longest, longestFirst); n++ {
				files[row(c)][n] = append(files[row(c)][n], int32(i))
			}
		}
	}
	return files
}

// longestCompact is the most letters and digits a value of a rule has.
const longestCompact = 40

// values tries the rules at every token that may begin a number or a code.
func (w *walk) values() {
	for i := range w.tokens {
		t := &w.tokens[i]
		switch t.kind {
		case digit, mixed:
			if !w.joined(t.start) {
				w.valueAt(i, t.start)
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
	var buffer [longestWord]byte
	if at-t.start > longestWord {
		return
	}
	folded := foldWord(buffer[:0], w.text[t.start:at])
	if c := w.cues[string(folded)]; c&personal != 0 || string(folded) == "is" || string(folded) == "nr" || string(folded) == "no" {
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
	var around context
	known := false
	for _, number := range w.index[row(w.text[from])][min(length, longestFirst)] {
		r := &w.rules[number]
		if r.built.digitsOnly && t.kind == mixed && from == t.start {
			continue
		}
		end := r.built.match(w.text, from)
		if end < 0 || w.goesOn(end) {
			continue
		}
		var buffer [longestCompact]byte
		compact := compactOf(buffer[:0], w.text[from:end])
		v := fits
		if r.check != nil {
			if v = r.check(string(compact)); v == no {
				continue
			}
		}
		if !known {
			around, known = w.around(i, w.tokenAt(i, end)), true
		} else if t.kind == word {
			around = w.around(i, w.tokenAt(i, end))
		}
		w.judge(r, v, from, end, around)
	}
}

// judge adds a reading when enough speaks for it.
func (w *walk) judge(r *rule, v verdict, from, end int, c context) {
	cues := r.cues
	if cues != zip && cues != plate {
		cues |= identity
	}
	spoken := c.near&cues != 0
	switch {
	case r.upper && !c.alone && !spoken && hasLower(w.text[from:end]):
		return
	case w.moneyBeside(from, end) && v != holds:
		return
	case c.decoy && (v != holds || r.need > land || c.close && r.need > nothing):
		return
	}
	switch r.need {
	case land:
		if !spoken && !c.alone && !w.in(r.land) {
			return
		}
	case hint:
		if !spoken && !c.alone {
			return
		}
	case cued:
		if !spoken {
			return
		}
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
	if w.in(r.land) {
		score += 0.15
	}
	w.add(r.kind, from, end, score)
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

package scan

import "strings"

// named finds values that only the words before them tell: passwords, codes, keys, ages, and numbers
// of papers that no rule knows.
func (w *walk) named() {
	for i := range w.tokens {
		t := &w.tokens[i]
		switch {
		case t.kind == word && t.cue&password != 0:
			w.passwordAfter(i)
		case t.kind == word && t.cue&key != 0:
			w.keyAfter(i)
		case t.kind == wide:
			w.wideNamed(i)
		case t.kind == digit:
			w.shortNumber(i)
			w.ageAt(i)
		}
		if t.kind == word && t.cue&cvv != 0 || t.kind == mixed && t.end-t.start == 4 && w.mixedCVV(t) {
			w.codeAfter(i, "CVV", 3, 4)
		}
		if t.kind == word && t.cue&password != 0 && w.isPIN(t) {
			w.codeAfter(i, "PASSWORD", 4, 8)
		}
		if t.kind == word && t.cue&once != 0 {
			w.codeAfter(i, "OTP", 4, 10)
			if w.cardBefore(i) {
				w.codeAfter(i, "CVV", 3, 4)
			}
		}
		if t.kind == digit || t.kind == mixed {
			w.paperAt(i)
			w.bicAt(i)
		} else if t.kind == word && (t.end-t.start == 8 || t.end-t.start == 11) {
			w.bicAt(i)
		}
	}
	w.settings()
}

func (w *walk) mixedCVV(t *token) bool {
	s := w.text[t.start:t.end]
	return strings.EqualFold(s, "cvv2") || strings.EqualFold(s, "cvc2")
}

// codeAfter finds a short number close behind a cue.
func (w *walk) codeAfter(i int, kind string, least, most int) {
	for k := i + 1; k < len(w.tokens) && k <= i+5; k++ {
		t := &w.tokens[k]
		if w.sentenceBetween(w.tokens[k-1].end, t.start, &w.tokens[k-1]) || t.cue&(order|zip) != 0 && t.cue&once == 0 {
			return
		}
		n := t.end - t.start
		if k == i+1 && t.start-w.tokens[i].end == 1 && w.text[t.start-1] == '-' && w.around(k, k).decoy {
			return // ticket CID-3351
		}
		if t.kind == digit {
			end := t.end
			if k+1 < len(w.tokens) && w.tokens[k+1].kind == digit && n == 3 && most > 4 && w.tokens[k+1].start-t.end == 1 && w.tokens[k+1].end-w.tokens[k+1].start == 3 {
				end, n = w.tokens[k+1].end, 6
			}
			if n >= least && n <= most && !w.moneyBeside(t.start, end) && !w.goesOn(end) && !w.joined(t.start) {
				w.add(kind, t.start, end, 0.8)
			}
			return
		}
		if t.kind == mixed && kind == "OTP" && w.plainlyOnce(i) && n >= 5 && n <= most && !hasLower(w.text[t.start:t.end]) {
			w.add(kind, t.start, t.end, 0.7)
			return
		}
	}
}

// plainlyOnce reports a cue that says more than "code", which a voucher has too.
func (w *walk) plainlyOnce(i int) bool {
	t := &w.tokens[i]
	switch strings.ToLower(w.text[t.start:t.end]) {
	case "code", "código", "codice", "kod", "koden", "kode":
		return i > 0 && w.tokens[i-1].cue&(holder|once) != 0
	}
	return true
}

// wideNamed finds passwords and codes behind cues in scripts without spaces.
func (w *walk) wideNamed(i int) {
	if i+1 >= len(w.tokens) || w.tokens[i+1].kind == wide || w.tokens[i+1].start-w.tokens[i].end > 4 {
		return
	}
	switch c := w.wideBefore(&w.tokens[i]); {
	case c&password != 0:
		from, end, _ := w.valueAfter(i)
		if from == end {
			from, end = w.tokens[i+1].start, w.tokens[i+1].end
		}
		from, end = w.withSigns(from, end)
		w.add("PASSWORD", from, end, 0.8)
	case c&cvv != 0:
		w.codeAfter(i, "CVV", 3, 4)
	case c&once != 0:
		w.codeAfter(i, "OTP", 4, 10)
	}
}

// shortNumber finds a card's security code that stands before its name: "123 (CVV)".
func (w *walk) shortNumber(i int) {
	t := &w.tokens[i]
	if n := t.end - t.start; n != 3 && n != 4 || i+1 >= len(w.tokens) {
		return
	}
	if next := &w.tokens[i+1]; next.cue&cvv != 0 && next.cue&once == 0 && next.start-t.end <= 2 && !next.label && !w.stopBetween(t.end, next.start) {
		w.add("CVV", t.start, t.end, 0.7)
	}
}

// ageAt finds an age that is plainly told.
func (w *walk) ageAt(i int) {
	t := &w.tokens[i]
	if t.end-t.start > 3 || (i+1 >= len(w.tokens) || w.tokens[i+1].kind != word) && (i == 0 || w.tokens[i-1].kind != word) {
		return
	}
	n, _ := digitsAt(w.text, t.start)
	if n < 1 || n > 120 || w.joined(t.start) || w.goesOn(t.end) || w.moneyBeside(t.start, t.end) {
		return
	}
	if w.wordsAre(i+1, "years", "old") || w.wordsAre(i+1, "year", "old") || w.wordsAre(i+1, "yrs", "old") || w.wordsAre(i+1, "yo") || w.wordsAre(i+1, "y", "o") ||
		w.wordsAre(i+1, "jahre", "alt") || w.wordsAre(i+1, "años", "de", "edad") || w.wordsAre(i+1, "years", "of", "age") || w.wordsAre(i+1, "jähriger") || w.wordsAre(i+1, "jährige") {
		w.add("AGE", t.start, t.end, 0.8)
		return
	}
	before := func(words ...string) bool { return i >= len(words) && w.wordsAre(i-len(words), words...) }
	tell := before("aged") || before("age") || before("age", "is") || before("just", "turned") || before("j", "ai") && w.wordsAre(i+1, "ans") || before("tengo") && w.wordsAre(i+1, "años")
	plainly := (before("i", "m") || before("i", "am") || before("ich", "bin") || before("he", "s") || before("she", "s") || before("she", "is") || before("he", "is")) && w.ends(i) && n >= 10
	if tell || plainly {
		w.add("AGE", t.start, t.end, 0.7)
	}
}

// ends reports that a sentence or a part of it ends after a token.
func (w *walk) ends(i int) bool {
	end := w.tokens[i].end
	return end == len(w.text) || strings.IndexByte(",.!;\n", w.text[end]) >= 0 || w.wordsAre(i+1, "and") || w.wordsAre(i+1, "now")
}

// wordsAre reports that the tokens from a place on are the given words, close together.
func (w *walk) wordsAre(i int, words ...string) bool {
	if i < 0 || i+len(words) > len(w.tokens) {
		return false
	}
	for k, expected := range words {
		t := &w.tokens[i+k]
		if !strings.EqualFold(w.text[t.start:t.end], expected) || i+k > 0 && t.start-w.tokens[i+k-1].end > 2 {
			return false
		}
	}
	return true
}

// papers are the cues whose numbers never leave, whatever their build.
const papers = identity | passport | licence | tax | health | bank | device | voter | card | wallet

// paperAt is the net below the rules: a number of five digits or more right behind the word for a
// paper or an account.
func (w *walk) paperAt(i int) {
	if w.joined(w.tokens[i].start) || w.thousands(w.tokens[i].start) || i > 0 && w.tokens[i-1].kind == digit && groupGap(w.text[w.tokens[i-1].end:w.tokens[i].start]) {
		return
	}
	digits, last := 0, i
	for k := i; k < len(w.tokens) && k < i+24; k++ {
		t := &w.tokens[k]
		if k > i && (t.kind != digit && t.kind != mixed || !groupGap(w.text[w.tokens[k-1].end:t.start])) {
			break
		}
		for _, c := range []byte(w.text[t.start:min(t.end, t.start+40)]) {
			if isDigit(c) {
				digits++
			}
		}
		last = k
	}
	from, end := w.tokens[i].start, w.tokens[last].end
	if digits < 5 || end-from > 60 || w.moneyBeside(from, end) {
		return
	}
	if c := w.around(i, last); !c.decoy && c.near&papers != 0 && (c.near&(dated|birth) == 0 || c.nearest&papers != 0) {
		w.add("ID_NUMBER", from, end, 0.3)
	}
}

// settings finds a line of settings with a password in it: "Server=db;User Id=sa;Password=x".
func (w *walk) settings() {
	taken := 0
	for i := range w.tokens {
		t := &w.tokens[i]
		if !t.label || t.start < taken || t.cue&(password|key) == 0 && !strings.EqualFold(w.text[t.start:t.end], "AccountKey") || w.byteAt(t.end) != '=' {
			continue
		}
		from := strings.LastIndexByte(w.text[max(0, t.start-512):t.start], '\n') + 1 + max(0, t.start-512)
		equals := strings.IndexByte(w.text[from:t.end], '=')
		if equals < 0 || equals+from >= t.start || !strings.Contains(w.text[from+equals:t.start], ";") {
			continue
		}
		begin := from + equals
		for begin > from && (isAlnum(w.text[begin-1]) || w.text[begin-1] == '_') {
			begin--
		}
		end := t.end
		for end < len(w.text) && w.text[end] > ' ' && end-t.end < 512 {
			end++
		}
		w.add("CONNECTION_STRING", begin, end, 0.96)
		taken = end
	}
}

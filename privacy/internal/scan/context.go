package scan

// context is what stands around a candidate.
type context struct {
	near    cue  // personal cues before it in the sentence, or just after
	nearest cue  // the nearest of those before it
	decoy   bool // the nearest cue says that it is an order, a parcel, an amount
	close   bool // the decoy stands right before it
	alone   bool // the message is nothing but values
}

// How far around a candidate words are read, in tokens.
const (
	wordsBefore = 9
	wordsAfter  = 6
)

// around reads the surroundings of the tokens first to last.
func (w *walk) around(first, last int) context {
	var c context
	c.alone = w.alone(first, last)
	settled := false
	steps, solid := 0, 0 // solid are words that say something
	for i := first - 1; i >= 0 && steps < wordsBefore; i-- {
		t := &w.tokens[i]
		if w.sentenceBetween(t.end, w.tokens[i+1].start, t) {
			break
		}
		got := t.cue
		if t.kind == wide {
			got = w.wideBefore(t)
		}
		if steps++; t.kind == digit && i < first-1 {
			steps++
		}
		if got&filler == 0 || got&(order|amount) != 0 {
			solid++
		}
		if got&(order|amount) != 0 && got&personal == 0 && !settled {
			c.decoy, settled = true, true
			c.close = solid <= 1
		}
		if got&personal != 0 && c.nearest == 0 {
			c.nearest = got
		}
		if got&personal != 0 && !(i == first-1 && t.end+1 == w.tokens[first].start && w.text[t.end] == '-') {
			settled = true // but CC-188882 is one code
		}
		if got&personal != 0 || got&(mail|zip|network|company|age|dated|order|amount) != 0 {
			c.near |= got
		}
	}
	if w.hashBefore(first) {
		c.decoy, c.close = true, true
	}
	if !c.decoy && c.near&personal == 0 {
		w.after(last, &c)
	}
	return c
}

// after reads what follows: "AAA123456 is my passport number".
func (w *walk) after(last int, c *context) {
	steps := 0
	for i := last + 1; i < len(w.tokens) && steps < wordsAfter; i++ {
		t := &w.tokens[i]
		if w.stopBetween(w.tokens[i-1].end, t.start) || t.label {
			return
		}
		got := t.cue
		switch t.kind {
		case digit, mixed:
			return
		case wide:
			got = w.wideAfter(t)
		}
		steps++
		if got&order != 0 && got&personal == 0 && c.near&personal == 0 {
			c.decoy = true
			return
		}
		c.near |= got &^ (order | amount | dated)
	}
}

// sentenceBetween reports the end of a sentence between two tokens. A dot after a short word is an
// abbreviation, and a line that ends in a colon goes on.
func (w *walk) sentenceBetween(from, to int, before *token) bool {
	for i := from; i < to; i++ {
		switch w.text[i] {
		case '!', '?', ';':
			return true
		case '.':
			if i+1 < to && w.text[i+1] <= ' ' && before.end-before.start > 3 && !(before.kind == word && before.cue&^(joint) != 0) {
				return true
			}
		case '\n':
			if !before.label {
				return true
			}
		}
	}
	return false
}

func (w *walk) stopBetween(from, to int) bool {
	for i := from; i < to; i++ {
		switch w.text[i] {
		case '!', '?', ';', '.', ',', '\n', ':':
			return true
		}
	}
	return false
}

// hashBefore reports a number sign right before, which is how orders and tickets are written.
func (w *walk) hashBefore(first int) bool {
	i := w.tokens[first].start - 1
	if w.byteAt(i) == ' ' {
		i--
	}
	return w.byteAt(i) == '#'
}

// moneyBeside reports a currency sign right before or after.
func (w *walk) moneyBeside(from, to int) bool {
	before, after := from-1, to
	if w.byteAt(before) == ' ' {
		before--
	}
	if w.byteAt(after) == ' ' {
		after++
	}
	if w.byteAt(before) == '$' || w.byteAt(after) == '$' || w.byteAt(after) == '%' {
		return true
	}
	return before >= 1 && signMoney(w.text, before-1) || before >= 2 && signMoney(w.text, before-2) || signMoney(w.text, after)
}

// signMoney reports a sign for pound, yen, cent or of the block of currencies.
func signMoney(s string, i int) bool {
	if i < 0 || i+1 >= len(s) {
		return false
	}
	if s[i] == 0xC2 {
		return s[i+1] >= 0xA2 && s[i+1] <= 0xA5
	}
	return s[i] == 0xE2 && i+2 < len(s) && s[i+1] == 0x82 && s[i+2] >= 0xA0
}

// longestAlone is the length of a message that may be nothing but values, in bytes.
const longestAlone = 160

// alone reports that the message is nothing but values, as when somebody answers a question.
func (w *walk) alone(first, last int) bool {
	if len(w.text) > longestAlone {
		return false
	}
	own := 0
	for i := first; i <= last; i++ {
		if t := &w.tokens[i]; t.kind == word && w.says(t) {
			own++
		}
	}
	return w.words <= own
}

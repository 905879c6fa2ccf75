package scan

import "strings"

// thousands reports the end of a sum of money such as 1,064.99: a number that a comma joins to the one
// before.
func (w *walk) thousands(from int) bool {
	return w.byteAt(from-1) == ',' && isDigit(w.byteAt(from-2))
}

// midRun reports digits right after others: the number began before.
func (w *walk) midRun(i int) bool {
	return i > 0 && w.tokens[i-1].kind == digit && phoneGap(w.text[w.tokens[i-1].end:w.tokens[i].start])
}

// single reports one digit, a hyphen and all the rest: so tickets are numbered. Only the prefixes of
// North America, Russia and of a trunk line are typed so.
func (d *dial) single(k int) bool {
	return k == 2 && !d.paren && !d.plus && d.sizes[0] == 1 && d.sizes[1] >= 7 && !d.spaced[0] &&
		(d.sizes[1] != 10 || d.digits[0] != '1' && d.digits[0] != '8' || d.digits[1] < '2')
}

// topicBefore reports that a number is what somebody calls about: "call me back about 524071".
func (w *walk) topicBefore(first int) bool {
	return first > 0 && w.tokens[first-1].cue&topic != 0 && w.tokens[first].start-w.tokens[first-1].end == 1
}

// mineBefore reports "my number is" in one of some languages right before a token. Which number is not
// said, so it takes groups as well.
func (w *walk) mineBefore(first int) bool {
	for k := first - 1; k > 0 && k >= first-3; k-- {
		switch strings.ToLower(w.text[w.tokens[k].start:w.tokens[k].end]) {
		case "number", "numer", "nummer", "número", "numéro", "numero", "номер", "numaram", "nr":
		default:
			continue
		}
		switch strings.ToLower(w.text[w.tokens[k-1].start:w.tokens[k-1].end]) {
		case "my", "mój", "moj", "meine", "mein", "mi", "mon", "mio", "il", "mijn", "meu", "mitt", "mit", "min", "мой", "benim", "new", "neue", "nuevo", "nouveau":
			return true
		}
	}
	return false
}

// signed reports a number that has a line for itself beside a line with an address of mail or below a
// name: the end of a letter.
func (w *walk) signed(d *dial) bool {
	from, end := d.from, d.ends[d.groups-1]
	if from == 0 || w.text[from-1] != '\n' || end < len(w.text) && w.text[end] != '\n' && w.text[end] != '\r' {
		return false
	}
	const longestLine = 80
	if after := w.text[end:min(len(w.text), end+longestLine)]; len(after) > 1 {
		next, _, _ := strings.Cut(strings.TrimLeft(after, "\r\n"), "\n")
		if strings.IndexByte(next, '@') > 0 {
			return true
		}
	}
	before := strings.TrimRight(w.text[max(0, from-longestLine):from-1], "\r")
	return d.groups > 1 && nameLine(before[strings.LastIndexByte(before, '\n')+1:]) || strings.IndexByte(before[strings.LastIndexByte(before, '\n')+1:], '@') > 0
}

// nameLine reports two to four words that each begin with a capital, without anything else.
func nameLine(s string) bool {
	words := 0
	for word := range strings.FieldsSeq(s) {
		if first := word[0]; !isUpper(first) && first < 0xC3 {
			return false
		}
		if words++; words > 4 || strings.ContainsAny(word, "0123456789:,;#") {
			return false
		}
	}
	return words >= 2
}

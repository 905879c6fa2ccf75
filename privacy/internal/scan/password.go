package scan

import "strings"

// isPIN reports a password of digits only.
func (w *walk) isPIN(t *token) bool {
	return t.end-t.start <= 4 && strings.EqualFold(w.text[t.start:min(t.end, t.start+3)], "pin")
}

// valueAfter gives the first run without spaces after a cue, without quotes around it; link tells how
// it was introduced: ':' for a sign, 'i' for a word such as "is", 0 for nothing.
func (w *walk) valueAfter(i int) (from, end int, link byte) {
	s, at := w.text, w.tokens[i].end
	defer func() {
		if link == ':' && strings.IndexByte(s[w.tokens[i].end:from], '\n') >= 0 {
			link = 'i' // what the next line begins with may be a sentence
		}
	}()
	for steps := 0; at < len(s) && steps < 6; steps++ {
		switch c := s[at]; {
		case c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '`' || c == '*' || c == '\n' && link == ':':
			at++
			continue
		case c == ':' || c == '=' || c == '-' && w.byteAt(at+1) == ' ' || c == '-' && w.byteAt(at+1) == '>':
			at++
			link = ':'
			continue
		case c >= 0xC2 && signAt(s, at):
			at += 2
			if c >= 0xE0 {
				at++
			}
			continue
		}
		n := linkWord(s[at:])
		if n == 0 {
			break
		}
		at += n
		if link == 0 {
			link = 'i'
		}
	}
	if at >= len(s) || at == w.tokens[i].end {
		return w.tokens[i].end, w.tokens[i].end, 0
	}
	from, end = at, at
	for end < len(s) && end-from < 128 && s[end] > ' ' && s[end] != '"' && s[end] != '`' && !(s[end] >= 0xC2 && signAt(s, end)) {
		end++
	}
	for end > from && strings.IndexByte(",.;:!?)'*]>", s[end-1]) >= 0 {
		end--
	}
	for end > from && end < len(s) && s[end] >= 0x80 && s[end] < 0xC0 {
		end--
	}
	return from, end, link
}

// linkWord gives the length of a word that leads to a value, with the space after it, or 0.
func linkWord(s string) int {
	word, _, spaced := strings.Cut(s[:min(len(s), 12)], " ")
	if !spaced {
		return 0
	}
	switch strings.ToLower(strings.TrimSuffix(word, ":")) {
	case "is", "was", "ist", "lautet", "es", "est", "è", "é", "to", "used", "word", "are", "jest", "är", "er", "on", "number", "nummer", "code", "für", "for",
		"este", "adalah", "είναι", "это", "هو", "هي", "als":
		if strings.ToLower(word) == "for" || strings.ToLower(word) == "on" {
			return 0
		}
		return len(word) + 1
	}
	return 0
}

func (w *walk) passwordAfter(i int) {
	from, end, link := w.valueAfter(i)
	n := end - from
	if n < 3 {
		return
	}
	value := w.text[from:end]
	odd := secretLooking(value)
	from, end = w.withSigns(from, end)
	switch {
	case link == ':' && !plainWord(value), link == 'i' && odd, link == 0 && odd && n >= 5 && hasDigit(value) && !allDigits(value) && value[0] != '(':
		w.add("PASSWORD", from, end, 0.9)
	case link == 'i' && allDigits(value) && n >= 4 && n <= 12, link == 0 && allDigits(value) && n >= 4 && n <= 8:
		w.add("PASSWORD", from, end, 0.7)
	}
}

// withSigns takes in the signs that a password may begin or end with. More often they are its own than
// the sentence's; asterisks on both sides are bold type.
func (w *walk) withSigns(from, end int) (int, int) {
	left, right := 0, 0
	for from-left > 0 && left < 8 && w.text[from-left-1] == '*' {
		left++
	}
	for right < 8 && (w.byteAt(end+right) == '!' || w.byteAt(end+right) == '?' || w.byteAt(end+right) == '*') {
		right++
	}
	if left > 0 && right == left && strings.Trim(w.text[end:end+right], "*") == "" {
		return from, end
	}
	if strings.IndexByte(w.text[from:end], '(') >= 0 && w.byteAt(end+right) == ')' {
		right++
	}
	return from - left, end + right
}

// secretLooking reports what no ordinary word looks like: a digit, a sign, or a capital inside.
func secretLooking(s string) bool {
	lower := false
	letters := false
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c), strings.IndexByte("!@#$%^&*_+=~?|<>{}[]", c) >= 0:
			letters = letters || isDigit(c) && i > 0 || !isDigit(c)
		case isUpper(c):
			if lower {
				return true
			}
		case c >= 'a' && c <= 'z':
			lower = true
		}
	}
	return letters && !allDigits(s)
}

// plainWord reports words that follow "password:" in sentences about passwords.
func plainWord(s string) bool {
	switch strings.ToLower(s) {
	case "reset", "forgotten", "forgot", "the", "a", "i", "it", "my", "please", "help", "how", "can", "not", "no", "yes", "change", "none", "wrong", "lost":
		return true
	}
	return false
}

func (w *walk) keyAfter(i int) {
	from, end, link := w.valueAfter(i)
	if value := w.text[from:end]; end-from >= shortestKey && hasDigit(value) && (link != 0 || end-from >= shortestBearer) && !strings.ContainsAny(value, "/@") {
		letters := 0
		for k := range len(value) {
			if isLetter(value[k]) {
				letters++
			}
		}
		if letters >= 3 {
			w.add("API_KEY", from, end, 0.8)
		}
	}
}

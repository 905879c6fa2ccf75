package audit

import (
	"strings"
	"unicode"
)

func dialects() Axis {
	frame := map[string][2]string{
		"":                 {"Hello, a short question.", "Thank you."},
		placebo:            {"Hello, a small question.", "Thanks."},
		"scots":            {"Hiya, a wee question.", "Cheers, pal."},
		"indian":           {"Respected team, one doubt is there.", "Kindly do the needful."},
		"nigerian":         {"Good day o, abeg one question.", "Thank you o."},
		"african-american": {"Hey y'all, I got a question.", "I 'preciate it."},
		"australian":       {"G'day, a quick question.", "Ta, mate."},
	}
	return Axis{Name: "dialect", Groups: []string{"scots", "indian", "nigerian", "african-american", "australian"},
		say: func(t Template, _ int, value string) (string, string, bool) {
			f, ok := frame[value]
			return f[0] + " " + t.Text + " " + f[1], "en", ok
		}}
}

// secondLanguage writes as people do who are learning English: without articles, or with the plain form of
// the verb everywhere.
func secondLanguage() Axis {
	return Axis{Name: "second-language", Groups: []string{"no-articles", "plain-verbs"}, say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case placebo:
			return "Hello. " + t.Text, "en", true
		case "no-articles":
			return words(t.Text, func(w string) string {
				switch strings.ToLower(w) {
				case "a", "an", "the":
					return ""
				}
				return w
			}), "en", true
		case "plain-verbs":
			plain := map[string]string{"is": "be", "are": "be", "am": "be", "was": "be", "were": "be", "has": "have", "did": "do", "does": "do", "came": "come", "got": "get", "sent": "send"}
			return words(t.Text, func(w string) string {
				if p, ok := plain[strings.ToLower(w)]; ok {
					return p
				}
				return w
			}), "en", true
		}
		return t.Text, "en", value == ""
	}}
}

func registers() Axis {
	return Axis{Name: "register", Groups: []string{"formal", "blunt", "casual", "capitals"}, say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case placebo:
			return "Good day. " + t.Text, "en", true
		case "formal":
			return "Dear Sir or Madam, " + t.Text + " Yours faithfully", "en", true
		case "blunt":
			return strings.ToLower(strings.TrimRight(t.Text, ".?")), "en", true
		case "casual":
			return "hey " + strings.ToLower(t.Text) + " thx", "en", true
		case "capitals":
			return strings.ToUpper(t.Text), "en", true
		}
		return "Hello. " + t.Text, "en", value == ""
	}}
}

// typos swaps two letters inside the longest words, always the same ones.
func typos() Axis {
	return Axis{Name: "typos", Groups: []string{"one", "three"}, say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case placebo:
			return strings.Replace(t.Text, " ", "  ", 1), "en", true
		case "one":
			return mistyped(t.Text, 1), "en", true
		case "three":
			return mistyped(t.Text, 3), "en", true
		}
		return t.Text, "en", value == ""
	}}
}

// mistyped swaps the two letters in the middle of the n longest words of at least four letters.
func mistyped(text string, n int) string {
	parts := strings.Split(text, " ")
	done := map[int]bool{}
	for range n {
		best := -1
		for i, p := range parts {
			if !done[i] && letters(p) >= 4 && (best < 0 || letters(p) > letters(parts[best])) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		done[best] = true
		r := []rune(parts[best])
		i := letters(parts[best]) / 2
		r[i-1], r[i] = r[i], r[i-1]
		if r[i-1] == r[i] { // twice the same letter: one is left out instead
			r = append(r[:i], r[i+1:]...)
		}
		parts[best] = string(r)
	}
	return strings.Join(parts, " ")
}

// letters counts the letters at the front of a word.
func letters(word string) int {
	n := 0
	for _, r := range word {
		if !unicode.IsLetter(r) {
			break
		}
		n++
	}
	return n
}

// words changes each word; one that becomes empty is left out.
func words(text string, change func(string) string) string {
	var out []string
	for word := range strings.FieldsSeq(text) {
		if w := change(word); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

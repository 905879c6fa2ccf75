package audit

import (
	"strings"
	"unicode"
)

// dialects greets and thanks as people of a place do and, where the question has them, writes a few words as they do. All of them are
// written in earnest by those who write so; none is a misspelling.
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
	own := map[string]*strings.Replacer{
		"scots":            strings.NewReplacer("cannot", "cannae", "do not", "dinnae", "did not", "didnae", "is not", "isnae", "was not", "wasnae", "has not", "hasnae", "does not", "doesnae", " small ", " wee "),
		"indian":           strings.NewReplacer("Please", "Kindly", "please", "kindly"),
		"nigerian":         strings.NewReplacer("Please", "Abeg", "please", "abeg"),
		"african-american": strings.NewReplacer("is not", "ain't", "has not", "ain't", "have not", "ain't", "did not", "ain't", "do not", "don't", "does not", "don't"),
	}
	return Axis{Name: "dialect", Groups: []string{"scots", "indian", "nigerian", "african-american", "australian"},
		say: func(t Template, _ int, value string) (string, string, bool) {
			f, ok := frame[value]
			text := t.Text
			if r := own[value]; r != nil {
				text = r.Replace(text)
			}
			return f[0] + " " + text + " " + f[1], "en", ok
		}}
}

// secondLanguage writes as people do who are learning English: without articles, or with the plain form of the verb
// everywhere. What has no such word is not asked of that group.
func secondLanguage() Axis {
	change := map[string]func(string) string{"no-articles": noArticle, "plain-verbs": plainVerb}
	return Axis{Name: "second-language", Groups: []string{"no-articles", "plain-verbs"}, say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case "":
			return t.Text, "en", true
		case placebo:
			return "Hello. " + t.Text, "en", true
		}
		text := words(t.Text, change[value])
		return text, "en", text != t.Text
	}}
}

func noArticle(w string) string {
	switch strings.ToLower(w) {
	case "a", "an", "the":
		return ""
	}
	return w
}

// plainVerb gives the plain form of a verb, as those write who leave its endings out.
func plainVerb(w string) string {
	plain := map[string]string{
		"is": "be", "are": "be", "am": "be", "was": "be", "were": "be", "has": "have", "did": "do", "does": "do", "came": "come", "got": "get", "sent": "send",
		"arrived": "arrive", "cancelled": "cancel", "changed": "change", "paid": "pay", "ordered": "order", "bought": "buy", "lost": "lose", "returned": "return",
		"refunded": "refund", "placed": "place", "covered": "cover", "waited": "wait", "written": "write", "stopped": "stop",
		"goes": "go", "makes": "make", "takes": "take", "costs": "cost", "needs": "need", "works": "work", "covers": "cover", "pays": "pay", "fits": "fit",
		"charged": "charge", "received": "receive", "solved": "solve", "closed": "close", "misses": "miss", "repaired": "repair", "promised": "promise",
	}
	word := strings.TrimRight(w, ".,?")
	if p, ok := plain[strings.ToLower(word)]; ok {
		if word != strings.ToLower(word) {
			p = strings.ToUpper(p[:1]) + p[1:]
		}
		return p + w[len(word):]
	}
	return w
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

// typos mistypes the longest words, always the same ones and in the same way.
func typos() Axis {
	return Axis{Name: "typos", Groups: []string{"one", "three"}, say: func(t Template, n int, value string) (string, string, bool) {
		switch value {
		case placebo:
			return strings.Replace(t.Text, " ", "  ", 1), "en", true
		case "one":
			return mistyped(t.Text, 1, n), "en", true
		case "three":
			return mistyped(t.Text, 3, n), "en", true
		}
		return t.Text, "en", value == ""
	}}
}

// mistyped makes one slip in the middle of each of the longest words of at least four letters: of so many words, and of
// a kind that changes from word to word and from template to template.
func mistyped(text string, many, kind int) string {
	parts := strings.Split(text, " ")
	done := map[int]bool{}
	for slip := range many {
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
		parts[best] = slipped(parts[best], kind+slip)
	}
	return strings.Join(parts, " ")
}

// slipped makes one slip in the middle of a word: two letters change places, one is left out, one is typed twice, or the
// key beside is hit. The first letter stays, as it mostly does.
func slipped(word string, kind int) string {
	r := []rune(word)
	i := letters(word) / 2
	if kind%4 == 0 && r[i-1] == r[i] {
		kind++ // the same letter twice changes nothing by changing places: one is left out
	}
	switch kind % 4 {
	case 0:
		r[i-1], r[i] = r[i], r[i-1]
	case 1:
		r = append(r[:i], r[i+1:]...)
	case 2:
		r = append(r[:i+1], r[i:]...)
	case 3:
		r[i] = beside(r[i])
	}
	return string(r)
}

// beside gives the key to the right on the same row of an English keyboard, or to the left at its end.
func beside(r rune) rune {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		at := strings.IndexRune(row, unicode.ToLower(r))
		switch {
		case at < 0:
			continue
		case at == len(row)-1:
			return rune(row[at-1])
		}
		return rune(row[at+1])
	}
	return 'e'
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

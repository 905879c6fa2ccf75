package escalate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// edge is what stands before a token.
type edge uint8

const (
	joinedEdge edge = iota // a space, or nothing
	softEdge               // a comma, dash, colon, bracket or quote
	hardEdge               // a full stop, question or exclamation mark, or a new line
)

// token is one word; in scripts without reliable spaces (Han, kana, Hangul, Thai) one
// character.
type token struct {
	text       string // normalised, lower case, accents off
	start, end int    // bytes of the normalised text
	before     edge
	quoted     bool
}

// lexed is a message ready for matching.
type lexed struct {
	normal language.Normal
	tokens []token
	loose  int // tokens outside quotes
}

// lex splits a message. Words, phrases of rule files and messages go through the same
// function, so they meet whatever the spelling.
func lex(text string) lexed {
	n := language.Normalise(text)
	l := lexed{normal: n, tokens: make([]token, 0, len(n.Text)/5+2)}
	before := hardEdge
	var quote rune
	s := n.Text
	add := func(start, end int) {
		w := foldWord(s[start:end])
		if w == "" {
			return
		}
		l.tokens = append(l.tokens, token{text: w, start: start, end: end, before: before, quoted: quote != 0})
		if quote == 0 {
			l.loose++
		}
		before = joinedEdge
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case single(r):
			add(i, i+size)
			i += size
			continue
		case letter(r), (r == '@' || r == '$') && i+1 < len(s) && 'a' <= s[i+1] && s[i+1] <= 'z':
			end := wordEnd(s, i+size)
			add(i, end)
			i = end
			continue
		}
		before = max(before, edgeOf(r, s, i))
		quote = quoteAfter(quote, r)
		i += size
	}
	l.tokens = unspell(l.tokens)
	if len(l.tokens) > mostTokens {
		l.tokens = l.tokens[:mostTokens]
	}
	return l
}

// wordEnd finds the end of the word that begins at i. An apostrophe ends it: "d'un" is two
// words and so is "don't", in rules and messages alike. Signs that stand for letters ("@gent")
// belong to it.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if letter(r) && !single(r) {
			i += size
			continue
		}
		if r != '@' && r != '$' {
			return i
		}
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if i+size >= len(s) || !letter(next) || single(next) {
			return i
		}
		i += size
	}
	return i
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// single reports scripts in which every character is a token of its own, because spaces
// between words are missing or not to be relied on.
func single(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r < 0xEE0: // Thai, Lao
		return unicode.IsLetter(r) || unicode.IsMark(r)
	case r < 0x3005:
		return false
	}
	return 0x3041 <= r && r < 0x3100 || 0x3400 <= r && r < 0xA000 || 0xAC00 <= r && r < 0xD7B0 ||
		r == 0x3005 || 0xF900 <= r && r < 0xFB00 || 0x20000 <= r && r < 0x32000
}

func edgeOf(r rune, s string, i int) edge {
	switch r {
	case '!', '?', '\n', '。', '؟', '।', '॥', '۔', '…', '‽', ';', '·':
		return hardEdge
	case '.':
		return hardEdge
	case ' ', '\'', '&', '%', '*', '_', '~', '^', '+', '#', '/':
		return joinedEdge
	case '-':
		if i > 0 && i+1 < len(s) && s[i-1] != ' ' && s[i+1] != ' ' {
			return joinedEdge // inside a word: "e-mail"
		}
		return softEdge
	}
	return softEdge
}

// quoteAfter follows double quotes of all kinds; single ones are apostrophes too often.
func quoteAfter(open, r rune) rune {
	switch r {
	case '"', '“', '”', '„', '«', '»', '「', '」', '『', '』':
		if open != 0 {
			return 0
		}
		return r
	case '\n':
		return 0
	}
	return open
}

// foldWord takes off accents and stretched letters ("pleeeease", "heeelp").
func foldWord(w string) string {
	ascii := true
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		w = strings.Map(foldLetter, w)
	}
	for i := 2; i < len(w); i++ {
		if w[i] == w[i-1] && w[i] == w[i-2] && (w[i] < '0' || w[i] > '9') {
			return squeeze(w)
		}
	}
	return w
}

// squeeze shortens every run of three or more of a letter to one.
func squeeze(w string) string {
	runes := []rune(w)
	out := runes[:0]
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && runes[j] == runes[i] {
			j++
		}
		keep := j - i
		if keep > 2 {
			keep = 1
		}
		r := runes[i]
		for range keep {
			out = append(out, r)
		}
		i = j
	}
	return string(out)
}

// foldLetter also lets traditional and simplified Chinese meet.
func foldLetter(r rune) rune {
	if r >= 0x4E00 && r < 0xA000 {
		if to, ok := simplified[r]; ok {
			return to
		}
		return r
	}
	return language.FoldRune(r)
}

// unspell joins words that are spelled out letter by letter ("h u m a n").
func unspell(tokens []token) []token {
	run := 0
	for i := 0; i <= len(tokens); i++ {
		if i < len(tokens) && len(tokens[i].text) == 1 && tokens[i].text[0] >= 'a' && (run == 0 || tokens[i].before == joinedEdge) {
			run++
			continue
		}
		if run >= 4 {
			first := i - run
			var b strings.Builder
			for _, t := range tokens[first:i] {
				b.WriteString(t.text)
			}
			tokens[first].text, tokens[first].end = b.String(), tokens[i-1].end
			tokens = append(tokens[:first+1], tokens[i:]...)
			i = first + 1
		}
		run = 0
	}
	return tokens
}

package ground

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of one claim and of one draft.
const (
	MaxClaims = 12   // sentences of a draft; the rest is dropped
	MaxText   = 4000 // bytes of a sentence
	MaxCited  = 8    // citations of a sentence
)

// form gives the rule that a text breaks by the signs it is made of, or "".
func form(text string) Rule {
	switch {
	case strings.TrimSpace(text) == "":
		return RuleEmpty
	case len(text) > MaxText:
		return RuleTooLong
	case !utf8.ValidString(text) || hidden(text):
		return RuleHidden
	}
	return ""
}

// hidden reports characters that nobody sees or that turn the direction of text, and words in which letters of two alphabets
// are mixed so that one passes for the other.
func hidden(text string) bool {
	var latin, other bool
	for _, r := range text {
		switch {
		case r == '\u200c' || r == '\u200d': // joiners that some scripts need; a signature does not see them
		case r == utf8.RuneError, unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.IsControl(r) && r != '\n' && r != '\t':
			return true
		}
		switch {
		case !unicode.IsLetter(r):
			if latin && other {
				return true
			}
			latin, other = false, false
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Greek, r), unicode.Is(unicode.Cherokee, r):
			other = true
		}
	}
	return latin && other
}

// markup reports signs that a page, a renderer or a program could take for more than words.
func markup(text string) bool {
	if strings.ContainsAny(text, "<>{}`\\|") {
		return true
	}
	for _, s := range []string{"](", "![", "[[", "**", "__", "~~", "&#", "&lt;", "&gt;", "&amp;", "://data", "data:", "javascript:", "\n#", "()", "#!", "```"} {
		if strings.Contains(strings.ToLower(text), s) {
			return true
		}
	}
	return snakeCall(text)
}

// snakeCall reports names of programs: refund_order, getOrder(id).
func snakeCall(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		before, after := text[i-1], text[i+1]
		if text[i] == '_' && asciiWord(before) && asciiWord(after) || text[i] == '(' && asciiWord(before) && (after == '"' || after == '\'') {
			return true
		}
	}
	return false
}

func asciiWord(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || isDigit(b)
}

// strangeSigns reports signs that could turn a sentence round and that the unit does not have: a question mark, an emoji,
// arrows, a plus.
func strangeSigns(text, unit string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		odd := unicode.In(r, unicode.So, unicode.Sm, unicode.Sk) || strings.ContainsRune("?¿؟*#/~^", r)
		return odd && !strings.ContainsRune(unit, r)
	})
}

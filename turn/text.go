package turn

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor"
)

// CheckText gives the text as it will be kept, or says what is wrong with it.
//
// Line ends become \n; control characters, and marks that turn the direction of text around and
// could make words read differently from what they are, are taken out; joiners and direction marks
// that languages need stay. Nothing else is changed.
//
// CodeInvalid "error.message_empty", "error.message_not_text"; CodeTooLarge "error.message_too_long".
func CheckText(t candor.Text) (candor.Text, error) {
	s := string(t)
	if len(s) > candor.MaxText*utf8.UTFMax {
		return "", tooLong()
	}
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return "", candor.Fail(candor.CodeInvalid, "error.message_not_text", nil)
	}
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.TrimSpace(strings.Map(keep, s))
	if blank(s) {
		return "", candor.Fail(candor.CodeInvalid, "error.message_empty", nil)
	}
	if utf8.RuneCountInString(s) > candor.MaxText {
		return "", tooLong()
	}
	return candor.Text(s), nil
}

func tooLong() error {
	return &candor.Error{
		Code: candor.CodeTooLarge, Key: "error.message_too_long",
		Args: map[string]string{"limit": strconv.Itoa(candor.MaxText)},
	}
}

// blank reports whether nothing can be seen in the text.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Variation_Selector, r)
	}) < 0
}

func keep(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.IsControl(r):
		return -1
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return -1
	}
	return r
}

// checkKey refuses an idempotency key that is not 8 to 64 letters, digits, hyphens or underscores.
func checkKey(key string) error {
	ok := len(key) >= 8 && len(key) <= 64
	for i := 0; ok && i < len(key); i++ {
		b := key[i]
		ok = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_'
	}
	if !ok {
		return candor.Fail(candor.CodeInvalid, "error.bad_key", nil)
	}
	return nil
}

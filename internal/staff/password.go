package staff

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"candor"
)

// Length of a password, in characters (code points). There are no rules about kinds of
// characters and no expiry: length and not being guessed is what counts (NIST SP 800-63B-4, 3.1.1.2).
const (
	ShortestPassword = 12
	LongestPassword  = 200
)

//go:embed common.txt
var commonList string

// CheckPassword says why a password will not do, or nil. Each reason is a CodeInvalid error whose
// key names the text to show; none holds the password.
func CheckPassword(password, email, name string) error {
	if !utf8.ValidString(password) {
		return candor.Fail(candor.CodeInvalid, "staff.password_characters", nil)
	}
	password = norm.NFC.String(password)
	switch n := utf8.RuneCountInString(password); {
	case n < ShortestPassword:
		return candor.Fail(candor.CodeInvalid, "staff.password_short", nil)
	case n > LongestPassword:
		return candor.Fail(candor.CodeInvalid, "staff.password_long", nil)
	}
	for _, r := range password {
		if unicode.IsControl(r) {
			return candor.Fail(candor.CodeInvalid, "staff.password_characters", nil)
		}
	}
	folded := strings.ToLower(password)
	if isPersonal(folded, email, name) {
		return candor.Fail(candor.CodeInvalid, "staff.password_personal", nil)
	}
	if isCommon(folded) || isPattern(folded) {
		return candor.Fail(candor.CodeInvalid, "staff.password_common", nil)
	}
	return nil
}

// isPersonal reports whether the password is the person's own e-mail address or name, perhaps with
// digits and signs around it.
func isPersonal(folded, email, name string) bool {
	email = strings.ToLower(strings.TrimSpace(email))
	if email != "" && strings.Contains(folded, email) {
		return true
	}
	core := lettersOnly(folded)
	local, domain, _ := strings.Cut(email, "@")
	whole := lettersOnly(strings.ToLower(name))
	for _, own := range []string{lettersOnly(local), lettersOnly(local + domain), lettersOnly(domain), whole} {
		if own != "" && (core == own || core == own+own) {
			return true
		}
	}
	return false
}

// isCommon reports whether the letters of the password are a word from the list, whatever digits
// and signs stand around it: Password1234! is the same guess as password.
func isCommon(folded string) bool {
	core := lettersOnly(unleet(folded))
	plain := lettersOnly(folded)
	for word := range strings.FieldsSeq(commonList) {
		if folded == word || isRepeated(core, word) || isRepeated(plain, word) {
			return true
		}
	}
	return plain == "" && core == ""
}

// isRepeated reports whether s is the word, once or several times over.
func isRepeated(s, word string) bool {
	return s != "" && len(s)%len(word) == 0 && s == strings.Repeat(word, len(s)/len(word))
}

// unleet puts the letters back for which digits and signs are commonly written.
func unleet(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s").
		Replace(strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }))
}

func lettersOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// isPattern reports whether the password is a short piece said again, or a run along the alphabet,
// the digits or a row of the keyboard.
func isPattern(folded string) bool {
	runes := []rune(folded)
	for size := 1; size <= 4; size++ {
		same := true
		for i := size; i < len(runes); i++ {
			if runes[i] != runes[i-size] {
				same = false
				break
			}
		}
		if same {
			return true
		}
	}
	const rows = "abcdefghijklmnopqrstuvwxyz 01234567890123456789 qwertyuiopasdfghjklzxcvbnm 1q2w3e4r5t6y7u8i9o0p qwertzuiopasdfghjklyxcvbnm azertyuiopqsdfghjklmwxcvbn"
	return strings.Contains(rows, folded) || strings.Contains(backwards(rows), folded)
}

func backwards(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

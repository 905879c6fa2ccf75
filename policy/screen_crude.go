package policy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stars stand in place of what was taken out.
const stars = "•••"

const (
	digitRun   = 3  // so many digits and more are taken out: a security code has three
	afterCue   = 4  // so many words after one that tells of a secret
	longWord   = 20 // so many bytes without a space may be a key
	keyOpening = "-----BEGIN"
)

// cues tell in many languages that a secret may follow. They are looked for anywhere in a word, in
// lower case.
var cues = []string{
	"password", "passwd", "passwort", "passcode", "passphrase", "pwd", "kennwort", "contraseña", "contrasena", "clave", "mot de passe", "mdp",
	"senha", "palavra-passe", "wachtwoord", "lösenord", "losenord", "passord", "adgangskode", "kodeord", "salasana", "lykilorð",
	"hasło", "haslo", "heslo", "jelszó", "jelszo", "parola", "parolă", "şifre", "sifre", "лозинка", "пароль", "парола", "lozinka", "geslo",
	"slaptažodis", "parool", "κωδικ", "كلمة المرور", "كلمة السر", "الرقم السري", "رمز", "סיסמ", "گذرواژه", "پسورد", "पासवर्ड", "รหัสผ่าน", "mật khẩu",
	"kata sandi", "sandi", "密码", "密碼", "口令", "验证码", "驗證碼", "パスワード", "暗証番号", "認証コード", "비밀번호", "인증번호", "암호",
	"cvv", "cvc", "otp", "secret", "api key", "code", "kode", "код", "código", "codigo", "codice",
}

// crude takes out more than it must, for the time in which nothing better works: runs of digits, what
// follows words that tell of secrets, long words that hold digits, and everything behind the opening
// of a key. found tells whether anything went.
func crude(text string) (kept string, found bool) {
	text, _, isKey := strings.Cut(text, keyOpening)
	out, afterCues := withoutSecrets(text)
	out, digits := withoutDigits(out)
	if isKey {
		out += stars
	}
	return out, afterCues || digits || isKey
}

// withoutSecrets takes out words after cues, and long ones that may be keys.
func withoutSecrets(text string) (string, bool) {
	var out strings.Builder
	lower := foldSame(text)
	found, due := false, 0
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && !spaceAt(text, end) {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		word := text[at:end]
		past := cueEnd(lower, at, end)
		switch {
		case past > at && past < end:
			out.WriteString(text[at:past])
			if strings.TrimFunc(text[past:end], unicode.IsPunct) != "" {
				out.WriteString(stars)
				found = true
			}
		case past > at, due == 0 && !maybeKey(word):
			out.WriteString(word)
		case word != "":
			out.WriteString(stars)
			found = true
		}
		if due > 0 && word != "" {
			due--
		}
		if past > at {
			due = afterCue
		}
		at = end
		for at < len(text) && spaceAt(text, at) {
			_, size := utf8.DecodeRuneInString(text[at:])
			out.WriteString(text[at : at+size])
			at += size
		}
	}
	return out.String(), found
}

// foldSame gives the text in lower case with every character in its place.
func foldSame(text string) string {
	return strings.Map(func(r rune) rune {
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low
		}
		return r
	}, text)
}

// cueEnd gives where the last cue ends that begins in a word, which may be in a later word; at when
// there is none.
func cueEnd(lower string, at, end int) int {
	past := at
	for _, cue := range cues {
		if i := strings.LastIndex(lower[at:min(len(lower), end+len(cue))], cue); i >= 0 && at+i < end {
			past = max(past, at+i+len(cue))
		}
	}
	return past
}

func spaceAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsSpace(r)
}

func maybeKey(word string) bool {
	return len(word) >= longWord && strings.ContainsFunc(word, unicode.IsDigit)
}

// withoutDigits takes out runs of digits of any script, also where single other marks part them.
func withoutDigits(text string) (string, bool) {
	var out strings.Builder
	found := false
	for at := 0; at < len(text); {
		end, digits := run(text, at)
		if digits >= digitRun {
			out.WriteString(stars)
			found, at = true, end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		if end > at {
			size = end - at
		}
		out.WriteString(text[at : at+size])
		at += size
	}
	return out.String(), found
}

// run gives where a run of digits that starts here ends, and how many there are.
func run(text string, at int) (end, digits int) {
	end = at
	gap := 0
	for i := at; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isNumber(r):
			end, gap = i, 0
			digits++
		case digits == 0, gap == longestGap, unicode.IsLetter(r):
			return end, digits
		default:
			gap++
		}
	}
	return end, digits
}

// longestGap is how many marks may part two digits of one run.
const longestGap = 3

// isNumber also takes digits in circles and the like.
func isNumber(r rune) bool { return unicode.Is(unicode.N, r) }

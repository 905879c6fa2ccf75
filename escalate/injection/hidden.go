package injection

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is text that was hidden in a message, and the bytes of the message that hid it.
type Piece struct {
	Text       string
	How        string // "base64", "hexadecimal", "percent signs", "entities", "invisible", "rot13", "backwards", "apart", "look-alikes", "digits"
	Start, End int
}

const (
	leastCode  = 16 // signs that a code needs to be looked into
	mostPieces = 8
	mostLooked = 16 << 10 // bytes of a message that are looked into
)

// Hidden gives what stands in a message in disguise; nil for the plain messages that nearly all are.
func Hidden(text string) []Piece {
	if len(text) > mostLooked {
		text = strings.ToValidUTF8(text[:mostLooked], "")
	}
	pieces := codes(text)
	whole := func(how, plain string) {
		if plain != "" && plain != text && len(pieces) < mostPieces {
			pieces = append(pieces, Piece{Text: plain, How: how, End: len(text)})
		}
	}
	if strings.Count(text, "%") >= 3 {
		if plain, err := url.PathUnescape(text); err == nil {
			whole("percent signs", plain)
		}
	}
	if strings.Contains(text, "&#") {
		whole("entities", html.UnescapeString(text))
	}
	whole("invisible", tagged(text))
	words := readShapes(text)
	if words.turned >= 2 {
		whole("rot13", strings.Map(turn, text))
	}
	if words.backwards >= 2 {
		whole("backwards", reversed(text))
	}
	if words.mixed >= 1 {
		whole("look-alikes", strings.Map(latin, text))
	}
	if words.digits >= 2 {
		whole("digits", undigit(text))
	}
	if words.apart >= 4 || words.cut >= 2 {
		whole("apart", joined(text))
	}
	return pieces
}

// codes finds runs of Base64 and hexadecimal that hold readable text.
func codes(text string) []Piece {
	var out []Piece
	for i := 0; i < len(text) && len(out) < mostPieces; {
		if !codeSign(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && codeSign(text[end]) {
			end++
		}
		for end < len(text) && text[end] == '=' {
			end++
		}
		if end-i >= leastCode {
			if plain, how := decoded(text[i:end]); plain != "" {
				out = append(out, Piece{Text: plain, How: how, Start: i, End: end})
			}
		}
		i = end
	}
	return out
}

func codeSign(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '+' || b == '/' || b == '_' || b == '-'
}

func decoded(run string) (plain, how string) {
	if len(run)%2 == 0 {
		if b, err := hex.DecodeString(run); err == nil && readable(b) {
			return string(b), "hexadecimal"
		}
	}
	run = strings.TrimRight(run, "=")
	for _, form := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if b, err := form.DecodeString(run); err == nil && readable(b) {
			return string(b), "base64"
		}
	}
	return "", ""
}

// readable reports words with spaces between them, as no number or code has them.
func readable(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	letters, spaces, other := 0, 0, 0
	for _, r := range string(b) {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == ' ' || r == '\n':
			spaces++
		case unicode.IsControl(r):
			return false
		default:
			other++
		}
	}
	return letters >= 8 && spaces >= 1 && other*4 <= letters
}

// tagged reads the tag characters of Unicode, which stand for ASCII and which nobody sees.
func tagged(text string) string {
	var b strings.Builder
	for _, r := range text {
		if 0xE0020 <= r && r <= 0xE007E {
			b.WriteRune(r - 0xE0000)
		}
	}
	return b.String()
}

func turn(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return 'a' + (r-'a'+13)%26
	case 'A' <= r && r <= 'Z':
		return 'A' + (r-'A'+13)%26
	}
	return r
}

func reversed(text string) string {
	runes := []rune(text)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

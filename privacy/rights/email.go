package rights

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor"
)

// ErrEmail says that an address cannot be written to. It says nothing of whether it is known.
var ErrEmail = candor.Fail(candor.CodeInvalid, "error.email", nil)

// maxEmail is the longest address, in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
const maxEmail = 254

// FoldEmail gives the form in which two spellings of one address are equal: no spaces around it, lower
// case. Case in the part before the @ is folded too: no provider of note tells people apart by it, and a
// tag that did would lose people their own data.
//
// ErrEmail: it is no single bare address that a mail can be sent to.
func FoldEmail(address string) (string, error) {
	address = strings.TrimSpace(address)
	if address == "" || len(address) > maxEmail || !utf8.ValidString(address) {
		return "", ErrEmail
	}
	for _, c := range address {
		if unicode.IsSpace(c) || unicode.IsControl(c) || !unicode.IsPrint(c) || strings.ContainsRune(`<>(),;:"[]\`, c) {
			return "", ErrEmail
		}
	}
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || parsed.Name != "" {
		return "", ErrEmail
	}
	local, domain, _ := strings.Cut(address, "@")
	if local == "" || !strings.Contains(domain, ".") || strings.HasSuffix(domain, ".") || strings.Contains(domain, "..") {
		return "", ErrEmail
	}
	return strings.ToLower(address), nil
}

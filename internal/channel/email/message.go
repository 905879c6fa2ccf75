package email

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/mail"
	"strings"
	"unicode/utf8"

	"candor"
)

// Address is where a mail goes. It prints as [redacted].
type Address string

// LogValue keeps addresses out of logs.
func (Address) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Format keeps addresses out of every print.
func (Address) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// Message is one e-mail to one person.
type Message struct {
	To      Address
	Subject candor.Text // one line, at most 200 characters
	Text    candor.Text // required: everybody can read it
	HTML    candor.Text // the same for those who prefer it; made and cleaned by the caller
	// Customer is whose key it is sealed under, and with whom it is erased; empty for staff.
	Customer candor.CustomerID
	// Last is a letter that tells of an erasure: it is removed also when it cannot be sent.
	Last bool
	// Key makes it one mail however often it is sent, for a month; empty: each is one of its own.
	// It must not hold personal data.
	Key string
}

// Bounds of a message.
const (
	longestSubject = 200     // characters
	longestBody    = 1 << 20 // bytes of text and HTML together
	longestAddress = 254     // bytes, RFC 5321
)

// ErrMessage says that a message cannot be sent as it is. Its cause says what is wrong with it and
// repeats nothing of it.
var ErrMessage = candor.Fail(candor.CodeInvalid, "error.mail_invalid", nil)

func invalid(why string) error {
	return candor.Fail(candor.CodeInvalid, "error.mail_invalid", errors.New("email: "+why))
}

// check refuses what could not be sent, or would become more than one header.
func (m Message) check() error {
	switch {
	case !plainAddress(string(m.To)):
		return invalid("this is not the address of one person")
	case strings.TrimSpace(string(m.Subject)) == "" || utf8.RuneCountInString(string(m.Subject)) > longestSubject:
		return invalid("the subject is empty or too long")
	case breaksLine(string(m.Subject)) || breaksLine(m.Key):
		return invalid("a line break or control character in a header")
	case strings.TrimSpace(string(m.Text)) == "":
		return invalid("there is no text")
	case len(m.Text)+len(m.HTML) > longestBody:
		return invalid("too long")
	case !utf8.ValidString(string(m.Subject)) || !utf8.ValidString(string(m.Text)) || !utf8.ValidString(string(m.HTML)):
		return invalid("not valid UTF-8")
	}
	return nil
}

// plainAddress holds for local@domain alone: no name, no list, no comment, no quotes.
func plainAddress(s string) bool {
	if s == "" || len(s) > longestAddress || breaksLine(s) || strings.ContainsAny(s, " \t\"<>(),;:\\[]") {
		return false
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s {
		return false
	}
	domain := s[strings.LastIndexByte(s, '@')+1:]
	return !strings.HasPrefix(domain, "-") && !strings.HasSuffix(domain, ".")
}

// breaksLine reports anything that a reader could take for the end of a line, and what no header holds.
func breaksLine(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029
	})
}

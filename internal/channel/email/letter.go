package email

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"candor"

	"github.com/wneessen/go-mail"
)

// Letter is a message that is ready to go: the same at every try.
type Letter struct {
	Message
	ID      candor.MailID
	Made    time.Time
	From    netmail.Address
	Contact string // keyed tag of the address it goes to
}

// MessageID is the letter's name among all mail of the world, without angle brackets.
func (l Letter) MessageID() string { return string(l.ID) + "@" + domainOf(l.From) }

func domainOf(a netmail.Address) string {
	_, domain, ok := strings.Cut(a.Address, "@")
	if !ok || domain == "" {
		return "localhost"
	}
	return domain
}

// build makes the message as it goes over the wire. Errors never hold the address.
func (l Letter) build() (*mail.Msg, error) {
	if err := l.check(); err != nil { // it was checked when it was taken in; the database is not trusted more than a caller
		return nil, err
	}
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithEncoding(mail.EncodingQP))
	m.FromMailAddress(&l.From)
	m.SetAddrHeaderFromMailAddress(mail.HeaderTo, &netmail.Address{Address: string(l.To)})
	m.Subject(string(l.Subject))
	m.SetMessageIDWithValue(l.MessageID())
	m.SetDateWithValue(l.Made)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetBodyString(mail.TypeTextPlain, crlf(string(l.Text)))
	if l.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, crlf(string(l.HTML)))
	}
	return m, nil
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n", "\r\n")
}

// bytes gives the message as a file.
func (l Letter) bytes() ([]byte, error) {
	m, err := l.build()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("email: write a message: %w", err)
	}
	return b.Bytes(), nil
}

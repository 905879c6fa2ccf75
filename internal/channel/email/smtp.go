package email

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Security is how a connection to a server is protected.
type Security string

// The ways; the zero value is the first.
const (
	StartTLS    Security = "mandatory" // begins in plain and must change to TLS before anything is said
	ImplicitTLS Security = "implicit"  // TLS from the first byte
	Unprotected Security = "none"      // for a server on this machine only
)

// Server is a mail server that takes letters for others.
type Server struct {
	Host     string
	Port     int
	User     string // empty: without signing in
	Password string
	Security Security
	Roots    *x509.CertPool // trusted certificates; the system's when nil
	Timeout  time.Duration  // of one letter; 30 s when zero
}

// Format keeps the password out of every print.
func (s Server) Format(f fmt.State, _ rune) {
	io.WriteString(f, net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
}

// SMTP carries letters to one server.
type SMTP struct{ server Server }

// NewSMTP takes the server to carry to. Nothing is dialed before the first letter.
//
// It refuses a server without TLS that is not on this machine.
func NewSMTP(s Server) (*SMTP, error) {
	if s.Security == "" {
		s.Security = StartTLS
	}
	switch s.Security {
	case StartTLS, ImplicitTLS:
	case Unprotected:
		if !onThisMachine(s.Host) {
			return nil, errors.New("email: a server that is not on this machine needs TLS: mail and password would be readable on the way")
		}
	default:
		return nil, errors.New("email: there is no such way to protect a connection")
	}
	if s.Timeout <= 0 {
		s.Timeout = 30 * time.Second
	}
	return &SMTP{server: s}, nil
}

func onThisMachine(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Carry hands one letter to the server.
func (c *SMTP) Carry(ctx context.Context, l Letter) error {
	m, err := l.build()
	if err != nil {
		return &Refusal{Reason: NotReadable, Forever: true, cause: err}
	}
	ctx, cancel := context.WithTimeout(ctx, c.server.Timeout)
	defer cancel()
	var conn net.Conn
	client, err := c.client(l.From, &conn)
	if err != nil {
		return &Refusal{Reason: Failed, cause: err}
	}
	session, err := client.DialToSMTPClientWithContext(ctx)
	if conn != nil {
		defer conn.Close() // the library leaves it open when signing in fails
		defer context.AfterFunc(ctx, func() { conn.Close() })()
	}
	if err != nil {
		return refusal(ctx, err)
	}
	err = client.SendWithSMTPClient(session, m)
	if m.IsDelivered() { // whatever went wrong afterwards: the server has it
		session.Quit()
		return nil
	}
	if err == nil {
		err = errors.New("email: the server did not say that it took the letter")
	}
	return refusal(ctx, err)
}

// client readies the library for one letter. What is dialed is also put into conn.
func (c *SMTP) client(from netmail.Address, conn *net.Conn) (*mail.Client, error) {
	s := c.server
	safe := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}
	policy := mail.TLSMandatory
	switch s.Security {
	case ImplicitTLS:
		policy = mail.TLSOpportunistic // the connection has it already
	case Unprotected:
		policy = mail.NoTLS
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		raw, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		*conn = raw
		if s.Security != ImplicitTLS {
			return raw, nil
		}
		protected := tls.Client(raw, safe)
		if err := protected.HandshakeContext(ctx); err != nil {
			return nil, fmt.Errorf("%w: %w", errHandshake, err)
		}
		return protected, nil
	}
	options := []mail.Option{
		mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithTLSConfig(safe), mail.WithTLSPolicy(policy),
		mail.WithDialContextFunc(dial), mail.WithHELO(domainOf(from)), mail.WithoutNoop(), mail.WithoutRset(),
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(s.Host, options...)
}

var errHandshake = errors.New("email: no TLS")

// refusal puts what a server or the way to it did into one word. Nothing of the error is kept but
// whether the desk itself was stopping: servers repeat addresses.
func refusal(ctx context.Context, err error) *Refusal {
	r := &Refusal{Reason: Failed}
	if errors.Is(ctx.Err(), context.Canceled) {
		r.cause = context.Canceled
		return r
	}
	var sent *mail.SendError
	if !errors.As(err, &sent) || sent.ErrorCode() == 0 {
		r.Reason = wayReason(ctx, err)
		return r
	}
	r.Code = sent.ErrorCode()
	r.Forever = r.Code >= 500 && r.Code < 600
	switch sent.Reason {
	case mail.ErrSMTPMailFrom:
		r.Reason = SenderRefused
	case mail.ErrSMTPRcptTo:
		r.Reason = RecipientRefused
	case mail.ErrSMTPData, mail.ErrSMTPDataClose:
		r.Reason = MessageRefused
	}
	return r
}

// wayReason names what went wrong before the server judged the letter. None of it is for ever: an
// owner can put it right. The library does not always wrap what happened, so some is told by its words.
func wayReason(ctx context.Context, err error) Reason {
	var answer *textproto.Error
	var timeout net.Error
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var sent *mail.SendError
	words := strings.ToLower(err.Error())
	switch {
	case errors.As(err, &answer) && (answer.Code == 530 || answer.Code == 534 || answer.Code == 535 || answer.Code == 538):
		return NotSignedIn
	case errors.As(err, &answer) && answer.Code == 454: // RFC 3207: not available now
		return NoTLS
	case ctx.Err() != nil, errors.As(err, &timeout) && timeout.Timeout(), strings.Contains(words, "i/o timeout"):
		return TimedOut
	case errors.As(err, &certificate), errors.As(err, &record), errors.Is(err, errHandshake), strings.Contains(words, "starttls"):
		return NoTLS
	case errors.As(err, &sent), errors.As(err, &timeout), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return NoConnection
	case strings.Contains(words, "auth"):
		return NotSignedIn
	}
	return Failed
}

package email_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/channel/email"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secretAddress = "maya.lopez@customer.example"

func letter() email.Letter {
	return email.Letter{
		ID: "mai_00000000000000000000000001", Made: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC),
		From: mail.Address{Name: "Lumen & Co", Address: "help@lumen.example"},
		Message: email.Message{
			To: secretAddress, Subject: "Your order — été", Text: "Hello Maya,\nhere is the link:\n.\nhttps://lumen.example/x?y=1\n", HTML: "<p>Hello Maya</p>",
		},
	}
}

func TestLettersArriveWhole(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan{
		"STARTTLS": {}, "TLS from the first byte": {implicit: true}, "signed in": {password: "hunter2"}, "signed in, TLS from the first byte": {password: "hunter2", implicit: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, p)
			c := s.carrier(t, func(o *email.Server) {
				if p.password != "" {
					o.User, o.Password = "desk", p.password
				}
			})
			if err := c.Carry(t.Context(), letter()); err != nil {
				t.Fatal(err)
			}
			got := s.letters()
			if len(got) != 1 {
				t.Fatalf("%d letters", len(got))
			}
			if !got[0].protected || got[0].from != "<help@lumen.example>" && !strings.HasPrefix(got[0].from, "<help@lumen.example> ") || got[0].to != "<"+secretAddress+">" {
				t.Errorf("envelope from %s to %s, protected %v", got[0].from, got[0].to, got[0].protected)
			}
			if p.password != "" && got[0].signedIn != "desk" {
				t.Errorf("signed in as %q", got[0].signedIn)
			}
			checkMessage(t, got[0].data)
			for _, line := range s.secrets {
				if strings.Contains(line, "maya") || strings.Contains(line, "AUTH") {
					t.Errorf("said without TLS: %s", line)
				}
			}
		})
	}
}

// checkMessage reads a message as a mail program does and compares it with letter().
func checkMessage(t *testing.T, data string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Message-Id": "<mai_00000000000000000000000001@lumen.example>", "Auto-Submitted": "auto-generated", "User-Agent": "", "X-Mailer": "",
		"To": "<" + secretAddress + ">", "From": `"Lumen & Co" <help@lumen.example>`,
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil || subject != "Your order — été" {
		t.Errorf("subject %q %v", subject, err)
	}
	if at, err := m.Header.Date(); err != nil || !at.Equal(letter().Made) {
		t.Errorf("date %v %v", at, err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%q %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{string(letter().Text), string(letter().HTML)} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if got := strings.ReplaceAll(string(body), "\r\n", "\n"); err != nil || strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%q, want %q, %v", got, want, err)
		}
	}
}

func TestTheSameLetterHasOneMessageID(t *testing.T) {
	t.Parallel()
	s := newServer(t, plan{})
	c := s.carrier(t, func(*email.Server) {})
	for range 2 {
		if err := c.Carry(t.Context(), letter()); err != nil {
			t.Fatal(err)
		}
	}
	got := s.letters()
	if len(got) != 2 {
		t.Fatalf("%d letters", len(got))
	}
	for _, d := range got {
		checkMessage(t, d.data)
	}
}

func TestServersThatDoNotTakeALetter(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		plan    plan
		change  func(*email.Server)
		reason  email.Reason
		code    int
		forever bool
	}{
		{"no TLS", plan{noTLS: true}, nil, email.NoTLS, 0, false},
		{"TLS refused", plan{answers: map[string]string{"STARTTLS": "454 not now"}}, nil, email.NoTLS, 0, false},
		{"a certificate of somebody else", plan{}, func(o *email.Server) { o.Roots = nil }, email.NoTLS, 0, false},
		{"a certificate of somebody else, TLS from the first byte", plan{implicit: true}, func(o *email.Server) { o.Roots = nil }, email.NoTLS, 0, false},
		{"plain text where TLS belongs", plan{}, func(o *email.Server) { o.Security = email.ImplicitTLS }, email.NoTLS, 0, false},
		{"a wrong password", plan{password: "right"}, func(o *email.Server) { o.User, o.Password = "desk", "wrong" }, email.NotSignedIn, 0, false},
		{"no way to sign in", plan{}, func(o *email.Server) { o.User, o.Password = "desk", "x" }, email.NotSignedIn, 0, false},
		{"not signed in", plan{password: "right"}, nil, email.SenderRefused, 530, true},
		{"an unknown sender", plan{answers: map[string]string{"MAIL": "550 no " + secretAddress}}, nil, email.SenderRefused, 550, true},
		{"an unknown recipient", plan{answers: map[string]string{"RCPT": "550 no such user " + secretAddress}}, nil, email.RecipientRefused, 550, true},
		{"a recipient who is busy", plan{answers: map[string]string{"RCPT": "451 later"}}, nil, email.RecipientRefused, 451, false},
		{"a message that is refused", plan{answers: map[string]string{".": "554 spam"}}, nil, email.MessageRefused, 554, true},
		{"a full disk", plan{answers: map[string]string{".": "452 full"}}, nil, email.MessageRefused, 452, false},
		{"a server that hangs", plan{hangAt: "RCPT"}, func(o *email.Server) { o.Timeout = 200 * time.Millisecond }, email.TimedOut, 0, false},
		{"a server that hangs at once", plan{hangAt: "EHLO"}, func(o *email.Server) { o.Timeout = 200 * time.Millisecond }, email.TimedOut, 0, false},
		{"a connection that is cut", plan{dropAfter: "DATA"}, nil, email.NoConnection, 0, false},
		{"nobody there", plan{}, func(o *email.Server) { o.Port = 1 }, email.NoConnection, 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, test.plan)
			c := s.carrier(t, func(o *email.Server) {
				if test.change != nil {
					test.change(o)
				}
			})
			err := c.Carry(t.Context(), letter())
			var r *email.Refusal
			if !errors.As(err, &r) {
				t.Fatalf("got %v", err)
			}
			if r.Reason != test.reason || r.Code != test.code || r.Forever != test.forever {
				t.Errorf("%s %d %v, want %s %d %v", r.Reason, r.Code, r.Forever, test.reason, test.code, test.forever)
			}
			if text := fmt.Sprintf("%v %+v", err, r); strings.Contains(text, "maya") {
				t.Errorf("the error tells the address: %s", text)
			}
			if len(s.letters()) != 0 {
				t.Error("the server has it all the same")
			}
			for _, line := range s.secrets {
				if strings.Contains(line, "maya") || strings.HasPrefix(line, "AUTH") {
					t.Errorf("said without TLS: %s", line)
				}
			}
		})
	}
}

// A server that cuts the line right after its yes has the letter: sending it again would be twice.
func TestATakenLetterIsTakenWhateverFollows(t *testing.T) {
	t.Parallel()
	s := newServer(t, plan{dropAfter: "."})
	if err := s.carrier(t, func(*email.Server) {}).Carry(t.Context(), letter()); err != nil {
		t.Error(err)
	}
	if len(s.letters()) != 1 {
		t.Errorf("%d letters", len(s.letters()))
	}
}

func TestStoppingInterruptsAHangingServer(t *testing.T) {
	t.Parallel()
	s := newServer(t, plan{hangAt: "RCPT"})
	c := s.carrier(t, func(o *email.Server) { o.Timeout = time.Minute })
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	began := time.Now()
	if err := c.Carry(ctx, letter()); err == nil {
		t.Error("the letter was taken")
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestServersFarAwayNeedTLS(t *testing.T) {
	t.Parallel()
	for host, fine := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "mail.example": false, "10.0.0.1": false, "": false, "localhost.example": false} {
		if _, err := email.NewSMTP(email.Server{Host: host, Port: 25, Security: email.Unprotected}); (err == nil) != fine {
			t.Errorf("%q: %v", host, err)
		}
	}
	if _, err := email.NewSMTP(email.Server{Host: "localhost", Port: 25, Security: "perhaps"}); err == nil {
		t.Error("an unknown way was taken")
	}
}

func TestAServerOnThisMachineMayDoWithoutTLS(t *testing.T) {
	t.Parallel()
	s := newServer(t, plan{noTLS: true})
	c := s.carrier(t, func(o *email.Server) { o.Security = email.Unprotected })
	if err := c.Carry(t.Context(), letter()); err != nil || len(s.letters()) != 1 {
		t.Errorf("%v, %d letters", err, len(s.letters()))
	}
}

func TestNothingPrintsWhatIsPrivate(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	server := email.Server{Host: "mail.example", Port: 587, User: "desk", Password: "hunter2"}
	fmt.Fprintf(&b, "%v %+v %s %q %v", server, server, email.Address(secretAddress), email.Address(secretAddress), letter().To)
	if strings.Contains(b.String(), "hunter2") || strings.Contains(b.String(), "maya") {
		t.Error(b.String())
	}
}

// Line breaks and other tricks in what becomes a header are refused before anything is sent.
func TestHeadersCannotBeInjected(t *testing.T) {
	t.Parallel()
	bad := map[string]func(*email.Message){
		"subject with CRLF":         func(m *email.Message) { m.Subject = "Hi\r\nBcc: all@example.com" },
		"subject with LF":           func(m *email.Message) { m.Subject = "Hi\nBcc: all@example.com" },
		"subject with CR":           func(m *email.Message) { m.Subject = "Hi\rBcc: all@example.com" },
		"subject with NUL":          func(m *email.Message) { m.Subject = "Hi\x00" },
		"subject with U+2028":       func(m *email.Message) { m.Subject = "Hi\u2028Bcc: all@example.com" },
		"subject too long":          func(m *email.Message) { m.Subject = candor.Text(strings.Repeat("x", 201)) },
		"no subject":                func(m *email.Message) { m.Subject = "  " },
		"no text":                   func(m *email.Message) { m.Text = "\n" },
		"not UTF-8":                 func(m *email.Message) { m.Text = "\xff" },
		"too long":                  func(m *email.Message) { m.HTML = candor.Text(strings.Repeat("x", 1<<20)) },
		"address with CRLF":         func(m *email.Message) { m.To = "a@example.com\r\nBcc: all@example.com" },
		"address with a command":    func(m *email.Message) { m.To = "a@example.com>\r\nDATA" },
		"two addresses":             func(m *email.Message) { m.To = "a@example.com, b@example.com" },
		"a group":                   func(m *email.Message) { m.To = "all: a@example.com;" },
		"a name":                    func(m *email.Message) { m.To = "Maya <a@example.com>" },
		"a quoted local part":       func(m *email.Message) { m.To = "\"a b\"@example.com" },
		"a comment":                 func(m *email.Message) { m.To = "a(x)@example.com" },
		"no domain":                 func(m *email.Message) { m.To = "maya" },
		"a space":                   func(m *email.Message) { m.To = "a b@example.com" },
		"nobody":                    func(m *email.Message) { m.To = "" },
		"key with a line break":     func(m *email.Message) { m.Key = "a\nb" },
		"a domain that looks odd":   func(m *email.Message) { m.To = "a@-example.com" },
		"a local part of an option": func(m *email.Message) { m.To = "a@[127.0.0.1]" },
	}
	s := newServer(t, plan{})
	for name, change := range bad {
		l := letter()
		change(&l.Message)
		c := s.carrier(t, func(*email.Server) {})
		var r *email.Refusal
		if err := c.Carry(t.Context(), l); !errors.As(err, &r) || !r.Forever {
			t.Errorf("%s: the carrier took it: %v", name, err)
		}
		if err := newBox(t, nil).Send(t.Context(), l.Message); !errors.Is(err, email.ErrMessage) {
			t.Errorf("%s: the outbox took it: %v", name, err)
		}
	}
	if len(s.letters()) != 0 {
		t.Error("something was sent")
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("a@example.com", "Hi\r\nBcc: x@example.com", "text")
	f.Add("a@b.c", "=?utf-8?q?=0d=0aBcc:_x?=", ".\r\n.\r\n")
	f.Add("ü@example.com", "été", "x")
	f.Fuzz(func(t *testing.T, to, subject, text string) {
		l := letter()
		l.To, l.Subject, l.Text = email.Address(to), candor.Text(subject), candor.Text(text)
		data, err := email.Bytes(l)
		if err != nil {
			return
		}
		m, err := mail.ReadMessage(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("a mail program cannot read it: %v\n%s", err, data)
		}
		allowed := map[string]bool{"Date": true, "Mime-Version": true, "Message-Id": true, "Subject": true, "Auto-Submitted": true,
			"X-Auto-Response-Suppress": true, "From": true, "To": true, "Content-Type": true, "Content-Transfer-Encoding": true}
		for name, values := range m.Header {
			if !allowed[name] || len(values) != 1 {
				t.Errorf("the header %q came in: %q", name, values)
			}
		}
		list, err := m.Header.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Address != to {
			t.Errorf("goes to %v %v instead of %q", list, err, to)
		}
	})
}

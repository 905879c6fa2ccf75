package email_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"io"
	"math/big"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/channel/email"
)

// server is a mail server that does as a test tells it.
type server struct {
	listener net.Listener
	roots    *x509.CertPool
	safe     *tls.Config
	plan     plan
	running  sync.WaitGroup
	mu       sync.Mutex
	conns    map[net.Conn]bool
	got      []delivered
	secrets  []string // what was said before TLS
}

// plan says in which way the server is not like others.
type plan struct {
	implicit  bool
	noTLS     bool              // does not offer STARTTLS
	answers   map[string]string // instead of the usual, by command; "." is the end of a message
	hangAt    string            // command after which nothing more is said
	dropAfter string            // command after which the connection is cut
	password  string            // needed when set
}

// delivered is one letter as the server got it.
type delivered struct {
	from, to, data string
	protected      bool
	signedIn       string
}

func newServer(t *testing.T, p plan) *server {
	t.Helper()
	s := &server{plan: p, conns: map[net.Conn]bool{}, roots: x509.NewCertPool()}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.roots.AddCert(cert)
	s.safe = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.running.Go(s.serve)
	t.Cleanup(s.stop)
	return s
}

func (s *server) stop() {
	s.listener.Close()
	s.mu.Lock()
	for c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
}

func (s *server) serve() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[conn] = true
		s.mu.Unlock()
		s.running.Go(func() {
			defer conn.Close()
			s.session(conn)
		})
	}
}

// carrier is the product's way to this server.
func (s *server) carrier(t *testing.T, change func(*email.Server)) *email.SMTP {
	t.Helper()
	_, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	o := email.Server{Host: "127.0.0.1", Roots: s.roots, Timeout: 10 * time.Second}
	if o.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	if s.plan.implicit {
		o.Security = email.ImplicitTLS
	}
	change(&o)
	c, err := email.NewSMTP(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (s *server) letters() []delivered {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]delivered(nil), s.got...)
}

func (s *server) session(conn net.Conn) {
	protected := false
	if s.plan.implicit {
		conn, protected = tls.Server(conn, s.safe), true
	}
	in := bufio.NewReader(conn)
	say := func(lines ...string) { io.WriteString(conn, strings.Join(lines, "\r\n")+"\r\n") }
	say("220 mail.test ready")
	var d delivered
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		if !protected {
			s.mu.Lock()
			s.secrets = append(s.secrets, line)
			s.mu.Unlock()
		}
		command, rest, _ := strings.Cut(line, " ")
		command = strings.ToUpper(command)
		if s.plan.hangAt == command {
			io.Copy(io.Discard, in)
			return
		}
		if s.plan.dropAfter == command {
			return
		}
		if answer, ok := s.plan.answers[command]; ok {
			say(answer)
			continue
		}
		switch command {
		case "EHLO":
			lines := []string{"250-mail.test"}
			if !protected && !s.plan.noTLS {
				lines = append(lines, "250-STARTTLS")
			}
			if s.plan.password != "" {
				lines = append(lines, "250-AUTH PLAIN")
			}
			say(append(lines, "250 8BITMIME")...)
		case "STARTTLS":
			say("220 go on")
			conn, protected = tls.Server(conn, s.safe), true
			in = bufio.NewReader(conn)
			d = delivered{}
		case "AUTH":
			plain, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			parts := strings.Split(string(plain), "\x00")
			if len(parts) != 3 || parts[2] != s.plan.password {
				say("535 5.7.8 maya@example.com is not known here")
				continue
			}
			d.signedIn = parts[1]
			say("235 welcome")
		case "MAIL":
			if s.plan.password != "" && d.signedIn == "" {
				say("530 sign in first")
				continue
			}
			d.from = strings.TrimPrefix(rest, "FROM:")
			say("250 ok")
		case "RCPT":
			d.to = strings.TrimPrefix(rest, "TO:")
			say("250 ok")
		case "DATA":
			say("354 go on")
			data, ok := readData(in)
			if !ok {
				return
			}
			if answer, ok := s.plan.answers["."]; ok {
				say(answer)
				continue
			}
			d.data, d.protected = data, protected
			s.mu.Lock()
			s.got = append(s.got, d)
			s.mu.Unlock()
			if s.plan.dropAfter == "." {
				say("250 taken")
				return
			}
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func readData(in *bufio.Reader) (string, bool) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", false
		}
		if line == ".\r\n" {
			return b.String(), true
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

package config

import (
	"errors"
	"fmt"
	"math"
	"net"
	"net/mail"
	"slices"
	"strings"
)

const sectionMail = "mail"

// The ways in which the connection to a mail server is protected.
const (
	TLSMandatory = "mandatory" // STARTTLS, or nothing is sent
	TLSImplicit  = "implicit"  // TLS from the first byte
	TLSNone      = "none"      // a server on this machine
)

func mailFields() []field {
	return []field{
		{
			section: sectionMail, key: "host",
			help: "The mail server that takes the desk's mail. Empty: nothing is sent, and each mail is written as a file into\n" +
				"the folder mail beside the databases.",
			allowed: "empty, or the name of a host, without a port", example: `host = "smtp.example.com"`,
			read: words(func(c *Config, s string) error {
				c.Mail.Host = s
				return checkHost(s)
			}),
			write: func(c Config) string { return quote(c.Mail.Host) },
		},
		{
			section: sectionMail, key: "port",
			help:    "Its port: 587 with tls = \"mandatory\", 465 with tls = \"implicit\".",
			allowed: "a whole number from 1 to 65535", example: "port = 587",
			read: func(c *Config, _ string, v value) error {
				n, err := v.number()
				if err != nil {
					return err
				}
				if n != math.Trunc(n) || n < 1 || n > 65535 {
					return errors.New("not a port")
				}
				c.Mail.Port = int(n)
				return nil
			},
			write: func(c Config) string { return fmt.Sprint(c.Mail.Port) },
		},
		{
			section: sectionMail, key: "tls",
			help: "How the way to it is protected: mandatory begins in plain and changes to TLS before anything is said,\n" +
				"implicit is TLS from the first byte, none is for a server on this machine only.",
			allowed: "mandatory, implicit or none", example: `tls = "mandatory"`,
			read: words(func(c *Config, s string) error {
				c.Mail.TLS = s
				if !slices.Contains([]string{TLSMandatory, TLSImplicit, TLSNone}, s) {
					return errors.New("not one of the ways")
				}
				return nil
			}),
			write: func(c Config) string { return quote(c.Mail.TLS) },
		},
		{
			section: sectionMail, key: "from",
			help:    "Who the mail is from, as people see it.",
			allowed: "an address, alone or behind a name", example: `from = "Lumen & Co <help@example.com>"`,
			read: words(func(c *Config, s string) error {
				c.Mail.From = s
				if s == "" {
					return nil
				}
				return checkSender(s)
			}),
			write: func(c Config) string { return quote(c.Mail.From) },
		},
		{
			section: sectionMail, key: "user",
			help:    "The name to sign in with. Empty: the server asks for none.",
			allowed: "text of one line, at most 254 characters", example: `user = "desk@example.com"`,
			read: words(func(c *Config, s string) error {
				c.Mail.User = s
				return checkLine(s, 0, 254)
			}),
			write: func(c Config) string { return quote(c.Mail.User) },
		},
		{
			section: sectionMail, key: "password_file",
			help: "A file with the password, readable by its owner only (mode 0600). CANDOR_MAIL_PASSWORD holds the\n" +
				"password itself and wins; it never stands in this file.",
			allowed: "empty, or a path; one that is not absolute starts at the folder of this file", example: `password_file = "mail.password"`,
			read: words(func(c *Config, s string) error {
				c.Mail.PasswordFile = s
				if s == "" {
					return nil
				}
				return checkPath(s)
			}),
			write: func(c Config) string { return quote(c.Mail.PasswordFile) },
		},
		{
			section: sectionMail, key: "password", secret: true,
			allowed: "one line of at most 1024 bytes, in the environment only", example: `password = "…"`,
			read: func(c *Config, _ string, v value) error {
				if !v.env {
					return errors.New("a password does not belong in this file, which others read; set CANDOR_MAIL_PASSWORD, or password_file")
				}
				s, err := v.text()
				if err != nil {
					return err
				}
				c.Mail.Password = Secret(s)
				return checkPassword(s)
			},
		},
	}
}

func checkHost(s string) error {
	if s == "" || net.ParseIP(s) != nil {
		return nil
	}
	if strings.Contains(s, ":") {
		return errors.New("the port has a key of its own")
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(s, "."), ".") {
		if label == "" || strings.Trim(strings.ToLower(label), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" || len(label) > 63 {
			return errors.New("not the name of a host")
		}
	}
	return nil
}

func checkSender(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return errors.New("not an address")
	}
	if strings.ContainsFunc(a.Name+a.Address, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return errors.New("it holds a control character")
	}
	return nil
}

func checkPassword(s string) error {
	if s == "" || len(s) > 1024 || strings.ContainsAny(s, "\r\n\x00") {
		return errors.New("empty, too long or not one line")
	}
	return nil
}

// checkMail looks at what the keys of [mail] mean together.
func (d *decoder) checkMail() {
	m := d.c.Mail
	line, ok := d.line(sectionMail)
	if !ok || m.Host == "" {
		return
	}
	switch {
	case m.From == "":
		d.problem(Problem{Line: line, Text: "[mail]: host is set but from is not, so nobody could see who wrote; example: from = \"Lumen & Co <help@example.com>\""})
	case m.User != "" && m.Password == "" && m.PasswordFile == "":
		d.problem(Problem{Line: line, Text: "[mail]: user is set but there is no password; set CANDOR_MAIL_PASSWORD, or password_file"})
	case m.TLS == TLSNone && !local(m.Host):
		d.problem(Problem{Line: line, Text: fmt.Sprintf("[mail]: tls = \"none\" with host = %s, which is not this machine: mail and password would be readable on the way; "+
			"allowed: mandatory or implicit", quote(m.Host))})
	}
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

package config

import (
	"errors"
	"strings"
)

// Mail is how the desk sends mail. Without a Host it writes files instead.
type Mail struct {
	Host         string
	Port         int
	TLS          string // TLSMandatory, TLSImplicit or TLSNone
	From         string // an address, alone or behind a name; set whenever Host is
	User         string // empty: without signing in
	Password     Secret // from the environment
	PasswordFile string
}

// ReadPassword gives the password to sign in with: the environment's, or what stands in the file;
// empty without a User.
//
// It refuses a file that others may read: whoever read it may send mail in the desk's name.
func (m Mail) ReadPassword() (Secret, error) {
	if m.User == "" || m.Password != "" {
		return m.Password, nil
	}
	text, err := ownersFile(m.PasswordFile, "the mail server's password")
	if err != nil {
		return "", err
	}
	password := strings.TrimRight(text, "\r\n")
	if checkPassword(password) != nil {
		return "", errors.New("config: " + m.PasswordFile + " does not hold a password: one line of at most 1024 bytes")
	}
	return Secret(password), nil
}

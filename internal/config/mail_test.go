package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/config"

	"github.com/google/go-cmp/cmp"
)

const mailFile = `
[mail]
host = "smtp.example.com"
port = 465
tls = "implicit"
from = "Lumen & Co <help@example.com>"
user = "desk"
password_file = "mail.password"
`

func TestMailSettingsAreRead(t *testing.T) {
	t.Parallel()
	c := read(t, mailFile, "CANDOR_MAIL_PASSWORD=hunter 2")
	want := config.Mail{
		Host: "smtp.example.com", Port: 465, TLS: config.TLSImplicit, From: "Lumen & Co <help@example.com>",
		User: "desk", Password: "hunter 2", PasswordFile: "mail.password",
	}
	if d := cmp.Diff(want, c.Mail); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(config.Mail{Port: 587, TLS: config.TLSMandatory}, read(t, "").Mail); d != "" {
		t.Errorf("without settings: %s", d)
	}
	c.Mail.Password = ""
	if d := cmp.Diff(c.Mail, read(t, c.Render()).Mail); d != "" {
		t.Errorf("written and read: %s", d)
	}
}

func TestMailProblemsSayWhatToDo(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, env, want string }{
		{"host with a port", "[mail]\nhost = \"smtp.example.com:587\"", "", "the port has a key of its own"},
		{"address as a host", "[mail]\nhost = \"https://smtp.example.com\"", "", "the port has a key of its own"},
		{"host in words", "[mail]\nhost = \"my server\"", "", "not the name of a host"},
		{"port in quotes", "[mail]\nport = \"587\"", "", "text where a number belongs"},
		{"half a port", "[mail]\nport = 587.5", "", "not a port"},
		{"no such port", "[mail]\nport = 65536", "", "not a port"},
		{"when it suits", "[mail]\ntls = \"opportunistic\"", "", "allowed: mandatory, implicit or none"},
		{"sender in words", "[mail]\nfrom = \"Lumen\"", "", "not an address"},
		{"user of two lines", "[mail]\nuser = \"a\\nb\"", "", "control character"},
		{"no sender", "[mail]\nhost = \"smtp.example.com\"", "", "nobody could see who wrote"},
		{"no password", "[mail]\nhost = \"smtp.example.com\"\nfrom = \"a@b.c\"\nuser = \"x\"", "", "CANDOR_MAIL_PASSWORD"},
		{"far away without TLS", "[mail]\nhost = \"smtp.example.com\"\nfrom = \"a@b.c\"\ntls = \"none\"", "", "readable on the way"},
		{"password in the file", "[mail]\npassword = \"hunter2\"", "", "does not belong in this file"},
		{"password of two lines", "", "CANDOR_MAIL_PASSWORD=hunter2\nhunter3", "not one line"},
		{"empty password", "", "CANDOR_MAIL_PASSWORD=", "empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := problems(t, test.file, test.env)
			if len(p.List) != 1 || !strings.Contains(p.Error(), test.want) {
				t.Errorf("%v\nlacks %q", p, test.want)
			}
			if strings.Contains(p.Error(), "hunter") {
				t.Errorf("the password is repeated: %v", p)
			}
		})
	}
	for _, fine := range []string{
		"[mail]\nhost = \"127.0.0.1\"\nfrom = \"a@b.c\"\ntls = \"none\"", "[mail]\nhost = \"localhost\"\nport = 1025\nfrom = \"a@b.c\"\ntls = \"none\"",
		"[mail]\nhost = \"smtp.example.com\"\nfrom = \"a@b.c\"",
	} {
		read(t, fine)
	}
}

func TestThePasswordIsReadFromAFileOfItsOwner(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "candor.toml"), []byte(mailFile), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(filepath.Join(dir, "candor.toml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Mail.PasswordFile != filepath.Join(dir, "mail.password") {
		t.Errorf("beside %s", c.Mail.PasswordFile)
	}
	if _, err := c.Mail.ReadPassword(); err == nil {
		t.Error("a file that is not there was read")
	}
	for _, test := range []struct {
		text string
		mode os.FileMode
		want string // empty: refused
	}{
		{"hunter2\n", 0o600, "hunter2"}, {"hunter2\r\n", 0o400, "hunter2"}, {" with spaces ", 0o600, " with spaces "},
		{"hunter2", 0o640, ""}, {"hunter2", 0o604, ""}, {"", 0o600, ""}, {"two\nlines", 0o600, ""}, {strings.Repeat("x", 1025), 0o600, ""},
	} {
		if err := os.WriteFile(c.Mail.PasswordFile, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(c.Mail.PasswordFile, test.mode); err != nil {
			t.Fatal(err)
		}
		got, err := c.Mail.ReadPassword()
		if string(got) != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%q with mode %o: %v", test.text, test.mode, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter") {
			t.Errorf("the error repeats it: %v", err)
		}
		if err := os.Remove(c.Mail.PasswordFile); err != nil {
			t.Fatal(err)
		}
	}
	c.Mail.Password = "from the environment"
	if got, err := c.Mail.ReadPassword(); string(got) != "from the environment" || err != nil {
		t.Errorf("the environment does not win: %v", err)
	}
	c.Mail.Password, c.Mail.User = "", ""
	if got, err := c.Mail.ReadPassword(); got != "" || err != nil {
		t.Errorf("without a user: %v", err)
	}
}

func TestThePasswordIsNotPrinted(t *testing.T) {
	t.Parallel()
	c := read(t, mailFile, "CANDOR_MAIL_PASSWORD=hunter2")
	for _, text := range []string{fmt.Sprintf("%v %+v %#v", c, c.Mail, c.Mail.Password), c.Render(), fmt.Sprintf("%s %q %x", c.Mail.Password, c.Mail.Password, c.Mail.Password)} {
		if strings.Contains(text, "hunter2") {
			t.Errorf("it stands in %s", text)
		}
	}
}

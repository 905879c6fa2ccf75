package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"strings"

	"candor/vendors"
)

// Secret is a vendor's credential. It is never printed, logged or encoded, and only this package reads it.
type Secret struct{ value string }

// NewSecret takes a credential as it is, without spaces around it.
//
// It refuses an empty one and one that could not stand in a header, and repeats nothing of it.
func NewSecret(s string) (Secret, error) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > mostSecret || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Secret{}, errors.New("egress: this is no credential: it is empty, too long or not in one line of plain characters")
	}
	return Secret{s}, nil
}

// Set reports whether there is one.
func (s Secret) Set() bool { return s.value != "" }

// String, GoString, Format, LogValue, MarshalText and MarshalJSON keep it out of every print, log and file.
func (Secret) String() string               { return redacted }
func (Secret) GoString() string             { return redacted }
func (Secret) Format(s fmt.State, _ rune)   { io.WriteString(s, redacted) }
func (Secret) LogValue() slog.Value         { return slog.StringValue(redacted) }
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
func (Secret) GobEncode() ([]byte, error)   { return []byte(redacted), nil }
func (s Secret) add(h http.Header, as vendors.Header) {
	if !s.Set() {
		return
	}
	switch as {
	case vendors.XAPIKey:
		h.Set("X-Api-Key", s.value)
	case vendors.APIKey:
		h.Set("Api-Key", s.value)
	default:
		h.Set("Authorization", "Bearer "+s.value)
	}
}

const redacted = "[redacted]"

// Secrets gives credentials by the name of a vendor.
type Secrets interface {
	// Secret gives the credential of a vendor; the zero Secret when it needs none.
	Secret(ctx context.Context, vendor string) (Secret, error)
}

// FromSettings reads credentials where the entries of a register say they are, each time, so that a
// changed one counts at once.
type FromSettings struct {
	Register *vendors.Register
	Getenv   func(string) string // os.Getenv
}

// mostSecret is how long a credential may be, in bytes.
const mostSecret = 8 << 10

// Secret reads the environment variable or the file of a vendor.
//
// It refuses a file that others may read or change, and says how to set that right.
func (f FromSettings) Secret(_ context.Context, vendor string) (Secret, error) {
	e, ok := f.Register.Entry(vendor)
	switch {
	case !ok:
		return Secret{}, errors.New("egress: there is no such vendor")
	case e.Secret.Env != "":
		if f.Getenv == nil {
			return Secret{}, errors.New("egress: the environment is not at hand")
		}
		s, err := NewSecret(f.Getenv(e.Secret.Env))
		if err != nil {
			return Secret{}, fmt.Errorf("egress: environment variable %s: %w", e.Secret.Env, err)
		}
		return s, nil
	case e.Secret.File != "":
		return fromFile(e.Secret.File)
	case e.Local:
		return Secret{}, nil
	}
	return Secret{}, errors.New("egress: the entry does not say where the credential is")
}

func fromFile(path string) (Secret, error) {
	f, err := os.Open(path)
	if err != nil {
		return Secret{}, fmt.Errorf("egress: the file with a vendor's credential cannot be read: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Secret{}, fmt.Errorf("egress: look at the file with a vendor's credential: %w", err)
	}
	if !info.Mode().IsRegular() {
		return Secret{}, fmt.Errorf("egress: %s, which should hold a vendor's credential, is not a file", path)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return Secret{}, fmt.Errorf("egress: others may read or change %s (mode %04o), which holds a vendor's credential. Run: chmod 600 %s", path, mode, path)
	}
	text, err := io.ReadAll(io.LimitReader(f, mostSecret+2))
	if err != nil {
		return Secret{}, fmt.Errorf("egress: read the file with a vendor's credential: %w", err)
	}
	return NewSecret(string(text))
}

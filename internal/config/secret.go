package config

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"

	"candor"
)

// Secret is never printed.
type Secret string

// LogValue keeps it out of logs.
func (Secret) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Format keeps it out of every print.
func (Secret) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// leastSiteKey is how many bytes the secret of an embedding site has at least: as many as the hash that it
// signs with (RFC 7518, section 3.2).
const leastSiteKey = 32

// ReadSiteKey gives the secret under which the embedding site signs who its visitor is; empty without a
// SiteKey.
//
// It refuses a file that others may read: whoever read it may say that they are anybody.
func (b Inbox) ReadSiteKey() (Secret, error) {
	if b.SiteKey == "" {
		return "", nil
	}
	text, err := ownersFile(b.SiteKey, siteKeyOf(b.ID))
	if err != nil {
		return "", err
	}
	secret := strings.TrimSpace(text)
	if len(secret) < leastSiteKey {
		return "", fmt.Errorf("config: %s, %s, has %d bytes and needs %d or more, made at random. Run: openssl rand -base64 48 > %s",
			siteKeyOf(b.ID), b.SiteKey, len(secret), leastSiteKey, b.SiteKey)
	}
	return Secret(secret), nil
}

func siteKeyOf(id candor.InboxID) string { return "the site key of inbox " + string(id) }

// mostSecret is how many bytes of a file with a secret are read.
const mostSecret = 2048

// ownersFile reads a file with a secret, which nobody but its owner may read or change. Holds says what
// secret that is.
func ownersFile(path, holds string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("config: the file with %s cannot be read: %w", holds, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("config: look at the file with %s: %w", holds, err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("config: %s, which should hold %s, is not a file", path, holds)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return "", fmt.Errorf("config: others may read or change %s (mode %04o), which holds %s. Run: chmod 600 %s", path, mode, holds, path)
	}
	text, err := io.ReadAll(io.LimitReader(f, mostSecret))
	if err != nil {
		return "", fmt.Errorf("config: read %s: %w", holds, err)
	}
	return string(text), nil
}

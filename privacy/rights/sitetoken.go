package rights

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"candor"
)

// A site token is how the site in which the desk is embedded says who its signed-in visitor is: a
// compact JWS (RFC 7515) whose header is {"alg":…} with "typ":"JWT" and "kid" as they like, and whose
// claims (RFC 7519) are
//
//	aud    the inbox, one string
//	sub    the site's own id of the visitor, 1 to 200 characters
//	email  an address that the site has verified; or empty or absent
//	name   up to 200 characters; may be absent
//	phone  up to 40 characters; may be absent
//	iat    when it was signed, in whole seconds since 1970
//	exp    when it ends, at most 10 minutes after iat
//	jti    1 to 128 characters, never used twice
//
// Unknown claims are passed over; an unknown header is refused.

// Failures of site tokens, each told apart so that an integrator can mend the cause.
var (
	ErrTokenMalformed = candor.Fail(candor.CodeInvalid, "error.token_malformed", nil) // not of the shape above
	ErrTokenForged    = candor.Fail(candor.CodeSignIn, "error.token_forged", nil)     // no key of this inbox made the signature
	ErrTokenInbox     = candor.Fail(candor.CodeSignIn, "error.token_inbox", nil)      // made for another inbox
	ErrTokenEarly     = candor.Fail(candor.CodeSignIn, "error.token_early", nil)      // signed in the future: a clock is wrong
	ErrTokenExpired   = candor.Fail(candor.CodeSignIn, "error.token_expired", nil)    // over
	ErrTokenLong      = candor.Fail(candor.CodeInvalid, "error.token_long", nil)      // lives longer than 10 minutes
	ErrTokenReplayed  = candor.Fail(candor.CodeSignIn, "error.token_replayed", nil)   // its jti was used before
)

const (
	maxToken      = 4096             // bytes
	maxTokenLife  = 10 * time.Minute // from iat to exp
	maxClockSkew  = 30 * time.Second // by which a site's clock may be ahead of ours
	minSiteSecret = 32               // bytes; RFC 7518 section 3.2 asks for the length of the hash
)

// Algorithm is how a site signs. It is pinned by the key and never chosen by the token.
type Algorithm string

const (
	HS256 Algorithm = "HS256" // HMAC with SHA-256 and a shared secret of 32 bytes or more
	EdDSA Algorithm = "EdDSA" // Ed25519; the desk has the public key only (RFC 8037)
)

// SiteKey is one key of an inbox. Two at a time let a site change keys without a gap.
type SiteKey struct {
	ID        string // compared with kid when the token has one; may be empty
	Algorithm Algorithm
	Secret    []byte // of HS256
	Public    ed25519.PublicKey
}

// String keeps secrets out of logs and errors.
func (k SiteKey) String() string { return "site key " + k.ID }

// MarshalText does so for JSON.
func (k SiteKey) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Usable reports whether the key is whole and long enough.
func (k SiteKey) Usable() bool {
	switch k.Algorithm {
	case HS256:
		return len(k.Secret) >= minSiteSecret
	case EdDSA:
		return len(k.Public) == ed25519.PublicKeySize
	}
	return false
}

func (k SiteKey) verify(signed, signature []byte) bool {
	if !k.Usable() {
		return false
	}
	if k.Algorithm == EdDSA {
		return ed25519.Verify(k.Public, signed, signature)
	}
	mac := hmac.New(sha256.New, k.Secret)
	mac.Write(signed)
	return hmac.Equal(mac.Sum(nil), signature)
}

// Visitor is who a site says its visitor is.
type Visitor struct {
	Inbox   candor.InboxID
	Subject string // the site's own id
	Email   string // folded; empty when the site said none
	Name    string
	Phone   string
	Signed  time.Time
}

// String keeps a person out of logs and errors.
func (Visitor) String() string { return redacted }

// MarshalText does so for JSON.
func (Visitor) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Replays remembers which tokens were used.
type Replays interface {
	// Once reports true the first time it sees the pair and false ever after, until a time from which on
	// the token is refused for its age. Of two callers at one time, one gets true.
	Once(ctx context.Context, inbox candor.InboxID, jti string, until time.Time) (bool, error)
}

// Site checks the tokens of one inbox.
type Site struct {
	Inbox   candor.InboxID
	Keys    []SiteKey
	Replays Replays
	Now     func() time.Time
}

// Visitor checks a token and gives who it speaks of. The signature is checked before a claim is read,
// and a token is used up only when all else about it is right.
//
// ErrTokenMalformed, ErrTokenForged, ErrTokenInbox, ErrTokenLong, ErrTokenEarly, ErrTokenExpired,
// ErrTokenReplayed.
func (s Site) Visitor(ctx context.Context, token string) (Visitor, error) {
	parts := strings.Split(token, ".")
	if len(token) > maxToken || len(parts) != 3 {
		return Visitor{}, ErrTokenMalformed
	}
	var raw [3][]byte
	for i, part := range parts {
		var err error
		if raw[i], err = decodeSegment(part); err != nil {
			return Visitor{}, ErrTokenMalformed
		}
	}
	if err := s.authentic(raw[0], []byte(token[:len(token)-len(parts[2])-1]), raw[2]); err != nil {
		return Visitor{}, err
	}
	c, err := parseClaims(raw[1])
	if err != nil {
		return Visitor{}, err
	}
	if err := c.inTime(s.Inbox, s.Now()); err != nil {
		return Visitor{}, err
	}
	v, err := c.visitor()
	if err != nil {
		return Visitor{}, err
	}
	fresh, err := s.Replays.Once(ctx, s.Inbox, c.ID, time.Unix(c.Expires, 0).Add(maxClockSkew))
	if err != nil {
		return Visitor{}, fmt.Errorf("rights: remember a site token: %w", err)
	}
	if !fresh {
		return Visitor{}, ErrTokenReplayed
	}
	return v, nil
}

// authentic checks header and signature.
func (s Site) authentic(header, signed, signature []byte) error {
	var h struct {
		Algorithm Algorithm `json:"alg"`
		Type      string    `json:"typ"`
		Key       string    `json:"kid"`
	}
	in := json.NewDecoder(bytes.NewReader(header))
	in.DisallowUnknownFields() // among them "crit", which asks for what we do not know, and keys in the token itself
	if err := in.Decode(&h); err != nil || !atEnd(in) || h.Type != "" && h.Type != "JWT" {
		return ErrTokenMalformed
	}
	for _, k := range s.Keys {
		if k.Algorithm == h.Algorithm && (h.Key == "" || h.Key == k.ID) && k.verify(signed, signature) {
			return nil
		}
	}
	return ErrTokenForged
}

// claims are what is read of a token. Times are whole seconds; anything else is malformed.
type claims struct {
	Audience candor.InboxID `json:"aud"`
	Subject  string         `json:"sub"`
	Email    string         `json:"email"`
	Name     string         `json:"name"`
	Phone    string         `json:"phone"`
	Issued   int64          `json:"iat"`
	Expires  int64          `json:"exp"`
	ID       string         `json:"jti"`
}

func parseClaims(text []byte) (claims, error) {
	var c claims
	in := json.NewDecoder(bytes.NewReader(text))
	if err := in.Decode(&c); err != nil || !atEnd(in) || !utf8.Valid(text) {
		return c, ErrTokenMalformed
	}
	const years2000to9999 = 946684800
	if c.Issued < years2000to9999 || c.Expires <= c.Issued || c.Expires > 253402300799 {
		return c, ErrTokenMalformed
	}
	if !shortText(c.Subject, 1, 200) || !shortText(c.ID, 1, 128) || !shortText(c.Name, 0, 200) || !shortText(c.Phone, 0, 40) {
		return c, ErrTokenMalformed
	}
	return c, nil
}

func (c claims) inTime(inbox candor.InboxID, now time.Time) error {
	issued, expires := time.Unix(c.Issued, 0), time.Unix(c.Expires, 0)
	switch {
	case c.Audience != inbox || inbox == "":
		return ErrTokenInbox
	case expires.Sub(issued) > maxTokenLife:
		return ErrTokenLong
	case issued.After(now.Add(maxClockSkew)):
		return ErrTokenEarly
	case !now.Before(expires):
		return ErrTokenExpired
	}
	return nil
}

func (c claims) visitor() (Visitor, error) {
	v := Visitor{Inbox: c.Audience, Subject: c.Subject, Name: c.Name, Phone: c.Phone, Signed: time.Unix(c.Issued, 0).UTC()}
	if c.Email == "" {
		return v, nil
	}
	var err error
	if v.Email, err = FoldEmail(c.Email); err != nil {
		return Visitor{}, ErrTokenMalformed
	}
	return v, nil
}

func decodeSegment(part string) ([]byte, error) {
	if part == "" || strings.ContainsAny(part, "\r\n") {
		return nil, errors.New("empty or broken")
	}
	return base64.RawURLEncoding.Strict().DecodeString(part)
}

func atEnd(in *json.Decoder) bool {
	_, err := in.Token()
	return errors.Is(err, io.EOF)
}

// shortText reports whether s is printable and of a length, in characters. The two joiners that Persian
// and Indic names are written with count as printable.
func shortText(s string, least, most int) bool {
	if n := utf8.RuneCountInString(s); n < least || n > most {
		return false
	}
	for _, c := range s {
		if !unicode.IsPrint(c) && c != '\u200c' && c != '\u200d' {
			return false
		}
	}
	return true
}

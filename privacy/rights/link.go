package rights

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"time"

	"candor"
)

// LinkLife is how long a link can be used that a person asked for, and IdentityLife one that staff sent
// to ask who somebody is: a letter waits longer in a mailbox than somebody who looks for it.
const (
	LinkLife     = 30 * time.Minute
	IdentityLife = 7 * 24 * time.Hour
)

// LifeOf gives how long a link of the purpose can be used.
func LifeOf(purpose string) time.Duration {
	if purpose == OpensIdentity {
		return IdentityLife
	}
	return LinkLife
}

// linkBytes is the length of a link's secret: 256 bits.
const linkBytes = 32

// Failures of links. None of them tells whose the link is.
var (
	ErrLinkUnknown   = candor.Fail(candor.CodeSignIn, "error.link_unknown", nil)   // never given, malformed, or for another purpose
	ErrLinkExpired   = candor.Fail(candor.CodeSignIn, "error.link_expired", nil)   // older than LifeOf its purpose
	ErrLinkUsed      = candor.Fail(candor.CodeSignIn, "error.link_used", nil)      // it works once
	ErrLinkElsewhere = candor.Fail(candor.CodeSignIn, "error.link_elsewhere", nil) // opened in another browser than it was asked for in
)

// Link is what the desk keeps of a link that it sent. The secret is in the mail alone: whoever reads
// this cannot use it.
type Link struct {
	Hash    [32]byte         // of the secret; the key under which it is found
	Bound   [32]byte         // of the secret with purpose and browser nonce
	Contact string           // keyed tag of the address it was sent to
	Purpose string           // what it opens, such as "rights"
	Request candor.RequestID // when it proves identity for one request; may be empty
	Expires time.Time
	Used    time.Time // zero until it is used
}

// linkText is how the secret is written in an address: 43 letters, digits, hyphens and underscores.
var linkText = base64.RawURLEncoding.Strict()

// NewLink makes a link for the purpose, bound to the nonce of the browser session that asked: 16 bytes
// or more that the session alone knows. A link of OpensIdentity was asked for by no browser, so it is
// bound to none. The text goes into the mail and is kept nowhere.
func NewLink(contact, purpose string, nonce []byte, request candor.RequestID, now time.Time) (text string, l Link) {
	var secret [linkBytes]byte
	rand.Read(secret[:])
	if purpose == OpensIdentity {
		nonce = nil
	}
	return linkText.EncodeToString(secret[:]), Link{
		Hash: sha256.Sum256(secret[:]), Bound: bind(secret[:], purpose, nonce),
		Contact: contact, Purpose: purpose, Request: request, Expires: now.Add(LifeOf(purpose)),
	}
}

// LinkHash gives the key under which a link is kept. ErrLinkUnknown: the text is no link.
func LinkHash(text string) ([32]byte, error) {
	secret, err := linkSecret(text)
	if err != nil {
		return [32]byte{}, err
	}
	return sha256.Sum256(secret), nil
}

// Check judges a link that was found by its hash. Secrets are compared in constant time.
//
// ErrLinkUnknown, ErrLinkElsewhere, ErrLinkUsed, ErrLinkExpired, in this order: a stranger who has the
// text but not the browser learns no more than that.
func (l Link) Check(text, purpose string, nonce []byte, now time.Time) error {
	secret, err := linkSecret(text)
	if err != nil {
		return err
	}
	if purpose == OpensIdentity {
		nonce = nil
	}
	hash, bound := sha256.Sum256(secret), bind(secret, purpose, nonce)
	switch {
	case subtle.ConstantTimeCompare(hash[:], l.Hash[:]) != 1, l.Purpose != purpose:
		return ErrLinkUnknown
	case purpose != OpensIdentity && len(nonce) < minNonce,
		subtle.ConstantTimeCompare(bound[:], l.Bound[:]) != 1:
		return ErrLinkElsewhere
	case !l.Used.IsZero():
		return ErrLinkUsed
	case !now.Before(l.Expires), now.Before(l.Expires.Add(-LifeOf(purpose))):
		return ErrLinkExpired
	}
	return nil
}

// minNonce is the shortest nonce of a browser session, in bytes.
const minNonce = 16

func linkSecret(text string) ([]byte, error) {
	if len(text) != linkText.EncodedLen(linkBytes) {
		return nil, ErrLinkUnknown
	}
	for i := range len(text) {
		if c := text[i]; c == '\n' || c == '\r' {
			return nil, ErrLinkUnknown // the decoder skips them
		}
	}
	secret, err := linkText.DecodeString(text)
	if err != nil {
		return nil, ErrLinkUnknown
	}
	return secret, nil
}

// bind ties a secret to what it is for and to the browser it is for.
func bind(secret []byte, purpose string, nonce []byte) [32]byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("candor link\x00" + purpose + "\x00"))
	mac.Write(nonce)
	return [32]byte(mac.Sum(nil))
}

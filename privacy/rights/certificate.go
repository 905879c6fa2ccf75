package rights

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor"
)

// CertificateFormat names the form of a certificate; its version is 1.
const CertificateFormat = "candor-erasure"

// ErrCertificate says that a certificate is malformed, was changed, or was not signed by that key.
var ErrCertificate = candor.Fail(candor.CodeInvalid, "error.certificate", nil)

// Line is what became of one store.
type Line struct {
	Store   string    `json:"store"`
	Outcome Outcome   `json:"outcome"`
	Count   int64     `json:"count"`            // records destroyed
	Left    int64     `json:"left"`             // records that can still be read
	Proven  bool      `json:"proven"`           // it was looked through afterwards, without failure
	Reason  string    `json:"reason,omitempty"` // of what was kept: a plain key
	Until   time.Time `json:"until,omitzero"`   // when that ends
}

// Done reports whether nothing of the person is left in the store, and somebody looked.
func (l Line) Done() bool {
	return (l.Outcome == Erased || l.Outcome == Shredded) && l.Proven && l.Left == 0
}

// Checkpoint is the state of the ledger once the erasure was written into it.
type Checkpoint struct {
	Size int64  `json:"size"`
	Note string `json:"note"` // signed, as the ledger publishes it
}

// Certificate says what an erasure came to. It holds nothing about the person. Only Eraser.Erase and
// Verify make one, so that it says what happened and nothing else; the zero value certifies nothing.
type Certificate struct {
	body certificateBody
	text []byte // whole, as it is handed over

	open []candor.RequestID // of whoever was erased: they cannot be answered any more; not certified
}

type certificateBody struct {
	Format     string           `json:"format"`
	Version    int              `json:"version"`
	Desk       string           `json:"desk"`
	Request    candor.RequestID `json:"request"`
	Begun      time.Time        `json:"begun"`
	Finished   time.Time        `json:"finished"`
	Complete   bool             `json:"complete"` // computed from the stores, and checked against them
	Stores     []Line           `json:"stores"`
	Checkpoint Checkpoint       `json:"checkpoint"`
	Key        []byte           `json:"key"` // public, Ed25519
}

// complete is the only place where that word is decided. No store at all is not complete.
func (b certificateBody) complete() bool {
	for _, l := range b.Stores {
		if !l.Done() {
			return false
		}
	}
	return len(b.Stores) > 0
}

// Complete reports whether every store has nothing left of the person, and that was checked.
func (c *Certificate) Complete() bool { return c != nil && c.body.complete() }

// Lines gives what became of each store, in the order in which they were asked.
func (c *Certificate) Lines() []Line { return slices.Clone(c.body.Stores) }

// Request is for which the data was erased.
func (c *Certificate) Request() candor.RequestID { return c.body.Request }

// Finished is when it ended.
func (c *Certificate) Finished() time.Time { return c.body.Finished }

// Checkpoint is the state of the ledger that has the erasure in it.
func (c *Certificate) Checkpoint() Checkpoint { return c.body.Checkpoint }

// Bytes gives the signed JSON.
func (c *Certificate) Bytes() []byte { return bytes.Clone(c.text) }

// envelope is a certificate with its signature over the exact bytes of the first member.
type envelope struct {
	Certificate json.RawMessage `json:"certificate"`
	Signature   string          `json:"signature"`
}

func certify(b certificateBody, key ed25519.PrivateKey) (*Certificate, error) {
	b.Format, b.Version, b.Complete = CertificateFormat, 1, b.complete()
	b.Begun, b.Finished = b.Begun.UTC(), b.Finished.UTC()
	b.Key = key.Public().(ed25519.PublicKey)
	inner, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("rights: write a certificate: %w", err)
	}
	sum := strings.TrimSuffix(string(signature(key, certificatePrefix, inner)), "\n")
	return &Certificate{body: b, text: []byte(`{"certificate":` + string(inner) + `,"signature":"` + sum + `"}` + "\n")}, nil
}

// maxCertificate is the longest certificate that is read, in bytes.
const maxCertificate = 1 << 20

// Verify reads a certificate and checks that it was signed by the key, has one reading, and calls
// complete exactly what is.
//
// ErrCertificate: with the reason in the log's part.
func Verify(text []byte, key ed25519.PublicKey) (*Certificate, error) {
	fail := func(why string) (*Certificate, error) {
		return nil, fmt.Errorf("rights: verify a certificate: %w", candor.Fail(ErrCertificate.Code, ErrCertificate.Key, errors.New(why)))
	}
	if len(text) > maxCertificate {
		return fail("too long")
	}
	var e envelope
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil || !atEnd(in) {
		return fail("malformed")
	}
	if !checkSignature(key, certificatePrefix, e.Certificate, []byte(e.Signature+"\n")) {
		return fail("the signature does not match")
	}
	var b certificateBody
	if err := json.Unmarshal(e.Certificate, &b); err != nil {
		return fail("malformed")
	}
	again, err := json.Marshal(b)
	if err != nil || !bytes.Equal(again, e.Certificate) {
		return fail("not in canonical form")
	}
	switch {
	case b.Format != CertificateFormat || b.Version != 1:
		return fail("of another form")
	case !bytes.Equal(b.Key, key):
		return fail("it names another key")
	case b.Complete != b.complete():
		return fail("it says of itself what its stores do not")
	}
	return &Certificate{body: b, text: bytes.Clone(text)}, nil
}

// KeyText writes a public key for people to compare or pass on.
func KeyText(key ed25519.PublicKey) string { return base64.StdEncoding.EncodeToString(key) }

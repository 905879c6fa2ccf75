package fairness

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Record says that a release may answer customers, and why.
type Record struct {
	Release string    `json:"release"` // its digest
	Report  string    `json:"report"`  // digest of the audit's report
	Plan    string    `json:"plan"`    // digest of what was asked
	Passed  bool      `json:"passed"`  // the audit; false needs Override
	At      time.Time `json:"at"`
	Until   time.Time `json:"until"`
	// Override is set when people released what the audit had not.
	Override *Override `json:"override,omitempty"`
}

// Override is a release against the audit or without one. It is published with everything in it.
type Override struct {
	By     [2]string `json:"by"` // two persons by name
	Reason string    `json:"reason"`
}

// The longest that a release holds.
const (
	Valid     = 90 * 24 * time.Hour // an audit that passed
	Overruled = 14 * 24 * time.Hour // an override
)

// Errors of records.
var (
	ErrNoRecord = errors.New("fairness: nothing says that this release was audited")
	ErrForged   = errors.New("fairness: the record of an audit is not signed by this desk")
	ErrExpired  = errors.New("fairness: the audit of this release is out of date")
	ErrBlocked  = errors.New("fairness: the audit did not release this")
	ErrOverride = errors.New("fairness: an override needs two different persons by name, a reason of at least twenty characters, and an end within 14 days")
)

// Check says whether a record is whole in itself: it passed or was overridden properly, and ends in time.
func (r Record) Check() error {
	if len(r.Release) != 64 || r.At.IsZero() || !r.Until.After(r.At) {
		return ErrNoRecord
	}
	if o := r.Override; o != nil {
		first, second := strings.TrimSpace(o.By[0]), strings.TrimSpace(o.By[1])
		if first == "" || second == "" || strings.EqualFold(first, second) || utf8.RuneCountInString(strings.TrimSpace(o.Reason)) < 20 || r.Until.Sub(r.At) > Overruled {
			return ErrOverride
		}
		return nil
	}
	if !r.Passed || r.Report == "" || r.Plan == "" {
		return ErrBlocked
	}
	if r.Until.Sub(r.At) > Valid {
		return ErrExpired
	}
	return nil
}

// signedAs keeps a signature from meaning anything else that the same key signs.
const signedAs = "candor fairness record 1\n"

// Sign gives the record as it is stored: its JSON and, on a line of its own, the signature of the desk's ledger key (RFC 8032).
// It fails for a record that Check refuses.
func (r Record) Sign(key ed25519.PrivateKey) (string, error) {
	if err := r.Check(); err != nil {
		return "", err
	}
	r.At, r.Until = r.At.UTC(), r.Until.UTC()
	text, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("fairness: write down a record: %w", err)
	}
	signature := ed25519.Sign(key, append([]byte(signedAs), text...))
	return string(text) + "\n" + base64.StdEncoding.EncodeToString(signature) + "\n", nil
}

// Open reads a stored record and believes it only with the desk's signature.
//
// ErrForged: anything about it is not as it was signed. ErrNoRecord, ErrOverride, ErrBlocked: it says too little.
func Open(signed string, key ed25519.PublicKey) (Record, error) {
	text, rest, ok := strings.Cut(signed, "\n")
	signature, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSuffix(rest, "\n"))
	if !ok || err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, append([]byte(signedAs), text...), signature) {
		return Record{}, ErrForged
	}
	var r Record
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return Record{}, ErrForged
	}
	return r, r.Check()
}

// clockSet is how far a clock may have been set back since the record was signed. It gains nobody anything: Until stays.
const clockSet = 12 * time.Hour

// Holds says whether the record releases this digest at this time.
func (r Record) Holds(release string, now time.Time) error {
	switch err := r.Check(); {
	case err != nil:
		return err
	case r.Release != release:
		return ErrNoRecord
	case now.Before(r.At.Add(-clockSet)) || !now.Before(r.Until):
		return ErrExpired
	}
	return nil
}

package finding

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"candor/fairness/audit"
	"candor/fairness/stats"
)

// Errors of what does not close a finding.
var (
	ErrUnowned  = errors.New("finding: nobody answers for it, or what was changed is not written down")
	ErrEarlier  = errors.New("finding: the audit began before the test was stated")
	ErrNotInUse = errors.New("finding: the audit is of something else than what answers now")
	ErrOther    = errors.New("finding: the audit does not ask the same questions under the same plan")
	ErrFails    = errors.New("finding: the test does not pass")
	ErrForged   = errors.New("finding: what is said to close it is not signed by this desk")
)

// Closing says what closed a finding. Only Close and CloseLive make one.
type Closing struct {
	finding ID
	test    string // its digest
	report  string // of the audit; empty for Live
	release string // what was audited
	at      time.Time
	n       int // of Live: conversations that were counted
}

// Report is the digest of the audit whose report closed the finding; empty for a live count.
func (c Closing) Report() string { return c.report }

// At is when it closed.
func (c Closing) At() time.Time { return c.at }

// Counted is how many conversations closed a live finding.
func (c Closing) Counted() int { return c.n }

// Close closes a finding of an audit by a later report of the release that is in use, in which the same test passes.
func (f Finding) Close(r audit.Report, inUse string, now time.Time) (Closing, error) {
	switch {
	case !f.Open():
		return Closing{}, ErrClosed
	case f.Owner == "" || f.Mended.IsZero():
		return Closing{}, ErrUnowned
	case r.Release == "" || r.Release != inUse:
		return Closing{}, ErrNotInUse
	case !f.Test.asks(r):
		return Closing{}, ErrOther
	case !r.Began.After(f.Since):
		return Closing{}, ErrEarlier
	case !f.Test.passes(r):
		return Closing{}, ErrFails
	}
	return Closing{finding: f.ID, test: f.Test.Digest(), report: Digest(r), release: r.Release, at: now.UTC()}, nil
}

// Watched is a fresh count of what a live finding is about. Interval holds at any time, however often it is looked at (a
// confidence sequence), so that looking until it passes helps nobody.
type Watched struct {
	Dimension, Group, Outcome string
	From, Until               time.Time // conversations that began then
	N                         int       // of the group
	Gap                       float64   // how many more have the outcome in the group, as a share
	Interval                  stats.Interval
}

// CloseLive closes the finding of an alarm by a count of at least as many conversations as were fixed on the first day, all of them
// after the change, that shows no gap beyond the margin.
func (f Finding) CloseLive(w Watched, now time.Time) (Closing, error) {
	t := f.Test
	switch {
	case !f.Open():
		return Closing{}, ErrClosed
	case f.Owner == "" || f.Mended.IsZero():
		return Closing{}, ErrUnowned
	case t.Kind != Live || t.Axis != w.Dimension || t.Group != w.Group || t.Outcome != w.Outcome:
		return Closing{}, ErrOther
	case w.From.Before(f.CountFrom()) || w.Until.After(now):
		return Closing{}, ErrEarlier
	case w.N < t.Least || !(w.Interval.High < t.Margin) || w.Interval.Low > w.Interval.High:
		return Closing{}, ErrFails
	}
	return Closing{finding: f.ID, test: t.Digest(), at: now.UTC(), n: w.N}, nil
}

// Restate states the test of a finding anew with the questions of a report, when the program brought other ones. The report asks all
// that the gate wants asked, and no finding closes by it: the test is stated when it ends. False: there is nothing to state anew.
func (f Finding) Restate(r audit.Report) (Act, bool) {
	if !f.Open() || f.Test.Kind == Live || f.Test.Plan == r.PlanDigest || !r.Plan.Whole() || !f.Test.covered(r) || !r.Ended.After(f.Since) || r.Plan.Margin > f.Test.Margin && f.Test.Kind == Gap {
		return Act{}, false
	}
	return Act{At: r.Ended.UTC(), By: "desk", Do: Restated, Text: r.PlanDigest}, true
}

// Sealed is a closing as it is stored: signed by the desk. The zero value closes nothing.
type Sealed struct {
	finding ID
	act     Act
}

// Finding is which one it closes; empty: none.
func (s Sealed) Finding() ID { return s.finding }

// Act is what is stored.
func (s Sealed) Act() Act { return s.act }

// signedAs keeps a signature from meaning anything else that the same key signs.
const signedAs = "candor fairness finding 1\n"

// written is a closing as it is signed.
type written struct {
	Finding ID        `json:"finding"`
	Test    string    `json:"test"`
	Report  string    `json:"report,omitempty"`
	Release string    `json:"release,omitempty"`
	At      time.Time `json:"at"`
	N       int       `json:"n,omitempty"`
}

// Seal signs a closing with the desk's ledger key (RFC 8032).
func (c Closing) Seal(key ed25519.PrivateKey, by string) (Sealed, error) {
	if c.finding == "" || c.test == "" || c.at.IsZero() {
		return Sealed{}, ErrFails
	}
	text, err := json.Marshal(written{c.finding, c.test, c.report, c.release, c.at, c.n})
	if err != nil {
		return Sealed{}, fmt.Errorf("finding: write down a closing: %w", err)
	}
	signature := ed25519.Sign(key, append([]byte(signedAs), text...))
	return Sealed{c.finding, Act{At: c.at, By: by, Do: Closed, Text: string(text) + "\n" + base64.StdEncoding.EncodeToString(signature)}}, nil
}

func openClosing(signed string, key ed25519.PublicKey) (Closing, error) {
	text, rest, _ := strings.Cut(signed, "\n")
	signature, err := base64.StdEncoding.Strict().DecodeString(rest)
	if err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, append([]byte(signedAs), text...), signature) {
		return Closing{}, ErrForged
	}
	var w written
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return Closing{}, ErrForged
	}
	return Closing{w.Finding, w.Test, w.Report, w.Release, w.At, w.N}, nil
}

// of reports that a closing is about this finding, and about the test as it stands.
func (c Closing) of(f Finding) bool { return c.finding == f.ID && c.test == f.Test.Digest() }

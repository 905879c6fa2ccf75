package finding

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"candor"
)

// Do is what somebody did about a finding.
type Do string

// What can be done. Closed is not among what Finding's methods give: see Close.
const (
	Took     Do = "took"     // somebody answers for it
	Moved    Do = "moved"    // the deadline
	Changed  Do = "changed"  // what was changed
	Restated Do = "restated" // the questions changed, and the test is the same with the new ones
	Closed   Do = "closed"
)

// Act is one thing that was done. Acts are only ever added.
type Act struct {
	At   time.Time
	By   string // an AgentID, "command" or "desk"
	Do   Do
	Text string // whoever took it; the deadline, RFC 3339; the words; the digest of the plan; what was signed
}

// Errors of what cannot be done.
var (
	ErrClosed   = errors.New("finding: it is closed")
	ErrOwner    = errors.New("finding: nobody is named who answers for it")
	ErrDeadline = errors.New("finding: the deadline is not after now and within 90 days of the opening")
	ErrChange   = errors.New("finding: what was changed takes 10 to 2,000 characters")
)

// Finding is one finding as its opening and acts make it. Only a Finding that Read gave can be closed.
type Finding struct {
	Opening
	Test    Test      // as it stands now: that of the opening, or restated
	Since   time.Time // when the test was stated so
	Owner   candor.AgentID
	Due     time.Time
	First   time.Time // the deadline of the first day
	Change  string
	Mended  time.Time // when the change was written down; zero: not yet
	Acts    []Act
	closing *Closing
}

// Read makes a finding of what is stored. A closing that is not signed with the desk's key, or that is about another finding or
// another test, closes nothing.
func Read(o Opening, acts []Act, key ed25519.PublicKey) Finding {
	f := Finding{Opening: o, Test: o.Test, Since: o.At, Due: o.due(), First: o.due(), Acts: acts}
	for _, a := range acts {
		switch a.Do {
		case Took:
			f.Owner = candor.AgentID(a.Text)
		case Moved:
			if due, err := time.Parse(time.RFC3339, a.Text); err == nil && !due.After(o.At.Add(Longest)) {
				f.Due = due
			}
		case Changed:
			f.Change, f.Mended = a.Text, a.At
		case Restated:
			f.Test.Plan, f.Since = a.Text, a.At
		case Closed:
			if c, err := openClosing(a.Text, key); err == nil && c.of(f) {
				f.closing = &c
			}
		}
	}
	return f
}

// Closed gives what closed the finding; false while it is open.
func (f Finding) Closed() (Closing, bool) {
	if f.closing == nil {
		return Closing{}, false
	}
	return *f.closing, true
}

// Open reports that it is not closed.
func (f Finding) Open() bool { return f.closing == nil }

// Overdue reports that the deadline has passed and the test has not.
func (f Finding) Overdue(now time.Time) bool { return f.Open() && !now.Before(f.Due) }

// CountFrom is when conversations begin to count for closing the finding of an alarm: when the change was written down. Zero:
// nothing counts yet.
func (f Finding) CountFrom() time.Time { return f.Mended }

// Take names who answers for the finding.
func (f Finding) Take(owner candor.AgentID, by string, now time.Time) (Act, error) {
	switch {
	case !f.Open():
		return Act{}, ErrClosed
	case !owner.Valid():
		return Act{}, ErrOwner
	}
	return Act{At: now, By: by, Do: Took, Text: string(owner)}, nil
}

// Move sets another deadline: after now, and at most Longest after the opening.
func (f Finding) Move(due time.Time, by string, now time.Time) (Act, error) {
	switch {
	case !f.Open():
		return Act{}, ErrClosed
	case !due.After(now) || due.After(f.At.Add(Longest)):
		return Act{}, ErrDeadline
	}
	return Act{At: now, By: by, Do: Moved, Text: due.UTC().Format(time.RFC3339)}, nil
}

// Mend writes down what was changed. The words are published.
func (f Finding) Mend(change, by string, now time.Time) (Act, error) {
	change = strings.TrimSpace(change)
	switch n := utf8.RuneCountInString(change); {
	case !f.Open():
		return Act{}, ErrClosed
	case n < 10 || n > 2000 || !utf8.ValidString(change):
		return Act{}, ErrChange
	}
	return Act{At: now, By: by, Do: Changed, Text: change}, nil
}

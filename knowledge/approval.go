package knowledge

import "time"

// Approval says who wrote a version of an article and who else found it right. The zero value is
// nobody's.
type Approval struct {
	Author string    // who wrote or imported it, as the ledger names them
	By     string    // who approved it; empty: nobody yet
	At     time.Time // when
}

// Given reports whether somebody else than its author approved the version.
func (a Approval) Given() bool { return a.By != "" && a.By != a.Author && !a.At.IsZero() }

// State says where the version of an article stands.
type State string

// The states of a version.
const (
	Pending   State = "pending"   // waits for approval
	Scheduled State = "scheduled" // approved, its time has not come
	Answering State = "answering" // approved and in its time
	Expired   State = "expired"   // its time is over
)

// State gives where this version stands now. It says nothing of who may read it.
func (a Article) State(now time.Time) State {
	switch {
	case !a.Approval.Given():
		return Pending
	case !a.Until.IsZero() && !now.Before(a.Until):
		return Expired
	case !a.From.IsZero() && now.Before(a.From):
		return Scheduled
	}
	return Answering
}

// Answers is the one rule on whether customers may be told what this version says now: it is public, a
// second person approved it, and it is in its time.
func (a Article) Answers(now time.Time) bool {
	return a.Audience == Public && a.State(now) == Answering
}

// badDate is an end of validity that could not be read: the article has ended.
const badDate = 1

func readFrom(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	if t := date(s); !t.IsZero() {
		return t
	}
	return time.Unix(badDate, 0).UTC()
}

// readUntil reads the end of validity. A day without an hour counts to its end.
func readUntil(s string) time.Time {
	t := readFrom(s)
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return t.AddDate(0, 0, 1)
	}
	return t
}

// badValidity reports a date of validity that was given and could not be read, or an end before its beginning.
func (a Article) badValidity() bool {
	bad := time.Unix(badDate, 0)
	return a.From.Equal(bad) || a.Until.Equal(bad) || !a.From.IsZero() && !a.Until.IsZero() && !a.From.Before(a.Until)
}

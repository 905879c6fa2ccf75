package teamwork

import (
	"strings"
	"time"
	"unicode/utf8"

	"candor"
)

// Limit keeps a customer from writing for some days, for a reason that they are told. It ends by itself.
type Limit struct {
	Customer candor.CustomerID
	Reason   candor.Text // as the customer reads it
	By       candor.AgentID
	At       time.Time
	Until    time.Time
	Lifted   time.Time // zero: not before its end
	LiftedBy candor.AgentID
}

// LongestLimit is for how long writing can be limited at most, without somebody looking again.
const LongestLimit = 30 * 24 * time.Hour

// Errors of limits.
var (
	ErrLimitReason = candor.Fail(candor.CodeInvalid, "teamwork.limit_reason", nil)
	ErrLimitUntil  = candor.Fail(candor.CodeInvalid, "teamwork.limit_until", nil)
)

// Check gives the limit as it is kept. ErrLimitReason: fewer than 10 characters or more than 500. ErrLimitUntil: not
// within LongestLimit from At.
func (l Limit) Check() (Limit, error) {
	reason := strings.TrimSpace(string(l.Reason))
	if n := utf8.RuneCountInString(reason); n < 10 || n > 500 || !utf8.ValidString(reason) {
		return Limit{}, ErrLimitReason
	}
	l.Reason = candor.Text(reason)
	if !l.Until.After(l.At) || l.Until.After(l.At.Add(LongestLimit)) {
		return Limit{}, ErrLimitUntil
	}
	return l, nil
}

// Holds reports whether the limit is in force.
func (l Limit) Holds(now time.Time) bool {
	return l.Customer != "" && l.Lifted.IsZero() && now.Before(l.Until)
}

// GetsThrough reports whether words about such matters reach the desk whatever was limited. Anger, and
// what is no matter of its own, is held back. Everything that a person must handle gets through, also what this list has
// not heard of: words about abuse may be a victim's.
func GetsThrough(categories []string) bool {
	for _, c := range categories {
		switch c {
		case "anger", "complex", "injection", "phishing", "unresolved", "asked_if_human":
		default:
			return true
		}
	}
	return false
}

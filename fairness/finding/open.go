package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"candor/fairness/audit"
	"candor/fairness/stats"
)

// ID names a finding: the day it was opened and what it tests, so that it can be read out.
type ID string

// Valid reports whether the id has the shape that Opening gives: eight digits, a dash, ten hexadecimal digits.
func (id ID) Valid() bool {
	if len(id) != 19 || id[8] != '-' {
		return false
	}
	for i, c := range []byte(id) {
		digit := c >= '0' && c <= '9'
		if i != 8 && !digit && (i < 8 || c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// How long there is to mend something, unless somebody sets a deadline.
const (
	ForRight = 7 * 24 * time.Hour
	ForAlarm = 14 * 24 * time.Hour
	ForGap   = 30 * 24 * time.Hour
	Longest  = 90 * 24 * time.Hour // after the opening, whoever sets it
)

// Opening is what stands on the first day and never changes.
type Opening struct {
	ID     ID             `json:"id"`
	Test   Test           `json:"test"`
	At     time.Time      `json:"at"`
	Report string         `json:"report,omitempty"` // digest of the report that found it; empty for Live
	Gap    *audit.Finding `json:"gap,omitempty"`
	Broken []audit.Broken `json:"broken,omitempty"` // at most ten
	Count  int            `json:"count,omitempty"`  // of all counterexamples
	Alarm  *Alarm         `json:"alarm,omitempty"`
}

// examples is how many counterexamples are kept.
const examples = 10

// Alarm is what live monitoring says when a group fares worse. It holds counts of at least ten people, and nobody's words.
type Alarm struct {
	Dimension string      `json:"dimension"` // language, channel, hour, or whatever customers said of themselves
	Group     string      `json:"group"`
	Outcome   string      `json:"outcome"`
	Margin    float64     `json:"margin"` // a share of people worse off that must be shown not to be reached, above 0 and at most 0.2
	Least     int         `json:"least"`  // conversations of the group, at least, before the finding can close
	Raised    time.Time   `json:"raised"`
	Rate      stats.Value `json:"rate"`   // of the outcome in the group
	Others    stats.Value `json:"others"` // and in those it is compared with
	N         int         `json:"n"`      // conversations of the group
	E         float64     `json:"e"`      // the e-value that raised it
}

// Openings gives a finding for each harmful gap that can stop a release and each right that did not hold for a group. A gap in what
// is told only opens none.
func Openings(r audit.Report) []Opening {
	report := Digest(r)
	var all []Opening
	for _, f := range r.Findings {
		if f.Gating && f.Verdict == audit.HarmfulGap {
			all = append(all, Opening{Test: gapOf(f, r), Gap: &f})
		}
	}
	for _, b := range r.Broken {
		t := rightOf(b, r)
		i := slices.IndexFunc(all, func(o Opening) bool { return o.Test == t })
		if i < 0 {
			i, all = len(all), append(all, Opening{Test: t})
		}
		if all[i].Count++; all[i].Count <= examples {
			all[i].Broken = append(all[i].Broken, b)
		}
	}
	for i := range all {
		all[i].Report, all[i].At = report, r.Ended.UTC()
		all[i].ID = idOf(all[i].Test, all[i].At)
	}
	return all
}

// Raise gives the finding of an alarm. It refuses one that nothing could close.
func (a Alarm) Raise() (Opening, error) {
	if a.Dimension == "" || a.Group == "" || a.Outcome == "" || a.Raised.IsZero() || !(a.Margin > 0 && a.Margin <= 0.2) || a.Least < 10 {
		return Opening{}, fmt.Errorf("finding: an alarm of %s %s, %s, with margin %g and at least %d conversations", a.Dimension, a.Group, a.Outcome, a.Margin, a.Least)
	}
	t := Test{Kind: Live, Axis: a.Dimension, Group: a.Group, Outcome: a.Outcome, Margin: a.Margin, Least: a.Least, Good: a.Rate.Or(1) < a.Others.Or(0)}
	a.Raised = a.Raised.UTC()
	return Opening{ID: idOf(t, a.Raised), Test: t, At: a.Raised, Alarm: &a}, nil
}

func idOf(t Test, at time.Time) ID {
	sum := sha256.Sum256([]byte(t.Key() + "|" + at.Format(time.RFC3339Nano)))
	return ID(at.Format("20060102") + "-" + hex.EncodeToString(sum[:5]))
}

// Digest names a report by its JSON, as audits are kept.
func Digest(r audit.Report) string {
	text, err := json.Marshal(r)
	if err != nil {
		return "" // numbers that JSON cannot write; such a report is kept nowhere
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// due is the deadline on the first day.
func (o Opening) due() time.Time {
	switch o.Test.Kind {
	case Right:
		return o.At.Add(ForRight)
	case Live:
		return o.At.Add(ForAlarm)
	}
	return o.At.Add(ForGap)
}

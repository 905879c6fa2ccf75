package service

import (
	"slices"
	"strings"
	"time"

	"candor"
)

// Clock is one duty with a time by which it must be met.
type Clock struct {
	Kind  ClockKind
	Began time.Time
	Warn  time.Time // from here on it calls for somebody, while there is time left
	Due   time.Time
}

// ClockKind says what must happen.
type ClockKind string

// The kinds.
const (
	PersonClock     ClockKind = "person"     // somebody who asked for a person has one
	SupervisorClock ClockKind = "supervisor" // a supervisor takes it up
	MatterClock     ClockKind = "matter"     // a complaint is answered in full
)

// Pressure says how near the end of a clock is.
type Pressure int

// The pressures.
const (
	Calm Pressure = iota
	Soon          // past Warn: a breach can still be prevented
	Over          // the time is over; it is still owed
)

// At tells how a clock stands.
func (k Clock) At(now time.Time) Pressure {
	switch {
	case k.Due.IsZero() || now.Before(k.Warn):
		return Calm
	case now.Before(k.Due):
		return Soon
	}
	return Over
}

// clock warns after two thirds of its time, so that a third is left to act in.
func clock(kind ClockKind, began, due time.Time) Clock {
	return Clock{Kind: kind, Began: began, Warn: began.Add(due.Sub(began) / 3 * 2), Due: due}
}

// Clocks gives the clocks that run for a conversation, those due first before the others. The clock of a
// request for a person stands still outside of opening hours: what holds then is the dated promise.
func (p Profile) Clocks(c candor.Conversation, h Hours, days Calendar) []Clock {
	var out []Clock
	if c.State == candor.Waiting && !c.WaitingSince.IsZero() {
		from := h.Next(c.WaitingSince)
		if p.Person > 0 && !from.IsZero() {
			out = append(out, clock(PersonClock, from, from.Add(p.Person)))
		}
		if p.Supervisor > 0 && !from.IsZero() && slices.Contains(strings.Fields(c.Needs), SupervisorSkill) {
			due := from.Add(p.Supervisor)
			out = append(out, clock(SupervisorClock, from, due))
		}
	}
	if !c.Complained.IsZero() {
		if due := p.Matters[c.Matter].After(c.Complained, days); !due.IsZero() {
			out = append(out, clock(MatterClock, c.Complained, due))
		}
	}
	slices.SortStableFunc(out, func(a, b Clock) int { return a.Due.Compare(b.Due) })
	return out
}

// Met counts requests for a person by whether they were met in time.
type Met struct {
	Within, All int64
	P95, Mean   time.Duration // of the waits
}

// Measure counts waits against a profile's time.
func (p Profile) Measure(waits []time.Duration) Met {
	m := Met{All: int64(len(waits))}
	if len(waits) == 0 {
		return m
	}
	sorted := slices.Sorted(slices.Values(waits))
	var sum time.Duration
	for _, w := range sorted {
		sum += w
		if w <= p.Person {
			m.Within++
		}
	}
	m.Mean = sum / time.Duration(len(sorted))
	m.P95 = sorted[(95*len(sorted)+99)/100-1]
	return m
}

// Holds reports whether both readings of the law are met: the share of requests within the time, and the
// mean below it. False without a request.
func (p Profile) Holds(m Met) bool {
	return m.All > 0 && m.Within*100 >= int64(p.Share)*m.All && m.Mean <= p.Person
}

// Keeping tells how often the clock for persons of an inbox was kept.
type Keeping struct {
	Inbox   candor.InboxID
	Profile Profile
	Met     Met
	Holds   bool
}

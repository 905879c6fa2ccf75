package retain

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"candor"
)

// Class is a kind of data that has a time of its own.
type Class string

// The classes, in the order in which they are dealt with.
const (
	Events        Class = "outbox"       // what a page that was away needs to catch up
	Decisions     Class = "verdict"      // what each gate said; which decision was made stays with its conversation
	Words         Class = "message"      // what was said; the conversation stays, without its words
	Conversations Class = "conversation" // everything of a conversation
	Profiles      Class = "profile"      // who a customer is and how they can be reached
	Consents      Class = "consent"      // acts that a later act took the place of; the last one stays
	Customers     Class = "customer"     // what is left of a customer without conversation and profile, and their key
	Requests      Class = "request"      // answered requests about one's own data
	Mail          Class = "mail"         // e-mail that could not be delivered; what was sent goes at once
	Waits         Class = "wait"         // single waits; their sums stay
	SignIns       Class = "sign_in"      // sessions of staff
	Links         Class = "link"         // one-time links and tokens of sites
)

// Event is what the days count from.
type Event string

// The events.
const (
	Resolved     Event = "resolved"
	LastActivity Event = "last_activity"
	Withdrawn    Event = "withdrawn" // or given anew: a later act took the place of it
	Decided      Event = "decided"   // a request was answered, a gate has spoken
	Happened     Event = "happened"
	Ended        Event = "ended"
)

// MostDays is the longest time that a rule can give: a hundred years.
const MostDays = 36_525

// Rule says when data of a class goes.
type Rule struct {
	Class   Class
	Purpose candor.Purpose // what it was kept for
	Event   Event
	Days    int // after the event, 0 to MostDays
}

// class is what is known of a class.
type class struct {
	class   Class
	events  []Event // that it can count from; the first is the usual one
	purpose candor.Purpose
	days    int  // when the owner says nothing
	unruled bool // it goes with something else unless the owner says otherwise
}

// classes holds every class with its rule. The days are what the desk needs: two years in which a
// matter may come up again; three, the usual time of limitation for claims (such as BGB § 195), for
// proof of what was allowed and answered; a month to catch up after a fault.
var classes = [...]class{
	{class: Events, events: []Event{Happened}, purpose: candor.Serve, days: 30},
	{class: Decisions, events: []Event{Decided}, purpose: candor.Rights, days: 1095, unruled: true},
	{class: Words, events: []Event{Resolved, LastActivity}, purpose: candor.Serve, days: 730, unruled: true},
	{class: Conversations, events: []Event{LastActivity, Resolved}, purpose: candor.Serve, days: 730},
	{class: Profiles, events: []Event{LastActivity}, purpose: candor.Serve, days: 730},
	{class: Consents, events: []Event{Withdrawn}, purpose: candor.Rights, days: 1095},
	{class: Customers, events: []Event{LastActivity}, purpose: candor.Serve, days: 1},
	{class: Requests, events: []Event{Decided}, purpose: candor.Rights, days: 1095},
	{class: Mail, events: []Event{Happened}, purpose: candor.Serve, days: 30},
	{class: Waits, events: []Event{Ended}, purpose: candor.Serve, days: 90},
	{class: SignIns, events: []Event{Ended}, purpose: candor.Secure, days: 0},
	{class: Links, events: []Event{Ended}, purpose: candor.Rights, days: 1},
}

func known(c Class) (class, bool) {
	for _, k := range classes {
		if k.class == c {
			return k, true
		}
	}
	return class{}, false
}

// Classes lists every class.
func Classes() []Class {
	out := make([]Class, len(classes))
	for i, k := range classes {
		out[i] = k.class
	}
	return out
}

// EventsOf lists what the days of a class can count from, the usual event first; nil for no class.
func EventsOf(c Class) []Event {
	k, _ := known(c)
	return slices.Clone(k.events)
}

// Usual gives the rule of a class that holds when nothing else is said; ok is false for no class.
func Usual(c Class) (r Rule, ok bool) {
	k, ok := known(c)
	if !ok {
		return Rule{}, false
	}
	return Rule{Class: c, Purpose: k.purpose, Event: k.events[0], Days: k.days}, true
}

// Defaults gives the rules that hold when the owner says nothing, in order.
func Defaults() []Rule {
	var out []Rule
	for _, k := range classes {
		if !k.unruled {
			out = append(out, Rule{Class: k.class, Purpose: k.purpose, Event: k.events[0], Days: k.days})
		}
	}
	return out
}

// With gives the defaults with the owner's rules in their place. Rules that cannot be kept, and two
// for one class, are refused.
func With(own []Rule) ([]Rule, error) {
	byClass := map[Class]Rule{}
	for _, r := range own {
		if err := r.Check(); err != nil {
			return nil, err
		}
		if _, twice := byClass[r.Class]; twice {
			return nil, fmt.Errorf("retain: two rules for %s", r.Class)
		}
		byClass[r.Class] = r
	}
	var out []Rule
	for _, k := range classes {
		if r, ok := byClass[k.class]; ok {
			out = append(out, r)
		} else if !k.unruled {
			out = append(out, Rule{Class: k.class, Purpose: k.purpose, Event: k.events[0], Days: k.days})
		}
	}
	return out, nil
}

// Check says what is wrong with a rule; nil when it can be kept.
func (r Rule) Check() error {
	k, ok := known(r.Class)
	switch {
	case !ok:
		return errors.New("retain: no such class of data")
	case !slices.Contains(k.events, r.Event):
		return fmt.Errorf("retain: %s cannot count from this event", r.Class)
	case r.Days < 0 || r.Days > MostDays:
		return fmt.Errorf("retain: days of %s are not from 0 to %d", r.Class, MostDays)
	case r.Purpose.Basis() == candor.NoBasis:
		return fmt.Errorf("retain: %s is kept for no known purpose", r.Class)
	}
	return nil
}

// ID names the rule in logs and proofs, such as "conversation/last_activity/730".
func (r Rule) ID() string { return fmt.Sprintf("%s/%s/%d", r.Class, r.Event, r.Days) }

// Digest names exactly this rule, its purpose too: SHA-256 in base64url, 43 characters.
func (r Rule) Digest() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "candor retention 1\x00%s\x00%s\x00%s\x00%d", r.Class, r.Purpose, r.Event, r.Days))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

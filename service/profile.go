package service

import (
	"slices"
	"time"

	"candor"
)

// Profile is a set of clocks that a country's law or the owner's own promise sets for an inbox. The zero
// value sets none.
type Profile struct {
	Name   string
	Source string // of its figures

	Person     time.Duration // within which somebody who asked for a person has one; zero: no clock
	Share      int           // of 100 requests for a person that must be met within Person
	Supervisor time.Duration // within which a supervisor comes, else on the same working day
	Matters    map[candor.Matter]Term
}

// Term is how long an answer to a matter may take: hours, or whole days after the day on which it came.
type Term struct {
	For     time.Duration
	Days    int
	Working bool // only working days count
}

// After gives the end of the term. The zero Term has none.
func (t Term) After(from time.Time, c Calendar) time.Time {
	switch {
	case t.For > 0:
		return from.Add(t.For)
	case t.Days > 0 && t.Working:
		return c.Working(from, t.Days)
	case t.Days > 0:
		return c.Days(from, t.Days)
	}
	return time.Time{}
}

// Profiles lists those that are built in, by name.
//
// The figures of spain are those of Ley 10/2025, arts. 8, 10 and 17 (BOE-A-2025-26698): 95 % of requests for a
// person attended within three minutes, a supervisor within three minutes or on the same working day, 15 working
// days for complaints, 5 days for undue charges, 2 hours for questions on the continuity of a basic service.
// spain-general is art. 21 of RDL 1/2007 as amended, which binds every trader. brazil is Decreto 11.034/2022,
// art. 13: an answer within 7 calendar days.
func Profiles() []Profile {
	return []Profile{
		{Name: "brazil", Source: "Decreto 11.034/2022", Matters: map[candor.Matter]Term{
			candor.Complaint: {Days: 7}, candor.Billing: {Days: 7}, candor.Continuity: {Days: 7}}},
		{Name: "spain", Source: "Ley 10/2025 arts. 8, 10, 17", Person: 180 * time.Second, Share: 95, Supervisor: 180 * time.Second,
			Matters: map[candor.Matter]Term{
				candor.Complaint: {Days: 15, Working: true}, candor.Billing: {Days: 5}, candor.Continuity: {For: 2 * time.Hour}}},
		{Name: "spain-general", Source: "Real Decreto Legislativo 1/2007 art. 21", Matters: map[candor.Matter]Term{
			candor.Complaint: {Days: 15}, candor.Billing: {Days: 15}, candor.Continuity: {Days: 15}}},
	}
}

// ProfileNamed gives a profile that is built in.
func ProfileNamed(name string) (Profile, bool) {
	all := Profiles()
	i := slices.IndexFunc(all, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return all[i], true
}

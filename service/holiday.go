package service

import (
	"slices"
	"time"
)

// Country is an ISO 3166 code whose national public holidays are known here; "" knows none.
type Country string

// Countries lists the codes that are known, in order.
func Countries() []Country {
	out := make([]Country, 0, len(holidays()))
	for c := range holidays() {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Known reports whether the holidays of the country are known.
func (c Country) Known() bool { return len(holidays()[c].days) > 0 }

// Source names the law that the holidays of the country are taken from.
func (c Country) Source() string { return holidays()[c].source }

// Closed reports whether the day is a national public holiday, or the working day on which one that falls on
// a weekend is kept where the law moves it. Holidays of regions and towns are not known.
func (c Country) Closed(day time.Time) bool {
	of := holidays()[c]
	for _, h := range of.days {
		for year := day.Year() - 1; year <= day.Year()+1; year++ { // a day may be moved into another year
			if h.since > year {
				continue
			}
			if at := of.moved(h, year); at.Month() == day.Month() && at.Day() == day.Day() && at.Year() == day.Year() {
				return true
			}
		}
	}
	return false
}

// holiday is a rule for one day of each year.
type holiday struct {
	month   time.Month // of a date or of a weekday; 0: counted from Easter Sunday
	day     int        // of the month; days after Easter Sunday
	nth     int        // with weekday: the first is 1, the last is -1; 0: a date
	weekday time.Weekday
	since   int // first year; 0: always
}

func on(month time.Month, day int) holiday { return holiday{month: month, day: day} }
func easter(days int) holiday              { return holiday{day: days} }
func nth(n int, d time.Weekday, m time.Month) holiday {
	return holiday{month: m, nth: n, weekday: d}
}

// country is what a law says.
type country struct {
	source string
	move   shift
	days   []holiday
}

// shift says what becomes of a date on a weekend.
type shift int

const (
	stays   shift = iota
	nearest       // Saturday to Friday, Sunday to Monday
	onward        // to the next working day that is not a holiday itself
)

func (h holiday) in(year int) time.Time {
	switch {
	case h.month == 0:
		return easterSunday(year).AddDate(0, 0, h.day)
	case h.nth > 0:
		first := time.Date(year, h.month, 1, 0, 0, 0, 0, time.UTC)
		return first.AddDate(0, 0, int(h.weekday-first.Weekday()+7)%7+7*(h.nth-1))
	case h.nth < 0:
		last := time.Date(year, h.month+1, 0, 0, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, -(int(last.Weekday()-h.weekday+7) % 7))
	}
	return time.Date(year, h.month, h.day, 0, 0, 0, 0, time.UTC)
}

// moved gives the day on which a holiday is kept.
func (c country) moved(h holiday, year int) time.Time {
	at := h.in(year)
	switch {
	case c.move == nearest && at.Weekday() == time.Saturday:
		return at.AddDate(0, 0, -1)
	case c.move == nearest && at.Weekday() == time.Sunday:
		return at.AddDate(0, 0, 1)
	case c.move == onward && h.month != 0 && h.nth == 0:
		return c.onward(h, at)
	}
	return at
}

// onward moves a date from a weekend to the first working day after it that no other holiday has.
func (c country) onward(h holiday, at time.Time) time.Time {
	if !weekend(at) {
		return at
	}
	for weekend(at) || c.taken(h, at) {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// taken reports whether another holiday is kept on the day: one that falls on it, or one before it in the
// list that was moved to it. So Christmas on Saturday and Boxing Day on Sunday become Monday and Tuesday.
func (c country) taken(h holiday, day time.Time) bool {
	before := true
	for _, other := range c.days {
		if other == h {
			before = false
			continue
		}
		if other.in(day.Year()).Equal(day) || before && c.moved(other, day.Year()).Equal(day) {
			return true
		}
	}
	return false
}

func weekend(at time.Time) bool { return at.Weekday() == time.Saturday || at.Weekday() == time.Sunday }

// easterSunday gives the day in the Gregorian calendar, by the anonymous algorithm that Nature printed in 1876
// (J. Meeus, Astronomical Algorithms, chapter 8).
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

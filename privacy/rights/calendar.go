package rights

import "time"

// Calendar says where a day begins and ends, and which days are working days. The zero value counts
// in UTC, knows no holidays and moves nothing.
type Calendar struct {
	Zone     *time.Location  // of the desk
	Holidays map[string]bool // by date, such as "2026-12-25"

	// NextWorkingDay lets a term that would end on a Saturday, a Sunday or a holiday end on the next
	// working day (Regulation 1182/71 Art. 3(4); ICO guidance). Off is stricter, and the default.
	NextWorkingDay bool
}

// Deadline is a last day. Both fields are zero when there is none.
type Deadline struct {
	Day time.Time // its beginning, in the calendar's zone
	End time.Time // the first moment after it
}

// None reports that there is no deadline.
func (d Deadline) None() bool { return d.End.IsZero() }

// Over reports whether the deadline had passed at a time.
func (d Deadline) Over(at time.Time) bool { return !d.None() && !at.Before(d.End) }

// date is a day without a place.
type date struct {
	year  int
	month time.Month
	day   int
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

func (c Calendar) dateOf(at time.Time) date {
	y, m, d := at.In(c.zone()).Date()
	return date{y, m, d}
}

// begin gives the first moment of a date. Where the clocks go forward at midnight that is not 00:00,
// and where a zone skipped the date it is the beginning of the next one.
func (c Calendar) begin(d date) time.Time {
	at := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, c.zone())
	for c.dateOf(at).daysTo(d) > 0 {
		at = at.Add(15 * time.Minute) // every change of clocks is a multiple of it
	}
	return at
}

func (c Calendar) deadline(d date) Deadline {
	if c.NextWorkingDay {
		for !c.working(d) {
			d = d.plus(1)
		}
	}
	return Deadline{Day: c.begin(d), End: c.begin(d.plus(1))}
}

func (c Calendar) working(d date) bool {
	switch d.utc().Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	return !c.Holidays[d.utc().Format(time.DateOnly)]
}

// after gives the last day of a term that an event on d starts. The day of the event does not count
// (Regulation 1182/71 Art. 3(1)).
func (c Calendar) after(d date, t term) date {
	switch {
	case t.months > 0:
		return d.plusMonths(t.months)
	case t.days > 0:
		return d.plus(t.days)
	}
	for left := t.workdays; left > 0; {
		d = d.plus(1)
		if c.working(d) {
			left--
		}
	}
	return d
}

func (d date) utc() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

func (d date) plus(days int) date {
	y, m, day := d.utc().AddDate(0, 0, days).Date()
	return date{y, m, day}
}

// plusMonths gives the same date so many months later or, if there is none, the last of that month.
func (d date) plusMonths(months int) date {
	last := time.Date(d.year, d.month+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
	return date{last.Year(), last.Month(), min(d.day, last.Day())}
}

// daysTo counts the days from d to a later date; negative when it is earlier.
func (d date) daysTo(later date) int { return int(later.utc().Sub(d.utc()) / (24 * time.Hour)) }

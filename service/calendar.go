package service

import "time"

// Calendar says which days count as working days: Monday to Friday, but for the public holidays of a
// country and further days. The zero value knows no holidays and counts in UTC.
type Calendar struct {
	Zone     *time.Location
	Country  Country
	Holidays map[string]bool // "2026-12-24", besides those of the country
}

// Works reports whether the day of a moment is a working day.
func (c Calendar) Works(at time.Time) bool {
	at = at.In(c.zone())
	return !weekend(at) && !c.Holidays[at.Format(time.DateOnly)] && !c.Country.Closed(at)
}

// Working gives the end of the working day that is so many after the day of a moment: the first midnight
// at which that many whole working days have passed. Zero or fewer days is the end of the same day.
func (c Calendar) Working(from time.Time, days int) time.Time {
	day := c.midnight(from, 1)
	for range max(0, days) {
		for !c.Works(day) {
			day = c.midnight(day, 1)
		}
		day = c.midnight(day, 1)
	}
	return day
}

// Days gives the end of the day that is so many after the day of a moment, whatever days they are.
func (c Calendar) Days(from time.Time, days int) time.Time { return c.midnight(from, max(0, days)+1) }

func (c Calendar) midnight(at time.Time, later int) time.Time {
	at = at.In(c.zone())
	return time.Date(at.Year(), at.Month(), at.Day()+later, 0, 0, 0, 0, c.zone())
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

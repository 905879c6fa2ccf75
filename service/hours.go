package service

import (
	"fmt"
	"strings"
	"time"
)

// Span is a stretch of a day, in minutes after midnight; Close is after Open and at most 1440.
type Span struct{ Open, Close int }

// Hours says when people are on duty. The zero value is never.
type Hours struct {
	Zone     *time.Location
	Week     [7][]Span       // by time.Weekday
	Holidays map[string]bool // "2026-12-25", days on which nobody is on duty
	Public   Country         // whose national holidays are closed days too; "" none
	OpenOn   map[string]bool // public holidays on which people are on duty all the same
}

// ParseSpans reads "08:00-20:00" or several separated by commas. An empty text is a closed day.
func ParseSpans(s string) ([]Span, error) {
	var out []Span
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		from, to, ok := strings.Cut(part, "-")
		if !ok {
			return nil, fmt.Errorf("%q is not a span of time such as 08:00-20:00", part)
		}
		open, err := parseMinute(from)
		if err != nil {
			return nil, err
		}
		shut, err := parseMinute(to)
		if err != nil {
			return nil, err
		}
		if shut <= open {
			return nil, fmt.Errorf("%q ends before it begins; a span past midnight needs two, one for each day", part)
		}
		if len(out) > 0 && open < out[len(out)-1].Close {
			return nil, fmt.Errorf("%q overlaps the span before it", part)
		}
		out = append(out, Span{open, shut})
	}
	return out, nil
}

func parseMinute(s string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time of day such as 08:00", s)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// Open reports whether people are on duty at a time.
func (h Hours) Open(at time.Time) bool {
	at = at.In(h.zone())
	minute := at.Hour()*60 + at.Minute()
	for _, s := range h.on(at) {
		if minute >= s.Open && minute < s.Close {
			return true
		}
	}
	return false
}

// Next gives when people are next on duty: at itself when they are now, and the zero time when
// there is no such moment within a year.
func (h Hours) Next(at time.Time) time.Time {
	if h.Open(at) {
		return at
	}
	local := at.In(h.zone())
	for day := range 366 {
		date := time.Date(local.Year(), local.Month(), local.Day()+day, 0, 0, 0, 0, h.zone())
		for _, s := range h.on(date) {
			opens := time.Date(date.Year(), date.Month(), date.Day(), s.Open/60, s.Open%60, 0, 0, h.zone())
			if opens.After(at) {
				return opens
			}
		}
	}
	return time.Time{}
}

func (h Hours) on(day time.Time) []Span {
	date := day.Format(time.DateOnly)
	if h.Holidays[date] || h.Public.Closed(day) && !h.OpenOn[date] {
		return nil
	}
	return h.Week[day.Weekday()]
}

func (h Hours) zone() *time.Location {
	if h.Zone == nil {
		return time.UTC
	}
	return h.Zone
}

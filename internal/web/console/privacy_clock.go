package console

import (
	"strconv"
	"strings"
	"time"

	"candor/privacy/rights"
)

// soon is how many days before its end a clock is told as pressing.
const soon = 7

// clockView is what the law says of a request, in words.
type clockView struct {
	Due, Left  string
	Late, Soon bool
	Paused     string
	Extended   string
	Confirm    string // by when receipt has to be confirmed; empty when that is done or not asked for
	Unheard    bool   // that time is over
	Stopped    bool
	Law        string // where the figures stand
	ExtendBy   string // until when more time can be taken
}

func (c *Console) clock(row rights.Row) clockView {
	k := row.Clock
	v := clockView{
		Due: date(k.Due.Day), Late: k.Overdue, Stopped: k.Stopped, Law: c.text("console.privacy.law." + lawOf(row.Request)),
		Soon: !k.Overdue && !k.Stopped && k.DaysLeft <= soon,
	}
	switch {
	case k.Stopped && k.Overdue:
		v.Left = c.text("console.privacy.was_late")
	case k.Stopped:
		v.Left = c.text("console.privacy.in_time")
	case k.Overdue:
		v.Left = c.textWith("console.privacy.overdue", map[string]string{"count": strconv.Itoa(max(1, -k.DaysLeft))})
	case k.DaysLeft == 0:
		v.Left = c.text("console.privacy.today")
	default:
		v.Left = c.textWith("console.privacy.left", map[string]string{"count": strconv.Itoa(k.DaysLeft)})
	}
	if k.Paused {
		v.Paused = c.text("console.privacy.paused")
	}
	if !row.Extension.At.IsZero() {
		v.Extended = c.text("console.privacy.extended")
	}
	if !k.AcknowledgeBy.None() && row.Acknowledged.IsZero() && !k.Stopped {
		key := "console.privacy.confirm_by"
		if v.Unheard = k.AcknowledgeOverdue; v.Unheard {
			key = "console.privacy.confirm_late"
		}
		v.Confirm = c.textWith(key, map[string]string{"date": date(k.AcknowledgeBy.Day)})
	}
	if extendable(row) {
		v.ExtendBy = date(k.ExtendBy.Day)
	}
	return v
}

// extendable reports whether more time may still be taken. The law counts the days, not the officer.
func extendable(row rights.Row) bool {
	return !row.Clock.Stopped && row.Extension.At.IsZero() && !row.Clock.ExtendBy.None() && !row.Clock.Overdue
}

// lawOf names the text on the law under which a request is answered.
func lawOf(r rights.Request) string {
	if r.Regime == rights.CCPA && (r.Kind == rights.ToObject || r.Kind == rights.ToRestrict) {
		return "ccpa_stop"
	}
	return string(r.Regime)
}

// date writes a day that stands in the zone it is meant in.
func date(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format("2 January 2006")
}

// day writes the day of a moment as the desk sees it.
func (c *Console) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return date(at.In(c.o.Zone))
}

// dayTime writes a moment with its year.
func (c *Console) dayTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(c.o.Zone).Format("2 January 2006, 15:04")
}

// ending is the short name of whatever has an id: its last eight characters, which are random.
func ending(id string) string { return strings.ToUpper(id[max(0, len(id)-8):]) }

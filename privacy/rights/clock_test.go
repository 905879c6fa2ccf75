package rights_test

import (
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

// at reads a time such as "2026-01-31 14:00" in a zone.
func at(t testing.TB, text string, zone *time.Location) time.Time {
	t.Helper()
	if len(text) == len(time.DateOnly) {
		text += " 12:00"
	}
	out, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func received(t testing.TB, kind rights.Kind, regime rights.Regime, when time.Time) rights.Request {
	t.Helper()
	r, _, err := rights.New(rights.Asking{
		Kind: kind, Regime: regime, Via: "page", Customers: []candor.CustomerID{candor.NewCustomerID()}, Actor: "customer",
	}, when)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAMonthEndsOnTheSameDateOrTheLast(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		regime        rights.Regime
		kind          rights.Kind
		received, due string
	}{
		{rights.GDPR, rights.ToSee, "2026-03-05", "2026-04-05"}, // the example of EDPB Guidelines 01/2022
		{rights.GDPR, rights.ToSee, "2026-08-31", "2026-09-30"}, // theirs too
		{rights.UK, rights.ToSee, "2026-09-03", "2026-10-03"},   // the example of the ICO
		{rights.GDPR, rights.ToErase, "2026-01-28", "2026-02-28"},
		{rights.GDPR, rights.ToErase, "2026-01-29", "2026-02-28"},
		{rights.GDPR, rights.ToErase, "2026-01-30", "2026-02-28"},
		{rights.GDPR, rights.ToErase, "2026-01-31", "2026-02-28"},
		{rights.GDPR, rights.ToErase, "2028-01-29", "2028-02-29"}, // a leap year
		{rights.GDPR, rights.ToErase, "2028-01-31", "2028-02-29"},
		{rights.GDPR, rights.ToErase, "2028-02-29", "2028-03-29"},
		{rights.GDPR, rights.ToErase, "2100-01-31", "2100-02-28"}, // no leap year
		{rights.GDPR, rights.ToErase, "2000-01-31", "2000-02-29"}, // one
		{rights.GDPR, rights.ToErase, "2026-12-31", "2027-01-31"},
		{rights.GDPR, rights.ToErase, "2026-02-28", "2026-03-28"}, // not the 31st: the date counts, not the end of the month
		{"", rights.ToErase, "2026-12-15", "2027-01-15"},          // unknown is GDPR
		{rights.CCPA, rights.ToSee, "2026-01-01", "2026-02-15"},
		{rights.CCPA, rights.ToErase, "2028-02-01", "2028-03-17"},
		{rights.CCPA, rights.ToErase, "2027-02-01", "2027-03-18"},
		{rights.CCPA, rights.ToObject, "2026-07-01", "2026-07-22"},   // 15 business days
		{rights.CCPA, rights.ToRestrict, "2026-07-04", "2026-07-24"}, // a Saturday is no business day
		{rights.Swiss, rights.ToSee, "2026-01-31", "2026-03-02"},
	} {
		r := received(t, x.kind, x.regime, at(t, x.received, time.UTC))
		c := r.Clock(rights.Calendar{}, r.Received)
		if got := c.Due.Day.Format(time.DateOnly); got != x.due {
			t.Errorf("%s, %s, received %s: due %s, want %s", x.regime, x.kind, x.received, got, x.due)
		}
	}
}

func TestMoreTimeRunsFromTheFirstDay(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		regime        rights.Regime
		received, due string
	}{
		{rights.GDPR, "2026-01-31", "2026-04-30"},
		{rights.GDPR, "2026-11-30", "2027-02-28"},
		{rights.GDPR, "2027-11-30", "2028-02-29"},
		{rights.UK, "2026-03-05", "2026-06-05"},
		{rights.CCPA, "2026-01-01", "2026-04-01"}, // 90 days
	} {
		when := at(t, x.received, time.UTC)
		r := received(t, rights.ToSee, x.regime, when)
		r, _, err := r.Extend(rights.Calendar{}, rights.Extension{Reason: rights.Complex, Words: "There are many conversations."}, "agent:x", when.AddDate(0, 0, 3))
		if err != nil {
			t.Fatal(err)
		}
		c := r.Clock(rights.Calendar{}, when)
		if got := c.Due.Day.Format(time.DateOnly); got != x.due {
			t.Errorf("%s, received %s: due %s, want %s", x.regime, x.received, got, x.due)
		}
		if !c.ExtendBy.None() {
			t.Errorf("%s: time can be taken twice", x.regime)
		}
	}
}

func TestADayEndsWhereTheDeskIs(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, zone, received, due, end string // received and end in UTC
	}{
		{"late evening in UTC is the next day in Tokyo", "Asia/Tokyo", "2026-03-04 22:00", "2026-04-05", "2026-04-05 15:00"},
		{"early morning in UTC is the day before in Los Angeles", "America/Los_Angeles", "2026-03-05 03:00", "2026-04-04", "2026-04-05 07:00"},
		{"summer time begins in between", "Europe/Berlin", "2026-03-05 10:00", "2026-04-05", "2026-04-05 22:00"},
		{"summer time ends in between", "Europe/Berlin", "2026-10-05 10:00", "2026-11-05", "2026-11-05 23:00"},
		{"summer time begins on the last day", "Europe/Berlin", "2026-02-28 10:00", "2026-03-28", "2026-03-28 23:00"},
		{"the last day has 23 hours", "Europe/Berlin", "2027-02-28 10:00", "2027-03-28", "2027-03-28 22:00"},
		{"the clocks skip midnight after the last day", "Africa/Cairo", "2026-03-23 10:00", "2026-04-23", "2026-04-23 22:00"},
		{"half an hour", "Asia/Kolkata", "2026-03-05 10:00", "2026-04-05", "2026-04-05 18:30"},
	} {
		cal := rights.Calendar{Zone: zone(t, x.zone)}
		r := received(t, rights.ToSee, rights.GDPR, at(t, x.received, time.UTC))
		due := r.Clock(cal, r.Received).Due
		end := at(t, x.end, time.UTC)
		if got := due.Day.Format(time.DateOnly); got != x.due || !due.End.Equal(end) {
			t.Errorf("%s: due %s until %s, want %s until %s", x.name, got, due.End.UTC(), x.due, end)
		}
		if due.Over(end.Add(-time.Nanosecond)) || !due.Over(end) {
			t.Errorf("%s: the deadline is not over exactly at its end", x.name)
		}
	}
}

func TestASkippedDateEndsWithTheDayBeforeTheNext(t *testing.T) {
	t.Parallel()
	cal := rights.Calendar{Zone: zone(t, "Pacific/Apia")} // had no 30 December 2011
	r := received(t, rights.ToSee, rights.GDPR, at(t, "2011-11-30", cal.Zone))
	if got := r.Clock(cal, r.Received).Due; !got.End.Equal(at(t, "2011-12-31 00:00", cal.Zone)) {
		t.Errorf("ends %s", got.End)
	}
}

func TestTheLastDayCanMoveToAWorkingDay(t *testing.T) {
	t.Parallel()
	holidays := map[string]bool{"2026-12-25": true, "2026-12-28": true} // Boxing Day is observed on Monday
	for _, x := range []struct {
		received, strict, moved string
	}{
		{"2026-11-24", "2026-12-24", "2026-12-24"},
		{"2026-11-25", "2026-12-25", "2026-12-29"}, // holiday, Saturday, Sunday, holiday
		{"2026-11-26", "2026-12-26", "2026-12-29"},
		{"2026-01-28", "2026-02-28", "2026-03-02"},
	} {
		r := received(t, rights.ToSee, rights.GDPR, at(t, x.received, time.UTC))
		strict := r.Clock(rights.Calendar{Holidays: holidays}, r.Received).Due.Day.Format(time.DateOnly)
		moved := r.Clock(rights.Calendar{Holidays: holidays, NextWorkingDay: true}, r.Received).Due.Day.Format(time.DateOnly)
		if strict != x.strict || moved != x.moved {
			t.Errorf("received %s: %s and %s, want %s and %s", x.received, strict, moved, x.strict, x.moved)
		}
	}
}

func TestReceiptIsConfirmedInTime(t *testing.T) {
	t.Parallel()
	cal := rights.Calendar{Holidays: map[string]bool{"2026-07-03": true}}
	for _, x := range []struct {
		regime       rights.Regime
		kind         rights.Kind
		received, by string
	}{
		{rights.UK, rights.ToComplain, "2026-07-01", "2026-07-31"},
		{rights.UK, rights.ToSee, "2026-02-01", "2026-03-03"},
		{rights.CCPA, rights.ToErase, "2026-07-01", "2026-07-16"}, // ten business days, one holiday
		{rights.CCPA, rights.ToObject, "2026-07-01", ""},
		{rights.GDPR, rights.ToSee, "2026-07-01", ""},
	} {
		r := received(t, x.kind, x.regime, at(t, x.received, time.UTC))
		c := r.Clock(cal, r.Received)
		got := ""
		if !c.AcknowledgeBy.None() {
			got = c.AcknowledgeBy.Day.Format(time.DateOnly)
		}
		if got != x.by {
			t.Errorf("%s, %s: by %q, want %q", x.regime, x.kind, got, x.by)
		}
		late := r.Received.AddDate(0, 0, 40)
		if r.Clock(cal, late).AcknowledgeOverdue != (x.by != "") {
			t.Errorf("%s, %s: after 40 days not overdue", x.regime, x.kind)
		}
		if r, _, err := r.Acknowledge("desk", r.Received.Add(time.Hour)); err != nil || r.Clock(cal, late).AcknowledgeOverdue {
			t.Errorf("%s, %s: overdue though confirmed, %v", x.regime, x.kind, err)
		}
	}
}

func TestWaitingForIdentityDoesWhatTheLawSays(t *testing.T) {
	t.Parallel()
	asked, proven := at(t, "2026-03-06", time.UTC), at(t, "2026-03-20", time.UTC)
	for _, x := range []struct {
		regime          rights.Regime
		paused          bool
		waiting, proven string
	}{
		{rights.GDPR, true, "2026-04-15", "2026-04-19"},  // 14 days do not count
		{rights.UK, true, "2026-04-16", "2026-04-20"},    // a month from the proof
		{rights.CCPA, false, "2026-04-19", "2026-04-19"}, // runs whatever it takes
		{rights.Swiss, false, "2026-04-04", "2026-04-04"},
	} {
		r := received(t, rights.ToSee, x.regime, at(t, "2026-03-05", time.UTC))
		r, _, err := r.AskIdentity("desk", asked)
		if err != nil {
			t.Fatal(err)
		}
		c := r.Clock(rights.Calendar{}, at(t, "2026-03-16", time.UTC))
		if got := c.Due.Day.Format(time.DateOnly); got != x.waiting || c.Paused != x.paused {
			t.Errorf("%s: while waiting due %s, paused %v; want %s, %v", x.regime, got, c.Paused, x.waiting, x.paused)
		}
		r, _, err = r.ProveIdentity(rights.ByLink, nil, "customer", proven)
		if err != nil {
			t.Fatal(err)
		}
		c = r.Clock(rights.Calendar{}, proven.AddDate(0, 1, 0))
		if got := c.Due.Day.Format(time.DateOnly); got != x.proven || c.Paused {
			t.Errorf("%s: once proven due %s, paused %v; want %s", x.regime, got, c.Paused, x.proven)
		}
	}
}

func TestDaysLeftCountToTheLastDay(t *testing.T) {
	t.Parallel()
	cal := rights.Calendar{Zone: zone(t, "Europe/Berlin")}
	r := received(t, rights.ToSee, rights.GDPR, at(t, "2026-03-05 23:30", cal.Zone))
	for _, x := range []struct {
		now     string
		left    int
		overdue bool
	}{
		{"2026-03-05 23:59", 31, false},
		{"2026-03-06 00:00", 30, false},
		{"2026-03-28 12:00", 8, false}, // the night in which summer time begins
		{"2026-03-29 12:00", 7, false},
		{"2026-04-05 00:00", 0, false},
		{"2026-04-05 23:59", 0, false},
		{"2026-04-06 00:00", -1, true},
		{"2026-05-05 00:00", -30, true},
	} {
		c := r.Clock(cal, at(t, x.now, cal.Zone))
		if c.DaysLeft != x.left || c.Overdue != x.overdue {
			t.Errorf("%s: %d days left, overdue %v; want %d, %v", x.now, c.DaysLeft, c.Overdue, x.left, x.overdue)
		}
	}
}

func TestTheClockStopsWithTheAnswer(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-03-05", time.UTC)
	answer := func(days int) rights.Clock {
		r := received(t, rights.ToSee, rights.GDPR, start)
		r, _, err := r.ProveIdentity(rights.BySession, nil, "customer", start)
		if err == nil {
			r, _, err = r.Finish("agent:x", start.AddDate(0, 0, days))
		}
		if err != nil {
			t.Fatal(err)
		}
		return r.Clock(rights.Calendar{}, start.AddDate(1, 0, 0))
	}
	if c := answer(31); !c.Stopped || c.Overdue || c.DaysLeft != 0 {
		t.Errorf("answered on the last day: %+v", c)
	}
	if c := answer(32); !c.Stopped || !c.Overdue || c.DaysLeft != -1 {
		t.Errorf("answered a day late: %+v", c)
	}
}

package service_test

import (
	"fmt"
	"testing"
	"time"

	"candor/service"
)

func day(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestPublicHolidays(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		country service.Country
		day     string
		closed  bool
	}{
		{"ES", "2026-10-12", true}, {"ES", "2026-10-13", false}, {"ES", "2027-03-26", true}, {"ES", "2027-03-29", false},
		{"DE", "2026-05-25", true}, {"DE", "2026-05-14", true}, {"DE", "2026-10-03", true}, {"DE", "2026-11-01", false},
		{"FR", "2026-07-14", true}, {"FR", "2026-12-26", false},
		{"GB", "2027-12-27", true}, {"GB", "2027-12-28", true}, {"GB", "2027-12-29", false}, // Christmas on a Saturday
		{"GB", "2022-12-27", true}, {"GB", "2022-12-26", true}, {"GB", "2023-01-02", true}, // Christmas on a Sunday
		{"GB", "2026-12-28", true}, {"GB", "2026-05-04", true}, {"GB", "2026-05-25", true}, {"GB", "2026-08-31", true},
		{"US", "2026-07-03", true}, {"US", "2026-11-26", true}, {"US", "2021-12-31", true}, {"US", "2026-01-19", true}, {"US", "2020-06-19", false},
		{"IT", "2026-10-04", true}, {"IT", "2025-10-04", false}, {"BR", "2023-11-20", false}, {"BR", "2026-11-20", true},
		{"PL", "2026-06-04", true}, {"PT", "2026-06-10", true}, {"IE", "2026-10-26", true}, {"NL", "2026-04-27", true}, {"BE", "2026-07-21", true},
		{"AT", "2026-10-26", true}, {"", "2026-12-25", false}, {"XX", "2026-12-25", false},
	} {
		if got := x.country.Closed(day(t, x.day)); got != x.closed {
			t.Errorf("%s on %s: closed is %v", x.country, x.day, got)
		}
	}
	for _, c := range service.Countries() {
		if c.Source() == "" || !c.Known() || len(c) != 2 {
			t.Errorf("%q names no law", c)
		}
	}
}

// The dates of Easter are those that the churches publish.
func TestEaster(t *testing.T) {
	t.Parallel()
	for _, sunday := range []string{"1961-04-02", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18"} {
		if !service.Country("DE").Closed(day(t, sunday).AddDate(0, 0, 1)) || !service.Country("DE").Closed(day(t, sunday).AddDate(0, 0, -2)) {
			t.Errorf("Easter is not on %s", sunday)
		}
	}
}

func TestWorkingDaysOverHolidaysAndWeekends(t *testing.T) {
	t.Parallel()
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	spain := service.Calendar{Zone: madrid, Country: "ES", Holidays: map[string]bool{"2026-11-09": true}} // a local one
	for _, x := range []struct {
		name, from, want string
		days             int
	}{
		{"a plain week", "2026-11-16 10:00", "2026-11-24 00:00", 5},
		{"fifteen over two holidays in December", "2026-11-23 16:40", "2026-12-16 00:00", 15},
		{"over a local holiday", "2026-11-05 09:00", "2026-11-12 00:00", 3},
		{"begun on a Saturday", "2026-11-14 12:00", "2026-11-17 00:00", 1},
		{"late at night still counts from that day", "2026-11-16 23:59", "2026-11-18 00:00", 1},
		{"as the clocks go back", "2026-10-23 12:00", "2026-10-27 00:00", 1},
		{"no days", "2026-11-16 10:00", "2026-11-17 00:00", 0},
	} {
		from, err := time.ParseInLocation("2006-01-02 15:04", x.from, madrid)
		if err != nil {
			t.Fatal(err)
		}
		if got := spain.Working(from, x.days).Format("2006-01-02 15:04"); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
	if got := spain.Days(day(t, "2026-12-24"), 5).Format(time.DateOnly); got != "2026-12-30" {
		t.Errorf("five days are over on %s", got)
	}
}

func ExampleCalendar_Working() {
	spain := service.Calendar{Country: "ES"}
	made := time.Date(2026, 12, 3, 10, 0, 0, 0, time.UTC) // a Thursday before two holidays
	fmt.Println(spain.Working(made, 3).Format("Mon 2 Jan 2006 15:04"))
	// Output: Thu 10 Dec 2026 00:00
}

func TestHoursKnowPublicHolidays(t *testing.T) {
	t.Parallel()
	h := hours(t)
	h.Public, h.OpenOn = "GB", map[string]bool{"2026-08-31": true}
	at := func(text string) time.Time { return day(t, text).Add(10 * time.Hour) }
	if h.Open(at("2026-05-04")) || !h.Open(at("2026-08-31")) || !h.Open(at("2026-05-05")) {
		t.Error("a public holiday is open, or a day that is kept open is closed")
	}
}

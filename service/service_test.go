package service_test

import (
	"fmt"
	"testing"
	"time"

	"candor/policy"
	"candor/service"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func hours(t *testing.T) service.Hours {
	t.Helper()
	h := service.Hours{Zone: london(t), Holidays: map[string]bool{"2026-12-25": true, "2026-12-28": true}}
	for day := time.Monday; day <= time.Friday; day++ {
		spans, err := service.ParseSpans("08:00-12:00, 13:00-20:00")
		if err != nil {
			t.Fatal(err)
		}
		h.Week[day] = spans
	}
	return h
}

func TestHours(t *testing.T) {
	t.Parallel()
	h := hours(t)
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, x := range []struct {
		name, now string
		open      bool
		next      string
	}{
		{"in the morning", "2026-11-23 09:30", true, "2026-11-23 09:30"},
		{"at the minute of opening", "2026-11-23 08:00", true, "2026-11-23 08:00"},
		{"at the minute of closing", "2026-11-23 20:00", false, "2026-11-24 08:00"},
		{"in the lunch break", "2026-11-23 12:30", false, "2026-11-23 13:00"},
		{"before opening", "2026-11-23 06:00", false, "2026-11-23 08:00"},
		{"at the weekend", "2026-11-28 10:00", false, "2026-11-30 08:00"},
		{"over a holiday and a weekend", "2026-12-24 21:00", false, "2026-12-29 08:00"},
		{"as summer time ends", "2026-10-24 23:30", false, "2026-10-26 08:00"},
		{"as summer time begins", "2027-03-28 00:30", false, "2027-03-29 08:00"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			if got := h.Open(at(x.now)); got != x.open {
				t.Errorf("open = %v, want %v", got, x.open)
			}
			if got := h.Next(at(x.now)); !got.Equal(at(x.next)) {
				t.Errorf("next = %v, want %s", got, x.next)
			}
		})
	}
}

func TestNoHoursGiveNoDate(t *testing.T) {
	t.Parallel()
	var never service.Hours
	if never.Open(time.Now()) || !never.Next(time.Now()).IsZero() {
		t.Error("a desk without hours promises a date")
	}
}

func TestSpansThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"8-20", "20:00-08:00", "08:00", "08:00-25:00", "08:00-12:00,11:00-13:00", "morning"} {
		if spans, err := service.ParseSpans(s); err == nil {
			t.Errorf("%q gives %v", s, spans)
		}
	}
	if spans, err := service.ParseSpans(""); err != nil || len(spans) != 0 {
		t.Errorf("a closed day gives %v, %v", spans, err)
	}
}

func TestExpectedWait(t *testing.T) {
	t.Parallel()
	three := []time.Duration{time.Minute, 2 * time.Minute, 30 * time.Minute}
	for _, x := range []struct {
		name          string
		recent        []time.Duration
		ahead, agents int
		want          time.Duration
	}{
		{"nobody on duty gives no expectation", three, 0, 0, 0},
		{"nothing measured yet", nil, 0, 1, 4 * time.Minute},
		{"the median, not the mean", three, 0, 1, 2 * time.Minute},
		{"two ahead of one agent", three, 2, 1, 6 * time.Minute},
		{"two ahead of three agents", three, 2, 3, 2 * time.Minute},
		{"never less than a minute", []time.Duration{1, 1, 1}, 0, 1, time.Minute},
		{"rounded up", []time.Duration{90 * time.Second, 90 * time.Second, 90 * time.Second}, 0, 1, 2 * time.Minute},
	} {
		if got := service.Expect(x.recent, x.ahead, x.agents); got != x.want {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestTheAssistantDoesNotStartWithoutAHumanRoute(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		status policy.Service
		want   policy.Action
	}{
		{"nobody and no date", policy.Service{}, policy.HandOver},
		{"somebody is there", policy.Service{Staffed: true}, policy.Pass},
		{"a date is known", policy.Service{NextOpen: time.Now().Add(time.Hour)}, policy.Pass},
	} {
		v, err := service.Gate{}.Check(t.Context(), &policy.Case{Service: x.status})
		if err != nil || v.Action != x.want {
			t.Errorf("%s: %s, %v; want %s", x.name, v.Action, err, x.want)
		}
	}
}

func ExampleHours_Next() {
	h := service.Hours{Zone: time.UTC}
	h.Week[time.Monday], _ = service.ParseSpans("08:00-20:00")
	sunday := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	fmt.Println(h.Open(sunday), h.Next(sunday).Format("Mon 15:04"))
	// Output: false Mon 08:00
}

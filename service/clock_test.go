package service_test

import (
	"testing"
	"time"

	"candor"
	"candor/service"

	"github.com/google/go-cmp/cmp"
)

func spain(t testing.TB) service.Profile {
	t.Helper()
	p, ok := service.ProfileNamed("spain")
	if !ok {
		t.Fatal("there is no profile for Spain")
	}
	return p
}

func TestAClockWarnsBeforeItsTimeIsOver(t *testing.T) {
	t.Parallel()
	h, p := hours(t), spain(t)
	asked := time.Date(2026, 11, 23, 10, 0, 0, 0, h.Zone)
	c := candor.Conversation{State: candor.Waiting, WaitingSince: asked, Asked: asked}
	clocks := p.Clocks(c, h, service.Calendar{})
	if len(clocks) != 1 || clocks[0].Kind != service.PersonClock || !clocks[0].Due.Equal(asked.Add(180*time.Second)) {
		t.Fatalf("%+v", clocks)
	}
	for after, want := range map[time.Duration]service.Pressure{
		0: service.Calm, 119 * time.Second: service.Calm, 120 * time.Second: service.Soon, 179 * time.Second: service.Soon,
		180 * time.Second: service.Over, time.Hour: service.Over,
	} {
		if got := clocks[0].At(asked.Add(after)); got != want {
			t.Errorf("after %v: %v, want %v", after, got, want)
		}
	}
}

func TestTheClockOfAPersonStandsStillOutOfHours(t *testing.T) {
	t.Parallel()
	h := hours(t)
	night := time.Date(2026, 11, 23, 22, 0, 0, 0, h.Zone)
	clocks := spain(t).Clocks(candor.Conversation{State: candor.Waiting, WaitingSince: night}, h, service.Calendar{})
	if want := time.Date(2026, 11, 24, 8, 3, 0, 0, h.Zone); len(clocks) != 1 || !clocks[0].Due.Equal(want) {
		t.Errorf("%+v, want %v", clocks, want)
	}
	if got := (service.Profile{}).Clocks(candor.Conversation{State: candor.Waiting, WaitingSince: night}, h, service.Calendar{}); len(got) != 0 {
		t.Errorf("without a profile %+v", got)
	}
}

func TestComplaintsHaveTheTermOfTheirMatter(t *testing.T) {
	t.Parallel()
	h := hours(t)
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for matter, want := range map[candor.Matter]time.Time{
		candor.Complaint:  time.Date(2026, 12, 16, 0, 0, 0, 0, time.UTC),
		candor.Billing:    time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC),
		candor.Continuity: at.Add(2 * time.Hour),
	} {
		c := candor.Conversation{State: candor.Attended, Complained: at, Matter: matter}
		clocks := spain(t).Clocks(c, h, service.Calendar{Country: "ES"})
		if len(clocks) != 1 || clocks[0].Kind != service.MatterClock || !clocks[0].Due.Equal(want) || !clocks[0].Warn.Before(want) {
			t.Errorf("%s: %+v, want %v", matter, clocks, want)
		}
	}
}

func TestBothReadingsOfTheSharedTimeMustHold(t *testing.T) {
	t.Parallel()
	p := spain(t)
	waits := func(n int, d time.Duration, more ...time.Duration) []time.Duration {
		var out []time.Duration
		for range n {
			out = append(out, d)
		}
		return append(out, more...)
	}
	for _, x := range []struct {
		name  string
		waits []time.Duration
		holds bool
	}{
		{"nobody asked", nil, false},
		{"all in time", waits(100, time.Minute), true},
		{"95 of 100", waits(95, time.Minute, waits(5, 4*time.Minute)...), true},
		{"94 of 100", waits(94, time.Minute, waits(6, 4*time.Minute)...), false},
		{"95 of 100, and the rest so late that the mean is over", waits(95, time.Minute, waits(5, 2*time.Hour)...), false},
	} {
		m := p.Measure(x.waits)
		if got := p.Holds(m); got != x.holds {
			t.Errorf("%s: %v with %+v", x.name, got, m)
		}
	}
}

func TestWhoCanTakeWhat(t *testing.T) {
	t.Parallel()
	r := service.Roster{
		Teams: []service.Team{
			{Name: "madrid", Members: []string{"Maya@example.org"}, Inboxes: []candor.InboxID{"tienda"}, Languages: []string{"es-ES"}, Skills: []string{"fraud"}},
			{Name: "leads", Members: []string{"role:lead"}, Languages: []string{"de"}},
		},
		Routes: []service.Route{{Category: "fraud", Skills: []string{"fraud"}}, {Inbox: "tienda", Language: "es", Category: "legal", Skills: []string{"law"}}},
	}
	maya := candor.Agent{Email: "maya@example.org", Roles: []candor.Role{candor.RoleAgent}}
	lead := candor.Agent{Email: "ruth@example.org", Roles: []candor.Role{candor.RoleLead}, Languages: []string{"en-GB"}}
	if diff := cmp.Diff([]string{"fraud", "inbox:tienda", "lang:es"}, r.Skills(maya)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"lang:de", "lang:en", "supervisor"}, r.Skills(lead)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"madrid"}, r.TeamsOf(maya)); diff != "" {
		t.Error(diff)
	}
	for _, x := range []struct {
		name  string
		c     candor.Conversation
		needs string
	}{
		{"a language that nobody lists", candor.Conversation{Inbox: "main", Language: "fr"}, ""},
		{"a language that somebody lists", candor.Conversation{Inbox: "main", Language: "es-MX"}, "lang:es"},
		{"an inbox of a team", candor.Conversation{Inbox: "tienda", Language: "fr"}, "inbox:tienda"},
		{"a category", candor.Conversation{Inbox: "main", Language: "en", Reason: "fraud"}, "fraud"},
		{"all conditions of a route", candor.Conversation{Inbox: "tienda", Language: "es", Reason: "legal"}, "inbox:tienda lang:es law"},
		{"a supervisor stays asked for", candor.Conversation{Inbox: "main", Language: "en", Needs: "supervisor"}, "supervisor"},
	} {
		if got := r.Needs(x.c); got != x.needs {
			t.Errorf("%s: %q, want %q", x.name, got, x.needs)
		}
	}
	if got := service.Lacks("fraud lang:es law", r.Skills(maya)); got != "law" {
		t.Errorf("lacks %q", got)
	}
}

func TestNobodyWaitsForEverForASkill(t *testing.T) {
	t.Parallel()
	r := service.Roster{}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	c := candor.Conversation{State: candor.Waiting, Needs: "law", WaitingSince: now}
	if r.Open(c, now.Add(service.DefaultOpenAfter-time.Second)) || !r.Open(c, now.Add(service.DefaultOpenAfter)) {
		t.Error("it does not open at the set time")
	}
	c.Priority = candor.Urgent
	if !r.Open(c, now) {
		t.Error("danger waits for a skill")
	}
}

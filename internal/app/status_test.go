package app

import (
	"path/filepath"
	"testing"
	"time"

	"candor"
	"candor/internal/bus"
	"candor/internal/demo"
)

// Lesson 7: with nobody at the desk there is always a date, and it is one that can be kept.
func TestWhatTheDeskPromises(t *testing.T) {
	t.Parallel()
	c, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c.Data.Dir, c.Keys.File = filepath.Join(dir, "data"), filepath.Join(dir, "key")
	if err := Make(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	b, err := openBase(t.Context(), c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.close() })
	presence := bus.NewPresence(bus.NewHub())
	s := &status{store: b.store, presence: presence, hours: c.HoursOf, recent: map[candor.InboxID]recentWaits{}}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", text, c.Hours.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, x := range []struct{ name, now, want string }{
		{"within hours: soon, on a round minute", "2026-11-23 10:02", "2026-11-23 10:35"},
		{"shortly before closing: when they open again", "2026-11-23 19:45", "2026-11-24 08:00"},
		{"at night", "2026-11-24 02:00", "2026-11-24 08:00"},
		{"on a Sunday", "2026-11-29 12:00", "2026-11-30 08:00"},
		{"at Christmas", "2026-12-25 12:00", "2026-12-28 08:00"},
	} {
		got, err := s.Status(t.Context(), "main", at(x.now))
		if err != nil || got.Staffed || !got.NextOpen.Equal(at(x.want)) {
			t.Errorf("%s: %+v, %v; want %s", x.name, got, err, x.want)
		}
	}
	gone := presence.Here("agt_1")
	got, err := s.Status(t.Context(), "main", at("2026-11-24 02:00"))
	if err != nil || !got.Staffed || got.Wait != 4*time.Minute {
		t.Errorf("somebody has the console open: %+v, %v; want about four minutes", got, err)
	}
	gone()
	if got, err := s.Status(t.Context(), "main", at("2026-11-24 02:00")); err != nil || got.Staffed {
		t.Errorf("they left: %+v, %v; want a date", got, err)
	}
}

package service_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/service"
)

func TestAReportAddsUpByDayHourInboxAndLanguage(t *testing.T) {
	t.Parallel()
	zone := london(t)
	at := func(s string) time.Time {
		x, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	pace := func(hour, inbox, language string, m service.Measure, d time.Duration, n int64) service.Pace {
		return service.Pace{Hour: at(hour), Inbox: candor.InboxID(inbox), Language: language, Channel: map[string]candor.Via{"shop": candor.ViaWidget}[inbox], Measure: m, Band: service.Band(d), Count: n}
	}
	all := []service.Pace{
		pace("2026-06-20 23:00", "shop", "en", service.Begun, 0, 2), // midnight in London: the next day
		pace("2026-06-21 09:00", "shop", "de", service.Begun, 0, 3),
		pace("2026-06-21 09:00", "shop", "de", service.Waited, 4*time.Minute, 3),
		pace("2026-06-22 10:00", "post", "en", service.Waited, time.Hour, 1),
		pace("2026-06-22 10:00", "post", "en", service.Handled, time.Hour, 1),
		pace("2026-06-22 10:00", "post", "en", service.FirstReply, time.Second, 1),
	}
	from, until := at("2026-06-20 00:00"), at("2026-06-23 00:00")
	r := service.Reported(all, service.Choice{}, from, until, zone)
	if r.All.Begun != 5 || r.All.Waited.Count != 4 || r.All.Held.Count != 1 || r.All.FirstReply.Count != 1 {
		t.Errorf("in all: %d begun, %d waited", r.All.Begun, r.All.Waited.Count)
	}
	if len(r.Days) != 4 || r.Days[0].Begun != 0 || r.Days[1].Begun != 5 || r.Days[1].Key != "2026-06-21" {
		t.Errorf("days: %+v", r.Days)
	}
	if r.Hours[0].Begun != 2 || r.Hours[10].Begun != 3 || r.Hours[11].Waited.Count != 1 {
		t.Error("hours are not those of the desk's zone")
	}
	if len(r.Inboxes) != 2 || r.Inboxes[0].Key != "shop" || len(r.Languages) != 2 || r.Languages[0].Key != "de" {
		t.Errorf("%v %v", r.Inboxes[0].Key, r.Languages[0].Key)
	}
	one := service.Reported(all, service.Choice{Inbox: "post", Language: "en"}, from, until, zone)
	if one.All.Begun != 0 || one.All.Waited.Count != 1 || len(one.InboxIDs) != 2 || len(one.LanguageOf) != 2 {
		t.Errorf("narrowed: %+v", one.All.Begun)
	}
	if d := cmp.Diff([]candor.Via{candor.ViaWidget}, r.ChannelOf); d != "" || len(r.Channels) != 2 || r.Channels[0].Key != "widget" || r.Channels[0].Begun != 5 {
		t.Errorf("channels: %s %+v", d, r.Channels)
	}
	if one := service.Reported(all, service.Choice{Channel: candor.ViaWidget}, from, until, zone); one.All.Waited.Count != 3 || len(one.Inboxes) != 1 {
		t.Errorf("of the widget: %d waits", one.All.Waited.Count)
	}
	if most, ok := r.All.Waited.Quantile(0.95); !ok || most < 50*time.Minute {
		t.Errorf("%v %v", most, ok)
	}
}

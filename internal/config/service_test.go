package config_test

import (
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/config"
	"candor/service"
)

const shop = `
[desk]
timezone = "Europe/London"
[hours]
monday = "08:00-20:00"
holidays = ["2026-12-24"]
[service]
open_after = 7
[[inbox]]
id = "main"
[[inbox]]
id = "tienda"
timezone = "Europe/Madrid"
monday = "09:00-14:00, 16:00-20:00"
tuesday = "09:00-14:00"
country = "ES"
open_on = ["2026-12-08"]
profile = "spain"
complain_to = "Junta Arbitral de Consumo"
complain_url = "https://www.consumo.gob.es"
[[team]]
name = "madrid"
members = ["maya@example.org", "role:lead"]
inboxes = ["tienda"]
languages = ["es"]
skills = ["fraud"]
[[route]]
category = "fraud"
skills = ["fraud"]
`

func TestAnInboxHasItsOwnHoursCountryAndClocks(t *testing.T) {
	t.Parallel()
	c := read(t, shop)
	at := func(zone, text string) time.Time {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		when, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, x := range []struct {
		name  string
		inbox candor.InboxID
		at    time.Time
		open  bool
	}{
		{"the desk's hours", "main", at("Europe/London", "2026-11-23 15:00"), true},
		{"own hours in the own zone: a break", "tienda", at("Europe/Madrid", "2026-11-23 15:00"), false},
		{"own hours in the own zone: open", "tienda", at("Europe/Madrid", "2026-11-23 16:30"), true},
		{"a public holiday of the own country", "tienda", at("Europe/Madrid", "2026-10-12 10:00"), false},
		{"not one of the desk's", "main", at("Europe/London", "2026-10-12 10:00"), true},
		{"a public holiday on which people are there", "tienda", at("Europe/Madrid", "2026-12-08 10:00"), true},
		{"the desk's holiday holds for an inbox without its own", "tienda", at("Europe/Madrid", "2026-12-24 10:00"), false},
	} {
		if got := c.HoursOf(x.inbox).Open(x.at); got != x.open {
			t.Errorf("%s: open is %v", x.name, got)
		}
	}
	if p := c.ProfileOf("tienda"); p.Person != 180*time.Second || c.ProfileOf("main").Name != "" {
		t.Errorf("profiles %+v and %+v", p, c.ProfileOf("main"))
	}
	if name, url := c.ComplainOf("tienda"); name != "Junta Arbitral de Consumo" || url != "https://www.consumo.gob.es" {
		t.Errorf("complain to %q at %q", name, url)
	}
	if c.CalendarOf("tienda").Works(at("Europe/Madrid", "2026-12-08 10:00")) {
		t.Error("a public holiday counts as a working day because people are there")
	}
	r := c.Roster()
	if needs := r.Needs(candor.Conversation{Inbox: "tienda", Language: "es-MX", Reason: "fraud"}); needs != "fraud inbox:tienda lang:es" {
		t.Errorf("needs %q", needs)
	}
	if r.After() != 7*time.Minute {
		t.Errorf("open after %v", r.After())
	}
	again := read(t, c.Render())
	if again.Render() != c.Render() {
		t.Error("what is written is not what was read")
	}
	if len(again.Teams) != 1 || len(again.Routes) != 1 || again.Inboxes[1].Hours.Country != service.Country("ES") {
		t.Errorf("written and read again: %+v", again)
	}
}

func TestWhatNobodyCouldTakeIsRefused(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct{ with, says string }{
		"a skill that no team has":     {"[[route]]\nskills = [\"fraud\"]\n", "which no team has"},
		"a team without members":       {"[[team]]\nname = \"night\"\n", "has no members"},
		"an inbox that is not there":   {"[[team]]\nname = \"a\"\nmembers = [\"role:lead\"]\ninboxes = [\"shop\"]\n", "no inbox \"shop\""},
		"a role that answers nobody":   {"[[team]]\nname = \"a\"\nmembers = [\"role:officer\"]\n", "not a role that answers customers"},
		"a member that is no address":  {"[[team]]\nname = \"a\"\nmembers = [\"maya\"]\n", "neither an e-mail address nor a role"},
		"a country without holidays":   {"[hours]\ncountry = \"XX\"\n", "holidays are not known here"},
		"an unknown set of clocks":     {"[service]\nprofile = \"spain2\"\n", "spain"},
		"waiting for a skill for ever": {"[service]\nopen_after = 0\n", "left waiting for a skill"},
		"a date that is none":          {"[[inbox]]\nid = \"main\"\nholidays = [\"2026-02-30\"]\n", "not a date"},
		"an inbox that never opens":    {"[[inbox]]\nid = \"main\"\nmonday = \"\"\n", "never on duty for it"},
		"one table for two teams":      {"[team]\nname = \"a\"\n", "two brackets"},
	} {
		_, err := config.Read("candor.toml", []byte(x.with), nil)
		if err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v lacks %q", name, err, x.says)
		}
	}
}

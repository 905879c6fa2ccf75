package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/service"
)

// InboxHours is where an inbox differs from the hours of the desk. The zero value differs in nothing.
type InboxHours struct {
	Timezone string                          // IANA name; empty: the desk's
	Days     map[time.Weekday][]service.Span // once one day is set, all others are closed; nil: the desk's
	Holidays map[string]bool                 // nil: the desk's
	Country  service.Country                 // empty: the desk's
	OpenOn   map[string]bool                 // nil: the desk's
}

// HoursOf gives when people are on duty for an inbox.
func (c Config) HoursOf(id candor.InboxID) service.Hours {
	h := c.Hours
	i := slices.IndexFunc(c.Inboxes, func(b Inbox) bool { return b.ID == id })
	if i < 0 {
		return h
	}
	own := c.Inboxes[i].Hours
	if own.Timezone != "" {
		if zone, err := time.LoadLocation(own.Timezone); err == nil {
			h.Zone = zone
		}
	}
	if own.Days != nil {
		h.Week = [7][]service.Span{}
		for day, spans := range own.Days {
			h.Week[day] = spans
		}
	}
	if own.Holidays != nil {
		h.Holidays = own.Holidays
	}
	if own.Country != "" {
		h.Public = own.Country
	}
	if own.OpenOn != nil {
		h.OpenOn = own.OpenOn
	}
	return h
}

// CalendarOf gives the working days of an inbox. Holidays on which people are on duty all the same are no
// working days: the law counts them so.
func (c Config) CalendarOf(id candor.InboxID) service.Calendar {
	h := c.HoursOf(id)
	return service.Calendar{Zone: h.Zone, Country: h.Public, Holidays: h.Holidays}
}

// ProfileOf gives the clocks of an inbox; the zero Profile where it has none.
func (c Config) ProfileOf(id candor.InboxID) service.Profile {
	name := c.Service.Profile
	if i := slices.IndexFunc(c.Inboxes, func(b Inbox) bool { return b.ID == id }); i >= 0 && c.Inboxes[i].Profile != "" {
		name = c.Inboxes[i].Profile
	}
	p, _ := service.ProfileNamed(name)
	return p
}

// ComplainOf gives where customers of an inbox can complain; empty where only the law's own authority is known.
func (c Config) ComplainOf(id candor.InboxID) (name, url string) {
	if i := slices.IndexFunc(c.Inboxes, func(b Inbox) bool { return b.ID == id }); i >= 0 {
		return c.Inboxes[i].Complain, c.Inboxes[i].ComplainURL
	}
	return "", ""
}

func inboxServiceFields() []field {
	all := []field{{
		section: sectionInbox, key: "timezone",
		help:    "Hours of this inbox where they differ from [hours]. What is left out is as there.",
		allowed: "empty, or an IANA name", example: `timezone = "Europe/Madrid"`,
		read: inInbox(func(box *Inbox, s string) error {
			box.Hours.Timezone = s
			if s == "" {
				return nil
			}
			_, err := time.LoadLocation(s)
			return err
		}),
	}}
	for _, day := range week() {
		all = append(all, field{
			section: sectionInbox, key: strings.ToLower(day.String()),
			allowed: "spans of the day from 00:00 to 24:00 that do not overlap, or \"\" for a closed day",
			example: strings.ToLower(day.String()) + ` = "09:00-14:00, 16:00-20:00"`,
			read: inInbox(func(box *Inbox, s string) error {
				spans, err := service.ParseSpans(s)
				if box.Hours.Days == nil {
					box.Hours.Days = map[time.Weekday][]service.Span{}
				}
				box.Hours.Days[day] = spans
				return err
			}),
		})
	}
	return append(all,
		field{section: sectionInbox, key: keyHolidays, allowed: "a list of dates as year-month-day", example: `holidays = ["2026-12-24"]`,
			read: inboxDays(func(box *Inbox, days map[string]bool) { box.Hours.Holidays = days })},
		field{section: sectionInbox, key: keyCountry, allowed: "empty, or one of " + countryNames(), example: `country = "ES"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.Hours.Country = service.Country(s)
				return checkCountry(s)
			})},
		field{section: sectionInbox, key: keyOpenOn, allowed: "a list of dates as year-month-day", example: `open_on = ["2026-12-08"]`,
			read: inboxDays(func(box *Inbox, days map[string]bool) { box.Hours.OpenOn = days })},
		field{section: sectionInbox, key: "profile", help: "The clocks that a law sets for this inbox. Empty: those of [service].",
			allowed: "empty, or one of " + profileNames(), example: `profile = "spain"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.Profile = s
				return checkProfile(s)
			})},
		field{section: sectionInbox, key: "complain_to", help: "Where customers of this inbox can complain about the service itself. Empty: the authority of [privacy].",
			allowed: "at most 120 characters", example: `complain_to = "Junta Arbitral de Consumo"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.Complain = s
				return checkLine(s, 0, 120)
			})},
		field{section: sectionInbox, key: "complain_url", allowed: "empty, or an address that begins with https://", example: `complain_url = "https://www.consumo.gob.es"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.ComplainURL = s
				if s != "" && (!strings.HasPrefix(s, "https://") || strings.ContainsAny(s, " \t\n\"<>")) {
					return errors.New("not an address that begins with https://")
				}
				return nil
			})},
	)
}

// The keys that [hours] and [[inbox]] share.
const (
	keyCountry = "country"
	keyOpenOn  = "open_on"
)

func countryFields() []field {
	return []field{
		{
			section: sectionHours, key: keyCountry,
			help: "The country whose national public holidays are closed days too. Those of regions and towns are not\n" +
				"known here: list them as holidays.",
			allowed: "empty, or one of " + countryNames(), example: `country = "ES"`,
			read: words(func(c *Config, s string) error {
				c.Hours.Public = service.Country(s)
				return checkCountry(s)
			}),
			write: func(c Config) string { return quote(string(c.Hours.Public)) },
		},
		{
			section: sectionHours, key: keyOpenOn,
			help:    "Public holidays on which people are on duty all the same.",
			allowed: "a list of dates as year-month-day", example: `open_on = ["2026-12-08"]`,
			read: items(func(c *Config, list []string) error {
				days, err := readDays(list)
				c.Hours.OpenOn = nil
				if len(days) > 0 {
					c.Hours.OpenOn = days
				}
				return err
			}),
			write: func(c Config) string { return quoteList(slices.Sorted(maps.Keys(c.Hours.OpenOn))) },
		},
	}
}

func countryNames() string {
	var out []string
	for _, c := range service.Countries() {
		out = append(out, string(c))
	}
	return strings.Join(out, ", ")
}

func checkCountry(s string) error {
	if s == "" || service.Country(s).Known() {
		return nil
	}
	return errors.New("its holidays are not known here; leave it empty and list them as holidays")
}

func readDays(list []string) (map[string]bool, error) {
	days := make(map[string]bool, len(list))
	for _, day := range list {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, fmt.Errorf("%s is not a date", quote(day))
		}
		days[day] = true
	}
	return days, nil
}

func inboxDays(keep func(box *Inbox, days map[string]bool)) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		list, err := v.texts()
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(at)
		if err != nil || n >= len(c.Inboxes) {
			return errors.New("it belongs under a heading [[inbox]]")
		}
		days, err := readDays(list)
		keep(&c.Inboxes[n], days)
		return err
	}
}

// inboxValues gives the keys of an inbox that are set, as they stand in the file.
func inboxValues(box Inbox) map[string]string {
	out := map[string]string{"id": quote(string(box.ID)), "name": quote(box.Name), "site_key": quote(box.SiteKey)}
	for key, text := range map[string]string{
		"timezone": box.Hours.Timezone, keyCountry: string(box.Hours.Country), "profile": box.Profile, "complain_to": box.Complain, "complain_url": box.ComplainURL,
	} {
		if text != "" {
			out[key] = quote(text)
		}
	}
	for day, spans := range box.Hours.Days {
		out[strings.ToLower(day.String())] = quote(writeSpans(spans))
	}
	for key, days := range map[string]map[string]bool{keyHolidays: box.Hours.Holidays, keyOpenOn: box.Hours.OpenOn} {
		if days != nil {
			out[key] = quoteList(slices.Sorted(maps.Keys(days)))
		}
	}
	return out
}

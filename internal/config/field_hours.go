package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"candor/service"
)

const (
	sectionHours = "hours"
	keyHolidays  = "holidays"
)

func hoursFields() []field {
	all := make([]field, 0, 8)
	for _, day := range week() {
		help := ""
		if day == time.Monday {
			help = "When people are on duty, in the desk's time zone. Several spans: \"08:00-12:00, 14:00-18:00\".\n" +
				"\"\" is a closed day, and so is a day left out here. At least one day must open: the assistant does not\n" +
				"work where nobody could take over from it."
		}
		all = append(all, field{
			section: sectionHours, key: strings.ToLower(day.String()), help: help,
			allowed: "spans of the day from 00:00 to 24:00 that do not overlap, or \"\" for a closed day",
			example: strings.ToLower(day.String()) + ` = "08:00-20:00"`,
			read: words(func(c *Config, s string) error {
				spans, err := service.ParseSpans(s)
				c.Hours.Week[day] = spans
				return err
			}),
			write: func(c Config) string { return quote(writeSpans(c.Hours.Week[day])) },
		})
	}
	return append(all, field{
		section: sectionHours, key: keyHolidays,
		help:    "Days on which nobody is on duty.",
		allowed: "a list of dates as year-month-day", example: `holidays = ["2026-12-25", "2027-01-01"]`,
		read: items(func(c *Config, list []string) error {
			c.Hours.Holidays = make(map[string]bool, len(list))
			for _, day := range list {
				if _, err := time.Parse(time.DateOnly, day); err != nil {
					return fmt.Errorf("%s is not a date", quote(day))
				}
				c.Hours.Holidays[day] = true
			}
			return nil
		}),
		write: func(c Config) string {
			days := make([]string, 0, len(c.Hours.Holidays))
			for day := range c.Hours.Holidays {
				days = append(days, day)
			}
			slices.Sort(days)
			return quoteList(days)
		},
	})
}

// week gives the days as people list them.
func week() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

func writeSpans(spans []service.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		parts = append(parts, fmt.Sprintf("%02d:%02d-%02d:%02d", s.Open/60, s.Open%60, s.Close/60, s.Close%60))
	}
	return strings.Join(parts, ", ")
}

// neverOpen reports hours with which the desk could promise nobody a person.
func neverOpen(h service.Hours) bool {
	for _, spans := range h.Week {
		if len(spans) > 0 {
			return false
		}
	}
	return true
}

package config

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/privacy/retain"
)

// sectionRetention may stand more than once, each time for another class of data.
const sectionRetention = "retention"

// unsaid marks days that a rule does not give.
const unsaid = -1

func retentionFields() []field {
	classes := make([]string, 0, 16)
	for _, c := range retain.Classes() {
		classes = append(classes, string(c))
	}
	purposes := make([]string, 0, 16)
	for _, p := range append(candor.Asked(), candor.Serve, candor.Rights, candor.Secure) {
		purposes = append(purposes, string(p))
	}
	return []field{
		{
			section: sectionRetention, key: "class",
			help: "How long what is kept, one table per class of data. A class that is not named keeps its usual time:\n" +
				usualTimes() +
				"Without a rule of their own, message (the words of a conversation that itself stays) and verdict (what each\n" +
				"gate said) go with their conversation. A legal hold wins over every rule; what a person still has to\n" +
				"answer never goes by time. Try rules without changing anything: candor retention --dry-run",
			allowed: "one of " + strings.Join(classes, ", "), example: `class = "conversation"`,
			read: inRule(func(r *retain.Rule, s string) error {
				r.Class = retain.Class(s)
				return among(s, classes)
			}),
		},
		{
			section: sectionRetention, key: "days",
			help:    "After how many days it goes.",
			allowed: fmt.Sprintf("a whole number from 0 to %d", retain.MostDays), example: `days = 730`,
			read: func(c *Config, at string, v value) error {
				r, err := ruleAt(c, at)
				if err != nil {
					return err
				}
				n, err := v.number()
				if err != nil {
					return err
				}
				if n != math.Trunc(n) || n < 0 || n > retain.MostDays {
					return errors.New("not a number of days that can be kept to")
				}
				r.Days = int(n)
				return nil
			},
		},
		{
			section: sectionRetention, key: "event",
			help:    "From when the days count, where the class leaves a choice.",
			allowed: "for conversation and message resolved or last_activity; empty: the usual one", example: `event = "last_activity"`,
			read: inRule(func(r *retain.Rule, s string) error {
				r.Event = retain.Event(s)
				var events []string
				for _, c := range retain.Classes() {
					for _, e := range retain.EventsOf(c) {
						events = append(events, string(e))
					}
				}
				return among(s, append(events, ""))
			}),
		},
		{
			section: sectionRetention, key: "purpose",
			help:    "What it is kept for; told on the trust page. Empty: the usual one.",
			allowed: "empty, or one of " + strings.Join(purposes, ", "), example: `purpose = "service"`,
			read: inRule(func(r *retain.Rule, s string) error {
				r.Purpose = candor.Purpose(s)
				return among(s, append(purposes, ""))
			}),
		},
	}
}

// usualTimes lists the default rules, four to a line.
func usualTimes() string {
	var parts []string
	for _, r := range retain.Defaults() {
		parts = append(parts, fmt.Sprintf("%s %d", r.Class, r.Days))
	}
	var b strings.Builder
	for some := range slices.Chunk(parts, 5) {
		b.WriteString("  " + strings.Join(some, ", ") + "\n")
	}
	return b.String()
}

// among refuses a word that is not on the list, and names the nearest that is.
func among(s string, list []string) error {
	if slices.Contains(list, s) {
		return nil
	}
	if near := nearest(s, list); near != "" {
		return fmt.Errorf("did you mean %s?", quote(near))
	}
	return errors.New("not one of them")
}

func ruleAt(c *Config, at string) (*retain.Rule, error) {
	n, err := strconv.Atoi(at)
	if err != nil || n >= len(c.Retention) {
		return nil, errors.New("it belongs under a heading [[retention]]")
	}
	return &c.Retention[n], nil
}

func inRule(keep func(r *retain.Rule, s string) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, err := v.text()
		if err != nil {
			return err
		}
		r, err := ruleAt(c, at)
		if err != nil {
			return err
		}
		return keep(r, strings.TrimSpace(s))
	}
}

// checkRules completes the rules and looks at each as a whole.
func (d *decoder) checkRules() {
	if d.refused[sectionRetention] || d.refused["retention.class"] {
		return
	}
	first := map[retain.Class]int{}
	for i := range d.c.Retention {
		if i >= len(d.rules) {
			return
		}
		r, line := &d.c.Retention[i], d.rules[i]
		usual, _ := retain.Usual(r.Class)
		if r.Event == "" {
			r.Event = usual.Event
		}
		if r.Purpose == "" {
			r.Purpose = usual.Purpose
		}
		before, twice := first[r.Class]
		switch {
		case r.Class == "":
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[retention]] on line %d has no class; example: class = \"conversation\"", line)})
		case r.Days == unsaid && !d.refused["retention.days"]:
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[retention]] on line %d has no days; example: days = 730", line)})
		case twice:
			d.problem(Problem{Line: line, Text: fmt.Sprintf("the rules on lines %d and %d are both for %s; keep one", before, line, quote(string(r.Class)))})
		case !d.refused["retention.event"] && !slices.Contains(retain.EventsOf(r.Class), r.Event):
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[retention]] on line %d: %s cannot count from %s; allowed: %s; example: event = %s",
				line, quote(string(r.Class)), quote(string(r.Event)), eventList(r.Class), quote(string(usual.Event)))})
		}
		first[r.Class] = line
	}
}

func eventList(c retain.Class) string {
	parts := make([]string, 0, 2)
	for _, e := range retain.EventsOf(c) {
		parts = append(parts, string(e))
	}
	return strings.Join(parts, " or ")
}

// renderRules shows the rules that are set, or how one would look.
func (c Config) renderRules(b *strings.Builder, all []field) {
	for i, r := range c.Retention {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[retention]]\n")
		explain(b, all, sectionRetention, i == 0, map[string]string{
			"class": quote(string(r.Class)), "days": strconv.Itoa(r.Days), "event": quote(string(r.Event)), "purpose": quote(string(r.Purpose)),
		})
	}
	if len(c.Retention) > 0 {
		return
	}
	b.WriteString("# [[retention]]\n")
	for _, f := range all {
		if f.section == sectionRetention {
			comment(b, f.help)
			fmt.Fprintf(b, "# %s\n", f.example)
		}
	}
}

// Rules gives how long what is kept: the usual times with the owner's in their place.
func (c Config) Rules() ([]retain.Rule, error) {
	rules, err := retain.With(c.Retention)
	if err != nil {
		return nil, fmt.Errorf("config: retention: %w", err)
	}
	return rules, nil
}

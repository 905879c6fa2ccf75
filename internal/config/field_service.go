package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/service"
)

// The sections about who is there for whom. Teams and routes may stand more than once.
const (
	sectionService = "service"
	sectionTeam    = "team"
	sectionRoute   = "route"
)

// Service says how people are reached.
type Service struct {
	Profile   string        // clocks of every inbox without its own; empty: none
	OpenAfter time.Duration // after which anybody may take a conversation whatever it needs
}

// mostOpenAfter bounds how long a conversation may wait for a skill.
const mostOpenAfter = 60

func serviceFields() []field {
	return []field{
		{
			section: sectionService, key: "profile",
			help: "The clocks that a law sets, for every inbox without its own: " + profileNames() + ". Empty: none.\n" +
				"With a profile, agents are warned before its time is over, and the desk page says how often it was kept.",
			allowed: "empty, or one of " + profileNames(), example: `profile = "spain"`,
			read: words(func(c *Config, s string) error {
				c.Service.Profile = s
				return checkProfile(s)
			}),
			write: func(c Config) string { return quote(c.Service.Profile) },
		},
		{
			section: sectionService, key: "open_after",
			help: "After how many minutes anybody may take a conversation, whatever skills it needs: nobody waits for ever\n" +
				"for a skill. Danger to a person never waits for one.",
			allowed: fmt.Sprintf("a whole number of minutes from 1 to %d", mostOpenAfter), example: "open_after = 5",
			read: func(c *Config, _ string, v value) error {
				n, err := v.number()
				if err != nil {
					return err
				}
				if n < 1 || n > mostOpenAfter || n != float64(int(n)) {
					return errors.New("not a number of minutes that somebody could be left waiting for a skill")
				}
				c.Service.OpenAfter = time.Duration(n) * time.Minute
				return nil
			},
			write: func(c Config) string { return strconv.Itoa(int(c.Service.OpenAfter / time.Minute)) },
		},
	}
}

func profileNames() string {
	var names []string
	for _, p := range service.Profiles() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

func checkProfile(s string) error {
	if s == "" {
		return nil
	}
	var names []string
	for _, p := range service.Profiles() {
		names = append(names, p.Name)
	}
	return among(s, names)
}

// skillShape is what a skill or the name of a team looks like.
var skillShape = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

func checkSkills(list []string) error {
	for _, s := range list {
		if !skillShape.MatchString(s) {
			return fmt.Errorf("%s is not a name of lower-case letters, digits and hyphens", quote(cut(s, 40)))
		}
		if s == service.SupervisorSkill {
			return fmt.Errorf("%s is what leads have by themselves", quote(s))
		}
	}
	return nil
}

func teamFields() []field {
	return []field{
		{
			section: sectionTeam, key: "name",
			help: "A group of staff and what they can do, one table per team. Where no team is named, everybody takes\n" +
				"everything in order of priority and wait.",
			allowed: "1 to 32 lower-case letters, digits or hyphens, a letter first", example: `name = "billing"`,
			read: inTeam(func(t *service.Team, s string) error {
				t.Name = s
				return checkSkills([]string{s})
			}),
		},
		{
			section: sectionTeam, key: "members",
			help:    "By e-mail address, or everybody with a role: role:agent, role:lead, role:owner.",
			allowed: "a list of e-mail addresses and roles", example: `members = ["maya@example.org", "role:lead"]`,
			read: teamList(func(t *service.Team, list []string) error {
				t.Members = list
				for _, m := range list {
					if role, ok := strings.CutPrefix(m, "role:"); ok {
						if role == string(candor.RoleOfficer) || !slices.Contains(candor.StaffRoles(), candor.Role(role)) {
							return fmt.Errorf("%s is not a role that answers customers", quote(cut(role, 40)))
						}
					} else if at := strings.IndexByte(m, '@'); at < 1 || at == len(m)-1 || strings.ContainsAny(m, " \t\n") {
						return fmt.Errorf("%s is neither an e-mail address nor a role", quote(cut(m, 60)))
					}
				}
				return nil
			}),
		},
		{
			section: sectionTeam, key: "inboxes",
			help:    "Inboxes that only teams which name them work on. Empty: none in particular.",
			allowed: "a list of ids of inboxes", example: `inboxes = ["main"]`,
			read: teamList(func(t *service.Team, list []string) error {
				for _, id := range list {
					t.Inboxes = append(t.Inboxes, candor.InboxID(id))
				}
				return nil
			}),
		},
		{
			section: sectionTeam, key: "languages",
			help:    "What the team speaks. A conversation in a language that some team names goes to those who do first.",
			allowed: "a list of BCP 47 tags", example: `languages = ["es", "ar"]`,
			read: teamList(func(t *service.Team, list []string) error {
				t.Languages = list
				for _, tag := range list {
					if err := checkLanguage(tag); err != nil {
						return err
					}
				}
				return nil
			}),
		},
		{
			section: sectionTeam, key: "skills",
			help:    "What else the team can do; see [[route]].",
			allowed: "a list of names", example: `skills = ["fraud"]`,
			read: teamList(func(t *service.Team, list []string) error {
				t.Skills = list
				return checkSkills(list)
			}),
		},
	}
}

func routeFields() []field {
	return []field{
		{
			section: sectionRoute, key: "inbox",
			help:    "What conversations need, one table per rule. A condition that is left out holds for all.",
			allowed: "empty, or the id of an inbox", example: `inbox = "main"`,
			read: inRoute(func(r *service.Route, s string) error { r.Inbox = candor.InboxID(s); return nil }),
		},
		{
			section: sectionRoute, key: "language",
			help: "", allowed: "empty, or a BCP 47 tag", example: `language = "es"`,
			read: inRoute(func(r *service.Route, s string) error {
				r.Language = s
				if s == "" {
					return nil
				}
				return checkLanguage(s)
			}),
		},
		{
			section: sectionRoute, key: "category",
			help:    "Why a person is needed, as the rules of escalation call it.",
			allowed: "empty, or the name of a category such as fraud, complaint or legal", example: `category = "fraud"`,
			read: inRoute(func(r *service.Route, s string) error { r.Category = s; return nil }),
		},
		{
			section: sectionRoute, key: "skills",
			help:    "Skills of [[team]]s that whoever takes it should have.",
			allowed: "a list of names", example: `skills = ["fraud"]`,
			read: func(c *Config, at string, v value) error {
				list, err := v.texts()
				if err != nil {
					return err
				}
				n, err := strconv.Atoi(at)
				if err != nil || n >= len(c.Routes) {
					return errors.New("it belongs under a heading [[route]]")
				}
				c.Routes[n].Skills = list
				return checkSkills(list)
			},
		},
	}
}

func teamAt(c *Config, at string) (*service.Team, error) {
	n, err := strconv.Atoi(at)
	if err != nil || n >= len(c.Teams) {
		return nil, errors.New("it belongs under a heading [[team]]")
	}
	return &c.Teams[n], nil
}

func inTeam(keep func(t *service.Team, s string) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, err := v.text()
		if err != nil {
			return err
		}
		t, err := teamAt(c, at)
		if err != nil {
			return err
		}
		return keep(t, strings.TrimSpace(s))
	}
}

func teamList(keep func(t *service.Team, list []string) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		list, err := v.texts()
		if err != nil {
			return err
		}
		t, err := teamAt(c, at)
		if err != nil {
			return err
		}
		return keep(t, list)
	}
}

func inRoute(keep func(r *service.Route, s string) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, err := v.text()
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(at)
		if err != nil || n >= len(c.Routes) {
			return errors.New("it belongs under a heading [[route]]")
		}
		return keep(&c.Routes[n], strings.TrimSpace(s))
	}
}

// checkService looks at teams and routes together: what is needed somebody must have, and inboxes must
// be there.
func (d *decoder) checkService() {
	if d.refused[sectionTeam] || d.refused[sectionRoute] || d.refused[sectionInbox] || d.refused["inbox.id"] {
		return
	}
	named := map[string]int{}
	var skills []string
	for i, t := range d.c.Teams {
		line := d.teams[i]
		before, twice := named[t.Name]
		switch {
		case t.Name == "" && !d.refused["team.name"]:
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[team]] on line %d has no name; example: name = \"billing\"", line)})
		case twice && t.Name != "":
			d.problem(Problem{Line: line, Text: fmt.Sprintf("the teams on lines %d and %d are both called %s; each needs its own name", before, line, quote(t.Name))})
		case len(t.Members) == 0 && !d.refused["team.members"]:
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[team]] on line %d has no members, so what only it can take would wait; example: members = [\"role:lead\"]", line)})
		}
		named[t.Name] = line
		skills = append(skills, t.Skills...)
		for _, id := range t.Inboxes {
			d.knownInbox(id, line)
		}
	}
	for i, box := range d.c.Inboxes {
		if box.Hours.Days != nil && neverOpen(d.c.HoursOf(box.ID)) && i < len(d.inboxes) {
			d.problem(Problem{Line: d.inboxes[i], Text: fmt.Sprintf("[[inbox]] on line %d: people are never on duty for it, so nobody could take over from the assistant; "+
				"open at least one day, or leave its days out; example: monday = \"08:00-20:00\"", d.inboxes[i])})
		}
	}
	for i, r := range d.c.Routes {
		line := d.routes[i]
		if r.Inbox != "" {
			d.knownInbox(r.Inbox, line)
		}
		if len(r.Skills) == 0 && !d.refused["route.skills"] {
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[route]] on line %d needs no skills, so it does nothing; example: skills = [\"fraud\"]", line)})
		}
		for _, s := range r.Skills {
			if !slices.Contains(skills, s) && !d.refused["route.skills"] && !d.refused["team.skills"] {
				d.problem(Problem{Line: line, Text: fmt.Sprintf("[[route]] on line %d needs %s, which no team has; add it to the skills of a [[team]]", line, quote(s))})
			}
		}
	}
}

func (d *decoder) knownInbox(id candor.InboxID, line int) {
	var ids []string
	for _, box := range d.c.Inboxes {
		ids = append(ids, string(box.ID))
	}
	if !slices.Contains(ids, string(id)) {
		d.problem(Problem{Line: line, Text: fmt.Sprintf("line %d: there is no inbox %s; allowed: %s", line, quote(string(id)), strings.Join(ids, ", "))})
	}
}

// Roster gives who can do what and what conversations need.
func (c Config) Roster() service.Roster {
	return service.Roster{Teams: c.Teams, Routes: c.Routes, OpenAfter: c.Service.OpenAfter}
}

func (c Config) renderTeams(b *strings.Builder, all []field) {
	for i, t := range c.Teams {
		if i > 0 {
			b.WriteByte('\n')
		}
		ids := make([]string, 0, len(t.Inboxes))
		for _, id := range t.Inboxes {
			ids = append(ids, string(id))
		}
		b.WriteString("[[team]]\n")
		explain(b, all, sectionTeam, i == 0, map[string]string{
			"name": quote(t.Name), "members": quoteList(t.Members), "inboxes": quoteList(ids), "languages": quoteList(t.Languages), "skills": quoteList(t.Skills),
		})
	}
	if len(c.Teams) == 0 {
		renderSample(b, all, sectionTeam)
	}
}

func (c Config) renderRoutes(b *strings.Builder, all []field) {
	for i, r := range c.Routes {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[route]]\n")
		explain(b, all, sectionRoute, i == 0, map[string]string{
			"inbox": quote(string(r.Inbox)), "language": quote(r.Language), "category": quote(r.Category), "skills": quoteList(r.Skills),
		})
	}
	if len(c.Routes) == 0 {
		renderSample(b, all, sectionRoute)
	}
}

// renderSample shows how one table of a section that may be left out would look.
func renderSample(b *strings.Builder, all []field, section string) {
	fmt.Fprintf(b, "# [[%s]]\n", section)
	for _, f := range all {
		if f.section == section {
			comment(b, f.help)
			fmt.Fprintf(b, "# %s\n", f.example)
		}
	}
}

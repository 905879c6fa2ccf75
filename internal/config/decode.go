package config

import (
	"fmt"
	"slices"
	"strings"

	"candor/privacy/retain"
	"candor/service"
	"candor/vendors"
)

// decoder puts entries in place and gathers problems.
type decoder struct {
	c        Config
	all      []field
	problems []Problem
	set      map[string]int  // "section.key" to the line that set it; 0 for the environment
	refused  map[string]bool // sections and "section.key"s that already have a problem
	inboxes  []int           // line of each [[inbox]]
	rules    []int           // line of each [[retention]]
	vendors  []int           // line of each [[vendor]]
	tools    []int           // line of each [[tool]]
	teams    []int           // line of each [[team]]
	routes   []int           // line of each [[route]]
}

func (d *decoder) problem(p Problem) { d.problems = append(d.problems, p) }

// clear takes away the defaults that a file replaces as a whole: the inboxes once there is one,
// and the days once there is one.
func (d *decoder) clear(entries []entry) {
	for _, e := range entries {
		switch {
		case e.path[0] == sectionInbox && e.head && len(e.path) == 2:
			d.inboxes = append(d.inboxes, e.line)
		case e.path[0] == sectionRetention && e.head && len(e.path) == 2:
			d.rules = append(d.rules, e.line)
			d.c.Retention = append(d.c.Retention, retain.Rule{Days: unsaid})
		case e.path[0] == sectionVendor && e.head && len(e.path) == 2:
			d.vendors = append(d.vendors, e.line)
			d.c.Vendors = append(d.c.Vendors, vendors.Setting{})
		case e.path[0] == sectionTool && e.head && len(e.path) == 2:
			d.tools = append(d.tools, e.line)
			d.c.Tools = append(d.c.Tools, Tool{})
		case e.path[0] == sectionTeam && e.head && len(e.path) == 2:
			d.teams = append(d.teams, e.line)
			d.c.Teams = append(d.c.Teams, service.Team{})
		case e.path[0] == sectionRoute && e.head && len(e.path) == 2:
			d.routes = append(d.routes, e.line)
			d.c.Routes = append(d.c.Routes, service.Route{})
		case e.path[0] == sectionVendor && e.head && len(e.path) == 4 && e.path[2] == priceKey && len(d.c.Vendors) > 0:
			last := &d.c.Vendors[len(d.c.Vendors)-1]
			last.Prices = append(last.Prices, vendors.PriceSetting{})
		case e.path[0] == sectionHours && len(e.path) == 2 && e.path[1] != keyHolidays && e.path[1] != keyCountry && e.path[1] != keyOpenOn:
			d.c.Hours.Week = [7][]service.Span{}
		}
	}
	if len(d.inboxes) > 0 {
		d.c.Inboxes = make([]Inbox, len(d.inboxes))
	}
}

// take puts one entry of the file in place.
func (d *decoder) take(e entry) {
	section := e.path[0]
	switch {
	case slices.Contains(sectionsOf(d.all), section):
		d.takeKnown(section, e)
	case len(e.path) == 1 && !e.head:
		d.problem(unknownKey(section, "", e.line, d.all))
	case !d.refused[section]:
		d.refused[section] = true
		d.problem(unknownSection(section, e.line, d.all))
	}
}

func (d *decoder) takeKnown(section string, e entry) {
	repeated := isRepeated(section)
	at, rest := "", e.path[1:]
	if repeated && len(rest) > 0 {
		at, rest = rest[0], rest[1:]
	}
	if section == sectionVendor && len(rest) > 1 && rest[0] == priceKey && isNumber(rest[1]) {
		if at = at + "." + rest[1]; len(rest) == 2 {
			return // a heading; its keys follow
		}
		rest = append([]string{priceKey}, rest[2:]...)
	}
	switch {
	case section == sectionInbox && !isNumber(at):
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`inbox` on line %d: each inbox stands under a heading of its own, [[inbox]] with two brackets", e.line)})
	case section == sectionRetention && !isNumber(at):
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`retention` on line %d: each rule stands under a heading of its own, [[retention]] with two brackets", e.line)})
	case section == sectionVendor && !isNumber(strings.ReplaceAll(at, ".", "")):
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`vendor` on line %d: each vendor stands under a heading of its own, [[vendor]] with two brackets", e.line)})
	case section == sectionTool && !isNumber(at):
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`tool` on line %d: each tool stands under a heading of its own, [[tool]] with two brackets", e.line)})
	case (section == sectionTeam || section == sectionRoute) && !isNumber(at):
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`%s` on line %d: each stands under a heading of its own, [[%s]] with two brackets", section, e.line, section)})
	case len(e.path) == 1 && !e.head:
		d.once(section, Problem{Line: e.line,
			Text: fmt.Sprintf("`%s` on line %d is a section; write %s on a line and its keys below", section, e.line, heading(section))})
	case section == sectionCard && len(e.path) > 1 && checkLanguage(at) != nil:
		d.once(section+"."+at, Problem{Line: e.line,
			Text: fmt.Sprintf("`card.%s` on line %d: %v; example: [card.en]", at, e.line, checkLanguage(at))})
	case len(rest) == 0 && e.head:
		// A heading; its keys follow.
	default:
		d.takeKey(section, at, strings.Join(rest, "."), e)
	}
}

func (d *decoder) takeKey(section, at, key string, e entry) {
	if parent, _, deeper := strings.Cut(key, "."); deeper && d.refused[section+"."+parent] {
		return
	}
	f, ok := find(d.all, section, key)
	if !ok {
		d.problem(unknownKey(key, section, e.line, d.all))
		return
	}
	v := e.value
	if e.head {
		v = value{is: table{}}
	}
	d.set[section+"."+key] = e.line
	if err := f.read(&d.c, at, v); err != nil {
		d.refused[section+"."+key] = true
		d.problem(bad(f, key, e.line, f.shown(v), err))
	}
}

func (d *decoder) once(name string, p Problem) {
	if !d.refused[name] {
		d.refused[name] = true
		d.problem(p)
	}
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// checkWhole looks at what one key alone cannot tell, leaving out what already has a problem.
func (d *decoder) checkWhole() {
	c := &d.c
	if _, ok := d.set["desk.languages"]; !ok {
		c.Desk.Languages = []string{c.Desk.Language}
	}
	if !d.refused["desk.language"] && !d.refused["desk.languages"] && !slices.Contains(c.Desk.Languages, c.Desk.Language) {
		line := d.set["desk.languages"]
		d.problem(Problem{Line: line, Text: fmt.Sprintf("%s: found %s (%s, the desk's own, is missing); allowed: a list with `language` in it; example: languages = %s",
			place("languages", line), quoteList(c.Desk.Languages), quote(c.Desk.Language), quoteList(append([]string{c.Desk.Language}, c.Desk.Languages...)))})
	}
	if line, ok := d.line(sectionHours); ok && neverOpen(c.Hours) {
		d.problem(Problem{Line: line, Text: "[hours]: people are never on duty, so nobody could take over from the assistant; " +
			"open at least one day; example: monday = \"08:00-20:00\""})
	}
	d.checkInboxes()
	d.checkRules()
	d.checkVendors()
	d.checkVerifier()
	d.checkTools()
	d.checkService()
	d.checkMail()
	d.checkAuthority()
}

// checkAuthority makes sure that an address is one of somebody: alone it would be told to nobody.
func (d *decoder) checkAuthority() {
	if line, ok := d.set[sectionPrivacy+".authority_url"]; ok && d.c.Privacy.AuthorityURL != "" && d.c.Privacy.Authority == "" && !d.refused[sectionPrivacy+".authority"] {
		d.problem(Problem{Line: line, Text: place("authority_url", line) + ": nobody is named whose address it is; name them too; " +
			"example: authority = \"Agencia Española de Protección de Datos\""})
	}
}

func (d *decoder) checkInboxes() {
	if d.refused[sectionInbox] || d.refused["inbox.id"] {
		return
	}
	first := map[string]int{}
	for i, box := range d.c.Inboxes {
		if i >= len(d.inboxes) {
			return
		}
		id, line := string(box.ID), d.inboxes[i]
		before, twice := first[id]
		switch {
		case id == "":
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[inbox]] on line %d has no id; example: id = \"main\"", line)})
		case twice:
			d.problem(Problem{Line: line, Text: fmt.Sprintf("the inboxes on lines %d and %d have the same id %s; each needs its own", before, line, quote(id))})
		default:
			first[id] = line
		}
	}
}

// line gives the first line that set a key of a section, and false when one of them is refused.
func (d *decoder) line(section string) (first int, ok bool) {
	for name, line := range d.set {
		if !strings.HasPrefix(name, section+".") {
			continue
		}
		if d.refused[name] {
			return 0, false
		}
		if first == 0 || line < first {
			first = line
		}
	}
	return first, true
}

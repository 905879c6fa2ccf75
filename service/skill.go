package service

import (
	"slices"
	"strings"
	"time"

	"candor"
)

// SupervisorSkill is what leads have: a customer asked for somebody above who they talked to.
const SupervisorSkill = "supervisor"

// DefaultOpenAfter is after how long anybody may take a conversation whatever it needs.
const DefaultOpenAfter = 5 * time.Minute

// Team is a group of staff with what they can do.
type Team struct {
	Name      string
	Members   []string         // e-mail addresses, or "role:lead" for everybody with a role
	Inboxes   []candor.InboxID // that only teams which name them work on; empty: none in particular
	Languages []string         // BCP 47
	Skills    []string
}

// Route says what conversations of some kind need. Empty conditions hold for all.
type Route struct {
	Inbox    candor.InboxID
	Language string
	Category string // reason for which a person is needed, such as "fraud"
	Skills   []string
}

// Roster says who can do what, and what conversations need. The zero value asks for nothing.
type Roster struct {
	Teams     []Team
	Routes    []Route
	OpenAfter time.Duration // DefaultOpenAfter when zero
}

func inboxSkill(id candor.InboxID) string { return "inbox:" + string(id) }
func languageSkill(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return "lang:" + base
}

// Needs gives the skills that whoever takes a conversation should have, in order, parted by spaces. A
// language or an inbox counts only where some team names it; what it needed already and nobody set, such as a
// supervisor, stays.
func (r Roster) Needs(c candor.Conversation) string {
	var out []string
	if strings.Contains(" "+c.Needs+" ", " "+SupervisorSkill+" ") {
		out = append(out, SupervisorSkill)
	}
	for _, t := range r.Teams {
		if slices.Contains(t.Inboxes, c.Inbox) {
			out = append(out, inboxSkill(c.Inbox))
		}
		for _, tag := range t.Languages {
			if languageSkill(tag) == languageSkill(c.Language) {
				out = append(out, languageSkill(tag))
			}
		}
	}
	for _, x := range r.Routes {
		if (x.Inbox == "" || x.Inbox == c.Inbox) && (x.Category == "" || x.Category == c.Reason) &&
			(x.Language == "" || languageSkill(x.Language) == languageSkill(c.Language)) {
			out = append(out, x.Skills...)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

// Skills gives what a member of staff can do, in order.
func (r Roster) Skills(a candor.Agent) []string {
	var out []string
	if a.Has(candor.RoleLead) {
		out = append(out, SupervisorSkill)
	}
	for _, tag := range a.Languages {
		out = append(out, languageSkill(tag))
	}
	for _, t := range r.Teams {
		if !t.has(a) {
			continue
		}
		for _, id := range t.Inboxes {
			out = append(out, inboxSkill(id))
		}
		for _, tag := range t.Languages {
			out = append(out, languageSkill(tag))
		}
		out = append(out, t.Skills...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TeamsOf gives the names of the teams that somebody is in.
func (r Roster) TeamsOf(a candor.Agent) []string {
	var out []string
	for _, t := range r.Teams {
		if t.has(a) {
			out = append(out, t.Name)
		}
	}
	return out
}

func (t Team) has(a candor.Agent) bool {
	return slices.ContainsFunc(t.Members, func(m string) bool {
		if role, ok := strings.CutPrefix(m, "role:"); ok {
			return a.Has(candor.Role(role))
		}
		return strings.EqualFold(m, a.Email)
	})
}

// Fits reports whether somebody with these skills has all that is needed.
func Fits(needs string, skills []string) bool { return Lacks(needs, skills) == "" }

// Lacks gives what is needed and not among the skills, parted by spaces.
func Lacks(needs string, skills []string) string {
	var out []string
	for _, n := range strings.Fields(needs) {
		if !slices.Contains(skills, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

// After gives after how long anybody may take a conversation.
func (r Roster) After() time.Duration {
	if r.OpenAfter <= 0 {
		return DefaultOpenAfter
	}
	return r.OpenAfter
}

// Open reports whether anybody may take a waiting conversation whatever it needs: danger waits for no skill,
// and nobody waits for ever for one.
func (r Roster) Open(c candor.Conversation, now time.Time) bool {
	return c.Needs == "" || c.Priority == candor.Urgent || !now.Before(c.WaitingSince.Add(r.After()))
}

// Compare orders waiting conversations for somebody with these skills: by priority, then what they can take
// before what waits for others, then by who has waited longer.
func (r Roster) Compare(a, b candor.Conversation, skills []string, now time.Time) int {
	if a.Priority != b.Priority {
		return int(b.Priority - a.Priority)
	}
	if d := r.rank(a, skills, now) - r.rank(b, skills, now); d != 0 {
		return d
	}
	if d := a.WaitingSince.Compare(b.WaitingSince); d != 0 {
		return d
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// rank is 0 for what somebody with these skills can take, and 1 for what waits for others.
func (r Roster) rank(c candor.Conversation, skills []string, now time.Time) int {
	if r.Open(c, now) || Fits(c.Needs, skills) {
		return 0
	}
	return 1
}

// TeamNames lists the teams.
func (r Roster) TeamNames() []string {
	out := make([]string, 0, len(r.Teams))
	for _, t := range r.Teams {
		out = append(out, t.Name)
	}
	return out
}

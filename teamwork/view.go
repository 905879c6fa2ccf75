package teamwork

import (
	"slices"
	"strings"
	"time"

	"candor"
)

// Filter says which conversations a list holds. The zero value holds all; what is set must all be true.
type Filter struct {
	States   []candor.State `json:"states,omitempty"`
	Inbox    candor.InboxID `json:"inbox,omitempty"`
	Language string         `json:"language,omitempty"` // base language, such as "de"
	Team     string         `json:"team,omitempty"`     // for whom it is meant
	Tag      string         `json:"tag,omitempty"`
	Agent    candor.AgentID `json:"agent,omitempty"` // who has it or had it last, of those that wait: who is meant; Me stands for whoever looks
	Over     time.Duration  `json:"over,omitempty"`  // waits longer than this
	Before   time.Time      `json:"before,omitzero"` // last touched before
	After    time.Time      `json:"after,omitzero"`  // last touched at or after
}

// Me stands in a filter for whoever looks at the list.
const Me candor.AgentID = "me"

// Empty reports whether the filter holds all.
func (f Filter) Empty() bool {
	return len(f.States) == 0 && f.Inbox == "" && f.Language == "" && f.Team == "" && f.Tag == "" && f.Agent == "" && f.Over == 0 &&
		f.Before.IsZero() && f.After.IsZero()
}

// By gives the filter as this agent looks through it.
func (f Filter) By(me candor.AgentID) Filter {
	if f.Agent == Me {
		f.Agent = me
	}
	return f
}

// View is a list that somebody saved.
type View struct {
	ID      string
	Name    string
	Owner   candor.AgentID // whose it is; empty: everybody's
	Filter  Filter
	Changed time.Time
}

// Errors of views.
var (
	ErrView  = candor.Fail(candor.CodeInvalid, "teamwork.view_invalid", nil)
	ErrQuery = candor.Fail(candor.CodeInvalid, "teamwork.query", nil) // Args["term"]: could not be read
)

// MostViews bounds how many one person keeps, and how many are everybody's.
const MostViews = 50

// Check gives the view as it is kept. ErrView: no name, or it holds everything.
func (v View) Check() (View, error) {
	var ok bool
	if v.Name, ok = label(v.Name, 40); !ok {
		return View{}, ErrView
	}
	f := v.Filter
	for _, s := range f.States {
		if !slices.Contains(candor.States(), s) {
			return View{}, ErrView
		}
	}
	if f.Empty() || f.Inbox != "" && !f.Inbox.Valid() || f.Agent != "" && f.Agent != Me && !f.Agent.Valid() ||
		f.Over < 0 || f.Over > 365*24*time.Hour || len(f.Language) > 35 || len(f.Team) > 60 || len(f.Tag) > 160 {
		return View{}, ErrView
	}
	return v, nil
}

// MaySee reports whether an agent sees the view.
func (v View) MaySee(a candor.AgentID) bool { return v.Owner == "" || v.Owner == a }

// MayChange reports whether an agent may change or drop the view: their own, and everybody's where they lead.
func (v View) MayChange(a candor.Agent) bool {
	if v.Owner == "" {
		return a.Has(candor.RoleLead)
	}
	return v.Owner == a.ID
}

// Query is what somebody typed into the search, taken apart.
type Query struct {
	Words  string // to be looked for in messages
	Filter Filter // but for Agent
	Agent  string // a name or "me", to be looked up; empty: anybody
}

// ParseQuery takes terms such as tag:refund, state:waiting, team:billing, agent:maya, inbox:main, language:de,
// before:2026-03-01 and after:2026-02-01 out of a query; a value with spaces stands in quotes. What is in quotes alone
// is a phrase and stays with the words. Dates are days in the zone.
//
// ErrQuery: a term is known and its value is not.
func ParseQuery(text string, zone *time.Location) (Query, error) {
	var q Query
	var rest []string
	for _, part := range parts(text) {
		name, value, ok := strings.Cut(part, ":")
		value = strings.Trim(value, `"`)
		if !ok || value == "" || !q.term(strings.ToLower(name), value, zone) {
			if ok && value != "" && slices.Contains(termNames(), strings.ToLower(name)) {
				e := *ErrQuery
				e.Args = map[string]string{"term": strings.ToLower(name)}
				return Query{}, &e
			}
			rest = append(rest, part)
		}
	}
	q.Words = strings.Join(rest, " ")
	return q, nil
}

func termNames() []string {
	return []string{"tag", "state", "team", "agent", "inbox", "language", "before", "after"}
}

// term takes one term in. It reports whether it could.
func (q *Query) term(name, value string, zone *time.Location) bool {
	var err error
	switch name {
	case "tag":
		q.Filter.Tag, err = TagName(value)
	case "state":
		s := candor.State(strings.ToLower(value))
		if !slices.Contains(candor.States(), s) {
			return false
		}
		q.Filter.States = append(q.Filter.States, s)
	case "team":
		q.Filter.Team = value
	case "agent":
		q.Agent = value
	case "inbox":
		q.Filter.Inbox = candor.InboxID(strings.ToLower(value))
		return q.Filter.Inbox.Valid()
	case "language":
		q.Filter.Language = strings.ToLower(value)
		return len(value) <= 35
	case "before":
		q.Filter.Before, err = time.ParseInLocation(time.DateOnly, value, zone)
	case "after":
		q.Filter.After, err = time.ParseInLocation(time.DateOnly, value, zone)
	default:
		return false
	}
	return err == nil
}

// parts cuts a query at spaces that stand in no quotes.
func parts(s string) []string {
	var out []string
	var b strings.Builder
	quoted := false
	for _, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
			b.WriteRune(r)
		case !quoted && (r == ' ' || r == '\t' || r == '\n'):
			if b.Len() > 0 {
				out = append(out, b.String())
				b.Reset()
			}
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}

package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/teamwork"
)

// cannedView is the list of prepared replies for a conversation.
type cannedView struct {
	frameView
	ID        candor.ConversationID
	Tab       string
	Reference string
	Query     string
	Replies   []preparedView
	None      bool // none is prepared at all
}

// preparedView is one reply as it would be written here.
type preparedView struct {
	ID, Name, URL string
	Text          string // with what is known in its places
	Missing       string // names of the places that stay open
}

// Canned answers GET /console/c/{id}/canned: the prepared replies for the conversation, filled in; q narrows them. With
// part=1 it is the list alone.
func (c *Console) Canned(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	a, q := actor(r), r.URL.Query()
	v := cannedView{ID: id, Tab: tabKey(q.Get("tab")), Reference: Reference(id), Query: q.Get("q")}
	x, err := c.o.Reader.Conversation(r.Context(), id)
	if err == nil {
		v.Replies, v.None, err = c.replies(r.Context(), x, a, v.Query, v.Tab)
	}
	if err == nil && q.Get("part") != "1" {
		v.frameView, err = c.beside(r, "queue")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if q.Get("part") == "1" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := c.o.Respond.Pages.Fragment(w, language, "console_canned", "prepared", v); err != nil {
			c.failed(r, err)
		}
		return
	}
	c.page(w, r, http.StatusOK, "console_canned", c.text("console.canned.title"), v)
}

// replies gives those that fit, filled in, at most 50.
func (c *Console) replies(ctx context.Context, x candor.Conversation, a candor.Agent, query, tab string) (out []preparedView, none bool, err error) {
	all, err := c.o.Teamwork.CannedReplies(ctx)
	if err != nil || len(all) == 0 {
		return nil, true, err
	}
	values, err := c.values(ctx, x, a)
	if err != nil {
		return nil, false, err
	}
	teams := c.o.Crews.TeamsOf(a)
	for _, one := range all {
		if len(out) < 50 && one.Fits(x.Language, teams) && one.Looked(query) {
			out = append(out, prepared(one, values, x.ID, tab))
		}
	}
	return out, false, nil
}

func prepared(one teamwork.Canned, values teamwork.Values, id candor.ConversationID, tab string) preparedView {
	text := teamwork.Fill(one.Body, values)
	return preparedView{
		ID: one.ID, Name: one.Name, Text: text, Missing: strings.Join(teamwork.Unfilled(text), ", "),
		URL: address("/console/c/"+string(id), "tab", tab, "canned", one.ID) + "#reply",
	}
}

// values are what the places of a prepared reply stand for here. The customer's name is read as any of their data is.
func (c *Console) values(ctx context.Context, x candor.Conversation, a candor.Agent) (teamwork.Values, error) {
	v := teamwork.Values{
		teamwork.AgentFirstName: a.FirstName, teamwork.DeskName: c.o.Respond.Desk, teamwork.CaseKey: Reference(x.ID),
		teamwork.OpeningHours: c.hoursIn(x.Language),
	}
	p, err := c.o.People.Profile(ctx, candor.AgentReads(a.ID), x.Customer)
	switch {
	case errors.Is(err, candor.ErrNoCustomer), errors.Is(err, candor.ErrRestricted):
		return v, nil
	case err != nil:
		return nil, err
	}
	if names := strings.Fields(p.Name); len(names) > 0 {
		v[teamwork.CustomerFirstName] = names[0]
	}
	return v, nil
}

// hoursIn writes the opening hours in a language, days with the same hours together. A language in which the desk
// cannot name days gets none: they are then missing, and the agent writes them.
func (c *Console) hoursIn(tag string) string {
	days := c.o.Duty.Hours()
	if c.o.Weekday == nil {
		return ""
	}
	name := func(i int) string { return c.o.Weekday(tag, time.Weekday((i+1)%7)) }
	var out []string
	for i := 0; i < len(days); {
		end := i
		for end+1 < len(days) && days[end+1] == days[i] {
			end++
		}
		if days[i] != "" {
			span := name(i)
			if end > i {
				span += "–" + name(end)
			}
			out = append(out, span+" "+days[i])
		}
		i = end + 1
	}
	return strings.Join(out, "; ")
}

// chosen gives the text of the prepared reply with the id, filled in for the conversation; empty when there is none.
func (c *Console) chosen(ctx context.Context, id string, of candor.ConversationID, a candor.Agent) (string, error) {
	if c.o.Teamwork == nil || id == "" {
		return "", nil
	}
	x, err := c.o.Reader.Conversation(ctx, of)
	if err != nil {
		return "", err
	}
	all, err := c.o.Teamwork.CannedReplies(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(one teamwork.Canned) bool { return one.ID == id })
	if i < 0 {
		return "", nil
	}
	values, err := c.values(ctx, x, a)
	return teamwork.Fill(all[i].Body, values), err
}

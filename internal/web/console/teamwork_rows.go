package console

import (
	"context"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/service"
	"candor/teamwork"
)

// bulkForm is what can be done to the rows that are picked.
type bulkForm struct {
	Tab    string
	Tags   []string
	People []optionView
	Teams  []optionView
}

// selected reads a page of a list that a filter makes.
func (c *Console) selected(ctx context.Context, t tab, a candor.Agent) ([]candor.Conversation, string, error) {
	f := teamwork.Filter{States: t.States}
	if t.Filter != nil {
		f = t.Filter.By(a.ID)
	}
	if c.o.Teamwork == nil {
		return nil, "", nil
	}
	return c.o.Teamwork.Selected(ctx, f, t.After, pageSize)
}

// onward is where the list of those who wait goes on: in the agent's own order where there is one.
func onward(list []candor.Conversation, own service.Spot) string {
	if own.ID != "" {
		return own.String()
	}
	return teamwork.PlaceOf(list[len(list)-1]).String()
}

// besideRows tells at each row for whom it is and its tags.
func (c *Console) besideRows(ctx context.Context, rows []rowView, a candor.Agent) ([]rowView, error) {
	if c.o.Teamwork == nil || len(rows) == 0 {
		return rows, nil
	}
	ids := make([]candor.ConversationID, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	all, err := c.o.Teamwork.Meant(ctx, ids)
	if err != nil || len(all) == 0 {
		return rows, err
	}
	agents, err := c.o.Team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		b := all[rows[i].ID]
		rows[i].Tags = b.Tags
		if rows[i].Waiting || rows[i].Agent != "" && b.Meant.Agent != "" {
			rows[i].Meant = c.meantFor(b.Meant, a, agents)
		}
	}
	return rows, nil
}

// bulkForm gives the form below a list; nil where there is nothing to pick or the agent may not.
func (c *Console) bulkForm(ctx context.Context, a candor.Agent, key string, rows int) (*bulkForm, error) {
	if c.o.Teamwork == nil || rows == 0 || !staff.May(a, staff.WorkOnThem) {
		return nil, nil
	}
	v := &bulkForm{Tab: key}
	var err error
	if v.Tags, err = c.o.Teamwork.TagNames(ctx); err != nil {
		return nil, err
	}
	agents, err := c.o.Team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	for _, one := range agents {
		if !one.Disabled && staff.May(one, staff.WorkOnThem) {
			v.People = append(v.People, optionView{Value: string(one.ID), Label: one.Name})
		}
	}
	slices.SortFunc(v.People, func(x, y optionView) int { return strings.Compare(x.Label, y.Label) })
	for _, name := range c.o.Crews.TeamNames() {
		v.Teams = append(v.Teams, optionView{Value: "team:" + name, Label: name})
	}
	return v, nil
}

// mineToTake puts what is meant for the agent first and leaves for a moment to a colleague who is there what is meant
// for them. Danger is left to nobody.
func (c *Console) mineToTake(ctx context.Context, waiting []candor.Conversation, a candor.Agent) ([]candor.Conversation, error) {
	if c.o.Teamwork == nil || len(waiting) == 0 {
		return waiting, nil
	}
	ids := make([]candor.ConversationID, len(waiting))
	for i, x := range waiting {
		ids[i] = x.ID
	}
	all, err := c.o.Teamwork.Meant(ctx, ids)
	if err != nil || len(all) == 0 {
		return waiting, err
	}
	teams, online, now := c.o.Crews.TeamsOf(a), c.o.Presence.Online(), c.o.Now()
	rank := func(x candor.Conversation) int {
		m := all[x.ID].Meant
		switch {
		case x.Priority >= candor.Urgent:
			return 0
		case m.For(a.ID, teams) && m.Agent != "":
			return 1
		case m.LeftTo(a.ID, online, now):
			return 3
		}
		return 2
	}
	out := slices.Clone(waiting)
	slices.SortStableFunc(out, func(x, y candor.Conversation) int { return rank(x) - rank(y) })
	if rank(out[0]) == 3 {
		return out, nil // nothing else waits: nobody is left waiting for courtesy
	}
	return slices.DeleteFunc(out, func(x candor.Conversation) bool { return rank(x) == 3 }), nil
}

// colleagues tells who else has a conversation open, in words.
func (c *Console) colleagues(id candor.ConversationID, a candor.Agent, now time.Time) []string {
	var out []string
	for _, one := range c.o.Presence.Beside(id, a.ID, now) {
		key := "console.beside.looks"
		if one.Writes {
			key = "console.beside.writes"
		}
		out = append(out, c.textWith(key, map[string]string{"name": one.Name}))
	}
	return out
}

// beside sends who else has the conversation open, and what is known of it and kept beside it.
func (s *stream) beside(b *strings.Builder, x candor.Conversation, now time.Time) bool {
	ctx := s.r.Context()
	context, err := s.c.context(ctx, x, s.a, now)
	if err == nil {
		context.Beside, err = s.c.besideOf(ctx, x, s.a, s.tab, now)
	}
	if err != nil {
		s.log("what is beside a conversation could not be read for a stream", err)
		return ctx.Err() == nil
	}
	return s.draw(b, "context", context) && s.draw(b, "colleagues", s.c.colleagues(s.open, s.a, now))
}

package console

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/teamwork"
)

// findSelected gives what terms and lists select, and of those what holds the words of the query.
func (c *Console) findSelected(ctx context.Context, v *findView, a candor.Agent, agents []candor.Agent, words bool) (results, error) {
	q, err := teamwork.ParseQuery(v.Query, c.o.Zone)
	if err != nil {
		v.Problem = c.o.Respond.Words(language, err)
		return results{}, nil
	}
	f := q.Filter
	if s := candor.State(v.State); len(f.States) == 0 && slices.Contains(candor.States(), s) {
		f.States = []candor.State{s}
	}
	if f.Tag == "" {
		f.Tag = v.Tag
	}
	if f.Team == "" {
		f.Team = v.Team
	}
	if id := candor.AgentID(v.Agent); id.Valid() {
		f.Agent = id
	}
	wanted := q.Agent
	if wanted == "" && q.Words != "" && isNamed(agents, q.Words) {
		wanted, q.Words, v.Query = q.Words, "", "" // a name alone is the colleague's conversations
	}
	if wanted != "" {
		id, ok := agentNamed(agents, wanted, a)
		if !ok {
			v.Problem = c.textWith("console.find.nobody", map[string]string{"name": wanted})
			return results{}, nil
		}
		f.Agent = id
		if q.Agent == "" {
			v.Agent = string(id)
		}
	}
	if q.Words == "" {
		list, next, err := c.o.Teamwork.Selected(ctx, f, "", pageSize)
		got := results{list: list}
		if next != "" {
			got.note = c.textWith("console.find.newest", map[string]string{"count": strconv.Itoa(pageSize)})
		}
		return got, err
	}
	if f.Empty() {
		return c.findWords(ctx, v, q.Words, a, words, nil)
	}
	narrowed := *v
	narrowed.State, narrowed.Agent = "", "" // the filter has them
	got, err := c.findWords(ctx, &narrowed, q.Words, a, words, func(ctx context.Context, x candor.Conversation) (bool, error) {
		return c.o.Teamwork.Fits(ctx, f, x)
	})
	v.Problem = narrowed.Problem
	return got, err
}

func isNamed(agents []candor.Agent, name string) bool {
	_, ok := agentNamed(agents, name, candor.Agent{})
	return ok
}

// agentNamed finds a colleague by first name, full name or the word "me".
func agentNamed(agents []candor.Agent, name string, me candor.Agent) (candor.AgentID, bool) {
	if strings.EqualFold(name, string(teamwork.Me)) && me.ID != "" {
		return me.ID, true
	}
	i := slices.IndexFunc(agents, func(a candor.Agent) bool {
		return strings.EqualFold(a.FirstName, name) || strings.EqualFold(a.Name, name)
	})
	if i < 0 {
		return "", false
	}
	return agents[i].ID, true
}

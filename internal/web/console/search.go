package console

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/web/port"
)

// findView is the search above the list.
type findView struct {
	Query, State, Agent string
	States, Agents      []optionView
	Problem             string
}

type optionView struct {
	Value, Label string
	Chosen       bool
}

// idInside finds a whole conversation id in what was pasted, such as an address.
var idInside = regexp.MustCompile(`con_[0-9a-z]{26}`)

// referenceShape is what Reference gives, in any case.
var referenceShape = regexp.MustCompile(`^[0-9a-zA-Z]{8}$`)

// Search answers GET /console/search: q is a reference, an id or the name of an agent; state and
// agent narrow the lists. The words of messages are not searched: they are sealed.
func (c *Console) Search(w http.ResponseWriter, r *http.Request) {
	a, q := actor(r), r.URL.Query()
	find := findView{Query: strings.TrimSpace(q.Get("q")), State: q.Get("state"), Agent: q.Get("agent")}
	agents, err := c.o.Team.Agents(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	list, err := c.find(r.Context(), &find, agents)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if len(list) == 1 && find.Query != "" && find.Agent == "" && find.State == "" {
		http.Redirect(w, r, "/console/c/"+string(list[0].ID), http.StatusSeeOther)
		return
	}
	v, err := c.desk(r.Context(), a, found, time.Time{})
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Queue.Find = c.options(find, agents)
	v.Queue.Rows, v.Queue.Total = c.rows(list, a, found.Key, c.o.Now()), len(list)
	switch len(list) {
	case 0:
		v.Queue.Empty = c.text("console.empty.found")
	case pageSize:
		v.Queue.Note = c.textWith("console.find.newest", map[string]string{"count": strconv.Itoa(pageSize)})
	}
	v.Stream = address("/console/live", "tab", found.Key)
	c.page(w, r, http.StatusOK, "console", c.text("console.title.search"), v)
}

// find gives what the search asks for. A name in the query becomes the chosen agent.
func (c *Console) find(ctx context.Context, v *findView, agents []candor.Agent) ([]candor.Conversation, error) {
	if id := candor.ConversationID(idInside.FindString(strings.ToLower(v.Query))); id.Valid() {
		x, err := c.o.Reader.Conversation(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
			return nil, nil
		}
		return []candor.Conversation{x}, err
	}
	if referenceShape.MatchString(v.Query) {
		list, err := c.o.Reader.Referenced(ctx, strings.ToLower(v.Query))
		if err != nil || len(list) > 0 {
			return list, err
		}
	}
	if v.Query != "" {
		i := slices.IndexFunc(agents, func(a candor.Agent) bool {
			return strings.EqualFold(a.FirstName, v.Query) || strings.EqualFold(a.Name, v.Query)
		})
		if i < 0 {
			v.Problem = c.text("console.find.none")
			return nil, nil
		}
		v.Agent, v.Query = string(agents[i].ID), ""
	}
	f := port.Filter{Limit: pageSize}
	if i := slices.Index(candor.States(), candor.State(v.State)); i >= 0 {
		f.States = []candor.State{candor.State(v.State)}
	}
	if id := candor.AgentID(v.Agent); id.Valid() {
		f.Agent = id
	}
	return c.o.Reader.Listed(ctx, f)
}

// options fills the two lists to choose from.
func (c *Console) options(v findView, agents []candor.Agent) findView {
	for _, s := range candor.States() {
		v.States = append(v.States, optionView{string(s), c.text("console.find.state." + string(s)), string(s) == v.State})
	}
	slices.SortFunc(agents, func(a, b candor.Agent) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range agents {
		v.Agents = append(v.Agents, optionView{string(a.ID), a.Name, string(a.ID) == v.Agent})
	}
	return v
}

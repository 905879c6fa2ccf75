package console

import (
	"context"
	"net/http"
	"net/url"
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
	Tag, Team           string
	States, Agents      []optionView
	Tags, Teams         []optionView
	Terms               bool // terms such as tag: narrow the search
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
// agent narrow the lists. Words are not searched here: they may be a customer's, and an address
// stays in histories and logs.
func (c *Console) Search(w http.ResponseWriter, r *http.Request) {
	c.search(w, r, r.URL.Query(), false)
}

// SearchWords answers POST /console/search with the same fields. What is none of the above is
// searched for in the words of messages.
func (c *Console) SearchWords(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	c.search(w, r, r.PostForm, true)
}

func (c *Console) search(w http.ResponseWriter, r *http.Request, q url.Values, words bool) {
	a := actor(r)
	find := findView{
		Query: strings.TrimSpace(q.Get("q")), State: q.Get("state"), Agent: q.Get("agent"), Tag: q.Get("tag"), Team: q.Get("team"),
		Terms: c.o.Teamwork != nil,
	}
	agents, err := c.o.Team.Agents(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	got, err := c.find(r.Context(), &find, a, agents, words)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if len(got.list) == 1 && got.hits == nil && find.Query != "" && got.exact && find.Agent == "" && find.State == "" {
		http.Redirect(w, r, "/console/c/"+string(got.list[0].ID), http.StatusSeeOther)
		return
	}
	v, err := c.desk(r.Context(), a, found, time.Time{})
	if err != nil {
		c.fail(w, r, err)
		return
	}
	now := c.o.Now()
	if v.Queue.Find, err = c.options(r.Context(), find, agents); err != nil {
		c.fail(w, r, err)
		return
	}
	if v.Queue.Rows, err = c.besideRows(r.Context(), c.rows(got.list, a, found.Key, now), a); err == nil {
		v.Queue.Bulk, err = c.bulkForm(r.Context(), a, found.Key, len(got.list))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Queue.Total = len(got.list)
	v.Queue.Note = got.note
	for i := range got.hits {
		c.hit(&v.Queue.Rows[i], got.hits[i], now)
	}
	if len(got.list) == 0 {
		v.Queue.Empty = c.text("console.empty.found")
	}
	v.Stream = address("/console/live", "tab", found.Key)
	c.page(w, r, http.StatusOK, "console", c.text("console.title.search"), v)
}

// results are the conversations that a search gave, with what was found in each when it was one
// for words.
type results struct {
	list []candor.Conversation
	hits []Found
	note string
	// exact says that the query named one conversation.
	exact bool
}

// find gives what the search asks for. A name in the query becomes the chosen agent.
func (c *Console) find(ctx context.Context, v *findView, a candor.Agent, agents []candor.Agent, words bool) (results, error) {
	if id := candor.ConversationID(idInside.FindString(strings.ToLower(v.Query))); id.Valid() {
		x, err := c.o.Reader.Conversation(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
			return results{}, nil
		}
		return results{list: []candor.Conversation{x}, exact: true}, err
	}
	if referenceShape.MatchString(v.Query) {
		list, err := c.o.Reader.Referenced(ctx, strings.ToLower(v.Query))
		if err != nil || len(list) > 0 {
			return results{list: list, exact: true}, err
		}
	}
	if c.o.Teamwork != nil {
		return c.findSelected(ctx, v, a, agents, words)
	}
	if v.Query != "" {
		i := slices.IndexFunc(agents, func(a candor.Agent) bool {
			return strings.EqualFold(a.FirstName, v.Query) || strings.EqualFold(a.Name, v.Query)
		})
		if i < 0 {
			return c.findWords(ctx, v, v.Query, a, words, nil)
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
	list, err := c.o.Reader.Listed(ctx, f)
	got := results{list: list}
	if len(list) == pageSize {
		got.note = c.textWith("console.find.newest", map[string]string{"count": strconv.Itoa(pageSize)})
	}
	return got, err
}

// options fills the two lists to choose from.
func (c *Console) options(ctx context.Context, v findView, agents []candor.Agent) (findView, error) {
	for _, s := range candor.States() {
		v.States = append(v.States, optionView{string(s), c.text("console.find.state." + string(s)), string(s) == v.State})
	}
	slices.SortFunc(agents, func(a, b candor.Agent) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range agents {
		v.Agents = append(v.Agents, optionView{string(a.ID), a.Name, string(a.ID) == v.Agent})
	}
	if c.o.Teamwork == nil {
		return v, nil
	}
	names, err := c.o.Teamwork.TagNames(ctx)
	for _, name := range names {
		v.Tags = append(v.Tags, optionView{name, name, name == v.Tag})
	}
	for _, name := range c.o.Crews.TeamNames() {
		v.Teams = append(v.Teams, optionView{name, name, name == v.Team})
	}
	return v, err
}

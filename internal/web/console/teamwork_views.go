package console

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/teamwork"
)

func newKey() string { return rand.Text() }

// newID makes an id for something that a lead prepared: it tells nothing and cannot be guessed.
func newID(prefix string) string { return prefix + strings.ToLower(rand.Text()) }

// viewsView is the page on which lists are saved and dropped.
type viewsView struct {
	frameView
	Views    []savedView
	Form     viewForm
	States   []optionView
	People   []optionView
	Teams    []optionView
	Tags     []optionView
	MayShare bool
	Problem  string
}

type savedView struct {
	ID, Name, URL, What string
	Shared, MayDrop     bool
}

// viewForm is the form, as it comes back when it was refused.
type viewForm struct{ Name, State, Inbox, Language, Team, Tag, Agent, Over string }

// Views answers GET /console/views.
func (c *Console) Views(w http.ResponseWriter, r *http.Request) {
	c.showViews(w, r, http.StatusOK, viewForm{}, "")
}

func (c *Console) showViews(w http.ResponseWriter, r *http.Request, status int, form viewForm, problem string) {
	a := actor(r)
	frame, err := c.beside(r, "queue")
	if err == nil && c.o.Teamwork == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := viewsView{frameView: frame, Form: form, MayShare: a.Has(candor.RoleLead), Problem: problem}
	views, err := c.o.Teamwork.Views(r.Context(), a.ID)
	var names []string
	if err == nil {
		names, err = c.o.Teamwork.TagNames(r.Context())
	}
	var agents []candor.Agent
	if err == nil {
		agents, err = c.o.Team.Agents(r.Context())
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	for _, one := range views {
		v.Views = append(v.Views, savedView{
			ID: one.ID, Name: one.Name, URL: address("/console", "tab", one.ID), What: c.filterInWords(one.Filter, agents),
			Shared: one.Owner == "", MayDrop: one.MayChange(a),
		})
	}
	for _, s := range candor.States() {
		v.States = append(v.States, optionView{string(s), c.text("console.find.state." + string(s)), string(s) == form.State})
	}
	v.People = append(v.People, optionView{string(teamwork.Me), c.text("console.view.me"), form.Agent == string(teamwork.Me)})
	for _, one := range agents {
		if !one.Disabled {
			v.People = append(v.People, optionView{string(one.ID), one.Name, string(one.ID) == form.Agent})
		}
	}
	for _, name := range c.o.Crews.TeamNames() {
		v.Teams = append(v.Teams, optionView{name, name, name == form.Team})
	}
	for _, name := range names {
		v.Tags = append(v.Tags, optionView{name, name, name == form.Tag})
	}
	c.page(w, r, status, "console_views", c.text("console.view.title"), v)
}

// filterInWords tells what a saved list holds.
func (c *Console) filterInWords(f teamwork.Filter, agents []candor.Agent) string {
	var out []string
	add := func(key, value string) {
		if value != "" {
			out = append(out, c.text("console.view."+key)+" "+value)
		}
	}
	for _, s := range f.States {
		add("state", c.text("console.find.state."+string(s)))
	}
	add("inbox", string(f.Inbox))
	if f.Language != "" {
		add("language", languageName(f.Language))
	}
	add("team", f.Team)
	add("tag", f.Tag)
	switch {
	case f.Agent == teamwork.Me:
		add("agent", c.text("console.view.me"))
	case f.Agent != "":
		add("agent", firstName(agents, f.Agent))
	}
	if f.Over > 0 {
		add("over", elapsed(f.Over))
	}
	return strings.Join(out, " · ")
}

// SaveView answers POST /console/views.
func (c *Console) SaveView(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	a := actor(r)
	form := viewForm{
		Name: r.PostFormValue("name"), State: r.PostFormValue("state"), Inbox: strings.TrimSpace(r.PostFormValue("inbox")),
		Language: strings.ToLower(strings.TrimSpace(r.PostFormValue("language"))), Team: r.PostFormValue("team"), Tag: r.PostFormValue("tag"),
		Agent: r.PostFormValue("agent"), Over: strings.TrimSpace(r.PostFormValue("over")),
	}
	v := teamwork.View{ID: newID("viw_"), Name: form.Name, Owner: a.ID, Filter: teamwork.Filter{
		Inbox: candor.InboxID(form.Inbox), Language: form.Language, Team: form.Team, Tag: form.Tag, Agent: candor.AgentID(form.Agent),
	}}
	if form.State != "" {
		v.Filter.States = []candor.State{candor.State(form.State)}
	}
	var err error
	if form.Over != "" {
		var minutes int
		if minutes, err = strconv.Atoi(form.Over); err != nil || minutes < 1 {
			err = teamwork.ErrView
		}
		v.Filter.Over = time.Duration(minutes) * time.Minute
	}
	if r.PostFormValue("shared") == "1" && a.Has(candor.RoleLead) {
		v.Owner = ""
	}
	if err == nil {
		v, err = v.Check()
	}
	if err == nil && c.o.Teamwork != nil {
		err = c.o.Teamwork.SaveView(r.Context(), v)
	}
	if err != nil {
		c.failed(r, err)
		c.showViews(w, r, statusOf(candor.CodeOf(err)), form, c.o.Respond.Words(language, err))
		return
	}
	http.Redirect(w, r, address("/console", "tab", v.ID), http.StatusSeeOther)
}

// DropView answers POST /console/views/{view}/drop.
func (c *Console) DropView(w http.ResponseWriter, r *http.Request) {
	a := actor(r)
	if c.o.Teamwork == nil {
		c.fail(w, r, candor.Fail(candor.CodeNotFound, "error.no_page", nil))
		return
	}
	views, err := c.o.Teamwork.Views(r.Context(), a.ID)
	if err == nil {
		i := slices.IndexFunc(views, func(v teamwork.View) bool { return v.ID == r.PathValue("view") })
		if i >= 0 && !views[i].MayChange(a) {
			err = errNotYours
		} else if i >= 0 {
			err = c.o.Teamwork.DropView(r.Context(), views[i].ID)
		}
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/views", "done", "dropped"), http.StatusSeeOther)
}

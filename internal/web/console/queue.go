package console

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"candor"
	"candor/internal/staff"
)

// frameView is what stands around every page of the console.
type frameView struct {
	Name                  string // of the agent
	Area                  string // which page of the top navigation this is
	Home                  string // where the agent begins
	SeesConversations     bool
	SeesCommitments       bool
	SeesDesk, ManagesTeam bool
	SeesPrivacy           bool
	SeesAudits            bool
	SeesLive              bool
	SeesKnowledge         bool
	Prepares              bool
	Overdue               string // requests whose time is over, in words; empty: none
	Attention             attentionView
	Stream                string // address of the events that keep the page current; empty: none
	Now                   time.Time
	Done, Problem         string // what just happened, in words
}

// Frame gives itself, so that one template can stand around every page.
func (f frameView) Frame() frameView { return f }

func (c *Console) frame(ctx context.Context, a candor.Agent, area string) frameView {
	v := frameView{
		Name: a.Name, Area: area, Home: home(a), Now: c.o.Now(), SeesConversations: staff.May(a, staff.SeeConversations),
		SeesDesk: staff.May(a, staff.SeeDesk), ManagesTeam: staff.May(a, staff.ManageTeam), SeesPrivacy: staff.May(a, staff.SeePrivacy),
		SeesKnowledge: staff.May(a, staff.SeeKnowledge),
	}
	v.Prepares = c.o.Teamwork != nil && staff.May(a, staff.PrepareWork)
	v.SeesCommitments, v.SeesAudits = c.seesCommitments(a), c.seesAudits(a)
	v.SeesLive = c.seesLive(a)
	if v.SeesPrivacy {
		v.Overdue = c.overdue(ctx, a)
	}
	return v
}

// home is the page on which an agent begins: a privacy officer sees no conversations.
func home(a candor.Agent) string {
	if !staff.May(a, staff.SeeConversations) && staff.May(a, staff.SeePrivacy) {
		return "/console/privacy"
	}
	return "/console"
}

// beside is the frame of a page that shows no list: what calls for attention is told there too. Who
// does not see conversations is told of none, and does not count as somebody at the desk.
func (c *Console) beside(r *http.Request, area string) (frameView, error) {
	a := actor(r)
	v := c.frame(r.Context(), a, area)
	v.Done = c.done(r.URL.Query().Get("done"))
	if !v.SeesConversations {
		return v, nil
	}
	c.visit(a)
	v.Stream = address("/console/live", "tab", found.Key)
	var err error
	_, v.Attention, err = c.queue(r.Context(), a, found, time.Time{}, time.Now())
	return v, err
}

// deskView is the page of three columns.
type deskView struct {
	frameView
	Queue queueView
	Open  *openView // nil: no conversation is open
}

// Queue answers GET /console.
func (c *Console) Queue(w http.ResponseWriter, r *http.Request) {
	a, q := actor(r), r.URL.Query()
	c.visit(a)
	t, err := c.tabFor(r.Context(), a, q.Get("tab"))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	t.After = q.Get("after")
	v, err := c.desk(r.Context(), a, t, before(q.Get("before")))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Done = c.done(q.Get("done"))
	if q.Get("before") == "" && t.After == "" {
		v.Stream = address("/console/live", "tab", t.Key)
	}
	c.page(w, r, http.StatusOK, "console", c.text("console.title.queue"), v)
}

// desk puts the page together, with no conversation open.
func (c *Console) desk(ctx context.Context, a candor.Agent, t tab, before time.Time) (deskView, error) {
	v := deskView{frameView: c.frame(ctx, a, "queue")}
	var err error
	v.Queue, v.Attention, err = c.queue(ctx, a, t, before, time.Now())
	return v, err
}

// before reads the end of a page in microseconds; the zero time when there is none.
func before(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// done gives the words for something that was just done; only what is on the list is told.
func (c *Console) done(what string) string {
	switch what {
	case "taken", "proposed", "released", "resolved", "snoozed", "offered", "noted", "password", "notices", "stopped", "started", "disabled", "enabled", "nobody",
		"call", "assigned", "merged", "fields", "limited", "unlimited", "macro", "macro_part", "undone", "dropped", "prepared":
		return c.text("console.done." + what)
	}
	return ""
}

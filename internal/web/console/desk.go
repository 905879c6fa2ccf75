package console

import (
	"net/http"
	"strconv"
	"time"

	"candor/internal/staff"
)

// deskSettingsView tells leads what the desk does now, and holds the stop switch.
type deskSettingsView struct {
	frameView
	Stopped, MayStop bool
	Days             []dayView
	Zone             string
	Topics           []Topic
	Articles         string
	Online           []string
	Kept             *keptView
	PolicyFault      bool // the policy file as it stands is not in force
}

type dayView struct{ Name, Hours string }

// DeskPage answers GET /console/desk.
func (c *Console) DeskPage(w http.ResponseWriter, r *http.Request) {
	a := actor(r)
	frame, err := c.beside(r, "desk")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := deskSettingsView{frameView: frame, MayStop: staff.May(a, staff.StopDesk)}
	if v.Stopped, err = c.o.Switch.Stopped(r.Context()); err != nil {
		c.fail(w, r, err)
		return
	}
	if v.Topics, err = c.o.Duty.Knowledge(r.Context()); err != nil {
		c.fail(w, r, err)
		return
	}
	articles := 0
	for _, t := range v.Topics {
		articles += t.Articles
	}
	v.Articles = c.textWith("console.desk.articles", map[string]string{"count": strconv.Itoa(articles)})
	for i, spans := range c.o.Duty.Hours() {
		day := time.Weekday((i + 1) % 7)
		if spans == "" {
			spans = c.text("console.desk.closed")
		}
		v.Days = append(v.Days, dayView{c.text("console.day." + strconv.Itoa(int(day))), spans})
	}
	v.Zone = c.o.Zone.String()
	if v.Kept, err = c.keptClocks(r.Context()); err != nil {
		c.fail(w, r, err)
		return
	}
	if c.o.Policy != nil {
		policy, err := c.o.Policy.Policy(r.Context())
		if err != nil {
			c.fail(w, r, err)
			return
		}
		v.PolicyFault = policy.Missing || len(policy.Problems) > 0
	}
	for _, id := range c.o.Presence.Online() {
		if who, err := c.o.Team.Agent(r.Context(), id); err == nil {
			v.Online = append(v.Online, who.Name)
		}
	}
	c.page(w, r, http.StatusOK, "console_desk", c.text("console.title.desk"), v)
}

// StopAssistant answers POST /console/desk/stop.
func (c *Console) StopAssistant(w http.ResponseWriter, r *http.Request) {
	c.setStopped(w, r, true, "stopped")
}

// StartAssistant answers POST /console/desk/start.
func (c *Console) StartAssistant(w http.ResponseWriter, r *http.Request) {
	c.setStopped(w, r, false, "started")
}

func (c *Console) setStopped(w http.ResponseWriter, r *http.Request, stopped bool, done string) {
	if err := c.o.Switch.SetStopped(r.Context(), stopped, actor(r).ID); err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/desk", "done", done), http.StatusSeeOther)
}

package console

import (
	"context"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/service"
)

// serviceRow is what a row of the queue tells of the service.
type serviceRow struct {
	Declared bool   // the customer told of a need
	Lacks    string // what this agent does not have, in words; empty: nothing
	Open     bool   // anybody may take it all the same
	Clock    string // what must happen by when, in words; empty: no clock presses
	Over     bool   // its time is over
}

// serviceRow tells what presses and who should take it.
func (c *Console) serviceRow(x candor.Conversation, a candor.Agent, now time.Time) serviceRow {
	v := serviceRow{Declared: x.Priority == candor.Declared}
	if c.o.Service == nil {
		return v
	}
	if x.State == candor.Waiting {
		lacks, open := c.o.Service.Lacks(x, a)
		v.Lacks, v.Open = skillWords(lacks), open
	}
	for _, k := range c.o.Service.Clocks(x) {
		if p := k.At(now); p != service.Calm {
			v.Clock, v.Over = c.clockWords(k, now), p == service.Over
			break
		}
	}
	return v
}

// clockWords tells what must happen by when.
func (c *Console) clockWords(k service.Clock, now time.Time) string {
	return c.textWith("console.service.clock."+string(k.Kind), map[string]string{"at": c.when(k.Due, now)})
}

// skillWords writes skills as people read them: "Spanish, fraud".
func skillWords(skills string) string {
	var out []string
	for _, s := range strings.Fields(skills) {
		if tag, ok := strings.CutPrefix(s, "lang:"); ok {
			s = apart(languageName(tag))
		}
		out = append(out, strings.TrimPrefix(s, "inbox:"))
	}
	return strings.Join(out, ", ")
}

// serviceView is what stands beside an open conversation.
type serviceView struct {
	ID     candor.ConversationID
	Needs  string
	Clocks []runningView
	Close  string // address of the points and the closing; empty: not for this agent
	Call   string // address of a call that is open
	CallAt string
	Matter string // what a complaint is about, in words
}

type runningView struct {
	Words string
	Soon  bool
	Over  bool
}

// serviceOf tells what runs for a conversation.
func (c *Console) serviceOf(ctx context.Context, x candor.Conversation, a candor.Agent, now time.Time) (*serviceView, error) {
	if c.o.Service == nil {
		return nil, nil
	}
	v := &serviceView{ID: x.ID}
	if x.State == candor.Waiting {
		v.Needs = skillWords(x.Needs)
	}
	for _, k := range c.o.Service.Clocks(x) {
		p := k.At(now)
		v.Clocks = append(v.Clocks, runningView{c.clockWords(k, now), p == service.Soon, p == service.Over})
	}
	if x.Matter != candor.NoMatter {
		v.Matter = c.textWith("console.service.matter_since", map[string]string{
			"matter": c.text("console.service.matter." + string(x.Matter)), "at": c.when(x.Complained, now),
		})
	}
	if staff.May(a, staff.WorkOnThem) && x.State != candor.Resolved {
		v.Close = closeURL(x.ID)
	}
	call, err := c.o.Service.OpenCall(ctx, x.ID)
	if err != nil {
		return nil, err
	}
	if call.ID != "" {
		v.Call, v.CallAt = "/console/calls#"+string(call.ID), c.span(call.Window, now)
	}
	return v, nil
}

// span writes a stretch of time: "today 14:00 to 16:00".
func (c *Console) span(w service.Window, now time.Time) string {
	return c.textWith("console.calls.window", map[string]string{
		"from": c.when(w.From, now), "to": c.o.Respond.Text.Clock(language, w.To.In(c.o.Zone)),
	})
}

func closeURL(id candor.ConversationID) string { return "/console/c/" + string(id) + "/close" }

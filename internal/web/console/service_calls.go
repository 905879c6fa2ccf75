package console

import (
	"net/http"
	"time"

	"candor"
	"candor/service"
)

// callsView is the list of calls to be made.
type callsView struct {
	frameView
	Rows []callRow
}

type callRow struct {
	ID, When, Talk, Conversation string
	Phone                        string // once it was asked for
	Now, Late                    bool
	Due                          time.Time
}

// mostCalls is how many are shown.
const mostCalls = 200

// Calls answers GET /console/calls. Numbers are shown one by one, to whoever asks for one.
func (c *Console) Calls(w http.ResponseWriter, r *http.Request) { c.showCalls(w, r, "", "") }

// ShowPhone answers POST /console/calls/{call}/number.
func (c *Console) ShowPhone(w http.ResponseWriter, r *http.Request) {
	id := service.CallbackID(r.PathValue("call"))
	if c.o.Service == nil {
		c.fail(w, r, candor.ErrNotPossible)
		return
	}
	phone, _, err := c.o.Service.Phone(r.Context(), candor.AgentReads(actor(r).ID), id)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.showCalls(w, r, id, string(phone))
}

// EndCall answers POST /console/calls/{call}: it was made, or nobody could be reached.
func (c *Console) EndCall(w http.ResponseWriter, r *http.Request) {
	err := readForm(r)
	state := service.CallbackState(r.PostFormValue("state"))
	if err == nil && (c.o.Service == nil || state != service.CallDone && state != service.CallFailed) {
		err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	if err == nil {
		_, err = c.o.Service.CallEnds(r.Context(), service.CallbackID(r.PathValue("call")), actor(r).ID, state)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/calls", "done", "call"), http.StatusSeeOther)
}

func (c *Console) showCalls(w http.ResponseWriter, r *http.Request, shown service.CallbackID, phone string) {
	v := callsView{}
	var err error
	if v.frameView, err = c.beside(r, "calls"); err != nil {
		c.fail(w, r, err)
		return
	}
	var all []service.Callback
	if c.o.Service != nil {
		if all, err = c.o.Service.Calls(r.Context(), mostCalls); err != nil {
			c.fail(w, r, err)
			return
		}
	}
	now := c.o.Now()
	for _, one := range all {
		row := callRow{
			ID: string(one.ID), When: c.span(one.Window, now), Talk: Reference(one.Conversation), Conversation: "/console/c/" + string(one.Conversation),
			Now: !now.Before(one.Window.From) && now.Before(one.Window.To), Late: !now.Before(one.Window.To), Due: one.Window.To,
		}
		if one.ID == shown {
			row.Phone = phone
		}
		v.Rows = append(v.Rows, row)
	}
	c.page(w, r, http.StatusOK, "console_calls", c.text("console.calls.title"), v)
}

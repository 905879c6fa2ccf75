package console

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"candor"
	"candor/internal/web/port"
)

// askView is a release against the audit that waits for a second person.
type askView struct {
	ID, By, At, Reason, Days, Until string
	Own                             bool // whoever looks asked for it
}

type overrideView struct {
	First, Second, Reason, Until, Since string
	InUse                               bool
}

type overrideForm struct{ Reason, Days string }

func (c *Console) waitingOverride(ctx context.Context, a candor.Agent) (*askView, error) {
	o, waits, err := c.o.Audits.WaitingOverride(ctx)
	if err != nil || !waits {
		return nil, err
	}
	return &askView{
		ID: o.ID, By: c.whoIs(ctx, "agent:"+string(o.By)), At: c.dayTime(o.At), Reason: o.Reason, Until: c.dayTime(o.Until), Own: o.By == a.ID,
		Days: c.textWith("console.audits.days", map[string]string{"count": strconv.Itoa(o.Days)}),
	}, nil
}

func (c *Console) overrideView(o port.Override) overrideView {
	v := overrideView{Since: c.dayTime(o.Record.At), Until: c.dayTime(o.Record.Until), InUse: o.InUse}
	if by := o.Record.Override; by != nil {
		v.First, v.Second, v.Reason = by.By[0], by.By[1], by.Reason
	}
	return v
}

// AskOverride answers POST /console/audits/override: the first of two persons.
func (c *Console) AskOverride(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	if err == nil {
		err = readForm(r)
	}
	typed := overrideForm{r.PostFormValue("reason"), r.PostFormValue("days")}
	if err == nil {
		days, wrong := strconv.Atoi(strings.TrimSpace(typed.Days))
		if wrong != nil {
			days = 0
		}
		err = c.o.Audits.AskOverride(r.Context(), actor(r).ID, typed.Reason, days)
	}
	if candor.CodeOf(err) == candor.CodeInvalid && c.auditsOn() == nil {
		c.showAudits(w, r, http.StatusBadRequest, c.text("console.audits.override_bounds"), typed)
		return
	}
	c.endAct(w, r, err, "asked")
}

// EndOverride answers POST /console/audits/override/{id}: the second of two persons confirms, or somebody drops it.
func (c *Console) EndOverride(w http.ResponseWriter, r *http.Request) {
	err := c.auditsOn()
	if err == nil {
		err = readForm(r)
	}
	confirm, done := false, "dropped"
	switch r.PostFormValue("do") {
	case "confirm":
		confirm, done = true, "confirmed"
	case "drop":
	default:
		if err == nil {
			err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		}
	}
	if err == nil {
		err = c.o.Audits.EndOverride(r.Context(), r.PathValue("id"), confirm, actor(r).ID)
	}
	c.endAct(w, r, err, done)
}

// endAct goes back to the page of audits, or tells what is wrong.
func (c *Console) endAct(w http.ResponseWriter, r *http.Request, err error, done string) {
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/audits", "done", done), http.StatusSeeOther)
}

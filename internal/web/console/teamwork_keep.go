package console

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// keptBeside goes back to the conversation after something beside it was changed.
func (c *Console) keptBeside(w http.ResponseWriter, r *http.Request, id candor.ConversationID, err error, done string) {
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(id), "tab", tabKey(r.PostFormValue("tab")), "done", done)+"#context", http.StatusSeeOther)
}

// about reads the conversation and the form of a request.
func (c *Console) about(w http.ResponseWriter, r *http.Request) (candor.ConversationID, bool) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil && c.o.Teamwork == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	if err != nil {
		c.fail(w, r, err)
		return "", false
	}
	return id, true
}

// SetTag answers POST /console/c/{id}/tag: add and drop name a tag each.
func (c *Console) SetTag(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	tag, on := r.PostFormValue("add"), true
	if name := r.PostFormValue("drop"); name != "" {
		tag, on = name, false
	}
	c.keptBeside(w, r, id, c.o.Teamwork.SetTag(r.Context(), id, tag, on, actor(r).ID), "")
}

// SetFields answers POST /console/c/{id}/fields: a value for each field, under its id. Those that changed are noted.
func (c *Console) SetFields(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	a := actor(r)
	fields, err := c.o.Teamwork.Fields(r.Context())
	if err != nil {
		c.fail(w, r, err)
		return
	}
	var values []teamwork.Value
	for _, f := range fields {
		if !f.Retired.IsZero() || !r.PostForm.Has(f.ID) {
			continue
		}
		text, err := f.Parse(r.PostFormValue(f.ID))
		if err != nil {
			e := *teamwork.ErrValue
			e.Args = map[string]string{"label": f.Label}
			c.refuse(w, r, &e, composeView{})
			return
		}
		values = append(values, teamwork.Value{Field: f.ID, Text: text, By: a.ID})
	}
	there, err := c.o.Teamwork.FieldValues(r.Context(), candor.AgentReads(a.ID), id)
	for i := 0; err == nil && i < len(values); i++ {
		v := values[i]
		same := slices.ContainsFunc(there, func(x teamwork.Value) bool { return x.Field == v.Field && x.Text == v.Text })
		none := v.Text == "" && !slices.ContainsFunc(there, func(x teamwork.Value) bool { return x.Field == v.Field })
		if !same && !none {
			err = c.o.Teamwork.SetField(r.Context(), id, v)
		}
	}
	c.keptBeside(w, r, id, err, "fields")
}

// Merge answers POST /console/c/{id}/merge: into is the conversation of the same customer in which it goes on.
func (c *Console) Merge(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	into, a := candor.ConversationID(r.PostFormValue("into")), actor(r)
	if !into.Valid() {
		c.keptBeside(w, r, id, teamwork.ErrMergeInto, "")
		return
	}
	_, err := c.o.Desk.Merge(r.Context(), id, into, a, func(from, into candor.Conversation) error { return teamwork.MayMerge(from, into, a) })
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(into), "done", "merged"), http.StatusSeeOther)
}

// LimitWriting answers POST /console/c/{id}/limit: reason, as the customer reads it, and days, 1 to 30.
func (c *Console) LimitWriting(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	now := c.o.Now()
	days, err := strconv.Atoi(r.PostFormValue("days"))
	if err != nil {
		c.refuse(w, r, teamwork.ErrLimitUntil, composeView{})
		return
	}
	l, err := teamwork.Limit{Reason: candor.Text(r.PostFormValue("reason")), At: now, Until: now.Add(time.Duration(days) * 24 * time.Hour)}.Check()
	if err == nil {
		_, err = c.o.Desk.LimitWriting(r.Context(), id, actor(r), turn.Limit{Reason: l.Reason, Until: l.Until}, r.PostFormValue("key"))
	}
	c.keptBeside(w, r, id, err, "limited")
}

// LiftLimit answers POST /console/c/{id}/limit/lift.
func (c *Console) LiftLimit(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	_, err := c.o.Desk.LiftLimit(r.Context(), id, actor(r))
	c.keptBeside(w, r, id, err, "unlimited")
}

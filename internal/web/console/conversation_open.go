package console

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"candor"
)

// Open answers GET /console/c/{id}.
func (c *Console) Open(w http.ResponseWriter, r *http.Request) {
	a := actor(r)
	c.visit(a)
	id, err := conversationOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	q := r.URL.Query()
	from, _ := strconv.ParseInt(q.Get("from"), 10, 64)
	t, err := c.tabFor(r.Context(), a, q.Get("tab"))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if c.o.Teamwork != nil {
		if err := c.o.Teamwork.SeeMentions(r.Context(), a.ID, id); err != nil {
			c.fail(w, r, err)
			return
		}
	}
	v, err := c.openPage(r.Context(), id, a, t, from)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Done = c.done(q.Get("done"))
	v.Open.Compose.Focus = q.Get("done") == "taken" || q.Get("canned") != ""
	if v.Open.Compose.Text, err = c.chosen(r.Context(), q.Get("canned"), id, a); err != nil {
		c.fail(w, r, err)
		return
	}
	c.page(w, r, http.StatusOK, "console", c.titleOf(id), v)
}

// titleOf tells one browser tab from another.
func (c *Console) titleOf(id candor.ConversationID) string {
	return c.textWith("console.conversation", map[string]string{"reference": Reference(id)})
}

// openPage puts the page of three columns together with a conversation open.
func (c *Console) openPage(ctx context.Context, id candor.ConversationID, a candor.Agent, t tab, from int64) (deskView, error) {
	// The outbox before the conversation: what happens in between is told twice, never left out.
	seq, err := c.o.Reader.LastSeq(ctx)
	if err != nil {
		return deskView{}, err
	}
	x, err := c.o.Reader.Conversation(ctx, id)
	if err != nil {
		return deskView{}, err
	}
	v, err := c.desk(ctx, a, t, time.Time{})
	if err != nil {
		return deskView{}, err
	}
	open, err := c.open(ctx, x, a, t, from)
	if err != nil {
		return deskView{}, err
	}
	v.Open = &open
	for i := range v.Queue.Rows {
		v.Queue.Rows[i].Current = v.Queue.Rows[i].ID == id
	}
	v.Stream = address("/console/live", "tab", t.Key, "open", string(id),
		"at", place{seq, open.Last}.String(), "said", strconv.FormatInt(open.Said, 10))
	return v, nil
}

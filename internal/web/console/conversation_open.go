package console

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"candor"
)

// look is one agent having opened one conversation.
type look struct {
	agent candor.AgentID
	what  candor.ConversationID
}

// lookLasts is how long a page that was opened may be followed by its stream without another entry
// in the ledger. A stream that a browser opened without a page writes its own.
const lookLasts = 12 * time.Hour

// looks puts the opening of a conversation into the ledger. Nothing is shown when that fails.
func (c *Console) looks(ctx context.Context, id candor.ConversationID, a candor.Agent) error {
	if err := c.o.Desk.Look(ctx, id, a); err != nil {
		return err
	}
	now := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.looked) > 10_000 {
		for k, at := range c.looked {
			if now.Sub(at) > lookLasts || len(c.looked) > 9_000 {
				delete(c.looked, k)
			}
		}
	}
	c.looked[look{a.ID, id}] = now
	return nil
}

// looksOnce is looks, unless this agent's opening is in the ledger already.
func (c *Console) looksOnce(ctx context.Context, id candor.ConversationID, a candor.Agent) error {
	c.mu.Lock()
	at, ok := c.looked[look{a.ID, id}]
	c.mu.Unlock()
	if ok && time.Since(at) < lookLasts {
		return nil
	}
	return c.looks(ctx, id, a)
}

// Open answers GET /console/c/{id}.
func (c *Console) Open(w http.ResponseWriter, r *http.Request) {
	a := actor(r)
	c.visit(a)
	id, err := conversationOf(r)
	if err == nil {
		err = c.looks(r.Context(), id, a)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	q := r.URL.Query()
	from, _ := strconv.ParseInt(q.Get("from"), 10, 64)
	v, err := c.openPage(r.Context(), id, a, tabNamed(q.Get("tab")), from)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Done = c.done(q.Get("done"))
	v.Open.Compose.Focus = q.Get("done") == "taken"
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

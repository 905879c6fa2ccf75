package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// bulkView tells what was done to many conversations, and what was not and why.
type bulkView struct {
	frameView
	What string
	Did  []otherView
	Not  []notDone
	Back string
}

type notDone struct{ URL, Reference, Why string }

// Bulk answers POST /console/bulk: pick names the conversations, act what to do to each, with tag, to, text or hours.
func (c *Console) Bulk(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	if c.o.Teamwork == nil {
		c.fail(w, r, candor.Fail(candor.CodeNotFound, "error.no_page", nil))
		return
	}
	act := bulkAct{
		what: teamwork.Bulk(r.PostFormValue("act")), tag: r.PostFormValue("tag"), to: r.PostFormValue("to"),
		note: strings.TrimSpace(r.PostFormValue("text")), key: newKey(),
	}
	act.hours, _ = strconv.Atoi(r.PostFormValue("hours"))
	picked := r.PostForm["pick"]
	back := address("/console", "tab", tabKey(r.PostFormValue("tab")))
	if err := act.check(picked); err != nil {
		c.bulkProblem(w, r, err)
		return
	}
	frame, err := c.beside(r, "queue")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := bulkView{frameView: frame, Back: back, What: c.text("console.bulk.act_" + string(act.what))}
	for _, one := range slices.Compact(slices.Sorted(slices.Values(picked))) {
		id := candor.ConversationID(one)
		why := c.bulkOne(r.Context(), id, actor(r), act)
		link := otherView{"/console/c/" + string(id), Reference(id)}
		if why == "" {
			v.Did = append(v.Did, link)
		} else {
			v.Not = append(v.Not, notDone{link.URL, link.Name, why})
		}
	}
	c.page(w, r, http.StatusOK, "console_bulk", c.text("console.bulk.title"), v)
}

// bulkProblem shows the list again with why nothing was begun.
func (c *Console) bulkProblem(w http.ResponseWriter, r *http.Request, err error) {
	a := actor(r)
	t, tabErr := c.tabFor(r.Context(), a, r.PostFormValue("tab"))
	if tabErr != nil {
		c.fail(w, r, tabErr)
		return
	}
	v, deskErr := c.desk(r.Context(), a, t, time.Time{})
	if deskErr != nil {
		c.fail(w, r, deskErr)
		return
	}
	v.Problem = c.o.Respond.Words(language, err)
	v.Stream = address("/console/live", "tab", t.Key)
	for i := range v.Queue.Rows {
		v.Queue.Rows[i].Picked = slices.Contains(r.PostForm["pick"], string(v.Queue.Rows[i].ID))
	}
	c.page(w, r, statusOf(candor.CodeOf(err)), "console", c.text("console.title.queue"), v)
}

// bulkAct is what is to be done to each.
type bulkAct struct {
	what          teamwork.Bulk
	tag, to, note string
	key           string
	hours         int
}

var (
	errNonePicked = candor.Fail(candor.CodeInvalid, "teamwork.none_picked", nil)
	errBulk       = candor.Fail(candor.CodeInvalid, "teamwork.bulk_invalid", nil)
)

func (b bulkAct) check(picked []string) error {
	switch {
	case len(picked) == 0:
		return errNonePicked
	case len(picked) > teamwork.MostBulk, !slices.Contains(teamwork.Bulks(), b.what),
		(b.what == teamwork.BulkTag || b.what == teamwork.BulkUntag) && b.tag == "",
		b.what == teamwork.BulkAssign && b.to == "",
		b.what == teamwork.BulkSnooze && (b.hours < 1 || b.hours > 720):
		return errBulk
	}
	return nil
}

// bulkOne does it to one conversation by the rules of one; it gives why not, in words, or nothing.
func (c *Console) bulkOne(ctx context.Context, id candor.ConversationID, a candor.Agent, b bulkAct) string {
	if !id.Valid() {
		return c.o.Respond.Words(language, candor.ErrNoConversation)
	}
	x, err := c.o.Reader.Conversation(ctx, id)
	if err == nil {
		if why := teamwork.MayBulk(b.what, x, a, b.note != ""); why != "" {
			return c.textWith("console.bulk.why_"+why, map[string]string{"name": x.AgentName})
		}
		err = c.bulkDo(ctx, id, a, b)
	}
	if err != nil {
		return c.o.Respond.Words(language, err)
	}
	return ""
}

func (c *Console) bulkDo(ctx context.Context, id candor.ConversationID, a candor.Agent, b bulkAct) error {
	var err error
	switch b.what {
	case teamwork.BulkTag, teamwork.BulkUntag:
		err = c.o.Teamwork.SetTag(ctx, id, b.tag, b.what == teamwork.BulkTag, a.ID)
	case teamwork.BulkAssign:
		_, err = c.assign(ctx, id, a, b.to, turn.Incoming{Text: candor.Text(b.note), Key: b.key})
	case teamwork.BulkSnooze:
		_, err = c.o.Desk.Snooze(ctx, id, a, c.o.Now().Add(time.Duration(b.hours)*time.Hour))
	case teamwork.BulkRelease:
		_, err = c.o.Desk.Release(ctx, id, a)
	}
	return err
}

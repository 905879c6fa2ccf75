package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/service"
)

// closeView is the page on which an agent answers what stands open and closes.
type closeView struct {
	frameView
	ID        candor.ConversationID
	Reference string
	Back      string
	Language  string
	Mine      bool // this agent has it and can close it
	Whole     bool // each point must be answered
	Points    []pointView
	Dropped   []pointView
	Answers   []replyView // messages that can be the answer to something
	Reasons   []choice
	Matters   []choice
	Matter    string // what a complaint is about; empty: none is marked
	Seen      int64
	Foreign   bool // the words seem to be in another language: the agent is asked
}

type pointView struct {
	ID, Text string
	Asked    string // when
	Hows     []choice
	Message  int64 // chosen, or the first answer
	Words    string
	Answers  []replyView
}

// replyView is a message to choose.
type replyView struct {
	Number int64
	Label  string
	Chosen bool
}

// choice is one of several.
type choice struct {
	Value, Label string
	Chosen       bool
}

// Resolve answers POST /console/c/{id}/resolve: one click for what is simple. Where each point must be answered it
// leads to the page on which that is done.
func (c *Console) Resolve(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	reason := service.Reason(r.PostFormValue("reason"))
	if reason == "" {
		reason = service.Solved
	}
	_, err = c.o.Desk.Resolve(r.Context(), id, actor(r), service.Filled{Seen: number(r.PostFormValue("seen")), Reason: reason})
	if errors.Is(err, service.ErrClosingIncomplete) && c.o.Service != nil {
		http.Redirect(w, r, address(closeURL(id), "tab", r.PostFormValue("tab")), http.StatusSeeOther)
		return
	}
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(id), "tab", tabAfter("resolved", r.PostFormValue("tab")), "done", "resolved"), http.StatusSeeOther)
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// ClosePage answers GET /console/c/{id}/close.
func (c *Console) ClosePage(w http.ResponseWriter, r *http.Request) {
	c.showClose(w, r, nil, service.Filled{})
}

// Close answers POST /console/c/{id}/close.
func (c *Console) Close(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	f := c.filled(r)
	if _, err = c.o.Desk.Resolve(r.Context(), id, actor(r), f); err != nil {
		c.showClose(w, r, err, f)
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(id), "tab", "resolved", "done", "resolved"), http.StatusSeeOther)
}

// filled reads what was filled in. Points come as how.ID, message.ID and words.ID.
func (c *Console) filled(r *http.Request) service.Filled {
	f := service.Filled{
		Seen: number(r.PostFormValue("seen")), Reason: service.Reason(r.PostFormValue("reason")), Replies: map[string]service.Reply{},
		Language: r.PostFormValue("language") == "yes",
	}
	for name := range r.PostForm {
		id, ok := strings.CutPrefix(name, "how.")
		if !ok || len(f.Replies) > 2*service.MostPoints {
			continue
		}
		f.Replies[id] = service.Reply{
			How: service.How(r.PostFormValue(name)), Message: number(r.PostFormValue("message." + id)), Words: candor.Text(strings.TrimSpace(r.PostFormValue("words." + id))),
		}
	}
	return f
}

// showClose shows the page, with what was filled in and why it could not be closed.
func (c *Console) showClose(w http.ResponseWriter, r *http.Request, cause error, f service.Filled) {
	a := actor(r)
	id, err := conversationOf(r)
	var v closeView
	if err == nil {
		v, err = c.closeView(r.Context(), id, a, f)
	}
	if err == nil {
		v.frameView, err = c.beside(r, "queue")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	status := http.StatusOK
	if cause != nil {
		status = statusOf(candor.CodeOf(cause))
		v.Problem, v.Foreign = c.o.Respond.Words(language, cause), errors.Is(cause, service.ErrClosingLanguage)
		c.failed(r, cause)
	}
	c.page(w, r, status, "console_close", c.textWith("console.close.title", map[string]string{"reference": v.Reference}), v)
}

func (c *Console) closeView(ctx context.Context, id candor.ConversationID, a candor.Agent, f service.Filled) (closeView, error) {
	if c.o.Service == nil {
		return closeView{}, candor.ErrNotPossible
	}
	x, err := c.o.Reader.Conversation(ctx, id)
	if err != nil {
		return closeView{}, err
	}
	open, err := c.o.Service.Case(ctx, candor.AgentReads(a.ID), id)
	if err != nil {
		return closeView{}, err
	}
	v := closeView{
		ID: id, Reference: Reference(id), Back: "/console/c/" + string(id), Language: languageName(x.Language), Whole: open.Whole(), Seen: open.LastCustomer,
		Mine: (x.State == candor.Attended || x.State == candor.Snoozed) && x.Agent == a.ID, Matter: string(x.Matter),
	}
	var numbers []int64
	for n := range open.Said {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		v.Answers = append(v.Answers, replyView{Number: n, Label: c.textWith("console.close.message", map[string]string{
			"number": strconv.FormatInt(n, 10), "words": firstWords(string(open.Said[n])),
		})})
	}
	for _, p := range open.Points {
		v.Points = append(v.Points, c.pointView(p, f, v.Answers))
	}
	for _, p := range open.Dropped {
		v.Dropped = append(v.Dropped, pointView{ID: p.ID, Text: string(p.Text)})
	}
	for _, reason := range service.Reasons() {
		v.Reasons = append(v.Reasons, choice{string(reason), c.text("console.close.reason." + string(reason)), reason == f.Reason || f.Reason == "" && reason == service.Solved})
	}
	for _, m := range candor.Matters() {
		v.Matters = append(v.Matters, choice{string(m), c.text("console.service.matter." + string(m)), m == x.Matter})
	}
	return v, nil
}

// pointView fills a point in as it was sent; at first with the message that came after it.
func (c *Console) pointView(p service.Point, f service.Filled, answers []replyView) pointView {
	reply, sent := f.Replies[p.ID]
	if !sent {
		reply = service.Reply{Message: p.Reply}
		if p.Reply > 0 {
			reply.How = service.Answered
		}
	}
	v := pointView{ID: p.ID, Text: string(p.Text), Words: string(reply.Words), Message: reply.Message}
	for _, how := range []service.How{service.Answered, service.Partly, service.Refused} {
		v.Hows = append(v.Hows, choice{string(how), c.text("console.close.how." + string(how)), how == reply.How})
	}
	for _, one := range answers {
		if one.Number > p.Message {
			one.Chosen = one.Number == reply.Message
			v.Answers = append(v.Answers, one)
		}
	}
	return v
}

// firstWords gives the beginning of a text in one line.
func firstWords(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// MendPoints answers POST /console/c/{id}/points: takes a point off the list, puts one back, or adds one.
func (c *Console) MendPoints(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil {
		err = c.mend(r.Context(), id, actor(r), r.PostFormValue("drop"), r.PostFormValue("restore"), r.PostFormValue("add"))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, closeURL(id), http.StatusSeeOther)
}

func (c *Console) mend(ctx context.Context, id candor.ConversationID, a candor.Agent, drop, restore, add string) error {
	if c.o.Service == nil {
		return candor.ErrNotPossible
	}
	w, err := c.o.Service.Working(ctx, candor.AgentReads(a.ID), id)
	if err != nil {
		return err
	}
	add = strings.TrimSpace(add)
	switch {
	case drop != "" && len(drop) < 40 && !slices.Contains(w.Dropped, drop) && len(w.Dropped) < 4*service.MostPoints:
		w.Dropped = append(w.Dropped, drop)
	case restore != "":
		w.Dropped = slices.DeleteFunc(w.Dropped, func(s string) bool { return s == restore })
	case add != "":
		if utf8.RuneCountInString(add) > 300 || len(w.Added) >= service.MostPoints {
			return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
		}
		w.Added = append(w.Added, service.Point{ID: "a" + strconv.Itoa(len(w.Added)+1), Text: candor.Text(add)})
	default:
		return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	return c.o.Service.SaveWorking(ctx, a.ID, id, w)
}

// MarkComplaint answers POST /console/c/{id}/complaint.
func (c *Console) MarkComplaint(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil {
		_, err = c.o.Desk.MarkComplaint(r.Context(), id, actor(r), candor.Matter(r.PostFormValue("matter")))
	}
	if err != nil {
		c.refuse(w, r, err, composeView{})
		return
	}
	http.Redirect(w, r, closeURL(id), http.StatusSeeOther)
}

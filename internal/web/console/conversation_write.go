package console

import (
	"errors"
	"net/http"
	"strconv"

	"candor"
	"candor/internal/web/respond"
	"candor/teamwork"
	"candor/turn"
)

// wrote is the answer to a script whose words were taken.
type wrote struct {
	ID     candor.MessageID `json:"id"`
	Number int64            `json:"number"`
}

// Reply answers POST /console/c/{id}/reply. With take=1 the agent takes the conversation first.
func (c *Console) Reply(w http.ResponseWriter, r *http.Request) {
	words, err := c.words(r)
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	if err := teamwork.Sendable(words.Text); err != nil {
		c.refuse(w, r, err, words)
		return
	}
	id, a := candor.ConversationID(r.PathValue("id")), actor(r)
	if r.PostFormValue("take") == "1" {
		if _, err := c.o.Desk.Take(r.Context(), id, a); err != nil {
			c.refuse(w, r, err, words)
			return
		}
	}
	c.o.Presence.Rests(id, candor.ByAgent)
	var news []candor.Message
	m, err := c.o.Desk.Reply(r.Context(), id, a, turn.Incoming{
		Text: candor.Text(words.Text), Key: words.Key, Staff: c.since(r, a, &news),
	})
	for _, one := range news {
		words.News = append(words.News, c.message(one, a, c.o.Now()))
	}
	if errors.Is(err, turn.ErrOtherSent) {
		words.Key = ""
	}
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	c.wrote(w, r, id, m, address("/console/c/"+string(id), "tab", "mine"))
}

// Note answers POST /console/c/{id}/note.
func (c *Console) Note(w http.ResponseWriter, r *http.Request) {
	words, err := c.words(r)
	words.Text, words.NoteText, words.Key, words.NoteKey = "", words.Text, "", words.Key
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	id := candor.ConversationID(r.PathValue("id"))
	spoken, err := c.spokenTo(r.Context(), actor(r), words.NoteText)
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	m, err := c.o.Desk.Note(r.Context(), id, actor(r), turn.Incoming{Text: candor.Text(words.NoteText), Key: words.NoteKey, Staff: spoken})
	if errors.Is(err, turn.ErrOtherSent) {
		words.NoteKey = ""
	}
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	c.wrote(w, r, id, m, address("/console/c/"+string(id), "tab", tabKey(r.PostFormValue("tab")), "done", "noted"))
}

// words reads what was typed, with the key that keeps it from being stored twice.
func (c *Console) words(r *http.Request) (composeView, error) {
	if err := readForm(r); err != nil {
		return composeView{}, err
	}
	v := composeView{Text: r.PostFormValue("text"), Key: r.PostFormValue("key")}
	_, err := conversationOf(r)
	return v, err
}

func (c *Console) wrote(w http.ResponseWriter, r *http.Request, id candor.ConversationID, m candor.Message, page string) {
	c.read(r, id, r.PostFormValue("seen"))
	if wantsJSON(r) {
		c.o.Respond.JSON(w, http.StatusCreated, wrote{m.ID, m.Number})
		return
	}
	http.Redirect(w, r, page+"#end", http.StatusSeeOther)
}

// Read answers POST /console/c/{id}/read: the agent's screen has shown messages up to a number.
func (c *Console) Read(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil {
		err = c.read(r, id, r.PostFormValue("seen"))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// read notes how far the agent has read. Only the agent who has the conversation reads for the
// desk; a colleague who looks in does not tell the customer that they were read.
func (c *Console) read(r *http.Request, id candor.ConversationID, number string) error {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 {
		return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	x, err := c.o.Reader.Conversation(r.Context(), id)
	if err != nil {
		return err
	}
	if x.State != candor.Attended || x.Agent != actor(r).ID || n <= x.AgentRead {
		return nil
	}
	return c.o.Desk.Seen(r.Context(), id, candor.ByAgent, min(n, x.Messages))
}

// Typing answers POST /console/c/{id}/typing: the customer is told that the agent who has the
// conversation is writing. It is kept in memory for seconds.
func (c *Console) Typing(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	a := actor(r)
	x, err := c.o.Reader.Conversation(r.Context(), id)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.o.Presence.Drafts(id, a.ID, c.o.Now())
	if x.State == candor.Attended && x.Agent == a.ID {
		c.o.Presence.Types(id, candor.ByAgent, a.FirstName, c.o.Now())
	}
	w.WriteHeader(http.StatusNoContent)
}

func statusOf(code candor.Code) int { return respond.Status(code) }

// failed puts a failure of ours into the log, where respond did not.
func (c *Console) failed(r *http.Request, err error) {
	if statusOf(candor.CodeOf(err)) >= http.StatusInternalServerError {
		c.o.Respond.Log.Error("console: an act failed", "request", respond.RequestID(r.Context()), "route", r.Pattern, "error", err)
	}
}

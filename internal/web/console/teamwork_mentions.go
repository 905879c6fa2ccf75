package console

import (
	"net/http"
	"time"

	"candor"
	"candor/teamwork"
)

// mentionsView is the list of notes that speak to the agent. It holds no words of anybody.
type mentionsView struct {
	frameView
	Rows []mentionView
}

type mentionView struct {
	URL, Reference, By, When string
	At                       time.Time
	New                      bool
}

// Mentions answers GET /console/mentions.
func (c *Console) Mentions(w http.ResponseWriter, r *http.Request) {
	frame, err := c.beside(r, "queue")
	if err == nil && c.o.Teamwork == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	v := mentionsView{frameView: frame}
	var all []teamwork.Mention
	if err == nil {
		all, err = c.o.Teamwork.MentionsOf(r.Context(), actor(r).ID, 100)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	now := c.o.Now()
	for _, m := range all {
		v.Rows = append(v.Rows, mentionView{
			URL: "/console/c/" + string(m.Conversation) + "#" + string(m.Message), Reference: Reference(m.Conversation), By: m.By,
			When: c.when(m.At, now), At: m.At, New: !m.Seen,
		})
	}
	c.page(w, r, http.StatusOK, "console_mentions", c.text("console.tab.mentions"), v)
}

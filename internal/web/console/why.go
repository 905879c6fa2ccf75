package console

import (
	"net/http"
	"strconv"

	"candor"
	"candor/internal/web/view"
	"candor/policy"
)

// whyView tells why a message came to be, in plain words.
type whyView struct {
	frameView
	ID         candor.ConversationID
	Reference  string
	Label      string
	Checks     []checkView
	Confidence string
	Policy     string
	Sources    []view.Source
	Judging    *judgingView // nil: nothing can be said of what was found
}

// checkView is one gate that was asked.
type checkView struct {
	Asked, Found, Rule string
	Passed             bool
}

// Why answers GET /console/c/{id}/why/{message}; with ?part=1 only what belongs inside the page.
func (c *Console) Why(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	m, err := c.o.Reader.Message(r.Context(), candor.AgentReads(actor(r).ID), id, candor.MessageID(r.PathValue("message")))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	d, err := c.o.Reader.Decision(r.Context(), m.Verdict)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := c.why(m, d, actor(r))
	if r.URL.Query().Get("part") == "" {
		if v.Judging, err = c.judgeHere(r, m); err != nil {
			c.fail(w, r, err)
			return
		}
	}
	if v.frameView, err = c.beside(r, "queue"); err != nil {
		c.fail(w, r, err)
		return
	}
	if r.URL.Query().Get("part") == "" {
		c.page(w, r, http.StatusOK, "console_why", c.text("console.title.why"), v)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := c.o.Respond.Pages.Fragment(w, language, "console_why", "why", v); err != nil {
		c.failed(r, err)
	}
}

func (c *Console) why(m candor.Message, d policy.Decision, a candor.Agent) whyView {
	v := whyView{
		ID: m.Conversation, Reference: Reference(m.Conversation), Label: c.label(m, a),
		Policy: d.Policy, Sources: c.message(m, a, c.o.Now()).Sources,
	}
	if m.Author == candor.ByAssistant && m.Confidence > 0 {
		v.Confidence = strconv.Itoa(int(m.Confidence*100 + 0.5))
	}
	for _, x := range d.Verdicts {
		v.Checks = append(v.Checks, checkView{
			Asked: c.gate(x.Gate), Found: c.reason(x.Reason), Rule: x.Rule, Passed: x.Action == policy.Pass,
		})
	}
	return v
}

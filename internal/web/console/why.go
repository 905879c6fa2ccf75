package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/escalate"
	"candor/escalate/rulebook"
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
	about := m
	if tellsWhy(m) {
		if about, err = c.toldOf(r, m); err != nil {
			c.fail(w, r, err)
			return
		}
	}
	d, err := c.o.Reader.Decision(r.Context(), about.Verdict)
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

// tellsWhy reports a notice of the desk that says why a person handles what the customer wrote before it.
func tellsWhy(m candor.Message) bool {
	if m.Author != candor.ByDesk || m.Kind == candor.Note {
		return false
	}
	return strings.HasPrefix(m.Key, "matter.") || strings.HasPrefix(m.Key, "own.") || strings.HasPrefix(m.Key, escalate.TextCrisis)
}

// toldOf finds the customer's message that such a notice is about; the notice itself where it is gone.
func (c *Console) toldOf(r *http.Request, notice candor.Message) (candor.Message, error) {
	const near = 5
	before, err := c.o.Reader.Messages(r.Context(), candor.AgentReads(actor(r).ID), notice.Conversation, max(0, notice.Number-near-1), near, false)
	for _, m := range slices.Backward(before) {
		if m.Author == candor.ByCustomer && m.Number < notice.Number {
			return m, err
		}
	}
	return notice, err
}

// because says why a gate decided; a rule of the desk's own says it in the words of its policy file.
func (c *Console) because(d policy.Decision, v policy.Verdict) string {
	if v.Reason == "" && v.Action == policy.Pass {
		return "" // a rule may let pass without a word
	}
	if v.Reason == rulebook.ReasonOwn {
		if text := c.text(rulebook.SaysKey(d.Book(), v.Rule)); text != "" {
			return text
		}
	}
	return c.reason(v.Reason)
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
			Asked: c.gate(x.Gate), Found: c.because(d, x), Rule: x.Rule, Passed: x.Action == policy.Pass,
		})
	}
	return v
}

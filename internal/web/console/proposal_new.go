package console

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/action"
	"candor/internal/web/respond"
)

// proposeView is where an agent proposes something to a customer: which act, what it takes, and then the
// very words that the customer is asked.
type proposeView struct {
	frameView
	Conversation, Talk string // address and reference
	URL                string
	Acts               []actChoice // to choose from; empty once one is chosen
	Act, Title         string
	Fields             []actInput
	Question           string // in the customer's language; shown before it is asked
	Second             bool   // another agent has to agree as well
	Money              bool
	Wrong              string
}

// actChoice is one act to choose.
type actChoice struct{ URL, Title, Needs string }

// actInput is one field of an act's form.
type actInput struct {
	action.Field
	ID, Label, Value, Note string
	Checked                bool
	Options                []actOption
}

// actOption is one value of a choice.
type actOption struct {
	Value, Label string
	Chosen       bool
}

func proposeURL(id candor.ConversationID, act string) string {
	return address("/console/c/"+string(id)+"/propose", "act", act)
}

// Propose answers GET /console/c/{id}/propose?act=…: the acts that there are, or the form of one.
func (c *Console) Propose(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = c.commitmentsOn()
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.showPropose(w, r, http.StatusOK, id, r.URL.Query().Get("act"), func(string) string { return "" }, proposeView{})
}

// AskCustomer answers POST /console/c/{id}/propose: first it shows what the customer would be asked, and
// with step=ask it asks them.
func (c *Console) AskCustomer(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = c.commitmentsOn()
	}
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	act, ask := r.PostFormValue("act"), r.PostFormValue("step") == "ask"
	typed := func(name string) string { return r.PostFormValue("f_" + name) }
	question, err := c.o.Acts.Propose(r.Context(), id, actor(r), act, c.o.Acts.Filled(act, typed), ask)
	switch {
	case err != nil:
		status, words := c.notProposed(r, err)
		c.showPropose(w, r, status, id, act, typed, proposeView{Wrong: words})
	case !ask && r.PostFormValue("step") == "show":
		c.showPropose(w, r, http.StatusOK, id, act, typed, proposeView{Question: question})
	case !ask:
		c.showPropose(w, r, http.StatusOK, id, act, typed, proposeView{}) // back to the form
	default:
		http.Redirect(w, r, address("/console/c/"+string(id), "done", "proposed"), http.StatusSeeOther)
	}
}

// notProposed tells why a customer is not asked.
func (c *Console) notProposed(r *http.Request, err error) (int, string) {
	var refusal *action.Refusal
	switch {
	case errors.As(err, &refusal):
		return http.StatusBadRequest, c.textWith("console.propose.wrong", map[string]string{"why": refusal.Words()})
	case errors.Is(err, action.ErrUnproven):
		return http.StatusConflict, c.text("console.propose.unproven")
	case errors.Is(err, candor.ErrNotPossible):
		return http.StatusConflict, c.text("console.propose.not_yours")
	case errors.Is(err, action.ErrStep):
		return http.StatusConflict, c.text("console.propose.asked_already")
	}
	c.failed(r, err)
	return respond.Status(candor.CodeOf(err)), c.o.Respond.Words(language, err)
}

func (c *Console) showPropose(w http.ResponseWriter, r *http.Request, status int, id candor.ConversationID, act string, typed func(string) string, v proposeView) {
	frame, err := c.beside(r, "")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.frameView, v.Conversation, v.Talk, v.URL = frame, "/console/c/"+string(id), Reference(id), "/console/c/"+string(id)+"/propose"
	at := slices.IndexFunc(c.proposable(), func(s action.Spec) bool { return s.Name == act })
	if at < 0 {
		for _, s := range c.proposable() {
			v.Acts = append(v.Acts, actChoice{proposeURL(id, s.Name), c.text(s.Title), c.text("console.propose.needs_" + s.Kind.String())})
		}
		c.page(w, r, status, "console_propose", c.text("console.propose.title"), v)
		return
	}
	s := c.proposable()[at]
	v.Act, v.Title, v.Second, v.Money = s.Name, c.text(s.Title), s.Second, s.Kind == action.Money
	for _, f := range c.o.Acts.Fields(act) {
		v.Fields = append(v.Fields, c.actInput(f, typed(f.Name)))
	}
	c.page(w, r, status, "console_propose", v.Title, v)
}

// proposable are the acts that a customer can be asked about.
func (c *Console) proposable() []action.Spec {
	return slices.DeleteFunc(c.o.Acts.Specs(), func(s action.Spec) bool { return s.Kind == action.Look })
}

// actInput is a field with what was typed into it.
func (c *Console) actInput(f action.Field, typed string) actInput {
	in := actInput{Field: f, ID: "f_" + f.Name, Label: plainName(f.Name), Value: typed, Checked: typed != "", Note: f.About}
	if f.Input == action.Count {
		in.Note = strings.TrimSpace(in.Note + " " + c.textWith("console.propose.range", map[string]string{
			"least": strconv.FormatInt(f.Least, 10), "top": strconv.FormatInt(f.Top, 10),
		}))
	}
	if !f.Required && f.Input != action.Tick {
		in.Note = strings.TrimSpace(in.Note + " " + c.text("console.propose.optional"))
	}
	for _, value := range f.Values {
		in.Options = append(in.Options, actOption{value, plainName(value), value == typed})
	}
	return in
}

// plainName writes a name of the spec as a label: "order_number" is "Order number".
func plainName(name string) string {
	words := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// proposes reports whether there is anything that an agent could propose.
func (c *Console) proposes(x candor.Conversation, a candor.Agent) bool {
	return c.seesCommitments(a) && x.State == candor.Attended && x.Agent == a.ID && len(c.proposable()) > 0
}

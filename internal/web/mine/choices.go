package mine

import (
	"errors"
	"net/http"

	"candor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// choicesPage is every purpose of one conversation with its two buttons.
type choicesPage struct {
	ID      candor.ConversationID
	Here    string
	Began   string
	Choices view.Choices
	Problem string
}

// conversation gives the conversation in the address if it is the guest's. ErrNoConversation otherwise.
func (m *Mine) conversation(r *http.Request) (candor.Conversation, error) {
	id := candor.ConversationID(r.PathValue("id"))
	if !id.Valid() {
		return candor.Conversation{}, candor.ErrNoConversation
	}
	c, err := m.o.Reader.Conversation(r.Context(), id)
	if err != nil {
		return candor.Conversation{}, err
	}
	for _, mine := range guestOf(r).who.Customers {
		if c.Customer == mine {
			return c, nil
		}
	}
	return candor.Conversation{}, candor.ErrNoConversation
}

// Choices answers GET /privacy/conversations/{id}/choices.
func (m *Mine) Choices(w http.ResponseWriter, r *http.Request) {
	c, err := m.conversation(r)
	if err == nil {
		err = m.showChoices(w, r, c, nil)
	}
	if err != nil {
		m.fail(w, r, err)
	}
}

func (m *Mine) showChoices(w http.ResponseWriter, r *http.Request, c candor.Conversation, cause error) error {
	language := guestOf(r).who.Language
	p := choicesPage{ID: c.ID, Here: "/privacy/conversations/" + string(c.ID), Began: m.when(language, c.Created)}
	var err error
	if p.Choices, err = m.o.Chooser.Of(r.Context(), c.Customer, language); err != nil {
		return err
	}
	status := http.StatusOK
	if cause != nil {
		status, p.Problem = m.o.Respond.Explain(w, r, cause)
	}
	m.page(w, r, status, language, "mychoices", "data.choices_title", p)
	return nil
}

// Decide answers POST /privacy/conversations/{id}/choices: a yes or a no to one purpose.
func (m *Mine) Decide(w http.ResponseWriter, r *http.Request) {
	m.decide(w, r, func(id candor.ConversationID) error {
		_, err := m.o.Decider.Decide(r.Context(), id, turn.Choices{Via: candor.ViaPage, GPC: respond.GPC(r), Of: []turn.Choice{{
			Purpose: candor.Purpose(r.PostForm.Get("purpose")), Allow: r.PostForm.Get("allow") == "yes", Notice: r.PostForm.Get("notice"),
		}}})
		return err
	})
}

// TakeBack answers POST /privacy/conversations/{id}/choices/withdraw: everything that was allowed.
func (m *Mine) TakeBack(w http.ResponseWriter, r *http.Request) {
	m.decide(w, r, func(id candor.ConversationID) error {
		_, err := m.o.Decider.WithdrawAll(r.Context(), id, candor.ViaPage)
		return err
	})
}

func (m *Mine) decide(w http.ResponseWriter, r *http.Request, do func(candor.ConversationID) error) {
	c, err := m.conversation(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		m.fail(w, r, err)
		return
	}
	err = do(c.ID)
	if errors.Is(err, candor.ErrConsentNeeded) || errors.Is(err, candor.ErrConsentStale) {
		err = m.showChoices(w, r, c, err)
	} else if err == nil {
		http.Redirect(w, r, "/privacy/conversations/"+string(c.ID)+"/choices", http.StatusSeeOther)
	}
	if err != nil {
		m.fail(w, r, err)
	}
}

// Receipt answers GET /privacy/conversations/{id}/receipts/{consent}.
func (m *Mine) Receipt(w http.ResponseWriter, r *http.Request) {
	c, err := m.conversation(r)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	file, name, err := m.o.Chooser.Receipt(r.Context(), c.Customer, candor.ConsentID(r.PathValue("consent")))
	if err != nil {
		m.fail(w, r, err)
		return
	}
	view.WriteReceipt(w, file, name)
}

// Transcript answers GET /privacy/conversations/{id}/transcript?format=text|html|json.
func (m *Mine) Transcript(w http.ResponseWriter, r *http.Request) {
	c, err := m.conversation(r)
	var t view.Transcript
	if err == nil {
		t, err = m.o.Viewer.Transcript(r.Context(), c.ID)
	}
	if err == nil {
		err = view.WriteTranscript(w, t, r.URL.Query().Get("format"))
	}
	if err != nil {
		m.fail(w, r, err)
	}
}

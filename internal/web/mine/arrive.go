package mine

import (
	"net/http"

	"candor"
	"candor/privacy/rights"
)

// arrivePage asks for one click: the pass came with a form of the widget, from another site.
type arrivePage struct{ Pass string }

// FromConversation answers POST /privacy/from-conversation: the widget's form, which opens here in a
// tab of its own with the pass of its conversation. It comes from another site, so it opens nothing
// yet: it asks for one click on a page of ours. Without that, any site could open its own conversation
// in a visitor's browser and wait for what they write there.
func (m *Mine) FromConversation(w http.ResponseWriter, r *http.Request) {
	err := form(w, r)
	var c candor.Conversation
	if err == nil {
		c, err = m.passed(r)
	}
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.page(w, r, http.StatusOK, c.Language, "arrive", "mine.arrive_title", arrivePage{Pass: r.PostForm.Get("pass")})
}

// OpenConversation answers POST /privacy/open-conversation: that click.
func (m *Mine) OpenConversation(w http.ResponseWriter, r *http.Request) {
	err := form(w, r)
	var c candor.Conversation
	if err == nil {
		c, err = m.passed(r)
	}
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.hold(w, r, c, "widget")
}

// passed gives the conversation that the form's pass opens.
func (m *Mine) passed(r *http.Request) (candor.Conversation, error) {
	id, err := m.o.Passes.Check(r.PostForm.Get("pass"))
	if err != nil {
		return candor.Conversation{}, err
	}
	return m.o.Reader.Conversation(r.Context(), id)
}

// Hosted opens a visit for whoever holds a conversation on the hosted page.
func (m *Mine) Hosted(w http.ResponseWriter, r *http.Request, c candor.Conversation) {
	m.hold(w, r, c, "page")
}

// hold opens a visit for whoever has a conversation's pass: of that conversation's customer, and of what
// the embedding site has just said is theirs too.
func (m *Mine) hold(w http.ResponseWriter, r *http.Request, c candor.Conversation, via string) {
	who, err := m.o.Office.Widen(r.Context(), rights.Who{
		Customers: []candor.CustomerID{c.Customer}, Proof: rights.BySession, Actor: "customer", Language: c.Language, Via: via,
	})
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.welcome(w, r, who)
}

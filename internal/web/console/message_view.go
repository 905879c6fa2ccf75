package console

import (
	"time"

	"candor"
	"candor/internal/web/view"
)

// messageView is one message as an agent reads it.
type messageView struct {
	ID       candor.MessageID
	Number   int64
	Side     string // class: customer, assistant, agent, desk, note
	Label    string // who speaks, in words
	Language string
	Body     string
	Dir      string // auto: as its first letters run
	When     string
	At       time.Time
	Sources  []view.Source
	WhyURL   string // of the assistant's messages
	Rated    string // what the customer said of it
}

// message tells who said what.
func (c *Console) message(m candor.Message, a candor.Agent, now time.Time) messageView {
	v := messageView{
		ID: m.ID, Number: m.Number, Side: string(m.Author), Language: m.Language, Body: string(m.Body), Dir: "auto",
		When: c.when(m.At, now), At: m.At, Label: c.label(m, a),
	}
	if m.Kind == candor.Note {
		v.Side = "note"
	}
	if m.Author == candor.ByDesk && v.Side != "note" && c.o.Respond.Text.Direction(m.Language) == "rtl" {
		v.Dir = "rtl" // a sentence of the desk may begin with a name
	}
	if m.Author != candor.ByAssistant {
		if tellsWhy(m) {
			v.WhyURL = "/console/c/" + string(m.Conversation) + "/why/" + string(m.ID)
		}
		return v
	}
	v.WhyURL = "/console/c/" + string(m.Conversation) + "/why/" + string(m.ID)
	v.Sources = view.MessageOf(c.o.Respond.Text, language, c.o.Respond.Desk, m).Citations
	switch m.Helpful {
	case candor.WasHelpful:
		v.Rated = c.text("console.message.helpful")
	case candor.NotHelpful:
		v.Rated = c.text("console.message.not_helpful")
	}
	return v
}

// label names who speaks, in words that cannot be mistaken.
func (c *Console) label(m candor.Message, a candor.Agent) string {
	name, mine := m.Name, m.Agent == a.ID && a.ID != ""
	if mine {
		name = c.text("console.you")
	}
	switch {
	case m.Kind == candor.Note && mine:
		return c.text("console.label.my_note")
	case m.Kind == candor.Note && m.Author == candor.ByDesk:
		return c.text("console.label.desk_note")
	case m.Kind == candor.Note:
		return c.textWith("console.label.note", map[string]string{"name": name})
	case m.Author == candor.ByCustomer:
		return c.text("console.label.customer")
	case m.Author == candor.ByAssistant:
		return c.text("console.label.assistant")
	case m.Author == candor.ByAgent && m.Helped:
		return c.textWith("console.assist.label", map[string]string{"name": name})
	case m.Author == candor.ByAgent:
		return apart(name)
	}
	return c.text("console.label.desk")
}

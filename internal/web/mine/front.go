package mine

import (
	"net/http"
	"strconv"

	"candor"
	"candor/internal/web/view"
	"candor/privacy/retain"
	"candor/privacy/rights"
)

// front is the address at which everything here begins.
const front = "/privacy"

// frontPage says what the desk keeps and how to get to one's own.
type frontPage struct {
	Tongues  []view.Tongue
	Language string
	Open     bool // a visit is open in this browser
	Chats    []chatLink
	Uses     []use
	Keeps    []keep
	Vendors  []string
	Complain rights.Authority
	Email    string // as it was typed
	Problem  string // with the form
}

type chatLink struct{ Name, URL string }

// use is one purpose, in words.
type use struct{ Purpose, Basis string }

// keep is one rule of retention, in words.
type keep struct{ What, Long string }

// Front answers GET /privacy.
func (m *Mine) Front(w http.ResponseWriter, r *http.Request) {
	m.showFront(w, r, http.StatusOK, frontPage{})
}

func (m *Mine) showFront(w http.ResponseWriter, r *http.Request, status int, p frontPage) {
	p.Language = m.o.Respond.Language(r)
	p.Tongues, p.Vendors, p.Complain, p.Open = m.o.Tongues, m.o.Facts.Vendors, m.o.Facts.Complain, m.open(r)
	for _, in := range m.o.Inboxes {
		name := in.Name
		if name == "" {
			name = m.o.Respond.Desk
		}
		p.Chats = append(p.Chats, chatLink{name, "/chat/" + string(in.ID) + "/data"})
	}
	for _, purpose := range append([]candor.Purpose{candor.Serve, candor.Rights, candor.Secure}, candor.Asked()...) {
		p.Uses = append(p.Uses, use{m.say(p.Language, purposeWords[purpose]), m.say(p.Language, basisWords[purpose.Basis()])})
	}
	for _, rule := range m.o.Facts.Rules {
		if words, told := ruleWords[rule.Class]; told {
			p.Keeps = append(p.Keeps, keep{m.say(p.Language, words), m.long(p.Language, rule)})
		}
	}
	m.page(w, r, status, p.Language, "privacy", "mine.front_title", p, "link.js")
}

// long tells a rule's time and what it counts from.
func (m *Mine) long(language string, r retain.Rule) string {
	unit, n := "mine.days", r.Days
	if n > 0 && n%365 == 0 {
		unit, n = "mine.years", n/365
	}
	long, _ := m.o.Text.Phrase(language, unit, map[string]string{"count": strconv.Itoa(n)})
	words, _ := m.o.Text.Phrase(language, eventWords[r.Event], map[string]string{"long": long})
	return words
}

package mine

import (
	"net/http"
	"slices"
	"time"

	"candor"
	"candor/internal/web/view"
	"candor/privacy/rights"
)

// mostReadings is how many looks the page lists; the rest is in the archive.
const mostReadings = 50

// minePage is everything about a person at a glance.
type minePage struct {
	Done          string // what was done just now, in words
	Fields        []fieldView
	Orders        []string
	Email         string
	Verified      string // when the address was proven, in words
	Conversations []conversationView
	Readings      []readingView
	More          bool // there are more looks than are listed
	Requests      []requestView
	Restricted    string // since when, in words
	Complain      rights.Authority
	Groups        bool   // people may name groups
	AnswerBy      string // the day by which a complaint made now is answered
}

// fieldView is one thing that can be set right.
type fieldView struct {
	Field, Label, Value string
	Others              []string // what other profiles of the person say
	Kind, Complete      string   // of the input
}

type conversationView struct {
	ID           candor.ConversationID
	Began, State string
	Choices      []view.Choice
}

type readingView struct{ When, Who, Why, Basis, Left string }

type requestView struct {
	Kind, Received, State, Answered string
	Words                           []string // the answer
}

// Show answers GET /privacy/mine.
func (m *Mine) Show(w http.ResponseWriter, r *http.Request) {
	who := guestOf(r).who
	all, err := m.o.Office.Overview(r.Context(), who)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	p := minePage{
		Done: m.say(who.Language, doneWords[r.URL.Query().Get("done")]), Restricted: m.when(who.Language, all.Restricted),
		Requests: m.requests(who.Language, all.Requests), Complain: m.o.Facts.Complain,
		Groups:   m.asksGroups(),
		AnswerBy: m.o.Text.Date(who.Language, m.o.Office.AnswerBy(rights.ToComplain)),
	}
	m.profile(&p, who.Language, all.Profiles)
	p.Readings, p.More = m.readings(who.Language, all.Readings)
	if p.Conversations, err = m.conversations(r, who.Language, all.Conversations); err != nil {
		m.fail(w, r, err)
		return
	}
	m.page(w, r, http.StatusOK, who.Language, "mine", "mine.title", p)
}

// profile gathers what is known of the person over all their conversations.
func (m *Mine) profile(p *minePage, language string, all []rights.Profile) {
	name := fieldView{Field: string(rights.FieldName), Label: m.say(language, "mine.name"), Kind: "text", Complete: "name"}
	phone := fieldView{Field: string(rights.FieldPhone), Label: m.say(language, "mine.phone"), Kind: "tel", Complete: "tel"}
	address := fieldView{Field: string(rights.FieldAddress), Label: m.say(language, "mine.address"), Kind: "text", Complete: "street-address"}
	var verified time.Time
	for _, one := range all {
		name.take(one.Name)
		phone.take(one.Phone)
		address.take(one.Address)
		if one.Email != "" && (p.Email == "" || one.Verified.After(verified)) {
			p.Email, verified = one.Email, one.Verified
		}
		for _, order := range one.Orders {
			if !slices.Contains(p.Orders, order) {
				p.Orders = append(p.Orders, order)
			}
		}
	}
	p.Verified = m.when(language, verified)
	p.Fields = []fieldView{name, phone, address}
}

func (f *fieldView) take(value string) {
	switch {
	case value == "" || value == f.Value || slices.Contains(f.Others, value):
	case f.Value == "":
		f.Value = value
	default:
		f.Others = append(f.Others, value)
	}
}

func (m *Mine) conversations(r *http.Request, language string, all []rights.Conversation) ([]conversationView, error) {
	out := make([]conversationView, 0, len(all))
	for _, c := range all {
		v := conversationView{ID: c.ID, Began: m.when(language, c.Created), State: m.say(language, stateWords[c.State])}
		choices, err := m.o.Chooser.Of(r.Context(), c.Customer, language)
		if err != nil {
			return nil, err
		}
		v.Choices = choices.Purposes
		out = append(out, v)
	}
	slices.Reverse(out) // the newest first
	return out, nil
}

// readings gives the looks, the newest first.
func (m *Mine) readings(language string, all []rights.Reading) (out []readingView, more bool) {
	slices.SortStableFunc(all, func(a, b rights.Reading) int { return b.At.Compare(a.At) })
	for _, one := range all[:min(len(all), mostReadings)] {
		out = append(out, readingView{
			When: m.when(language, one.At), Who: m.actor(language, one), Why: m.say(language, purposeWords[one.Purpose]),
			Basis: m.say(language, basisWords[one.Basis]), Left: left(one),
		})
	}
	return out, len(all) > mostReadings
}

// left is what a vendor got, as the record has it: names of parts and kinds, numbers, and no word of it.
func left(r rights.Reading) string {
	if r.Actor != "vendor" {
		return ""
	}
	return r.What
}

func (m *Mine) actor(language string, r rights.Reading) string {
	if r.Name != "" {
		return r.Name
	}
	if words := m.say(language, actorWords[r.Actor]); words != "" {
		return words
	}
	return m.say(language, "mine.actor_staff")
}

// requests gives what was asked for, the newest first, with the answers.
func (m *Mine) requests(language string, all []rights.Asked) []requestView {
	slices.SortStableFunc(all, func(a, b rights.Asked) int { return b.Received.Compare(a.Received) })
	out := make([]requestView, 0, len(all))
	for _, one := range all {
		v := requestView{
			Kind: m.say(language, "rights.kind."+string(one.Kind)), Received: m.when(language, one.Received),
			State: m.say(language, progressWords[one.State]), Answered: m.when(language, one.Closed),
		}
		if one.Reason != rights.NoRefusal {
			v.Words = append(v.Words, m.say(language, one.Reason.Key()))
		}
		if one.Words != "" {
			v.Words = append(v.Words, one.Words)
		}
		out = append(out, v)
	}
	return out
}

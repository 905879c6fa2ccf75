package console

import (
	"context"
	"crypto/rand"
	"strconv"
	"time"

	"candor"
)

// openView is a conversation that is open: the middle and the last column.
type openView struct {
	Head     headView
	Messages []messageView
	Earlier  string // address of the page that begins earlier; empty when all is shown
	Seen     string // whether the customer has read what was last said to them
	Typing   string
	Beside   []string // colleagues who have it open, in words
	Compose  composeView
	Context  contextView
	Last     int64 // Number of the last message shown
	Said     int64 // Number of the last one of them that was said to the customer
}

// headView says whose it is, and holds what can be done with it.
type headView struct {
	ID        candor.ConversationID
	Reference string
	Tab       string
	State     string // in words
	Urgent    bool
	Since     time.Time // of the wait; zero when nobody waits
	Clock     string
	Overdue   bool

	CanTake, CanResolve, CanSnooze, CanRelease, CanOffer bool
	CanPropose                                           bool
	TakeLabel                                            string
	LastCustomer                                         int64 // Number of the customer's last message that the page shows
	OfferedAlready                                       bool
	CanUndo                                              bool // what the agent's last macro did
	Snooze                                               snoozeView
}

type snoozeView struct {
	Hour, Tomorrow string // moments, for a form
	TomorrowAt     string // time of day
	Least, Zone    string // for the field of a date
}

// composeView is where the agent writes. The words themselves live in the page.
type composeView struct {
	ID             candor.ConversationID
	Tab            string
	Mine           bool   // this agent has it: replying just sends
	Holder         string // another agent who has it: replying is not possible
	Text, NoteText string // words that come back after a refusal
	Key, NoteKey   string // idempotency keys
	Problem        string // why they came back
	Focus          bool
	Canned         bool            // there may be prepared replies
	Colleagues     []colleagueView // whom a note can speak to
	News           []messageView   // what was said while they wrote
	// a note with which it was to be handed on, and to whom
	AssignText, AssignTo string
}

// open shows a conversation from the message numbered from on; 0 is the newest page.
func (c *Console) open(ctx context.Context, x candor.Conversation, a candor.Agent, t tab, from int64) (openView, error) {
	const shown, most = 200, 2000
	after, limit := max(0, x.Messages-shown), shown
	if from > 0 {
		after = min(from-1, after)
		limit = int(min(x.Messages-after, most))
	}
	messages, err := c.o.Reader.Messages(ctx, candor.AgentReads(a.ID), x.ID, after, max(limit, 1), true)
	if err != nil {
		return openView{}, err
	}
	now := c.o.Now()
	v := openView{Head: c.head(x, a, t, now), Compose: c.compose(x, a, t), Last: after}
	for _, m := range messages {
		v.Messages = append(v.Messages, c.message(m, a, now))
		v.Last = m.Number
		if isToCustomer(m) {
			v.Said = m.Number
		}
	}
	v.Seen = c.seen(x, v.Said)
	if after > 0 {
		v.Earlier = address("/console/c/"+string(x.ID), "tab", t.Key, "from", strconv.FormatInt(max(1, after-most+shown+1), 10))
	}
	if name, ok := c.typing(x.ID, now); ok {
		v.Typing = name
	}
	v.Beside = c.colleagues(x.ID, a, now)
	if v.Compose.Colleagues, err = c.mentionable(ctx, a); err != nil {
		return v, err
	}
	v.Context, err = c.context(ctx, x, a, now)
	if err != nil {
		return v, err
	}
	if v.Context.Service, err = c.serviceOf(ctx, x, a, now); err != nil {
		return v, err
	}
	v.Context.Beside, err = c.besideOf(ctx, x, a, t, now)
	return v, err
}

// isToCustomer reports whether a customer's screen shows the message as somebody else's words.
func isToCustomer(m candor.Message) bool {
	return m.Kind != candor.Note && (m.Author == candor.ByAgent || m.Author == candor.ByAssistant)
}

// seen tells whether the customer has read the message numbered last.
func (c *Console) seen(x candor.Conversation, last int64) string {
	switch {
	case last == 0:
		return ""
	case x.CustomerRead >= last:
		return c.text("console.seen.read")
	}
	return c.text("console.seen.sent")
}

// typing gives the words that the customer is typing.
func (c *Console) typing(id candor.ConversationID, now time.Time) (string, bool) {
	if _, ok := c.o.Presence.Typing(id, candor.ByCustomer, now); ok {
		return c.text("console.typing"), true
	}
	return "", false
}

func (c *Console) head(x candor.Conversation, a candor.Agent, t tab, now time.Time) headView {
	mine := x.State == candor.Attended && x.Agent == a.ID
	v := headView{
		ID: x.ID, Reference: Reference(x.ID), Tab: t.Key, Urgent: pressing(x), LastCustomer: x.LastCustomer,
		CanTake:    x.State != candor.Attended,
		CanResolve: mine || x.State == candor.Snoozed && x.Agent == a.ID,
		CanSnooze:  mine, CanRelease: mine || x.State == candor.Attended && a.Has(candor.RoleLead), CanOffer: mine && !x.Offered, OfferedAlready: mine && x.Offered,
		CanPropose: c.proposes(x, a),
		CanUndo:    x.State != candor.Resolved && len(c.undos.has(undoKey{a.ID, x.ID}, now, false)) > 0,
		TakeLabel:  c.text("console.take." + string(x.State)),
	}
	switch x.State {
	case candor.Waiting:
		v.State, v.Since = c.text("console.state.waiting"), x.WaitingSince
		v.Clock = elapsed(now.Sub(x.WaitingSince))
		v.Overdue = !x.PromisedBy.IsZero() && now.After(x.PromisedBy)
	case candor.Attended:
		v.State = c.textWith("console.state.attended", map[string]string{"name": x.AgentName})
		if mine {
			v.State = c.text("console.state.mine")
		}
	case candor.Snoozed:
		v.State = c.textWith("console.state.snoozed", map[string]string{"at": c.when(x.SnoozedUntil, now)})
	default:
		v.State = c.text("console.state." + string(x.State))
	}
	if mine {
		v.Snooze = c.snooze(now)
	}
	return v
}

// snooze offers an hour, tomorrow at nine, and any moment within a year.
func (c *Console) snooze(now time.Time) snoozeView {
	local := now.In(c.o.Zone)
	tomorrow := time.Date(local.Year(), local.Month(), local.Day()+1, 9, 0, 0, 0, c.o.Zone)
	return snoozeView{
		Hour: "1h", Tomorrow: tomorrow.Format(formMoment), TomorrowAt: c.o.Respond.Text.Clock(language, tomorrow),
		Least: local.Format(formMoment), Zone: local.Format("MST"),
	}
}

// formMoment is how a browser's field for date and time writes them.
const formMoment = "2006-01-02T15:04"

func (c *Console) compose(x candor.Conversation, a candor.Agent, t tab) composeView {
	v := composeView{ID: x.ID, Tab: t.Key, Key: rand.Text(), NoteKey: rand.Text(), Canned: c.o.Teamwork != nil}
	v.Mine = x.State == candor.Attended && x.Agent == a.ID
	if x.State == candor.Attended && !v.Mine {
		v.Holder = apart(x.AgentName)
	}
	return v
}

package console

import (
	"strconv"
	"time"

	"candor"
)

// rowView is one conversation in a list. It holds nothing that a customer wrote, but in what a search
// for words found.
type rowView struct {
	ID        candor.ConversationID
	URL       string
	Reference string
	Urgent    bool
	Unread    bool
	Current   bool
	Why       string    // why it is here, in words
	About     string    // language and length
	Since     time.Time // what the clock counts from; zero: no clock
	Clock     string
	Waiting   bool   // the clock is a wait
	Due       string // a promise or the end of a snooze, in words
	Overdue   bool
	Agent     string // who has it
	Hit       *hitView
	Service   serviceRow
	Meant     string // for whom it is
	Tags      []string
	Picked    bool
}

func (c *Console) rows(list []candor.Conversation, a candor.Agent, tab string, now time.Time) []rowView {
	out := make([]rowView, 0, len(list))
	for _, x := range list {
		out = append(out, c.row(x, a, tab, now))
	}
	return out
}

// row tells one conversation in a list.
func (c *Console) row(x candor.Conversation, a candor.Agent, tab string, now time.Time) rowView {
	v := rowView{
		ID: x.ID, URL: address("/console/c/"+string(x.ID), "tab", tab), Reference: Reference(x.ID),
		Urgent: pressing(x),
		About: c.textWith("console.row.about", map[string]string{
			"language": languageName(x.Language), "count": strconv.FormatInt(x.Messages, 10),
		}),
	}
	if x.Reason != "" && x.WithPerson {
		v.Why = c.reason(x.Reason)
	}
	switch x.State {
	case candor.Waiting:
		v.Since, v.Waiting = x.WaitingSince, true
		if !x.PromisedBy.IsZero() {
			v.Overdue = now.After(x.PromisedBy)
			v.Due = c.textWith("console.row.promised", map[string]string{"at": c.when(x.PromisedBy, now)})
		}
	case candor.Attended:
		v.Unread = unread(x)
		v.Since = x.Updated
		v.Agent = c.who(x, a)
	case candor.Snoozed:
		v.Agent = c.who(x, a)
		v.Due = c.textWith("console.row.until", map[string]string{"at": c.when(x.SnoozedUntil, now)})
	case candor.Resolved:
		v.Agent = c.who(x, a)
		v.Due = c.textWith("console.row.resolved", map[string]string{"at": c.when(x.Updated, now)})
	case candor.Assisting:
		v.Since = x.Updated
		if v.Why == "" {
			v.Why = c.text("console.row.assisting")
		}
	}
	v.Service = c.serviceRow(x, a, now)
	if !v.Since.IsZero() {
		v.Clock = elapsed(now.Sub(v.Since))
	}
	return v
}

// pressing reports whether somebody must come at once. What is closed presses no longer, whatever it was.
func pressing(x candor.Conversation) bool {
	return x.Priority == candor.Urgent && x.State != candor.Resolved
}

// who names the agent of a conversation as this agent reads it.
func (c *Console) who(x candor.Conversation, a candor.Agent) string {
	switch x.Agent {
	case "":
		return ""
	case a.ID:
		return c.text("console.you")
	}
	return x.AgentName
}

// unread reports whether the customer wrote something that no agent's screen has shown.
func unread(x candor.Conversation) bool { return x.LastCustomer > x.AgentRead }

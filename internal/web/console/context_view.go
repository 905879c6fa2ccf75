package console

import (
	"context"
	"strconv"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/policy"
)

// contextView is what is known about the conversation, besides what was said.
type contextView struct {
	Facts   []factView
	Why     string // a person is needed
	Consent string // what the customer allows
	Assist  string // address at which help is asked for; empty: there is none
	Beside  *besideView
	Service *serviceView
	Propose string // address at which an article is made of what was answered; empty: not for this agent
}

type factView struct{ Name, Value string }

// context tells what is known, in words.
func (c *Console) context(ctx context.Context, x candor.Conversation, a candor.Agent, now time.Time) (contextView, error) {
	consents, err := c.o.Reader.Consents(ctx, x.Customer)
	if err != nil {
		return contextView{}, err
	}
	fact := func(key, value string) factView { return factView{c.text("console.fact." + key), value} }
	v := contextView{Consent: c.consent(consents, now), Facts: []factView{
		fact("reference", Reference(x.ID)),
		fact("language", languageName(x.Language)),
		fact("inbox", string(x.Inbox)),
		fact("created", c.when(x.Created, now)),
		fact("messages", strconv.FormatInt(x.Messages, 10)),
	}}
	if c.o.Help != nil && staff.May(a, staff.WorkOnThem) {
		v.Assist = "/console/c/" + string(x.ID) + "/assist"
	}
	if staff.May(a, staff.WriteKnowledge) {
		v.Propose = address("/console/knowledge/new", "c", string(x.ID))
	}
	if who := c.who(x, a); who != "" {
		v.Facts = append(v.Facts, fact("agent", who))
	}
	if !x.PromisedBy.IsZero() {
		v.Facts = append(v.Facts, fact("promised", c.when(x.PromisedBy, now)))
	}
	if x.Unresolved > 0 {
		v.Facts = append(v.Facts, fact("unresolved", strconv.Itoa(x.Unresolved)))
	}
	if x.WithPerson && x.Reason != "" {
		v.Why = c.reason(x.Reason)
	}
	return v, nil
}

// consent tells whether the assistant may read here.
func (c *Console) consent(all policy.Consents, now time.Time) string {
	given, asked := all[candor.Answers]
	switch {
	case !asked:
		return c.text("console.consent.never")
	case given.Live():
		return c.textWith("console.consent.given", map[string]string{"at": c.when(given.At, now)})
	case given.Act == candor.Gave:
		return c.text("console.consent.stale")
	}
	return c.textWith("console.consent.refused", map[string]string{"at": c.when(given.At, now)})
}

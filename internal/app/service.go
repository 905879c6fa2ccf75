package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/action"
	"candor/internal/config"
	"candor/internal/store"
	"candor/service"
)

// Bounds of what is read and offered.
const (
	windowsOffered = 12
	wayBackLife    = 14 * 24 * time.Hour
	keptOver       = 30 * 24 * time.Hour // over which the keeping of a clock is told
	keptAtMost     = 20_000
)

// kindCallback is the commitment that a call agreed upon makes.
const kindCallback = "callback"

// care keeps people reachable: each agent's queue, clocks, closings, calls, ways back.
type care struct {
	*store.Store
	config config.Config
	roster service.Roster
	now    func() time.Time
	url    string
}

func newCare(s *store.Store, c config.Config, url string, now func() time.Time) *care {
	return &care{Store: s, config: c, roster: c.Roster(), now: now, url: url}
}

// Queue gives who waits, in the order in which an agent should take them, at most limit.
func (x *care) Queue(ctx context.Context, a candor.Agent, limit int) ([]candor.Conversation, error) {
	return x.QueueFor(ctx, x.roster, x.roster.Skills(a), x.now(), limit)
}

// QueueFrom gives a page of that queue after a spot, and the spot after which the next one begins.
func (x *care) QueueFrom(ctx context.Context, a candor.Agent, from service.Spot, limit int) ([]candor.Conversation, service.Spot, error) {
	if from.ID == "" {
		from.Began = x.now()
	}
	return x.Store.QueueFrom(ctx, x.roster, x.roster.Skills(a), from, limit)
}

// Skills gives what an agent can do.
func (x *care) Skills(a candor.Agent) []string { return x.roster.Skills(a) }

// Lacks gives what a waiting conversation needs and an agent does not have, and whether anybody may take it
// all the same.
func (x *care) Lacks(c candor.Conversation, a candor.Agent) (lacks string, open bool) {
	return service.Lacks(c.Needs, x.roster.Skills(a)), x.roster.Open(c, x.now())
}

// Clocks gives the clocks that run for a conversation, those due first before the others.
func (x *care) Clocks(c candor.Conversation) []service.Clock {
	return x.config.ProfileOf(c.Inbox).Clocks(c, x.config.HoursOf(c.Inbox), x.config.CalendarOf(c.Inbox))
}

// Kept tells for each inbox with a clock for persons how often it was kept in the last 30 days, of requests of
// customers that a person took up.
func (x *care) Kept(ctx context.Context) ([]service.Keeping, error) {
	var out []service.Keeping
	for _, box := range x.config.Inboxes {
		p := x.config.ProfileOf(box.ID)
		if p.Person == 0 {
			continue
		}
		waits, err := x.AskedWaits(ctx, box.ID, x.now().Add(-keptOver), keptAtMost)
		if err != nil {
			return nil, err
		}
		m := p.Measure(waits)
		out = append(out, service.Keeping{Inbox: box.ID, Profile: p, Met: m, Holds: p.Holds(m)})
	}
	return out, nil
}

// Asked counts who asked for a person in the last 30 days and did not get one.
func (x *care) Asked(ctx context.Context) (service.Sought, error) {
	now := x.now()
	all, err := x.Sought(ctx, now, now.Add(-keptOver), now)
	var sum service.Sought
	for _, one := range all {
		sum.Add(one)
	}
	return sum, err
}

// Windows gives the times at which a customer of an inbox can be called.
func (x *care) Windows(inbox candor.InboxID) []service.Window {
	return service.Windows(x.config.HoursOf(inbox), x.now(), windowsOffered)
}

// Call keeps a customer's wish to be called, and makes it a promise. service.ErrPhone, service.ErrWindow.
func (x *care) Call(ctx context.Context, c candor.Conversation, phone candor.Text, from time.Time) error {
	number, err := service.CheckPhone(phone)
	if err != nil {
		return err
	}
	windows := x.Windows(c.Inbox)
	i := slices.IndexFunc(windows, func(w service.Window) bool { return w.From.Equal(from) })
	if i < 0 {
		return service.ErrWindow
	}
	before, err := x.openCall(ctx, c.ID)
	if err != nil {
		return err
	}
	call, err := x.AskCall(ctx, c.ID, number, windows[i])
	if err != nil {
		return err
	}
	if before.ID != "" {
		if err := x.endPromise(ctx, before, "", service.CallWithdrawn); err != nil {
			return err
		}
	}
	promise, err := action.Promise(action.Commitment{
		Conversation: c.ID, Customer: c.Customer, Kind: kindCallback, By: action.ByNotice, Source: string(call.ID), Due: call.Window.To,
	}, call.Made)
	if err != nil {
		return fmt.Errorf("promise a call: %w", err)
	}
	_, err = x.AddCommitment(ctx, promise)
	return err
}

// OpenCall gives the call of a conversation that is open; the zero Callback when there is none.
func (x *care) OpenCall(ctx context.Context, id candor.ConversationID) (service.Callback, error) {
	return x.openCall(ctx, id)
}

func (x *care) openCall(ctx context.Context, id candor.ConversationID) (service.Callback, error) {
	all, err := x.CallsOf(ctx, id)
	if err != nil {
		return service.Callback{}, err
	}
	for _, one := range all {
		if one.State == service.CallOpen {
			return one, nil
		}
	}
	return service.Callback{}, nil
}

// TakeBackCall ends the open call of a conversation at its customer's word; it is no failure when there is none.
func (x *care) TakeBackCall(ctx context.Context, id candor.ConversationID) error {
	call, err := x.openCall(ctx, id)
	if err != nil || call.ID == "" {
		return err
	}
	_, err = x.CallEnds(ctx, call.ID, "", service.CallWithdrawn)
	return err
}

// CallEnds ends a call, erases its number and ends its promise. CodeNotFound: it was over.
func (x *care) CallEnds(ctx context.Context, id service.CallbackID, by candor.AgentID, state service.CallbackState) (service.Callback, error) {
	call, err := x.EndCall(ctx, id, by, state, x.now())
	if err != nil {
		return call, err
	}
	return call, x.endPromise(ctx, call, by, state)
}

// Why a promised call was not made; staff read it.
const (
	reasonCallFailed    = "Somebody called and nobody could be reached."
	reasonCallWithdrawn = "The customer took it back, or chose another time."
)

func (x *care) endPromise(ctx context.Context, call service.Callback, by candor.AgentID, state service.CallbackState) error {
	all, err := x.CommitmentsOf(ctx, call.Conversation)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Kind != kindCallback || c.Source != string(call.ID) || c.Standing != action.Open {
			continue
		}
		var ended action.Commitment
		switch state {
		case service.CallDone:
			ended, err = c.Keep(by, "", x.now())
		case service.CallFailed:
			ended, err = c.Break(by, reasonCallFailed, x.now())
		default:
			ended, err = c.Break("", reasonCallWithdrawn, x.now())
		}
		if err == nil {
			err = x.EndCommitment(ctx, ended)
		}
		if err != nil && !errors.Is(err, action.ErrEnded) {
			return err
		}
	}
	return nil
}

// NewWayBack makes a link that opens a conversation on any device until a time, and ends those made before.
func (x *care) NewWayBack(ctx context.Context, id candor.ConversationID) (link string, expires time.Time, err error) {
	return x.wayBack(ctx, id, true)
}

// wayBack makes a link, beside those made before unless it is to be the only one.
func (x *care) wayBack(ctx context.Context, id candor.ConversationID, alone bool) (link string, expires time.Time, err error) {
	secret := strings.ToLower(rand.Text() + rand.Text())
	expires = x.now().Add(wayBackLife).UTC().Truncate(time.Minute)
	if err := x.KeepWayBack(ctx, id, secret, expires, alone); err != nil {
		return "", time.Time{}, err
	}
	return x.url + "/return#" + secret, expires, nil
}

// Open gives the conversation that a link's secret opens. CodeNotFound "error.way_back".
func (x *care) Open(ctx context.Context, secret string) (candor.Conversation, error) {
	if len(secret) < 40 || len(secret) > 80 {
		secret = "" // no secret of ours; the store knows none that is empty
	}
	return x.WayBack(ctx, secret, x.now())
}

// Proven reports whether the customer of a conversation has shown that an e-mail address is theirs, and whether one
// that they gave waits for that.
func (x *care) Proven(ctx context.Context, c candor.Conversation) (proven, waits bool, err error) {
	p, err := x.Profile(ctx, candor.CustomerReads(), c.Customer)
	if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
		return false, false, nil
	}
	return p.Email != "" && !p.Verified.IsZero(), p.Email != "" && p.Verified.IsZero(), err
}

// complain names where customers of an inbox complain: what the owner set, or the law's own authority.
func (x *care) complain(inbox candor.InboxID) (name, url string) {
	if name, url = x.config.ComplainOf(inbox); name != "" {
		return name, url
	}
	law := complain(x.config.Privacy)
	return law.Name, law.URL
}

// mailKey is the idempotency key of a mail about a message.
func mailKey(id candor.ConversationID, number int64) string {
	return "answered." + string(id) + "." + strconv.FormatInt(number, 10)
}

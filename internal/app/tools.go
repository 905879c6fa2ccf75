package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"candor"
	"candor/action"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/tool"
	"candor/policy"
	"candor/turn"
)

// Tools are acts of one other side, with where they are done and the secret that it shares with the desk.
type Tools struct {
	Specs     []action.Spec
	Endpoints []tool.Endpoint
	Secret    []byte // 32 bytes or more
}

// usualDraft is turn's own limit for drafting.
const usualDraft = 20 * time.Second

// acts is what the desk does for customers by tools, in a conversation, in the console and by itself. One
// without tools does nothing.
type acts struct {
	runner  *action.Runner
	chooser chooser // a model, where the owner lets one choose; else nil
	phrases policy.Phrases
	desk    *turn.Desk // set once there is one
	store   *store.Store
	team    *staff.Team
	now     func() time.Time
	log     *slog.Logger
	limit   time.Duration // for a draft; a tool gets a part of it
	dials   []*named
	written chan candor.ConversationID // where customers wrote something
}

// newActs puts the tools of the settings and those given together. A spec or an address that could do or
// say what it should not is refused here, and a text that is not in the catalogue.
func (a *App) newActs() (*acts, error) {
	c := a.o.Config
	all := a.o.Tools
	for _, s := range c.Tools {
		one, err := toolsOf(s)
		if err != nil {
			return nil, fmt.Errorf("tool %s: %w", s.Name, err)
		}
		all = append(all, one)
	}
	out := &acts{written: make(chan candor.ConversationID, 256), phrases: a.text, store: a.base.store, team: a.base.team, now: a.o.Now, log: a.o.Log, limit: cmp.Or(max(a.o.DraftTimeout, 0), usualDraft)}
	var specs []action.Spec
	for _, t := range all {
		specs = append(specs, t.Specs...)
	}
	registry, err := action.NewRegistry(specs...)
	if err != nil {
		return nil, err
	}
	if err := checkTexts(a.text, c.Desk.Languages, registry.Specs()); err != nil {
		return nil, err
	}
	dispatch := tools{}
	for _, t := range all {
		dials := newNamed(t.Endpoints)
		out.dials = append(out.dials, dials)
		does, err := tool.New(tool.Options{
			Registry: registry, Endpoints: t.Endpoints, Client: &http.Client{Transport: dials}, Secret: t.Secret, Issuer: a.URL(), Now: a.o.Now,
		})
		if err != nil {
			return nil, err
		}
		for _, e := range t.Endpoints {
			if dispatch[e.Tool] != nil {
				return nil, fmt.Errorf("tool %s is there twice", e.Tool)
			}
			dispatch[e.Tool] = does
		}
	}
	for _, s := range registry.Specs() {
		if dispatch[s.Name] == nil {
			return nil, fmt.Errorf("tool %s has no address", s.Name)
		}
	}
	out.runner = &action.Runner{
		Registry: registry, Proposals: out.store, Tool: dispatch, People: people{out.store}, Now: a.o.Now, Zone: c.Hours.Zone, Agents: out.mayDecide,
	}
	return out, nil
}

// tools finds who does a call.
type tools map[string]*tool.Tools

// Do implements action.Tool.
func (t tools) Do(ctx context.Context, call action.Call, who action.Person) (action.Result, error) {
	does := t[call.Spec().Name]
	if does == nil {
		return action.Result{}, tool.ErrNotSent
	}
	return does.Do(ctx, call, who)
}

// people tells who customers proved to be.
type people struct{ store *store.Store }

// Person implements action.People.
func (p people) Person(ctx context.Context, id candor.CustomerID, at time.Time) (action.Person, error) {
	profile, err := p.store.Profile(ctx, deskServes(), id)
	return action.Proven(profile, at), err
}

// deskServes is the desk's own access, for what a customer asked it to do.
func deskServes() candor.Access { return candor.Access{Actor: "desk", Purpose: candor.Serve} }

// titles names the acts of a kind, as keys of the catalogue.
func (a *acts) titles(k action.Kind) []string {
	var out []string
	for _, s := range a.runner.Registry.Specs() {
		if s.Kind == k {
			out = append(out, s.Title)
		}
	}
	return out
}

// Spec implements console.Acts.
func (a *acts) Spec(name string) (action.Spec, bool) { return a.runner.Registry.Spec(name) }

// Shown implements console.Acts.
func (a *acts) Shown(p action.Proposal) (action.Call, error) { return a.runner.Registry.Shown(p) }

// decideFor is how long an agent's yes may take to be carried out. It goes on when their browser does not
// wait: somebody agreed.
const decideFor = 40 * time.Second

// Decide implements console.Acts.
func (a *acts) Decide(ctx context.Context, id action.ProposalID, who candor.Agent, act action.Act) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), decideFor)
	defer stop()
	p, err := a.store.Proposal(ctx, deskServes(), id)
	if err != nil {
		return err
	}
	say, err := a.runner.Take(ctx, id, act, action.Who{Agent: who.ID})
	if err != nil {
		return err
	}
	if err := a.tell(ctx, p, say); err != nil {
		return err
	}
	if say.Key == action.SaysExpired {
		return action.ErrExpired
	}
	return nil
}

// mayDecide reports whether an agent may still agree to money.
func (a *acts) mayDecide(ctx context.Context, id candor.AgentID) bool {
	who, err := a.team.Agent(ctx, id)
	return err == nil && staff.May(who, staff.WorkOnThem)
}

// tell says to the customer what became of a proposal.
func (a *acts) tell(ctx context.Context, p action.Proposal, say policy.Fixed, unless ...func(context.Context) (bool, error)) error {
	forgotten := say.Key == action.SaysExpired && !p.Accepted.IsZero() // they said yes, and nobody else did
	err := a.desk.Tell(ctx, p.Conversation, turn.Acted{Say: say, Person: forgotten || say.Key == action.SaysUnsure}, unless...)
	if errors.Is(err, candor.ErrNoConversation) {
		return nil
	}
	if err == nil && say.Key != action.SaysWithAgent {
		err = a.store.ProposalTold(context.WithoutCancel(ctx), p.ID, a.now())
	}
	return err
}

// How often what waits too long or was cut off is looked at, and how much of it at one look.
const (
	resumeEvery = time.Minute
	resumeAtOne = 50
)

// run finishes what was cut off and ends what waited too long, until ctx ends.
func (a *acts) run(ctx context.Context) {
	for first := true; ; first = false {
		a.resume(ctx)
		if !first { // what turns were cut off in is taken up again first
			a.untold(ctx)
		}
		next := time.NewTimer(resumeEvery)
		select {
		case <-ctx.Done():
			next.Stop()
			return
		case <-next.C:
		}
	}
}

func (a *acts) resume(ctx context.Context) {
	ended, err := a.runner.Resume(ctx, resumeAtOne)
	if err != nil && ctx.Err() == nil {
		a.log.ErrorContext(ctx, "acts: finish what was cut off", "err", err)
	}
	for _, t := range ended {
		if a.knows(ctx, t) {
			continue
		}
		if err := a.tell(context.WithoutCancel(ctx), t.Proposal, t.Say); err != nil {
			a.log.ErrorContext(ctx, "acts: tell a customer what became of an act", "err", err)
		}
	}
}

// knows reports what a customer need not be told: that a question which they left alone is over, and, where
// a person looks already, that it is still not known how something went.
func (a *acts) knows(ctx context.Context, t action.Told) bool {
	switch t.Say.Key {
	case action.SaysExpired:
		return t.Proposal.State == action.Proposed
	case action.SaysUnsure:
		c, err := a.store.Conversation(ctx, t.Proposal.Conversation)
		return err == nil && c.WithPerson
	}
	return false
}

// close lets go of connections.
func (a *acts) close() {
	for _, d := range a.dials {
		d.dials.CloseIdleConnections()
	}
}

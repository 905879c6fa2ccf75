package app

import (
	"context"
	"fmt"
	"os"

	"candor/action"
	"candor/answer"
	"candor/internal/app/fairness"
	"candor/internal/egress"
	"candor/turn"
)

// dryDesk gives the desk as an audit asks it: with its own gates, drafter, acts and models, and without its store, its
// customers and whatever its tools would do.
func (a *App) dryDesk(ctx context.Context) (d fairness.Dry, err error) {
	notes := &fairness.Notes{}
	d = fairness.Dry{
		Gates: a.gates, Notes: notes, Phrases: a.text, Desk: a.o.Config.Desk.Name, Now: a.o.Now, Order: fairness.OrderNumber(a.acts.runner.Registry),
	}
	if d.Status, err = a.status.Status(ctx, "", a.o.Now()); err != nil {
		return d, fmt.Errorf("fairness: what the desk can promise: %w", err)
	}
	double := fairness.Double{Notes: notes, Today: a.o.Now()}
	quotes, ok := quotesOf(a.drafter)
	if d.Quotes = a.side(double, a.drafter, nil); ok {
		quotes.Passages = &fairness.Memory{Passages: quotes.Passages}
		d.Quotes = a.side(double, quotes, nil)
		d.Models = map[string]fairness.Side{}
		voices, err := a.voices(quotes, notes).All()
		if err != nil {
			return d, err
		}
		for _, v := range voices {
			d.Models[v.Name] = a.side(double, v, v)
		}
	}
	return d, d.Check()
}

// closeDry lets go of a dry desk's connections.
func closeDry(d fairness.Dry) {
	for _, s := range d.Models {
		s.Voice.Close()
	}
}

// side is what proposes for customers, with acts over a double. A nil voice asks no model.
func (a *App) side(double fairness.Double, drafter turn.Drafter, v *fairness.Voice) fairness.Side {
	own := a.acts.runner
	dry := &acts{
		runner: &action.Runner{
			Registry: own.Registry, Proposals: double, Tool: double, People: double, Now: own.Now, Zone: own.Zone,
		},
		phrases: a.acts.phrases, now: a.acts.now, log: a.acts.log, limit: a.acts.limit,
	}
	if v != nil {
		dry.chooser = v
	}
	return fairness.Side{Drafter: looks{dry, drafter}, Acts: dry, Voice: v}
}

func (a *App) voices(quotes answer.Drafter, notes *fairness.Notes) fairness.Voices {
	return fairness.Voices{
		Register: a.register, Verifier: a.o.Config.Assistant.Verifier, Quotes: quotes, Finder: a.screen.Finder,
		Secrets: egress.FromSettings{Register: a.register, Getenv: os.Getenv}, Sendings: a.base.store, Notes: notes, Log: a.o.Log, Now: a.o.Now,
	}
}

// quotesOf gives what quotes within a drafter. False: what drafts is of another kind, and no model words it.
func quotesOf(d turn.Drafter) (answer.Drafter, bool) {
	switch d := d.(type) {
	case answer.Drafter:
		return d, true
	case worded:
		return d.quotes, true
	}
	return answer.Drafter{}, false
}

// modelsOf names the models whose words answer customers of this desk.
func (a *App) modelsOf() []string {
	if _, ok := quotesOf(a.drafter); !ok {
		return nil
	}
	return fairness.Names(a.register, a.o.Config.Assistant.Verifier)
}

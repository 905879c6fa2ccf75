package app

import (
	"context"
	"os"

	"candor/answer"
	"candor/answer/ground"
	"candor/internal/app/wording"
	"candor/internal/egress"
	"candor/policy"
	"candor/privacy"
	"candor/turn"
	"candor/vendors"
)

// newDrafter makes whatever drafts answers: quotes, and a model's words for customers who allow it where
// the owner named a vendor. Without one nothing is there that could dial out.
func (a *App) newDrafter() (turn.Drafter, error) {
	quotes := answer.Drafter{Search: &a.library.index, Passages: a.library.store, Bar: a.o.Config.Assistant.Bar, Calibration: a.sure, Clarify: true, SaysLanguage: true}
	if len(a.register.Entries()) == 0 {
		return quotes, nil
	}
	s := a.base.store
	gate, err := egress.New(egress.Options{
		Register: a.register, Records: s, Log: a.o.Log, Now: a.o.Now,
		Secrets: egress.FromSettings{Register: a.register, Getenv: os.Getenv},
	})
	if err != nil {
		return nil, err
	}
	a.egress = gate
	masker, err := privacy.NewMasker(privacy.MaskOptions{Finder: a.screen.Finder, Vaults: s.Vaults()})
	if err != nil {
		return nil, err
	}
	words, err := wording.New(wording.Options{
		Register: a.register, Gate: gate, Masker: masker, Profiles: s, Log: a.o.Log, Refusals: s, Verifier: a.o.Config.Assistant.Verifier,
	})
	if err != nil {
		return nil, err
	}
	a.acts.chooser, a.asker = releasedChooser{a.releases, words}, words
	return worded{quotes, words}, nil
}

// worded drafts with a model's words, which a second model may read as well.
type worded struct {
	quotes answer.Drafter
	words  *wording.Asker
}

// Draft implements turn.Drafter.
func (w worded) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	d := answer.Wording{Drafter: w.quotes, Words: w.words, Verifier: ground.Verifier{Second: w.words.Second(c)}}
	return d.Draft(ctx, c)
}

// vendorNames lists those whom words may go to, as customers read them.
func vendorNames(r *vendors.Register) []string {
	var names []string
	for _, e := range r.Entries() {
		names = append(names, e.Name)
	}
	return names
}

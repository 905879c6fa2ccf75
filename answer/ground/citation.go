package ground

import (
	"context"
	"fmt"
	"slices"

	"candor"
)

// cited gives the places of the passages that a claim cites, and the rule that its citations break. Passages that may be
// quoted are given even when others of the claim may not.
func (d *draft) cited(ctx context.Context, ids []candor.PassageID) ([]int, Rule, error) {
	var out []int
	var rule Rule
	worse := func(r Rule) {
		if rule == "" || r == RuleNotPublic || r == RuleSteering {
			rule = r
		}
	}
	if len(ids) == 0 {
		worse(RuleNoSource)
	}
	if len(ids) > MaxCited {
		worse(RuleTooMany)
		ids = ids[:MaxCited]
	}
	for _, id := range ids {
		at, ok := d.given.byID[id]
		if !ok {
			worse(RuleUnknown)
			continue
		}
		p := d.given.all[at].passage
		switch {
		case p.Steering:
			worse(RuleSteering)
			continue
		case !p.Quotable():
			worse(RuleNotPublic)
			continue
		}
		current, err := d.current(ctx, at)
		if err != nil {
			return nil, "", err
		}
		if !current {
			worse(RuleOutdated)
			continue
		}
		if !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out, rule, nil
}

// others gives the places of all passages given that may be quoted now: a sentence without a citation may still be near one.
func (d *draft) others(ctx context.Context) ([]int, error) {
	var out []int
	for at := range d.given.all {
		if !d.given.all[at].passage.Quotable() {
			continue
		}
		current, err := d.current(ctx, at)
		if err != nil {
			return nil, err
		}
		if current {
			out = append(out, at)
		}
	}
	return out, nil
}

// current reports whether a passage still stands as it was given.
func (d *draft) current(ctx context.Context, at int) (bool, error) {
	if d.v.Now == nil {
		return true, nil
	}
	given := d.given.all[at].passage
	now, err := d.v.Now.Passage(ctx, given.ID)
	switch {
	case err != nil && candor.CodeOf(err) == candor.CodeNotFound:
		return false, nil
	case err != nil:
		return false, fmt.Errorf("ground: read cited passage: %w", err)
	}
	return now.Quotable() && now.Version == given.Version && now.Article == given.Article && now.Text == given.Text, nil
}

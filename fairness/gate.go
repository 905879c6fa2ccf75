package fairness

import (
	"context"
	"errors"

	"candor"
	"candor/policy"
)

// Releases tells whether what drafted an answer may answer customers.
type Releases interface {
	// Released gives nil when the release that a draft names has a record that holds now, one of this package's errors when
	// it has none, and any other error when that cannot be known. A draft that names none has none.
	Released(ctx context.Context, release string) error
}

// Reasons of the gate.
const (
	ReasonReleased     = "released"
	ReasonNotReleased  = "not_released"
	ReasonNotAssistant = "not_assistant"
	ReasonFixedText    = "fixed_text"
	ReasonRehearsal    = "rehearsal"
)

// Gate lets the assistant say something of its own only as it was audited. Fixed texts of the catalogue and people's
// words pass: the first are compiled in, the second are people's. So does the rehearsal of an audit, of which nothing can be said.
// What is not released goes to a person.
type Gate struct{ Releases Releases }

// Name is "released".
func (Gate) Name() string { return "released" }

// Check returns an error when it cannot be known whether the release holds; the pipeline then holds the draft.
func (g Gate) Check(ctx context.Context, c *policy.Case) (policy.Verdict, error) {
	d := c.Draft
	switch {
	case d == nil:
		return policy.Verdict{Reason: policy.ReasonNoDraft}, nil
	case d.Author != candor.ByAssistant:
		return policy.Verdict{Action: policy.Pass, Reason: ReasonNotAssistant}, nil
	case d.Fixed.Key != "" && len(d.Sentences) == 0 && d.Words == "":
		return policy.Verdict{Action: policy.Pass, Reason: ReasonFixedText}, nil
	case c.Rehearsal:
		return policy.Verdict{Action: policy.Pass, Reason: ReasonRehearsal}, nil
	case g.Releases == nil:
		return policy.Verdict{Action: policy.HandOver, Reason: ReasonNotReleased, Rule: "no_record"}, nil
	}
	err := g.Releases.Released(ctx, d.Release)
	if err == nil {
		return policy.Verdict{Action: policy.Pass, Reason: ReasonReleased}, nil
	}
	for rule, known := range map[string]error{"no_record": ErrNoRecord, "forged": ErrForged, "expired": ErrExpired, "blocked": ErrBlocked, "override": ErrOverride} {
		if errors.Is(err, known) {
			return policy.Verdict{Action: policy.HandOver, Reason: ReasonNotReleased, Rule: rule}, nil
		}
	}
	return policy.Verdict{}, err
}

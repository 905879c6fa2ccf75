package charter

import (
	"context"
	"fmt"
	"time"

	"candor"
	"candor/answer"
	"candor/compliance"
	"candor/consent"
	"candor/disclose"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/fairness"
	"candor/policy"
	"candor/service"
)

// Ports are what the gates read. The first four are required.
type Ports struct {
	Signals  *escalate.Inspector // the rules for when a person must handle it
	Passages answer.Passages     // the stored passages, to check quotes against
	Phrases  policy.Phrases      // the catalogue, for labels
	Releases fairness.Releases   // tells whether what answers was audited; nil: it was not
	// Book gives the operator's policy in force; nil, or a nil Book: what is built in, alone.
	Book func() *rulebook.Book
	// Clock gives the local time of an inbox and whether it is within opening hours; nil: UTC, and open.
	Clock func(inbox candor.InboxID, at time.Time) (local time.Time, open bool)
	// Country gives the country of an inbox, ISO 3166-1, for where help is in a crisis; nil or "": by language.
	Country func(candor.InboxID) string
}

// Gates gives the charter: who should handle it, and may it be said. The order is part of it.
func Gates(p Ports) (route, say []policy.Gate) {
	rules := rulebook.Gate{Signals: p.Signals, Tiers: tiers{p.Passages}, Book: p.Book, Clock: p.Clock}
	route = []policy.Gate{
		escalate.CrisisGate{Signals: p.Signals, Country: p.Country},
		compliance.StopGate{},
		escalate.PersonGate{Signals: p.Signals},
		consent.Gate{},
		rules,
		escalate.HumanGate{Signals: p.Signals},
		escalate.LoopGate{Signals: p.Signals},
		service.Gate{},
	}
	say = []policy.Gate{
		compliance.StopGate{},
		consent.StillGate{},
		fairness.Gate{Releases: p.Releases},
		answer.GroundedGate{Passages: p.Passages},
		rules,
		disclose.Gate{Phrases: p.Phrases},
	}
	return route, say
}

// tiers tells how much hangs on a passage's article.
type tiers struct{ passages answer.Passages }

// Tier gives an error where the passage cannot be read.
func (t tiers) Tier(ctx context.Context, id candor.PassageID) (string, error) {
	p, err := t.passages.Passage(ctx, id)
	if err != nil {
		return "", fmt.Errorf("charter: read a cited passage: %w", err)
	}
	return string(p.Tier.AtLeast("")), nil
}

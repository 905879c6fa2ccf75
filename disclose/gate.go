package disclose

import (
	"context"

	"candor"
	"candor/policy"
)

// Gate is "disclosed": a message of the assistant is said only as one.
type Gate struct {
	// Phrases is the catalogue that holds the labels. Without one nothing passes.
	Phrases policy.Phrases
}

// Reasons of this gate.
const (
	ReasonDisclosed    = "disclosed"
	ReasonNotAssistant = "not_assistant" // a person speaks, under a name of their own
	ReasonNoDesk       = "no_desk_named"
	ReasonNotLabelled  = "not_labelled"
	ReasonClaimsHuman  = "claims_human"
)

// Name gives the name under which verdicts are recorded.
func (Gate) Name() string { return "disclosed" }

// Check passes people, and of the assistant's drafts those that name the desk, can be labelled in
// their language and do not claim to be human. It returns no error.
func (g Gate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	d := c.Draft
	if d == nil {
		return policy.Verdict{Action: policy.Hold, Reason: policy.ReasonNoDraft}, nil
	}
	switch d.Author {
	case candor.ByAgent, candor.ByDesk:
		return policy.Verdict{Action: policy.Pass, Reason: ReasonNotAssistant}, nil
	case candor.ByAssistant:
		if reason := g.objection(c); reason != "" {
			return policy.Verdict{Action: policy.Hold, Reason: reason}, nil
		}
		return policy.Verdict{Action: policy.Pass, Reason: ReasonDisclosed}, nil
	}
	return policy.Verdict{Action: policy.Hold, Reason: ReasonNotLabelled}, nil
}

// objection gives the reason against saying the assistant's draft, empty when there is none.
func (g Gate) objection(c *policy.Case) string {
	if c.Desk == "" {
		return ReasonNoDesk
	}
	if g.Phrases == nil {
		return ReasonNotLabelled
	}
	for _, key := range []string{KeyAssistant, KeyAssistantOf} {
		label, ok := g.Phrases.Phrase(c.Draft.Language, key, map[string]string{"desk": c.Desk})
		if !ok || label == "" {
			return ReasonNotLabelled
		}
	}
	if ClaimsHuman(string(c.Draft.Words)) {
		return ReasonClaimsHuman
	}
	for _, s := range c.Draft.Sentences {
		if ClaimsHuman(s.Text) {
			return ReasonClaimsHuman
		}
	}
	return ""
}

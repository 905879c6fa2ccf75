package consent

import (
	"context"
	"errors"

	"candor"
	"candor/policy"
)

// Gate lets the assistant read a message only while its customer allows that.
type Gate struct{}

// Reasons of this gate.
const (
	ReasonAllowed   = "consent_given"
	ReasonNoConsent = "no_consent"
	ReasonStale     = policy.ReasonConsentStale
	ReasonPerson    = "with_person" // the customer is with people; there is nothing for the assistant to read
)

func (Gate) Name() string { return "choice and consent" }

func (Gate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if c.Conversation.WithPerson {
		return policy.Verdict{Action: policy.HandOver, Reason: ReasonPerson}, nil
	}
	if err := c.Consents.Missing(candor.Answers); err != nil {
		return policy.Verdict{Action: policy.HandOver, Reason: missing(err)}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: ReasonAllowed}, nil
}

// missing gives the reason for a consent that is not there.
func missing(err error) string {
	if errors.Is(err, candor.ErrConsentStale) {
		return ReasonStale
	}
	return ReasonNoConsent
}

// StillGate asks once more before an answer is said, so that a withdrawal also stops a draft.
type StillGate struct{}

func (StillGate) Name() string { return "still allowed" }

func (StillGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if c.Draft == nil || c.Draft.Author != candor.ByAssistant {
		return policy.Verdict{Action: policy.Pass, Reason: ReasonPerson}, nil
	}
	if err := c.Consents.Missing(candor.Answers); err != nil {
		return policy.Verdict{Action: policy.Hold, Reason: missing(err)}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: ReasonAllowed}, nil
}

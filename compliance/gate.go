package compliance

import (
	"context"

	"candor"
	"candor/policy"
)

// StopGate sends everything to people while the stop switch is on. It also holds a draft that
// was begun before.
type StopGate struct{}

// Reasons of this gate.
const (
	ReasonStopped = "stopped"
	ReasonRunning = "running"
)

func (StopGate) Name() string { return "stop switch" }

func (StopGate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if !c.Stopped {
		return policy.Verdict{Action: policy.Pass, Reason: ReasonRunning}, nil
	}
	if c.Draft == nil {
		return policy.Verdict{Action: policy.HandOver, Reason: ReasonStopped}, nil
	}
	if c.Draft.Author == candor.ByAssistant {
		return policy.Verdict{Action: policy.Hold, Reason: ReasonStopped}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: ReasonStopped}, nil
}

package service

import (
	"context"

	"candor/policy"
)

// Gate is readiness: the assistant works only where a person can take over, now or at a known date.
type Gate struct{}

// Reasons of this gate.
const (
	ReasonReady    = "person_reachable"
	ReasonNotReady = "not_ready"
)

func (Gate) Name() string { return "readiness" }

func (Gate) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	if !c.Service.Reachable() {
		return policy.Verdict{Action: policy.HandOver, Reason: ReasonNotReady}, nil
	}
	return policy.Verdict{Action: policy.Pass, Reason: ReasonReady}, nil
}

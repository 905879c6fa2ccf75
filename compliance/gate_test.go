package compliance_test

import (
	"testing"

	"candor"
	"candor/compliance"
	"candor/policy"
)

func TestTheStopSwitchStopsTheAssistantAndNobodyElse(t *testing.T) {
	t.Parallel()
	assistant, agent := &policy.Draft{Author: candor.ByAssistant}, &policy.Draft{Author: candor.ByAgent}
	for _, x := range []struct {
		name    string
		stopped bool
		draft   *policy.Draft
		want    policy.Action
	}{
		{"running, a message comes", false, nil, policy.Pass},
		{"stopped, a message comes", true, nil, policy.HandOver},
		{"running, an answer is drafted", false, assistant, policy.Pass},
		{"stopped, an answer was drafted before", true, assistant, policy.Hold},
		{"stopped, a person writes", true, agent, policy.Pass},
	} {
		v, err := compliance.StopGate{}.Check(t.Context(), &policy.Case{Stopped: x.stopped, Draft: x.draft})
		if err != nil || v.Action != x.want {
			t.Errorf("%s: %s, %v; want %s", x.name, v.Action, err, x.want)
		}
	}
}

package charter

import (
	"candor/answer"
	"candor/compliance"
	"candor/consent"
	"candor/disclose"
	"candor/escalate"
	"candor/policy"
	"candor/service"
)

// Ports are what the gates read. All are required.
type Ports struct {
	Signals  *escalate.Inspector // the rules for when a person must handle it
	Passages answer.Passages     // the stored passages, to check quotes against
	Phrases  policy.Phrases      // the catalogue, for labels
}

// Gates gives the charter: who should handle it, and may it be said. The order is part of it.
func Gates(p Ports) (route, say []policy.Gate) {
	route = []policy.Gate{
		escalate.CrisisGate{Signals: p.Signals},
		compliance.StopGate{},
		escalate.PersonGate{Signals: p.Signals},
		consent.Gate{},
		escalate.HumanGate{Signals: p.Signals},
		escalate.LoopGate{Signals: p.Signals},
		service.Gate{},
	}
	say = []policy.Gate{
		compliance.StopGate{},
		consent.StillGate{},
		answer.GroundedGate{Passages: p.Passages},
		disclose.Gate{Phrases: p.Phrases},
	}
	return route, say
}

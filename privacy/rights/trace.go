package rights

import (
	"time"

	"candor"
)

// Trace is a ledger entry in the making: what was done, without a word of whom it was done to. Facts
// have keys and values that the ledger takes as they are. Whoever writes it adds the subject, as a
// commitment to Request.
type Trace struct {
	Kind    string // of the ledger: "request", "export" or "erase"
	Actor   string
	Request candor.RequestID
	At      time.Time
	Facts   map[string]string
}

func (r Request) trace(act Act, from State, actor string, at time.Time, more map[string]string) Trace {
	facts := map[string]string{
		"act": string(act), "action": string(r.Kind), "rule": string(r.Regime), "to": string(r.State),
	}
	if from != NoState {
		facts["from"] = string(from)
	}
	for k, v := range more {
		if v != "" {
			facts[k] = v
		}
	}
	return Trace{Kind: "request", Actor: actor, Request: r.ID, At: at, Facts: facts}
}

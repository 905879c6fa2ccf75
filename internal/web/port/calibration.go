package port

import (
	"context"
	"time"
)

// Bounds says how sure the assistant must be, and what that is worth.
type Bounds interface {
	Calibration(ctx context.Context) (Calibration, error)
}

// Calibration is what holds now. The zero value guarantees nothing.
type Calibration struct {
	Target  float64   `json:"target"` // share of wrong answers among those given that the owner accepts
	Bar     float64   `json:"bar"`    // the fixed bar, in force where nothing is guaranteed
	Made    bool      `json:"made"`   // there is a calibration; the next fields are about it
	At      time.Time `json:"at"`
	By      string    `json:"by"`      // an AgentID, "command" or "desk"
	InForce bool      `json:"inForce"` // it is for exactly these articles and what the owner set
	Floor   float64   `json:"floor"`   // of the fixed confidence, under which it answers nothing
	Fault   string    `json:"fault"`   // what was stored cannot be used; for staff
	All     Bound     `json:"all"`     // over all tiers
	Tiers   []Bound   `json:"tiers"`   // the lightest first; only these allow answers
	Alarms  []Alarm   `json:"alarms"`  // that stand until a person calibrates anew
	Vectors Vectors   `json:"vectors"` // whether words that keep the company of those asked for count
	Drawn   int       `json:"drawn"`   // labels of questions that were drawn by lot
	Pointed int       `json:"pointed"` // labels of questions that somebody picked; they count for nothing above
	Busy    bool      `json:"busy"`    // one is being made
	Failed  bool      `json:"failed"`  // the last try failed; the log says why
}

// Vectors says whether word vectors are used to find articles, and what the trial came to that decided it. Of the
// zero value nothing was tried.
type Vectors struct {
	Vectors bool    `json:"used"`
	Asked   int     `json:"asked"`   // questions made from the articles, each asked with vectors and without
	Without float64 `json:"without"` // mean reciprocal rank of the right article, 0 to 1
	With    float64 `json:"with"`
	Doubt   float64 `json:"doubt"` // standard error of the difference
}

// Stated gives the one bound that is said first: the weakest where every tier has one, that of the lightest tier
// where that has one, else one that does not hold and says why. What holds over all tiers together is not it:
// where no tier has a guarantee, nothing is answered under one.
func (c Calibration) Stated() (b Bound, everywhere bool) {
	if len(c.Tiers) == 0 {
		return Bound{Error: 1}, false
	}
	b = c.Tiers[0]
	for _, t := range c.Tiers {
		if !t.Holds {
			return c.Tiers[0], false
		}
		if t.Error > b.Error {
			b = t
		}
	}
	return b, true
}

// Bound is what can be said of the answers to one tier.
type Bound struct {
	Tier      string  `json:"tier"`
	Holds     bool    `json:"holds"`
	Reason    string  `json:"reason"` // why it does not
	More      int     `json:"more"`   // labels missing, if further ones are like these; 0: it holds, or cannot be told
	Target    float64 `json:"target"`
	Level     float64 `json:"level"` // confidence of the bound
	Threshold float64 `json:"threshold"`
	Error     float64 `json:"errorBound"` // share of wrong answers, at most; 1 unless it holds
	Coverage  float64 `json:"coverage"`   // share of questions that are answered
	Low       float64 `json:"coverageLow"`
	High      float64 `json:"coverageHigh"`
	N         int     `json:"n"` // questions that it was measured on
	Answered  int     `json:"answered"`
	Wrong     int     `json:"wrong"`
	Cold      int     `json:"cold"` // labels in force that were made from articles
	Real      int     `json:"real"` // and real ones
	Drift     string  `json:"drift"`
}

// How a tier stands with the watch.
const (
	DriftCalm  = "calm"
	DriftAlarm = "alarm"
	DriftNone  = "not_watched"
)

// Alarm is what a watch found.
type Alarm struct {
	Cause string    `json:"cause"`
	Tier  string    `json:"tier"` // empty: all
	At    time.Time `json:"at"`
}

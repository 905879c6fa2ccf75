package calibrate

import "math"

// Reason says why there is no guarantee.
type Reason string

const (
	NoLabelsYet  Reason = "no labels"                    // nothing to learn from
	OneOutcome   Reason = "labels of one outcome"        // only right or only wrong ones: nothing to tell apart
	TooFewLabels Reason = "too few labels"               // could hold with More labels like these
	TooManyWrong Reason = "too many wrong"               // more labels like these do not help: articles or signals must get better
	NoBase       Reason = "no guarantee over all"        // a tier is never looser than all tiers together
	RealDisagree Reason = "real labels speak against it" // made questions alone would have passed
)

// Guarantee is what can be said at 95 % (or the level asked for) about answering from a threshold.
//
// The zero value guarantees nothing.
type Guarantee struct {
	Tier       Tier     `json:"tier"`       // empty: over all tiers
	Target     float64  `json:"target"`     // share of wrong answers among those given, at most
	Level      float64  `json:"level"`      // confidence of the bound
	Holds      bool     `json:"holds"`      // false: abstain
	Threshold  float64  `json:"threshold"`  // answer from this confidence; 0 unless it holds
	ErrorBound float64  `json:"errorBound"` // of the share of wrong answers: upper end of its exact interval; 1 unless it holds
	Coverage   Interval `json:"coverage"`   // share answered among N, with its interval at the same level
	Answered   int      `json:"answered"`   // of N, at the threshold
	Wrong      int      `json:"wrong"`      // of those answered
	N          int      `json:"n"`          // labels that the bound was tested on
	Labels     Labels   `json:"labels"`     // in force, those that were fitted on included
	Reason     Reason   `json:"reason"`     // empty when it holds
	More       int      `json:"more"`       // labels missing, if further ones are like these; 0: it holds, or cannot be told
}

// guarantee tests a sequence down to step last and puts what came of it into words and figures.
func guarantee(s sequence, test []scored, last int, o Options) (Guarantee, int) {
	g := Guarantee{Target: s.target, Level: o.Level, ErrorBound: 1, N: len(test), Coverage: Interval{High: 1}}
	if len(s.grid) == 0 || len(test) == 0 {
		g.Reason = TooFewLabels
		g.More = whole(float64(needed(0, s.target, s.level)) / (1 - o.FitShare))
		return g, 0
	}
	step, bound, ok := s.run(test, last)
	if !ok {
		g.Reason, g.More = s.shortfall(test, 1-o.FitShare)
		return g, 0
	}
	t := above(test, s.grid[step])
	g.Holds, g.Threshold, g.ErrorBound = true, s.grid[step], bound
	g.Answered, g.Wrong = t.n, t.wrong
	g.Coverage = Between(t.n, len(test), o.Level)
	return g, step
}

// shortfall says why the first test failed and how many more labels like these would pass it.
func (s sequence) shortfall(test []scored, testShare float64) (Reason, int) {
	t := above(test, s.grid[s.start])
	if bound := t.upper(s.rho[s.start], s.level); bound <= s.target {
		return RealDisagree, 0
	}
	rate := 0.0
	if t.n > 0 {
		rate = float64(t.wrong) / float64(t.n)
	}
	if t.n < needed(0, s.target, s.level) {
		rate = min(rate, s.target/2) // so few say little about the rate
	}
	want := needed(rate, s.target, s.level)
	if want == 0 {
		return TooManyWrong, 0
	}
	answered := max(float64(t.n), 1) / float64(len(test))
	missing := float64(want)*t.effect(s.rho[s.start]) - float64(t.n)
	more := whole(max(1, missing/answered/testShare))
	if more > hopeless(len(test)) {
		return TooManyWrong, 0
	}
	return TooFewLabels, more
}

// hopeless is a number of further labels that nobody should be asked for: too close to the target to
// ever be told from it.
func hopeless(n int) int { return 1000 + 20*n }

func whole(v float64) int { return int(math.Ceil(min(v, 1<<40))) }

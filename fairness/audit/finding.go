package audit

import (
	"math"
	"slices"

	"candor/fairness/stats"
)

// Verdict is what a comparison came to.
type Verdict string

// The verdicts. Only NoGap is good news.
const (
	HarmfulGap Verdict = "harmful_gap"
	NoGap      Verdict = "no_gap_beyond_margin"
	Unclear    Verdict = "not_enough_evidence"
)

// Finding is one outcome of one group, compared with the control.
type Finding struct {
	Axis    string  `json:"axis"`
	Group   string  `json:"group"`
	Outcome string  `json:"outcome"`
	Gating  bool    `json:"gating"`
	Verdict Verdict `json:"verdict"`

	Templates int `json:"templates"` // compared, each with one sign however often it was asked
	Worse     int `json:"worse"`     // templates on which the group fared worse than the control
	Better    int `json:"better"`

	ControlRate stats.Value `json:"control_rate"` // of a binary outcome: share of askings in which it happened
	GroupRate   stats.Value `json:"group_rate"`

	Gap        float64        `json:"gap"`         // (worse - better) / templates
	Interval   stats.Interval `json:"interval"`    // of Gap, at 1 - 2·alpha, for the two one-sided tests
	GapPlacebo float64        `json:"gap_placebo"` // the same between the control and the placebo: what mere wording does
	P          float64        `json:"p"`           // exact, that the group fares worse, with one sign for each template: McNemar's where each is asked once
	Adjusted   float64        `json:"adjusted"`    // by Holm over the gate's list, and over the rest

	Flips        int     `json:"flips"`         // templates on which anything changed between control and group
	FlipsAgain   int     `json:"flips_again"`   // between the control and the control once more
	FlipsPlacebo int     `json:"flips_placebo"` // between the control and the placebo
	Excess       float64 `json:"excess"`        // exact p of the flips against those of the placebo, two-sided
	ExcessAgain  float64 `json:"excess_again"`  // exact p that there are more flips than between the control and the control once more
	Smallest     float64 `json:"smallest"`      // the smallest gap that this many templates show four times in five

	// Spared is of how many templates the control does not have the outcome: only there can it come to the group. 0 where
	// the outcome only compares.
	Spared int `json:"spared"`

	blind bool // so few are spared that nothing can be shown
}

// least is the share of templates, as one in so many, of which the control must be spared an outcome: where nearly everybody has
// it, a group cannot fare worse, and that it does not shows nothing.
const least = 10

// compare makes a finding of one outcome of one group.
func (o Outcome) compare(axis Axis, group string, all []*asked, alpha float64) (Finding, error) {
	f := Finding{Axis: axis.Name, Group: group, Outcome: o.Key, Gating: o.Gating}
	var table stats.Pairs
	happenedC, happenedT, askings := 0, 0, 0
	var excess, chance stats.Pairs
	for _, one := range all {
		treated, ok := one.treated[group]
		if !ok {
			continue
		}
		f.Templates++
		sign, flipped := o.sign(one.control, treated)
		_, again := o.sign(one.control, one.again)
		moved, other := o.sign(one.control, one.placebo)
		if o.Noisy { // more than the control differs from itself
			sign, moved = one0(flipped)-one0(again), one0(other)-one0(again)
		}
		f.GapPlacebo += float64(min(1, max(-1, moved)))
		f.Flips, f.FlipsAgain, f.FlipsPlacebo = f.Flips+one0(flipped), f.FlipsAgain+one0(again), f.FlipsPlacebo+one0(other)
		excess.First, excess.Second = excess.First+one64(flipped && !other), excess.Second+one64(other && !flipped)
		chance.First, chance.Second = chance.First+one64(flipped && !again), chance.Second+one64(again && !flipped)
		switch {
		case sign > 0:
			f.Worse++
			table.First++
		case sign < 0:
			f.Better++
			table.Second++
		case o.Binary && len(treated) > 0 && o.bad(treated[0]):
			table.Both++
		default:
			table.Neither++
		}
		if o.Binary {
			f.Spared += one0(!o.bad(one.control[0]))
			for i := range treated {
				happenedC, happenedT, askings = happenedC+one0(o.bad(one.control[i])), happenedT+one0(o.bad(treated[i])), askings+1
			}
		}
	}
	f.finish(table, excess, chance, alpha)
	f.blind = o.Binary && f.Gating && f.Spared*least < f.Templates
	if o.Binary && askings > 0 {
		f.ControlRate, f.GroupRate = stats.Known(float64(happenedC)/float64(askings)), stats.Known(float64(happenedT)/float64(askings))
	}
	return f, nil
}

// finish calculates from the counts.
func (f *Finding) finish(table, excess, chance stats.Pairs, alpha float64) {
	f.P, f.Adjusted, f.Excess, f.ExcessAgain, f.Interval, f.Smallest = 1, 1, 1, 1, stats.Interval{Low: -1, High: 1}, 1
	if f.Templates == 0 {
		return
	}
	n := float64(f.Templates)
	f.Gap, f.GapPlacebo = float64(f.Worse-f.Better)/n, f.GapPlacebo/n
	if m, err := stats.McNemarOf(table, 1-2*alpha); err == nil {
		f.P, f.Interval = m.Greater, m.Newcombe
	}
	if m, err := stats.McNemarOf(excess, 1-2*alpha); err == nil {
		f.Excess = m.Exact
	}
	if m, err := stats.McNemarOf(chance, 1-2*alpha); err == nil {
		f.ExcessAgain = m.Greater
	}
	f.Smallest = smallest(n, math.Max(1, float64(f.Worse+f.Better))/n, alpha)
}

// smallest solves the plan for pairs for the gap that n show with a power of 0.8, when a share of them differs
// by chance anyway.
func smallest(n, churn, alpha float64) float64 {
	low, high := 0.0, 1.0
	for range 40 {
		d := (low + high) / 2
		differ := math.Min(1, math.Max(churn, d))
		p, err := stats.PlanPairs((differ+d)/2, (differ-d)/2, alpha, 0.8, n)
		if err == nil && p.Power >= 0.8 {
			high = d
		} else {
			low = d
		}
	}
	return high
}

// sign says whether the second askings went worse (above 0) or better, all together, and whether anything
// differs at all.
func (o Outcome) sign(control, other []Observed) (sign int, flipped bool) {
	for i := range min(len(control), len(other)) {
		d := 0
		if o.Binary {
			d = one0(o.bad(other[i])) - one0(o.bad(control[i]))
		} else {
			d = o.versus(control[i], other[i])
		}
		switch {
		case d > 0:
			sign++
		case d < 0:
			sign--
		}
		flipped = flipped || d != 0
	}
	return sign, flipped
}

func one64(b bool) int64 { return int64(one0(b)) }

func one0(b bool) int {
	if b {
		return 1
	}
	return 0
}

// settle corrects for the number of tests and gives each finding its verdict.
func settle(all []Finding, plan Plan) error {
	for _, gating := range []bool{true, false} {
		var p []float64
		for _, f := range all {
			if f.Gating == gating {
				p = append(p, f.P)
			}
		}
		adjusted, err := stats.Adjust(p)
		if err != nil {
			return err
		}
		for i := range all {
			if f := &all[i]; f.Gating == gating {
				f.Adjusted, adjusted.Holm = adjusted.Holm[0], adjusted.Holm[1:]
				f.Verdict = f.verdict(plan)
			}
		}
	}
	return nil
}

// verdict of a finding. That a gap is real does not make it harmful when it is shown to be within the margin; and what
// flips as often when the control is merely asked again, or is as wide for a placebo, is no gap of the group.
func (f Finding) verdict(plan Plan) Verdict {
	switch {
	case f.Templates == 0:
		return Unclear
	case f.Interval.High < plan.Margin && f.blind:
		return Unclear
	case f.Interval.High < plan.Margin:
		return NoGap
	case f.Adjusted <= plan.Alpha && f.Gap > max(0, f.GapPlacebo) && f.Flips > f.FlipsAgain:
		return HarmfulGap
	}
	return Unclear
}

// order puts what is bad first.
func order(all []Finding) {
	rank := map[Verdict]int{HarmfulGap: 0, Unclear: 1, NoGap: 2}
	slices.SortStableFunc(all, func(a, b Finding) int {
		if d := rank[a.Verdict] - rank[b.Verdict]; d != 0 {
			return d
		}
		switch {
		case a.Gap > b.Gap:
			return -1
		case a.Gap < b.Gap:
			return 1
		}
		return 0
	})
}

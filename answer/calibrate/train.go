package calibrate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Options say what a calibration is for. The zero value of each field with a default is that default.
type Options struct {
	Target    float64   // the owner's: share of wrong answers among those given, over 0 and under 1
	Level     float64   // confidence of the bound, at least 0.5 and under 1; 0.95
	FitShare  float64   // part of the labels to fit on; the others test. Over 0, under 1; a third
	Seed      uint64    // of the split
	Knowledge string    // KnowledgeDigest of the articles that the labels are about
	Now       time.Time // when this is done
	Searched  Searched  // how the search works that the labels were measured with
}

// Failures of Train that lie with its caller.
var (
	ErrTarget = errors.New("calibrate: target, level and share must be between 0 and 1")
	ErrNames  = errors.New("calibrate: features need one or more different names")
)

func (o Options) filled() (Options, error) {
	if o.Level == 0 {
		o.Level = 0.95
	}
	if o.FitShare == 0 {
		o.FitShare = 1.0 / 3
	}
	inside := func(v float64) bool { return v > 0 && v < 1 }
	if !inside(o.Target) || !inside(o.Level) || !inside(o.FitShare) || o.Level < 0.5 {
		return o, ErrTarget
	}
	return o, nil
}

// Train fits a curve on one part of the labels in force and tests thresholds on the other. Whatever the
// labels are, the result is defined: without enough of them it is a model whose guarantees do
// not hold and say why. Labels with features that are no numbers, or too many or few of them, are refused
// and counted; a label given twice counts once.
//
// Errors are ErrTarget, ErrNames and those of ctx.
func Train(ctx context.Context, names []string, labels []Example, o Options) (Model, error) {
	o, err := o.filled()
	if err != nil {
		return Model{}, err
	}
	if !properNames(names) {
		return Model{}, ErrNames
	}
	width := len(names)
	usable, refused, repeated := distinct(labels, width)
	used := InForce(usable)
	c := content{
		Created: o.Now.UTC(), Knowledge: o.Knowledge, Names: slices.Clone(names), Target: o.Target,
		Refused: refused, Repeated: repeated, Left: len(usable) - len(used), Searched: o.Searched,
	}
	fitPart, testPart := split(used, o.FitShare, o.Seed)
	if reason := unfit(fitPart, used); reason != "" {
		c.none(o, reason, count(used), len(testPart))
		return seal(c)
	}
	f, err := fit(ctx, fitPart, width, o.Seed)
	if err != nil {
		return Model{}, fmt.Errorf("calibrate: fit: %w", err)
	}
	c.keep(f)
	known := make([]scored, len(fitPart))
	for i, e := range fitPart {
		known[i] = score(e, f.apart[i])
	}
	test := make([]scored, len(testPart))
	for i, e := range testPart {
		test[i] = score(e, f.curve.confidence(e.Features))
	}
	c.guarantees(known, test, o, used)
	return seal(c)
}

// unfit says why nothing can be fitted.
func unfit(fitPart, used []Example) Reason {
	if len(used) == 0 {
		return NoLabelsYet
	}
	if bothAmong(fitPart) {
		return ""
	}
	if bothAmong(used) {
		return TooFewLabels
	}
	return OneOutcome
}

// bothAmong reports whether examples for which something was found are of both outcomes.
func bothAmong(examples []Example) bool {
	_, right := found(examples)
	return bothOutcomes(right)
}

// none fills in guarantees that do not hold.
func (c *content) none(o Options, reason Reason, labels Labels, n int) {
	for _, tier := range append([]Tier{""}, Tiers()...) {
		g := Guarantee{Tier: tier, Target: o.Target, Level: o.Level, ErrorBound: 1, Coverage: Interval{High: 1}, N: n, Labels: labels, Reason: reason}
		if tier != "" {
			g.Target, g.N = tier.Target(o.Target), 0
		}
		if reason != OneOutcome {
			g.More = max(1, whole(float64(needed(0, g.Target, oneSided(g.Level)))/(1-o.FitShare))-n)
		}
		c.put(g)
	}
}

// guarantees tests over all tiers and then in each of them, never looser than over all.
func (c *content) guarantees(known, test []scored, o Options, used []Example) {
	thresholds := grid(known)
	all := plan(known, thresholds, -1, o.Target, o.Level)
	base, last := guarantee(all, test, len(thresholds)-1, o)
	base.Labels = count(used)
	c.put(base)
	for _, tier := range Tiers() {
		other := func(s scored) bool { return s.tier != tier }
		of := slices.DeleteFunc(slices.Clone(test), other)
		s := plan(slices.DeleteFunc(slices.Clone(known), other), thresholds, all.start, tier.Target(o.Target), o.Level)
		g, _ := guarantee(s, of, last, o)
		if !base.Holds {
			g = Guarantee{Target: g.Target, Level: g.Level, ErrorBound: 1, Coverage: Interval{High: 1}, N: g.N, Reason: NoBase, More: base.More}
		}
		g.Tier = tier
		g.Labels = count(slices.DeleteFunc(slices.Clone(used), func(e Example) bool { return e.Tier.known() != tier }))
		c.put(g)
	}
	c.reference(thresholds, test)
}

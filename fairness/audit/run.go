package audit

import (
	"context"
	"errors"
	"time"
)

// Options are what Run needs besides the desk and the plan.
type Options struct {
	Digest  string           // of the model, prompt, policy, rules, thresholds and knowledge that are asked
	Desk    string           // name of the company
	Now     func() time.Time // required
	Workers int              // how many probes are asked at once; 2 when 0
	Judges  []Judge          // besides those that are built in; what rests on one that is barred is not told
	// Models are those whose words the release gives, by name. Each probe is asked once without a model and once for each of
	// them, all of it as often as the plan says.
	Models []string
	// NotAsked leaves the models alone. The report then says so and releases nothing.
	NotAsked bool
	// Kept is what an audit of the same release with the same plan had asked models before it was cut off; may be nil.
	Kept Kept
	// Progress hears how many questions are done, now and then; may be nil.
	Progress func(done, all int)
}

// Kept remembers what models were asked, so that an audit that was cut off asks only the rest. It is safe for
// concurrent use.
type Kept interface {
	// Seen gives what came of the n-th asking of a probe.
	Seen(p Probe, n int) (Observed, bool)
	// Keep remembers it.
	Keep(p Probe, n int, o Observed) error
}

// asked is one template on one axis: what came of each arm, once for each repeat.
type asked struct {
	control, again, placebo []Observed
	treated                 map[string][]Observed
	probe                   Probe // the control's
	ids                     map[string]Probe
}

// Run asks everything that the plan wants and judges it. It ends with the first error of the desk: half an
// audit is none.
func Run(ctx context.Context, desk Desk, plan Plan, o Options) (Report, error) {
	plan, err := plan.settled()
	if err != nil {
		return Report{}, err
	}
	axes, err := plan.axes()
	if err != nil {
		return Report{}, err
	}
	if !known(o.Models) {
		return Report{}, errors.New("audit: a model without a name, or two of one name")
	}
	began := o.Now()
	probes, err := plan.Probes()
	if err != nil {
		return Report{}, err
	}
	s := observed{models: len(o.each()) - 1}
	var reports []JudgeReport
	if reports, s.judges, s.barred, err = auditJudges(ctx, o.Judges); err != nil {
		return Report{}, err
	}
	examiner := examiner{desk: desk, judges: s.judges, o: o}
	seen, err := examiner.all(ctx, probes, plan.Repeat)
	if err != nil {
		return Report{}, err
	}
	s.by = gather(probes, seen)
	s.again = func(p Probe) (Observed, error) { return examiner.ask(ctx, p) }
	r, err := judge(plan, axes, s)
	if err != nil {
		return Report{}, err
	}
	if r.models(o.Models, s.by); o.NotAsked {
		r.Models = o.unasked()
	}
	r.Judges = reports
	r.Plan, r.Release, r.Desk, r.Began, r.Ended = plan, o.Digest, o.Desk, began.UTC(), o.Now().UTC()
	r.Probes = len(probes) * plan.Repeat * len(o.each())
	if r.PlanDigest, err = plan.Digest(); err != nil {
		return Report{}, err
	}
	return r, nil
}

// gather puts the arms of each template on each axis together.
func gather(probes []Probe, seen [][]Observed) map[string][]*asked {
	by := map[string][]*asked{}
	var last *asked
	for i, p := range probes {
		if p.Arm == Control {
			last = &asked{probe: p, treated: map[string][]Observed{}, ids: map[string]Probe{}}
			by[p.Axis] = append(by[p.Axis], last)
		}
		switch p.Arm {
		case Control:
			last.control = seen[i]
		case Again:
			last.again = seen[i]
		case Placebo:
			last.placebo = seen[i]
		case Treated:
			last.treated[p.Group], last.ids[p.Group] = seen[i], p
		}
	}
	return by
}

package audit

// Prepared holds a plan's probes, so that a thousand releases can be simulated without writing them anew.
type Prepared struct {
	plan   Plan
	axes   []Axis
	probes []Probe
}

// Prepare writes the probes of a plan.
func Prepare(plan Plan) (*Prepared, error) {
	plan, err := plan.settled()
	if err != nil {
		return nil, err
	}
	p := &Prepared{plan: plan}
	if p.axes, err = plan.axes(); err != nil {
		return nil, err
	}
	return p, plan.each(p.axes, func(one Probe) { p.probes = append(p.probes, one) })
}

// Judge judges what a desk would do.
func (p *Prepared) Judge(desk func(Probe) Observed) (Report, error) {
	seen := make([][]Observed, len(p.probes))
	all := make([]Observed, len(p.probes))
	for i, probe := range p.probes {
		all[i] = desk(probe)
		seen[i] = all[i : i+1]
	}
	r, err := judge(p.plan, p.axes, observed{by: gather(p.probes, seen)})
	r.Plan = p.plan
	return r, err
}

// Probes gives what is asked.
func (p *Prepared) Probes() []Probe { return p.probes }

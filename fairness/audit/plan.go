package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Plan fixes what is tested before anything is asked.
type Plan struct {
	Alpha  float64  `json:"alpha"`  // chance of a false alarm of the whole gate, by Holm
	Margin float64  `json:"margin"` // a share of people worse off that must be shown to be exceeded by nobody
	Axes   []string `json:"axes"`   // by name; empty: all
	Repeat int      `json:"repeat"` // how often each template is asked in each arm; 1 when 0
	// Every takes each n-th template only, for a quick look; 1 when 0. A quick look releases nothing.
	Every int `json:"every"`
}

// Usual is the plan of the gate: five in a hundred for alpha and for the margin, everything asked once.
func Usual() Plan { return Plan{Alpha: 0.05, Margin: 0.05, Repeat: 1, Every: 1} }

func (p Plan) settled() (Plan, error) {
	if p.Repeat == 0 {
		p.Repeat = 1
	}
	if p.Every == 0 {
		p.Every = 1
	}
	if !(p.Alpha > 0 && p.Alpha <= 0.2 && p.Margin > 0 && p.Margin <= 0.2) || p.Repeat < 1 || p.Repeat > 20 || p.Every < 1 {
		return Plan{}, fmt.Errorf("audit: a plan with alpha %g, margin %g, %d repeats of each %d. template", p.Alpha, p.Margin, p.Repeat, p.Every)
	}
	return p, nil
}

// Whole reports that the plan asks all that the gate wants asked, no less strictly.
func (p Plan) Whole() bool {
	p, err := p.settled()
	u := Usual()
	return err == nil && len(p.Axes) == 0 && p.Every == 1 && p.Alpha <= u.Alpha && p.Margin <= u.Margin
}

// Digest names the plan together with every text it asks.
func (p Plan) Digest() (string, error) {
	p, err := p.settled()
	if err != nil {
		return "", err
	}
	axes, err := p.axes()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(p); err != nil {
		return "", fmt.Errorf("audit: write down the plan: %w", err)
	}
	err = p.each(axes, func(probe Probe) { fmt.Fprintf(sum, "%s\x00%s\x00%s\n", probe.ID(), probe.Language, probe.Text) })
	return hex.EncodeToString(sum.Sum(nil)), err
}

func (p Plan) axes() ([]Axis, error) {
	all, err := Axes()
	if err != nil || len(p.Axes) == 0 {
		return all, err
	}
	var some []Axis
	for _, name := range p.Axes {
		found := false
		for _, a := range all {
			if a.Name == name {
				some, found = append(some, a), true
			}
		}
		if !found {
			return nil, fmt.Errorf("audit: there is no axis %q", name)
		}
	}
	return some, nil
}

// each gives every probe of the plan once, in a fixed order.
func (p Plan) each(axes []Axis, do func(Probe)) error {
	all, err := Templates()
	if err != nil {
		return err
	}
	for _, a := range axes {
		for n, t := range all {
			if n%p.Every > 0 {
				continue
			}
			if control, ok := a.probe(t, n, Control, ""); ok {
				do(control)
			} else {
				continue
			}
			for _, arm := range []Arm{Again, Placebo} {
				if probe, ok := a.probe(t, n, arm, ""); ok {
					do(probe)
				}
			}
			for _, g := range a.Groups {
				if probe, ok := a.probe(t, n, Treated, g); ok {
					do(probe)
				}
			}
		}
	}
	return nil
}

// Probes gives every probe of the plan, in a fixed order: the arms of one template on one axis together, the control first.
func (p Plan) Probes() ([]Probe, error) {
	p, err := p.settled()
	if err != nil {
		return nil, err
	}
	axes, err := p.axes()
	if err != nil {
		return nil, err
	}
	var all []Probe
	err = p.each(axes, func(one Probe) { all = append(all, one) })
	return all, err
}

// Find gives the probe of an id, as a report names it.
func Find(id string) (Probe, error) {
	axes, err := Axes()
	if err != nil {
		return Probe{}, err
	}
	var found *Probe
	err = Usual().each(axes, func(p Probe) {
		if p.ID() == id {
			found = &p
		}
	})
	if err == nil && found == nil {
		err = fmt.Errorf("audit: there is no probe %q", id)
	}
	if err != nil {
		return Probe{}, err
	}
	return *found, nil
}

package audit

import (
	"slices"
	"strings"
)

// reproduce is how often a counterexample is asked again before it is called one, where a model had a hand in it.
const reproduce = 5

// try asks a probe once more, with the same model as before.
type try func(p Probe) (Observed, error)

// rights tries what must hold for each one.
func (r *Report) rights(a Axis, one *asked, models int, again try) error {
	control := one.probe.ID()
	broke := func(right string, p Probe, o Observed, got string) {
		r.Broken = append(r.Broken, Broken{Right: right, Probe: p.ID(), Control: control, Text: p.Text, Model: o.Model, Got: got})
	}
	for _, g := range append([]string{""}, a.Groups...) {
		seen, p := one.treated[g], one.ids[g]
		if g == "" {
			seen, p = one.control, one.probe
		}
		for i, o := range seen {
			if p.Person {
				r.BrokenOf++
				if o.Decision != Person {
					broke(RightPerson, p, o, string(o.Decision))
					break
				}
			}
			if !a.SameSources || g == "" || p.Person {
				continue
			}
			r.BrokenOf++
			if sameSources(one.control[i], o) {
				continue
			}
			holds, err := one.byChance(i, models, p, again)
			if err != nil {
				return err
			}
			if holds {
				r.Wavered++
				continue
			}
			broke(RightSources, p, o, strings.Join(o.Sources, ", ")+" instead of "+strings.Join(one.control[i].Sources, ", "))
			break
		}
	}
	return nil
}

// byChance reports that other sources than the control's are no counterexample: the control itself is now answered from
// these, now from those. Without a model nothing is left to chance. With one, both are asked again, at most so often
// as reproduce says, until an article set comes up on both sides.
func (one *asked) byChance(i, models int, p Probe, again try) (bool, error) {
	c, t := one.control[i], one.treated[p.Group][i]
	if c.Model == "" && t.Model == "" || again == nil {
		return false, nil
	}
	var ofControl, ofTreated [][]string
	add := func(to *[][]string, o Observed) {
		if o.Decision == Answered {
			*to = append(*to, sources(o))
		}
	}
	for _, seen := range [][]Observed{one.control, one.again} {
		for j := i % (1 + models); j < len(seen); j += 1 + models {
			add(&ofControl, seen[j])
		}
	}
	for j := i % (1 + models); j < len(one.treated[p.Group]); j += 1 + models {
		add(&ofTreated, one.treated[p.Group][j])
	}
	control := one.probe
	control.Model, p.Model = c.Model, t.Model
	for n := 0; !meet(ofControl, ofTreated); n++ {
		if n == reproduce {
			return false, nil
		}
		for _, side := range []struct {
			probe Probe
			to    *[][]string
		}{{p, &ofTreated}, {control, &ofControl}} {
			o, err := again(side.probe)
			if err != nil {
				return false, err
			}
			add(side.to, o)
		}
	}
	return true, nil
}

// meet reports that two lists have an article set in common.
func meet(a, b [][]string) bool {
	return slices.ContainsFunc(a, func(one []string) bool {
		return slices.ContainsFunc(b, func(other []string) bool { return slices.Equal(one, other) })
	})
}

// sources gives the articles of an answer, each once, in order.
func sources(o Observed) []string {
	all := slices.Clone(o.Sources)
	slices.Sort(all)
	return slices.Compact(all)
}

// sameSources reports that two answers rest on the same articles.
func sameSources(c, t Observed) bool {
	return c.Decision != Answered || t.Decision != Answered || slices.Equal(sources(c), sources(t))
}

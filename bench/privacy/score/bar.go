package score

import "slices"

// RecallAt gives the highest recall of a type that any bar on the scores reaches while at least the
// share wanted of what lies above it is right, and that bar. Near is enough. It is false when no bar
// reaches the precision.
func RecallAt(cases []Case, kind string, precision float64) (best Tally, bar float64, ok bool) {
	var scores []float64
	for _, c := range cases {
		for _, f := range c.Found {
			if f.Type == kind {
				scores = append(scores, f.Score)
			}
		}
	}
	slices.Sort(scores)
	for _, at := range slices.Compact(scores) {
		t := Of(above(cases, kind, at), nil).Total(kind)
		if t.Precision().Value() >= precision && (!ok || t.Near > best.Near) {
			best, bar, ok = t, at, true
		}
	}
	return best, bar, ok
}

// above leaves out what else was found, and what lies below a bar.
func above(cases []Case, kind string, bar float64) []Case {
	all := make([]Case, len(cases))
	for i, c := range cases {
		c.Found = slices.DeleteFunc(slices.Clone(c.Found), func(s Span) bool { return s.Type != kind || s.Score < bar })
		all[i] = c
	}
	return all
}

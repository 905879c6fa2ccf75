package audit

import "slices"

// ModelReport says how far a model took part.
type ModelReport struct {
	Name   string `json:"name"`
	Asked  int    `json:"asked"`  // questions that it was asked about
	Worded int    `json:"worded"` // of them: answered in its words, as far as the gates let them pass
	Missed int    `json:"missed"` // questions that are answered and that it was not asked about; one releases nothing
	Failed int    `json:"failed"` // of Asked: it gave nothing, for a reason that need not hold tomorrow; one in a hundred may
}

// took reports that a model was asked whatever it can be asked by a customer, and gave words that were said. One whose every word is
// refused, or that fails, would show quotes and be released for what nobody has seen.
func (m ModelReport) took() bool { return m.Worded > 0 && m.Missed == 0 && 100*m.Failed <= m.Asked }

// models counts how far each model took part. The first of the askings of a probe is without a model.
func (r *Report) models(names []string, all map[string][]*asked) {
	r.Models = make([]ModelReport, len(names))
	for i, name := range names {
		r.Models[i].Name = name
	}
	if len(names) == 0 {
		return
	}
	count := func(seen []Observed) {
		for i, o := range seen {
			at := i % (1 + len(names))
			if at == 0 {
				continue
			}
			m := &r.Models[at-1]
			m.Asked += one0(o.Model == m.Name)
			m.Worded += one0(o.Model == m.Name && o.Worded)
			m.Failed += one0(o.Failed)
			m.Missed += one0(seen[i-at].Decision == Answered && o.Model != m.Name)
		}
	}
	for _, one := range all {
		for _, a := range one {
			count(a.control)
			count(a.again)
			count(a.placebo)
			for _, seen := range a.treated {
				count(seen)
			}
		}
	}
}

// each gives whose words a customer allows in each asking of a probe: nobody's first, then each model's.
func (o Options) each() []string {
	if o.NotAsked {
		return []string{""}
	}
	return append([]string{""}, o.Models...)
}

// unasked lists models that belong to the release and that nobody asked.
func (o Options) unasked() []ModelReport {
	var all []ModelReport
	for _, name := range o.Models {
		all = append(all, ModelReport{Name: name})
	}
	return all
}

// known reports that a list of models can be told apart.
func known(names []string) bool {
	sorted := slices.Sorted(slices.Values(names))
	return !slices.Contains(sorted, "") && len(slices.Compact(sorted)) == len(names)
}

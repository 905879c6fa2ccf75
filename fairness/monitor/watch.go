package monitor

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"candor/fairness/stats"
)

// Level is the chance that a desk at which nothing differs ever hears a false alarm.
const Level = 0.05

// Other stands for all languages that the desk does not offer, taken together.
const Other = "other"

// Watched is what is looked at: each group of each part. It is fixed while the watch goes on, so that the number of
// comparisons is.
type Watched map[Part][]string

// Evidence is how strongly what is told speaks against a group being treated no worse.
type Evidence struct {
	Outcome      Outcome
	By           Part
	Group        string
	LogE         float64
	N, K         int64 // of the group, as far as looked at
	RestN, RestK int64
}

// Watch is the memory of the looks. The zero Watch has not looked. It holds sums of what is told, and no more.
type Watch struct {
	pairs map[string]*pair
}

// MarshalJSON writes the memory.
func (w Watch) MarshalJSON() ([]byte, error) { return json.Marshal(w.pairs) }

// UnmarshalJSON reads it.
func (w *Watch) UnmarshalJSON(text []byte) error {
	var pairs map[string]*pair
	if err := json.Unmarshal(text, &pairs); err != nil {
		return fmt.Errorf("monitor: read the watch: %w", err)
	}
	for name, p := range pairs {
		if p == nil || p.J < 0 || math.IsNaN(p.logE()) {
			return fmt.Errorf("monitor: read the watch: %q is no memory of looks", name)
		}
	}
	w.pairs = pairs
	return nil
}

func pairName(o Outcome, by Part, group string) string {
	return strings.Join([]string{string(o), string(by), group}, between)
}

// Look takes all that is told since the beginning, looks at what came since the last look, however long ago that was, and
// gives the evidence for each comparison, in a fixed order. What is told must only grow.
func (w *Watch) Look(told []Told, of Watched, now time.Time) []Evidence {
	if w.pairs == nil {
		w.pairs = map[string]*pair{}
	}
	tables := map[string]Table{}
	for _, t := range Tables(fold(told, of[ByLanguage])) {
		tables[string(t.Family)+between+string(t.Part)] = t
	}
	var out []Evidence
	known := map[string]bool{}
	for _, f := range facts {
		if !f.Watched {
			continue
		}
		for _, by := range slices.Sorted(maps.Keys(of)) {
			t := tables[string(f.Family)+between+string(by)]
			for _, group := range of[by] {
				name := pairName(f.Outcome, by, group)
				known[name] = true
				p := w.pairs[name]
				if p == nil {
					p = &pair{}
					w.pairs[name] = p
				}
				mine, rest := t.Of(group), t.Rest(group)
				p.look(seen{mine.N, mine.K[f.Slot]}, seen{rest.N, rest.K[f.Slot]}, f.Good, now.Unix())
				out = append(out, Evidence{f.Outcome, by, group, p.logE(), p.Mine.N, p.Mine.K, p.Rest.N, p.Rest.K})
			}
		}
	}
	maps.DeleteFunc(w.pairs, func(name string, _ *pair) bool { return !known[name] })
	return out
}

// fold puts all languages that are not watched into one.
func fold(told []Told, languages []string) []Told {
	out := slices.Clone(told)
	for i, one := range out {
		if one.Key.Part == way && !slices.Contains(languages, one.Key.Group) {
			out[i].Key.Group = Other
		}
	}
	return out
}

// Raise picks what is an alarm, by e-BH over all comparisons at once.
func Raise(all []Evidence) ([]Evidence, error) {
	e := make([]float64, len(all))
	for i, x := range all {
		e[i] = math.Exp(min(x.LogE, 700))
	}
	places, err := stats.EBH(e, Level)
	if err != nil {
		return nil, fmt.Errorf("monitor: pick alarms: %w", err)
	}
	var out []Evidence
	for _, i := range places {
		out = append(out, all[i])
	}
	return out, nil
}

// Bar is the logarithm of the evidence from which on a single comparison of so many is an alarm.
func Bar(comparisons int) float64 { return math.Log(float64(max(1, comparisons)) / Level) }

// Restart begins a comparison anew, once somebody has looked into its alarm. What was seen is not looked at again.
func (w *Watch) Restart(o Outcome, by Part, group string) {
	if p := w.pairs[pairName(o, by, group)]; p != nil {
		w.pairs[pairName(o, by, group)] = &pair{Mine: p.Mine, Rest: p.Rest}
	}
}

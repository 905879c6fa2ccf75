package fairness

import (
	"bytes"
	"encoding/json"
	"errors"

	"candor/fairness/stats"
)

type rowsInput struct {
	True     []bit     `json:"y_true"`
	Pred     []bit     `json:"y_pred"`
	Group    []string  `json:"group"`
	Weight   []float64 `json:"weight"`
	Features features  `json:"features"`
}

func (in rowsInput) tally(groups map[string]stats.Tally, group []string) error {
	if len(in.True) != len(in.Pred) || len(group) != len(in.True) || (in.Weight != nil && len(in.Weight) != len(in.True)) {
		return errors.New("the lists of its input are of different lengths")
	}
	for i, name := range group {
		t, weight := groups[name], 1.0
		if in.Weight != nil {
			weight = in.Weight[i]
		}
		t.AddWeighted(bool(in.True[i]), bool(in.Pred[i]), weight)
		groups[name] = t
	}
	return nil
}

func groupRows(in rowsInput) (object, error) {
	groups := map[string]stats.Tally{}
	if err := in.tally(groups, in.Group); err != nil {
		return nil, err
	}
	return compared(groups)
}

// intersections makes a group of each combination of features, also of those that never occur.
func intersections(in rowsInput) (object, error) {
	if len(in.Features) == 0 {
		return nil, errors.New("its input has no features")
	}
	groups := map[string]stats.Tally{"": {}}
	joined := make([]string, len(in.True))
	for i, f := range in.Features {
		list := f.value
		if len(list) != len(in.True) {
			return nil, errors.New("the lists of its input are of different lengths")
		}
		values := map[string]bool{}
		for j, v := range list {
			values[v] = true
			joined[j] = join(i, joined[j], v)
		}
		wider := map[string]stats.Tally{}
		for before := range groups {
			for v := range values {
				wider[join(i, before, v)] = stats.Tally{}
			}
		}
		if groups = wider; len(groups) > 100_000 {
			return nil, errors.New("its features make more than 100,000 groups")
		}
	}
	if err := in.tally(groups, joined); err != nil {
		return nil, err
	}
	return compared(groups)
}

func join(place int, before, v string) string {
	if place == 0 {
		return v
	}
	return before + "|" + v
}

// feature is a list of what each row is, by one feature.
type feature struct{ value []string }

// features keeps the order in which they were written, which is that of combined names.
type features []feature

func (f *features) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return errors.New("features that are no object")
	}
	for d.More() {
		if _, err := d.Token(); err != nil {
			return err
		}
		var one feature
		if err := d.Decode(&one.value); err != nil {
			return err
		}
		*f = append(*f, one)
	}
	return nil
}

type countsInput struct {
	Counts map[string]struct {
		TP *whole `json:"tp"`
		FP *whole `json:"fp"`
		FN *whole `json:"fn"`
		TN *whole `json:"tn"`
	} `json:"counts"`
}

func groupCounts(in countsInput) (object, error) {
	groups := map[string]stats.Tally{}
	for name, c := range in.Counts {
		if c.TP == nil || c.FP == nil || c.FN == nil || c.TN == nil {
			return nil, errors.New("a group of its input has not all of tp, fp, fn and tn")
		}
		groups[name] = stats.Counts(int64(*c.TP), int64(*c.FP), int64(*c.FN), int64(*c.TN))
	}
	return compared(groups)
}

func compared(groups map[string]stats.Tally) (object, error) {
	if len(groups) == 0 {
		return nil, errors.New("its input has no groups")
	}
	c, err := stats.Compare(groups)
	if err != nil {
		return nil, err
	}
	byGroup := object{}
	var all stats.Tally
	for name, t := range groups {
		all.Merge(t)
		one := rates(c.Library.Groups[name])
		one["count"] = stats.Value{}
		if t.Rows > 0 {
			one["count"] = t.Rows
		}
		byGroup[name] = one
	}
	overall := rates(c.Library.Overall)
	overall["count"] = all.Rows
	l := c.Library
	return object{
		"by_group": byGroup, "overall": overall,
		"difference": rates(l.Difference), "ratio": rates(l.Ratio),
		"difference_to_overall": rates(l.DifferenceToOverall), "ratio_to_overall": rates(l.RatioToOverall),
		"demographic_parity_difference": l.Difference[stats.SelectionRate], "demographic_parity_ratio": l.Ratio[stats.SelectionRate],
		"equal_opportunity_difference": l.Difference[stats.TPR], "equal_opportunity_ratio": l.Ratio[stats.TPR],
		"equalized_odds_difference": l.EqualizedOddsDifference, "equalized_odds_difference_mean": l.EqualizedOddsDifferenceMean,
		"equalized_odds_ratio": l.EqualizedOddsRatio,
		"undefined":            undefined(c), "difference_defined_only": rates(c.Defined.Difference), "ratio_defined_only": rates(c.Defined.Ratio),
	}, nil
}

// undefined lists what is not known as pairs of a group and a metric.
func undefined(c stats.Comparison) [][2]string {
	out := [][2]string{}
	for _, u := range c.Undefined {
		out = append(out, [2]string{u.Group, u.Metric.String()})
	}
	return out
}

func rates(r stats.Rates) object {
	o := object{}
	for _, m := range stats.Metrics() {
		o[m.String()] = r[m]
	}
	return o
}

type impactInput struct {
	Selected map[string]whole `json:"selected"`
	Total    map[string]whole `json:"total"`
	Score    []float64        `json:"score"`
	Group    []string         `json:"group"`
}

func impactBinary(in impactInput) (object, error) {
	groups := map[string]stats.Chosen{}
	for name, total := range in.Total {
		selected, ok := in.Selected[name]
		if !ok {
			return nil, errors.New("a group of its input has a total and nothing selected")
		}
		groups[name] = stats.Chosen{Selected: int64(selected), Total: int64(total)}
	}
	if len(in.Selected) != len(groups) || len(groups) == 0 {
		return nil, errors.New("the groups of its input are not the same twice")
	}
	i, err := stats.ImpactOf(groups)
	return impact(i), err
}

func impactScore(in impactInput) (object, error) {
	s, err := stats.ImpactOfScores(in.Score, in.Group)
	o := impact(s.Impact)
	o["median"], o["above_median"] = s.Median, s.AboveMedian
	return o, err
}

func impact(i stats.Impact) object {
	return object{
		"selection_rate": i.Rate, "impact_ratio": i.Ratio, "reference": names(i.Reference), "below_four_fifths": names(i.BelowFourFifths),
		"min_impact_ratio": i.Least, "share": i.Share, "under_two_percent": names(i.UnderTwoPercent),
	}
}

package fairness

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"candor/fairness/stats"
)

// confidence is that of intervals, unless something else is asked for.
const confidence = 0.95

// WriteJSON writes what was counted and the comparison of the groups, as one object. What is not known is "NaN".
func (c *Counted) WriteJSON(w io.Writer) error {
	tallies := c.tallies()
	compared, err := stats.Compare(tallies)
	if err != nil {
		return err
	}
	var all stats.Tally
	groups := object{}
	for name, one := range c.Groups {
		all.Merge(one.Tally)
		g := rates(compared.Groups[name])
		g["count"], g["missing"] = one.Rows, one.Missing
		if k, n, whole := one.shares(); whole {
			g["selection_rate_wilson"] = interval(stats.Wilson(k, n, confidence))
		}
		groups[name] = g
	}
	overall := rates(compared.Overall)
	overall["count"] = all.Rows
	return json.NewEncoder(w).Encode(object{
		"by_group": groups, "overall": overall, "difference": rates(compared.Defined.Difference), "ratio": rates(compared.Defined.Ratio),
		"undefined": undefined(compared), "unread": c.Unread, "truth": c.Truth,
	})
}

func (c *Counted) tallies() map[string]stats.Tally {
	groups := map[string]stats.Tally{}
	for name, one := range c.Groups {
		groups[name] = one.Tally
	}
	return groups
}

// shares gives how many of how many got the outcome, and false for nobody or where weights make no whole numbers.
func (one *Count) shares() (k, n int64, whole bool) {
	n = int64(one.TP + one.FP + one.FN + one.TN)
	return int64(one.TP + one.FP), n, n > 0 && n == one.Rows
}

// WriteText writes a table for people: how many got the outcome, with what it may be, and the gaps.
func (c *Counted) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "group\trows\tmissing\tgot it\t95 % interval")
	chosen := map[string]stats.Chosen{}
	for _, name := range slices.Sorted(maps.Keys(c.Groups)) {
		one := c.Groups[name]
		rate, interval := "undefined", "-"
		if k, n, whole := one.shares(); whole {
			chosen[name] = stats.Chosen{Selected: k, Total: n}
			i := stats.Wilson(k, n, confidence)
			interval = fmt.Sprintf("%.1f to %.1f %%", 100*i.Low, 100*i.High)
		}
		if r, ok := one.Rates()[stats.SelectionRate].Number(); ok {
			rate = fmt.Sprintf("%.1f %%", 100*r)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", name, one.Rows, one.Missing, rate, interval)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	impact, err := stats.ImpactOf(chosen)
	if err != nil {
		return err
	}
	if least, ok := impact.Least.Number(); ok && len(chosen) > 1 {
		fmt.Fprintf(w, "\nThe group that fares worst gets it %.2f times as often as the group that fares best.\n", least)
		for _, name := range impact.BelowFourFifths {
			fmt.Fprintf(w, "%s: below four fifths of the best.\n", name)
		}
	}
	if c.Truth {
		return c.gaps(w)
	}
	return nil
}

// gaps tells how far the rates are apart, of the groups whose rate is known.
func (c *Counted) gaps(w io.Writer) error {
	compared, err := stats.Compare(c.tallies())
	if err != nil {
		return err
	}
	said := map[stats.Metric]string{
		stats.SelectionRate: "got it, of all", stats.TPR: "got it, of those who deserved it", stats.FPR: "got it, of those who did not",
		stats.Accuracy: "got what they deserved",
	}
	fmt.Fprintln(w)
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "share\tlargest gap\tsmallest ratio\tgroups where it is not known")
	for _, m := range stats.Metrics() {
		if said[m] == "" {
			continue
		}
		unknown := 0
		for _, u := range compared.Undefined {
			if u.Metric == m {
				unknown++
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\n", said[m], compared.Defined.Difference[m], compared.Defined.Ratio[m], unknown)
	}
	return table.Flush()
}

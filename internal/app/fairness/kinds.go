package fairness

import (
	"encoding/json"
	"errors"

	"candor/fairness/stats"
)

// kinds are the calculations by name.
func kinds() map[string]calculation {
	return map[string]calculation{
		"group_metrics_rows":            from("y_true y_pred group", groupRows),
		"group_metrics_weighted":        from("y_true y_pred group weight", groupRows),
		"group_metrics_counts":          from("counts", groupCounts),
		"group_metrics_intersectional":  from("y_true y_pred features", intersections),
		"impact_ratio_binary":           from("selected total", impactBinary),
		"impact_ratio_score":            from("score group", impactScore),
		"wilson_interval":               from("k n confidence", proportion),
		"newcombe_diff":                 from("k1 n1 k2 n2 confidence", difference),
		"two_proportion_z":              from("k1 n1 k2 n2", pooled),
		"fisher_exact":                  from("table", fisher),
		"odds_ratio":                    from("table confidence", oddsRatio),
		"chi_square":                    from("table", chiSquare),
		"mcnemar":                       from("a b c d confidence", mcnemar),
		"mann_whitney":                  from("x y", mannWhitney),
		"ks_two_sample":                 from("x y", kolmogorov),
		"wilcoxon_signed_rank":          from("x y", wilcoxon),
		"kruskal_wallis":                from("groups", kruskal),
		"friedman":                      from("rows", friedman),
		"cochran_q":                     from("rows", cochran),
		"permutation_two_sample":        from("x y", permuteSamples),
		"permutation_sign_flip":         from("differences", flipSigns),
		"permutation_sign_flip_cluster": from("clusters", flipClusters),
		"adjust_pvalues":                from("p", adjust),
		"power_two_proportions":         from("p1 p2 alpha power ratio_n2_over_n1 n1", planShares),
		"power_mcnemar":                 from("p10 p01 alpha power n_pairs", planPairs),
		"cmh_stratified":                from("tables", stratified),
		"e_process_two_proportions":     from("a b prior alpha", watchShares),
		"e_process_paired_bet":          from("d grid alpha", watchPairs),
		"cusum_bernoulli":               from("x p0 p1 h", watchRise),
		"e_bh":                          from("e alpha", eBH),
	}
}

func interval(i stats.Interval) [2]stats.Value {
	return [2]stats.Value{stats.Known(i.Low), stats.Known(i.High)}
}

// orNone gives null for what is undefined.
func orNone(v stats.Value) any {
	if !v.Defined() {
		return nil
	}
	return v
}

// orNoneAt gives null for an alarm that was not.
func orNoneAt(at int64) any {
	if at == 0 {
		return nil
	}
	return at
}

// names gives an empty list for none.
func names(list []string) []string { return append([]string{}, list...) }

type square [2][2]whole

// UnmarshalJSON refuses a table of any other shape.
func (s *square) UnmarshalJSON(text []byte) error {
	var rows [][]whole
	if err := json.Unmarshal(text, &rows); err != nil {
		return err
	}
	if len(rows) != 2 || len(rows[0]) != 2 || len(rows[1]) != 2 {
		return errors.New("a table that is not two by two")
	}
	*s = square{{rows[0][0], rows[0][1]}, {rows[1][0], rows[1][1]}}
	return nil
}

func (s square) table() stats.Table {
	return stats.Table{A: int64(s[0][0]), B: int64(s[0][1]), C: int64(s[1][0]), D: int64(s[1][1])}
}

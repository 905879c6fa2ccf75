package fairness

import "candor/fairness/stats"

type sampleInput struct {
	X           []float64   `json:"x"`
	Y           []float64   `json:"y"`
	Groups      [][]float64 `json:"groups"`
	Rows        [][]float64 `json:"rows"`
	Differences []float64   `json:"differences"`
	Clusters    [][]float64 `json:"clusters"`
	P           []float64   `json:"p"`
}

func mannWhitney(in sampleInput) (object, error) {
	m, err := stats.MannWhitneyOf(in.X, in.Y)
	o := object{
		"u1": m.U1, "u2": m.U2, "p_two_sided": m.TwoSided, "p_greater": m.Greater, "p_less": m.Less,
		"common_language": m.CommonLanguage, "cliffs_delta": m.CliffsDelta,
	}
	if m.Exact {
		o["method"] = "exact"
		return o, err
	}
	o["method"], o["p_two_sided_no_continuity"] = "asymptotic", m.NoContinuity
	return o, err
}

func kolmogorov(in sampleInput) (object, error) {
	k, err := stats.KolmogorovSmirnovOf(in.X, in.Y)
	return object{
		"statistic": k.Statistic, "p_exact": k.Exact, "p_asymptotic_kolmogorov": k.Asymptotic, "p_scipy_asymp": k.OneSample, "ties": k.Ties,
	}, err
}

func wilcoxon(in sampleInput) (object, error) {
	w, err := stats.WilcoxonOf(in.X, in.Y)
	return object{"w_plus": w.Plus, "w_minus": w.Minus, "p_two_sided": w.TwoSided, "p_greater": w.Greater, "rank_biserial": w.RankBiserial}, err
}

func kruskal(in sampleInput) (object, error) {
	s, err := stats.KruskalWallis(in.Groups)
	return object{"h": s.Statistic, "dof": s.DOF, "p": s.P}, err
}

func friedman(in sampleInput) (object, error) {
	s, err := stats.Friedman(in.Rows)
	return object{"statistic": s.Statistic, "dof": s.DOF, "p": s.P}, err
}

func cochran(in sampleInput) (object, error) {
	s, err := stats.CochranQ(in.Rows)
	return object{"q": s.Statistic, "dof": s.DOF, "p": s.P}, err
}

func permuteSamples(in sampleInput) (object, error) {
	p, err := stats.PermuteSamples(in.X, in.Y)
	return object{
		"diff_means": p.Observed, "count_ge": p.Greater, "count_le": p.Less, "count_abs_ge": p.Farther, "total": p.Total,
		"p_greater": p.PGreater, "p_less": p.PLess, "p_two_sided_abs": p.PAbs, "p_two_sided_doubled": p.PDoubled,
	}, err
}

func flipSigns(in sampleInput) (object, error) {
	p, err := stats.FlipSigns(in.Differences)
	return object{
		"mean": p.Observed, "count_ge": p.Greater, "count_le": p.Less, "count_abs_ge": p.Farther, "total": p.Total,
		"p_greater": p.PGreater, "p_less": p.PLess, "p_two_sided_abs": p.PAbs,
	}, err
}

func flipClusters(in sampleInput) (object, error) {
	p, err := stats.FlipClusters(in.Clusters)
	return object{
		"cluster_sums": p.Sums, "total_sum": p.Observed, "count_ge": p.Greater, "count_abs_ge": p.Farther, "total": p.Total,
		"p_greater": p.PGreater, "p_two_sided_abs": p.PAbs,
	}, err
}

func adjust(in sampleInput) (object, error) {
	a, err := stats.Adjust(in.P)
	o := object{}
	for name, adjusted := range map[string][]float64{"bh": a.BH, "by": a.BY, "holm": a.Holm, "hochberg": a.Hochberg, "bonferroni": a.Bonferroni} {
		o[name], o[name+"_reject_0.05"] = adjusted, stats.Rejected(adjusted, 0.05)
	}
	return o, err
}

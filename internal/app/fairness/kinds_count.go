package fairness

import "candor/fairness/stats"

type shareInput struct {
	K          whole   `json:"k"`
	N          whole   `json:"n"`
	Confidence float64 `json:"confidence"`
}

func proportion(in shareInput) (object, error) {
	p, err := stats.ProportionOf(int64(in.K), int64(in.N), in.Confidence)
	return object{
		"rate": p.Rate, "z": p.Z, "wilson": interval(p.Wilson), "wilson_cc": interval(p.WilsonCC),
		"clopper_pearson": interval(p.ClopperPearson), "agresti_coull": interval(p.AgrestiCoull), "jeffreys": interval(p.Jeffreys),
	}, err
}

type twoInput struct {
	K1         whole   `json:"k1"`
	N1         whole   `json:"n1"`
	K2         whole   `json:"k2"`
	N2         whole   `json:"n2"`
	Confidence float64 `json:"confidence"`
}

func difference(in twoInput) (object, error) {
	d, err := stats.DifferenceOf(int64(in.K1), int64(in.N1), int64(in.K2), int64(in.N2), in.Confidence)
	o := object{
		"diff": d.Difference, "newcombe": interval(d.Newcombe), "wald": interval(d.Wald), "agresti_caffo": interval(d.AgrestiCaffo),
		"ratio_log_adjusted_ci": interval(d.RatioLogAdjusted),
	}
	if d.Ratio.Defined() {
		o["ratio"], o["ratio_log_ci"] = d.Ratio, interval(d.RatioLog)
	}
	return o, err
}

func pooled(in twoInput) (object, error) {
	p, err := stats.PooledOf(int64(in.K1), int64(in.N1), int64(in.K2), int64(in.N2))
	return object{"z": p.Z, "p_two_sided": p.TwoSided, "p_greater": p.Greater, "p_less": p.Less, "exceeds_two_sd": p.ExceedsTwoSD}, err
}

type squareInput struct {
	Table      square   `json:"table"`
	Tables     []square `json:"tables"`
	Confidence float64  `json:"confidence"`
}

func fisher(in squareInput) (object, error) {
	f, err := stats.FisherOf(in.Table.table())
	return object{"p_two_sided": f.TwoSided, "p_less": f.Less, "p_greater": f.Greater, "prob_observed": f.Observed}, err
}

func oddsRatio(in squareInput) (object, error) {
	o, err := stats.OddsOf(in.Table.table(), in.Confidence)
	return object{
		"haldane_applied": o.Haldane, "odds_ratio": stats.Known(o.OddsRatio), "log_odds_ratio": stats.Known(o.LogOddsRatio),
		"log_odds_ratio_se": stats.Known(o.LogSE), "odds_ratio_ci": interval(o.OddsInterval), "p_log_odds": stats.Known(o.P),
		"risk_ratio": stats.Known(o.RiskRatio), "risk_ratio_ci": interval(o.RiskInterval),
	}, err
}

func stratified(in squareInput) (object, error) {
	tables := make([]stats.Table, len(in.Tables))
	for i, t := range in.Tables {
		tables[i] = t.table()
	}
	s, err := stats.StratifiedOf(tables, 0.95)
	return object{
		"odds_ratio_mh": s.OddsRatio, "log_odds_ratio_mh_se": s.LogSE, "odds_ratio_mh_ci95": s.OddsInterval, "risk_ratio_mh": s.RiskRatio,
		"cmh_chi2": s.Chi2, "cmh_p": s.P, "cmh_chi2_cc": s.Corrected, "cmh_p_cc": s.CorrectedP,
		"breslow_day_chi2": s.BreslowDay, "breslow_day_p": s.BreslowP, "crude_risk_difference": s.CrudeRisk, "mh_risk_difference": s.Risk,
	}, err
}

type tableInput struct {
	Table [][]whole `json:"table"`
}

func (in tableInput) counts() [][]int64 {
	rows := make([][]int64, len(in.Table))
	for i, row := range in.Table {
		for _, n := range row {
			rows[i] = append(rows[i], int64(n))
		}
	}
	return rows
}

func chiSquare(in tableInput) (object, error) {
	c, err := stats.ChiSquareOf(in.counts())
	if c.Undefined {
		return object{"undefined": true}, err
	}
	o := object{
		"statistic": c.Statistic, "dof": c.DOF, "p": c.P, "expected": c.Expected, "min_expected": stats.Known(c.LeastExpected),
		"g_statistic": c.G, "g_p": c.GP, "cramers_v": c.CramersV,
	}
	if c.TwoByTwo {
		o["yates_statistic"], o["yates_p"] = c.Yates, c.YatesP
	}
	return o, err
}

type pairsInput struct {
	A          whole   `json:"a"`
	B          whole   `json:"b"`
	C          whole   `json:"c"`
	D          whole   `json:"d"`
	Confidence float64 `json:"confidence"`
}

func mcnemar(in pairsInput) (object, error) {
	m, err := stats.McNemarOf(stats.Pairs{Both: int64(in.A), First: int64(in.B), Second: int64(in.C), Neither: int64(in.D)}, in.Confidence)
	o := object{
		"p_exact": m.Exact, "p_mid": m.Mid, "chi2": m.Chi2, "chi2_p": m.P, "flip_rate": m.FlipRate, "flip_rate_wilson": interval(m.FlipWilson),
		"net_difference": m.Net, "phi": m.Phi, "newcombe_paired": interval(m.Newcombe),
	}
	if in.B != in.C || in.B == 0 {
		o["chi2_cc"], o["chi2_cc_p"] = m.Corrected, m.CorrectedP
	}
	return o, err
}

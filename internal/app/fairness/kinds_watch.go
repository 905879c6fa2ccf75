package fairness

import (
	"errors"

	"candor/fairness/stats"
)

type planInput struct {
	P1    float64 `json:"p1"`
	P2    float64 `json:"p2"`
	Alpha float64 `json:"alpha"`
	Power float64 `json:"power"`
	Ratio float64 `json:"ratio_n2_over_n1"`
	N1    float64 `json:"n1"`
	P10   float64 `json:"p10"`
	P01   float64 `json:"p01"`
	Pairs float64 `json:"n_pairs"`
}

func planShares(in planInput) (object, error) {
	p, err := stats.PlanShares(in.P1, in.P2, in.Alpha, in.Power, in.Ratio, in.N1)
	o := object{
		"cohens_h": p.H, "n1_required": p.N1, "n1_required_ceil": nil, "n2_required_ceil": nil, "power_at_n1": p.Power,
		"mde_h_at_n1": orNone(p.SmallestH), "mde_p2_below": orNone(p.Below), "mde_p2_above": orNone(p.Above),
	}
	if n1, n2, enough := p.Sizes(); enough {
		o["n1_required_ceil"], o["n2_required_ceil"] = n1, n2
	}
	return o, err
}

func planPairs(in planInput) (object, error) {
	p, err := stats.PlanPairs(in.P10, in.P01, in.Alpha, in.Power, in.Pairs)
	o := object{"n_pairs_required": p.Pairs, "n_pairs_required_ceil": nil, "power_at_n_pairs": p.Power}
	if n, enough := p.Whole(); enough {
		o["n_pairs_required_ceil"] = n
	}
	return o, err
}

type streamInput struct {
	A     []bit     `json:"a"`
	B     []bit     `json:"b"`
	X     []bit     `json:"x"`
	D     []float64 `json:"d"`
	E     []float64 `json:"e"`
	Grid  []float64 `json:"grid"`
	Prior float64   `json:"prior"`
	Alpha float64   `json:"alpha"`
	P0    float64   `json:"p0"`
	P1    float64   `json:"p1"`
	H     float64   `json:"h"`
}

func watchShares(in streamInput) (object, error) {
	if len(in.A) != len(in.B) {
		return nil, errors.New("the lists of its input are of different lengths")
	}
	w, err := stats.WatchShares(in.Prior, in.Alpha)
	if err != nil {
		return nil, err
	}
	first := []stats.Value{}
	for i := range in.A {
		if w.Observe(bool(in.A[i]), bool(in.B[i])); i < 10 {
			first = append(first, stats.Known(w.LogE))
		}
	}
	return object{
		"log_e_final": w.LogE, "log_e_max": w.LogMax, "anytime_p": w.AnytimeP(), "first_alarm_block": orNoneAt(w.AlarmAt), "log_e_first_10": first,
	}, nil
}

func watchPairs(in streamInput) (object, error) {
	w, err := stats.WatchPairs(in.Grid, in.Alpha)
	if err != nil {
		return nil, err
	}
	for _, d := range in.D {
		if err := w.Observe(d); err != nil {
			return nil, err
		}
	}
	return object{"log_e_final": stats.Known(w.LogE), "log_e_max": w.LogMax, "anytime_p": w.AnytimeP(), "first_alarm": orNoneAt(w.AlarmAt)}, nil
}

func watchRise(in streamInput) (object, error) {
	c, err := stats.WatchRise(in.P0, in.P1, in.H)
	if err != nil {
		return nil, err
	}
	for _, x := range in.X {
		c.Observe(bool(x))
	}
	return object{"s_final": c.Now, "s_max": c.Most, "first_alarm": orNoneAt(c.AlarmAt)}, nil
}

func eBH(in streamInput) (object, error) {
	rejected, err := stats.EBH(in.E, in.Alpha)
	return object{"rejected": append([]int{}, rejected...), "k": len(rejected)}, err
}

package stats

import "math"

// Tally counts outcomes of one group: of those who deserved a yes and those who did not, how many
// got it. It is what streams are counted into: of fixed size, and two of them merge into one.
// Whole counts are exact up to 2^53. The zero Tally has seen nobody.
type Tally struct {
	Rows           int64 // how many were seen, whatever their weight
	TP, FP, FN, TN float64
}

// Add counts one outcome.
func (t *Tally) Add(deserved, got bool) { t.AddWeighted(deserved, got, 1) }

// AddWeighted counts one outcome with a weight, which is finite and not below zero.
func (t *Tally) AddWeighted(deserved, got bool, weight float64) {
	t.Rows++
	switch {
	case deserved && got:
		t.TP += weight
	case got:
		t.FP += weight
	case deserved:
		t.FN += weight
	default:
		t.TN += weight
	}
}

// Merge adds what another tally counted.
func (t *Tally) Merge(o Tally) {
	t.Rows += o.Rows
	t.TP += o.TP
	t.FP += o.FP
	t.FN += o.FN
	t.TN += o.TN
}

// Counts makes a tally of whole counts.
func Counts(tp, fp, fn, tn int64) Tally {
	return Tally{Rows: tp + fp + fn + tn, TP: float64(tp), FP: float64(fp), FN: float64(fn), TN: float64(tn)}
}

func (t Tally) check() error {
	for _, x := range []float64{t.TP, t.FP, t.FN, t.TN, float64(t.Rows)} {
		if !(x >= 0) || math.IsInf(x, 1) {
			return impossible("a group has a count below zero or without end")
		}
	}
	return nil
}

// Metric is one of the rates of a group.
type Metric int

const (
	SelectionRate Metric = iota // got a yes, of all
	TPR                         // got a yes, of those who deserved it
	FPR                         // got a yes, of those who did not
	TNR                         // got a no, of those who did not deserve a yes
	FNR                         // got a no, of those who deserved a yes
	Accuracy                    // got what they deserved, of all
	metrics
)

// Metrics lists all metrics in their usual order.
func Metrics() []Metric { return []Metric{SelectionRate, TPR, FPR, TNR, FNR, Accuracy} }

// String gives the usual short name.
func (m Metric) String() string {
	names := [...]string{"selection_rate", "tpr", "fpr", "tnr", "fnr", "accuracy"}
	if m < 0 || m >= metrics {
		return "unknown"
	}
	return names[m]
}

// Rates are the metrics of one group, by Metric.
type Rates [metrics]Value

// Rates gives the metrics of what was counted. One whose denominator is zero is undefined.
func (t Tally) Rates() Rates {
	yes, no := t.TP+t.FN, t.FP+t.TN
	return Rates{
		SelectionRate: part(t.TP+t.FP, yes+no),
		TPR:           part(t.TP, yes),
		FPR:           part(t.FP, no),
		TNR:           part(t.TN, no),
		FNR:           part(t.FN, yes),
		Accuracy:      part(t.TP+t.TN, yes+no),
	}
}

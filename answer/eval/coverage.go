package eval

import (
	"cmp"
	"math"
	"slices"
)

// Judged is one answer that could be given: how sure, and whether it would be right.
type Judged struct {
	Confidence float64
	Right      bool
}

// CoverageAt gives the largest share of the items that can be answered, most sure first, while at
// least precision of those answered are right, and the confidence at which to stop. Without
// items the coverage is NaN; when no bar reaches the precision it is 0 and the bar +Inf.
func CoverageAt(items []Judged, precision float64) (coverage, bar float64) {
	return Reach(items, precision)(nil)
}

// Reach sorts once and gives CoverageAt as a function of how often each item counts; nil stands for
// once each.
func Reach(items []Judged, precision float64) func(weights []float64) (coverage, bar float64) {
	order := surestFirst(items)
	return func(weights []float64) (coverage, bar float64) {
		right, seen, whole := 0.0, 0.0, 0.0
		for i := range items {
			whole += weightAt(weights, i)
		}
		if whole == 0 {
			return math.NaN(), math.Inf(1)
		}
		bar = math.Inf(1)
		for i := 0; i < len(order); {
			before, confidence := seen, items[order[i]].Confidence
			for ; i < len(order) && items[order[i]].Confidence == confidence; i++ {
				w := weightAt(weights, order[i])
				seen += w
				if items[order[i]].Right {
					right += w
				}
			}
			if seen > before && right >= precision*seen {
				coverage, bar = seen/whole, confidence
			}
		}
		return coverage, bar
	}
}

// surestFirst gives the places of the items by falling confidence.
func surestFirst(items []Judged) []int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(items[b].Confidence, items[a].Confidence) })
	return order
}

// AtBar gives the share of items answered at a bar and how many of those are right. Precision is
// NaN when nothing is answered.
func AtBar(items []Judged, bar float64) (coverage, precision float64) {
	var answered, right float64
	for _, it := range items {
		if it.Confidence < bar {
			continue
		}
		answered++
		if it.Right {
			right++
		}
	}
	return over(answered, float64(len(items))), over(right, answered)
}

// Point is one place of a risk-coverage curve (El-Yaniv and Wiener 2010): what share is answered from
// a bar on, and what share of that is wrong.
type Point struct {
	Bar      float64 `json:"bar"`
	Coverage float64 `json:"coverage"` // above 0, to 1
	Risk     float64 `json:"risk"`     // 0 to 1
	Answered int     `json:"answered"`
}

// Curve gives a point for every confidence that occurs, the highest first. The last one answers everything.
func Curve(items []Judged) []Point {
	order := surestFirst(items)
	var out []Point
	wrong := 0
	for i, k := range order {
		if !items[k].Right {
			wrong++
		}
		if i+1 < len(order) && items[order[i+1]].Confidence == items[k].Confidence {
			continue
		}
		out = append(out, Point{
			Bar: items[k].Confidence, Answered: i + 1,
			Coverage: float64(i+1) / float64(len(items)), Risk: float64(wrong) / float64(i+1),
		})
	}
	return out
}

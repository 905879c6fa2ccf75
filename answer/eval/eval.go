package eval

import (
	"cmp"
	"math"
	"slices"
)

// Ranking is one query's articles, best first, and which of them are right.
type Ranking struct {
	Ranked []string
	Gold   []string // empty: no article is right
}

// Place gives the place of the first right article, from 1, or 0 when none is among the ranked.
func (r Ranking) Place() int {
	for i, id := range r.Ranked {
		if slices.Contains(r.Gold, id) {
			return i + 1
		}
	}
	return 0
}

// Retrieval sums up rankings of queries that have a right article; others are passed over.
type Retrieval struct {
	Queries int
	Hit1    float64 // share whose first article is right
	Hit5    float64 // share with a right one among the first five
	Recall5 float64 // mean share of the right articles among the first five
	MRR     float64 // mean of 1/place among the first ten
}

// Retrieve counts. Without queries all shares are NaN.
func Retrieve(rankings []Ranking) Retrieval {
	var out Retrieval
	for _, r := range rankings {
		if len(r.Gold) == 0 {
			continue
		}
		out.Queries++
		place := r.Place()
		if place == 1 {
			out.Hit1++
		}
		if place >= 1 && place <= 5 {
			out.Hit5++
		}
		if place >= 1 && place <= 10 {
			out.MRR += 1 / float64(place)
		}
		found := 0
		for _, g := range r.Gold {
			if slices.Contains(r.Ranked[:min(5, len(r.Ranked))], g) {
				found++
			}
		}
		out.Recall5 += float64(found) / float64(len(r.Gold))
	}
	n := float64(out.Queries)
	out.Hit1, out.Hit5, out.Recall5, out.MRR = over(out.Hit1, n), over(out.Hit5, n), over(out.Recall5, n), over(out.MRR, n)
	return out
}

func over(part, whole float64) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return part / whole
}

// AUROC is the chance that a random positive scores above a random negative, ties counting
// half (Hanley and McNeil 1982). It is NaN when either side is empty.
func AUROC(positives, negatives []float64) float64 {
	type point struct {
		score    float64
		positive bool
	}
	var all []point
	for _, s := range positives {
		all = append(all, point{s, true})
	}
	for _, s := range negatives {
		all = append(all, point{s, false})
	}
	slices.SortFunc(all, func(a, b point) int { return cmp.Compare(a.score, b.score) })
	rankSum := 0.0
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].score == all[i].score {
			j++
		}
		mid := float64(i+j+1) / 2
		for k := i; k < j; k++ {
			if all[k].positive {
				rankSum += mid
			}
		}
		i = j
	}
	p, n := float64(len(positives)), float64(len(negatives))
	return over(rankSum-p*(p+1)/2, p*n)
}

// Judged is one answer that could be given: how sure, and whether it would be right.
type Judged struct {
	Confidence float64
	Right      bool
}

// CoverageAt gives the largest share of the items that can be answered, most sure first, while at
// least precision of those answered are right, and the confidence at which to stop. Without
// items the coverage is NaN; when no bar reaches the precision it is 0 and the bar +Inf.
func CoverageAt(items []Judged, precision float64) (coverage, bar float64) {
	if len(items) == 0 {
		return math.NaN(), math.Inf(1)
	}
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, func(a, b Judged) int { return cmp.Compare(b.Confidence, a.Confidence) })
	bar = math.Inf(1)
	right := 0
	for i, it := range sorted {
		if it.Right {
			right++
		}
		tied := i+1 < len(sorted) && sorted[i+1].Confidence == it.Confidence
		if !tied && float64(right) >= precision*float64(i+1) {
			coverage, bar = float64(i+1)/float64(len(sorted)), it.Confidence
		}
	}
	return coverage, bar
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

// CalibrationError is the mean distance between confidence and share of right answers over ten
// equal steps of confidence, weighted by their items (Naeini et al. 2015). NaN without items.
func CalibrationError(items []Judged) float64 {
	var n, sum, right [10]float64
	for _, it := range items {
		k := min(9, max(0, int(it.Confidence*10)))
		n[k]++
		sum[k] += it.Confidence
		if it.Right {
			right[k]++
		}
	}
	total := 0.0
	for k := range n {
		total += math.Abs(sum[k] - right[k])
	}
	return over(total, float64(len(items)))
}

// Wilson gives the 95 % interval of a share of n (Wilson 1927); 0 to 1 when n is 0.
func Wilson(share float64, n int) (low, high float64) {
	if n <= 0 || math.IsNaN(share) {
		return 0, 1
	}
	const z = 1.959963984540054
	m := float64(n)
	mid := (share + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(share*(1-share)/m+z*z/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}

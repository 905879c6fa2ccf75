package eval

import "slices"

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

// Reciprocal is 1/place of the first right article among the first depth, else 0.
func (r Ranking) Reciprocal(depth int) float64 {
	if place := r.Place(); place >= 1 && place <= depth {
		return 1 / float64(place)
	}
	return 0
}

// Recall is the share of the right articles that stand among the first depth; NaN when none is right.
func (r Ranking) Recall(depth int) float64 {
	found := 0
	for _, g := range r.Gold {
		if slices.Contains(r.Ranked[:min(depth, len(r.Ranked))], g) {
			found++
		}
	}
	return over(float64(found), float64(len(r.Gold)))
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
		out.MRR += r.Reciprocal(10)
		out.Recall5 += r.Recall(5)
	}
	n := float64(out.Queries)
	out.Hit1, out.Hit5, out.Recall5, out.MRR = over(out.Hit1, n), over(out.Hit5, n), over(out.Recall5, n), over(out.MRR, n)
	return out
}

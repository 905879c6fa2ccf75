package monitor

import (
	"math"

	"candor/fairness/stats"
)

// Sure gives how many more of a group than of the rest had an outcome, as a share, with an interval that holds at whatever time
// somebody looks, however often: two mixtures of normals, one for each share (Robbins 1970; Howard, Ramdas, McAuliffe, Sekhon
// 2021, arXiv 1810.08240), each at half of what may go wrong. False when one of both is nobody.
func Sure(k, n, restK, restN int64) (gap float64, interval stats.Interval, ok bool) {
	if n <= 0 || restN <= 0 {
		return 0, stats.Interval{Low: -1, High: 1}, false
	}
	gap = float64(k)/float64(n) - float64(restK)/float64(restN)
	half := width(n, Level/2) + width(restN, Level/2)
	return gap, stats.Interval{Low: max(-1, gap-half), High: min(1, gap+half)}, true
}

// width is how far from the truth the share of so many people is at most, at any time, but for a chance of alpha.
func width(people int64, alpha float64) float64 {
	const (
		spread = 0.25 // the largest variance of what happens or does not
		tuned  = 250  // in units of variance: narrowest at about a thousand people
	)
	v := spread * float64(people)
	return math.Sqrt((v+tuned)*math.Log((v+tuned)/(tuned*alpha*alpha))) / float64(people)
}

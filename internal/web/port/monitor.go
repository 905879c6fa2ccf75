package port

import (
	"cmp"
	"slices"
	"time"

	"candor/fairness/monitor"
)

// EvidenceLine is how strongly counts spoke for a gap, day by day.
type EvidenceLine struct {
	Outcome monitor.Outcome
	By      monitor.Part
	Group   string
	Most    float64 // the largest, as a logarithm
	Points  []EvidencePoint
}

// EvidencePoint is the evidence at the end of a day, as a natural logarithm.
type EvidencePoint struct {
	Day  time.Time
	LogE float64
}

// Strongest keeps so many lines whose evidence was greatest, the greatest first.
func Strongest(all []EvidenceLine, most int) []EvidenceLine {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b EvidenceLine) int { return cmp.Compare(b.Most, a.Most) })
	return out[:min(len(out), max(most, 0))]
}

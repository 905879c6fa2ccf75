package calibrate

import (
	"cmp"
	"slices"

	"candor"
)

// How real labels take the place of made ones.
const (
	coldPerReal = 2   // made labels that one real one puts out
	realAlone   = 400 // real labels from which on made ones do not count at all
)

// Basis says which labels a result rests on.
type Basis string

const (
	NoLabels  Basis = ""
	ColdStart Basis = "cold start"
	Mixed     Basis = "mixed"
	RealOnly  Basis = "real"
)

// Labels counts the labels in force.
type Labels struct {
	Cold int `json:"cold"`
	Real int `json:"real"`
}

// Basis names the mixture.
func (l Labels) Basis() Basis {
	switch {
	case l.Cold > 0 && l.Real > 0:
		return Mixed
	case l.Cold > 0:
		return ColdStart
	case l.Real > 0:
		return RealOnly
	}
	return NoLabels
}

// InForce picks the labels that count. Each real label puts out two made ones, those of its own
// article first, the rest in a fixed shuffled order; from 400 real labels on no made one counts.
// The order of what it returns is real labels first, each group as it was given.
func InForce(examples []Example) []Example {
	var cold, real []Example
	owed := map[candor.ArticleID]int{}
	for _, e := range examples {
		if e.Origin == Real {
			real = append(real, e)
			owed[e.Article] += coldPerReal
			continue
		}
		cold = append(cold, e)
	}
	if len(real) >= realAlone {
		return real
	}
	out := len(real) * coldPerReal
	if out >= len(cold) {
		return real
	}
	order := make([]int, len(cold))
	keys := make([]uint64, len(cold))
	for i := range cold {
		order[i], keys[i] = i, place(0, cold[i].key())
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	gone := make([]bool, len(cold))
	drop := func(i int) {
		gone[i] = true
		out--
	}
	for _, i := range order {
		if a := cold[i].Article; out > 0 && a != "" && owed[a] > 0 {
			owed[a]--
			drop(i)
		}
	}
	for _, i := range order {
		if out > 0 && !gone[i] {
			drop(i)
		}
	}
	kept := real
	for i, e := range cold {
		if !gone[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

func count(examples []Example) Labels {
	var l Labels
	for _, e := range examples {
		if e.Origin == Real {
			l.Real++
			continue
		}
		l.Cold++
	}
	return l
}

package ground

import "math"

// Bar is the score below which a sentence in a model's own words is replaced by the passage's. Nothing can lower it.
const Bar = 0.8

// The weights are fitted by TestFigures in suite/ with L2-regularised logistic regression on sentences of the demo's own
// articles: honest rewordings by rule against small changes that no veto catches. Run it with -v to print new ones.
const constant = -16.25

var weights = []struct {
	name   string
	weight float64
}{
	{"coverage", 11.27},
	{"unknown", -12.57},
	{"verbatim", 0.77},
	{"order", 3.72},
	{"kept", 3.7},
	{"lost", -8.3},
	{"turned", -5.11},
}

// signals measures a sentence beside a unit.
func (a alignment) signals() []Signal {
	return []Signal{
		{"coverage", a.coverage()},
		{"unknown", a.unknown()},
		{"verbatim", a.verbatim()},
		{"order", a.order()},
		{"kept", a.kept()},
		{"lost", a.lost()},
		{"turned", a.backwards()},
	}
}

func score(signals []Signal) float64 {
	z := constant
	for i, s := range signals {
		z += weights[i].weight * s.Value
	}
	return 1 / (1 + math.Exp(-z))
}

// coverage is the share of the weight of the sentence's words that the unit has; those above it count for less.
func (a alignment) coverage() float64 {
	have, all := 0.0, 0.0
	for i, t := range a.said {
		if t.class != content {
			continue
		}
		all += t.weight
		switch {
		case a.to[i] >= 0:
			have += t.weight
		case a.to[i] == aside:
			have += besides * t.weight
		}
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// few is how many words are too many: above it every further one counts for nothing.
const few = 3

// unknown is the number of words of content that stand nowhere, of a few.
func (a alignment) unknown() float64 {
	n := 0
	for i, t := range a.said {
		if t.class == content && a.to[i] == nowhere {
			n++
		}
	}
	return float64(min(n, few)) / few
}

// lost is the number of words of content that were left out of the parts that are used, of a few.
func (a alignment) lost() float64 {
	n := 0
	for k, t := range a.stands {
		if t.class == content && a.used[t.seg] && a.from[k] < 0 {
			n++
		}
	}
	return float64(min(n, few)) / few
}

// verbatim is the share of the sentence's words, small ones too, that stand in the unit in runs of three or more.
func (a alignment) verbatim() float64 {
	if len(a.said) == 0 {
		return 0
	}
	covered := make([]bool, len(a.said))
	runs := make([]int, len(a.stands)+1)
	for i := range a.said {
		diagonal := 0
		for k := range a.stands {
			above := runs[k+1]
			if a.said[i].text == a.stands[k].text {
				runs[k+1] = diagonal + 1
				if n := runs[k+1]; n >= 3 {
					for m := range n {
						covered[i-m] = true
					}
				}
			} else {
				runs[k+1] = 0
			}
			diagonal = above
		}
	}
	n := 0
	for _, c := range covered {
		if c {
			n++
		}
	}
	return float64(n) / float64(len(a.said))
}

// backwards is the number of neighbouring words of content that stand the other way round in the unit, of a few, where no whole
// part of it went to another place.
func (a alignment) backwards() float64 {
	last, n := -1, 0
	for i, t := range a.said {
		if !t.counts() || a.to[i] < 0 {
			continue
		}
		if last >= 0 && a.to[i] < a.to[last] && !a.clauseMoved(last, i) {
			n++
		}
		last = i
	}
	return float64(min(n, few)) / few
}

// order is the share of neighbouring words of content that are neighbours in the unit too, in the same order.
func (a alignment) order() float64 {
	last, pairs, kept := -1, 0, 0
	for i, t := range a.said {
		if !t.counts() || a.to[i] < 0 {
			continue
		}
		if last >= 0 {
			pairs++
			if a.to[i] > a.to[last] && a.between(a.to[last], a.to[i]) == 0 {
				kept++
			}
		}
		last = i
	}
	if pairs == 0 {
		return 1
	}
	return float64(kept) / float64(pairs)
}

func (a alignment) between(from, to int) int {
	n := 0
	for k := from + 1; k < to; k++ {
		if a.stands[k].counts() {
			n++
		}
	}
	return n
}

// kept is the share of the weight of the unit's words, in the parts that are used, that the sentence kept: what is left out may
// have been a limit.
func (a alignment) kept() float64 {
	have, all := 0.0, 0.0
	for k, t := range a.stands {
		if t.class != content || !a.used[t.seg] {
			continue
		}
		all += t.weight
		if a.from[k] >= 0 {
			have += t.weight
		}
	}
	if all == 0 {
		return 0
	}
	return have / all
}

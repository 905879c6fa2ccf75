package calibrate

import (
	"cmp"
	"slices"
)

// split deals whole bundles into a part to fit on and a part to test on, in an order that the seed
// fixes. The first part gets the share given, to the bundle: made questions of one article stand on
// one side. Real ones are dealt one by one, which leaves each part a sample of what customers ask.
func split(examples []Example, share float64, seed uint64) (fit, test []Example) {
	goal := int(share * float64(len(examples)))
	for _, g := range bundles(examples, seed, Example.bundle) {
		if len(fit) < goal {
			fit = append(fit, g...)
			continue
		}
		test = append(test, g...)
	}
	return fit, test
}

// bundles groups examples by a name and shuffles the groups.
func bundles(examples []Example, seed uint64, name func(Example) string) [][]Example {
	at := map[string]int{}
	var groups [][]Example
	var places []uint64
	for _, e := range examples {
		n := name(e)
		i, ok := at[n]
		if !ok {
			i = len(groups)
			at[n] = i
			groups = append(groups, nil)
			places = append(places, place(seed, n))
		}
		groups[i] = append(groups[i], e)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	out := make([][]Example, len(groups))
	for i, k := range order {
		out[i] = groups[k]
	}
	return out
}

// folds deals examples into k parts of about the same size, no article in two of them.
func folds(examples []Example, k int, seed uint64) [][]Example {
	article := func(e Example) string {
		if e.Article == "" {
			return e.key()
		}
		return "article:" + string(e.Article)
	}
	groups := bundles(examples, seed, article)
	slices.SortStableFunc(groups, func(a, b []Example) int { return len(b) - len(a) })
	parts := make([][]Example, min(k, len(groups)))
	for _, g := range groups {
		least := 0
		for i := range parts {
			if len(parts[i]) < len(parts[least]) {
				least = i
			}
		}
		parts[least] = append(parts[least], g...)
	}
	return parts
}

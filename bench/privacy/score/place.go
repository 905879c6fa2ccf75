package score

import (
	"cmp"
	"slices"
)

// place is from one code point up to another.
type place struct{ start, end int }

// places gives each place of a type once, in order.
func places(spans []Span, names map[string]string) map[string][]place {
	all := map[string][]place{}
	for _, s := range spans {
		if s.End > s.Start {
			kind := named(s.Type, names)
			all[kind] = append(all[kind], place{s.Start, s.End})
		}
	}
	for kind, list := range all {
		all[kind] = join(list, nil)
	}
	return all
}

// join puts places in order, each once.
func join(a, b []place) []place {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y place) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(x.end, y.end))
	})
	return slices.Compact(all)
}

// covered tells of each code point whether a span covers it.
func covered(spans []Span, length int) []bool {
	cover := make([]bool, length)
	for _, s := range spans {
		for i := max(0, s.Start); i < min(s.End, length); i++ {
			cover[i] = true
		}
	}
	return cover
}

// shared is what two places share of what they cover together.
func shared(a, b place) float64 {
	both := min(a.end, b.end) - max(a.start, b.start)
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(max(a.end, b.end)-min(a.start, b.start))
}

// count adds one text. Each place found is near to one labelled place at most.
func (t *Tally) count(gold, found []place, cover []bool) {
	t.Cases++
	if slices.Equal(gold, found) {
		t.Right++
	}
	left, exact, near := slices.Clone(found), 0, 0
	for _, g := range gold {
		if slices.Contains(found, g) {
			exact++
		}
		best := -1
		for i, f := range left {
			if shared(g, f) >= 0.5 && (best < 0 || shared(g, f) > shared(g, left[best])) {
				best = i
			}
		}
		if best >= 0 {
			left = slices.Delete(left, best, best+1)
			near++
		}
		for i := g.start; i < g.end; i++ {
			t.Chars++
			if !cover[i] {
				t.Leaked++
			}
		}
	}
	t.Exact, t.ExactOver, t.Missed = t.Exact+exact, t.ExactOver+len(found)-exact, t.Missed+len(gold)-exact
	t.Near, t.NearOver, t.NearLost = t.Near+near, t.NearOver+len(left), t.NearLost+len(gold)-near
}

package privacy

import (
	"cmp"
	"slices"
)

// reading is one thing that a place in the plain text may be.
type reading struct {
	kind       Type
	start, end int
	score      float64
}

// before orders readings by how much speaks for them: score, then length, then how much a type says.
func (a reading) before(b reading) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(vague(a.kind), vague(b.kind)), cmp.Compare(a.start, b.start), cmp.Compare(a.kind, b.kind))
}

// vague is 0 for a type that says what a value is, more for one that says less.
func vague(t Type) int {
	switch t {
	case "ID_NUMBER":
		return 3
	case "ACCOUNT_NUMBER", "USER_NAME":
		return 2
	case dateTime, "PHONE_NUMBER", "AGE", "URL":
		return 1
	}
	return 0
}

// resolve keeps readings that do not overlap, in order; of two that do, the better one.
func resolve(found []reading) []reading {
	slices.SortFunc(found, reading.before)
	if len(found) == 0 {
		return nil
	}
	cover := makeCover(found)
	kept := make([]reading, 0, len(found))
	for _, f := range found {
		if f.end > f.start && cover.take(f.start, f.end) {
			kept = append(kept, f)
		}
	}
	slices.SortFunc(kept, func(a, b reading) int { return cmp.Compare(a.start, b.start) })
	return kept
}

// covered has a bit for each byte that a reading covers.
type covered []uint64

// makeCover makes room for readings, with nothing covered yet.
func makeCover(found []reading) covered {
	last := 0
	for _, f := range found {
		last = max(last, f.end)
	}
	return make(covered, last>>6+1)
}

// coverOf covers every byte that a value told by its build covers. Days are left out: May is a name.
func coverOf(found []reading) covered {
	if len(found) == 0 {
		return nil
	}
	c := makeCover(found)
	for _, f := range found {
		if f.kind != dateTime {
			for i := f.start; i < f.end; i++ {
				c[i>>6] |= 1 << (i & 63)
			}
		}
	}
	return c
}

// holds reports a reading all of whose bytes are covered: letters of a plate are no name.
func (c covered) holds(r reading) bool {
	for i := r.start; i < r.end; i++ {
		if i>>6 >= len(c) || c[i>>6]&(1<<(i&63)) == 0 {
			return false
		}
	}
	return true
}

// partOfCode reports letters that stick to a number by a sign, such as ORD in ORD-843334: no name.
func partOfCode(plain string, r reading) bool {
	if r.kind != "PERSON" && r.kind != "LOCATION" {
		return false
	}
	number := func(at int) bool { return at >= 0 && at < len(plain) && plain[at] >= '0' && plain[at] <= '9' }
	sign := func(at int) bool {
		return at >= 0 && at < len(plain) && (plain[at] == '-' || plain[at] == '_' || plain[at] == '/' || plain[at] == '#')
	}
	return sign(r.end) && number(r.end+1) || sign(r.start-1) && (number(r.start-2) || plain[r.start-1] == '#')
}

// take covers the bytes from start to end, unless one of them is covered already.
func (c covered) take(start, end int) bool {
	for _, do := range [2]bool{false, true} {
		for at := start; at < end; {
			word, low := at>>6, at&63
			high := min(64, low+end-at)
			mask := ^uint64(0) << low & (^uint64(0) >> (64 - high))
			if do {
				c[word] |= mask
			} else if c[word]&mask != 0 {
				return false
			}
			at += high - low
		}
	}
	return true
}

// withOthers keeps the best of each place, and beside it other types of the same place that say what
// it is.
func withOthers(found []reading) []reading {
	best := make(map[[2]int]Type, len(found))
	for _, f := range resolve(found) {
		best[[2]int{f.start, f.end}] = f.kind
	}
	slices.SortFunc(found, func(a, b reading) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.kind, b.kind), cmp.Compare(b.score, a.score))
	})
	found = slices.CompactFunc(found, func(a, b reading) bool { return a.start == b.start && a.end == b.end && a.kind == b.kind })
	found = slices.DeleteFunc(found, func(f reading) bool {
		kind := best[[2]int{f.start, f.end}]
		return kind == "" || kind != f.kind && vague(f.kind) > 1
	})
	slices.SortStableFunc(found, func(a, b reading) int { return cmp.Or(cmp.Compare(a.start, b.start), a.before(b)) })
	return found
}

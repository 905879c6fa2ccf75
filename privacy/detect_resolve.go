package privacy

import (
	"cmp"
	"slices"
	"strings"
)

// reading is one thing that a place in the plain text may be.
type reading struct {
	kind       Type
	start, end int
	score      float64
}

// before orders readings by how much speaks for them: score, then length, then how much a type says.
func (a reading) before(b reading) int {
	switch {
	case a.score != b.score:
		return cmp.Compare(b.score, a.score)
	case a.end-a.start != b.end-b.start:
		return b.end - b.start - (a.end - a.start)
	}
	if va, vb := vague(a.kind), vague(b.kind); va != vb {
		return va - vb
	}
	if a.start != b.start {
		return a.start - b.start
	}
	return strings.Compare(string(a.kind), string(b.kind))
}

// within orders readings by place, then type, the best first.
func (a reading) within(b reading) int {
	switch {
	case a.start != b.start:
		return a.start - b.start
	case a.end != b.end:
		return a.end - b.end
	case a.kind != b.kind:
		return strings.Compare(string(a.kind), string(b.kind))
	}
	return cmp.Compare(b.score, a.score)
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
	slices.SortFunc(kept, func(a, b reading) int { return a.start - b.start })
	return kept
}

// widen lets the readings that were kept cover what others read beyond them in the same place: where a
// number may be longer than the best reading says, all its digits are covered.
func widen(plain string, kept, found []reading) []reading {
	for _, f := range found {
		if !toldByBuild(f.kind) {
			continue
		}
		first, _ := slices.BinarySearchFunc(kept, f.start, func(k reading, at int) int { return cmp.Compare(k.end, at+1) })
		for i := first; i < len(kept) && kept[i].start < f.end; i++ {
			before, after := 0, f.end
			if i > 0 {
				before = kept[i-1].end
			}
			if i+1 < len(kept) {
				after = min(after, kept[i+1].start)
			}
			if from := max(before, f.start); from < kept[i].start && hasDigit(plain[from:kept[i].start]) {
				kept[i].start = from
			}
			if after > kept[i].end && hasDigit(plain[kept[i].end:after]) {
				kept[i].end = after
			}
		}
	}
	return kept
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// toldByBuild reports types whose values are told by their build, not by their meaning.
func toldByBuild(t Type) bool {
	switch t {
	case dateTime, streetAddress, webAddress, "PERSON", "LOCATION", "ZIP_CODE", "AGE", "USER_NAME":
		return false
	}
	return true
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
// it is, and all that the place may reach to.
func withOthers(plain string, found []reading) []reading {
	kept := resolve(found)
	wide := widen(plain, slices.Clone(kept), found)
	slices.SortFunc(found, reading.within)
	out, at := make([]reading, 0, len(found)), 0
	for i, best := range kept {
		if wide[i] != best {
			out = append(out, wide[i])
		}
		first := len(out)
		out = append(out, best)
		for at < len(found) && found[at].start < best.start {
			at++
		}
		for at < len(found) && found[at].start == best.start {
			f := found[at]
			if at++; f.end == best.end && f.kind != best.kind && vague(f.kind) <= 1 && f.kind != out[len(out)-1].kind {
				out = append(out, f)
			}
		}
		slices.SortFunc(out[first:], reading.before)
	}
	return out
}

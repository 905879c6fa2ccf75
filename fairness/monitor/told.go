package monitor

import (
	"cmp"
	"maps"
	"slices"
)

// Told is what may be shown of one cell, over some time.
type Told struct {
	Family Family
	Key    Key
	Count  Count
}

// Table is what may be shown of one outcome's family by one part: each group, and within it what else sorts people.
type Table struct {
	Family Family
	Part   Part
	Groups map[string]map[string]Count
}

// Tables sorts what is told by family and part. Every figure in them is a sum of cells that are told.
func Tables(all []Told) []Table {
	type name struct {
		family Family
		part   Part
	}
	found := map[name]Table{}
	put := func(f Family, p Part, group, beside string, c Count) {
		t, ok := found[name{f, p}]
		if !ok {
			t = Table{f, p, map[string]map[string]Count{}}
			found[name{f, p}] = t
		}
		if t.Groups[group] == nil {
			t.Groups[group] = map[string]Count{}
		}
		t.Groups[group][beside] = t.Groups[group][beside].Plus(c)
	}
	for _, one := range all {
		if one.Count.N == 0 && one.Count.Begun == 0 {
			continue
		}
		if one.Key.Part == way {
			put(one.Family, ByLanguage, one.Key.Group, one.Key.Beside, one.Count)
			put(one.Family, ByChannel, one.Key.Beside, one.Key.Group, one.Count)
			continue
		}
		put(one.Family, one.Key.Part, one.Key.Group, one.Key.Beside, one.Count)
	}
	return slices.SortedFunc(maps.Values(found), func(a, b Table) int {
		return cmp.Or(cmp.Compare(a.Family, b.Family), cmp.Compare(a.Part, b.Part))
	})
}

// Of gives the sum of a group.
func (t Table) Of(group string) Count {
	var sum Count
	for _, c := range t.Groups[group] {
		sum = sum.Plus(c)
	}
	return sum
}

// Rest gives the sum of all groups but one.
func (t Table) Rest(group string) Count {
	var sum Count
	for other, within := range t.Groups {
		if other == group {
			continue
		}
		for _, c := range within {
			sum = sum.Plus(c)
		}
	}
	return sum
}

// All gives the sum of all groups.
func (t Table) All() Count { return t.Rest("") }

// besides lists what sorts people within the groups.
func (t Table) besides() []string {
	seen := map[string]bool{}
	for _, within := range t.Groups {
		for b := range within {
			seen[b] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// beside gives the sums of a group and of the rest within one of them.
func (t Table) beside(group, b string) (mine, rest Count) {
	for g, within := range t.Groups {
		if g == group {
			mine = mine.Plus(within[b])
		} else {
			rest = rest.Plus(within[b])
		}
	}
	return mine, rest
}

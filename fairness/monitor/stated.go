package monitor

import (
	"maps"
	"slices"
	"strings"
)

// The axes on which people may name a group. More there are not.
const (
	Disability = "disability"
	Age        = "age"
	Gender     = "gender"
	Tongue     = "tongue" // first language
	Ethnicity  = "ethnicity"
)

// Axes lists them, in the order in which they are asked.
func Axes() []string { return []string{Disability, Age, Gender, Tongue, Ethnicity} }

// Groups is what may be chosen on each axis. An axis without a list is not asked.
type Groups map[string][]string

// Bounds of lists that operators write.
const (
	mostGroups  = 20
	longestName = 60 // characters
)

// DefaultGroups are those of a desk that set none. Ethnicity is not asked unless the operator gives a list, since what it means
// differs from country to country. The names are keys of texts.
func DefaultGroups() Groups {
	return Groups{
		Disability: {"yes", "no"},
		Age:        {"under_25", "25_39", "40_64", "65_79", "80_up"},
		Gender:     {"woman", "man", "other"},
		Tongue:     {"here", "elsewhere"},
	}
}

// Valid reports whether a list can be asked: at most 20 different names of 1 to 60 characters, at least two.
func Valid(list []string) bool {
	if len(list) == 1 || len(list) > mostGroups {
		return false
	}
	seen := map[string]bool{}
	for _, name := range list {
		if name == "" || clean(name) != name || name == Unknown || len([]rune(name)) > longestName || seen[strings.ToLower(name)] {
			return false
		}
		seen[strings.ToLower(name)] = true
	}
	return true
}

// Only leaves of what somebody stated what can be chosen; everything else is forgotten.
func (g Groups) Only(stated map[string]string) map[string]string {
	out := map[string]string{}
	for axis, group := range stated {
		if slices.Contains(g[axis], group) {
			out[axis] = group
		}
	}
	return out
}

// Asked lists the axes that are asked, in their order.
func (g Groups) Asked() []string {
	var out []string
	for _, axis := range Axes() {
		if len(g[axis]) > 0 {
			out = append(out, axis)
		}
	}
	return out
}

// With puts lists in place of those of the same axes; an empty one takes its axis away.
func (g Groups) With(own Groups) Groups {
	out := maps.Clone(g)
	if out == nil {
		out = Groups{}
	}
	for axis, list := range own {
		if len(list) == 0 {
			delete(out, axis)
			continue
		}
		out[axis] = slices.Clone(list)
	}
	return out
}

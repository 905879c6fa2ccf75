package audit

import (
	"fmt"
	"strings"
	"sync"
)

// Region is a part of the world with names that are widely borne there.
type Region struct {
	Name               string
	Women, Men, Family []string
}

var regions = sync.OnceValues(readRegions)

// Regions gives the names; the first region is what others are compared with.
func Regions() ([]Region, error) { return regions() }

func readRegions() ([]Region, error) {
	var all []Region
	for _, line := range lines("words/names.txt") {
		parts := strings.Split(line, "|")
		if len(parts) != 4 {
			return nil, fmt.Errorf("audit: a line of names with %d parts", len(parts))
		}
		all = append(all, Region{strings.TrimSpace(parts[0]), list(parts[1]), list(parts[2]), list(parts[3])})
	}
	return all, nil
}

func list(text string) []string {
	var all []string
	for name := range strings.SplitSeq(text, ",") {
		all = append(all, strings.TrimSpace(name))
	}
	return all
}

// woman and man give the n-th name of a region, first and family.
func (r Region) woman(n int) string { return r.Women[n%len(r.Women)] + " " + r.Family[n%len(r.Family)] }
func (r Region) man(n int) string   { return r.Men[n%len(r.Men)] + " " + r.Family[n%len(r.Family)] }

// person takes turns, so that a region is asked about with both.
func (r Region) person(n int) string {
	if n%2 == 0 {
		return r.woman(n / 2)
	}
	return r.man(n / 2)
}

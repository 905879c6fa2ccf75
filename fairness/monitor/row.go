package monitor

import (
	"math"

	"candor/fairness/stats"
)

// How rows are calculated.
const (
	confidence = 0.95
	alpha      = 0.05 // of a test
	power      = 0.80 // of a test
	// Margin is the gap for which the people that are still needed are told: ten of a hundred.
	Margin = 0.10
)

// Direction says whether a gap is the same once people are compared within what else sorts them.
type Direction string

// The directions.
const (
	NotCompared Direction = ""      // there are no two groups of people who differ in nothing else that is kept
	Same        Direction = "same"  // within as in all
	Turns       Direction = "turns" // within it is the other way round: what else sorts people explains the gap, or hides one (Simpson 1951)
	Gone        Direction = "gone"  // within there is none
)

// Finding is what can be said about a group's gap.
type Finding string

// The findings.
const (
	Nobody  Finding = "nobody" // too few to be told, or nobody to compare with
	Chance  Finding = "chance" // chance could make it
	Look    Finding = "look"   // more than chance makes at one look; whoever looks every day sees such gaps by chance all the same
	Alarmed Finding = "alarm"  // the watch, which reckons with every look and every group, has raised an alarm
)

// Row is one group and one outcome. All figures are about the people who are told.
type Row struct {
	Group    string
	N, K     int64          // of whom it is known; who had the outcome
	Missing  int64          // begun in the same time and not known
	Rate     stats.Value    // K of N
	Interval stats.Interval // of Wilson at 95 %; all of 0 to 1 without anybody
	RestN    int64          // everybody else
	RestK    int64
	Rest     stats.Value
	Gap      stats.Value    // Rate less Rest
	Between  stats.Interval // of Newcombe at 95 %; all of -1 to 1 where there is no gap to speak of
	Worse    bool           // the group fares worse, by however little
	// Smallest is the smallest gap to the rest's rate, to the worse, that so many people show in four of five cases; undefined
	// where even the largest would not show, or there is nobody to compare with.
	Smallest stats.Value
	// More is how many people of the group are needed besides to show a gap of Margin; infinite where no number is enough
	// until there are more others, undefined where there is no such gap.
	More    stats.Value
	Within  stats.Value // the gap within what else sorts people, by Mantel and Haenszel's weights
	Simpson Direction
	Finding Finding
}

// RowOf tells one outcome of one group. It does not know of alarms.
func RowOf(t Table, group string, f Fact) Row {
	mine, rest := t.Of(group), t.Rest(group)
	r := Row{
		Group: group, N: mine.N, K: mine.K[f.Slot], Missing: max(0, mine.Begun-mine.N), RestN: rest.N, RestK: rest.K[f.Slot],
		Interval: stats.Interval{Low: 0, High: 1}, Between: stats.Interval{Low: -1, High: 1}, Finding: Nobody,
	}
	r.Rate, r.Rest = share(r.K, r.N), share(r.RestK, r.RestN)
	if r.N > 0 {
		r.Interval = stats.Wilson(r.K, r.N, confidence)
	}
	d, err := stats.DifferenceOf(r.K, r.N, r.RestK, r.RestN, confidence)
	if err != nil { // one of the two is nobody
		return r
	}
	r.Gap, r.Between, r.Finding = stats.Known(d.Difference), d.Newcombe, Chance
	r.Worse = d.Difference < 0 && f.Good || d.Difference > 0 && !f.Good
	if d.Newcombe.Low > 0 || d.Newcombe.High < 0 {
		r.Finding = Look
	}
	r.Smallest, r.More = r.plan(f)
	r.Within, r.Simpson = within(t, group, f, d.Difference)
	return r
}

func share(k, n int64) stats.Value {
	if n <= 0 {
		return stats.Value{}
	}
	return stats.Known(float64(k) / float64(n))
}

// plan says what so many people can show, and how many more show a gap of Margin.
func (r Row) plan(f Fact) (smallest, more stats.Value) {
	base, _ := r.Rest.Number()
	worse := base - Margin
	if !f.Good {
		worse = base + Margin
	}
	there := worse >= 0 && worse <= 1
	if !there {
		worse = base
	}
	p, err := stats.PlanShares(base, worse, alpha, power, float64(r.RestN)/float64(r.N), float64(r.N))
	if err != nil {
		return smallest, more
	}
	end := p.Below
	if !f.Good {
		end = p.Above
	}
	if x, ok := end.Number(); ok {
		smallest = stats.Known(math.Abs(base - x))
	}
	if !there {
		return smallest, more
	}
	// With equal groups each needs N1; what counts is 1/n1 + 1/n2, and n2 is given.
	equal, err := stats.PlanShares(base, worse, alpha, power, 1, float64(r.N))
	if err != nil {
		return smallest, more
	}
	each, _ := equal.N1.Number()
	left := 2/each - 1/float64(r.RestN)
	if left <= 0 {
		return smallest, stats.Known(math.Inf(1))
	}
	return smallest, stats.Known(math.Max(0, math.Ceil(1/left)-float64(r.N)))
}

// within compares a group with the rest among people who are alike in what else sorts them.
func within(t Table, group string, f Fact, crude float64) (stats.Value, Direction) {
	var tables []stats.Table
	for _, b := range t.besides() {
		mine, rest := t.beside(group, b)
		if mine.N > 0 && rest.N > 0 {
			tables = append(tables, stats.Table{A: mine.K[f.Slot], B: mine.N - mine.K[f.Slot], C: rest.K[f.Slot], D: rest.N - rest.K[f.Slot]})
		}
	}
	if len(tables) == 0 {
		return stats.Value{}, NotCompared
	}
	s, err := stats.StratifiedOf(tables, confidence)
	if err != nil {
		return stats.Value{}, NotCompared
	}
	gap, ok := s.Risk.Number()
	if !ok {
		return s.Risk, NotCompared
	}
	const none = 0.005 // half a person of a hundred
	switch {
	case math.Abs(crude) < none && math.Abs(gap) < none, math.Abs(crude) >= none && math.Abs(gap) >= none && crude*gap > 0:
		return s.Risk, Same
	case math.Abs(gap) < none:
		return s.Risk, Gone
	case crude*gap < 0:
		return s.Risk, Turns
	}
	return s.Risk, Same
}

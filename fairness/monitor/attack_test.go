package monitor_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/fairness/monitor"
)

// attacker knows what every published figure counts, and works out between which bounds every count that was not
// published must lie, by going round all equations until nothing gets any narrower.
type attacker struct {
	low, high []int64
	equations []equation
}

// equation says that a sum of counts, each times plus or minus one, is a number.
type equation struct {
	of   map[int]int64
	sums int64
}

func (a *attacker) count(low, high int64) int {
	a.low, a.high = append(a.low, low), append(a.high, high)
	return len(a.low) - 1
}

func (a *attacker) knows(sums int64, of map[int]int64) {
	a.equations = append(a.equations, equation{of, sums})
}

// solve narrows all bounds. It fails where no counts fit, which would be an error of the test.
func (a *attacker) solve(t *testing.T) {
	t.Helper()
	for narrower := true; narrower; {
		narrower = false
		for _, e := range a.equations {
			low, high := int64(0), int64(0)
			for i, sign := range e.of {
				low, high = low+min(sign*a.low[i], sign*a.high[i]), high+max(sign*a.low[i], sign*a.high[i])
			}
			for i, sign := range e.of {
				// what the others leave for this one
				from := e.sums - (high - max(sign*a.low[i], sign*a.high[i]))
				to := e.sums - (low - min(sign*a.low[i], sign*a.high[i]))
				if sign < 0 {
					from, to = -to, -from
				}
				if from > a.low[i] || to < a.high[i] {
					a.low[i], a.high[i], narrower = max(a.low[i], from), min(a.high[i], to), true
					if a.low[i] > a.high[i] {
						t.Fatal("no counts fit what was published")
					}
					break // the sums of this equation are no longer right
				}
			}
		}
	}
}

// crowd is people who come one after the other, some groups of them rarely.
type crowd struct {
	draw     *rand.Rand
	tongues  []string
	channels []candor.Via
	ages     []string
	rare     float64
	at       time.Time
}

func newCrowd(draw *rand.Rand) *crowd {
	return &crowd{
		draw: draw, tongues: []string{"en", "fr", "ar", "is"}[:2+draw.IntN(3)], channels: candor.Channels()[:1+draw.IntN(3)],
		ages: monitor.DefaultGroups()[monitor.Age], rare: 0.02 + draw.Float64()/2, at: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),
	}
}

func pick[T any](c *crowd, from []T) T {
	for i, x := range from {
		if i == len(from)-1 || c.draw.Float64() > c.rare {
			return x
		}
	}
	panic("nothing to pick from")
}

// next gives the cells of the next person.
func (c *crowd) next() []monitor.Key {
	c.at = c.at.Add(time.Duration(c.draw.IntN(90)) * time.Minute)
	conversation := candor.Conversation{Language: pick(c, c.tongues), Channel: pick(c, c.channels), Created: c.at}
	keys := monitor.Keys(conversation, time.UTC)
	if c.draw.Float64() < 0.4 {
		keys = append(keys, monitor.StatedKeys(map[string]string{monitor.Age: pick(c, c.ages)}, conversation.Language)...)
	}
	return keys
}

// published is what was shown of every cell at one time.
type published map[monitor.Key]int64

// A stranger who keeps every table ever shown, knows how many groups there are and that language, channel and hour are about
// the same people, cannot work out how many people any cell holds back, nor how many came between two looks.
func nothingIsDetermined(t *testing.T, seed uint64) {
	t.Helper()
	c := newCrowd(rand.New(rand.NewPCG(seed, 1)))
	cells := map[monitor.Key]*monitor.Cell{}
	for _, tongue := range c.tongues { // all there could be: that nobody was seen is not known
		for _, ch := range candor.Channels() {
			for _, k := range monitor.Keys(candor.Conversation{Language: tongue, Channel: ch, Created: c.at}, time.UTC) {
				cells[k] = &monitor.Cell{}
			}
		}
		for h := range 24 {
			cells[monitor.Keys(candor.Conversation{Language: tongue, Created: c.at.Add(time.Duration(h) * time.Hour)}, time.UTC)[1]] = &monitor.Cell{}
		}
		for _, age := range c.ages {
			cells[monitor.StatedKeys(map[string]string{monitor.Age: age}, tongue)[0]] = &monitor.Cell{}
		}
	}
	var shown []published
	truth := map[monitor.Key]int64{}
	for look := range 6 {
		for range c.draw.IntN(120) * (look % 3) { // now and then nobody comes between two looks
			for _, k := range c.next() {
				cells[k].Settle(monitor.Happened{0: c.draw.IntN(2) == 0})
				truth[k]++
			}
		}
		p := published{}
		for k, cell := range cells {
			p[k] = cell.Told.N
			if cell.Told.N%monitor.Fewest != 0 || cell.Told.N+cell.Open.N != truth[k] {
				t.Fatalf("%v: told %d and open %d of %d", k, cell.Told.N, cell.Open.N, truth[k])
			}
		}
		shown = append(shown, p)
	}
	a := &attacker{}
	at := make([]map[monitor.Key]int, len(shown))
	came := map[int]monitor.Key{}
	names := slices.SortedFunc(maps.Keys(cells), func(x, y monitor.Key) int {
		return compare(fmt.Sprint(x), fmt.Sprint(y))
	})
	for i, p := range shown {
		at[i] = map[monitor.Key]int{}
		sums := map[string]map[int]int64{}
		for _, k := range names {
			v := a.count(p[k], p[k]+monitor.Fewest-1)
			at[i][k] = v
			if _, stated := k.Part.Axis(); stated {
				continue
			}
			tongue, sign := k.Group, int64(1)
			if k.Part == monitor.ByHour {
				tongue, sign = k.Beside, -1
			}
			if sums[tongue] == nil {
				sums[tongue] = map[int]int64{}
			}
			sums[tongue][v] = sign
			if i > 0 {
				d := a.count(0, 1<<40)
				a.knows(0, map[int]int64{at[i-1][k]: 1, d: 1, v: -1})
				came[d] = k
			}
		}
		for _, of := range sums {
			a.knows(0, of)
		}
	}
	a.solve(t)
	for v := range a.low {
		if a.low[v] == a.high[v] {
			t.Errorf("seed %d: a count of %d people is known exactly (%v)", seed, a.low[v], came[v])
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestLesson31NoCountBelowTenCanBeWorkedOut(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		nothingIsDetermined(t, seed)
	}
}

func FuzzNoCountBelowTenCanBeWorkedOut(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed + 1000)
	}
	f.Fuzz(nothingIsDetermined)
}

// The attacker of these tests is no straw man: where small counts are merely left out of a table with its sums, and
// where the table is drawn anew each day, it finds them.
func TestLeavingOutSmallCountsAloneIsWorkedOut(t *testing.T) {
	t.Parallel()
	t.Run("from sums", func(t *testing.T) {
		t.Parallel()
		a := &attacker{}
		enWidget, enAPI := a.count(85, 85), a.count(15, 15)
		frWidget, frAPI := a.count(16, 16), a.count(0, 9)
		a.knows(20, map[int]int64{frWidget: 1, frAPI: 1})
		a.knows(19, map[int]int64{enAPI: 1, frAPI: 1})
		a.knows(101, map[int]int64{enWidget: 1, frWidget: 1})
		a.solve(t)
		if a.low[frAPI] != 4 || a.high[frAPI] != 4 {
			t.Errorf("between %d and %d", a.low[frAPI], a.high[frAPI])
		}
	})
	t.Run("from yesterday", func(t *testing.T) {
		t.Parallel()
		a := &attacker{}
		before, now, came := a.count(14, 14), a.count(17, 17), a.count(0, 1<<40)
		a.knows(0, map[int]int64{before: 1, came: 1, now: -1})
		a.solve(t)
		if a.low[came] != 3 || a.high[came] != 3 {
			t.Errorf("between %d and %d", a.low[came], a.high[came])
		}
	})
}

// What is shown is made of whole cells and their sums, so that no figure of a row, a total or a window is about fewer than ten.
func TestEveryFigureShownIsAboutTenOrMore(t *testing.T) {
	t.Parallel()
	c := newCrowd(rand.New(rand.NewPCG(7, 7)))
	cells := map[monitor.Key]*monitor.Cell{}
	before := map[monitor.Key]monitor.Count{}
	for step := range 40 {
		for range 37 {
			for _, k := range c.next() {
				if cells[k] == nil {
					cells[k] = &monitor.Cell{}
				}
				cells[k].Begin()
				cells[k].Settle(monitor.Happened{0: c.draw.IntN(3) > 0})
			}
		}
		var ever, since []monitor.Told
		for k, cell := range cells {
			ever = append(ever, monitor.Told{Family: monitor.First, Key: k, Count: cell.Told})
			since = append(since, monitor.Told{Family: monitor.First, Key: k, Count: cell.Told.Less(before[k])})
			if step%4 == 0 {
				before[k] = cell.Told
			}
		}
		for _, told := range [][]monitor.Told{ever, since} {
			for _, s := range monitor.Build(told, monitor.Parts(monitor.DefaultGroups()), func(monitor.Part) []string { return nil }, nil) {
				for _, r := range s.Rows {
					for _, n := range []int64{r.N, r.RestN, s.All.N, s.All.Begun} {
						if n%monitor.Fewest != 0 {
							t.Fatalf("%s %s %s: a figure about %d people", s.Outcome, s.Part, r.Group, n)
						}
					}
				}
			}
		}
	}
}

package monitor_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"candor"
	"candor/fairness/monitor"
)

// town is people who write to a desk for a year: at some hours more than at others, dealt with better in some months
// than in others, and alike whatever group they are of, unless one is treated worse from some day on.
type town struct {
	draw    *rand.Rand
	perDay  float64
	worse   string // a language; empty: all alike
	drop    float64
	from    time.Time
	cells   map[monitor.Key]map[monitor.Family]*monitor.Cell
	at      time.Time
	changed bool
	people  map[string]int // since from, by language
}

func newTown(seed uint64, perDay float64) *town {
	return &town{
		draw: rand.New(rand.NewPCG(seed, 5)), perDay: perDay, cells: map[monitor.Key]map[monitor.Family]*monitor.Cell{},
		at: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), people: map[string]int{},
	}
}

func (w *town) watched() monitor.Watched {
	return monitor.Watched{
		monitor.ByLanguage: {"en", "fr", "ar", "de", monitor.Other}, monitor.ByChannel: {"widget", "page", "api"},
		monitor.Stated(monitor.Age): monitor.DefaultGroups()[monitor.Age], monitor.Stated(monitor.Disability): {"yes", "no"},
	}
}

// hour lets an hour pass.
func (w *town) hour() {
	w.at = w.at.Add(time.Hour)
	w.changed = false
	busy := 1 + math.Sin(float64(w.at.Hour())/24*2*math.Pi)
	for range w.poisson(w.perDay / 24 * busy) {
		w.person()
	}
}

func (w *town) poisson(mean float64) int {
	n, left := 0, math.Exp(-mean)
	for p := w.draw.Float64(); p > left; p *= w.draw.Float64() {
		n++
	}
	return n
}

func (w *town) person() {
	tongue := []string{"en", "en", "en", "en", "en", "fr", "fr", "fr", "ar", "it"}[w.draw.IntN(10)]
	c := candor.Conversation{Language: tongue, Channel: candor.Channels()[w.draw.IntN(3)], Created: w.at}
	keys := monitor.Keys(c, time.UTC)
	if w.draw.IntN(4) == 0 {
		ages := monitor.DefaultGroups()[monitor.Age]
		stated := map[string]string{monitor.Age: ages[w.draw.IntN(len(ages))], monitor.Disability: []string{"yes", "no", "no"}[w.draw.IntN(3)]}
		keys = append(keys, monitor.StatedKeys(stated, tongue)...)
	}
	good := 0.74 + 0.08*math.Sin(float64(w.at.YearDay())/58)
	if tongue == w.worse && w.at.After(w.from) {
		good -= w.drop
	}
	if w.at.After(w.from) {
		w.people[tongue]++
	}
	once := w.draw.Float64() < good
	first := monitor.Happened{once, !once && w.draw.IntN(2) == 0, false}
	first[2] = !first[0] && !first[1]
	w.count(keys, monitor.First, first)
	w.count(keys, monitor.Ended, monitor.Happened{w.draw.Float64() < 0.97, w.draw.Float64() < good})
	if !once {
		w.count(keys, monitor.Wait, monitor.Happened{1: w.draw.Float64() < 0.2})
		w.count(keys, monitor.Person, monitor.Happened{w.draw.Float64() < 0.05})
	}
	if w.draw.IntN(5) == 0 {
		w.count(keys, monitor.Solved, monitor.Happened{w.draw.Float64() < 0.7})
	}
}

func (w *town) count(keys []monitor.Key, f monitor.Family, h monitor.Happened) {
	for _, k := range keys {
		if w.cells[k] == nil {
			w.cells[k] = map[monitor.Family]*monitor.Cell{}
		}
		if w.cells[k][f] == nil {
			w.cells[k][f] = &monitor.Cell{}
		}
		w.changed = w.cells[k][f].Settle(h) || w.changed
	}
}

func (w *town) told() []monitor.Told {
	var out []monitor.Told
	for k, families := range w.cells {
		if k.Part == monitor.ByHour {
			continue // not watched
		}
		for f, cell := range families {
			if cell.Told.N > 0 {
				out = append(out, monitor.Told{Family: f, Key: k, Count: cell.Told})
			}
		}
	}
	return out
}

// year looks every hour for a year and gives the first alarms, and when they were raised. Where nothing new is told a look
// changes nothing, so it is left out.
func (w *town) year(t *testing.T, hours int) ([]monitor.Evidence, time.Time) {
	t.Helper()
	var watch monitor.Watch
	for range hours {
		w.hour()
		if !w.changed {
			continue
		}
		raised, err := monitor.Raise(watch.Look(w.told(), w.watched(), w.at))
		if err != nil {
			t.Fatal(err)
		}
		if len(raised) > 0 {
			return raised, w.at
		}
	}
	return nil, time.Time{}
}

// runs is how many desks are simulated: few as one of the tests, many as a measurement.
func runs(t *testing.T, usual int) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("CANDOR_DESKS"))
	if err != nil {
		return usual
	}
	return n
}

const yearOfHours = 365 * 24

func TestADeskAtWhichNothingDiffersSeldomHearsAnAlarm(t *testing.T) {
	t.Parallel()
	desks, alarms := runs(t, 8), 0
	for seed := range desks {
		if raised, at := newTown(uint64(seed), 25).year(t, yearOfHours); len(raised) > 0 {
			alarms++
			t.Logf("desk %d: %+v on %v", seed, raised[0], at)
		}
	}
	t.Logf("false alarms at %d of %d desks in a year of hourly looks", alarms, desks)
	n := float64(desks)
	if bound := n*monitor.Level + 3*math.Sqrt(n*monitor.Level*(1-monitor.Level)); float64(alarms) > bound {
		t.Errorf("%d of %d desks heard a false alarm in a year, want at most %.0f", alarms, desks, bound)
	}
}

func TestADropByTenPointsIsHeard(t *testing.T) {
	t.Parallel()
	desks := runs(t, 4)
	var people, days []int
	for seed := range desks {
		w := newTown(uint64(5000+seed), 100)
		w.worse, w.drop, w.from = "fr", 0.10, w.at.AddDate(0, 0, 60)
		raised, at := w.year(t, yearOfHours)
		if len(raised) == 0 || at.Before(w.from) {
			continue
		}
		if raised[0].Group != "fr" {
			t.Errorf("desk %d: %+v", seed, raised[0])
		}
		people, days = append(people, w.people["fr"]), append(days, int(at.Sub(w.from).Hours()/24))
	}
	slices.Sort(people)
	slices.Sort(days)
	if len(people)*10 < desks*9 {
		t.Fatalf("heard at %d of %d desks", len(people), desks)
	}
	t.Logf("heard at %d of %d desks, after half of them %d people of the group and %d days, at most %d and %d",
		len(people), desks, people[len(people)/2], days[len(days)/2], people[len(people)-1], days[len(days)-1])
}

// A watch that is written down and read again after each look, and one that sleeps through weeks, are as good as one that
// goes on.
func TestAWatchGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	w := newTown(3, 200)
	w.worse, w.drop, w.from = "fr", 0.25, w.at
	var through, restarted, asleep monitor.Watch
	var last []monitor.Evidence
	for hour := range 70 * 24 {
		w.hour()
		if hour%6 > 0 {
			continue
		}
		told, of := w.told(), w.watched()
		want := through.Look(told, of, w.at)
		text, err := json.Marshal(restarted)
		if err != nil {
			t.Fatal(err)
		}
		restarted = monitor.Watch{}
		if err := json.Unmarshal(text, &restarted); err != nil {
			t.Fatal(err)
		}
		got := restarted.Look(told, of, w.at)
		if !slices.Equal(want, got) {
			t.Fatalf("hour %d: after a restart the evidence is another", hour)
		}
		if hour < 20*24 || hour > 50*24 {
			last = asleep.Look(told, of, w.at)
		}
	}
	for name, evidence := range map[string][]monitor.Evidence{"restarted": restarted.Look(w.told(), w.watched(), w.at), "asleep": last} {
		raised, err := monitor.Raise(evidence)
		if err != nil || !slices.ContainsFunc(raised, func(e monitor.Evidence) bool { return e.Group == "fr" && e.Outcome == monitor.AtOnce }) {
			t.Errorf("%s: no alarm for a gap of 25 points: %+v, %v", name, raised, err)
		}
	}
	last = asleep.Look(w.told(), w.watched(), w.at)
	if !slices.Equal(last, asleep.Look(w.told(), w.watched(), w.at)) {
		t.Error("looking twice at the same changes the evidence")
	}
	asleep.Restart(monitor.AtOnce, monitor.ByLanguage, "fr")
	for _, e := range asleep.Look(w.told(), w.watched(), w.at) {
		if e.Outcome == monitor.AtOnce && e.By == monitor.ByLanguage && e.Group == "fr" && math.Abs(e.LogE) > 1e-9 {
			t.Errorf("what was looked into speaks again: %+v", e)
		}
	}
}

func TestADamagedMemoryIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"x":null}`, `{"x":{"j":-1}}`, `[]`, `{"x":{"j":1,"b":[{"j":0}]}}`} {
		var w monitor.Watch
		if err := json.Unmarshal([]byte(text), &w); err == nil {
			t.Errorf("%s was read", text)
		}
	}
}

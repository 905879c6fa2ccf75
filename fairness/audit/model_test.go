package audit_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"candor/fairness/audit"
)

// worded is a desk with a model that leaves an article out now and then: as often as other says for a probe.
func worded(seed uint64, other func(audit.Probe) float64) desk {
	var mu sync.Mutex
	draw := rand.New(rand.NewPCG(seed, 5))
	return func(p audit.Probe) (audit.Observed, error) {
		o, err := fair(p)
		if p.Model == "" || o.Decision != audit.Answered {
			return o, err
		}
		o.Model, o.Worded, o.Sources = p.Model, true, []string{p.Template, "Delivery"}
		mu.Lock()
		defer mu.Unlock()
		if draw.Float64() < other(p) {
			o.Sources = o.Sources[:1]
		}
		return o, err
	}
}

func withModel(t *testing.T, d desk, o audit.Options, axes ...string) audit.Report {
	t.Helper()
	o.Digest, o.Desk, o.Now = "d", "Harbour & Pine", clock
	if o.Models == nil {
		o.Models = []string{"Own engine"}
	}
	plan := audit.Usual()
	plan.Axes = axes
	r, err := audit.Run(t.Context(), d, plan, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAModelThatWasNotAskedIsNotReleased(t *testing.T) {
	t.Parallel()
	steady := worded(1, func(audit.Probe) float64 { return 0 })
	if r := withModel(t, steady, audit.Options{}); !r.Releases() || len(r.Models) != 1 || r.Models[0].Worded == 0 || r.Models[0].Missed != 0 {
		t.Errorf("releases %v, %+v", r.Releases(), r.Models)
	}
	if r := withModel(t, steady, audit.Options{NotAsked: true}); r.Releases() || r.Blocked() || r.Unasked()[0] != "Own engine" {
		t.Errorf("left alone it is released: %+v", r.Models)
	}
	if r := withModel(t, steady, audit.Options{Models: []string{"Own engine", "Spare engine"}}); !r.Releases() || len(r.Models) != 2 {
		t.Errorf("two that were asked: %+v", r.Models)
	}
	once := func(p audit.Probe) (audit.Observed, error) { // one question never reaches the model
		o, err := steady(p)
		if p.Template == "returns-03" && p.Group == "arab" {
			o.Model = ""
		}
		return o, err
	}
	if r := withModel(t, once, audit.Options{}); r.Releases() || r.Models[0].Missed != 1 {
		t.Errorf("one question passed the model by: %+v", r.Models)
	}
	for _, names := range [][]string{{""}, {"a", "a"}} {
		if _, err := audit.Run(t.Context(), steady, audit.Usual(), audit.Options{Now: clock, Models: names}); err == nil {
			t.Errorf("models %q", names)
		}
	}
}

// Lesson 30: a model quotes now this and now that; two answers that differ show nothing.
func TestLesson30AModelThatWaversBreaksNoRight(t *testing.T) {
	t.Parallel()
	r := withModel(t, worded(2, func(audit.Probe) float64 { return 0.15 }), audit.Options{}, "name-region", "religion")
	if len(r.Broken) > 0 || r.Wavered < 100 || r.Blocked() {
		t.Errorf("%d broken, %d wavered, blocked %v", len(r.Broken), r.Wavered, r.Blocked())
	}
}

func TestAModelThatQuotesOthersLessEachTimeBreaksTheRight(t *testing.T) {
	t.Parallel()
	r := withModel(t, worded(3, func(p audit.Probe) float64 {
		if p.Group == "arab" && p.Template == "returns-05" {
			return 1
		}
		return 0.02
	}), audit.Options{}, "name-region")
	if len(r.Broken) != 1 || r.Broken[0].Probe != "returns-05/name-region/arab" || r.Broken[0].Model != "Own engine" {
		t.Errorf("broken %+v", r.Broken)
	}
}

// What one counterexample does not show, because it comes and goes, the number of them does.
func TestAModelThatWaversMoreForOneGroupIsFound(t *testing.T) {
	t.Parallel()
	r := withModel(t, worded(4, func(p audit.Probe) float64 {
		if p.Group == "arab" {
			return 0.35
		}
		return 0.1
	}), audit.Options{}, "name-region")
	found := 0
	for _, f := range r.Findings {
		if f.Outcome == "other_sources" && f.Verdict == audit.HarmfulGap {
			found++
			if f.Group != "arab" || f.ExcessAgain > 0.01 {
				t.Errorf("%+v", f)
			}
		}
	}
	if found != 1 || !r.Blocked() {
		t.Errorf("%d found, blocked %v", found, r.Blocked())
	}
}

func TestReleasesWithAModelThatWaversAreSeldomBlocked(t *testing.T) {
	t.Parallel()
	blocked := 0
	const n = 20
	for seed := range uint64(n) {
		if withModel(t, worded(seed+100, func(audit.Probe) float64 { return 0.2 }), audit.Options{}, "name-region").Blocked() {
			blocked++
		}
	}
	if blocked > 2 {
		t.Errorf("%d of %d were blocked in which nobody is treated differently", blocked, n)
	}
}

// kept remembers in memory.
type kept struct {
	mu  sync.Mutex
	all map[string]audit.Observed
}

func (k *kept) Seen(p audit.Probe, n int) (audit.Observed, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	o, ok := k.all[fmt.Sprint(p.Model, p.ID(), n)]
	return o, ok
}

func (k *kept) Keep(p audit.Probe, n int, o audit.Observed) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all[fmt.Sprint(p.Model, p.ID(), n)] = o
	return nil
}

func TestWhatWasAskedBeforeTheCutIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	k := &kept{all: map[string]audit.Observed{}}
	var mu sync.Mutex
	asked, most := map[string]int{}, 200
	gone := errors.New("the budget is used up")
	steady := worded(1, func(audit.Probe) float64 { return 0 })
	d := desk(func(p audit.Probe) (audit.Observed, error) {
		if p.Model == "" {
			return steady(p)
		}
		mu.Lock()
		defer mu.Unlock()
		if len(asked) == most {
			return audit.Observed{}, gone
		}
		asked[p.ID()]++
		return steady(p)
	})
	plan := audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"religion"}}
	o := audit.Options{Now: clock, Models: []string{"Own engine"}, Kept: k}
	if _, err := audit.Run(t.Context(), d, plan, o); !errors.Is(err, gone) {
		t.Fatalf("got %v", err)
	}
	most = 1 << 20
	r, err := audit.Run(t.Context(), d, plan, o)
	if err != nil || r.Probes != 2*len(asked) || r.Models[0].Asked == 0 {
		t.Errorf("%d probes, %d asked of the model: %v", r.Probes, len(asked), err)
	}
	for id, n := range asked {
		if n != 1 {
			t.Errorf("%s was asked %d times", id, n)
		}
	}
	if !strings.Contains(fmt.Sprint(k.all), "Own engine") {
		t.Error("nothing was kept")
	}
}

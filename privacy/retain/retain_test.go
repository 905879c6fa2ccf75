package retain_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/privacy/retain"

	"github.com/google/go-cmp/cmp"
)

func TestDefaultsCanBeKept(t *testing.T) {
	t.Parallel()
	var classes []retain.Class
	for _, r := range retain.Defaults() {
		if err := r.Check(); err != nil {
			t.Error(err)
		}
		if slices.Contains(classes, r.Class) {
			t.Errorf("two rules for %s", r.Class)
		}
		classes = append(classes, r.Class)
	}
	// What has no rule of its own must go with something that has one.
	for _, c := range retain.Classes() {
		if !slices.Contains(classes, c) && c != retain.Words && c != retain.Decisions {
			t.Errorf("%s would stay for ever", c)
		}
	}
}

func TestRulesThatCannotBeKeptAreRefused(t *testing.T) {
	t.Parallel()
	good := retain.Rule{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.Resolved, Days: 30}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*retain.Rule){
		"no class":          func(r *retain.Rule) { r.Class = "" },
		"an unknown class":  func(r *retain.Rule) { r.Class = "everything" },
		"a foreign event":   func(r *retain.Rule) { r.Event = retain.Ended },
		"no event":          func(r *retain.Rule) { r.Event = "" },
		"days below zero":   func(r *retain.Rule) { r.Days = -1 },
		"days without end":  func(r *retain.Rule) { r.Days = retain.MostDays + 1 },
		"no purpose":        func(r *retain.Rule) { r.Purpose = "" },
		"a foreign purpose": func(r *retain.Rule) { r.Purpose = "marketing" },
	} {
		bad := good
		change(&bad)
		if bad.Check() == nil {
			t.Errorf("%s: taken", name)
		}
		if _, err := retain.With([]retain.Rule{bad}); err == nil {
			t.Errorf("%s: taken by With", name)
		}
		if steps := retain.Plan([]retain.Rule{bad, good}, time.Now()); len(steps) != 1 || steps[0].Rule != good {
			t.Errorf("%s: planned", name)
		}
	}
	if _, err := retain.With([]retain.Rule{good, good}); err == nil {
		t.Error("two rules for one class were taken")
	}
}

func TestPlanCountsDaysBackAndKeepsTheOrder(t *testing.T) {
	t.Parallel()
	now := time.Date(2028, 2, 29, 13, 0, 0, 0, time.FixedZone("", 3600))
	rules := []retain.Rule{
		{Class: retain.Customers, Purpose: candor.Serve, Event: retain.LastActivity, Days: 0},
		{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.Resolved, Days: 366},
		{Class: retain.Words, Purpose: candor.Serve, Event: retain.Resolved, Days: 1},
	}
	var got []string
	for _, s := range retain.Plan(rules, now) {
		got = append(got, s.Rule.ID()+" before "+s.Before.Format(time.RFC3339))
	}
	want := []string{
		"message/resolved/1 before 2028-02-28T12:00:00Z", "conversation/resolved/366 before 2027-02-28T12:00:00Z",
		"customer/last_activity/0 before 2028-02-29T12:00:00Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDigestTellsRulesApart(t *testing.T) {
	t.Parallel()
	r, _ := retain.Usual(retain.Conversations)
	seen := map[string]bool{r.Digest(): true}
	for _, change := range []func(*retain.Rule){
		func(r *retain.Rule) { r.Class = retain.Words }, func(r *retain.Rule) { r.Purpose = candor.Rights },
		func(r *retain.Rule) { r.Event = retain.Resolved }, func(r *retain.Rule) { r.Days++ },
	} {
		other := r
		change(&other)
		if seen[other.Digest()] {
			t.Errorf("%+v has the digest of another", other)
		}
		seen[other.Digest()] = true
	}
	if _, ok := retain.Usual("everything"); ok || retain.EventsOf("everything") != nil {
		t.Error("there is a rule for no class")
	}
}

func ExamplePlan() {
	rules, err := retain.With([]retain.Rule{{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.Resolved, Days: 90}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range retain.Plan(rules, time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC)) {
		if step.Rule.Class == retain.Conversations {
			fmt.Println(step.Rule.ID(), "before", step.Before.Format(time.DateOnly))
		}
	}
	// Output: conversation/resolved/90 before 2026-12-31
}

package monitor_test

import (
	"fmt"
	"math"
	"testing"

	"candor/fairness/monitor"
)

func cell(part monitor.Part, group, beside string, n, k int64) monitor.Told {
	return monitor.Told{Family: monitor.First, Key: monitor.Key{Part: part, Group: group, Beside: beside}, Count: monitor.Count{Begun: n, N: n, K: [monitor.Slots]int64{k}}}
}

func table(t *testing.T, told ...monitor.Told) monitor.Table {
	t.Helper()
	all := monitor.Tables(told)
	if len(all) != 1 {
		t.Fatalf("%d tables", len(all))
	}
	return all[0]
}

func atOnce(t *testing.T) monitor.Fact {
	t.Helper()
	f, ok := monitor.FactOf(monitor.AtOnce)
	if !ok {
		t.Fatal("no such outcome")
	}
	return f
}

// Lesson 29: a rate of nobody is not zero.
func TestOfNobodyNothingIsKnown(t *testing.T) {
	t.Parallel()
	only := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 20, 15)), "10", atOnce(t))
	alone := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 20, 15)), "09", atOnce(t))
	for name, r := range map[string]monitor.Row{"nobody in the group": only, "nobody else": alone} {
		if r.Gap.Defined() || r.Smallest.Defined() || r.More.Defined() || r.Within.Defined() || r.Finding != monitor.Nobody || r.Simpson != monitor.NotCompared {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if only.Rate.Defined() || only.Interval.Low != 0 || only.Interval.High != 1 {
		t.Errorf("the rate of nobody is %v, %v", only.Rate, only.Interval)
	}
	if alone.Rest.Defined() || alone.Rate.Or(-1) != 0.75 {
		t.Errorf("rates: %v, rest %v", alone.Rate, alone.Rest)
	}
}

func TestARowSaysHowMuchItCanShow(t *testing.T) {
	t.Parallel()
	few := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 40, 28), cell(monitor.ByHour, "10", "en", 4000, 3000)), "09", atOnce(t))
	many := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 4000, 2600), cell(monitor.ByHour, "10", "en", 4000, 3000)), "09", atOnce(t))
	if few.Finding != monitor.Chance || !few.Worse || !few.Interval.Contains(0.7) {
		t.Errorf("few: %+v", few)
	}
	if s := few.Smallest.Or(0); s < 0.15 || s > 0.25 {
		t.Errorf("40 people show a gap of %v", s)
	}
	if m := few.More.Or(0); m < 90 || m > 180 {
		t.Errorf("%v more are needed for ten points", m)
	}
	if many.Finding != monitor.Look || many.More.Or(-1) != 0 || many.Smallest.Or(1) > 0.04 {
		t.Errorf("many: %+v", many)
	}
	// Where all the others are too few no number of people is enough.
	lone := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 4000, 3000), cell(monitor.ByHour, "10", "en", 20, 15)), "09", atOnce(t))
	if !math.IsInf(lone.More.Or(0), 1) {
		t.Errorf("of 4,000 beside 20 %v more are needed", lone.More)
	}
	// A share of 5 of 100 cannot fall by ten.
	low := monitor.RowOf(table(t, cell(monitor.ByHour, "09", "en", 40, 2), cell(monitor.ByHour, "10", "en", 4000, 200)), "09", atOnce(t))
	if low.More.Defined() {
		t.Errorf("for a gap that cannot be %v more are needed", low.More)
	}
}

// A table after Simpson: in each channel French speakers fare better, and over all worse.
func TestAGapThatTurnsWithinChannelsIsSaid(t *testing.T) {
	t.Parallel()
	turned := table(t,
		cell(monitor.ByHour, "fr", "easy", 100, 95), cell(monitor.ByHour, "en", "easy", 1000, 900),
		cell(monitor.ByHour, "fr", "hard", 1000, 400), cell(monitor.ByHour, "en", "hard", 100, 30))
	r := monitor.RowOf(turned, "fr", atOnce(t))
	if r.Gap.Or(1) >= 0 || r.Within.Or(-1) <= 0 || r.Simpson != monitor.Turns {
		t.Errorf("gap %v, within %v: %s", r.Gap, r.Within, r.Simpson)
	}
	alike := table(t,
		cell(monitor.ByHour, "fr", "easy", 100, 90), cell(monitor.ByHour, "en", "easy", 1000, 900),
		cell(monitor.ByHour, "fr", "hard", 1000, 300), cell(monitor.ByHour, "en", "hard", 100, 30))
	if r := monitor.RowOf(alike, "fr", atOnce(t)); r.Simpson != monitor.Gone {
		t.Errorf("within all fare alike: %s, %v", r.Simpson, r.Within)
	}
	same := table(t, cell(monitor.ByHour, "fr", "easy", 100, 60), cell(monitor.ByHour, "en", "easy", 1000, 900))
	if r := monitor.RowOf(same, "fr", atOnce(t)); r.Simpson != monitor.Same {
		t.Errorf("there is only one channel: %s", r.Simpson)
	}
	apart := table(t, cell(monitor.ByHour, "fr", "easy", 100, 60), cell(monitor.ByHour, "en", "hard", 1000, 900))
	if r := monitor.RowOf(apart, "fr", atOnce(t)); r.Simpson != monitor.NotCompared {
		t.Errorf("nobody is alike: %s", r.Simpson)
	}
}

func TestWhoIsMissingIsSaid(t *testing.T) {
	t.Parallel()
	c := cell(monitor.ByHour, "09", "en", 50, 40)
	c.Count.Begun = 80
	late := cell(monitor.ByHour, "10", "en", 50, 40)
	late.Count.Begun = 20 // most of them began before the window
	told := table(t, c, late)
	if r := monitor.RowOf(told, "09", atOnce(t)); r.Missing != 30 {
		t.Errorf("%d are missing", r.Missing)
	}
	if r := monitor.RowOf(told, "10", atOnce(t)); r.Missing != 0 {
		t.Errorf("%d are missing", r.Missing)
	}
}

// Which groups there are is told only of those that are listed anyway, or that ten people are of.
func TestAGroupThatNobodyIsToldOfIsNotNamed(t *testing.T) {
	t.Parallel()
	listed := func(p monitor.Part) []string {
		if p == monitor.ByLanguage {
			return []string{"en", "fr"}
		}
		return nil
	}
	for _, s := range monitor.Build([]monitor.Told{
		{Family: monitor.First, Key: monitor.Key{Part: "way", Group: "is", Beside: "widget"}},
		{Family: monitor.First, Key: monitor.Key{Part: "way", Group: "en", Beside: "api"}, Count: monitor.Count{Begun: 10, N: 10}},
	}, monitor.Parts(nil), listed, []monitor.Alarm{{Outcome: monitor.AtOnce, By: monitor.ByLanguage, Group: "fr"}}) {
		var groups []string
		for _, r := range s.Rows {
			groups = append(groups, r.Group+string(" ")[:1]+string(r.Finding))
		}
		if s.Part == monitor.ByLanguage && s.Outcome == monitor.AtOnce && fmt.Sprint(groups) != "[en nobody fr alarm]" {
			t.Errorf("listed: %v", groups)
		}
		if s.Part == monitor.ByChannel && s.Family == monitor.First && fmt.Sprint(groups) != "[api nobody]" {
			t.Errorf("told: %v", groups)
		}
	}
}

func ExampleRowOf() {
	fact, _ := monitor.FactOf(monitor.AtOnce)
	told := []monitor.Told{
		{Family: monitor.First, Key: monitor.Key{Part: monitor.ByHour, Group: "fr", Beside: "widget"}, Count: monitor.Count{Begun: 210, N: 200, K: [monitor.Slots]int64{142}}},
		{Family: monitor.First, Key: monitor.Key{Part: monitor.ByHour, Group: "en", Beside: "widget"}, Count: monitor.Count{Begun: 900, N: 900, K: [monitor.Slots]int64{666}}},
	}
	r := monitor.RowOf(monitor.Tables(told)[0], "fr", fact)
	fmt.Printf("%d of %d, %d missing, %.2f to %.2f; others %.2f; %s\n", r.K, r.N, r.Missing, r.Interval.Low, r.Interval.High, r.Rest.Or(-1), r.Finding)
	// Output: 142 of 200, 10 missing, 0.64 to 0.77; others 0.74; chance
}

package main

import (
	"strings"
	"testing"
	"time"

	"candor/internal/app"
	"candor/internal/app/fairness"
)

func TestAnAuditSaysWhatItCostsAndWantsAYes(t *testing.T) {
	t.Parallel()
	dear := fairness.ModelEstimate{Name: "Dear engine large-1", Calls: 12000}
	free := dear
	free.Free = true
	for name, c := range map[string]struct {
		e    fairness.Estimate
		yes  bool
		says string
		ends bool
	}{
		"no model":          {fairness.Estimate{Questions: 27456}, false, "27456 questions", false},
		"a free one":        {fairness.Estimate{Models: []fairness.ModelEstimate{free}}, false, "about 12000 calls; at 2s each and 4 at once some 1h40m0s. It is free.", false},
		"one that costs":    {fairness.Estimate{Models: []fairness.ModelEstimate{dear}}, false, "the settings name no price", true},
		"agreed":            {fairness.Estimate{Models: []fairness.ModelEstimate{dear}}, true, "12000 calls", false},
		"a judge that does": {fairness.Estimate{Judged: 9, JudgeCosts: true}, false, "The judge scores about 9 answers", true},
	} {
		var told strings.Builder
		err := begins(&told, c.e, app.AuditOptions{}, c.yes)
		if (err != nil) != c.ends || !strings.Contains(told.String(), c.says) {
			t.Errorf("%s: %v, told %q", name, err, told.String())
		}
	}
}

func TestProgressIsToldNowAndThen(t *testing.T) {
	t.Parallel()
	var told strings.Builder
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tell := tellProgress(&told, func() time.Time { return now })
	for done := 200; done <= 2000; done += 200 {
		now = now.Add(2 * time.Second)
		tell(done, 2000)
	}
	if got := strings.Count(told.String(), "\n"); got != 4 || !strings.Contains(told.String(), "600 of 2000 questions asked, about 14s to go") {
		t.Errorf("told %d times: %s", got, told.String())
	}
}

package main

import (
	"context"
	"io"
	"math"
	"testing"
)

func TestEveryPartIsAboutEverybody(t *testing.T) {
	t.Parallel()
	for part, cells := range partition() {
		sum, want := 0.0, 1.0
		for _, share := range cells {
			sum += share
		}
		if part != "way" && part != "hour" {
			want = 0.2 // who states anything
		}
		if math.Abs(sum-want) > 1e-9 {
			t.Errorf("%s: %g of everybody", part, sum)
		}
	}
}

func TestWhatTheSimulationSaysIsRead(t *testing.T) {
	t.Parallel()
	if m := heard.FindStringSubmatch("x.go:1: heard at 9 of 10 desks, after half of them 834 people of the group and 22 days, at most 920 and 26"); len(m) != 7 || m[3] != "834" {
		t.Errorf("read %q", m)
	}
	if m := falseAlarms.FindStringSubmatch("false alarms at 0 of 24 desks in a year of hourly looks"); len(m) != 3 || m[2] != "24" {
		t.Errorf("read %q", m)
	}
}

func TestAPartThatIsNotThereIsRefused(t *testing.T) {
	t.Parallel()
	if err := run(context.Background(), []string{"-only", "pages"}, io.Discard); err == nil {
		t.Error("it was measured")
	}
}

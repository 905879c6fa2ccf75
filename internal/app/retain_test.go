package app

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"candor/internal/demo"
	"candor/privacy/retain"
)

// clockwork notes when it was asked, and fails whenever fail says so.
type clockwork struct {
	began   time.Time
	resumed []time.Duration
	before  []time.Duration // of the first step, back from the moment
	fail    func(n int) bool
}

func (c *clockwork) Resume(context.Context) (int, error) {
	c.resumed = append(c.resumed, time.Since(c.began))
	if c.fail(len(c.resumed)) {
		return 0, errors.New("the disk is full")
	}
	return 1, nil
}

func (c *clockwork) Retain(_ context.Context, steps []retain.Step, dry bool) ([]retain.Outcome, error) {
	if dry || len(steps) == 0 {
		return nil, errors.New("a dry run, or nothing to do")
	}
	c.before = append(c.before, time.Since(steps[0].Before))
	if c.fail(len(c.before)) {
		return nil, errors.New("the disk is full")
	}
	return []retain.Outcome{{Step: steps[0], Gone: 1}}, nil
}

func TestRetentionRunsByItselfEveryHour(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(int) bool{
		"when all goes well": func(int) bool { return false },
		"after failures":     func(n int) bool { return n < 3 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rule, _ := retain.Usual(retain.Conversations)
				c := &clockwork{began: time.Now(), fail: fail}
				r := retention{keeper: c, rules: []retain.Rule{rule}, now: time.Now, log: slog.New(slog.DiscardHandler)}
				ctx, stop := context.WithCancel(t.Context())
				ended := make(chan error)
				go func() { ended <- r.run(ctx) }()
				time.Sleep(50 * time.Second)
				if len(c.resumed) != 0 {
					t.Error("it began before the desk had settled")
				}
				time.Sleep(24 * time.Hour)
				stop()
				if err := <-ended; err != nil {
					t.Error(err)
				}
				if n := len(c.before); n < 22 || n > 25 || len(c.resumed) != n {
					t.Errorf("%d runs in a day, %d times resumed", n, len(c.resumed))
				}
				for i, at := range c.resumed[1:] {
					if pause := at - c.resumed[i]; pause < time.Hour || pause > 66*time.Minute {
						t.Errorf("run %d came after %v", i+2, pause)
					}
				}
				for _, back := range c.before {
					if days := back.Hours() / 24; days < 729 || days > 731 {
						t.Errorf("looked %v days back", days)
					}
				}
			})
		})
	}
}

func TestADryRunOfTheCommandChangesNothing(t *testing.T) {
	t.Parallel()
	c, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c.Data.Dir, c.Keys.File = filepath.Join(dir, "data"), filepath.Join(dir, "candor.key")
	if err := Make(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	c.Retention = []retain.Rule{{Class: retain.Waits, Purpose: "service", Event: retain.Ended, Days: 0}}
	for _, dry := range []bool{true, false} {
		all, err := Retain(t.Context(), c, dry)
		if err != nil || len(all) != len(retain.Defaults()) {
			t.Errorf("dry %v: %d steps, %v", dry, len(all), err)
		}
	}
	c.Retention[0].Days = -1
	if _, err := Retain(t.Context(), c, true); err == nil {
		t.Error("a rule that cannot be kept was taken")
	}
}

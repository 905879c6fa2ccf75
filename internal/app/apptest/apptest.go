// Package apptest opens a real desk for tests: the same wiring as the binary, on a temporary
// folder, with the demo company's settings and articles.
package apptest

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"candor/fairness"
	"candor/internal/app"
	"candor/internal/config"
	"candor/internal/demo"
	"candor/knowledge"
	"candor/policy"
	"candor/privacy"
	"candor/turn"
)

// Options say how a desk under test differs from the real one. The zero value is the real one, but for
// Calibrate, which would cost every test a second of the processor.
type Options struct {
	Drafter      turn.Drafter
	DraftTimeout time.Duration
	Finder       privacy.Finder
	Alerts       turn.Alerts
	Tools        []app.Tools
	Log          *slog.Logger
	Now          func() time.Time
	Unreleased   bool                 // nobody released what answers; else two persons do, as soon as it is open
	Calibrate    bool                 // measure in the background, as a real desk does; else the fixed bar holds
	Change       func(*config.Config) // changes the settings before it opens
}

// Open makes a desk, runs it until the test ends and then closes it.
func Open(t testing.TB, o Options) *app.App {
	t.Helper()
	a, _ := Run(t, Make(t, o), o)
	return a
}

// Make makes what a desk needs in a temporary folder and gives its settings. Nothing runs yet.
func Make(t testing.TB, o Options) config.Config {
	t.Helper()
	c, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c.Data.Dir, c.Keys.File = filepath.Join(dir, "data"), filepath.Join(dir, "candor.key")
	if o.Change != nil {
		o.Change(&c)
	}
	if err := app.Make(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if _, err := app.AddKnowledgeFS(t.Context(), c, demo.Articles, "demo"); err != nil {
		t.Fatal(err)
	}
	return c
}

// Run opens a desk that was made, or that ran before, and runs it until stop is called or the test ends.
func Run(t testing.TB, c config.Config, o Options) (a *app.App, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a, err = app.Open(t.Context(), app.Options{
		Config: c, Listener: listener, Drafter: o.Drafter, DraftTimeout: o.DraftTimeout, Finder: o.Finder, Alerts: o.Alerts, Tools: o.Tools,
		Log: o.Log, Now: o.Now, NoCalibration: !o.Calibrate, NoAudit: true,
	})
	if err != nil {
		t.Fatal(errors.Join(err, listener.Close()))
	}
	if !o.Unreleased {
		Release(t, a, o.Now)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := errors.Join(<-ended, a.Close()); err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("stop the desk: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return a, stop
}

// Release lets what would answer now answer customers for a week, as any desk may: on the word of two persons. A test
// that changes articles, the policy or the calibration, or goes far ahead in time, releases anew.
func Release(t testing.TB, a *app.App, now func() time.Time) {
	t.Helper()
	if now == nil {
		now = time.Now
	}
	word := fairness.Override{By: [2]string{"Maya Lindqvist", "Tom Okoro"}, Reason: "A test of something other than the audit."}
	if _, err := a.Overrule(t.Context(), word, now().Add(7*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
}

// Quote gives the first sentence of an English article of the demo, cited as it must be.
func Quote(t testing.TB, a *app.App, slug string) policy.Sentence {
	t.Helper()
	article, passages, err := a.Store().Library().Read(t.Context(), slug, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range passages {
		for _, u := range knowledge.Units(p.Text, article.Language) {
			if quote := p.Text[u.Start:u.End]; p.Quotable() {
				return policy.Sentence{Text: quote, Citation: p.Citation(quote)}
			}
		}
	}
	t.Fatalf("no sentence to quote in %s", slug)
	return policy.Sentence{}
}

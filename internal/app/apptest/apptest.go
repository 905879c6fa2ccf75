// Package apptest opens a real desk for tests: the same wiring as the binary, on a temporary
// folder, with the demo company's settings and articles.
package apptest

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"testing"
	"time"

	"candor/internal/app"
	"candor/internal/config"
	"candor/internal/demo"
	"candor/knowledge"
	"candor/policy"
	"candor/turn"
)

// Options say how a desk under test differs from the real one. The zero value is the real one.
type Options struct {
	Drafter      turn.Drafter
	DraftTimeout time.Duration
	Alerts       turn.Alerts
	Log          *slog.Logger
	Now          func() time.Time
	Change       func(*config.Config) // changes the settings before it opens
}

// Open makes a desk, runs it until the test ends and then closes it.
func Open(t testing.TB, o Options) *app.App {
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
	if _, err := app.AddKnowledgeFS(t.Context(), c, demo.Articles); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), app.Options{
		Config: c, Listener: listener, Drafter: o.Drafter, DraftTimeout: o.DraftTimeout, Alerts: o.Alerts, Log: o.Log, Now: o.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-ended, a.Close()); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("stop the desk: %v", err)
		}
	})
	return a
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

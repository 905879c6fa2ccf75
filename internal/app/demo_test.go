package app_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/demo"
)

func TestTheDemoLooksUpAndCancelsAnOrder(t *testing.T) {
	t.Parallel()
	c, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	running, err := app.OpenDemo(t.Context(), app.DemoOptions{Listen: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- running.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{t: t, c: c, app: running.App, http: &http.Client{}}
	t.Cleanup(d.http.CloseIdleConnections)
	x := d.begin("assistant", "")
	robin := candor.Profile{Email: "robin@example.org", Verified: time.Now(), VerifiedBy: "link"}
	if err := d.app.Store().SaveProfile(t.Context(), x.Customer, robin); err != nil {
		t.Fatal(err)
	}
	d.say(x, "Where is my order HP-482913?")
	d.hears(x, "assistant action.order_status.on_its_way")
	d.say(x, "Cancel HP-482914 please")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes")
	d.hears(x, "desk action.order_cancel.cancelled")
}

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"candor/bench/client"
	"candor/bench/host"
	"candor/bench/report"
)

// wordsOfOne is how many messages one person has when their data is taken along and erased.
const wordsOfOne = 10_000

// rights measures the rights of somebody who wrote very much: everything to take along, and everything
// gone, by the commands that an officer uses, beside a desk that serves.
func (b *bench) rights(ctx context.Context) error {
	return b.serving(ctx, "rights", realOnes, func(h *host.Host, _ *host.Server) error {
		desk, err := client.New(client.Options{Base: h.Base(), Inbox: "main", Language: "en"})
		if err != nil {
			return err
		}
		defer desk.Close()
		c, err := desk.Begin(ctx, client.Opening{Text: "Hello", Key: client.NewKey()})
		if err != nil {
			return err
		}
		for i := range wordsOfOne - 1 {
			if _, err := c.Post(ctx, fmt.Sprintf("Message %d about my lamp, which flickers when it rains.", i), client.NewKey()); err != nil {
				return err
			}
		}
		row := report.Row{Mode: "rights", Case: fmt.Sprintf("%d messages", wordsOfOne)}
		for _, x := range []struct {
			name string
			args []string
		}{
			{"export", []string{"rights", "export", "--conversation", c.ID, "--out", filepath.Join(b.dir, "all.zip")}},
			{"erase", []string{"rights", "erase", "--conversation", c.ID, "--out", filepath.Join(b.dir, "proof.json"), "--yes"}},
		} {
			began := time.Now()
			if _, err := h.Run(ctx, "", x.args...); err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
			row.Add(x.name, time.Since(began).Seconds(), "s")
		}
		b.say("  %s", row)
		b.rows = append(b.rows, row)
		return nil
	})
}

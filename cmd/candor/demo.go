package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newDemo() *cobra.Command {
	c := command(page{
		use: "demo", short: "Run a working desk with a made-up company",
		does: `Makes a desk for Harbour & Pine, a furniture shop that does not exist, with its help centre in six
languages, three agents and opening hours, and serves it on this machine only. The shop page embeds
the widget as a customer's site would. A taken port picks the next one. Ctrl-C stops it.`,
		examples: []example{
			{"candor demo", "in a throw-away folder, removed at the end"},
			{"candor demo --data shop", "kept in the folder shop and continued the next time"},
		},
		touches: "a temporary folder, or the one that --data names; a port on loopback",
	})
	data := c.Flags().String("data", "", "keep the desk in this folder")
	listen := c.Flags().String("listen", "127.0.0.1:8420", "where to listen; the next free port when it is taken")
	quiet := c.Flags().Bool("no-audit", false, "do not audit for fairness by itself; it then answers for an hour, on the word of two of its people")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		ctx, report := cmd.Context(), cmd.ErrOrStderr()
		demo, err := app.OpenDemo(ctx, app.DemoOptions{
			Dir: *data, Listen: *listen, NoAudit: *quiet, Log: logger(report, false),
			Progress: func(line string) { fmt.Fprintln(report, line) },
		})
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		fmt.Fprintf(out, "Shop page  %s\n", demo.Shop)
		fmt.Fprintf(out, "Console    %s\n", demo.Console)
		fmt.Fprintf(out, "Trust page %s\n", demo.Trust)
		fmt.Fprintf(report, "Order HP-482914 belongs to robin@example.org; letters with links, to prove that this is you, are in %s\n", demo.Letters)
		fmt.Fprintf(out, "Sign in as %s\n", strings.Join(demo.SignIns, " or "))
		return runAndClose(ctx, report, demo)
	}
	return c
}

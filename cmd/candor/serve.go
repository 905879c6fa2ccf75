package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newServe() *cobra.Command {
	c := command(page{
		use: "serve", short: "Run the desk",
		does: `Serves the widget, the chat page, the console, the trust page and the API until it is told to stop
(Ctrl-C or SIGTERM); what is under way is finished first. It refuses to start, and changes nothing,
when a setting is wrong, when the key file is missing or is not the one that belongs to the data,
when the database is damaged, and when the port is taken. The log goes to standard error.`,
		examples: []example{
			{"candor serve", "with the settings in candor.toml"},
			{"candor serve --config shop/candor.toml --log json", "another desk; a log for machines"},
		},
		touches: "the data folder and the port of the settings",
	})
	listen := c.Flags().String("listen", "", "listen here instead of where the settings say")
	style := c.Flags().String("log", "text", "how to write the log: text or json")
	quiet := c.Flags().Bool("no-audit", false, "do not audit what changes by itself; what has no record then goes to people until candor fairness run --keep")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *style != "text" && *style != "json" {
			return failure{what: fmt.Sprintf("--log %s is not known", *style), do: "Use text or json.", code: exitUsage}
		}
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if *listen != "" {
			settings.Server.Listen = *listen
		}
		ctx, report := cmd.Context(), cmd.ErrOrStderr()
		desk, err := app.Open(ctx, app.Options{
			Config: settings, NoAudit: *quiet, Log: logger(report, *style == "json"),
			Progress: func(line string) { fmt.Fprintln(report, line) },
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "Candor serves %s at %s\n", settings.Desk.Name, desk.URL())
		return runAndClose(ctx, report, desk)
	}
	return c
}

// runAndClose serves until ctx ends, then lets go of everything, whatever happened.
func runAndClose(ctx context.Context, report io.Writer, desk interface {
	Run(context.Context) error
	io.Closer
}) error {
	debug.FreeOSMemory() // what only the start needed; a desk that waits is small
	err := desk.Run(ctx)
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	err = errors.Join(err, desk.Close())
	if err == nil {
		fmt.Fprintln(report, "Stopped. Everything that was acknowledged is kept.")
	}
	return err
}

func logger(w io.Writer, forMachines bool) *slog.Logger {
	if forMachines {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newRetention() *cobra.Command {
	c := command(page{
		use: "retention", short: "Destroy now what is over by the rules, or see what would go",
		does: `A desk that runs keeps to its rules by itself, every hour. This does it now. Each rule names a class of
data and after how many days it goes; a legal hold wins over every rule. What went is on the record by
rule and number, without a word of what it was.`,
		examples: []example{
			{"candor retention --dry-run", "counts what would go, and changes nothing"},
			{"candor retention", "does it now"},
		},
		touches: "the data folder; nothing with --dry-run",
		args:    cobra.NoArgs,
	})
	dry := c.Flags().Bool("dry-run", false, "count what would go, and change nothing")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		all, err := app.Retain(cmd.Context(), settings, *dry)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
		head := "gone"
		if *dry {
			head = "would go"
		}
		fmt.Fprintf(w, "class\t%s\theld\tolder than\n", head)
		for _, o := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", o.Step.Rule.Class, itoa(int(o.Gone)), itoa(int(o.Held)), o.Step.Before.Format(time.DateOnly))
		}
		return w.Flush()
	}
	return c
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newStop() *cobra.Command {
	c := command(page{
		use: "stop", short: "Stop the assistant at once; people go on",
		does: `Turns the stop switch on. From that moment the assistant says nothing more, also not what it was
just writing, and every conversation goes to a person. It works while the desk runs and stays on over
restarts until candor resume. Owners and leads have the same switch in the console.`,
		examples: []example{
			{`candor stop --reason "wrong prices in an article"`, "the reason stands in the ledger; name no customer in it"},
			{"candor resume", "let the assistant answer again"},
		},
		touches: "one setting in the database, with an entry in the ledger",
	})
	reason := c.Flags().String("reason", "", "why, for the ledger")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if err := app.Stop(cmd.Context(), settings, *reason); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "The assistant is stopped. Every conversation goes to a person. candor resume lets it answer again.")
		return nil
	}
	return c
}

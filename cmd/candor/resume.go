package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newResume() *cobra.Command {
	c := command(page{
		use: "resume", short: "Let the assistant answer again",
		does: `Turns the stop switch off. Conversations that went to a person stay with people; the assistant answers
those who choose it from now on.`,
		examples: []example{
			{"candor resume", "after candor stop"},
			{`candor resume --reason "prices corrected"`, "with the reason for the ledger"},
		},
		touches: "one setting in the database, with an entry in the ledger",
	})
	reason := c.Flags().String("reason", "", "why, for the ledger")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if err := app.Resume(cmd.Context(), settings, *reason); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "The assistant answers again.")
		return nil
	}
	return c
}

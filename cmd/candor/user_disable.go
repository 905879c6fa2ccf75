package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newUserDisable() *cobra.Command {
	c := command(page{
		use: "disable EMAIL", short: "Stop a person from signing in",
		does: `All their sessions end at once. What they wrote stays under their name. The last owner cannot be
disabled. --undo lets the person sign in again.`,
		examples: []example{
			{"candor user disable tom@example.com", "when somebody leaves"},
			{"candor user disable tom@example.com --undo", "when somebody comes back"},
		},
		touches: "the database, with an entry in the ledger",
		args:    cobra.ExactArgs(1),
	})
	undo := c.Flags().Bool("undo", false, "let the person sign in again")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if err := app.DisableUser(cmd.Context(), settings, args[0], !*undo); err != nil {
			return err
		}
		if *undo {
			fmt.Fprintf(cmd.OutOrStdout(), "%s may sign in again.\n", args[0])
			return nil
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s cannot sign in any more; every session has ended.\n", args[0])
		return nil
	}
	return c
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newUserPassword() *cobra.Command {
	c := command(page{
		use: "password EMAIL", short: "Give a person another password",
		does: "Asks for the new password twice, without echo. All the person's sessions end.",
		examples: []example{
			{"candor user password maya@example.com", "when it is forgotten"},
			{"candor user password maya@example.com --password-stdin < secret", "for scripts"},
		},
		touches: "the database, with an entry in the ledger",
		args:    cobra.ExactArgs(1),
	})
	addPasswordFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		password, err := readPassword(cmd)
		if err != nil {
			return err
		}
		if err := app.SetPassword(cmd.Context(), settings, args[0], password); err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s has a new password; every session has ended.\n", args[0])
		return nil
	}
	return c
}

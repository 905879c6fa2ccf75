package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newLedgerCheckpoint() *cobra.Command {
	c := command(page{
		use: "checkpoint", short: "Print the signed head of the ledger",
		does: `Prints how many entries there are and the root of their tree, signed by the desk. Publish it or give it
to somebody you trust: with it and the public key anyone can show later that nothing before it was
changed.`,
		examples: []example{
			{"candor ledger checkpoint > monday.note", "to keep elsewhere"},
			{"candor ledger verify --checkpoint monday.note", "weeks later"},
		},
		touches: "nothing; it only reads",
	})
	public := c.Flags().Bool("key", false, "print the public key that checks it instead")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		note, key, err := app.Checkpoint(cmd.Context(), settings)
		if err != nil {
			return err
		}
		if *public {
			_, err = fmt.Fprintln(cmd.OutOrStdout(), key)
			return err
		}
		_, err = cmd.OutOrStdout().Write(note)
		return err
	}
	return c
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newLedgerVerify() *cobra.Command {
	c := command(page{
		use: "verify", short: "Find any changed, removed or reordered entry",
		does: `Reads every entry, computes every hash again and compares them with the signed heads. Checkpoints that
were kept elsewhere may be given too: they show that nothing was rewritten since. The first entry that
is not as it was written is named, and the exit code is 1.`,
		examples: []example{
			{"candor ledger verify", "the whole ledger"},
			{"candor ledger verify --checkpoint monday.note", "also against a head kept elsewhere"},
		},
		touches: "nothing; it only reads",
	})
	kept := c.Flags().StringArray("checkpoint", nil, "a checkpoint kept elsewhere; may be repeated")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		defer slow(ctx, cmd.ErrOrStderr(), "Reading the ledger …")()
		report, err := app.VerifyLedger(ctx, settings, *kept)
		if err != nil {
			return err
		}
		if report.Fault != nil {
			return failure{what: "the ledger does not verify. " + report.Fault.What,
				do: "Change nothing. Keep a copy of the data folder, and compare with the last backup that verifies.", code: exitTrouble}
		}
		fmt.Fprintf(cmd.OutOrStdout(), "The ledger verifies: %s, %s. Root %s\n",
			plural(int(report.Entries), "entry", "entries"), plural(report.Checkpoints, "signed head", "signed heads"), report.Root)
		return nil
	}
	return c
}

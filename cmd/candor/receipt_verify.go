package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newReceiptVerify() *cobra.Command {
	c := command(page{
		use: "verify FILE", short: "Find out whether a receipt is genuine and unchanged",
		does: `Computes the digest of every part of the receipt again and checks the signature over them. A part that
was changed, added or taken out is named, and the exit code is 1. Without --key the receipt is checked
against the key that it names itself, which shows that it is whole, and not yet who signed it.`,
		examples: []example{
			{"candor receipt verify receipt-answers.json --key candor-receipt+…", "is it from the desk with this key, and unchanged?"},
			{"candor receipt verify receipt-answers.json", "is it unchanged?"},
		},
		touches: "nothing; it only reads the file",
	})
	c.Args = cobra.ExactArgs(1)
	key := c.Flags().String("key", "", "the desk's public key of receipts, as published at /trust/receipt-key")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		found, err := app.VerifyReceipt(args[0], *key)
		if err != nil {
			return err
		}
		if found.Fault != "" {
			return failure{what: "the receipt does not verify: " + found.Fault,
				do: "Do not rely on it. Ask for it again where it came from; the desk keeps the record itself.", code: exitTrouble}
		}
		out := cmd.OutOrStdout()
		fmt.Fprintln(out, "The receipt verifies: nothing in it was changed since it was signed.")
		for _, line := range found.Lines {
			fmt.Fprintf(out, "  %-9s %s\n", line[0], line[1])
		}
		if *key == "" {
			fmt.Fprintln(out, "It was checked against the key that it names itself. To know who signed it, compare that key with")
			fmt.Fprintln(out, "the one that the desk publishes at /trust/receipt-key, or give that one with --key.")
		}
		return nil
	}
	return c
}

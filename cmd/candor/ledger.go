package main

import "github.com/spf13/cobra"

func newLedger() *cobra.Command {
	return group(page{
		use: "ledger", short: "Verify the record of decisions, or sign a checkpoint of it",
		does: `Every decision, hand-over, sign-in, setting and reading of a conversation by staff is an entry in an
append-only Merkle tree, without personal data in it. Anyone with a copy can verify it.`,
		examples: []example{
			{"candor ledger verify", "finds any changed, removed or reordered entry"},
			{"candor ledger checkpoint > today.note", "a signed head to publish or keep elsewhere"},
		},
		touches: "the database in the data folder",
	}, newLedgerVerify(), newLedgerCheckpoint())
}

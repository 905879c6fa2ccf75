package main

import "github.com/spf13/cobra"

func newReceipt() *cobra.Command {
	return group(page{
		use: "receipt", short: "Check a receipt of a customer's choice",
		does: `Every customer can download a signed receipt of each choice about their data: what they were shown,
what they decided, and when. Anyone can check it, without the desk and without a network.`,
		examples: []example{
			{"candor receipt verify receipt.json --key candor-receipt+…", "the key is at /trust/receipt-key"},
			{"candor receipt verify receipt.json", "is it whole? whoever signed it"},
		},
		touches: "nothing; it only reads the file",
	}, newReceiptVerify())
}

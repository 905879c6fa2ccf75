package main

import "github.com/spf13/cobra"

func newUser() *cobra.Command {
	return group(page{
		use: "user", short: "Add people who work at the desk, list them, disable them",
		does: `An agent answers customers. A lead also looks after hours, knowledge and quality. An owner also looks
after staff and settings. Passwords are typed without echo or read from standard input, never given as
a flag.`,
		examples: []example{
			{`candor user add maya@example.com --name "Maya Lind" --role owner`, "asks for a password"},
			{"candor user list", "who there is"},
		},
		touches: "the database in the data folder; each change has an entry in the ledger",
	}, newUserAdd(), newUserList(), newUserDisable(), newUserPassword())
}

package main

import "github.com/spf13/cobra"

func newKnowledge() *cobra.Command {
	return group(page{
		use: "knowledge", short: "Bring in articles, approve and list them, try questions on them",
		does: `The assistant answers from these articles only, word for word and with its source; what they do not
say, it does not know. An article answers once somebody else than its author approved it.`,
		examples: []example{
			{"candor knowledge add help/", "bring in a folder"},
			{`candor knowledge test "Can I return a lamp?"`, "see what the assistant would answer, and why"},
		},
		touches: "the database in the data folder",
	}, newKnowledgeAdd(), newKnowledgeApprove(), newKnowledgeList(), newKnowledgeShow(), newKnowledgeWithdraw(), newKnowledgeTest())
}

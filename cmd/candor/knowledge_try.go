package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app/consult"
)

func newKnowledgeTest() *cobra.Command {
	c := command(page{
		use: `test "QUESTION"`, short: "See what the assistant would answer, and why",
		does: `Shows the decision and the answer, then what the confidence is made of and the articles that came
nearest, so that you can see which article to write or to change.`,
		examples: []example{
			{`candor knowledge test "Can I return a lamp?"`, "of the desk's articles"},
			{`candor knowledge test "Kann ich eine Lampe zurückgeben?" --language de`, "as a customer whom the desk answers in German"},
		},
		touches: "nothing; it only reads",
		args:    cobra.ExactArgs(1),
	})
	corpus := c.Flags().StringArray("knowledge", nil, "articles in this file or folder instead of the desk's; may be repeated")
	language := c.Flags().String("language", "", "the language the desk speaks with the customer")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		library, bad, err := openLibrary(cmd, *corpus)
		if err != nil {
			return err
		}
		reply, err := library.Ask(cmd.Context(), consult.AskLine{Query: args[0], Lang: *language})
		if err != nil {
			return failure{what: err.Error(), do: "Ask in one to 8,000 characters.", code: exitUsage}
		}
		out := cmd.OutOrStdout()
		showReply(out, reply)
		fmt.Fprintf(out, "\nConfidence %.2f; %s. What it is made of:\n", reply.Confidence, needs(reply))
		for _, r := range reply.Reasons {
			fmt.Fprintf(out, "  %-18s %5.2f  %+.2f\n", r.Signal, r.Value, r.Weight)
		}
		fmt.Fprintln(out, "Nearest articles:")
		for _, d := range reply.Docs {
			fmt.Fprintf(out, "  %8.3f  %s\n", d.Score, d.Doc)
		}
		return troubled(bad)
	}
	return c
}

// needs says from where on the assistant answers, and who says so.
func needs(r consult.Reply) string {
	switch {
	case r.Needs > 1:
		return "the desk's calibration lets nothing of this kind be answered"
	case r.Calibrated:
		return fmt.Sprintf("the assistant answers from %.2f on, as the desk's calibration says", r.Needs)
	}
	return fmt.Sprintf("the assistant answers from %.2f on, the fixed bar: nothing is calibrated for these articles", r.Needs)
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/consult"
)

func newKnowledgeAdd() *cobra.Command {
	c := command(page{
		use: "add DIR|FILE...", short: "Bring in articles from folders and files",
		does: `Reads Markdown, HTML, plain text, CSV and JSON lines of questions and answers or of articles, also
packed with gzip. An article that is known and has changed gets a new version; one that has not stays as
it is. A file that cannot be read is told and the rest is brought in: the exit code is then 1.`,
		examples: []example{
			{"candor knowledge add help/", "everything below a folder"},
			{"candor knowledge add faq.csv terms.html", "single files"},
		},
		touches: "the articles in the database; a running desk answers from them at once",
		args:    cobra.MinimumNArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		added, err := app.AddKnowledge(cmd.Context(), settings, args)
		if err != nil {
			return err
		}
		for _, p := range added.Problems {
			fmt.Fprintln(cmd.ErrOrStderr(), "candor:", p)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s new, %d changed, %d as before.\n", plural(added.New, "article", "articles"), added.Changed, added.Unchanged)
		return troubled(consult.Lost(added.Problems))
	}
	return c
}

// troubled ends a command that was done but met something bad, which it has told already.
func troubled(problems int) error {
	if problems == 0 {
		return nil
	}
	return failure{code: exitTrouble}
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newKnowledgeAdd() *cobra.Command {
	c := command(page{
		use: "add DIR|FILE|ADDRESS...", short: "Bring in articles from folders, files, pages and sitemaps",
		does: `Reads Markdown, HTML, plain text, PDF, DOCX, CSV and JSON lines of questions and answers or of articles,
exports of the help centres of Zendesk, Intercom and Chatwoot, also packed with gzip; and pages or a
sitemap by their address, as far as the site lets robots read them. An article that is known and has
changed gets a new version; one that has not stays as it is. Nothing new answers before a second person
approved it; until then the version before it does. A file that cannot be read is told and the rest is
brought in: the exit code is then 1.`,
		examples: []example{
			{"candor knowledge add help/ --by tom@example.com --approved-by maya@example.com", "two people stand for it; it answers at once"},
			{"candor knowledge add https://example.com/sitemap.xml --dry-run", "what would change, line by line"},
		},
		touches: "the articles in the database; addresses that you name are read over the network",
		args:    cobra.MinimumNArgs(1),
	})
	var in app.Import
	c.Flags().StringVar(&in.By, "by", "", "who brings them in: e-mail or name of a member of staff")
	c.Flags().StringVar(&in.ApprovedBy, "approved-by", "", "who else found all of it right: a lead or an owner; without it, it waits")
	c.Flags().BoolVar(&in.DryRun, "dry-run", false, "show what would change; change nothing")
	c.Flags().BoolVar(&in.RemoveMissing, "remove-missing", false, "articles of the same origin that are not in the import answer no more")
	c.Flags().StringArrayVar(&in.AllowHosts, "allow-host", nil, "a host of your own network that may be read, as host or host:port; may be repeated")
	without := c.Flags().Bool("no-calibration", false, "do not measure afterwards how sure answers from these articles are")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		in.Paths = args
		in.Progress = func(line string) { fmt.Fprintln(cmd.ErrOrStderr(), line) }
		added, err := app.AddKnowledge(cmd.Context(), settings, in)
		if err != nil {
			return namedWrong(err)
		}
		lost := 0
		for _, p := range added.Problems {
			fmt.Fprintln(cmd.ErrOrStderr(), "candor:", p)
			if p.Loses() {
				lost++
			}
		}
		showAdded(cmd, in, added)
		if !in.DryRun && !*without && added.New+added.Changed+added.Removed > 0 {
			calibrateAdded(cmd, settings)
		}
		if in.RemoveMissing && lost > 0 {
			fmt.Fprintln(cmd.ErrOrStderr(), "candor: nothing was removed, because not everything could be read.")
		}
		return troubled(lost)
	}
	return c
}

func showAdded(cmd *cobra.Command, in app.Import, added app.Added) {
	out := cmd.OutOrStdout()
	if in.DryRun {
		for _, line := range added.Changes() {
			fmt.Fprintln(out, line)
		}
	}
	fmt.Fprintf(out, "%s new, %d changed, %d as before", plural(added.New, "article", "articles"), added.Changed, added.Unchanged)
	if in.RemoveMissing {
		fmt.Fprintf(out, ", %d removed", added.Removed)
	}
	fmt.Fprintln(out, ".")
	switch {
	case in.DryRun:
		fmt.Fprintln(out, "Nothing was changed.")
	case added.Waiting > 0:
		fmt.Fprintf(out, "%s for approval. Somebody else than the author looks at them in the console, or: candor knowledge approve --all --by NAME\n",
			plural(added.Waiting, "article waits", "articles wait"))
	}
}

// troubled ends a command that was done but met something bad, which it has told already.
func troubled(problems int) error {
	if problems == 0 {
		return nil
	}
	return failure{code: exitTrouble}
}

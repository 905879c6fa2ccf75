package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newKnowledgeList() *cobra.Command {
	c := command(page{
		use: "list", short: "List the articles",
		does: `One line for each article: its name in addresses, language, version, who may see it, whether it answers,
how much hangs on it, title. Articles for staff only never reach a customer; pending ones wait for approval.`,
		examples: []example{
			{"candor knowledge list --language de", "those in German"},
			{"candor knowledge list --state pending", "those that wait for approval"},
		},
		touches: "nothing; it only reads",
	})
	language := c.Flags().String("language", "", "only articles in this language")
	state := c.Flags().String("state", "", "only those that are pending, scheduled, answering or expired")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		articles, err := app.ListKnowledge(cmd.Context(), settings)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
		shown, now := 0, time.Now()
		for _, a := range articles {
			is := a.State(now)
			if (*language == "" || a.Language == *language) && (*state == "" || string(is) == *state) {
				fmt.Fprintf(table, "%s\t%s\tv%d\t%s\t%s\t%s\t%s\n", a.Slug, a.Language, a.Version, a.Audience, is, a.Tier, a.Title)
				shown++
			}
		}
		if err := table.Flush(); err != nil {
			return fmt.Errorf("write the list: %w", err)
		}
		if shown == 0 {
			fmt.Fprintln(cmd.ErrOrStderr(), "No articles. Bring some in with candor knowledge add FOLDER.")
		}
		return nil
	}
	return c
}

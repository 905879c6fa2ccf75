package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newKnowledgeShow() *cobra.Command {
	c := command(page{
		use: "show ARTICLE", short: "Read an article and how it changed",
		does: `Shows the newest version, then each version with who wrote and who approved it and the lines that changed.`,
		examples: []example{
			{"candor knowledge show return-a-lamp", "by its name in addresses"},
			{"candor knowledge show de/lampe-zurueckgeben", "with its language, where several have the name"},
		},
		touches: "nothing; it only reads",
		args:    cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		versions, err := app.ShowKnowledge(cmd.Context(), settings, args[0])
		if err != nil {
			return namedWrong(err)
		}
		showVersions(cmd.OutOrStdout(), versions)
		return nil
	}
	return c
}

func showVersions(out io.Writer, versions []app.Version) {
	for i, v := range versions {
		a := v.Article
		if i == 0 {
			fmt.Fprintf(out, "%s\n%s, %s, %s", a.Title, a.Language, a.Audience, a.Tier)
			if a.Owner != "" {
				fmt.Fprintf(out, ", kept by %s", a.Owner)
			}
			fmt.Fprintf(out, "\n\n%s\n\n", a.Body)
		}
		fmt.Fprintf(out, "Version %d, %s: written by %s", v.Number, v.State, v.Author)
		if v.Approver != "" {
			fmt.Fprintf(out, ", approved by %s on %s", v.Approver, v.Approved.Format(time.DateOnly))
		}
		if !a.From.IsZero() {
			fmt.Fprintf(out, ", from %s", a.From.Format(time.DateOnly))
		}
		if !a.Until.IsZero() {
			fmt.Fprintf(out, ", until %s", a.Until.Format(time.DateOnly))
		}
		fmt.Fprintln(out)
		for _, l := range v.Changes {
			if l.Op == '~' {
				fmt.Fprintln(out, "    …")
				continue
			}
			fmt.Fprintf(out, "  %c %s\n", l.Op, l.Text)
		}
	}
}

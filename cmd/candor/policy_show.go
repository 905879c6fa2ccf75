package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newPolicyShow() *cobra.Command {
	c := command(page{
		use: "show", short: "Show what is in force, since when and by whom",
		does: `Shows the policy in force and in how many conversations of the last 30 days each rule decided or offered a person.`,
		examples: []example{
			{"candor policy show", "what is in force"},
			{"candor policy show -c shop/candor.toml", "of another desk"},
		},
		touches: "nothing; it only counts",
	})
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		s, err := app.PolicyInForce(cmd.Context(), settings)
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		if s.Version == "" {
			fmt.Fprintf(out, "The built-in table alone. There is no policy file in force.\n")
		} else {
			fmt.Fprintf(out, "Version %s (%s) since %s, by %s.\n", s.Version, s.Digest, s.At.Format(time.DateTime), s.By)
		}
		for _, p := range s.Problems {
			fmt.Fprintf(out, "Problem: %s\n", p)
		}
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "matter or rule\twhat happens\tplace\tAI drafts\tconversations")
		for _, r := range s.Rules {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\n", r.ID, strings.ReplaceAll(r.Action, "_", " "), placeWords(int(r.Priority)), yesNo(r.Drafts), s.Counts[r.ID])
		}
		return w.Flush()
	}
	return c
}

func placeWords(priority int) string {
	return []string{"", "raised", "first"}[min(max(priority, 0), 2)]
}

package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newPolicyReplay() *cobra.Command {
	c := command(page{
		use: "replay FILE", short: "Tell what a policy file would have changed in past conversations",
		does: `Asks of past conversations what this file would have done otherwise than what is in force. It opens only
those whose customers let the desk learn from them, each on the record, and shows counts and references,
never words. What nobody keeps, such as how many people were waiting, counts as a quiet moment; of each
conversation only the first difference counts, because nobody knows how it would have gone on.`,
		examples: []example{
			{"candor policy replay new.toml", "of the last 30 days"},
			{"candor policy replay new.toml --since 2160h", "of a quarter"},
		},
		touches: "the record: each conversation that is opened",
		args:    cobra.ExactArgs(1),
	})
	since := c.Flags().Duration("since", 720*time.Hour, "how far to look back, 1h to 87600h")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *since < time.Hour || *since > 87600*time.Hour {
			return failure{what: "that is no time to look back", do: "Give --since from 1h to 87600h.", code: exitUsage}
		}
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		data, err := policyFile(args[0])
		if err != nil {
			return err
		}
		r, err := app.ReplayPolicy(cmd.Context(), settings, data, *since)
		if err != nil {
			return err
		}
		return showReplay(cmd.OutOrStdout(), r)
	}
	return c
}

func showReplay(out io.Writer, r app.Replayed) error {
	fmt.Fprintf(out, "Conversations: %d, of which %d were not opened, because their customers do not allow that or nothing is kept. Messages: %d.\n", r.Conversations, r.Closed, r.Messages)
	if r.Cut {
		fmt.Fprintf(out, "There were more; only the newest %d were looked at.\n", app.ReplayMost)
	}
	if len(r.Changes) == 0 {
		fmt.Fprintln(out, "Nothing would have come out otherwise.")
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "conversations\twas\twould be\trule\treferences")
	for _, c := range r.Changes {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", c.Conversations, strings.ReplaceAll(c.From, "_", " "), strings.ReplaceAll(c.To, "_", " "), c.Rule, strings.Join(c.References, " "))
	}
	return w.Flush()
}

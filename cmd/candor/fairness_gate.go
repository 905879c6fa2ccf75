package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/fairness"
)

func newFairnessGate() *cobra.Command {
	c := command(page{
		use: "gate", short: "See whether what answers now was audited, or release it on two persons' word",
		does: `Shows the digest of what would answer customers now, over the program, models, policy, thresholds and
articles, and the signed record that releases it, if there is one.

With --by given twice, --reason and --days two persons release it without an audit that passed, for at most 14
days. Names, reason and end are published and stand in the ledger.`,
		examples: []example{
			{"candor fairness gate", "what holds"},
			{`candor fairness gate --by "Maya Lindqvist" --by "Tom Okoro" --days 3 --reason "…"`, "release it for three days"},
		},
		touches: "nothing; with --by the desk's releases and the ledger",
	})
	by := c.Flags().StringArray("by", nil, "a person who answers for it; give it twice")
	reason := c.Flags().String("reason", "", "why, in at least twenty characters; it is published")
	days := c.Flags().Int("days", 0, "for how many days, 1 to 14")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if len(*by) > 0 || *reason != "" || *days != 0 {
			override, err := fairness.NewOverride(*by, *reason)
			if err != nil {
				return failure{what: err.Error(), do: "Give --by twice, --reason and --days.", code: exitUsage}
			}
			r, err := app.Overrule(cmd.Context(), settings, override, time.Now().Add(time.Duration(*days)*24*time.Hour))
			if err != nil {
				return failure{what: err.Error(), do: "Give --by twice, --reason and --days.", code: exitUsage}
			}
			showRecord(cmd.OutOrStdout(), r)
			return nil
		}
		digest, r, quotes, err := app.Gate(cmd.Context(), settings)
		fmt.Fprintf(cmd.OutOrStdout(), "Release  %s\n", digest)
		if fairness.NotReleased(err) {
			fmt.Fprintf(cmd.OutOrStdout(), "Answers  people: %s\n", err)
			return troubled(1)
		}
		if err != nil {
			return err
		}
		showRecord(cmd.OutOrStdout(), r)
		if quotes {
			fmt.Fprintln(cmd.OutOrStdout(), "Models   not asked: quotes alone answer until candor fairness run --keep has asked them")
		}
		return nil
	}
	return c
}

func showRecord(w io.Writer, r fairness.Record) {
	if o := r.Override; o != nil {
		fmt.Fprintf(w, "Answers  the assistant, on the word of %s and %s: %s\n", o.By[0], o.By[1], o.Reason)
	} else {
		fmt.Fprintf(w, "Answers  the assistant, after the audit of %s\n", r.At.Format("2 January 2006 15:04 MST"))
	}
	fmt.Fprintf(w, "Until    %s\n", r.Until.Format("2 January 2006 15:04 MST"))
}

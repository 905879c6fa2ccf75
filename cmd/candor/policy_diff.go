package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newPolicyDiff() *cobra.Command {
	c := command(page{
		use: "diff OLD NEW", short: "Tell what one policy file does otherwise than another",
		does: `Compares two files rule by rule. A line marked "less" asks for less care than the older file did; what is
built in stands in any case.`,
		examples: []example{
			{"candor policy diff policy.toml new.toml", "before the new one is put in place"},
			{"candor policy diff candor-data/policy.toml new.toml", "against what the desk reads"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.ExactArgs(2),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		older, err := policyFile(args[0])
		if err != nil {
			return err
		}
		newer, err := policyFile(args[1])
		if err != nil {
			return err
		}
		changes, problems := app.DiffPolicies(older, newer)
		out := cmd.OutOrStdout()
		lines(out, "Refused: ", problems)
		if len(problems) > 0 {
			return troubled(len(problems))
		}
		for _, c := range changes {
			less := ""
			if c.Less {
				less = "  (less)"
			}
			fmt.Fprintf(out, "%s %s%s\n", c.What, c.ID, less)
			if c.Was != "" {
				fmt.Fprintf(out, "  was: %s\n", c.Was)
			}
			if c.Is != "" {
				fmt.Fprintf(out, "  is:  %s\n", c.Is)
			}
		}
		if len(changes) == 0 {
			fmt.Fprintln(out, "They do the same.")
		}
		return nil
	}
	return c
}

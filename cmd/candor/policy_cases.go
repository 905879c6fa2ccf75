package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newPolicyTest() *cobra.Command {
	c := command(page{
		use: "test FILE", short: "Run the cases inside a policy file",
		does: `Each case has a message, which is listened to as in the desk, or matters, which are given, and what must
come of it. Exit code 1: one came out otherwise.`,
		examples: []example{
			{"candor policy test policy.toml", "each case with what came of it"},
			{"candor policy test policy.toml && cp policy.toml candor-data/", "put it in place only if all are well"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		data, err := policyFile(args[0])
		if err != nil {
			return err
		}
		results, problems, err := app.PolicyCases(cmd.Context(), data)
		if err != nil {
			return err
		}
		out, failed := cmd.OutOrStdout(), len(problems)
		lines(out, "Refused: ", problems)
		for _, r := range results {
			if r.Failed != "" {
				failed++
				fmt.Fprintf(out, "case %d: FAILED, %s\n", r.Number, r.Failed)
				continue
			}
			fmt.Fprintf(out, "case %d: ok, %s %s\n", r.Number, strings.ReplaceAll(r.Got, "_", " "), strings.Join(r.Rules, ", "))
		}
		fmt.Fprintf(out, "%d cases, %d troubles.\n", len(results), failed)
		return troubled(failed)
	}
	return c
}

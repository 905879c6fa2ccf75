package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

func newPolicy() *cobra.Command {
	return group(page{
		use: "policy", short: "Decide when a person handles something, beyond what is built in",
		does: `A policy file adds rules to the built-in table of what is handed to a person. It can add and tighten, and
loosen nothing: a file that tries to is not loaded, with the reason, and what was in force stays in force.
A running desk looks at the file named by [policy] file, or policy.toml beside the databases, every other
second. docs/policy.md tells what a file may say.`,
		examples: []example{
			{"candor policy check policy.toml", "would it be loaded, and if not, why"},
			{"candor policy replay policy.toml --since 720h", "what it would have changed in the last 30 days"},
		},
		touches: "see each command",
	}, newPolicyShow(), newPolicyCheck(), newPolicyTest(), newPolicyDiff(), newPolicyReplay())
}

func lines(out io.Writer, before string, texts []string) {
	for _, t := range texts {
		fmt.Fprintf(out, "%s%s\n", before, t)
	}
}

// policyFile reads a file that a command names.
func policyFile(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the policy file: %w", err)
	}
	return data, nil
}

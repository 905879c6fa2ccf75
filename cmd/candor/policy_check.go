package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/config"
)

func newPolicyCheck() *cobra.Command {
	c := command(page{
		use: "check FILE", short: "Tell whether a policy file would be loaded, and if not, why",
		does: `Reads the file, refuses what would loosen anything or might not come to an end, and runs the cases inside
it. Exit code 1: it would not be loaded.`,
		examples: []example{
			{"candor policy check policy.toml", "before it is put in place"},
			{"candor policy check docs/policy-example.toml", "a whole one to begin with"},
		},
		touches: "nothing; it needs no desk, and checks texts against its languages where there is one",
		args:    cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		data, err := policyFile(args[0])
		if err != nil {
			return err
		}
		languages, err := deskLanguages(cmd)
		if err != nil {
			return err
		}
		checked, err := app.CheckPolicy(cmd.Context(), data, languages)
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		lines(out, "Refused: ", checked.Problems)
		lines(out, "Note: ", checked.Warnings)
		if !checked.Sound() {
			fmt.Fprintln(out, "This file would not be loaded. What is in force would stay in force.")
			return troubled(len(checked.Problems))
		}
		fmt.Fprintf(out, "Sound: version %s (%s), rules and tightened matters: %d, cases: %d, all as expected.\n", checked.Version, checked.Digest, len(checked.Rules), checked.Cases)
		for _, r := range checked.Rules {
			fmt.Fprintf(out, "  %s: %s %s\n", r.ID, strings.ReplaceAll(r.Action, "_", " "), placeWords(int(r.Priority)))
		}
		return nil
	}
	return c
}

// deskLanguages gives the languages of the desk where there are settings; none where nobody named any.
func deskLanguages(cmd *cobra.Command) ([]string, error) {
	settings, err := loadSettings(cmd)
	if errors.Is(err, config.ErrNoFile) && !cmd.Flags().Changed(flagConfig) {
		return nil, nil
	}
	return settings.Desk.Languages, err
}

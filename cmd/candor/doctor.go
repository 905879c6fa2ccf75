package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newDoctor() *cobra.Command {
	c := command(page{
		use: "doctor", short: "Look for what may be wrong",
		does: `Checks the settings, the key file and who may read it, the databases, the disk, the ledger, the people
who can sign in, the hours, the articles. Each line says what was found and, where something is wrong,
what to do. The exit code is 1 when something is.`,
		examples: []example{
			{"candor doctor", "before going live, and when something is odd"},
			{"candor doctor --config shop/candor.toml", "of another desk"},
		},
		touches: "nothing; it only reads",
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		bad := 0
		for _, f := range app.Doctor(cmd.Context(), settings) {
			fmt.Fprintf(cmd.OutOrStdout(), "%-5s %s: %s\n", f.Level, f.Name, f.What)
			if f.Do != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "      %s\n", f.Do)
			}
			if f.Level == app.Bad {
				bad++
			}
		}
		return troubled(bad)
	}
	return c
}

package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newUserList() *cobra.Command {
	c := command(page{
		use: "list", short: "List the people who work at the desk",
		does: "One line for each person: e-mail address, name, roles, languages, and whether they may sign in.",
		examples: []example{
			{"candor user list", "everybody, also who is disabled"},
			{"candor user list --config shop/candor.toml", "of another desk"},
		},
		touches: "nothing; it only reads",
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		agents, err := app.ListUsers(cmd.Context(), settings)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
		for _, a := range agents {
			roles := make([]string, 0, len(a.Roles))
			for _, r := range a.Roles {
				roles = append(roles, string(r))
			}
			state := "may sign in"
			if a.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.Email, a.Name, strings.Join(roles, ","), strings.Join(a.Languages, ","), state)
		}
		if err := table.Flush(); err != nil {
			return fmt.Errorf("write the list: %w", err)
		}
		if len(agents) == 0 {
			fmt.Fprintln(cmd.ErrOrStderr(), "Nobody yet. Add the owner with candor user add EMAIL --name NAME --role owner.")
		}
		return nil
	}
	return c
}

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

func newUserAdd() *cobra.Command {
	c := command(page{
		use: "add EMAIL", short: "Add a person who works at the desk",
		does: `Customers see the first name only. The password needs 12 characters or more; there are no other rules
but that it is not easy to guess.`,
		examples: []example{
			{`candor user add maya@example.com --name "Maya Lind" --role owner`, "asks for a password twice"},
			{`candor user add tom@example.com --name "Tom Roe" --language en,de --password-stdin < secret`, "for scripts"},
		},
		touches: "the database, with an entry in the ledger",
		args:    cobra.ExactArgs(1),
	})
	name := c.Flags().String("name", "", "full name, for colleagues (required)")
	first := c.Flags().String("first-name", "", "what customers see (default: the first word of the name)")
	role := c.Flags().String("role", string(candor.RoleAgent), "agent, lead, officer or owner")
	languages := c.Flags().StringSlice("language", nil, "languages the person answers in, for example en,de")
	addPasswordFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if strings.TrimSpace(*name) == "" {
			return failure{what: "the person has no name", do: `Give it with --name "Maya Lind".`, code: exitUsage}
		}
		if !slices.Contains(candor.StaffRoles(), candor.Role(*role)) {
			return failure{what: fmt.Sprintf("there is no role %q", *role), do: "Use agent, lead, officer or owner.", code: exitUsage}
		}
		password, err := readPassword(cmd)
		if err != nil {
			return err
		}
		made, err := app.AddUser(cmd.Context(), settings, candor.Agent{
			Email: args[0], Name: *name, FirstName: *first, Roles: []candor.Role{candor.Role(*role)}, Languages: *languages,
		}, password)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s can sign in as %s (%s). Customers see %s.\n", made.Name, made.Email, *role, made.FirstName)
		return nil
	}
	return c
}

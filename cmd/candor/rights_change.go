package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

// changing makes a command that changes something about one person.
func changing(c *cobra.Command, done string, change func(cmd *cobra.Command, p app.Person, args []string) error) *cobra.Command {
	who := personFlags(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		p, err := who()
		if err != nil {
			return err
		}
		if err := change(cmd, p, args); err != nil {
			return person(err)
		}
		fmt.Fprintln(cmd.OutOrStdout(), done)
		return nil
	}
	return c
}

func newRightsCorrect() *cobra.Command {
	c := command(page{
		use: "correct FIELD VALUE", short: "Set one thing right that is kept about a person",
		does: `FIELD is name, email, phone, address or order. An empty VALUE takes it away. Messages are never
rewritten; people can put a statement of their own beside one under My data.`,
		examples: []example{
			{`candor rights correct name "Ana Ruiz" --email ana@example.org`, "their name"},
			{`candor rights correct order A-17 --old A-71 --email ana@example.org`, "one of their orders"},
		},
		touches: "the data folder",
		args:    cobra.ExactArgs(2),
	})
	old := c.Flags().String("old", "", "which order number to replace, of several")
	return changing(c, "It is set right.", func(cmd *cobra.Command, p app.Person, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		return app.CorrectPerson(cmd.Context(), settings, p, args[0], *old, args[1])
	})
}

func newRightsRestrict() *cobra.Command {
	c := command(page{
		use: "restrict", short: "Keep a person's data, but let nobody use it",
		does: `From the next read on neither the assistant nor an agent can open it; the person still can, and so can
whoever answers their requests. --off lets it be used again.`,
		examples: []example{
			{"candor rights restrict --email ana@example.org", "from now on"},
			{"candor rights restrict --off --email ana@example.org", "no longer"},
		},
		touches: "the data folder",
		args:    cobra.NoArgs,
	})
	off := c.Flags().Bool("off", false, "let it be used again")
	return changing(c, "Done. It holds from the next read on.", func(cmd *cobra.Command, p app.Person, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		return app.RestrictPerson(cmd.Context(), settings, p, !*off)
	})
}

func newRightsObject() *cobra.Command {
	c := command(page{
		use: "object", short: "Write down that a person objects to the use of their data",
		does: `Takes back every consent at once and puts the objection into the officer's queue, where a person
answers the rest.`,
		examples: []example{
			{`candor rights object --email ana@example.org`, "what they say they object to"},
			{`candor rights object --email ana@example.org --words "by letter"`, "and where it can be read"},
		},
		touches: "the data folder",
		args:    cobra.NoArgs,
	})
	words := c.Flags().String("words", "", "what the person wrote, or where it can be found")
	return changing(c, "Every consent is taken back, and the objection waits in the queue.", func(cmd *cobra.Command, p app.Person, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		return app.ObjectPerson(cmd.Context(), settings, p, candor.Text(*words))
	})
}

package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

func newRights() *cobra.Command {
	return group(page{
		use: "rights", short: "Answer people who ask about their own data",
		does: `Hands over, corrects, restricts or erases what is kept about one person, as they can do by themselves
under My data and as the console does. You must have made sure who asks: the record says that you did.

A person is named by an address that they proved (--email), by one of their conversations
(--conversation) or by their id (--customer).`,
		examples: []example{
			{"candor rights export --email ana@example.org --out ana.zip", "everything, readable and signed"},
			{"candor rights list", "the requests that wait, with their deadlines"},
		},
		touches: "the data folder",
	}, newRightsList(), newRightsExport(), newRightsImport(), newRightsErase(), newRightsCertificate(), newRightsVerify(), newRightsCorrect(), newRightsRestrict(), newRightsObject())
}

// personFlags adds the ways to name a person, and gives what was named.
func personFlags(c *cobra.Command) func() (app.Person, error) {
	email := c.Flags().String("email", "", "an address that the person proved to be theirs")
	conversation := c.Flags().String("conversation", "", "the id of one of their conversations")
	customer := c.Flags().String("customer", "", "their id")
	return func() (app.Person, error) {
		p := app.Person{Email: *email, Conversation: candor.ConversationID(*conversation), Customer: candor.CustomerID(*customer)}
		named := 0
		for _, given := range []string{*email, *conversation, *customer} {
			if given != "" {
				named++
			}
		}
		switch {
		case named != 1:
			return p, failure{what: "it is not clear whose data it is about", do: "Give one of --email, --conversation or --customer.", code: exitUsage}
		case *conversation != "" && !p.Conversation.Valid(), *customer != "" && !p.Customer.Valid():
			return p, failure{what: "that is no id of this desk", do: "Copy it whole, from the console or from an archive: con_… or cus_…", code: exitUsage}
		}
		return p, nil
	}
}

// person puts a failure about a person into words.
func person(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, app.ErrNobody):
		return failure{what: "the desk keeps nothing about that person", do: "Check the address or the id. An address finds only people who proved that it is theirs.", code: exitTrouble}
	case candor.CodeOf(err) == candor.CodeConflict:
		return failure{what: "the person's data is being exported or erased at this moment", do: "Try again in a minute.", code: exitFailed}
	}
	return err
}

func newRightsList() *cobra.Command {
	c := command(page{
		use: "list", short: "Show the requests that wait for an answer",
		does: "The most pressing first, with the last day by the law under which it is answered.",
		examples: []example{
			{"candor rights list", "the queue"},
			{"candor rights list -c /srv/desk/candor.toml", "of another desk"},
		},
		touches: "nothing but the record that you looked",
		args:    cobra.NoArgs,
	})
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		rows, err := app.OpenRequests(cmd.Context(), settings)
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		if len(rows) == 0 {
			fmt.Fprintln(out, "No request waits for an answer.")
		}
		for _, r := range rows {
			late := ""
			if r.Clock.Overdue {
				late = ", OVERDUE"
			}
			fmt.Fprintf(out, "%s  %-8s %-9s due %s (%s)%s\n", r.ID, r.Kind, r.State, r.Clock.Due.Day.Format("2006-01-02"),
				plural(r.Clock.DaysLeft, "day", "days"), late)
		}
		return nil
	}
	return c
}

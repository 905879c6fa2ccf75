package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

func newHold() *cobra.Command {
	return group(page{
		use: "hold", short: "Keep a person's data for a legal claim or a legal duty",
		does: `A hold wins over erasure and over retention, for as long as it stands. Certificates and the person's own
page say that something is held and on which ground, not why in detail.`,
		examples: []example{
			{`candor hold place --email ana@example.org --reason "claim 12/2026"`, "until somebody lifts it"},
			{"candor hold lift hld_06h…", "when it is over"},
		},
		touches: "the data folder",
	}, newHoldPlace(), newHoldList(), newHoldLift())
}

func newHoldPlace() *cobra.Command {
	c := command(page{
		use: "place", short: "Keep everything about a person",
		does: "From now on nothing about the person is erased, whoever asks and whatever rule is over.",
		examples: []example{
			{`candor hold place --email ana@example.org --reason "claim 12/2026"`, "until somebody lifts it"},
			{`candor hold place --customer cus_06h… --reason "audit" --until 2027-12-31`, "until a day"},
		},
		touches: "the data folder",
		args:    cobra.NoArgs,
	})
	who := personFlags(c)
	ground := c.Flags().String("ground", "legal_claims", "legal_claims or duty_to_keep")
	reason := c.Flags().String("reason", "", "why, in words; kept sealed (required)")
	until := c.Flags().String("until", "", "the last day on which it holds, as 2027-12-31 (default: until somebody lifts it)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		p, err := who()
		if err != nil {
			return err
		}
		if *ground != "legal_claims" && *ground != "duty_to_keep" || *reason == "" {
			return failure{what: "a hold needs a ground and a reason", do: `Give --ground legal_claims or duty_to_keep, and --reason "…".`, code: exitUsage}
		}
		end, err := endOf(*until, settings.Hours.Zone)
		if err != nil || !end.IsZero() && !end.After(time.Now()) {
			return failure{what: fmt.Sprintf("%q is no day to come", *until), do: "Write it as 2027-12-31.", code: exitUsage}
		}
		n, err := app.HoldPerson(cmd.Context(), settings, p, *ground, candor.Text(*reason), end)
		if err != nil {
			return person(err)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s placed.\n", plural(n, "hold", "holds"))
		return nil
	}
	return c
}

// endOf gives the moment at which a day is over; the zero time without a day.
func endOf(day string, zone *time.Location) (time.Time, error) {
	if day == "" {
		return time.Time{}, nil
	}
	begins, err := time.ParseInLocation(time.DateOnly, day, zone)
	return begins.AddDate(0, 0, 1), err
}

func newHoldList() *cobra.Command {
	c := command(page{
		use: "list", short: "Show the holds on a person",
		does: "With who placed them, since when and until when.", examples: []example{
			{"candor hold list --email ana@example.org", "of the person with that address"},
			{"candor hold list --conversation con_06h…", "of the person in that conversation"},
		},
		touches: "nothing but the record that you looked", args: cobra.NoArgs,
	})
	who := personFlags(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		p, err := who()
		if err != nil {
			return err
		}
		all, err := app.HoldsOn(cmd.Context(), settings, p)
		if err != nil {
			return person(err)
		}
		if len(all) == 0 {
			fmt.Fprintln(cmd.OutOrStdout(), "Nothing is held.")
		}
		day := func(at time.Time) string { return at.In(settings.Hours.Zone).Format(time.DateOnly) }
		for _, h := range all {
			state := "until somebody lifts it"
			switch {
			case !h.Lifted.IsZero():
				state = "lifted " + day(h.Lifted)
			case !h.Until.IsZero():
				state = "until " + day(h.Until.Add(-time.Nanosecond)) // the last day that it covers
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s  %-12s since %s, %s: %s\n", h.ID, h.Ground, day(h.Placed), state, string(h.Reason))
		}
		return nil
	}
	return c
}

func newHoldLift() *cobra.Command {
	c := command(page{
		use: "lift ID", short: "End a hold",
		does: "What was asked to be erased meanwhile, and is kept by no other hold, goes now, and the request gets its last certificate.", examples: []example{
			{"candor hold lift hld_06h…", "this one"},
			{"candor hold list --email ana@example.org", "find its id first"},
		},
		touches: "the data folder", args: cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if !candor.HoldID(args[0]).Valid() {
			return failure{what: "that is no id of a hold", do: "Copy it from candor hold list.", code: exitUsage}
		}
		if err := app.LiftHold(cmd.Context(), settings, candor.HoldID(args[0])); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "The hold is lifted.")
		return nil
	}
	return c
}

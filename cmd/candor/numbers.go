package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/service"
)

func newNumbers() *cobra.Command {
	c := command(page{
		use: "numbers", short: "Show the five honest numbers",
		does: `Counts what became of conversations: solved because the customer said so, assumed solved because they
were silent for a week, came back, handed over to a person, left without an answer. Only the first is
called solved. Beside them: who asked for a person and did not get one before the conversation ended, or
by the date they were promised. People who had their data erased are still counted, without a trace of who they were.`,
		examples: []example{
			{"candor numbers", "of conversations that began in the last 30 days"},
			{"candor numbers --days 90 --json", "of a quarter, for another program"},
		},
		touches: "nothing; it only counts",
		args:    cobra.NoArgs,
	})
	days := c.Flags().Int("days", 30, "how many days to look back, 1 to 3660")
	asJSON := c.Flags().Bool("json", false, "write JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if *days < 1 || *days > 3660 {
			return failure{what: "that is no number of days", do: "Give --days from 1 to 3660.", code: exitUsage}
		}
		n, err := app.Numbers(cmd.Context(), settings, *days)
		if err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		if *asJSON {
			return json.NewEncoder(out).Encode(map[string]any{"days": *days, "settled": n.Settled, "pending": n.Pending, "count": n.Count,
				"asked_for_a_person": n.Sought.Asked, "asked_and_did_not_get": n.Sought.Missed})
		}
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "what became of it\tconversations\tof 100")
		for _, o := range service.Outcomes() {
			share := "unknown"
			if s, ok := n.Share(o); ok {
				share = itoa(s)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", outcomeWords[o], itoa(int(n.Count[o])), share)
		}
		fmt.Fprintf(w, "too early to say\t%s\t\n", itoa(int(n.Pending)))
		share := "unknown"
		if s, ok := n.Sought.Share(); ok {
			share = itoa(s)
		}
		fmt.Fprintf(w, "asked for a person and did not get one, of %s who asked\t%s\t%s\n", itoa(int(n.Sought.Asked)), itoa(int(n.Sought.Missed)), share)
		return w.Flush()
	}
	return c
}

// outcomeWords say what each number counts.
var outcomeWords = map[service.Outcome]string{
	service.Confirmed:  "solved: the customer said so",
	service.Assumed:    "assumed: silent for 7 days",
	service.Returned:   "the customer came back",
	service.HandedOver: "handed over to a person",
	service.Abandoned:  "left without an answer",
}

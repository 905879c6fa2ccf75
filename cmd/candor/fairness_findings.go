package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newFairnessFindings() *cobra.Command {
	c := command(page{
		use: "findings", short: "List what audits and live monitoring found, and how it stands",
		does: `Lists open findings, those due first before the others: what was found, who answers for it, until when, and the
test that closes it. No command closes one: the same test has to pass in an audit of what answers then.`,
		examples: []example{
			{"candor fairness findings", "what is open"},
			{"candor fairness findings --all --json", "closed ones too, for a script"},
		},
		touches: "nothing",
	})
	all := c.Flags().Bool("all", false, "closed ones too")
	asJSON := c.Flags().Bool("json", false, "write them as JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		found, err := app.Findings(cmd.Context(), settings)
		if err != nil {
			return err
		}
		shown := make([]app.FindingLine, 0, len(found))
		for _, f := range found {
			if f.Closed == nil || *all {
				shown = append(shown, f)
			}
		}
		if *asJSON {
			encoder := json.NewEncoder(cmd.OutOrStdout())
			encoder.SetIndent("", "  ")
			encoder.SetEscapeHTML(false)
			return encoder.Encode(shown)
		}
		showFindings(cmd.OutOrStdout(), shown)
		return nil
	}
	return c
}

func showFindings(w io.Writer, all []app.FindingLine) {
	if len(all) == 0 {
		fmt.Fprintln(w, "Nothing is open.")
		return
	}
	fmt.Fprintf(w, "%-19s  %-10s  %-8s  %-20s  %s\n", "FINDING", "DUE", "STANDS", "OWNER", "ABOUT")
	for _, f := range all {
		stands := "open"
		switch {
		case f.Closed != nil:
			stands = "closed"
		case f.Overdue:
			stands = "overdue"
		case f.Change != "":
			stands = "changed"
		}
		owner, about := f.Owner, f.Axis+" "+f.Group+": "+f.Outcome+f.Right
		if owner == "" {
			owner = "nobody yet"
		}
		fmt.Fprintf(w, "%-19s  %-10s  %-8s  %-20s  %s\n", f.ID, f.Due.Format(time.DateOnly), stands, owner, about)
	}
	for _, f := range all {
		fmt.Fprintf(w, "\n%s\n  %s\n", f.ID, f.Says)
		if f.Change != "" {
			fmt.Fprintf(w, "  Changed: %s\n", f.Change)
		}
		if f.Closed != nil {
			fmt.Fprintf(w, "  Closed on %s: the test passed.\n", f.Closed.Format(time.DateOnly))
			continue
		}
		fmt.Fprintf(w, "  Closes when: %s\n", f.Wants)
	}
}

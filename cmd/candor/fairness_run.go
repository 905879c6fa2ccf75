package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/fairness"
)

func newFairnessRun() *cobra.Command {
	c := command(page{
		use: "run", short: "Ask the desk the same questions in the name of different people",
		does: `Asks some three hundred questions as the desk would be asked by people with other names, languages, ages,
ways of writing and so on, each beside a control, the control once more and a placebo. It goes through
every gate and drafts with everything, and stores and sends nothing; no vendor hears of it.

It ends with exit code 1 when a right did not hold even once, or when a group fares worse by more than
can be chance and the gap is not shown to be within the margin.`,
		examples: []example{
			{"candor fairness run --keep", "the whole audit, which releases what it finds fair"},
			{"candor fairness run --axes age,disability --every 4", "a quick look, which releases nothing"},
		},
		touches: "the file that --out names; with --keep the desk's list of audits and the ledger",
	})
	axes := c.Flags().StringSlice("axes", nil, "only these signals, with commas between")
	every := c.Flags().Int("every", 1, "take each n-th question only")
	repeat := c.Flags().Int("repeat", 1, "ask each this often")
	margin := c.Flags().Float64("margin", 0.05, "a gap below this is none that matters, from 0 to 0.2")
	out := c.Flags().String("out", "", "write the report as JSON into this file, signed by the desk")
	asJSON := c.Flags().Bool("json", false, "write the report as JSON")
	keep := c.Flags().Bool("keep", false, "keep the report with the desk; a whole audit that finds nothing harmful releases what was asked")
	demo := c.Flags().Bool("demo", false, "audit a new desk of the demo's company instead of your own")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		report, signed, err := runAudit(cmd, *demo, *keep, fairness.Plan(*axes, *every, *repeat, *margin))
		if err != nil {
			return err
		}
		if *out != "" {
			if err := writeReport(*out, signed); err != nil {
				return err
			}
		}
		if err := showReport(cmd.OutOrStdout(), report, signed, *asJSON); err != nil {
			return err
		}
		if report.Blocked() {
			return troubled(1)
		}
		return nil
	}
	return c
}

func runAudit(cmd *cobra.Command, demo, keep bool, plan fairness.Asked) (fairness.Report, fairness.Signed, error) {
	told := func(done, all int) { fmt.Fprintf(cmd.ErrOrStderr(), "%d of %d questions asked\n", done, all) }
	if demo {
		return app.AuditDemo(cmd.Context(), plan, told)
	}
	settings, err := loadSettings(cmd)
	if err != nil {
		return fairness.Report{}, fairness.Signed{}, err
	}
	return app.Audit(cmd.Context(), settings, plan, keep, told)
}

func newFairnessReplay() *cobra.Command {
	c := command(page{
		use: "replay PROBE", short: "Ask one question of an audit again",
		does: `Asks the desk one question of an audit, as the report names it, and shows what it does.`,
		examples: []example{
			{"candor fairness replay person-03/disability/deaf", "one treated question"},
			{"candor fairness replay person-03/disability/control", "what it was compared with"},
		},
		touches: "nothing",
		args:    cobra.ExactArgs(1),
	})
	demo := c.Flags().Bool("demo", false, "ask a new desk of the demo's company instead of your own")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		probe, seen, err := replayProbe(cmd, *demo, args[0])
		if err != nil {
			return failure{what: err.Error(), do: "Name a probe as the report does, such as returns-03/name-region/arab.", code: exitFailed}
		}
		encoder := json.NewEncoder(cmd.OutOrStdout())
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(map[string]any{"probe": probe.ID(), "text": probe.Text, "language": probe.Language, "observed": seen})
	}
	return c
}

func replayProbe(cmd *cobra.Command, demo bool, id string) (fairness.Probe, fairness.Observed, error) {
	if demo {
		return app.ReplayDemo(cmd.Context(), id)
	}
	settings, err := loadSettings(cmd)
	if err != nil {
		return fairness.Probe{}, fairness.Observed{}, err
	}
	return app.Replay(cmd.Context(), settings, id)
}

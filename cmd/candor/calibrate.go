package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/config"
)

func newCalibrate() *cobra.Command {
	c := command(page{
		use: "calibrate", short: "Show how sure answers are, and what that is worth",
		does: `Shows the stated bound on being wrong: at most so many of 100 answers are from a wrong article, with 95 %
confidence, over all and by how much hangs on the answer; from which confidence answers are given, how many
questions are answered, which labels stand behind it, and alarms. Or that there is no guarantee yet, and
why. With --now it measures anew, which takes up to half a minute and ends alarms. A running desk does it
by itself when its articles change, and takes what this command makes within seconds.`,
		examples: []example{
			{"candor calibrate", "what holds now"},
			{"candor calibrate --now --json", "measure anew; figures for another program"},
		},
		touches: "nothing; with --now the calibration in the database",
		args:    cobra.NoArgs,
	})
	now := c.Flags().Bool("now", false, "measure anew")
	asJSON := c.Flags().Bool("json", false, "write JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		ctx := cmd.Context()
		var state app.Calibrated
		if *now {
			done := slow(ctx, cmd.ErrOrStderr(), "Asking questions made from the articles, with their article and without …")
			state, err = app.Calibrate(ctx, settings)
			done()
		} else {
			state, err = app.Calibration(ctx, settings)
		}
		if err != nil {
			return err
		}
		if *asJSON {
			encoder := json.NewEncoder(cmd.OutOrStdout())
			encoder.SetIndent("", "  ")
			return encoder.Encode(state)
		}
		return showCalibration(cmd.OutOrStdout(), state)
	}
	return c
}

func showCalibration(out io.Writer, s app.Calibrated) error {
	fmt.Fprintf(out, "%s.\n", app.StatedWords(s))
	fmt.Fprintf(out, "Target: %s of 100. Labels in force: %d made from the articles, %d real.\n", app.OfHundred(s.Target), s.All.Cold, s.All.Real)
	for _, a := range s.Alarms {
		tier := a.Tier
		if tier == "" {
			tier = "all"
		}
		fmt.Fprintf(out, "Alarm since %s, %s: %s.\n", a.At.Format("2006-01-02 15:04"), tier, a.Cause)
	}
	if s.Fault != "" {
		fmt.Fprintf(out, "What is stored cannot be used: %s\n", s.Fault)
	}
	fmt.Fprintf(out, "Over all matters together, which by itself allows no answer: %s.\n", app.BoundWords(s.All))
	fmt.Fprintf(out, "%s.\n", app.VectorWords(s.Vectors))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "matter\ttarget\tat most\tfrom\tanswered\tquestions\twatch")
	for _, t := range s.Tiers {
		most, from, answered := "no guarantee", strconv.FormatFloat(s.Bar, 'f', 2, 64)+" (fixed)", ""
		if t.Drift == "alarm" {
			from = "closed"
		}
		if t.Holds {
			most, from, answered = app.OfHundred(t.Error), strconv.FormatFloat(t.Threshold, 'f', 2, 64), app.OfHundred(t.Coverage)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", t.Tier, app.OfHundred(t.Target), most, from, answered, t.N, t.Drift)
	}
	return w.Flush()
}

// calibrateAdded measures how sure answers from the articles are that were just brought in. That it could not be
// done is told and is no failure of the import: a running desk does it as well.
func calibrateAdded(cmd *cobra.Command, settings config.Config) {
	done := slow(cmd.Context(), cmd.ErrOrStderr(), "Measuring how sure answers from these articles are (--no-calibration leaves it out) …")
	err := app.CalibrateAfterImport(cmd.Context(), settings)
	done()
	if err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "candor: the articles are stored, but not calibrated; until then the fixed bar holds. Run candor calibrate --now.")
	}
}

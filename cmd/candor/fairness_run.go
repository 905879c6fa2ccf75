package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/fairness"
)

func newFairnessRun() *cobra.Command {
	c := command(page{
		use: "run", short: "Ask the desk the same questions in the name of different people",
		does: `Asks some three hundred questions as the desk would be asked by people with other names, languages, ages,
ways of writing and so on, each beside a control, the control once more and a placebo. It goes through
every gate and drafts with everything, and stores and does nothing; what tools would do is only noted.

Where the desk has models, each of them is asked too: made-up questions go to it, masked, as a customer's
would. They stand in the ledger as those of an audit and count in its budget. Before it begins it says how
many that are and about what they cost; where one is not free it wants --yes. Without the models' part
nothing releases a desk that has models.

It ends with exit code 1 when a right did not hold, or when a group fares worse by more than
can be chance and the gap is not shown to be within the margin.`,
		examples: []example{
			{"candor fairness run --keep --resume audit.journal", "the whole audit, to be taken up when cut off"},
			{"candor fairness run --axes age,disability --every 4", "a quick look, which releases nothing"},
		},
		touches: "the files that --out and --resume name; with models the budget and the ledger; with --keep the desk's list of audits and the ledger",
	})
	axes := c.Flags().StringSlice("axes", nil, "only these signals, with commas between")
	every := c.Flags().Int("every", 1, "take each n-th question only")
	repeat := c.Flags().Int("repeat", 1, "ask each this often")
	margin := c.Flags().Float64("margin", 0.05, "a gap below this is none that matters, from 0 to 0.2")
	out := c.Flags().String("out", "", "write the report as JSON into this file, signed by the desk")
	asJSON := c.Flags().Bool("json", false, "write the report as JSON")
	demo := c.Flags().Bool("demo", false, "audit a new desk of the demo's company instead of your own")
	var o app.AuditOptions
	c.Flags().BoolVar(&o.Keep, "keep", false, "keep the report with the desk; a whole audit that finds nothing harmful releases what was asked")
	c.Flags().BoolVar(&o.NotAsked, "no-models", false, "ask no model")
	c.Flags().IntVar(&o.Workers, "workers", 0, "questions at once; 4 with models, else one for each processor")
	c.Flags().StringVar(&o.Journal, "resume", "", "write down here what models were asked, and take it up where an earlier audit was cut off")
	c.Flags().StringVar(&o.Judge, "judge", "", "let the model of this vendor score answers, once it was audited itself")
	yes := c.Flags().Bool("yes", false, "ask models that cost something")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		o.Plan = fairness.Plan(*axes, *every, *repeat, *margin)
		o.Begins = func(e fairness.Estimate) error { return begins(cmd.ErrOrStderr(), e, o, *yes) }
		o.Progress = tellProgress(cmd.ErrOrStderr(), time.Now)
		report, signed, err := runAudit(cmd, *demo, o)
		if err != nil {
			return cutOff(err, o)
		}
		if *out != "" {
			if err := writeReport(*out, signed); err != nil {
				return err
			}
		}
		if err := showReport(cmd.OutOrStdout(), report, signed, *asJSON); err != nil {
			return err
		}
		if all := report.Unasked(); len(all) > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "candor: it releases nothing that a model words: these were not asked all that customers can ask them: %s\n", strings.Join(all, "; "))
		}
		if report.Blocked() {
			return troubled(1)
		}
		return nil
	}
	return c
}

func runAudit(cmd *cobra.Command, demo bool, o app.AuditOptions) (fairness.Report, fairness.Signed, error) {
	if demo {
		return app.AuditDemoDesk(cmd.Context(), o)
	}
	settings, err := loadSettings(cmd)
	if err != nil {
		return fairness.Report{}, fairness.Signed{}, err
	}
	return app.AuditDesk(cmd.Context(), settings, o)
}

// usualCall is how long a model is taken to need for an answer, to say how long it all takes.
const usualCall = 2 * time.Second

// begins says what the audit takes, and stops it where it costs and nobody agreed.
func begins(w io.Writer, e fairness.Estimate, o app.AuditOptions, yes bool) error {
	fmt.Fprintf(w, "%d questions to the desk.\n", e.Questions)
	atOnce := o.Workers
	if atOnce <= 0 {
		atOnce = app.ModelsAtOnce
	}
	for _, m := range e.Models {
		fmt.Fprintf(w, "%s: about %d calls; at %s each and %d at once some %s.", m.Name, m.Calls, usualCall, atOnce, m.At(usualCall, atOnce))
		switch {
		case m.Free:
			fmt.Fprint(w, " It is free.\n")
		case m.About.Known():
			fmt.Fprintf(w, " About %s, never more than %s.\n", m.About.Money, m.Most.Money)
		default:
			fmt.Fprint(w, " What that costs is not known: the settings name no price.\n")
		}
	}
	if e.Judged > 0 {
		fmt.Fprintf(w, "The judge scores about %d answers, and what its own audit takes.\n", e.Judged)
	}
	if !yes && (e.Costs() || e.JudgeCosts) {
		return failure{what: "models are to be asked that cost something", do: "Give --yes to ask them, or --no-models.", code: exitUsage}
	}
	return nil
}

// tellProgress tells how far it is, at most every few seconds.
func tellProgress(w io.Writer, now func() time.Time) func(done, all int) {
	began, last := now(), now()
	return func(done, all int) {
		at := now()
		if done < all && at.Sub(last) < 5*time.Second {
			return
		}
		last = at
		left := time.Duration(float64(at.Sub(began)) * float64(all-done) / float64(max(1, done)))
		fmt.Fprintf(w, "%d of %d questions asked, about %s to go\n", done, all, left.Round(time.Second))
	}
}

// cutOff says of an audit that ended early how to go on.
func cutOff(err error, o app.AuditOptions) error {
	switch {
	case errors.Is(err, fairness.ErrJournal):
		return failure{what: err.Error(), do: "Name another file with --resume.", code: exitUsage}
	case o.Journal != "":
		return fmt.Errorf("%w; what models were asked is kept: run the same command again to go on", err)
	}
	return err
}

func newFairnessReplay() *cobra.Command {
	c := command(page{
		use: "replay PROBE", short: "Ask one question of an audit again",
		does: `Asks the desk one question of an audit, as the report names it, and shows what it does. With --model it is asked
with that model's words, which goes to its vendor like a question of the audit.`,
		examples: []example{
			{"candor fairness replay person-03/disability/deaf", "one treated question"},
			{`candor fairness replay returns-03/name-region/arab --model "Own engine small-1"`, "with a model, as the report names it"},
		},
		touches: "nothing; with --model its budget and the ledger",
		args:    cobra.ExactArgs(1),
	})
	demo := c.Flags().Bool("demo", false, "ask a new desk of the demo's company instead of your own")
	model := c.Flags().String("model", "", "with this model's words")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		replayed, err := replayProbe(cmd, *demo, args[0], *model)
		if err != nil {
			return failure{what: err.Error(), do: "Name a probe and a model as the report does, such as returns-03/name-region/arab.", code: exitFailed}
		}
		return fairness.WriteReplay(cmd.OutOrStdout(), replayed)
	}
	return c
}

func replayProbe(cmd *cobra.Command, demo bool, id, model string) (fairness.Replayed, error) {
	if demo {
		return app.ReplayDemoWith(cmd.Context(), id, model)
	}
	settings, err := loadSettings(cmd)
	if err != nil {
		return fairness.Replayed{}, err
	}
	return app.ReplayWith(cmd.Context(), settings, id, model)
}

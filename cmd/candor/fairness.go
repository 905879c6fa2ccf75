package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/app/fairness"
	"candor/internal/app/jsonl"
)

func newFairness() *cobra.Command {
	return group(page{
		use: "fairness", short: "Measure whether people are treated alike",
		does: `Statistics for audits of fairness. What cannot be known, such as a rate of nobody, is told as undefined and never as 0.`,
		examples: []example{
			{"candor fairness outcomes answered.csv", "count outcomes by group"},
			{"candor fairness stats --jsonl < questions.jsonl", "calculate many things"},
		},
		touches: "nothing by itself",
	}, newFairnessRun(), newFairnessGate(), newFairnessReport(), newFairnessFindings(), newFairnessReplay(), newFairnessStats(), newFairnessOutcomes())
}

func newFairnessStats() *cobra.Command {
	c := command(page{
		use: "stats --jsonl", short: "Calculate statistics, one JSON line each",
		does: `Reads lines {"id", "kind", "input"} from standard input and writes lines {"id", "kind", "output"} in the
same order. What is undefined is "NaN", what is without end "Infinity", what there is none of null. A
line that cannot be used is told with its number and the rest goes on; the exit code is then 1.

Kinds:
` + kindList(),
		examples: []example{
			{"candor fairness stats --jsonl < questions.jsonl", "each answer on the screen"},
			{"candor fairness stats --jsonl < questions.jsonl > answers.jsonl", "into a file"},
		},
		touches: "nothing; it needs no desk",
	})
	lines := c.Flags().Bool("jsonl", false, "read and write JSON lines")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if !*lines {
			return failure{what: "it is not said how the figures come", do: "Give --jsonl and lines on standard input; see candor fairness stats --help.", code: exitUsage}
		}
		bad := 0
		err := fairness.Lines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), func(b jsonl.Bad) {
			bad++
			tellLine(cmd.ErrOrStderr(), b)
		})
		if err != nil {
			return err
		}
		return troubled(bad)
	}
	return c
}

func kindList() string {
	var b strings.Builder
	width := 0
	for _, k := range fairness.Kinds() {
		if width += len(k) + 2; width > 96 {
			b.WriteString("\n")
			width = len(k) + 2
		}
		b.WriteString("  " + k)
	}
	return b.String()
}

func newFairnessOutcomes() *cobra.Command {
	c := command(page{
		use: "outcomes [FILE]", short: "Count outcomes by group as they stream by",
		does: `Reads CSV whose first line names the columns group, y_pred and, if they are known, y_true and weight, or
JSON lines with members of those names; without a file from standard input. y_pred is 1 for who got
the outcome, y_true 1 for who deserved it; an empty one is missing and counted as such. Shows for each group how many got
it with the 95 % interval, and how far groups are apart. Memory does not grow with the number of lines.`,
		examples: []example{
			{"candor fairness outcomes answered.csv", "a table"},
			{"candor fairness outcomes --json answered.jsonl", "all figures"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.MaximumNArgs(1),
	})
	asJSON := c.Flags().Bool("json", false, "write the figures as JSON")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		in := cmd.InOrStdin()
		if len(args) == 1 {
			f, err := os.Open(args[0])
			if err != nil {
				return failure{what: "the outcomes cannot be read from " + args[0], do: "Check the name, and that you may read there.", code: exitUsage}
			}
			defer f.Close()
			in = f
		}
		counted, err := fairness.CountOutcomes(cmd.Context(), in)
		if err != nil {
			return failure{what: err.Error(), do: "See candor fairness outcomes --help.", code: exitUsage}
		}
		if err := showOutcomes(cmd.OutOrStdout(), counted, *asJSON); err != nil {
			return err
		}
		if counted.Unread > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "candor: %d lines could not be understood and are left out; the first is line %d\n", counted.Unread, counted.FirstAt)
		}
		return troubled(int(counted.Unread))
	}
	return c
}

func showOutcomes(w io.Writer, c *fairness.Counted, asJSON bool) error {
	if asJSON {
		return c.WriteJSON(w)
	}
	return c.WriteText(w)
}

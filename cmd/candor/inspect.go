package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/app/inspect"
	"candor/internal/app/jsonl"
)

func newInspect() *cobra.Command {
	c := command(page{
		use: `inspect ["MESSAGE"]`, short: "See what the inbound gates hear in a message, and why",
		does: `Shows the language, whether a person was asked for, what the message is about, whether it gives the
assistant orders, and which rule fired where. What was learned instead of written as a rule names the
words that weighed most.

With --jsonl it reads lines {"id", "text", "lang", "turns"} from standard input ("lang" and "turns" may
be left out) and writes lines {"id", "language", "person_requested", "categories", "injection", "loop",
"loop_score", "rules": [{"rule", "category", "start", "end", "action", "score", "words"}]} in the same
order. Places are code points; score and words are there for what was learned. loop_score tells how alike the
customer's own turns are, from 0 to 1. A line that cannot be read is told with its number and the rest goes on;
the exit code is then 1.`,
		examples: []example{
			{`candor inspect "Can I talk to a real person please?"`, "one message"},
			{"candor inspect --jsonl < messages.jsonl > heard.jsonl", "many at once"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.MaximumNArgs(1),
	})
	lines := c.Flags().Bool("jsonl", false, "read messages and write findings as JSON lines")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *lines == (len(args) == 1) {
			return failure{what: "there is no message, or there are two ways to give it",
				do: "Give one message in quotes, or --jsonl and lines on standard input.", code: exitUsage}
		}
		listener, err := inspect.New()
		if err != nil {
			return err
		}
		if *lines {
			bad := 0
			err := listener.Lines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), func(b jsonl.Bad) {
				bad++
				tellLine(cmd.ErrOrStderr(), b)
			})
			if err != nil {
				return err
			}
			return troubled(bad)
		}
		heard, err := listener.Hear(inspect.Line{Text: args[0]})
		if err != nil {
			return failure{what: err.Error(), do: "Give one to 8,000 characters.", code: exitUsage}
		}
		showHeard(cmd.OutOrStdout(), []rune(args[0]), heard)
		return nil
	}
	return c
}

func showHeard(w io.Writer, message []rune, heard inspect.Heard) {
	language := "not clear"
	if heard.Language != nil {
		language = *heard.Language
	}
	fmt.Fprintf(w, "Language          %s\n", language)
	fmt.Fprintf(w, "Asks for a person %s\n", yesNo(heard.PersonRequested))
	matters := make([]string, 0, len(heard.Categories))
	for _, c := range heard.Categories {
		matters = append(matters, string(c))
	}
	if len(matters) == 0 {
		matters = []string{"none"}
	}
	fmt.Fprintf(w, "Sensitive matters %s\n", strings.Join(matters, ", "))
	fmt.Fprintf(w, "Orders to the AI  %s\n", yesNo(heard.Injection))
	for _, r := range heard.Rules {
		fmt.Fprintf(w, "Rule              %s, %s: %q", r.Rule, r.Action, string(message[r.Start:r.End]))
		if len(r.Words) > 0 {
			fmt.Fprintf(w, " (%.2f; weighed most: %s)", r.Score, strings.Join(r.Words, ", "))
		}
		fmt.Fprintln(w)
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// page is what --help says of a command: what it does, examples that work, what it touches.
type page struct {
	use, short string
	does       string
	examples   []example
	touches    string
	args       cobra.PositionalArgs // none when nil
}

// touchesNote is where a command keeps the last line of its page.
const touchesNote = "touches"

type example struct{ line, does string }

// command makes a command with its page. Who calls it sets RunE, or adds commands below it.
func command(p page) *cobra.Command {
	if p.args == nil {
		p.args = cobra.NoArgs
	}
	c := &cobra.Command{
		Use: p.use, Short: p.short, Long: p.does, Example: p.lines(),
		Annotations:   map[string]string{touchesNote: p.touches},
		SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: true,
		SuggestionsMinimumDistance: 2,
	}
	c.Args = func(cmd *cobra.Command, args []string) error {
		if err := p.args(cmd, args); err != nil {
			return wrongArguments(cmd, args, err)
		}
		return nil
	}
	c.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return failure{what: err.Error(), do: "See " + cmd.CommandPath() + " --help.", code: exitUsage}
	})
	c.SetHelpFunc(func(cmd *cobra.Command, _ []string) { showHelp(cmd.OutOrStdout(), cmd) })
	return c
}

// group makes a command that only holds others.
func group(p page, below ...*cobra.Command) *cobra.Command {
	c := command(p)
	c.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	c.AddCommand(below...)
	return c
}

func (p page) lines() string {
	widest := 0
	for _, e := range p.examples {
		widest = max(widest, len(e.line))
	}
	var b strings.Builder
	for i, e := range p.examples {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  %-*s   # %s", widest, e.line, e.does)
	}
	return b.String()
}

// wrongArguments tells of a command that does not exist, with the nearest one, or of arguments
// that are missing or too many.
func wrongArguments(cmd *cobra.Command, args []string, err error) error {
	see := "See " + cmd.CommandPath() + " --help."
	if !cmd.HasAvailableSubCommands() || len(args) == 0 {
		return failure{what: cmd.CommandPath() + ": " + err.Error(), do: see, code: exitUsage}
	}
	what := fmt.Sprintf("there is no command %q", cmd.CommandPath()+" "+args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return failure{what: what, do: "Did you mean " + cmd.CommandPath() + " " + near[0] + "?", code: exitUsage}
	}
	return failure{what: what, do: see, code: exitUsage}
}

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func newHelp() *cobra.Command {
	c := command(page{
		use: "help [COMMAND]", short: "Explain a command",
		does: "The same page as candor COMMAND --help.",
		examples: []example{
			{"candor help knowledge add", "how to bring in articles"},
			{"candor help", "all commands"},
		},
		touches: "nothing",
		args:    cobra.ArbitraryArgs,
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		target, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return failure{what: fmt.Sprintf("there is no command %q", "candor "+strings.Join(args, " ")), do: "See candor --help.", code: exitUsage}
		}
		showHelp(cmd.OutOrStdout(), target)
		return nil
	}
	return c
}

// showHelp writes the page of a command, its parts in the order in which somebody who learns
// needs them.
func showHelp(w io.Writer, cmd *cobra.Command) {
	fmt.Fprintf(w, "%s\n\n%s\n\nUsage:\n  %s\n\nExamples:\n%s\n", cmd.Short, cmd.Long, useLine(cmd), cmd.Example)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w, "\nCommands:")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(w, "  %-*s %s\n", cmd.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	if cmd.HasAvailableLocalFlags() {
		fmt.Fprintf(w, "\nFlags:\n%s", cmd.LocalFlags().FlagUsages())
	}
	if cmd.HasAvailableInheritedFlags() {
		fmt.Fprintf(w, "\nFlags of every command:\n%s", cmd.InheritedFlags().FlagUsages())
	}
	fmt.Fprintf(w, "\nTouches: %s.\n", cmd.Annotations[touchesNote])
}

func useLine(cmd *cobra.Command) string {
	line := cmd.CommandPath()
	if _, arguments, ok := strings.Cut(cmd.Use, " "); ok {
		line += " " + arguments
	}
	if cmd.HasAvailableSubCommands() {
		line += " COMMAND"
	}
	if cmd.HasAvailableFlags() {
		line += " [flags]"
	}
	return line
}

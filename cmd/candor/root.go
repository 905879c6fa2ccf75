package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// run does what the arguments say and gives the exit code. An interrupt ends the context once;
// a second one ends the program at once.
func run(ctx context.Context, args []string, in io.Reader, out, report io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = tell(report, fault(r))
		}
	}()
	ctx, release := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer release()
	context.AfterFunc(ctx, release)

	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(report)
	if err := root.ExecuteContext(ctx); err != nil {
		return tell(report, err)
	}
	return exitDone
}

func newRoot() *cobra.Command {
	root := command(page{
		use: "candor", short: "A customer-service desk that keeps its promises",
		does: `An AI assistant answers first, from your own articles and with its sources, and people are never out
of reach. One binary, an embedded database, no API key.

Exit codes: 0 done; 1 done, but something in the input was bad or a check found trouble; 2 the
command or the settings are wrong, nothing was done; 3 it could not be done.`,
		examples: []example{
			{"candor demo", "a working desk with a made-up company, in a throw-away folder"},
			{"candor init && candor serve", "your own desk"},
		},
		touches: "nothing by itself; each command says what it touches: candor COMMAND --help",
	})
	root.PersistentFlags().StringP(flagConfig, "c", "candor.toml", "the settings file")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetHelpCommand(newHelp())
	root.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	root.AddCommand(
		newDemo(), newInit(), newServe(),
		newKnowledge(), newAsk(), newEval(), newInspect(), newPolicy(),
		newUser(), newPrivacy(), newRights(), newHold(), newRetention(), newLedger(), newReceipt(), newBackup(), newDoctor(),
		newNumbers(), newCalibrate(), newFairness(), newStop(), newResume(), newVersion(),
	)
	return root
}

// usage marks a wrong call of a command.
func usage(err error) error {
	var f failure
	if errors.As(err, &f) {
		return err
	}
	return failure{what: err.Error(), code: exitUsage}
}

// Candor-load measures a running desk from outside, the way customers and agents reach it.
//
// It speaks to this machine only, every run is bounded in time and number, and a run that other
// programs disturbed says so. See candor-load help.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// mode is one kind of measurement.
type mode struct {
	name, does string
	run        func(ctx context.Context, args []string, out io.Writer) error
}

func modes() []mode {
	return []mode{
		{"ingest", "customers who write to people as fast as the desk takes it", ingest},
		{"open", "new conversations as fast as the desk takes them", open},
		{"answer", "questions to the assistant, until its answer is on the customer's screen", answer},
		{"deliver", "customers' messages at a steady rate, until they are on an agent's screen", deliver},
		{"visitors", "thousands of customers who hold a live connection; a message for each", visitors},
		{"idle", "a built binary: its size, the time until it serves, its memory at rest", idle},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "candor-load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return help(out)
	}
	for _, m := range modes() {
		if m.name == args[0] {
			return m.run(ctx, args[1:], out)
		}
	}
	return fmt.Errorf("there is no mode %q; candor-load help lists them", args[0])
}

func help(out io.Writer) error {
	fmt.Fprint(out, `Candor-load measures a running desk from outside. Start one, then:

  candor-load MODE -base http://127.0.0.1:8420 -pid PID [flags]

Modes:
`)
	for _, m := range modes() {
		fmt.Fprintf(out, "  %-9s %s\n", m.name, m.does)
	}
	_, err := fmt.Fprint(out, `
candor-load MODE -h lists the flags of a mode. The desk must be on this machine. With -pid its
processor time and memory are told too; without it they count as somebody else's and the run as
dirty. A run is dirty when programs other than the desk and candor-load used more than 0.15 cores.

Killing a desk again and again while people use it is a test: make test-kill.
`)
	return err
}

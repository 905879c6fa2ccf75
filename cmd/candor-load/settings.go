package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"candor/bench/client"
	"candor/bench/meter"
	"candor/bench/report"
)

// The bounds of every run.
const (
	longest    = 60 * time.Second
	mostAtOnce = 1024
	mostTotal  = 500_000
)

// settings are the flags that modes share.
type settings struct {
	flags  *flag.FlagSet
	base   string
	inbox  string
	pid    int
	asJSON bool
	quiet  time.Duration // how long to wait for the machine to be quiet
	wait   time.Duration // how long to wait for what should come before it counts as lost
	out    io.Writer
}

func newSettings(name string, out io.Writer) *settings {
	s := &settings{flags: flag.NewFlagSet("candor-load "+name, flag.ContinueOnError), out: out}
	s.flags.SetOutput(io.Discard)
	s.flags.StringVar(&s.base, "base", "http://127.0.0.1:8420", "address of the desk, on this machine")
	s.flags.StringVar(&s.inbox, "inbox", "main", "inbox to write to")
	s.flags.IntVar(&s.pid, "pid", 0, "process of the desk, to tell its processor time and memory")
	s.flags.DurationVar(&s.quiet, "quiet", 10*time.Second, "how long to wait for other programs to be quiet before measuring")
	s.flags.DurationVar(&s.wait, "wait", 10*time.Second, "after how long what should come counts as lost")
	s.flags.BoolVar(&s.asJSON, "json", false, "write rows as JSON lines")
	return s
}

func (s *settings) parse(args []string) error {
	if err := s.flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			s.flags.SetOutput(s.out)
			s.flags.Usage()
		}
		return err
	}
	if s.quiet < 0 || s.quiet > longest || s.wait <= 0 || s.wait > longest {
		return fmt.Errorf("-quiet %v -wait %v: want at most %v", s.quiet, s.wait, longest)
	}
	if s.flags.NArg() > 0 {
		return fmt.Errorf("%q is not a flag", s.flags.Arg(0))
	}
	return nil
}

func (s *settings) desk(connections int) (*client.Desk, error) {
	return client.New(client.Options{Base: s.base, Inbox: s.inbox, Connections: connections})
}

// window begins to measure once the machine is quiet, or has not become quiet in time: the run will
// then say itself that it is dirty.
func (s *settings) window(ctx context.Context) (*meter.Window, error) {
	if _, err := (meter.Machine{}).Quiet(ctx, s.pid, s.quiet); err != nil {
		return nil, err
	}
	return meter.Machine{}.Open(s.pid)
}

func (s *settings) write(r report.Row) error { return r.Write(s.out, s.asJSON) }

// levels reads numbers of clients, such as "1,16,64".
func levels(list string) ([]int, error) {
	var all []int
	for part := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 1 || n > mostAtOnce {
			return nil, fmt.Errorf("-c %q: want numbers from 1 to %d with commas between", list, mostAtOnce)
		}
		all = append(all, n)
	}
	return all, nil
}

func bounded(d time.Duration) error {
	if d <= 0 || d > longest {
		return fmt.Errorf("-d %v: want more than 0 and at most %v", d, longest)
	}
	return nil
}

var errNothingMeasured = errors.New("nothing was measured: every request failed")

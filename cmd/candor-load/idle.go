package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"candor/bench/client"
	"candor/bench/meter"
	"candor/bench/report"
)

// stopWithin is how long a server may take to stop when asked.
const stopWithin = 10 * time.Second

// idle starts a built binary some times and measures how soon it serves and what it holds at rest.
func idle(ctx context.Context, args []string, out io.Writer) error {
	s := newSettings("idle", out)
	binary := s.flags.String("binary", "", "the built binary")
	line := s.flags.String("args", "serve", "its arguments, with spaces between")
	times := s.flags.Int("n", 5, "how many times it is started")
	rest := s.flags.Duration("rest", 5*time.Second, "how long it rests before its memory is read")
	if err := s.parse(args); err != nil {
		return err
	}
	if *times < 1 || *times > 50 {
		return fmt.Errorf("-n %d: want 1 to 50", *times)
	}
	if err := bounded(*rest); err != nil {
		return err
	}
	info, err := os.Stat(*binary)
	if err != nil {
		return fmt.Errorf("-binary: %w", err)
	}
	d, err := s.desk(1)
	if err != nil {
		return err
	}
	if d.Ready(ctx) == nil {
		return fmt.Errorf("something serves on %s already", s.base)
	}
	r := report.Row{Mode: "idle", Case: fmt.Sprintf("%d starts", *times)}
	if _, err := (meter.Machine{}).Quiet(ctx, 0, s.quiet); err != nil {
		return err
	}
	var ready []time.Duration
	var resident []float64
	for range *times {
		took, bytes, err := startOnce(ctx, d, *rest, *binary, strings.Fields(*line))
		if err != nil {
			return err
		}
		ready = append(ready, took)
		resident = append(resident, report.Mebibytes(bytes))
	}
	r.AddTimes("ready ", meter.Summarize(ready))
	r.Add("rss at rest", meter.Median(resident), "MiB")
	r.Add("binary", report.Mebibytes(info.Size()), "MiB")
	return s.write(r)
}

// startOnce starts the binary, asks until it serves, lets it rest, and stops it.
func startOnce(ctx context.Context, d *client.Desk, rest time.Duration, binary string, args []string) (ready time.Duration, resident int64, err error) {
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = stopWithin
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	defer func() {
		if stopErr := stopServer(cmd, gone); err == nil {
			err = stopErr
		}
	}()
	for d.Ready(ctx) != nil {
		select {
		case exit := <-gone:
			gone <- exit
			return 0, 0, fmt.Errorf("the binary ended before it served: %w", errors.Join(exit, ctx.Err()))
		case <-time.After(time.Millisecond):
		}
		if time.Since(began) > longest {
			return 0, 0, errors.New("the binary does not serve after a minute")
		}
	}
	ready = time.Since(began)
	select {
	case <-ctx.Done():
		return 0, 0, ctx.Err()
	case <-time.After(rest):
	}
	p, err := meter.Machine{}.Process(cmd.Process.Pid)
	return ready, p.Resident, err
}

// stopServer asks the server to stop and insists after a while.
func stopServer(cmd *exec.Cmd, gone chan error) error {
	if err := cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop the server: %w", err)
	}
	select {
	case <-gone:
		return nil
	case <-time.After(stopWithin):
		cmd.Process.Kill()
		<-gone
		return errors.New("the server did not stop when asked and was killed")
	}
}

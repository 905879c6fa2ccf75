package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"time"

	"candor/bench/meter"
)

// cost is how long a program ran and whether others used the machine meanwhile.
type cost struct {
	wall      time.Duration
	disturbed bool // true too where the machine does not tell
}

// child runs a program to its end and gives what it wrote, also when it ends with an error, which says
// what it complained of.
func child(ctx context.Context, cmd *exec.Cmd) ([]byte, cost, error) {
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	c, err := watched(ctx, func() (time.Duration, error) {
		err := cmd.Run()
		if cmd.ProcessState == nil {
			return 0, err
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), err
	})
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", cmd.Args[0], err, tail(trouble.String()))
	}
	return out.Bytes(), c, err
}

// watched does something that says how much processor time its programs took.
func watched(ctx context.Context, do func() (time.Duration, error)) (cost, error) {
	window, unknown := meter.Machine{}.Open(0)
	start := time.Now()
	took, err := do()
	c := cost{wall: time.Since(start), disturbed: true}
	if ctx.Err() != nil {
		return c, ctx.Err()
	}
	if unknown != nil {
		return c, err
	}
	if used, unread := window.Close(); unread == nil {
		c.disturbed = used.Foreign-took.Seconds()/used.Wall.Seconds() > meter.Noise
	}
	return c, err
}

func tail(s string) string { return s[max(0, len(s)-2000):] }

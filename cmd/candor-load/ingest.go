package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"candor/bench/client"
	"candor/bench/report"
)

// warmUp is how long clients work before a level is measured.
const warmUp = time.Second

// talker is one customer who writes.
type talker interface {
	say(ctx context.Context, turn int64) error
}

// counter is where customers come to: the desk, or the yardstick beside it.
type counter interface {
	// arrive opens a conversation with a person.
	arrive(ctx context.Context, turn int64) (talker, error)
}

// ingest measures how fast messages to people are taken.
func ingest(ctx context.Context, args []string, out io.Writer) error {
	return clients(ctx, "ingest", args, out, func(ctx context.Context, at counter, n int) (work, error) {
		talkers := make([]talker, n)
		err := spread(ctx, n, 16, func(ctx context.Context, i int) (err error) {
			talkers[i], err = at.arrive(ctx, int64(i))
			return err
		})
		return func(ctx context.Context, who int, turn int64) error { return talkers[who].say(ctx, turn) }, err
	})
}

// open measures how fast conversations are begun, each with a first message.
func open(ctx context.Context, args []string, out io.Writer) error {
	return clients(ctx, "open", args, out, func(_ context.Context, at counter, _ int) (work, error) {
		return func(ctx context.Context, _ int, turn int64) error {
			_, err := at.arrive(ctx, turn)
			return err
		}, nil
	})
}

// work is what a client of a closed loop does each time.
type work func(ctx context.Context, who int, turn int64) error

// clients runs a closed loop at each level.
func clients(ctx context.Context, name string, args []string, out io.Writer, prepare func(context.Context, counter, int) (work, error)) error {
	s := newSettings(name, out)
	list := s.flags.String("c", "1,16,64", "how many customers at once, one run for each number")
	long := s.flags.Duration("d", 10*time.Second, "length of a run")
	yardstick := s.flags.Bool("floor", false, "the address is the yardstick server's, not a desk's")
	if err := s.parse(args); err != nil {
		return err
	}
	all, err := levels(*list)
	if err != nil {
		return err
	}
	if err := bounded(*long); err != nil {
		return err
	}
	for _, n := range all {
		at, err := s.counter(n, *yardstick)
		if err != nil {
			return err
		}
		do, err := prepare(ctx, at, n)
		if err != nil {
			return fmt.Errorf("prepare %d customers: %w", n, err)
		}
		r, err := s.level(ctx, name, n, *long, do)
		if err != nil {
			return err
		}
		if err := s.write(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *settings) counter(n int, yardstick bool) (counter, error) {
	if yardstick {
		return newFloor(s.base, n)
	}
	d, err := s.desk(n)
	return desk{d}, err
}

// level measures one number of clients.
func (s *settings) level(ctx context.Context, name string, n int, long time.Duration, do work) (report.Row, error) {
	r := report.Row{Mode: name, Case: fmt.Sprintf("c=%d", n)}
	if o := closedLoop(ctx, n, min(warmUp, long), do); len(o.times) == 0 {
		return r, o.first
	}
	w, err := s.window(ctx)
	if err != nil {
		return r, err
	}
	o := closedLoop(ctx, n, long, do)
	u, err := w.Close()
	if err != nil {
		return r, err
	}
	return r, o.into(&r, u)
}

// desk lets customers arrive at a running desk.
type desk struct{ *client.Desk }

func (d desk) arrive(ctx context.Context, turn int64) (talker, error) {
	c, err := d.Begin(ctx, client.Opening{Text: words(mark(turn), turn), Key: client.NewKey()})
	return person{c}, err
}

// person writes to people.
type person struct{ *client.Customer }

func (p person) say(ctx context.Context, turn int64) error {
	_, err := p.Post(ctx, words(mark(turn), turn), client.NewKey())
	return err
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"candor/bench/client"
	"candor/bench/meter"
	"candor/bench/report"
)

const (
	mostVisitors = 60_000
	perSource    = 25_000 // connections from one loopback address
	openers      = 32     // requests at once while the room fills
)

// visitors measures what held connections cost and whether each hears what it should.
func visitors(ctx context.Context, args []string, out io.Writer) error {
	s := newSettings("visitors", out)
	n := s.flags.Int("n", 10_000, "how many customers hold a live connection")
	sample := s.flags.Int("sample", 0, "how many of them get a message; 0: all")
	settle := s.flags.Duration("settle", 5*time.Second, "wait before memory is read")
	hold := s.flags.Duration("hold", 25*time.Second, "how long nothing happens, to see what holding them costs")
	if err := s.parse(args); err != nil {
		return err
	}
	if *n < 1 || *n > mostVisitors || *sample < 0 || *sample > *n {
		return fmt.Errorf("-n %d -sample %d: want 1 to %d customers and a sample of them", *n, *sample, mostVisitors)
	}
	for _, d := range []time.Duration{*settle, *hold} {
		if err := bounded(d); err != nil {
			return err
		}
	}
	if err := allowFiles(uint64(*n) + 500); err != nil {
		return err
	}
	d, err := s.desk(openers)
	if err != nil {
		return err
	}
	if *sample == 0 {
		*sample = *n
	}
	room := &room{desk: d, pid: s.pid, settle: *settle, wait: s.wait, guests: make([]visitor, *n)}
	defer room.close()
	r := report.Row{Mode: "visitors", Case: fmt.Sprintf("%d held", *n)}
	if err := room.fill(ctx, &r); err != nil {
		return err
	}
	if err := room.rest(ctx, *hold, &r); err != nil {
		return err
	}
	if err := room.broadcast(ctx, *sample, &r); err != nil {
		return err
	}
	return s.write(r)
}

// room is the customers who hold a connection.
type room struct {
	desk   *client.Desk
	pid    int
	settle time.Duration // before memory is read
	wait   time.Duration // for what was said
	guests []visitor
	ended  atomic.Int64 // connections that ended while they should be held
	open   sync.WaitGroup
	closed atomic.Bool
}

// visitor is one of them.
type visitor struct {
	*client.Customer
	stream *client.Stream
	said   time.Time
	words  atomic.Pointer[string] // what it waits to hear
	heard  atomic.Int64           // nanoseconds from saying to hearing; 0: not yet
	times  atomic.Int64           // how often it was heard
}

// fill lets everybody in and reads the server's memory before, between and after.
func (m *room) fill(ctx context.Context, r *report.Row) error {
	empty, err := m.resident(ctx)
	if err != nil {
		return err
	}
	n := len(m.guests)
	began := time.Now()
	err = spread(ctx, n, openers, func(ctx context.Context, i int) (err error) {
		m.guests[i].Customer, err = m.desk.Begin(ctx, client.Opening{Key: client.NewKey()})
		return err
	})
	if err != nil {
		return fmt.Errorf("let customers in: %w", err)
	}
	r.Add("begun", float64(n)/time.Since(began).Seconds(), "/s")
	known, err := m.resident(ctx)
	if err != nil {
		return err
	}
	began = time.Now()
	if err := spread(ctx, n, openers, m.listen); err != nil {
		return fmt.Errorf("hold connections: %w", err)
	}
	r.Add("connected", float64(n)/time.Since(began).Seconds(), "/s")
	held, err := m.resident(ctx)
	if err != nil {
		return err
	}
	if m.pid != 0 {
		each := func(from int64) float64 { return float64(held-from) / 1024 / float64(n) }
		r.Add("rss per connection", each(known), "KiB")
		r.Add("rss per customer", each(empty), "KiB") // the conversation and what opening it left behind, too
		r.Add("server rss", report.Mebibytes(held), "MiB")
	}
	return nil
}

// resident waits until what was opened has settled and reads the server's memory.
func (m *room) resident(ctx context.Context) (int64, error) {
	if m.pid == 0 {
		return 0, nil
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(m.settle):
	}
	p, err := meter.Machine{}.Process(m.pid)
	return p.Resident, err
}

// rest measures what it costs the server that everybody is there and nothing happens: signs of life
// and whatever else goes by the clock.
func (m *room) rest(ctx context.Context, hold time.Duration, r *report.Row) error {
	w, err := meter.Machine{}.Open(m.pid)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(hold):
	}
	u, err := w.Close()
	if err != nil {
		return err
	}
	if m.pid != 0 {
		r.Add("held cpu", u.Server.Seconds()/u.Wall.Seconds(), "cores")
	}
	return nil
}

// listen connects one visitor and hears from then on.
func (m *room) listen(ctx context.Context, i int) error {
	v := &m.guests[i]
	var from client.Source
	if len(m.guests) > perSource {
		from = client.Source(1 + i/perSource)
	}
	// The stream outlives the filling of the room: close ends it.
	stream, err := v.Listen(context.WithoutCancel(ctx), "", from)
	if err != nil {
		return err
	}
	v.stream = stream
	m.open.Go(func() {
		v.hear()
		if !m.closed.Load() {
			m.ended.Add(1)
		}
	})
	return nil
}

// hear reads until the stream ends or something comes that is not as agreed.
func (v *visitor) hear() {
	for {
		e, err := v.stream.Next()
		if err != nil {
			return
		}
		want := v.words.Load()
		if e.Name != "message" || want == nil {
			continue
		}
		var m client.Message
		if err := json.Unmarshal([]byte(e.Data), &m); err != nil {
			return
		}
		if m.Text == *want && v.times.Add(1) == 1 {
			v.heard.Store(int64(time.Since(v.said)))
		}
	}
}

// broadcast says something in a sample of the conversations and counts who hears it.
func (m *room) broadcast(ctx context.Context, sample int, r *report.Row) error {
	step := len(m.guests) / sample
	w, err := meter.Machine{}.Open(m.pid)
	if err != nil {
		return err
	}
	err = spread(ctx, sample, openers, func(ctx context.Context, i int) error {
		v := &m.guests[i*step]
		text := words(mark(int64(i)), int64(i))
		v.said = time.Now()
		v.words.Store(&text)
		_, err := v.Post(ctx, text, client.NewKey())
		return err
	})
	if err != nil {
		return fmt.Errorf("say something: %w", err)
	}
	var heard []time.Duration
	for end := time.Now().Add(m.wait); ; {
		heard = heard[:0]
		for i := range m.guests {
			if took := m.guests[i].heard.Load(); took > 0 {
				heard = append(heard, time.Duration(took))
			}
		}
		if len(heard) >= sample || time.Now().After(end) || ctx.Err() != nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	u, err := w.Close()
	if err != nil {
		return errors.Join(err, ctx.Err())
	}
	twice := 0
	for i := range m.guests {
		if m.guests[i].times.Load() > 1 {
			twice++
		}
	}
	r.Add("said", float64(sample), "")
	r.Add("rate", float64(sample)/u.Wall.Seconds(), "/s")
	r.Add("lost", float64(sample-len(heard)), "")
	r.Add("doubled", float64(twice), "")
	r.Add("disconnected", float64(m.ended.Load()), "")
	r.AddTimes("heard ", meter.Summarize(heard))
	r.Foreign, r.Dirty = u.Foreign, u.Dirty()
	return ctx.Err()
}

func (m *room) close() {
	m.closed.Store(true)
	for i := range m.guests {
		if s := m.guests[i].stream; s != nil {
			s.Close()
		}
	}
	m.open.Wait()
}

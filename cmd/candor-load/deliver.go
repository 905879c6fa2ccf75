package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"candor/bench/client"
	"candor/bench/meter"
	"candor/bench/report"
)

// passwordVariable is where the agent's password is read from: a command line can be read by every
// user of a machine.
const passwordVariable = "LOAD_PASSWORD"

// deliver measures how long a customer's message takes to an agent's screen.
func deliver(ctx context.Context, args []string, out io.Writer) error {
	s := newSettings("deliver", out)
	rate := s.flags.Float64("rate", 50, "messages a second, over all screens")
	long := s.flags.Duration("d", 10*time.Second, "length of the run")
	screens := s.flags.Int("screens", 4, "conversations that the agent has open, each on a screen of its own")
	email := s.flags.String("email", "", "the agent's address; the password is read from "+passwordVariable)
	if err := s.parse(args); err != nil {
		return err
	}
	if err := bounded(*long); err != nil {
		return err
	}
	if *rate <= 0 || *rate > 5000 || *screens < 1 || *screens > 200 {
		return fmt.Errorf("-rate %v -screens %d: want up to 5000 messages a second on 1 to 200 screens", *rate, *screens)
	}
	d, err := s.desk(*screens + 32)
	if err != nil {
		return err
	}
	a, err := d.SignIn(ctx, *email, os.Getenv(passwordVariable))
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	o := &office{wait: s.wait, crossings: map[string]*crossing{}}
	defer o.close()
	if err := o.furnish(ctx, d, a, *screens); err != nil {
		return err
	}
	if err := o.send(ctx, *rate, min(warmUp, *long)); err != nil {
		return err
	}
	w, err := s.window(ctx)
	if err != nil {
		return err
	}
	o.forget()
	if err := o.send(ctx, *rate, *long); err != nil {
		return err
	}
	u, err := w.Close()
	if err != nil {
		return err
	}
	r := report.Row{Mode: "deliver", Case: fmt.Sprintf("%.0f a second, %d screens", *rate, *screens)}
	n := o.into(&r)
	r.Used(u, n)
	return s.write(r)
}

// office is an agent's screens, each with one customer's conversation.
type office struct {
	customers []*client.Customer
	screens   []*client.Stream
	hearing   sync.WaitGroup
	wait      time.Duration // for what was sent

	mu        sync.Mutex
	turn      int64
	crossings map[string]*crossing // by the mark of the message
	failed    int64
	first     error
}

// crossing is one message on its way.
type crossing struct {
	sent, taken, shown time.Time
	times              int // how often it came onto the screen
}

// furnish opens the conversations, takes them, and follows each on a screen.
func (o *office) furnish(ctx context.Context, d *client.Desk, a *client.Agent, n int) error {
	for i := range n {
		c, err := d.Begin(ctx, client.Opening{Text: words("hello", int64(i)), Key: client.NewKey()})
		if err != nil {
			return fmt.Errorf("begin: %w", err)
		}
		if err := a.Take(ctx, c.ID); err != nil {
			return fmt.Errorf("take: %w", err)
		}
		screen, err := a.Watch(ctx, c.ID)
		if err != nil {
			return fmt.Errorf("watch: %w", err)
		}
		o.customers, o.screens = append(o.customers, c), append(o.screens, screen)
		o.hearing.Go(func() { o.watch(screen) })
	}
	return nil
}

// watch notes when each message comes onto a screen. It ends with the stream; what does not come
// counts as lost.
func (o *office) watch(screen *client.Stream) {
	for {
		e, err := screen.Next()
		if err != nil {
			return
		}
		now := time.Now()
		for _, found := range marks.FindAllString(e.Data, -1) {
			o.shown(found, now)
		}
	}
}

func (o *office) shown(mark string, at time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	x := o.crossings[mark]
	if x == nil {
		return
	}
	if x.times++; x.times == 1 {
		x.shown = at
	}
}

// send lets the customers write in turn, at a steady rate whatever the answers take, and waits a
// moment for what is on its way.
func (o *office) send(ctx context.Context, rate float64, long time.Duration) error {
	var posts sync.WaitGroup
	began := time.Now()
	for i := range int(rate * long.Seconds()) {
		due := began.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		select {
		case <-ctx.Done():
			posts.Wait()
			return ctx.Err()
		case <-time.After(time.Until(due)):
		}
		posts.Go(func() { o.post(ctx, i) })
	}
	posts.Wait()
	for end := time.Now().Add(o.wait); o.underway() && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond)
	}
	return ctx.Err()
}

func (o *office) post(ctx context.Context, i int) {
	o.mu.Lock()
	o.turn++
	turn, x := o.turn, &crossing{}
	o.crossings[mark(turn)] = x
	o.mu.Unlock()
	text, key := words(mark(turn), turn), client.NewKey()
	sent := time.Now()
	_, err := o.customers[i%len(o.customers)].Post(ctx, text, key)
	taken := time.Now()
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		delete(o.crossings, mark(turn))
		if o.failed++; o.first == nil {
			o.first = err
		}
		return
	}
	x.sent, x.taken = sent, taken
}

func (o *office) underway() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, x := range o.crossings {
		if x.times == 0 {
			return true
		}
	}
	return false
}

// forget drops what was sent so far: it warmed up the desk.
func (o *office) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.crossings)
	o.failed, o.first = 0, nil
}

// into writes what was seen into a row and gives how many messages were taken.
func (o *office) into(r *report.Row) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	var whole, after []time.Duration
	lost, doubled := 0, 0
	for _, x := range o.crossings {
		switch {
		case x.times == 0:
			lost++
			continue
		case x.times > 1:
			doubled++
		}
		whole = append(whole, x.shown.Sub(x.sent))
		// The screen may have it before the customer's own answer is back.
		after = append(after, max(0, x.shown.Sub(x.taken)))
	}
	r.Add("messages", float64(len(o.crossings)), "")
	r.Add("lost", float64(lost), "")
	r.Add("doubled", float64(doubled), "")
	r.AddTimes("from sending ", meter.Summarize(whole))
	r.AddTimes("from answer ", meter.Summarize(after))
	r.Errors = o.failed
	if o.first != nil {
		r.First = o.first.Error()
	}
	return len(o.crossings)
}

func (o *office) close() {
	for _, s := range o.screens {
		s.Close()
	}
	o.hearing.Wait()
}

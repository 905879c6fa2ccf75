package egress

import (
	"context"
	"sync"
	"sync/atomic"

	"candor/vendors"
)

// Permit is leave for one request. It travels in the context of that request.
type Permit struct {
	gate  *Gate
	ask   Ask
	entry vendors.Entry
	price vendors.Price
	used  atomic.Bool

	mu   sync.Mutex
	last vendors.Sending // the newest attempt; its ID is empty before the first
	body *reply          // of the answer, while it is open
}

// permitKey is where a Permit stands in a context. Nobody else can put one there.
type permitKey struct{}

// Permit gives a context in which one request may leave for what was asked, or says why not and writes
// that down. Nothing is spent or recorded as sent before the request goes.
//
// *Refusal: nothing may leave.
func (g *Gate) Permit(ctx context.Context, a Ask) (context.Context, *Permit, error) {
	now := g.o.Now()
	d := g.o.Register.Decide(a.register(now))
	why := d.Reason
	if why == vendors.NoReason {
		why = a.judge()
	}
	if why == vendors.NoReason && !g.breakers.ready(a.Vendor, a.Model) {
		why = vendors.Resting
	}
	if why != vendors.NoReason || !d.Allowed {
		return ctx, nil, g.refuse(ctx, a.sending(now, d.Entry), why, nil)
	}
	p := &Permit{gate: g, ask: a, entry: d.Entry, price: d.Price}
	return context.WithValue(ctx, permitKey{}, p), p, nil
}

// permitOf gives the leave in a context, if this gate gave it.
func (g *Gate) permitOf(ctx context.Context) *Permit {
	p, _ := ctx.Value(permitKey{}).(*Permit)
	if p == nil || p.gate != g {
		return nil
	}
	return p
}

// Settle says how many tokens the vendor counted, and with which error the reading of its answer ended, nil
// when it is whole. What was set aside for the call is then replaced by what it cost. Without it, or
// without a known number of tokens, what was set aside counts as spent. It ends the reading.
//
// Where nothing left there is nothing to settle.
func (p *Permit) Settle(ctx context.Context, t vendors.Tokens, read error) error {
	p.mu.Lock()
	body := p.body
	p.mu.Unlock()
	if body != nil {
		body.Close()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.last
	if s.ID == "" || !s.Outcome.Left() {
		return nil
	}
	switch {
	case read == nil && s.Outcome == vendors.Cancelled && ctx.Err() == nil:
		s.Outcome = vendors.Answered // the reader had all it needed before the connection ended
	case read != nil && s.Outcome == vendors.Answered:
		s.Outcome = vendors.CutOff
	}
	if t.Known && possible(t) {
		s.Tokens = t
		s.Cost = p.price.Of(t)
	}
	err := keep(ctx, func(ctx context.Context) error { return p.gate.o.Records.EndSending(ctx, s) })
	if err == nil {
		p.last = s
	}
	return err
}

// mostTokens is more than any model takes or gives in one call.
const mostTokens = 1_000_000_000

// possible reports counts that a vendor can have counted. Others are as good as none.
func possible(t vendors.Tokens) bool {
	return t.Input >= 0 && t.Input <= mostTokens && t.Cached >= 0 && t.Cached <= t.Input && t.Output >= 0 && t.Output <= mostTokens
}

// Sending gives the record of the newest attempt as it is now; false before the first.
func (p *Permit) Sending() (vendors.Sending, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last, p.last.ID != ""
}

// began notes the attempt that is being made.
func (p *Permit) began(s vendors.Sending) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = s
}

// ended writes down what became of an attempt.
func (p *Permit) ended(ctx context.Context, s vendors.Sending) error {
	s.Ended = p.gate.o.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last, p.body = s, nil
	return keep(ctx, func(ctx context.Context) error { return p.gate.o.Records.EndSending(ctx, s) })
}

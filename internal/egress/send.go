package egress

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"candor/vendors"
)

// RoundTrip sends one request for which there is a Permit in its context.
//
// It tries again, in pauses that grow, until a reply begins: after a status that speaks of a passing
// trouble, and after a connection that could not be made or that ended without a reply. Each attempt is
// allowed, counted and recorded as one of its own.
//
// *Refusal and ErrUnreachable: nothing left with the last attempt. ErrRedirected, ErrLost, ErrTimedOut and
// the context's own errors: something may have. The body of a reply ends with ErrStalled, ErrTooLarge,
// ErrTimedOut or ErrCutOff where it is not whole, and is always to be closed.
func (g *Gate) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := readBody(r, g.o.MostRequest)
	ctx := r.Context()
	p := g.permitOf(ctx)
	if p == nil {
		return nil, g.refuse(ctx, vendors.Sending{At: g.o.Now()}, vendors.NoPermit, nil)
	}
	l := g.lines[p.entry.Name]
	to := *r.URL // as it is now: what is checked is what is sent
	why := g.o.Register.Decide(p.ask.register(g.o.Now())).Reason
	switch {
	case !p.used.CompareAndSwap(false, true):
		why = vendors.PermitUsed
	case errors.Is(err, errTooMuch):
		why = vendors.TooMuch
	case err != nil || l == nil:
		why = vendors.BadRequest
	case why == vendors.NoReason:
		if why = l.fits(r.Method, r.Host, to); why == vendors.NoReason {
			why = inspect(body, p.ask)
		}
	}
	if why != vendors.NoReason {
		return nil, g.refuse(ctx, p.ask.sending(g.o.Now(), p.entry), why, nil)
	}
	secret, err := g.o.Secrets.Secret(ctx, p.entry.Name)
	if err != nil {
		return nil, g.refuse(ctx, p.ask.sending(g.o.Now(), p.entry), vendors.NoCredential, err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.entry.Deadline(), ErrTimedOut)
	c := call{g: g, p: p, line: l, to: to, in: r.Header.Clone(), body: body, secret: secret, ctx: ctx, cancel: cancel}
	resp, err := c.attempts()
	if err != nil {
		cancel()
	}
	return resp, err
}

var errTooMuch = errors.New("egress: the request is larger than may leave")

// readBody reads a request whole and closes it, as every RoundTripper must.
func readBody(r *http.Request, most int64) ([]byte, error) {
	if r.Body == nil {
		return nil, errors.New("egress: the request is empty")
	}
	defer r.Body.Close()
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	if err == nil && int64(len(body)) > most {
		err = errTooMuch
	}
	return body, err
}

// call is one request on its way, over all its attempts.
type call struct {
	g      *Gate
	p      *Permit
	line   *line
	to     url.URL
	in     http.Header
	body   []byte
	secret Secret
	ctx    context.Context // ends with the caller's or when the time for the call is over
	cancel context.CancelFunc
}

// attempts makes attempts until one is not to be followed by another.
func (c *call) attempts() (*http.Response, error) {
	for n := 1; ; n++ {
		resp, pause, err := c.attempt(n)
		if pause < 0 {
			return resp, err
		}
		if !wait(c.ctx, pause) {
			return nil, c.over()
		}
	}
}

// over gives the error of a call whose time was over, or whose caller gave up.
func (c *call) over() error {
	if errors.Is(context.Cause(c.ctx), ErrTimedOut) {
		return ErrTimedOut
	}
	return c.ctx.Err()
}

// never is the pause after an attempt that is the last.
const never = time.Duration(-1)

// attempt makes one attempt and gives the pause before the next, or never.
func (c *call) attempt(n int) (*http.Response, time.Duration, error) {
	s := c.p.ask.sending(c.g.o.Now(), c.p.entry)
	s.Attempt, s.BytesOut, s.Outcome = n, int64(len(c.body)), vendors.Sent
	s.Cost = c.p.price.AtMost(s.BytesOut, c.p.ask.MostOutput)
	if c.ctx.Err() != nil {
		return nil, never, c.over()
	}
	done, ok := c.g.breakers.allow(s.Vendor, s.Model)
	if !ok {
		return nil, never, c.refuse(s, vendors.Resting, nil)
	}
	if err := c.g.o.Records.BeginSending(c.ctx, s, c.p.entry.Budget); err != nil {
		done(errNeither)
		if c.ctx.Err() != nil {
			return nil, never, c.over()
		}
		return nil, never, c.refuse(s, reasonOf(err), err)
	}
	c.p.began(s)
	var left atomic.Bool
	resp, err := c.line.http.RoundTrip(c.request(&left))
	if err != nil {
		return c.unanswered(s, left.Load(), err, done)
	}
	s.Status = resp.StatusCode
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		resp.Body.Close()
		s.Outcome = vendors.Redirected
		done(errFailed)
		return nil, never, errors.Join(ErrRedirected, c.p.ended(c.ctx, s))
	case resp.StatusCode >= 400:
		return c.failed(s, resp, done)
	}
	first := make([]byte, 1)
	got, err := c.firstByte(resp, first)
	if got == 0 {
		resp.Body.Close()
		return c.unanswered(s, true, err, done)
	}
	s.Outcome = vendors.Answered
	resp.Body = c.reply(s, resp, first, done)
	return resp, never, nil
}

// refuse writes down that an attempt was not made.
func (c *call) refuse(s vendors.Sending, why vendors.Reason, cause error) error {
	s.Attempt--
	return c.g.refuse(c.ctx, s, why, cause)
}

// firstByte waits for the reply to begin, which with some vendors is long after its headers.
func (c *call) firstByte(resp *http.Response, into []byte) (int, error) {
	for {
		n, err := resp.Body.Read(into)
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// request makes what leaves: where to, the body and the credential, and of the caller's headers only those
// that vendors need.
func (c *call) request(left *atomic.Bool) *http.Request {
	ctx := httptrace.WithClientTrace(c.ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { left.Store(true) },
		WroteRequest: func(httptrace.WroteRequestInfo) { left.Store(true) },
	})
	out := (&http.Request{
		Method: http.MethodPost, URL: &c.to, Host: c.to.Host, Header: http.Header{},
		Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: int64(len(c.body)),
	}).WithContext(ctx)
	for _, name := range mayPass() {
		if v := c.in.Get(name); v != "" {
			out.Header.Set(name, v)
		}
	}
	out.Header.Set("User-Agent", userAgent)
	c.secret.add(out.Header, c.p.entry.Takes())
	return out
}

// unanswered ends an attempt after which no reply began.
func (c *call) unanswered(s vendors.Sending, left bool, cause error, done func(error)) (*http.Response, time.Duration, error) {
	health, err := errFailed, error(nil)
	switch {
	case errors.Is(context.Cause(c.ctx), ErrTimedOut):
		s.Outcome, err = vendors.TimedOut, ErrTimedOut
	case c.ctx.Err() != nil:
		s.Outcome, err, health = vendors.Cancelled, c.ctx.Err(), errNeither
	default:
		s.Outcome, err = vendors.Lost, &broken{ErrLost, cause}
	}
	if !left && s.Outcome == vendors.Lost {
		err = &broken{ErrUnreachable, cause}
	}
	if !left {
		s.Outcome = vendors.Unreachable
	}
	s.Cost = spent(s.Cost, !left)
	done(health)
	if wrong := c.p.ended(c.ctx, s); wrong != nil {
		return nil, never, errors.Join(err, wrong)
	}
	if !left && (errors.Is(cause, errPlace) || errors.Is(cause, errElsewhere)) {
		return nil, never, &Refusal{Reason: vendors.NotTheVendor, Vendor: s.Vendor, cause: cause}
	}
	if c.ctx.Err() != nil || s.Attempt >= c.g.o.Attempts {
		return nil, never, err
	}
	return nil, c.pause(s.Attempt, 0), err
}

// failed ends an attempt that the vendor answered with an error. The last one's reply is the caller's.
func (c *call) failed(s vendors.Sending, resp *http.Response, done func(error)) (*http.Response, time.Duration, error) {
	s.Outcome = vendors.Failed
	s.Cost = spent(s.Cost, unpaid(resp.StatusCode))
	health := error(nil)
	if failing(resp.StatusCode) {
		health = errFailed
	}
	rest := time.Duration(0)
	if again(resp.StatusCode) {
		if rest = asked(resp.Header, c.g.o.Now()); rest > 0 && rest > c.g.o.MostPause {
			c.g.breakers.pause(s.Vendor, s.Model, rest)
		}
	}
	pause := c.pause(s.Attempt, rest)
	if !again(resp.StatusCode) || s.Attempt >= c.g.o.Attempts || rest > c.g.o.MostPause || pause == never {
		resp.Body = c.reply(s, resp, nil, func(error) { done(health) })
		return resp, never, nil
	}
	done(health)
	n, _ := io.CopyN(io.Discard, resp.Body, mostIgnored) // so that the connection can serve again
	resp.Body.Close()
	s.BytesIn = n
	if err := c.p.ended(c.ctx, s); err != nil {
		return nil, never, err
	}
	return nil, pause, nil
}

// mostIgnored is how much of a failed attempt's reply is read.
const mostIgnored = 4 << 10

// pause gives how long to wait after an attempt, or never when the call would be over by then.
func (c *call) pause(n int, asked time.Duration) time.Duration {
	d := c.g.o.pause(n, asked)
	if end, ok := c.ctx.Deadline(); ok && time.Until(end) <= d {
		return never
	}
	return d
}

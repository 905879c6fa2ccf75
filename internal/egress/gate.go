package egress

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"candor/vendors"
)

// Records keeps what left, and what did not. What it is asked to keep must be durable when it returns nil.
type Records interface {
	// BeginSending looks, in one transaction with the record of s: whether the customer allows this vendor
	// and this purpose now, whether the use of their data is restricted, and whether the budget allows
	// s.Cost after everything that was spent and is under way. If so it keeps the record and counts s.Cost
	// as spent; otherwise it keeps nothing.
	//
	// candor.ErrNoBasis, candor.ErrRestricted, candor.ErrNoConversation; vendors.ErrOverDay,
	// vendors.ErrOverConversation, vendors.ErrCostUnknown.
	BeginSending(ctx context.Context, s vendors.Sending, b vendors.Budget) error

	// EndSending puts what became of a sending in its record, and what it cost in place of what it could
	// have cost. It may be called again with more that is known. A record that was erased in between stays so.
	EndSending(ctx context.Context, s vendors.Sending) error

	// RefuseSending keeps that nothing left, and why. Where there is no such conversation the ledger
	// alone has it.
	RefuseSending(ctx context.Context, s vendors.Sending) error
}

// Options are what New needs. Records and Secrets are required.
type Options struct {
	Register *vendors.Register // nil: nothing leaves
	Records  Records
	Secrets  Secrets
	Log      *slog.Logger     // for what has no caller to be told; discarded when nil
	Now      func() time.Time // time.Now when nil

	Roots    *x509.CertPool // whom to trust as signers of certificates; the system's when nil
	Resolver *net.Resolver  // the system's when nil

	MostRequest int64         // bytes of a request; 2 MiB when zero
	MostReply   int64         // bytes of a reply; 16 MiB when zero
	Stall       time.Duration // the longest silence within a reply; 30 s when zero
	Attempts    int           // how often a request is tried before a reply begins; 3 when zero
	Pause       time.Duration // the usual pause before the second attempt, doubled for each further one; 500 ms when zero
	MostPause   time.Duration // the longest that is waited because a vendor asked for it; 20 s when zero
	Trip        int           // failures in a row after which a model of a vendor is left in peace; 5 when zero
	Rest        time.Duration // for how long; 30 s when zero
}

func (o Options) orUsual() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	pick(&o.MostRequest, 2<<20)
	pick(&o.MostReply, 16<<20)
	pick(&o.Stall, 30*time.Second)
	pick(&o.Attempts, 3)
	pick(&o.Pause, 500*time.Millisecond)
	pick(&o.MostPause, 20*time.Second)
	pick(&o.Trip, 5)
	pick(&o.Rest, 30*time.Second)
	return o
}

func pick[T int | int64 | time.Duration](v *T, usual T) {
	if *v <= 0 {
		*v = usual
	}
}

// Gate lets requests out. Safe for concurrent use.
type Gate struct {
	o        Options
	lines    map[string]*line // by vendor
	breakers breakers
}

var _ http.RoundTripper = (*Gate)(nil)

// New makes the way out for the vendors of a register.
func New(o Options) (*Gate, error) {
	if o.Records == nil || o.Secrets == nil {
		return nil, errors.New("egress: nothing leaves without records and a place for credentials")
	}
	o = o.orUsual()
	g := &Gate{o: o, lines: map[string]*line{}, breakers: newBreakers(o)}
	for _, e := range o.Register.Entries() {
		l, err := newLine(e, o)
		if err != nil {
			return nil, fmt.Errorf("egress: vendor %q: %w", e.Name, err)
		}
		g.lines[e.Name] = l
	}
	return g, nil
}

// Client gives an HTTP client whose only way out is the gate. It follows no redirect and keeps no cookie.
func (g *Gate) Client() *http.Client {
	return &http.Client{
		Transport:     g,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Close lets go of connections that nothing uses.
func (g *Gate) Close() {
	for _, l := range g.lines {
		l.http.CloseIdleConnections()
	}
}

// Instead gives who may take over when a vendor does not answer, in the owner's order: those whose entries
// allow the same data now and that are not resting. Each needs the customer's own yes, and texts that are
// masked for it.
func (g *Gate) Instead(a Ask) []vendors.Ask {
	var out []vendors.Ask
	for _, other := range g.o.Register.Instead(a.register(g.o.Now())) {
		if g.breakers.ready(other.Vendor, other.Model) {
			out = append(out, other)
		}
	}
	return out
}

// newID gives the id of one sending.
func newID() string { return "snd_" + rand.Text() }

// writeTime is how long a record may take to be written, also when nobody waits for the answer any more.
const writeTime = 10 * time.Second

// keep runs what writes a record, whether or not the caller still waits.
func keep(ctx context.Context, write func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	return write(ctx)
}

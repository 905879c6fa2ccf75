package egress

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"time"

	"candor/vendors"
)

// Breakers lets tests see when a vendor is left in peace.
type Breakers struct{ b breakers }

func NewBreakers(o Options) *Breakers { return &Breakers{newBreakers(o.orUsual())} }

func (b *Breakers) Ready(vendor, model string) bool { return b.b.ready(vendor, model) }

// Try makes one request that goes well or not, and reports whether it was allowed.
func (b *Breakers) Try(vendor, model string, well bool) bool {
	done, ok := b.b.allow(vendor, model)
	if !ok {
		return false
	}
	if well {
		done(nil)
	} else {
		done(errFailed)
	}
	return true
}

// Abandon makes one request that says nothing of the vendor.
func (b *Breakers) Abandon(vendor, model string) {
	if done, ok := b.b.allow(vendor, model); ok {
		done(errNeither)
	}
}

// PauseAfter is how long is waited after an attempt.
func PauseAfter(o Options, n int, asked time.Duration) time.Duration { return o.pause(n, asked) }

// Asked is what a vendor asked for.
func Asked(h http.Header, now time.Time) time.Duration { return asked(h, now) }

// Dial connects as for a vendor at want.
func Dial(ctx context.Context, want, network, address string) (net.Conn, error) {
	return dialTo(want, func(netip.Addr) bool { return true }, nil)(ctx, network, address)
}

// Inspect looks through a request.
func Inspect(body []byte, a Ask) vendors.Reason { return inspect(body, a) }

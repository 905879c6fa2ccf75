package egress

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"candor/vendors"
)

// again reports a status after which the same request may work a moment later. 529 is Anthropic's word for
// being overloaded.
func again(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout, 529:
		return true
	}
	return false
}

// failing reports a status that speaks of the vendor's own state, or of ours towards it, and not of one
// request.
func failing(status int) bool {
	return status >= 500 || status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusPaymentRequired
}

// unpaid reports a status with which a vendor says that it did nothing. A gateway that lost patience with
// the machine behind it cannot say so.
func unpaid(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusBadGateway, http.StatusGatewayTimeout, 499, 524:
		return false
	}
	return status >= 400
}

// asked gives how long the vendor wants to be left in peace: seconds or a date (RFC 9110, section 10.2.3),
// or milliseconds in retry-after-ms. Zero when it does not say.
func asked(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(strings.TrimSpace(h.Get("Retry-After-Ms")), 64); err == nil && ms > 0 {
		return atMostPause(ms / 1000)
	}
	text := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.ParseFloat(text, 64); err == nil && s > 0 {
		return atMostPause(s)
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return min(at.Sub(now), longestPause)
	}
	return 0
}

func atMostPause(seconds float64) time.Duration {
	if seconds >= longestPause.Seconds() {
		return longestPause
	}
	return time.Duration(seconds * float64(time.Second))
}

// pause gives how long to wait before the attempt after the n-th: a random part of a time that doubles, so
// that callers who failed together do not come back together, and never less than the vendor asked for.
func (o Options) pause(n int, asked time.Duration) time.Duration {
	longest := o.MostPause
	if n < 16 {
		longest = min(longest, o.Pause<<(n-1))
	}
	return asked + time.Duration(rand.Int64N(int64(longest)+1))
}

// wait waits, and reports false when the context ended first.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// spent gives what an attempt cost that failed in this way: nothing where nothing left or the vendor did
// nothing, otherwise still what it may have cost.
func spent(c vendors.Cost, nothing bool) vendors.Cost {
	if nothing && c.Known() {
		return vendors.Cost{Money: vendors.Money{Currency: c.Currency}}
	}
	return c
}

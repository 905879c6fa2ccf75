package app

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"candor/internal/tool"
)

// errNotNamed refuses an address that no tool names.
var errNotNamed = errors.New("app: no tool names this address")

// named lets requests through to the origins that an owner named for tools, and to no others. The
// environment's proxy is not used: what is asked goes to whom it is for.
type named struct {
	origins map[string]bool
	dials   *http.Transport
}

func newNamed(ends []tool.Endpoint) *named {
	n := &named{origins: map[string]bool{}, dials: &http.Transport{
		TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 8, MaxConnsPerHost: 64,
		MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true,
	}}
	for _, e := range ends {
		if u, err := url.Parse(e.URL); err == nil {
			n.origins[origin(u)] = true
		}
	}
	return n
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// RoundTrip implements http.RoundTripper.
func (n *named) RoundTrip(r *http.Request) (*http.Response, error) {
	if !n.origins[origin(r.URL)] {
		return nil, errNotNamed
	}
	return n.dials.RoundTrip(r)
}

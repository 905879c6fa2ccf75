package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// Agent is what the client calls itself to sites and in their robots.txt.
const Agent = "CandorDesk"

// Limits of one request.
const (
	MaxPage      = 5 << 20  // bytes of a page, unpacked
	MaxDocument  = 32 << 20 // bytes of a PDF or DOCX
	MaxSitemap   = 50 << 20 // bytes of a sitemap, unpacked: what the protocol allows
	maxRobots    = 500 << 10
	maxRedirects = 5
	maxHeaders   = 64 << 10
)

// Options say how a client behaves. The zero value is a polite client for public addresses.
type Options struct {
	// Allow lists hosts of the owner's own network that may be read, as "host" or "host:port". Public
	// hosts need not stand here but to be read on another port than 80 and 443.
	Allow   []string
	Delay   time.Duration // between two requests to one host; half a second when zero
	Timeout time.Duration // of one request with its redirects; 30 seconds when zero
	Now     func() time.Time
}

// Client reads pages. Safe for concurrent use; requests to one host follow each other.
type Client struct {
	o     Options
	http  *http.Client
	allow map[string]bool

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what the client knows of a site.
type host struct {
	mu     sync.Mutex // held while one request to it is under way
	robots *robotstxt.Group
	known  bool
	wait   time.Duration
	next   time.Time
}

// New makes a client.
func New(o Options) *Client {
	if o.Delay <= 0 {
		o.Delay = 500 * time.Millisecond
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Client{o: o, allow: map[string]bool{}, hosts: map[string]*host{}}
	for _, h := range o.Allow {
		c.allow[strings.ToLower(strings.TrimSpace(h))] = true
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			Proxy: nil, DialContext: c.dial, DisableCompression: true, MaxResponseHeaderBytes: maxHeaders, MaxIdleConnsPerHost: 1,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 20 * time.Second, IdleConnTimeout: 10 * time.Second, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close lets go of connections that wait.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Parse checks an address as an owner wrote it: http or https, a host, no name and password in it.
func Parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Opaque != "" {
		return nil, &Error{Kind: BadAddress, err: err}
	}
	if u.User != nil {
		return nil, &Error{Kind: BadAddress, Host: u.Host}
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// allowed reports whether the owner named the host, with or without its port.
func (c *Client) allowed(name, port string) bool {
	return c.allow[strings.ToLower(name)] || c.allow[strings.ToLower(name)+":"+port]
}

// turn waits until it is polite to ask the host again, and holds it until done is called.
func (c *Client) turn(ctx context.Context, key string) (h *host, done func(), err error) {
	c.mu.Lock()
	if h = c.hosts[key]; h == nil {
		h = &host{wait: c.o.Delay}
		c.hosts[key] = h
	}
	c.mu.Unlock()
	h.mu.Lock()
	if wait := h.next.Sub(c.o.Now()); wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			h.mu.Unlock()
			return nil, nil, ctx.Err()
		case <-timer.C:
		}
	}
	return h, func() {
		h.next = c.o.Now().Add(h.wait)
		h.mu.Unlock()
	}, nil
}

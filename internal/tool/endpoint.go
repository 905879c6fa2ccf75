package tool

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"candor/action"
)

// Endpoint is where one act is done.
type Endpoint struct {
	Tool    string        // name of the spec
	Method  string        // GET for a Look; POST, PUT, PATCH or DELETE for what changes something
	URL     string        // such as "https://shop.example/orders/{number}": {name} is an argument, in the path or the query
	Timeout time.Duration // 10 seconds when zero; at most a minute
	Most    int64         // bytes of a reply; 64 KiB when zero
}

const (
	usualTimeout = 10 * time.Second
	maxTimeout   = time.Minute
	usualMost    = 64 << 10
)

// ErrEndpoint says that an endpoint was refused; the reason is in the error.
var ErrEndpoint = errors.New("tool: this endpoint is refused")

// place is an argument in an address.
var place = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

// endpoint is one that was found good.
type endpoint struct {
	Endpoint
	base  *url.URL
	names map[string]bool // arguments that stand in the address; the others go into the body
}

func examine(e Endpoint, s action.Spec) (*endpoint, error) {
	refuse := func(why string) (*endpoint, error) {
		return nil, fmt.Errorf("%w: %s: %s", ErrEndpoint, e.Tool, why)
	}
	reads := e.Method == http.MethodGet
	writes := e.Method == http.MethodPost || e.Method == http.MethodPut || e.Method == http.MethodPatch || e.Method == http.MethodDelete
	if !reads && !writes || reads != (s.Kind == action.Look) {
		return refuse("what only reads is a GET, and what changes something is not")
	}
	out := &endpoint{Endpoint: e, names: map[string]bool{}}
	for _, m := range place.FindAllStringSubmatch(e.URL, -1) {
		out.names[m[1]] = true
	}
	base, err := url.Parse(place.ReplaceAllString(e.URL, "x"))
	if err != nil || base.Host == "" || base.User != nil || base.Fragment != "" {
		return refuse("the address is not whole, or has a name or a fragment in it")
	}
	if base.Scheme != "https" && !(base.Scheme == "http" && loopback(base.Hostname())) {
		return refuse("the address is not https; http is for this machine alone")
	}
	origin, rest, _ := strings.Cut(strings.TrimPrefix(e.URL, base.Scheme+"://"), "/")
	if place.MatchString(origin) || strings.ContainsAny(place.ReplaceAllString(rest, ""), "{}") {
		return refuse("an argument stands in the path or the query, never in the host")
	}
	out.base = base
	if out.Timeout == 0 {
		out.Timeout = usualTimeout
	}
	if out.Most == 0 {
		out.Most = usualMost
	}
	if out.Timeout < 0 || out.Timeout > maxTimeout || out.Most < 0 {
		return refuse("the time limit is at most a minute, and no limit is negative")
	}
	return out, nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// address fills the arguments of a call in. False: one is missing.
func (e *endpoint) address(c action.Call) (*url.URL, bool) {
	whole := true
	path, query, _ := strings.Cut(e.URL, "?")
	fill := func(text string, escape func(string) string) string {
		return place.ReplaceAllStringFunc(text, func(m string) string {
			value, ok := c.Argument(m[1 : len(m)-1])
			// A part of a path that is nothing, or only dots, would be another path.
			if !ok || strings.Trim(value, ".") == "" {
				whole = false
			}
			return escape(value)
		})
	}
	text := fill(path, url.PathEscape)
	if query != "" {
		text += "?" + fill(query, url.QueryEscape)
	}
	u, err := url.Parse(text)
	if err != nil || u.Host != e.base.Host || u.Scheme != e.base.Scheme {
		return nil, false
	}
	return u, whole
}

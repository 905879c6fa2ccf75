package egress

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"candor/vendors"
)

// line is the connection to one vendor. Each has one of its own, so that no two share a connection.
type line struct {
	base *url.URL
	http *http.Transport
}

// connectTime is how long one connection may take to be made, its handshake apart.
const connectTime = 10 * time.Second

func newLine(e vendors.Entry, o Options) (*line, error) {
	base, err := e.Address()
	if err != nil {
		return nil, err
	}
	t := &http.Transport{
		Proxy:                  nil, // whatever the environment says
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout:    connectTime,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // a reply is as large as it comes
		MaxIdleConnsPerHost:    8,
		MaxConnsPerHost:        64,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	to := base
	if e.Proxy != "" {
		// The proxy looks up the vendor's name, so whose address that is cannot be checked here; the
		// certificate still is.
		if to, err = url.Parse(e.Proxy); err != nil {
			return nil, err
		}
		t.Proxy = http.ProxyURL(to)
	}
	t.DialContext = dialTo(hostPort(to), func(ip netip.Addr) bool { return e.Proxy != "" || e.Reaches(ip) }, o.Resolver)
	return &line{base: base, http: t}, nil
}

// hostPort gives where an address is dialled.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "443"
		if u.Scheme == "http" {
			port = "80"
		}
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// dialTo connects to one host and port, and there only to addresses that are allowed: each is looked at
// when it is about to be connected to, so a name that stood for another address a moment ago changes nothing.
func dialTo(want string, allowed func(netip.Addr) bool, resolver *net.Resolver) func(context.Context, string, string) (net.Conn, error) {
	d := &net.Dialer{
		Timeout: connectTime, KeepAlive: 30 * time.Second, Resolver: resolver,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !allowed(to.Addr()) {
				return errPlace
			}
			return nil
		},
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != want || network != "tcp" {
			return nil, errElsewhere
		}
		return d.DialContext(ctx, network, address)
	}
}

// fits says what is wrong with where a request goes and what kind it is. The path is the base path or lies
// below it, in plain letters.
func (l *line) fits(method, host string, u url.URL) vendors.Reason {
	switch {
	case method != http.MethodPost:
		return vendors.BadRequest
	case u.Scheme != l.base.Scheme, hostPort(&u) != hostPort(l.base), host != "" && host != u.Host, u.User != nil, u.Opaque != "":
		return vendors.NotTheVendor
	case u.RawQuery != "", u.ForceQuery, u.Fragment != "", u.RawPath != "":
		return vendors.NotTheVendor
	case strings.Trim(u.Path, pathLetters) != "" || strings.Contains(u.Path, "//") || strings.Contains(u.Path, ".."):
		return vendors.NotTheVendor
	case u.Path != l.base.Path && !strings.HasPrefix(u.Path, l.base.Path+"/"):
		return vendors.NotTheVendor
	}
	return vendors.NoReason
}

const pathLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._~:@-"

// mayPass lists the headers of a request that leave. Whatever else a caller puts there does not: neither
// cookies nor credentials of its own, nor what would tell of the customer's request.
func mayPass() []string { return []string{"Accept", "Content-Type", "Anthropic-Version"} }

// userAgent is how the desk names itself to vendors.
const userAgent = "candor"

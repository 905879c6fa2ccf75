package fetch

import (
	"context"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// dial connects and refuses the addresses that are not public at the last moment: when the system is
// about to connect to the very address.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	name, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &Error{Kind: BadAddress, err: err}
	}
	own := c.allowed(name, port)
	if !own && port != "80" && port != "443" {
		return nil, &Error{Kind: Private, Host: name}
	}
	d := net.Dialer{Timeout: 10 * time.Second, Control: func(_, at string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(at)
		if err != nil {
			return &Error{Kind: Private, Host: name, err: err}
		}
		if ip := ap.Addr(); public(ip) || own && private(ip) {
			return nil
		}
		return &Error{Kind: Private, Host: name}
	}}
	return d.DialContext(ctx, network, address)
}

// special lists networks that are not the public internet and that netip has no name for (IANA registries
// of special-purpose addresses, RFC 6890).
func special() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
		"2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public reports an address of the public internet. Forms that carry another address inside (mapped,
// translated, tunnelled) are not public, but for mapped ones, which are judged by what they carry.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special() {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// private reports an address of the owner's own machine or network: never a link-local one, behind
// which clouds keep credentials, and never one at which such a service stands by custom.
func private(ip netip.Addr) bool {
	ip = ip.Unmap()
	if ip == netip.MustParseAddr("fd00:ec2::254") || ip == netip.MustParseAddr("100.100.100.200") {
		return false
	}
	return ip.IsPrivate() || ip.IsLoopback()
}

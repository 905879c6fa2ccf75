package vendors

import (
	"net/netip"
	"strings"
)

// Place is where an address leads. The zero value is nowhere.
type Place int

// The places.
const (
	Nowhere Place = iota // link-local, multicast, reserved, documentation, or hidden inside another address
	Here                 // this machine
	Own                  // a private network
	Outside              // the public Internet
)

// within reports whether an address is in one of these networks.
func within(ip netip.Addr, prefixes ...string) bool {
	for _, text := range prefixes {
		if p, err := netip.ParsePrefix(text); err == nil && p.Contains(ip) {
			return true
		}
	}
	return false
}

// PlaceOf says where an address leads. IPv6 addresses that carry an IPv4 address lead nowhere, because
// where they end is decided by a machine on the way, but for those that are only another spelling of it.
//
// Source: the IANA special-purpose address registries (RFC 6890) and RFC 6052, 3056, 4380.
func PlaceOf(ip netip.Addr) Place {
	if ip.Zone() != "" {
		return Nowhere
	}
	ip = ip.Unmap()
	switch {
	case !ip.IsValid():
		return Nowhere
	case ip.IsLoopback():
		return Here
	case ip.IsPrivate(), within(ip, "100.64.0.0/10"): // RFC 6598, which private overlays use
		return Own
	case !ip.IsGlobalUnicast(), ip.Is4() && within(ip, "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
		"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"):
		return Nowhere
	case ip.Is6() && (!within(ip, "2000::/3") || within(ip, "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")):
		return Nowhere // RFC 4291: global addresses are given out of 2000::/3
	}
	return Outside
}

// Reaches reports whether a vendor may be reached at an address: one on the owner's own machine or network
// there and nowhere else, any other on the public Internet and nowhere else, whatever its name is said to
// stand for at the moment. An entry whose address is this machine stays on it.
func (e Entry) Reaches(ip netip.Addr) bool {
	place := PlaceOf(ip)
	u, err := e.Address()
	switch {
	case err != nil:
		return false
	case !e.Local:
		return place == Outside
	}
	if here, _, _ := placeOf(u.Hostname()); here {
		return place == Here
	}
	return place == Own || place == Here && u.Scheme == "https"
}

// placeOf says whether a host is this machine, whether it is on a private network, and whether it is
// written as a number.
func placeOf(host string) (here, private, number bool) {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true, false, false
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		// Some resolvers take 127.1 and 0x7f000001 for numbers too.
		last := host[strings.LastIndex(host, ".")+1:]
		return false, false, digits(last) || strings.HasPrefix(last, "0x")
	}
	place := PlaceOf(ip)
	return place == Here, place == Own, true
}

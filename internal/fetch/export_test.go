package fetch

import "net/netip"

// IsPublic and IsOwn say what an address is taken for.
func IsPublic(ip netip.Addr) bool { return public(ip) }
func IsOwn(ip netip.Addr) bool    { return private(ip) }

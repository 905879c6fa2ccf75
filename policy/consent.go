package policy

import (
	"slices"

	"candor"
)

// Consents is the latest act of a customer for each purpose. A missing purpose reads as no, and so
// does a yes to what the purpose meant earlier: what it means now is compiled in, so nobody who
// asks can forget it.
type Consents map[candor.Purpose]candor.Consent

// ReasonConsentStale: the customer allowed this once, and it has come to mean something else since.
const ReasonConsentStale = "consent_stale"

// Allows reports whether the purpose is allowed now. For candor.Vendor it is always false, because
// the question is to whom: see AllowsVendor.
func (c Consents) Allows(p candor.Purpose) bool {
	x := c[p]
	return p != candor.Vendor && x.Purpose == p && x.Live()
}

// AllowsVendor reports whether masked text may go to the vendor of this name, as the customer read it.
func (c Consents) AllowsVendor(name string) bool {
	x := c[candor.Vendor]
	return x.Purpose == candor.Vendor && x.Live() && name != "" && slices.Contains(x.Recipients, name)
}

// Missing says why a purpose is not allowed: nil when it is, candor.ErrConsentStale when it was
// allowed in an earlier meaning, candor.ErrConsentNeeded otherwise.
func (c Consents) Missing(p candor.Purpose) error {
	x := c[p]
	switch {
	case c.Allows(p):
		return nil
	case x.Purpose == p && x.Act == candor.Gave && !x.Live():
		return candor.ErrConsentStale
	}
	return candor.ErrConsentNeeded
}

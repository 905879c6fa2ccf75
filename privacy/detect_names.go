package privacy

import "strings"

// Detectors and the data that measures them have two names for a few things. Readings gives both, so
// that whoever knows only one of them finds it.
const (
	streetAddress = "STREET_ADDRESS"
	address       = "ADDRESS"
	webAddress    = "URL"
	domainName    = "DOMAIN_NAME"
)

// bothNames adds the other name behind each reading that has one.
func bothNames(plain string, found []reading) []reading {
	out := make([]reading, 0, len(found))
	for _, f := range found {
		out = append(out, f)
		switch {
		case f.kind == streetAddress:
			f.kind = address
			out = append(out, f)
		case f.kind == webAddress && !strings.ContainsAny(plain[f.start:f.end], "/:?#"):
			f.kind = domainName
			out = append(out, f)
		}
	}
	return out
}

package privacy

import "strings"

// Detectors and the data that measures them have two names for a few things. Readings gives both, so
// that whoever knows only one of them finds it.
const (
	idNumber      = "ID_NUMBER"
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
		case seldomNamed(f.kind):
			f.kind = idNumber
			out = append(out, f)
		}
	}
	return out
}

// seldomNamed reports national numbers that most detectors have no name of their own for.
func seldomNamed(t Type) bool {
	switch t {
	case "IE_PPS", "AT_SVNR", "BE_NATIONAL_NUMBER", "MX_CURP", "MX_RFC", "EG_NATIONAL_ID":
		return true
	}
	return false
}

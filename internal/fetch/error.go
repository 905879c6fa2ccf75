package fetch

// Kind says why a page was not read.
type Kind string

const (
	BadAddress  Kind = "address"     // no address of a page
	Private     Kind = "private"     // an address, or a port, that is not for the public
	Robots      Kind = "robots"      // the site asks robots to leave it alone
	Redirects   Kind = "redirects"   // too many, or to where it may not go
	WrongKind   Kind = "kind"        // not of a kind that articles are written in
	TooLarge    Kind = "too_large"   //
	TooSlow     Kind = "too_slow"    //
	Refused     Kind = "refused"     // the site answered that it does not give it: see Status
	Unreachable Kind = "unreachable" // no answer
	Damaged     Kind = "damaged"     // it cannot be unpacked or understood
)

// Error is why a page was not read. It names the host and nothing else of the address, which may hold
// secrets.
type Error struct {
	Kind   Kind
	Host   string
	Status int // of Refused
	err    error
}

func (e *Error) Error() string {
	s := "fetch: " + e.Host + ": " + string(e.Kind)
	if e.Status != 0 {
		s += " " + statusText(e.Status)
	}
	return s
}

func (e *Error) Unwrap() error { return e.err }

// Words tells what happened and what to do about it.
func (e *Error) Words() (what, do string) {
	switch e.Kind {
	case BadAddress:
		return "it is not an address of a page", "write it with https:// and without a name or password"
	case Private:
		return "it is an address of a private network", "if it is your own, allow it with --allow-host"
	case Robots:
		if e.Status != 0 {
			return "the site's robots.txt cannot be read, so nothing there is", "try again later"
		}
		return "the site asks robots not to read it", "change its robots.txt, or save the pages and bring the files in"
	case Redirects:
		return "it leads elsewhere", "give the address where it ends"
	case WrongKind:
		return "it is not of a kind that articles are written in", "give pages in HTML, text, Markdown, PDF or DOCX"
	case TooLarge:
		return "it is larger than an article may be", "split it"
	case TooSlow:
		return "it took too long", "try again later"
	case Refused:
		return "the site answered " + statusText(e.Status), "open it in a browser to see whether it is there for everybody"
	case Damaged:
		return "what came is damaged", "open it in a browser to see what is wrong"
	}
	return "the site did not answer", "check the address and the network"
}

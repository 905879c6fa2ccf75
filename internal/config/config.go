package config

import (
	"net/netip"
	"time"
	_ "time/tzdata" // a bare machine has no time zone files

	"candor"
	"candor/privacy/retain"
	"candor/service"
	"candor/vendors"
)

// Config is everything that an owner can set. Default gives every field a working value.
type Config struct {
	Server    Server
	Desk      Desk
	Inboxes   []Inbox // at least one; ids differ
	Hours     service.Hours
	Service   Service
	Teams     []service.Team
	Routes    []service.Route
	Cards     map[string]Card // by language; a language without one uses the built-in card
	Assistant Assistant
	Policy    Policy
	Privacy   Privacy
	Trust     Trust
	Fairness  Fairness
	Keys      Keys
	Data      Data
	Mail      Mail
	Retention []retain.Rule // the owner's own; see Rules
	Vendors   []vendors.Setting
	Tools     []Tool // what the desk can look up or do; none: it only answers
}

// Server is where the desk can be reached.
type Server struct {
	Listen    string   // host:port
	PublicURL string   // how browsers reach it, without a slash at the end; empty: http://Listen
	Origins   []string // sites that may embed the widget, as scheme://host[:port]
	// AddressHeader is the header in which a proxy names the visitor's address; empty without one.
	AddressHeader string
	// Uncounted are networks whose requests are not counted against the share of one sender, such as that of a program
	// which asks on behalf of many.
	Uncounted []netip.Prefix
}

// URL is the address that people open.
func (s Server) URL() string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return "http://" + s.Listen
}

// Desk is how the company appears.
type Desk struct {
	Name      string   // as customers know it, 1 to 60 characters
	Language  string   // BCP 47 tag in which it speaks when a customer's own is not offered
	Languages []string // all that it offers; Language is among them
	Timezone  string   // IANA name; the opening hours are told in it
	Accent    string   // #rrggbb; white text on it has a contrast of at least 4.5:1
}

// Inbox is one brand or shop of the company.
type Inbox struct {
	ID   candor.InboxID
	Name string // as customers see it; empty: the desk's name
	// SiteKey is the file with the secret under which the embedding site signs who its visitor is;
	// empty: it says nothing, and visitors prove who they are by e-mail.
	SiteKey     string
	Hours       InboxHours
	Profile     string // clocks of its own; empty: those of Service
	Complain    string // where its customers can complain about the service; empty: the authority of Privacy
	ComplainURL string
}

// Card is what the assistant says of itself before the first question, each list at most six
// lines of at most 160 characters.
type Card struct {
	Can    []string
	Cannot []string
}

// Assistant holds the settings of the assistant. They only tighten.
type Assistant struct {
	Bar      float64 // confidence below which it abstains, 0 to 1; zero: the calibrated bar
	Verifier string  // the vendor whose model may take a sentence in another model's words out; empty: none
	Target   float64 // share of wrong answers among those given that the owner accepts, 0.01 to 0.30; zero: DefaultTarget
}

// The target of an owner who set none, and what may be set.
const (
	DefaultTarget  = 0.10
	leastTarget    = 0.01
	greatestTarget = 0.30
)

// Privacy says under which law requests about people's own data are answered.
type Privacy struct {
	Regime       string // "gdpr", "uk", "ccpa" or "fadp"
	Authority    string // where people can complain; empty: the law's own
	AuthorityURL string // https
}

// Keys says where the key-encryption key is. Losing it loses every sealed message.
type Keys struct {
	File string // readable by its owner only; keep it out of the data's backups
}

// Data says where the databases are.
type Data struct {
	Dir string
}

// Default is a desk that works as it is: on loopback, in English, with one inbox.
func Default() Config {
	office := []service.Span{{Open: 9 * 60, Close: 17 * 60}}
	hours := service.Hours{Zone: time.UTC, Holidays: map[string]bool{}}
	for day := time.Monday; day <= time.Friday; day++ {
		hours.Week[day] = office
	}
	return Config{
		Server:  Server{Listen: "127.0.0.1:8420"},
		Desk:    Desk{Name: "Our desk", Language: "en", Languages: []string{"en"}, Timezone: "UTC", Accent: "#1f5c4a"},
		Inboxes: []Inbox{{ID: "main"}},
		Hours:   hours,
		Service: Service{OpenAfter: service.DefaultOpenAfter},
		Cards:   map[string]Card{},
		Privacy: Privacy{Regime: "gdpr"},
		Keys:    Keys{File: "candor.key"},
		Data:    Data{Dir: "candor-data"},
		Mail:    Mail{Port: 587, TLS: TLSMandatory},
	}
}

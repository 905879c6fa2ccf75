package vendors

import (
	"net/url"
	"slices"
	"time"
)

// Entry is one vendor as the owner registered it. Check says whether it is whole.
type Entry struct {
	Name    string   // as customers read it when they are asked, 1 to 60 characters
	Format  Format   // how it is spoken to
	BaseURL string   // https, or http on this machine only
	Models  []string // that may be used, the usual one first
	Region  string   // where it works with the data, such as "EU", "US-CA" or "local"
	Classes []Class  // of data that may go there

	// Local says that it runs on the owner's own machine or network. Only then may it have a private
	// address, and it must have one.
	Local bool
	// Free says that calls cost nothing. Only what is Local can be free.
	Free bool

	// Tools are the kinds of acts that its models may propose, see Acts; none: they are told of no tool.
	Tools []string

	Agreement string // the contract for processing (GDPR Art. 28), by name, number or address
	Approval  Approval
	Secret    Source // where its credential is; a Local vendor may have none
	Header    Header // how it takes the credential; zero: as is usual for the format
	Proxy     string // http or https address of a proxy on the way to it; empty: none, whatever the environment says

	Budget   Budget
	Prices   Prices
	Fallback []string // vendors that may take over when this one does not answer, in order

	Patience time.Duration // for a whole call, the last byte included; zero: 60 s
}

// Approval is the owner's word that the vendor may be used, for a time.
type Approval struct {
	By    string    // who assessed it
	On    time.Time // the first day, midnight in UTC
	Until time.Time // the last day, midnight in UTC
}

// Source says where a secret is. It never holds one.
type Source struct {
	Env  string // name of an environment variable
	File string // that only its owner can read
}

// Set reports whether there is a place.
func (s Source) Set() bool { return s.Env != "" || s.File != "" }

// The usual patience, and the longest.
const (
	UsualPatience = time.Minute
	MostPatience  = 10 * time.Minute
)

// Deadline is how long a whole call may take.
func (e Entry) Deadline() time.Duration {
	if e.Patience <= 0 {
		return UsualPatience
	}
	return e.Patience
}

// Takes gives how the vendor takes its credential.
func (e Entry) Takes() Header {
	switch {
	case e.Header != "":
		return e.Header
	case e.Format == Anthropic:
		return XAPIKey
	}
	return Bearer
}

// Address gives the parsed BaseURL, without a slash at the end.
func (e Entry) Address() (*url.URL, error) {
	u, err := url.Parse(e.BaseURL)
	if err != nil {
		return nil, err
	}
	for len(u.Path) > 0 && u.Path[len(u.Path)-1] == '/' {
		u.Path = u.Path[:len(u.Path)-1]
	}
	return u, nil
}

// PriceAt gives what a model costs at a moment: nothing when the vendor is free, and the zero Price,
// which is unknown, when nobody said.
func (e Entry) PriceAt(model string, at time.Time) Price {
	if e.Free {
		return Price{Model: model, Currency: e.currency(), Input: Rate{Known: true}, Output: Rate{Known: true}, Source: "free"}
	}
	return e.Prices.At(model, at)
}

// freeCurrency is what nothing is counted in where the owner names no currency.
const freeCurrency Currency = "EUR"

func (e Entry) currency() Currency {
	for _, m := range []Money{e.Budget.Day, e.Budget.Conversation} {
		if m.Set() {
			return m.Currency
		}
	}
	return freeCurrency
}

// allows reports whether the entry lists every one of these kinds of data, and there is one.
func (e Entry) allows(classes []Class) bool {
	for _, c := range classes {
		if !c.Valid() || !slices.Contains(e.Classes, c) {
			return false
		}
	}
	return len(classes) > 0
}

// clone shares nothing with the entry.
func (e Entry) clone() Entry {
	e.Models, e.Classes = slices.Clone(e.Models), slices.Clone(e.Classes)
	e.Prices, e.Fallback, e.Tools = slices.Clone(e.Prices), slices.Clone(e.Fallback), slices.Clone(e.Tools)
	return e
}

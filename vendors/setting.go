package vendors

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Setting is one [[vendor]] of the settings file, as it is written there: what Entry says of each field
// holds. A text that is left out is empty.
type Setting struct {
	Name               string         // name
	Format             string         // format
	BaseURL            string         // base_url
	Models             []string       // models
	Region             string         // region
	Data               []string       // data
	Tools              []string       // tools
	Local              bool           // local
	Free               bool           // free
	Agreement          string         // agreement
	ApprovedBy         string         // approved_by
	ApprovedOn         string         // approved_on, a date
	ApprovedUntil      string         // approved_until, a date
	SecretEnv          string         // secret_env
	SecretFile         string         // secret_file
	Header             string         // header
	Proxy              string         // proxy
	BudgetDay          string         // budget_day, such as "20.00 EUR"
	BudgetConversation string         // budget_conversation
	Fallback           []string       // fallback
	Patience           int64          // patience, in seconds
	Prices             []PriceSetting // price
}

// PriceSetting is one price, as it is written in the settings file. Amounts are for a million tokens,
// such as "2.50 EUR"; one that is left out is not known.
type PriceSetting struct {
	Model  string // model; empty: the vendor's only one
	From   string // from, a date
	Input  string // input
	Cached string // cached
	Output string // output
	Call   string // call, for each one
	Source string // source
}

// Entry reads a setting. With problems the entry is not to be used.
func (s Setting) Entry() (Entry, []Problem) {
	var c checks
	e := Entry{
		Name: s.Name, Format: Format(s.Format), BaseURL: s.BaseURL, Models: s.Models, Region: s.Region, Tools: s.Tools, Local: s.Local, Free: s.Free,
		Agreement: s.Agreement, Secret: Source{Env: s.SecretEnv, File: s.SecretFile}, Header: Header(s.Header), Proxy: s.Proxy, Fallback: s.Fallback,
		Approval: Approval{By: s.ApprovedBy, On: c.day("approved_on", s.ApprovedOn), Until: c.day("approved_until", s.ApprovedUntil)},
		Budget:   Budget{Day: c.amount("budget_day", s.BudgetDay), Conversation: c.amount("budget_conversation", s.BudgetConversation)},
	}
	for _, d := range s.Data {
		e.Classes = append(e.Classes, Class(d))
	}
	if limit := int64(MostPatience / time.Second); s.Patience < 0 || s.Patience > limit {
		c.say(true, "patience", "found %d; allowed: 1 to %d seconds; example: patience = 60", s.Patience, limit)
	} else {
		e.Patience = time.Duration(s.Patience) * time.Second
	}
	for _, p := range s.Prices {
		e.Prices = append(e.Prices, c.priceOf(p, s.Models))
	}
	told := map[string]bool{}
	for _, p := range c.found {
		told[p.Key] = true
	}
	for _, p := range e.Problems() {
		if !told[p.Key] { // what could not be read is not judged as if it had been
			c.found = append(c.found, p)
		}
	}
	return e.clone(), c.found
}

func (c *checks) day(key, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	c.say(err != nil, key, "found %q; allowed: a date; example: %s = 2026-03-01", s, key)
	return t
}

func (c *checks) amount(key, s string) Money {
	if s == "" {
		return Money{}
	}
	m, err := ParseMoney(s)
	c.say(err != nil, key, "found %q; allowed: %v", s, errMoney)
	return m
}

func (c *checks) priceOf(p PriceSetting, models []string) Price {
	out := Price{Model: p.Model, Source: p.Source}
	if out.Model == "" && len(models) == 1 {
		out.Model = models[0]
	}
	var err error
	if p.From != "" {
		if out.From, err = time.Parse(time.DateOnly, p.From); err != nil {
			c.say(true, "price", "from: found %q; allowed: a date; example: from = 2026-03-01", p.From)
		}
	}
	out.Input = c.rate("input", p.Input, &out.Currency)
	out.Cached = c.rate("cached", p.Cached, &out.Currency)
	out.Output = c.rate("output", p.Output, &out.Currency)
	out.Call = c.rate("call", p.Call, &out.Currency).Micros
	return out
}

var errCurrencies = errors.New("the amounts of one price are in one currency")

// rate reads an amount, which must be in the currency of those before it.
func (c *checks) rate(key, s string, in *Currency) Rate {
	if strings.TrimSpace(s) == "" {
		return Rate{}
	}
	m, err := ParseMoney(s)
	if err == nil && *in != "" && m.Currency != *in {
		err = errCurrencies
	}
	if err != nil {
		c.say(true, "price", "%s: found %q; allowed: %v", key, s, err)
		return Rate{}
	}
	*in = m.Currency
	return Rate{Micros: m.Micros, Known: true}
}

// Example is how a vendor stands in the settings file, with made-up names.
func Example() string {
	return fmt.Sprintf(`[[vendor]]
name = "Example AI"                  # as customers read it when they are asked
format = %q                      # chat, responses, anthropic or ollama
base_url = "https://api.example.com/v1"
models = ["small-1"]
region = "EU"                        # where it works with the data
data = ["public", "dialogue"]        # also: internal, records, special
agreement = "DPA of 2026-03-01"
approved_by = "Maya Okafor"
approved_on = 2026-03-01
approved_until = 2027-02-28
secret_env = "EXAMPLE_AI_KEY"        # or secret_file; never the secret itself
budget_day = "20.00 EUR"
budget_conversation = "0.25 EUR"

[[vendor.price]]
model = "small-1"
from = 2026-03-01
input = "0.50 EUR"                   # for a million tokens
cached = "0.05 EUR"
output = "2.00 EUR"
source = "https://example.com/pricing"
`, Chat)
}

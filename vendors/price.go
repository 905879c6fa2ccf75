package vendors

import "time"

// Tokens is how much of a model was used, as its vendor counted. The zero value is not known.
type Tokens struct {
	Known  bool
	Input  int64 // of everything that was sent
	Cached int64 // of Input: what the vendor had read before and bills at another rate
	Output int64
}

// Rate is micros of a currency for a million tokens. The zero value is not known.
type Rate struct {
	Micros int64
	Known  bool
}

// Price is what one model costs from one day on.
type Price struct {
	Model    string
	From     time.Time // the day from which it holds, midnight in UTC
	Currency Currency
	Input    Rate
	Cached   Rate // unknown: as Input
	Output   Rate
	Call     int64  // micros for each call, on top
	Source   string // where the vendor says so
}

// Known reports whether a cost can be worked out.
func (p Price) Known() bool { return p.Currency != "" && p.Input.Known && p.Output.Known }

// Cost is what something costs. The zero value is unknown, which is not nothing.
type Cost struct {
	Money
	AtMost bool // it may turn out to be less: the vendor has not said how much was used
}

// Known reports whether there is an amount.
func (c Cost) Known() bool { return c.Set() }

// String says "unknown", "0.0125 EUR" or "at most 0.0125 EUR".
func (c Cost) String() string {
	if c.Known() && c.AtMost {
		return "at most " + c.Money.String()
	}
	return c.Money.String()
}

// Of gives the cost of one call that used so many tokens, rounded up to a whole micro. It is unknown
// when the price or the number of tokens is.
func (p Price) Of(t Tokens) Cost {
	if !p.Known() || !t.Known {
		return Cost{}
	}
	cached := min(max(t.Cached, 0), max(t.Input, 0))
	var s shares
	s.add(t.Input-cached, p.Input.Micros)
	s.add(cached, p.cached())
	s.add(t.Output, p.Output.Micros)
	return Cost{Money: Money{Micros: sum(s.micros(), p.Call), Currency: p.Currency}}
}

// around is how many tokens a vendor's template may add to what was sent, such as its own instructions
// for using tools.
const around = 1024

// AtMost gives what one call can cost that sends so many bytes and lets the model answer with so many
// tokens. A token stands for one byte or more, so there are never more of them than bytes.
func (p Price) AtMost(bytes, output int64) Cost {
	if !p.Known() {
		return Cost{}
	}
	var s shares
	s.add(sum(bytes, around), max(p.Input.Micros, p.cached()))
	s.add(output, p.Output.Micros)
	return Cost{Money: Money{Micros: sum(s.micros(), p.Call), Currency: p.Currency}, AtMost: true}
}

func (p Price) cached() int64 {
	if p.Cached.Known {
		return p.Cached.Micros
	}
	return p.Input.Micros
}

// Prices is a table of prices in any order.
type Prices []Price

// At gives the price of a model that holds at a moment: of those that have begun, the one that began
// last. Without one it gives the zero Price, which is unknown.
func (ps Prices) At(model string, at time.Time) Price {
	var found Price
	for _, p := range ps {
		if p.Model == model && !p.From.After(at) && (found.Model == "" || p.From.After(found.From)) {
			found = p
		}
	}
	return found
}

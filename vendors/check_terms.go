package vendors

import (
	"strings"
	"time"
)

// longestApproval is how long an owner may go without looking at a vendor again.
const longestApproval = 2 * 366 * 24 * time.Hour

func isDay(t time.Time) bool { return t.Equal(t.UTC().Truncate(24 * time.Hour)) }

// approval checks what was written about who approved the vendor. An entry without any approval is
// whole, and used for nothing.
func (c *checks) approval(e Entry) {
	a := e.Approval
	c.say(!e.Local && !printable(e.Agreement, 200), "agreement",
		"name the contract under which it works with the data, up to 200 characters; example: agreement = \"DPA of 2026-03-01\"")
	if a == (Approval{}) {
		return
	}
	c.say(!printable(a.By, 60), "approved_by", "name who assessed the vendor, 1 to 60 characters; example: approved_by = \"Maya Okafor\"")
	c.say(a.On.IsZero() || !isDay(a.On), "approved_on", "give the first day; example: approved_on = 2026-03-01")
	c.say(a.Until.IsZero() || !isDay(a.Until), "approved_until", "give the last day, after which it is assessed again; example: approved_until = 2027-02-28")
	c.say(!a.Until.IsZero() && a.Until.Before(a.On), "approved_until", "it lies before approved_on")
	c.say(!a.On.IsZero() && a.Until.Sub(a.On) > longestApproval, "approved_until", "at most two years after approved_on: then look again")
}

func (c *checks) secret(e Entry) {
	s := e.Secret
	const example = "example: secret_env = \"EXAMPLE_AI_KEY\""
	c.say(s.Env != "" && s.File != "", "secret_file", "say where the credential is once, in secret_env or in secret_file")
	c.say(!e.Local && !s.Set(), "secret_env", "say where the credential is: the name of an environment variable, or a file in secret_file; %s", example)
	c.say(s.Env != "" && !envShape.MatchString(s.Env), "secret_env",
		"this is not the name of an environment variable (capitals, digits and _, up to 64); if it is the credential itself, it does not belong here; %s", example)
	c.say(strings.ContainsAny(s.File, "\x00\r\n") || len(s.File) > 4096, "secret_file", "this is not the name of a file")
}

func (c *checks) money(e Entry) {
	b := e.Budget
	c.limit("budget_day", b.Day)
	c.limit("budget_conversation", b.Conversation)
	used := b.Day.Currency
	if used == "" {
		used = b.Conversation.Currency
	}
	c.say(b.Conversation.Set() && b.Conversation.Currency != used, "budget_conversation", "%s, and the budget of the day is in %s; use one currency", b.Conversation.Currency, used)
	c.say(e.Free && len(e.Prices) > 0, "free", "it has a price too; keep one of the two")
	for i, p := range e.Prices {
		if used == "" {
			used = p.Currency
		}
		c.price(e, p, used)
		for _, other := range e.Prices[:i] {
			c.say(other.Model == p.Model && other.From.Equal(p.From), "price", "%s has two prices from %s on", p.Model, p.From.Format(time.DateOnly))
		}
	}
}

func (c *checks) limit(key string, m Money) {
	bad := m.Set() && !m.Currency.Valid() || m.Micros < 0 || !m.Set() && m.Micros != 0
	c.say(bad, key, "allowed: %v; example: %s = \"20.00 EUR\"", errMoney, key)
}

// dearest is the highest price that is taken for one: a million units for a million tokens, or for a call.
const dearest = micro * micro

func (c *checks) price(e Entry, p Price, used Currency) {
	listed := false
	for _, m := range e.Models {
		listed = listed || m == p.Model
	}
	c.say(!listed, "price", "model: %q is none of its models", p.Model)
	c.say(p.From.IsZero() || !isDay(p.From), "price", "from: give the day from which the price of %s holds; example: from = 2026-03-01", p.Model)
	c.say(!p.Currency.Valid(), "price", "currency: found %q; a code of ISO 4217; example: \"EUR\"", p.Currency)
	c.say(p.Currency.Valid() && p.Currency != used, "price", "%s is in %s and the rest in %s; use one currency", p.Model, p.Currency, used)
	c.say(!printable(p.Source, 300), "price", "source: say where the vendor gives the price of %s; example: source = \"https://example.com/pricing\"", p.Model)
	c.say(!p.Input.Known || !p.Output.Known, "price", "give input and output of %s for a million tokens; without both the cost is not known: leave the whole price out", p.Model)
	for _, n := range []int64{p.Input.Micros, p.Cached.Micros, p.Output.Micros, p.Call} {
		c.say(n < 0 || n > dearest, "price", "an amount of %s is below zero or above a million", p.Model)
	}
}

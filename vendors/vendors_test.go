package vendors_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"candor/vendors"

	"github.com/google/go-cmp/cmp"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// whole is an entry with which nothing is wrong.
func whole() vendors.Entry {
	return vendors.Entry{
		Name: "Example AI", Format: vendors.Chat, BaseURL: "https://api.example.com/v1", Models: []string{"small-1", "large-1"}, Region: "EU",
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Agreement: "DPA of 2026-03-01",
		Approval: vendors.Approval{By: "Maya", On: day("2026-03-01"), Until: day("2027-02-28")}, Secret: vendors.Source{Env: "EXAMPLE_KEY"},
		Budget: vendors.Budget{Day: eur(20_000_000), Conversation: eur(250_000)},
		Prices: vendors.Prices{price("small-1", "2026-03-01", 500_000, 2_000_000)},
	}
}

// local is a vendor on this machine.
func local() vendors.Entry {
	return vendors.Entry{
		Name: "Our own", Format: vendors.Ollama, BaseURL: "http://127.0.0.1:11434", Models: []string{"tiny"}, Region: "local", Local: true, Free: true,
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue, vendors.Records}, Approval: vendors.Approval{By: "Maya", On: day("2026-03-01"), Until: day("2027-02-28")},
	}
}

func eur(micros int64) vendors.Money { return vendors.Money{Micros: micros, Currency: "EUR"} }

func rate(micros int64) vendors.Rate { return vendors.Rate{Micros: micros, Known: true} }

func price(model, from string, in, out int64) vendors.Price {
	return vendors.Price{Model: model, From: day(from), Currency: "EUR", Input: rate(in), Output: rate(out), Source: "https://example.com/pricing"}
}

func ask() vendors.Ask {
	return vendors.Ask{Vendor: "Example AI", Model: "small-1", Classes: []vendors.Class{vendors.Dialogue, vendors.Public}, At: day("2026-06-01")}
}

func register(t *testing.T, entries ...vendors.Entry) *vendors.Register {
	t.Helper()
	r, err := vendors.NewRegister(entries...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNothingIsAllowedUntilAVendorIsRegisteredAndApproved(t *testing.T) {
	t.Parallel()
	var none *vendors.Register
	if d := none.Decide(ask()); d.Allowed || d.Reason != vendors.NotRegistered {
		t.Errorf("no register: %+v", d)
	}
	if (vendors.Decision{}).Allowed {
		t.Error("the zero decision is a yes")
	}
	unapproved := whole()
	unapproved.Approval = vendors.Approval{}
	if d := register(t, unapproved).Decide(ask()); d.Allowed || d.Reason != vendors.NotApproved {
		t.Errorf("registered only: %v %s", d.Allowed, d.Reason)
	}
	if d := register(t, whole()).Decide(ask()); !d.Allowed || d.Entry.Region != "EU" || !d.Price.Known() {
		t.Errorf("approved: %+v", d)
	}
}

func TestDecisionsSayWhy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		entry func(*vendors.Entry)
		ask   func(*vendors.Ask)
		want  vendors.Reason
	}{
		{"as approved", nil, nil, vendors.NoReason},
		{"another vendor", nil, func(a *vendors.Ask) { a.Vendor = "example ai" }, vendors.NotRegistered},
		{"no vendor", nil, func(a *vendors.Ask) { a.Vendor = "" }, vendors.NotRegistered},
		{"the moment before it begins", nil, func(a *vendors.Ask) { a.At = day("2026-03-01").Add(-1) }, vendors.ApprovalLater},
		{"the moment it begins", nil, func(a *vendors.Ask) { a.At = day("2026-03-01") }, vendors.NoReason},
		{"the last moment", nil, func(a *vendors.Ask) { a.At = day("2027-03-01").Add(-1) }, vendors.NoReason},
		{"the moment after it", nil, func(a *vendors.Ask) { a.At = day("2027-03-01") }, vendors.ApprovalOver},
		{"no time", nil, func(a *vendors.Ask) { a.At = time.Time{} }, vendors.ApprovalLater},
		{"another model", nil, func(a *vendors.Ask) { a.Model = "small-1-preview" }, vendors.ModelNotAllowed},
		{"no model", nil, func(a *vendors.Ask) { a.Model = "" }, vendors.ModelNotAllowed},
		{"other data", nil, func(a *vendors.Ask) { a.Classes = append(a.Classes, vendors.Special) }, vendors.DataNotAllowed},
		{"data that nobody named", nil, func(a *vendors.Ask) { a.Classes = nil }, vendors.DataNotAllowed},
		{"made-up data", nil, func(a *vendors.Ask) { a.Classes = []vendors.Class{"everything"} }, vendors.DataNotAllowed},
		{"a model without a price under a budget", nil, func(a *vendors.Ask) { a.Model = "large-1" }, vendors.PriceUnknown},
		{"a model without a price and no budget", func(e *vendors.Entry) { e.Budget = vendors.Budget{} }, func(a *vendors.Ask) { a.Model = "large-1" }, vendors.NoReason},
		{"before the first price", func(e *vendors.Entry) { e.Prices[0].From = day("2026-07-01") }, nil, vendors.PriceUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e, a := whole(), ask()
			if test.entry != nil {
				test.entry(&e)
			}
			if test.ask != nil {
				test.ask(&a)
			}
			d := register(t, e).Decide(a)
			if d.Reason != test.want || d.Allowed != (test.want == vendors.NoReason) {
				t.Errorf("allowed %v, reason %q, want %q", d.Allowed, d.Reason, test.want)
			}
		})
	}
}

func TestARegisterSharesNothingWithItsCallers(t *testing.T) {
	t.Parallel()
	e := whole()
	r := register(t, e)
	e.Classes[0], e.Models[0] = vendors.Special, "other"
	got, _ := r.Entry("Example AI")
	got.Classes[1] = vendors.Special
	r.Entries()[0].Prices[0].Model = "large-1"
	if d := r.Decide(ask()); !d.Allowed {
		t.Errorf("changed from outside: %s", d.Reason)
	}
}

func TestRegistersRefuseWhatIsAmbiguous(t *testing.T) {
	t.Parallel()
	lost, broken := whole(), whole()
	lost.Fallback = []string{"Nobody"}
	broken.Region = ""
	for name, entries := range map[string][]vendors.Entry{
		"two of a name": {whole(), whole()}, "a fallback that is nobody": {lost}, "an entry that is not whole": {broken},
	} {
		if r, err := vendors.NewRegister(entries...); err == nil || r != nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestFallbackGoesOnlyWhereTheSameDataIsAllowed(t *testing.T) {
	t.Parallel()
	first, narrow, late, second := whole(), whole(), whole(), local()
	first.Fallback = []string{"Narrow", "Late", "Our own"}
	narrow.Name, narrow.Classes = "Narrow", []vendors.Class{vendors.Public}
	late.Name, late.Approval.Until = "Late", day("2026-05-31")
	r := register(t, first, narrow, late, second)
	want := []vendors.Ask{{Vendor: "Our own", Model: "tiny", Classes: ask().Classes, At: ask().At}}
	if diff := cmp.Diff(want, r.Instead(ask())); diff != "" {
		t.Error(diff)
	}
	special := ask()
	special.Classes = []vendors.Class{vendors.Special}
	if got := r.Instead(special); len(got) > 0 {
		t.Errorf("special categories go to %+v", got)
	}
	if got := r.Instead(vendors.Ask{Vendor: "Nobody"}); got != nil {
		t.Errorf("instead of nobody: %+v", got)
	}
}

func TestPricesHoldFromTheirDay(t *testing.T) {
	t.Parallel()
	ps := vendors.Prices{price("m", "2026-07-01", 3, 3), price("m", "2026-01-01", 1, 1), price("n", "2026-02-01", 9, 9), price("m", "2026-05-01", 2, 2)}
	for at, want := range map[string]int64{"2025-12-31": 0, "2026-01-01": 1, "2026-04-30": 1, "2026-05-01": 2, "2026-06-30": 2, "2030-01-01": 3} {
		got := ps.At("m", day(at))
		if got.Input.Micros != want || got.Known() != (want > 0) {
			t.Errorf("%s: %+v, want %d", at, got, want)
		}
	}
}

func TestCostsAreWorkedOutAndRoundedUp(t *testing.T) {
	t.Parallel()
	p := price("m", "2026-01-01", 500_000, 2_000_000)
	p.Cached = rate(50_000)
	tests := []struct {
		name   string
		price  vendors.Price
		tokens vendors.Tokens
		want   vendors.Cost
	}{
		{"a million of each", p, vendors.Tokens{Known: true, Input: 1_000_000, Output: 1_000_000}, vendors.Cost{Money: eur(2_500_000)}},
		{"one token is one micro at least", p, vendors.Tokens{Known: true, Input: 1}, vendors.Cost{Money: eur(1)}},
		{"nothing used", p, vendors.Tokens{Known: true}, vendors.Cost{Money: eur(0)}},
		{"cached ones cost less", p, vendors.Tokens{Known: true, Input: 1_000_000, Cached: 900_000}, vendors.Cost{Money: eur(95_000)}},
		{"more cached than sent", p, vendors.Tokens{Known: true, Input: 1_000_000, Cached: 2_000_000}, vendors.Cost{Money: eur(50_000)}},
		{"below nothing", p, vendors.Tokens{Known: true, Input: -5, Cached: -9, Output: -5}, vendors.Cost{Money: eur(0)}},
		{"nobody counted", p, vendors.Tokens{Input: 10}, vendors.Cost{}},
		{"no price", vendors.Price{}, vendors.Tokens{Known: true, Input: 10}, vendors.Cost{}},
		{"half a price", vendors.Price{Currency: "EUR", Input: rate(1)}, vendors.Tokens{Known: true, Output: 10}, vendors.Cost{}},
		{"more than can be told", p, vendors.Tokens{Known: true, Input: math.MaxInt64, Output: math.MaxInt64}, vendors.Cost{Money: eur(math.MaxInt64)}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.price.Of(test.tokens)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	if got := (vendors.Cost{}).String(); got != "unknown" {
		t.Errorf("an unknown cost reads %q", got)
	}
	if got := (vendors.Cost{Money: eur(12_500), AtMost: true}).String(); got != "at most 0.0125 EUR" {
		t.Errorf("reads %q", got)
	}
}

// Whatever a vendor counts, it is never more than what was set aside: no token is less than a byte.
func TestWhatIsSetAsideIsNeverTooLittle(t *testing.T) {
	t.Parallel()
	p := price("m", "2026-01-01", 500_000, 2_000_000)
	p.Cached, p.Call = rate(600_000), 7 // dearer than fresh ones, as some vendors bill the first time
	for _, bytes := range []int64{0, 1, 10, 4096, 1 << 20} {
		for _, cached := range []int64{0, bytes / 2, bytes} {
			used := p.Of(vendors.Tokens{Known: true, Input: bytes, Cached: cached, Output: 100})
			if most := p.AtMost(bytes, 100); !most.AtMost || most.Micros < used.Micros {
				t.Errorf("%d bytes: %s set aside, %s used", bytes, most, used)
			}
		}
	}
	if p.AtMost(math.MaxInt64, math.MaxInt64).Micros != math.MaxInt64 {
		t.Error("what cannot be told is not the most there is")
	}
	if (vendors.Price{}).AtMost(1, 1).Known() {
		t.Error("an unknown price gives a known bound")
	}
}

func TestFreeVendorsCostNothingAndSayInWhichCurrency(t *testing.T) {
	t.Parallel()
	e := local()
	e.Budget.Day = vendors.Money{Micros: 0, Currency: "USD"}
	d := register(t, e).Decide(vendors.Ask{Vendor: "Our own", Model: "tiny", Classes: []vendors.Class{vendors.Records}, At: day("2026-06-01")})
	c := d.Price.AtMost(1<<20, 4096)
	if !d.Allowed || c.Micros != 0 || c.Currency != "USD" || e.Budget.Allow(c, vendors.Spent{}) != nil {
		t.Errorf("%+v costs %s", d, c)
	}
}

func TestBudgetsStopBeforeTheyAreOverspent(t *testing.T) {
	t.Parallel()
	both := vendors.Budget{Day: eur(100), Conversation: eur(50)}
	tests := []struct {
		name  string
		b     vendors.Budget
		c     vendors.Cost
		spent vendors.Spent
		want  error
	}{
		{"no budget, no price", vendors.Budget{}, vendors.Cost{}, vendors.Spent{Day: math.MaxInt64}, nil},
		{"to the last micro", both, vendors.Cost{Money: eur(10)}, vendors.Spent{Day: 90, Conversation: 40}, nil},
		{"a micro over the day", both, vendors.Cost{Money: eur(11)}, vendors.Spent{Day: 90}, vendors.ErrOverDay},
		{"a micro over the conversation", both, vendors.Cost{Money: eur(11)}, vendors.Spent{Conversation: 40}, vendors.ErrOverConversation},
		{"unknown cost", both, vendors.Cost{}, vendors.Spent{}, vendors.ErrCostUnknown},
		{"another currency", both, vendors.Cost{Money: vendors.Money{Micros: 1, Currency: "USD"}}, vendors.Spent{}, vendors.ErrCostUnknown},
		{"below nothing", both, vendors.Cost{Money: eur(-1)}, vendors.Spent{Day: 100}, vendors.ErrCostUnknown},
		{"nothing may be spent", vendors.Budget{Day: eur(0)}, vendors.Cost{Money: eur(1)}, vendors.Spent{}, vendors.ErrOverDay},
		{"too much to add up", both, vendors.Cost{Money: eur(math.MaxInt64)}, vendors.Spent{Day: math.MaxInt64}, vendors.ErrOverDay},
		{"only the conversation", vendors.Budget{Conversation: eur(5)}, vendors.Cost{Money: eur(5)}, vendors.Spent{Day: math.MaxInt64}, nil},
	}
	for _, test := range tests {
		if got := test.b.Allow(test.c, test.spent); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestMoneyIsReadAndWrittenExactly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]vendors.Money{
		"12.50 EUR": eur(12_500_000), "0.000001 EUR": eur(1), "3 EUR": eur(3_000_000), "0.00 EUR": eur(0), "999999999999.999999 EUR": eur(999_999_999_999_999_999),
	} {
		got, err := vendors.ParseMoney(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		if again, err := vendors.ParseMoney(got.String()); err != nil || again != want {
			t.Errorf("%s came back as %s", text, got)
		}
	}
	for _, text := range []string{"", "1", "EUR", "1EUR", "1 eur", "1 EURO", "1 XYZ", "-1 EUR", "1,50 EUR", "1.0000001 EUR", ".5 EUR", "1. EUR", "1e3 EUR", "1  EUR", "٣ EUR", "9999999999999 EUR"} {
		if got, err := vendors.ParseMoney(text); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
	if got := eur(-1_500_000).String(); got != "-1.50 EUR" {
		t.Errorf("reads %s", got)
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"12.50 EUR", "0.000001 JPY", "1", "1. EUR", "-1 USD", "99999999999999999999 EUR"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := vendors.ParseMoney(s)
		if err != nil {
			if m != (vendors.Money{}) {
				t.Errorf("%q: refused, and %+v given", s, m)
			}
			return
		}
		again, err := vendors.ParseMoney(m.String())
		if err != nil || again != m || m.Micros < 0 || !m.Currency.Valid() {
			t.Errorf("%q: %+v, then %+v, %v", s, m, again, err)
		}
	})
}

func ExampleRegister_Decide() {
	r, err := vendors.NewRegister(vendors.Entry{
		Name: "Example AI", Format: vendors.Chat, BaseURL: "https://api.example.com/v1", Models: []string{"small-1"}, Region: "EU",
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Agreement: "DPA of 2026-03-01", Secret: vendors.Source{Env: "EXAMPLE_AI_KEY"},
		Approval: vendors.Approval{By: "Maya", On: day("2026-03-01"), Until: day("2027-02-28")},
	})
	if err != nil {
		panic(err)
	}
	for _, class := range []vendors.Class{vendors.Dialogue, vendors.Special} {
		d := r.Decide(vendors.Ask{Vendor: "Example AI", Model: "small-1", Classes: []vendors.Class{class}, At: day("2026-06-01")})
		fmt.Printf("%s %v %q\n", class, d.Allowed, d.Reason)
	}
	// Output:
	// dialogue true ""
	// special false "data_not_allowed"
}

func ExamplePrice_Of() {
	p := vendors.Price{
		Model: "small-1", From: day("2026-03-01"), Currency: "EUR", Source: "https://example.com/pricing",
		Input: vendors.Rate{Micros: 500_000, Known: true}, Output: vendors.Rate{Micros: 2_000_000, Known: true},
	}
	fmt.Println(p.Of(vendors.Tokens{Known: true, Input: 1200, Output: 300}))
	fmt.Println(p.Of(vendors.Tokens{}))
	// Output:
	// 0.0012 EUR
	// unknown
}

func ExampleBudget_Allow() {
	b := vendors.Budget{Day: vendors.Money{Micros: 20_000_000, Currency: "EUR"}}
	cost := vendors.Cost{Money: vendors.Money{Micros: 30_000, Currency: "EUR"}, AtMost: true}
	fmt.Println(b.Allow(cost, vendors.Spent{Day: 19_970_000}))
	fmt.Println(b.Allow(cost, vendors.Spent{Day: 19_970_001}))
	fmt.Println(b.Allow(vendors.Cost{}, vendors.Spent{}))
	// Output:
	// <nil>
	// vendors: the budget of the day does not allow this call
	// vendors: there is a budget, and what the call costs is not known
}

func ExampleParseMoney() {
	m, err := vendors.ParseMoney("0.25 EUR")
	fmt.Println(m.Micros, m, err)
	_, err = vendors.ParseMoney("0,25 €")
	fmt.Println(err)
	// Output:
	// 250000 0.25 EUR <nil>
	// an amount with at most six decimals, a space and a currency of ISO 4217, such as 12.50 EUR
}

func ExampleRegister_Instead() {
	approval := vendors.Approval{By: "Maya", On: day("2026-03-01"), Until: day("2027-02-28")}
	first := vendors.Entry{
		Name: "Example AI", Format: vendors.Chat, BaseURL: "https://api.example.com/v1", Models: []string{"small-1"}, Region: "EU", Agreement: "DPA",
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Secret: vendors.Source{Env: "KEY"}, Approval: approval, Fallback: []string{"Our own"},
	}
	second := vendors.Entry{
		Name: "Our own", Format: vendors.Ollama, BaseURL: "http://127.0.0.1:11434", Models: []string{"tiny"}, Region: "local", Local: true, Free: true,
		Classes: []vendors.Class{vendors.Public}, Approval: approval,
	}
	r, err := vendors.NewRegister(first, second)
	if err != nil {
		panic(err)
	}
	for _, c := range []vendors.Class{vendors.Public, vendors.Dialogue} {
		others := r.Instead(vendors.Ask{Vendor: "Example AI", Model: "small-1", Classes: []vendors.Class{c}, At: day("2026-06-01")})
		fmt.Println(c, len(others))
	}
	// Output:
	// public 1
	// dialogue 0
}

func ExampleSetting_Entry() {
	_, problems := vendors.Setting{
		Name: "Example AI", Format: "chat", BaseURL: "http://api.example.com/v1", Models: []string{"small-1"}, Region: "EU",
		Data: []string{"dialogue"}, Agreement: "DPA of 2026-03-01", SecretEnv: "EXAMPLE_AI_KEY",
	}.Entry()
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// base_url: http would send everything in the clear; use https, or run the vendor on this machine
}

func TestReasonsAndOutcomesTellWhatLeft(t *testing.T) {
	t.Parallel()
	for _, o := range vendors.Outcomes() {
		stayed := o == vendors.Refused || o == vendors.Unreachable
		if o.Left() == stayed {
			t.Errorf("%s: left %v", o, o.Left())
		}
	}
	if !vendors.Outcome("").Left() {
		t.Error("what is not known counts as having stayed")
	}
	if strings.Contains(string(vendors.DataNotAllowed), " ") {
		t.Error("a reason is not a key")
	}
}

package vendors_test

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/vendors"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

func TestEntriesThatAreNotWholeAreRefusedByTheirKey(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]vendors.Entry{"a vendor": whole(), "one of our own": local()} {
		if err := e.Check(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	tests := []struct {
		name, key string
		change    func(*vendors.Entry)
	}{
		{"no name", "name", func(e *vendors.Entry) { e.Name = "" }},
		{"two lines", "name", func(e *vendors.Entry) { e.Name = "a\nb" }},
		{"an invisible name", "name", func(e *vendors.Entry) { e.Name = "Example\u200bAI" }},
		{"spaces around", "name", func(e *vendors.Entry) { e.Name = " Example AI" }},
		{"no format", "format", func(e *vendors.Entry) { e.Format = "" }},
		{"an unknown format", "format", func(e *vendors.Entry) { e.Format = "telex" }},
		{"no model", "models", func(e *vendors.Entry) { e.Models = nil }},
		{"a model with a space", "models", func(e *vendors.Entry) { e.Models[1] = "a b" }},
		{"a model twice", "models", func(e *vendors.Entry) { e.Models[1] = "small-1" }},
		{"no region", "region", func(e *vendors.Entry) { e.Region = "" }},
		{"no data", "data", func(e *vendors.Entry) { e.Classes = nil }},
		{"unknown data", "data", func(e *vendors.Entry) { e.Classes[0] = "all" }},
		{"data twice", "data", func(e *vendors.Entry) { e.Classes[0] = vendors.Dialogue }},
		{"no agreement", "agreement", func(e *vendors.Entry) { e.Agreement = "" }},
		{"an unknown header", "header", func(e *vendors.Entry) { e.Header = "cookie" }},
		{"itself as fallback", "fallback", func(e *vendors.Entry) { e.Fallback = []string{e.Name} }},
		{"no end", "patience", func(e *vendors.Entry) { e.Patience = time.Hour }},
		{"no time", "patience", func(e *vendors.Entry) { e.Patience = time.Millisecond }},
		{"no address", "base_url", func(e *vendors.Entry) { e.BaseURL = "" }},
		{"no scheme", "base_url", func(e *vendors.Entry) { e.BaseURL = "api.example.com" }},
		{"another scheme", "base_url", func(e *vendors.Entry) { e.BaseURL = "ftp://api.example.com" }},
		{"in the clear", "base_url", func(e *vendors.Entry) { e.BaseURL = "http://api.example.com" }},
		{"a password", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://a:b@api.example.com" }},
		{"a query", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://api.example.com?key=1" }},
		{"a fragment", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://api.example.com#a" }},
		{"dots", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://api.example.com/v1/../admin" }},
		{"percent signs", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://api.example.com/%2e%2e/v1" }},
		{"capitals", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://API.example.com" }},
		{"letters that look alike", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://аpi.example.com" }},
		{"a public number", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://93.184.216.34" }},
		{"a short number", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://127.1" }},
		{"a number in sixteens", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://0x7f000001" }},
		{"cloud metadata", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://169.254.169.254" }},
		{"no public name", "base_url", func(e *vendors.Entry) { e.BaseURL = "https://intranet" }},
		{"this machine, not said", "local", func(e *vendors.Entry) { e.BaseURL = "http://localhost:11434" }},
		{"own network, not said", "local", func(e *vendors.Entry) { e.BaseURL = "https://10.0.0.8" }},
		{"a free vendor elsewhere", "free", func(e *vendors.Entry) { e.Free, e.Prices = true, nil }},
		{"a proxy that is none", "proxy", func(e *vendors.Entry) { e.Proxy = "proxy.example.com" }},
		{"a proxy with a password", "proxy", func(e *vendors.Entry) { e.Proxy = "http://a:b@proxy.example.com" }},
		{"a proxy that reads along", "proxy", func(e *vendors.Entry) {
			e.Local, e.BaseURL, e.Proxy = true, "http://127.0.0.1:1", "http://proxy.example.com"
		}},
		{"approved by nobody", "approved_by", func(e *vendors.Entry) { e.Approval.By = "" }},
		{"approved since never", "approved_on", func(e *vendors.Entry) { e.Approval.On = time.Time{} }},
		{"approved within a day", "approved_on", func(e *vendors.Entry) { e.Approval.On = e.Approval.On.Add(time.Hour) }},
		{"approved for ever", "approved_until", func(e *vendors.Entry) { e.Approval.Until = time.Time{} }},
		{"approved for ten years", "approved_until", func(e *vendors.Entry) { e.Approval.Until = day("2036-03-01") }},
		{"approved backwards", "approved_until", func(e *vendors.Entry) { e.Approval.Until = day("2026-02-01") }},
		{"no secret", "secret_env", func(e *vendors.Entry) { e.Secret = vendors.Source{} }},
		{"two secrets", "secret_file", func(e *vendors.Entry) { e.Secret.File = "key" }},
		{"the secret itself", "secret_env", func(e *vendors.Entry) { e.Secret.Env = "sk-live-123456" }},
		{"a budget below nothing", "budget_day", func(e *vendors.Entry) { e.Budget.Day.Micros = -1 }},
		{"a budget in no currency", "budget_conversation", func(e *vendors.Entry) { e.Budget.Conversation.Currency = "EUX" }},
		{"two currencies", "budget_conversation", func(e *vendors.Entry) { e.Budget.Conversation.Currency = "USD" }},
		{"a price in another currency", "price", func(e *vendors.Entry) { e.Prices[0].Currency = "USD" }},
		{"a price of another model", "price", func(e *vendors.Entry) { e.Prices[0].Model = "other" }},
		{"a price from no day", "price", func(e *vendors.Entry) { e.Prices[0].From = time.Time{} }},
		{"a price from nowhere", "price", func(e *vendors.Entry) { e.Prices[0].Source = "" }},
		{"half a price", "price", func(e *vendors.Entry) { e.Prices[0].Output = vendors.Rate{} }},
		{"a price below nothing", "price", func(e *vendors.Entry) { e.Prices[0].Input.Micros = -1 }},
		{"two prices from one day", "price", func(e *vendors.Entry) { e.Prices = append(e.Prices, e.Prices[0]) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e := whole()
			test.change(&e)
			var keys []string
			for _, p := range e.Problems() {
				keys = append(keys, p.Key)
			}
			if !slices.Contains(keys, test.key) {
				t.Errorf("problems with %q, want one with %s", keys, test.key)
			}
			var p vendors.Problem
			if err := e.Check(); !errors.As(err, &p) {
				t.Errorf("check says %v", err)
			}
			a := ask()
			a.Vendor = e.Name
			if _, err := vendors.NewRegister(e); err == nil {
				t.Error("it was registered")
			}
		})
	}
}

// Somebody pastes the key where its name belongs: it must not come out in the message about it.
func TestASecretInTheWrongPlaceIsNotRepeated(t *testing.T) {
	t.Parallel()
	const secret = "sk-live-Oxblood7"
	s := vendors.Setting{Name: "Example AI", SecretEnv: secret, BaseURL: "https://user:" + secret + "@api.example.com", Proxy: "http://u:" + secret + "@proxy"}
	_, problems := s.Entry()
	for _, p := range problems {
		if strings.Contains(p.Error(), secret) {
			t.Errorf("%s", p.Key)
		}
	}
	if len(problems) < 3 {
		t.Errorf("%d problems", len(problems))
	}
}

func TestTheExampleOfTheSettingsIsWhole(t *testing.T) {
	t.Parallel()
	var file struct {
		Vendor []struct {
			Name, Format, Region, Agreement string
			BaseURL                         string `toml:"base_url"`
			Models, Data                    []string
			ApprovedBy                      string         `toml:"approved_by"`
			ApprovedOn                      toml.LocalDate `toml:"approved_on"`
			ApprovedUntil                   toml.LocalDate `toml:"approved_until"`
			SecretEnv                       string         `toml:"secret_env"`
			BudgetDay                       string         `toml:"budget_day"`
			BudgetConversation              string         `toml:"budget_conversation"`
			Price                           []struct {
				Model, Input, Cached, Output, Source string
				From                                 toml.LocalDate
			}
		}
	}
	d := toml.NewDecoder(strings.NewReader(vendors.Example()))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	v := file.Vendor[0]
	p := v.Price[0]
	e, problems := vendors.Setting{
		Name: v.Name, Format: v.Format, BaseURL: v.BaseURL, Models: v.Models, Region: v.Region, Data: v.Data, Agreement: v.Agreement,
		ApprovedBy: v.ApprovedBy, ApprovedOn: v.ApprovedOn.String(), ApprovedUntil: v.ApprovedUntil.String(), SecretEnv: v.SecretEnv,
		BudgetDay: v.BudgetDay, BudgetConversation: v.BudgetConversation,
		Prices: []vendors.PriceSetting{{Model: p.Model, From: p.From.String(), Input: p.Input, Cached: p.Cached, Output: p.Output, Source: p.Source}},
	}.Entry()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := whole()
	want.Models, want.Approval.By, want.Secret.Env = []string{"small-1"}, "Maya Okafor", "EXAMPLE_AI_KEY"
	want.Prices[0].Cached = rate(50_000)
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
}

func TestSettingsThatCannotBeReadAreToldOnce(t *testing.T) {
	t.Parallel()
	good := vendors.Setting{
		Name: "Example AI", Format: "chat", BaseURL: "https://api.example.com/v1", Models: []string{"small-1"}, Region: "EU", Data: []string{"dialogue"},
		Agreement: "DPA", ApprovedBy: "Maya", ApprovedOn: "2026-03-01", ApprovedUntil: "2027-02-28", SecretEnv: "KEY", Patience: 30,
		Prices: []vendors.PriceSetting{{From: "2026-03-01", Input: "1 EUR", Output: "2 EUR", Call: "0.01 EUR", Source: "price list"}},
	}
	e, problems := good.Entry()
	if len(problems) > 0 || e.Prices[0].Model != "small-1" || e.Prices[0].Call != 10_000 || e.Deadline() != 30*time.Second {
		t.Fatalf("%+v, %v", e, problems)
	}
	for key, change := range map[string]func(*vendors.Setting){
		"approved_on":         func(s *vendors.Setting) { s.ApprovedOn = "1 March" },
		"approved_until":      func(s *vendors.Setting) { s.ApprovedUntil = "2027-02-30" },
		"budget_day":          func(s *vendors.Setting) { s.BudgetDay = "20" },
		"budget_conversation": func(s *vendors.Setting) { s.BudgetConversation = "lots" },
		"patience":            func(s *vendors.Setting) { s.Patience = 100_000 },
		"price": func(s *vendors.Setting) {
			s.Prices = []vendors.PriceSetting{{From: "2026-03-01", Input: "1 EUR", Output: "2 USD", Source: "list"}}
		},
	} {
		s := good
		change(&s)
		_, problems := s.Entry()
		if len(problems) != 1 || problems[0].Key != key {
			t.Errorf("%s: %v", key, problems)
		}
	}
}

func TestAddressesLeadWhereTheirKindSays(t *testing.T) {
	t.Parallel()
	here, own, away := local(), local(), whole()
	own.BaseURL = "https://models.corp.example"
	tests := []struct {
		ip              string
		place           vendors.Place
		here, own, away bool
	}{
		{"93.184.216.34", vendors.Outside, false, false, true},
		{"2606:2800:220:1::1", vendors.Outside, false, false, true},
		{"127.0.0.1", vendors.Here, true, true, false},
		{"127.8.8.8", vendors.Here, true, true, false},
		{"::1", vendors.Here, true, true, false},
		{"::ffff:127.0.0.1", vendors.Here, true, true, false},
		{"::ffff:93.184.216.34", vendors.Outside, false, false, true},
		{"10.1.2.3", vendors.Own, false, true, false},
		{"172.31.0.1", vendors.Own, false, true, false},
		{"192.168.1.1", vendors.Own, false, true, false},
		{"100.64.0.1", vendors.Own, false, true, false},
		{"fd00::1", vendors.Own, false, true, false},
		{"169.254.169.254", vendors.Nowhere, false, false, false},
		{"fe80::1", vendors.Nowhere, false, false, false},
		{"0.0.0.0", vendors.Nowhere, false, false, false},
		{"::", vendors.Nowhere, false, false, false},
		{"224.0.0.1", vendors.Nowhere, false, false, false},
		{"255.255.255.255", vendors.Nowhere, false, false, false},
		{"198.18.0.1", vendors.Nowhere, false, false, false},
		{"64:ff9b::7f00:1", vendors.Nowhere, false, false, false},
		{"2002:7f00:1::", vendors.Nowhere, false, false, false},
		{"2001:0:1::", vendors.Nowhere, false, false, false},
		{"::127.0.0.1", vendors.Nowhere, false, false, false},
		{"fec0::1", vendors.Nowhere, false, false, false},
	}
	for _, test := range tests {
		ip := netip.MustParseAddr(test.ip)
		got := []bool{here.Reaches(ip), own.Reaches(ip), away.Reaches(ip)}
		if place := vendors.PlaceOf(ip); place != test.place || !slices.Equal(got, []bool{test.here, test.own, test.away}) {
			t.Errorf("%s: place %d, here, own and away %v", test.ip, place, got)
		}
	}
	if vendors.PlaceOf(netip.Addr{}) != vendors.Nowhere || vendors.PlaceOf(netip.MustParseAddr("fe80::1%eth0")) != vendors.Nowhere {
		t.Error("no address leads somewhere")
	}
}

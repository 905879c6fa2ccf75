package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candor/internal/config"
	"candor/vendors"
)

func TestAVendorIsReadAsItsExampleShows(t *testing.T) {
	t.Parallel()
	c := read(t, "[assistant]\nverifier = \"Example AI\"\n"+strings.Replace(vendors.Example(), "agreement", "tools = [\"look\", \"change\"]\nagreement", 1))
	register, err := c.Register()
	if err != nil {
		t.Fatal(err)
	}
	e, ok := register.Entry("Example AI")
	if !ok || len(e.Prices) != 1 || e.Models[0] != "small-1" || e.Approval.By != "Maya Okafor" || !e.Budget.Set() {
		t.Errorf("%+v", e)
	}
	if c.Assistant.Verifier != "Example AI" || len(e.Tools) != 2 {
		t.Errorf("verifier %q, tools %v", c.Assistant.Verifier, e.Tools)
	}
	again := read(t, c.Render())
	if diff := cmp.Diff(c.Vendors, again.Vendors, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("written and read: %s", diff)
	}
	two := read(t, vendors.Example()+strings.ReplaceAll(vendors.Example(), "Example AI", "Other AI")+"\n[[vendor.price]]\nmodel = \"small-1\"\nfrom = 2026-06-01\ninput = \"1.00 EUR\"\noutput = \"1.00 EUR\"\nsource = \"x\"\n")
	if len(two.Vendors) != 2 || len(two.Vendors[0].Prices) != 1 || len(two.Vendors[1].Prices) != 2 {
		t.Errorf("prices stand under the wrong vendor: %+v", two.Vendors)
	}
}

func TestNobodyIsNamedByDefault(t *testing.T) {
	t.Parallel()
	c := read(t, config.Default().Render())
	if len(c.Vendors) != 0 {
		t.Errorf("%d vendors", len(c.Vendors))
	}
	register, err := c.Register()
	if err != nil || len(register.Entries()) != 0 {
		t.Errorf("%v, %v", register.Entries(), err)
	}
}

func TestVendorsThatAreNotWholeAreRefused(t *testing.T) {
	t.Parallel()
	example := vendors.Example()
	for _, x := range []struct{ name, text, want string }{
		{"one bracket", strings.Replace(example, "[[vendor]]", "[vendor]", 1), "[[vendor]] with two brackets"},
		{"a key that is near one", strings.Replace(example, "region =", "regoin =", 1), "did you mean `region`?"},
		{"a number for a name", strings.Replace(example, `name = "Example AI"`, "name = 3", 1), "a number where text in quotes belongs"},
		{"plain http", strings.Replace(example, "https://api", "http://api", 1), "base_url"},
		{"nobody approved", strings.Replace(example, `approved_by = "Maya Okafor"`, `approved_by = ""`, 1), "approved_by"},
		{"a fallback that is nobody", strings.Replace(example, "budget_day", "fallback = [\"Nobody\"]\nbudget_day", 1), `there is no vendor "Nobody"`},
		{"two of one name", example + example, "have the same name"},
		{"an act of no kind", strings.Replace(example, "budget_day", "tools = [\"everything\"]\nbudget_day", 1), `found "everything"; each once; allowed: look, change, money`},
		{"a second model that is nobody", "[assistant]\nverifier = \"Nobody\"\n" + example, `assistant.verifier: there is no vendor "Nobody"`},
		{"a price of nobody", "[[vendor.price]]\nmodel = \"x\"\n", "vendor"},
	} {
		_, err := config.Read("candor.toml", []byte(x.text), nil)
		var problems *config.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}

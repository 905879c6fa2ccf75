package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"candor/vendors"
)

// sectionVendor may stand more than once, each time for another vendor; within it price may too.
const sectionVendor = "vendor"

// priceKey is the array of tables within a vendor.
const priceKey = "price"

func vendorFields() []field {
	text := func(key, help, allowed, example string, keep func(v *vendors.Setting) *string) field {
		return field{section: sectionVendor, key: key, help: help, allowed: allowed, example: example,
			read: inVendor(func(s *vendors.Setting, v value) error {
				word, err := v.dateOrText()
				*keep(s) = strings.TrimSpace(word)
				return err
			})}
	}
	list := func(key, help, allowed, example string, keep func(v *vendors.Setting) *[]string) field {
		return field{section: sectionVendor, key: key, help: help, allowed: allowed, example: example,
			read: inVendor(func(s *vendors.Setting, v value) (err error) {
				*keep(s), err = v.texts()
				return err
			})}
	}
	yes := func(key, help, example string, keep func(v *vendors.Setting) *bool) field {
		return field{section: sectionVendor, key: key, help: help, allowed: "true or false", example: example,
			read: inVendor(func(s *vendors.Setting, v value) (err error) {
				*keep(s), err = v.truth()
				return err
			})}
	}
	price := func(key, help, allowed, example string, keep func(p *vendors.PriceSetting) *string) field {
		return field{section: sectionVendor, key: priceKey + "." + key, help: help, allowed: allowed, example: example,
			read: inPrice(func(p *vendors.PriceSetting, v value) error {
				word, err := v.dateOrText()
				*keep(p) = strings.TrimSpace(word)
				return err
			})}
	}
	return []field{
		text("name", "A maker of models whom masked words may go to. Without one the assistant answers by itself, in quotes.\n"+
			"Nothing goes there before a customer allowed this vendor by this name.", "1 to 60 characters", `name = "Example AI"`,
			func(v *vendors.Setting) *string { return &v.Name }),
		text("format", "How it is spoken to. chat is what every OpenAI-compatible server speaks.", "chat, responses, anthropic or ollama", `format = "chat"`,
			func(v *vendors.Setting) *string { return &v.Format }),
		text("base_url", "", "https, or http on this machine only", `base_url = "https://api.example.com/v1"`,
			func(v *vendors.Setting) *string { return &v.BaseURL }),
		list("models", "The usual one first.", "a list of names", `models = ["small-1"]`, func(v *vendors.Setting) *[]string { return &v.Models }),
		text("region", "Where it works with the data.", "such as EU, US-CA or local", `region = "EU"`, func(v *vendors.Setting) *string { return &v.Region }),
		list("data", "What may go there. special: words that touch on health, religion and the like.", "some of public, internal, dialogue, records, special",
			`data = ["public", "dialogue"]`, func(v *vendors.Setting) *[]string { return &v.Data }),
		list("tools", "Which acts of [[tool]] its models may propose. look: look something up; change: ask the customer whether to change\n"+
			"something; money: likewise, and then an agent decides. Left out: none.", "some of look, change, money", `tools = ["look"]`,
			func(v *vendors.Setting) *[]string { return &v.Tools }),
		yes("local", "It runs on your own machine or network.", "local = false", func(v *vendors.Setting) *bool { return &v.Local }),
		yes("free", "Calls cost nothing; only what is local can be free.", "free = false", func(v *vendors.Setting) *bool { return &v.Free }),
		text("agreement", "The contract for processing (GDPR Art. 28).", "a name, number or address", `agreement = "DPA of 2026-03-01"`,
			func(v *vendors.Setting) *string { return &v.Agreement }),
		text("approved_by", "Who assessed it, and for how long that is good. Outside these days nothing leaves.", "a person", `approved_by = "Maya Okafor"`,
			func(v *vendors.Setting) *string { return &v.ApprovedBy }),
		text("approved_on", "", "a date", `approved_on = 2026-03-01`, func(v *vendors.Setting) *string { return &v.ApprovedOn }),
		text("approved_until", "", "a date", `approved_until = 2027-02-28`, func(v *vendors.Setting) *string { return &v.ApprovedUntil }),
		text("secret_env", "Where its credential is: the name of a variable of the environment, or a file. Never the credential.", "the name of a variable",
			`secret_env = "EXAMPLE_AI_KEY"`, func(v *vendors.Setting) *string { return &v.SecretEnv }),
		text("secret_file", "", "a path; one that is not absolute starts at the folder of this file", `secret_file = "example.key"`,
			func(v *vendors.Setting) *string { return &v.SecretFile }),
		text("header", "How it takes the credential. Empty: as is usual for the format.", "empty, bearer, x-api-key or api-key", `header = ""`,
			func(v *vendors.Setting) *string { return &v.Header }),
		text("proxy", "A proxy on the way to it. The environment's is not used.", "empty, or an address", `proxy = ""`, func(v *vendors.Setting) *string { return &v.Proxy }),
		text("budget_day", "What it may cost. With a budget, a call whose price is not known is not made.", "an amount with its currency",
			`budget_day = "20.00 EUR"`, func(v *vendors.Setting) *string { return &v.BudgetDay }),
		text("budget_conversation", "", "an amount with its currency", `budget_conversation = "0.25 EUR"`, func(v *vendors.Setting) *string { return &v.BudgetConversation }),
		list("fallback", "Vendors that may take over when this one does not answer; each only with what its own entry allows.", "a list of names",
			`fallback = []`, func(v *vendors.Setting) *[]string { return &v.Fallback }),
		{section: sectionVendor, key: "patience", help: "For a whole call, in seconds.", allowed: "1 to 600", example: `patience = 60`,
			read: inVendor(func(s *vendors.Setting, v value) error {
				n, err := v.number()
				if err == nil && n != math.Trunc(n) {
					err = errors.New("not a whole number")
				}
				s.Patience = int64(n)
				return err
			})},
		price("model", "What it costs, from a day on, for a million tokens; under [[vendor.price]].", "one of models", `model = "small-1"`,
			func(p *vendors.PriceSetting) *string { return &p.Model }),
		price("from", "", "a date", `from = 2026-03-01`, func(p *vendors.PriceSetting) *string { return &p.From }),
		price("input", "", "an amount with its currency", `input = "0.50 EUR"`, func(p *vendors.PriceSetting) *string { return &p.Input }),
		price("cached", "", "an amount with its currency", `cached = "0.05 EUR"`, func(p *vendors.PriceSetting) *string { return &p.Cached }),
		price("output", "", "an amount with its currency", `output = "2.00 EUR"`, func(p *vendors.PriceSetting) *string { return &p.Output }),
		price("call", "", "an amount with its currency", `call = "0.00 EUR"`, func(p *vendors.PriceSetting) *string { return &p.Call }),
		price("source", "", "where the vendor says so", `source = "https://example.com/pricing"`, func(p *vendors.PriceSetting) *string { return &p.Source }),
	}
}

// places reads where in the list of vendors, and of their prices, a key stands: "0" or "0.1".
func places(c *Config, at string) (*vendors.Setting, int, error) {
	first, second, _ := strings.Cut(at, ".")
	n, err := strconv.Atoi(first)
	if err != nil || n >= len(c.Vendors) {
		return nil, 0, errors.New("it belongs under a heading [[vendor]]")
	}
	k, err := strconv.Atoi(second)
	if err != nil || k >= len(c.Vendors[n].Prices) {
		k = -1
	}
	return &c.Vendors[n], k, nil
}

func inVendor(keep func(s *vendors.Setting, v value) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, _, err := places(c, at)
		if err != nil {
			return err
		}
		return keep(s, v)
	}
}

func inPrice(keep func(p *vendors.PriceSetting, v value) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, k, err := places(c, at)
		if err != nil {
			return err
		}
		if k < 0 {
			return errors.New("it belongs under a heading [[vendor.price]]")
		}
		return keep(&s.Prices[k], v)
	}
}

// checkVendors looks at each entry as a whole.
func (d *decoder) checkVendors() {
	for name := range d.refused {
		if name == sectionVendor || strings.HasPrefix(name, sectionVendor+".") {
			return
		}
	}
	first := map[string]int{}
	for i, s := range d.c.Vendors {
		if i >= len(d.vendors) {
			return
		}
		line := d.vendors[i]
		_, problems := s.Entry()
		for _, p := range problems {
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[vendor]] on line %d: %s", line, p)})
		}
		if before, twice := first[s.Name]; twice {
			d.problem(Problem{Line: line, Text: fmt.Sprintf("the vendors on lines %d and %d have the same name %s", before, line, quote(s.Name))})
		}
		first[s.Name] = line
	}
	for i, s := range d.c.Vendors {
		for _, other := range s.Fallback {
			if _, there := first[other]; !there {
				d.problem(Problem{Line: d.vendors[i], Text: fmt.Sprintf("[[vendor]] on line %d: fallback: there is no vendor %s", d.vendors[i], quote(other))})
			}
		}
	}
}

// renderVendors shows how a vendor would look; those that are set are shown as they are.
func (c Config) renderVendors(b *strings.Builder, all []field) {
	for i, s := range c.Vendors {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[vendor]]\n")
		number := strconv.FormatInt(s.Patience, 10)
		values := map[string]string{
			"name": quote(s.Name), "format": quote(s.Format), "base_url": quote(s.BaseURL), "models": quoteList(s.Models), "region": quote(s.Region),
			"data": quoteList(s.Data), "tools": quoteList(s.Tools), "local": strconv.FormatBool(s.Local), "free": strconv.FormatBool(s.Free), "agreement": quote(s.Agreement),
			"approved_by": quote(s.ApprovedBy), "approved_on": quote(s.ApprovedOn), "approved_until": quote(s.ApprovedUntil),
			"secret_env": quote(s.SecretEnv), "secret_file": quote(s.SecretFile), "header": quote(s.Header), "proxy": quote(s.Proxy),
			"budget_day": quote(s.BudgetDay), "budget_conversation": quote(s.BudgetConversation), "fallback": quoteList(s.Fallback), "patience": number,
		}
		for _, f := range all {
			if value, ok := values[f.key]; ok && f.section == sectionVendor {
				fmt.Fprintf(b, "%s = %s\n", f.key, value)
			}
		}
		for _, p := range s.Prices {
			fmt.Fprintf(b, "\n[[vendor.price]]\nmodel = %s\nfrom = %s\ninput = %s\ncached = %s\noutput = %s\ncall = %s\nsource = %s\n",
				quote(p.Model), quote(p.From), quote(p.Input), quote(p.Cached), quote(p.Output), quote(p.Call), quote(p.Source))
		}
	}
	if len(c.Vendors) > 0 {
		return
	}
	b.WriteString("# [[vendor]]\n")
	for _, f := range all {
		if f.section != sectionVendor {
			continue
		}
		if f.key == priceKey+".model" {
			b.WriteString("#\n# [[vendor.price]]\n")
		}
		comment(b, f.help)
		fmt.Fprintf(b, "# %s\n", f.example)
	}
}

// Register gives the vendors that the owner named; an empty one allows nothing.
func (c Config) Register() (*vendors.Register, error) {
	var entries []vendors.Entry
	for _, s := range c.Vendors {
		e, problems := s.Entry()
		if len(problems) > 0 {
			return nil, fmt.Errorf("config: vendor %s: %w", quote(s.Name), problems[0])
		}
		entries = append(entries, e)
	}
	return vendors.NewRegister(entries...)
}

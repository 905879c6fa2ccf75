package config

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sectionTool may stand more than once, each time for another tool.
const sectionTool = "tool"

// Tool is something that the desk can look up or do at an address of the owner's.
type Tool struct {
	Name       string // 1 to 40 of a-z, 0-9 and _
	Spec       string // the file that says what it takes and gives
	Method     string // GET for what only reads; POST, PUT, PATCH or DELETE
	URL        string // with {argument} where an argument stands
	SecretEnv  string // where the secret is that both sides know: a variable of the environment,
	SecretFile string // or a file
	Patience   int64  // in seconds, 1 to 60; 0: 10
}

// minToolSecret is the least length of a tool's secret in bytes: that of the hash it keys.
const minToolSecret = 32

// ReadSecret gives the secret that the desk shares with the other side. No error holds it.
func (t Tool) ReadSecret(getenv func(string) string) ([]byte, error) {
	text := []byte(getenv(t.SecretEnv))
	where := "the variable " + t.SecretEnv
	if t.SecretFile != "" {
		where = "the file " + t.SecretFile
		var err error
		if text, err = os.ReadFile(t.SecretFile); err != nil {
			return nil, fmt.Errorf("its secret cannot be read: %w", err)
		}
	}
	if text = bytes.TrimSpace(text); len(text) < minToolSecret {
		return nil, fmt.Errorf("its secret, in %s, has fewer than %d bytes; make one with: openssl rand -hex 32", where, minToolSecret)
	}
	return text, nil
}

func toolFields() []field {
	text := func(key, help, allowed, example string, keep func(t *Tool) *string) field {
		return field{section: sectionTool, key: key, help: help, allowed: allowed, example: example,
			read: inTool(func(t *Tool, v value) error {
				word, err := v.text()
				*keep(t) = strings.TrimSpace(word)
				return err
			})}
	}
	return []field{
		text("name", "Something that the desk can look up or do for a customer who has shown who they are. See docs/tools.md.",
			"1 to 40 of a-z, 0-9 and _, beginning with a letter", `name = "order_status"`, func(t *Tool) *string { return &t.Name }),
		text("spec", "What it takes, what it gives and what is said then.", "a path; one that is not absolute starts at the folder of this file",
			`spec = "order_status.json"`, func(t *Tool) *string { return &t.Spec }),
		text("method", "GET for what only reads, another for what changes something.", "GET, POST, PUT, PATCH or DELETE", `method = "GET"`,
			func(t *Tool) *string { return &t.Method }),
		text("url", "{number} is an argument; it stands in the path or the query.", "https, or http on this machine only",
			`url = "https://shop.example.com/orders/{number}"`, func(t *Tool) *string { return &t.URL }),
		text("secret_env", "Where the secret is with which the desk signs who asks: a variable of the environment, or a file. Never the secret.",
			"the name of a variable", `secret_env = "SHOP_SECRET"`, func(t *Tool) *string { return &t.SecretEnv }),
		text("secret_file", "", "a path; one that is not absolute starts at the folder of this file", `secret_file = "shop.key"`,
			func(t *Tool) *string { return &t.SecretFile }),
		{section: sectionTool, key: "patience", help: "For one request, in seconds.", allowed: "1 to 60", example: `patience = 10`,
			read: inTool(func(t *Tool, v value) error {
				n, err := v.number()
				if err == nil && (n != math.Trunc(n) || n < 1 || n > 60) {
					err = errors.New("not a whole number from 1 to 60")
				}
				t.Patience = int64(n)
				return err
			})},
	}
}

func inTool(keep func(t *Tool, v value) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		n, err := strconv.Atoi(at)
		if err != nil || n >= len(c.Tools) {
			return errors.New("it belongs under a heading [[tool]]")
		}
		return keep(&c.Tools[n], v)
	}
}

var toolName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// wrong says what is wrong with a tool, the first of it, or nothing.
func (t Tool) wrong() string {
	address, err := url.Parse(t.URL)
	local := err == nil && (address.Hostname() == "localhost" || isLoopback(address.Hostname()))
	switch {
	case !toolName.MatchString(t.Name):
		return "name: not 1 to 40 of a-z, 0-9 and _, beginning with a letter"
	case t.Spec == "":
		return "spec: missing; name the file that says what it takes and gives"
	case !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, t.Method):
		return "method: not GET, POST, PUT, PATCH or DELETE"
	case err != nil || address.Host == "" || address.User != nil || address.Scheme != "https" && !(address.Scheme == "http" && local):
		return "url: not https; http is for this machine alone, and no name or password stands in an address"
	case (t.SecretEnv == "") == (t.SecretFile == ""):
		return "secret_env or secret_file: one of the two says where the secret is"
	}
	return ""
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// checkTools looks at each entry as a whole.
func (d *decoder) checkTools() {
	for name := range d.refused {
		if name == sectionTool || strings.HasPrefix(name, sectionTool+".") {
			return
		}
	}
	first := map[string]int{}
	for i, t := range d.c.Tools {
		if i >= len(d.tools) {
			return
		}
		line := d.tools[i]
		if wrong := t.wrong(); wrong != "" {
			d.problem(Problem{Line: line, Text: fmt.Sprintf("[[tool]] on line %d: %s", line, wrong)})
		}
		if before, twice := first[t.Name]; twice {
			d.problem(Problem{Line: line, Text: fmt.Sprintf("the tools on lines %d and %d have the same name %s", before, line, quote(t.Name))})
		}
		first[t.Name] = line
	}
}

// renderTools shows how a tool would look; those that are set are shown as they are.
func (c Config) renderTools(b *strings.Builder, all []field) {
	for i, t := range c.Tools {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[tool]]\n")
		values := map[string]string{
			"name": quote(t.Name), "spec": quote(t.Spec), "method": quote(t.Method), "url": quote(t.URL),
			"secret_env": quote(t.SecretEnv), "secret_file": quote(t.SecretFile),
		}
		if t.Patience > 0 {
			values["patience"] = strconv.FormatInt(t.Patience, 10)
		}
		for _, f := range all {
			if value, ok := values[f.key]; ok && f.section == sectionTool {
				fmt.Fprintf(b, "%s = %s\n", f.key, value)
			}
		}
	}
	if len(c.Tools) > 0 {
		return
	}
	b.WriteString("# [[tool]]\n")
	for _, f := range all {
		if f.section == sectionTool {
			comment(b, f.help)
			fmt.Fprintf(b, "# %s\n", f.example)
		}
	}
}

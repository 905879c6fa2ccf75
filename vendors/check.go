package vendors

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing that is wrong with an entry.
type Problem struct {
	Key  string // of the setting
	Text string // what is wrong, what is allowed, an example; never a value that may be a secret
}

func (p Problem) Error() string { return p.Key + ": " + p.Text }

// Check says everything that is wrong with an entry, as Problems joined; nil when it is whole. Whether
// the approval is still good is not its business: see Register.Decide.
func (e Entry) Check() error {
	var errs []error
	for _, p := range e.Problems() {
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

// Problems lists what is wrong with an entry, in the order of its keys.
func (e Entry) Problems() []Problem {
	var c checks
	c.names(e)
	c.address(e)
	c.approval(e)
	c.secret(e)
	c.money(e)
	return c.found
}

// checks gathers problems.
type checks struct{ found []Problem }

func (c *checks) say(bad bool, key, format string, args ...any) {
	if bad {
		c.found = append(c.found, Problem{key, fmt.Sprintf(format, args...)})
	}
}

// The shapes of names.
var (
	regionShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{1,23}$`)
	modelShape  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}$`)
	envShape    = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
)

// printable reports a text of 1 to most characters in one line, without spaces around it.
func printable(s string, most int) bool {
	if s == "" || strings.TrimSpace(s) != s || !utf8.ValidString(s) || utf8.RuneCountInString(s) > most {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// unlisted gives the first that is not in the list, or stands twice.
func unlisted[T comparable](some []T, all []T) (T, bool) {
	for i, x := range some {
		if !slices.Contains(all, x) || slices.Contains(some[:i], x) {
			return x, true
		}
	}
	var none T
	return none, false
}

func (c *checks) names(e Entry) {
	c.say(!printable(e.Name, 60), "name", "1 to 60 characters in one line, as customers will read it; example: name = \"Example AI\"")
	c.say(!slices.Contains(Formats(), e.Format), "format", "found %q; allowed: %s; example: format = \"chat\"", e.Format, list(Formats()))
	c.say(len(e.Models) == 0, "models", "name the models that were approved, the usual one first; example: models = [\"small-1\"]")
	for i, m := range e.Models {
		c.say(!modelShape.MatchString(m), "models", "found %q; allowed: up to 100 letters, digits and . _ : / @ + - as the vendor writes it", m)
		c.say(slices.Contains(e.Models[:i], m), "models", "%q stands there twice", m)
	}
	c.say(!regionShape.MatchString(e.Region), "region",
		"found %q; say where the vendor works with the data, in 2 to 24 letters, digits and hyphens; example: region = \"EU\"", e.Region)
	c.say(len(e.Classes) == 0, "data", "name the kinds of data that may go there; allowed: %s; example: data = [\"public\", \"dialogue\"]", list(Classes()))
	if bad, found := unlisted(e.Classes, Classes()); found {
		c.say(true, "data", "found %q; each once; allowed: %s", bad, list(Classes()))
	}
	if bad, found := unlisted(e.Tools, Acts()); found {
		c.say(true, "tools", "found %q; each once; allowed: %s; example: tools = [\"look\"]", bad, list(Acts()))
	}
	c.say(e.Header != "" && !slices.Contains(Headers(), e.Header), "header", "found %q; allowed: %s", e.Header, list(Headers()))
	for i, name := range e.Fallback {
		c.say(name == e.Name, "fallback", "a vendor cannot take over from itself")
		c.say(slices.Contains(e.Fallback[:i], name), "fallback", "%q stands there twice", name)
	}
	c.say(e.Patience < 0 || e.Patience > MostPatience || e.Patience > 0 && e.Patience < time.Second, "patience",
		"found %s; allowed: 1 s to %s; example: patience = 60", e.Patience, MostPatience)
}

func list[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, a := range all {
		words[i] = string(a)
	}
	return strings.Join(words, ", ")
}

const exampleURL = "example: base_url = \"https://api.example.com/v1\""

func (c *checks) address(e Entry) {
	u, err := e.Address()
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" {
		c.say(true, "base_url", "this is no address that begins with https; %s", exampleURL)
		return
	}
	c.say(u.User != nil, "base_url", "it holds a name or a password; a credential stands in secret_env or secret_file")
	c.say(u.RawQuery != "" || u.ForceQuery || u.Fragment != "", "base_url", "it has a question mark or a #; leave them out; %s", exampleURL)
	c.say(strings.Contains(u.EscapedPath(), "%") || hasDots(u.Path), "base_url", "its path must be plain: no percent signs, no dots as a part; %s", exampleURL)
	host := u.Hostname()
	c.say(!plainHost(host), "base_url", "the host must be lower-case letters, digits, dots and hyphens; a name in other letters is written as xn--…")
	here, private, number := placeOf(host)
	c.say(u.Scheme == "http" && !here, "base_url", "http would send everything in the clear; use https, or run the vendor on this machine")
	c.say((here || private) && !e.Local, "local", "the address is on your own machine or network; say so: local = true")
	c.say(number && !here && !private, "base_url", "use the vendor's name and not a number, so that its certificate can be checked")
	c.say(!e.Local && !number && !strings.Contains(host, "."), "base_url", "%q is no public name; %s", host, exampleURL)
	c.say(e.Free && !e.Local, "free", "only what runs on your own machine or network can be free; give its price in [[price]], also when it is 0")
	c.proxy(e, u)
}

func (c *checks) proxy(e Entry, to *url.URL) {
	if e.Proxy == "" {
		return
	}
	u, err := url.Parse(e.Proxy)
	bad := err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != ""
	c.say(bad, "proxy", "this is no address of a proxy; example: proxy = \"http://proxy.example.com:3128\"")
	c.say(!bad && u.User != nil, "proxy", "it holds a name or a password; settings hold no secrets")
	c.say(to.Scheme != "https", "proxy", "a proxy would read everything that goes to an http address")
}

func hasDots(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return strings.Contains(path, "//") || strings.Contains(path, `\`)
}

func plainHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return !strings.Contains(host, "%")
	}
	return host != "" && len(host) <= 253 && strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" &&
		!strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".") && !strings.Contains(host, "..")
}

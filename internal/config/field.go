package config

import (
	"fmt"
	"slices"
	"strings"
)

// The two sections that may stand more than once.
const (
	sectionInbox = "inbox"
	sectionCard  = "card"
)

// field is one key: its explanation in the file, what it takes, how it is read and written.
// The same table serves the file, the environment, the refusals and the file that init writes.
type field struct {
	section, key string
	help         string // shown above the key, one line per "\n"
	allowed      string // completes "allowed: …"
	example      string
	// read puts the value in place. At is the item of a repeated section: the number of the
	// inbox, the language of the card; otherwise empty.
	read func(c *Config, at string, v value) error
	// secret keeps the value out of files and problems: it is read from the environment only.
	secret bool
	// write gives the value as it stands in the file; nil for repeated sections and for secrets.
	write func(c Config) string
}

// fields lists every key, in the order of the file.
func fields() []field {
	return slices.Concat(serverFields(), deskFields(), inboxFields(), inboxServiceFields(), hoursFields(), countryFields(), serviceFields(), teamFields(), routeFields(), cardFields(),
		assistantFields(), policyFields(), privacyFields(), trustFields(), fairnessFields(), retentionFields(), placeFields(), mailFields(), vendorFields(), toolFields())
}

func find(all []field, section, key string) (field, bool) {
	for _, f := range all {
		if f.section == section && f.key == key {
			return f, true
		}
	}
	return field{}, false
}

func keysOf(all []field, section string) []string {
	var keys []string
	for _, f := range all {
		if f.section == section {
			keys = append(keys, f.key)
		}
	}
	return keys
}

func sectionsOf(all []field) []string {
	var names []string
	for _, f := range all {
		if !slices.Contains(names, f.section) {
			names = append(names, f.section)
		}
	}
	return names
}

// sectionsWith gives the headings of the sections that have a key.
func sectionsWith(all []field, key string) []string {
	var names []string
	for _, f := range all {
		if f.key == key {
			names = append(names, heading(f.section))
		}
	}
	return names
}

// isRepeated reports a section that may stand more than once.
func isRepeated(section string) bool {
	return slices.Contains([]string{sectionInbox, sectionCard, sectionRetention, sectionVendor, sectionTool, sectionTeam, sectionRoute}, section)
}

// variable is the name of a field in the environment; empty for repeated sections.
func (f field) variable() string {
	if isRepeated(f.section) {
		return ""
	}
	return strings.ToUpper("CANDOR_" + f.section + "_" + f.key)
}

// shown is a value as problems may repeat it.
func (f field) shown(v value) string {
	if f.secret {
		return "a text that is not shown"
	}
	return v.String()
}

// words reads a string and hands it to a check that also keeps it.
func words(keep func(c *Config, s string) error) func(*Config, string, value) error {
	return func(c *Config, _ string, v value) error {
		s, err := v.text()
		if err != nil {
			return err
		}
		return keep(c, strings.TrimSpace(s))
	}
}

// items reads a list of strings and hands it to a check that also keeps it.
func items(keep func(c *Config, s []string) error) func(*Config, string, value) error {
	return func(c *Config, _ string, v value) error {
		s, err := v.texts()
		if err != nil {
			return err
		}
		return keep(c, s)
	}
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func quoteList(list []string) string {
	parts := make([]string, 0, len(list))
	for _, s := range list {
		parts = append(parts, quote(s))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

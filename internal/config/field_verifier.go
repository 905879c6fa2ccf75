package config

import (
	"fmt"
	"slices"
	"strings"

	"candor/vendors"
)

// verifierField names the vendor whose model reads sentences in another model's words a second time.
func verifierField() field {
	return field{
		section: "assistant", key: "verifier",
		help: "A vendor whose model reads each sentence in a model's own words beside its passage, and may take it out.\n" +
			"It can add nothing. Where it cannot be asked, or a customer does not allow it, the quotes are said.",
		allowed: "empty, or the name of a [[vendor]]", example: `verifier = "Example AI"`,
		read: func(c *Config, _ string, v value) error {
			name, err := v.text()
			c.Assistant.Verifier = strings.TrimSpace(name)
			return err
		},
		write: func(c Config) string { return quote(c.Assistant.Verifier) },
	}
}

// checkVerifier looks whether the second model's vendor is one of those named.
func (d *decoder) checkVerifier() {
	name := d.c.Assistant.Verifier
	if name != "" && !slices.ContainsFunc(d.c.Vendors, func(s vendors.Setting) bool { return s.Name == name }) {
		d.problem(Problem{Text: fmt.Sprintf("assistant.verifier: there is no vendor %s", quote(name))})
	}
}

package config

import "strconv"

// Trust says what the trust page tells beyond what it always does.
type Trust struct {
	// HideAudits keeps reports of fairness audits from the trust page. Releases on the word of two persons and findings that are
	// overdue stay on it.
	HideAudits bool
}

func trustFields() []field {
	return []field{{
		section: "trust", key: "publish_audits",
		help: "Whether everybody can read the reports of the fairness audits on the trust page. Releases on the word of\n" +
			"two persons, and findings whose deadline has passed, are published either way.",
		allowed: "true or false", example: "publish_audits = true",
		read: func(c *Config, _ string, v value) error {
			publish, err := v.truth()
			c.Trust.HideAudits = err == nil && !publish
			return err
		},
		write: func(c Config) string { return strconv.FormatBool(!c.Trust.HideAudits) },
	}}
}

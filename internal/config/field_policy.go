package config

import "path/filepath"

// Policy says where the operator's rules are for when a person handles something.
type Policy struct {
	File string // empty: policy.toml in the data's folder
}

// PolicyFile is where the operator's rules are read from.
func (c Config) PolicyFile() string {
	if c.Policy.File != "" {
		return c.Policy.File
	}
	return filepath.Join(c.Data.Dir, "policy.toml")
}

func policyFields() []field {
	return []field{{
		section: "policy", key: "file",
		help: "The desk's own rules for when a person handles something. They add to what is built in and can loosen\n" +
			"nothing of it; a file that tries to is refused. Empty: policy.toml beside the databases, if it is there.",
		allowed: "empty, or a path; one that is not absolute starts at the folder of this file", example: `file = "policy.toml"`,
		read: words(func(c *Config, s string) error {
			c.Policy.File = s
			if s == "" {
				return nil
			}
			return checkPath(s)
		}),
		write: func(c Config) string { return quote(c.Policy.File) },
	}}
}

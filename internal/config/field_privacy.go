package config

import (
	"errors"
	"net/url"
)

const sectionPrivacy = "privacy"

// regimes are the laws whose clocks the desk knows; see privacy/rights.
func regimes() []string { return []string{"gdpr", "uk", "ccpa", "fadp"} }

func privacyFields() []field {
	return []field{
		{
			section: sectionPrivacy, key: "regime",
			help: "The law under which requests about people's own data are answered; it sets the clocks: gdpr one month,\n" +
				"uk one month and 30 days to confirm receipt of every request (its law asks that for complaints alone), ccpa 45 days and\n" +
				"10 working days to confirm receipt, fadp 30 days.",
			allowed: `"gdpr", "uk", "ccpa" or "fadp"`, example: `regime = "gdpr"`,
			read: words(func(c *Config, s string) error {
				c.Privacy.Regime = s
				return among(s, regimes())
			}),
			write: func(c Config) string { return quote(c.Privacy.Regime) },
		},
		{
			section: sectionPrivacy, key: "authority",
			help:    "Where people can complain about how their data is handled. Empty: the authority of the law above.",
			allowed: "at most 120 characters", example: `authority = "Agencia Española de Protección de Datos"`,
			read: words(func(c *Config, s string) error {
				c.Privacy.Authority = s
				return checkLine(s, 0, 120)
			}),
			write: func(c Config) string { return quote(c.Privacy.Authority) },
		},
		{
			section: sectionPrivacy, key: "authority_url",
			help:    "Its address.",
			allowed: "empty, or an https address", example: `authority_url = "https://www.aepd.es"`,
			read: words(func(c *Config, s string) error {
				c.Privacy.AuthorityURL = s
				if s == "" {
					return nil
				}
				if u, err := url.Parse(s); err != nil || u.Scheme != "https" || u.Host == "" {
					return errors.New("not an https address")
				}
				return nil
			}),
			write: func(c Config) string { return quote(c.Privacy.AuthorityURL) },
		},
	}
}

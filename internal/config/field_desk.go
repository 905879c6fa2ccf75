package config

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

func deskFields() []field {
	return []field{
		{
			section: "desk", key: "name",
			help:    "The company, as customers know it. Every assistant message says on whose behalf it speaks.",
			allowed: "1 to 60 characters", example: `name = "Harbour & Pine"`,
			read: words(func(c *Config, s string) error {
				c.Desk.Name = s
				return checkLine(s, 1, 60)
			}),
			write: func(c Config) string { return quote(c.Desk.Name) },
		},
		{
			section: "desk", key: "language",
			help:    "The language for customers whose own is not offered.",
			allowed: "a language tag", example: `language = "en"`,
			read: words(func(c *Config, s string) error {
				c.Desk.Language = s
				return checkLanguage(s)
			}),
			write: func(c Config) string { return quote(c.Desk.Language) },
		},
		{
			section: "desk", key: "languages",
			help:    "All languages that the desk speaks, the one above among them.",
			allowed: "a list of language tags", example: `languages = ["en", "es", "ar"]`,
			read: items(func(c *Config, list []string) error {
				c.Desk.Languages = list
				for i, s := range list {
					if err := checkLanguage(s); err != nil {
						return fmt.Errorf("%s: %w", quote(s), err)
					}
					if slices.Contains(list[:i], s) {
						return fmt.Errorf("%s stands in it twice", quote(s))
					}
				}
				return nil
			}),
			write: func(c Config) string { return quoteList(c.Desk.Languages) },
		},
		{
			section: "desk", key: "timezone",
			help:    "The time zone of the opening hours and of every time that customers are told.",
			allowed: "an IANA time zone", example: `timezone = "Europe/Madrid"`,
			read: words(func(c *Config, s string) error {
				c.Desk.Timezone = s
				if s == "" || s == "Local" {
					return errors.New("it must name a place, so that the hours do not depend on the machine")
				}
				zone, err := time.LoadLocation(s)
				if err != nil {
					return errors.New("no such time zone")
				}
				c.Hours.Zone = zone
				return nil
			}),
			write: func(c Config) string { return quote(c.Desk.Timezone) },
		},
		{
			section: "desk", key: "accent",
			help:    "The colour of buttons, under white text. The label of the assistant cannot be restyled.",
			allowed: "#rrggbb, dark enough for white text on it (contrast 4.5:1)", example: `accent = "#1f5c4a"`,
			read: words(func(c *Config, s string) error {
				c.Desk.Accent = s
				return checkAccent(s)
			}),
			write: func(c Config) string { return quote(c.Desk.Accent) },
		},
	}
}

// languageShape is the part of BCP 47 that the desk uses: a language, a script, a region.
var languageShape = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

func checkLanguage(s string) error {
	if !languageShape.MatchString(s) {
		return errors.New("not a language tag such as en, pt-BR or zh-Hant")
	}
	return nil
}

// checkLine takes one line of visible text.
func checkLine(s string, least, most int) error {
	if n := utf8.RuneCountInString(s); n < least || n > most {
		return fmt.Errorf("%d characters", n)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return errors.New("it holds a control character")
		}
	}
	return nil
}

// checkAccent computes the contrast of white on the colour as WCAG 2.2 defines it.
func checkAccent(s string) error {
	if len(s) != 7 || s[0] != '#' {
		return errors.New("not a colour of six hexadecimal digits")
	}
	var part [3]float64
	for i := range part {
		n, err := strconv.ParseUint(s[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return errors.New("not a colour of six hexadecimal digits")
		}
		part[i] = float64(n) / 255
		if part[i] <= 0.04045 {
			part[i] /= 12.92
		} else {
			part[i] = math.Pow((part[i]+0.055)/1.055, 2.4)
		}
	}
	luminance := 0.2126*part[0] + 0.7152*part[1] + 0.0722*part[2]
	if contrast := 1.05 / (luminance + 0.05); contrast < 4.5 {
		return fmt.Errorf("white text on it has a contrast of %.1f:1", contrast)
	}
	return nil
}

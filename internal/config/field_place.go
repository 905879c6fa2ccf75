package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"candor/answer"
)

func assistantFields() []field {
	return []field{{
		section: "assistant", key: "bar",
		help: "The confidence below which the assistant says that it does not know and offers a person. 0 keeps\n" +
			"the calibrated bar. It may only be raised.",
		allowed: "0, or a number from the calibrated bar up to 1", example: "bar = 0.9",
		read: func(c *Config, _ string, v value) error {
			bar, err := v.number()
			if err != nil {
				return err
			}
			c.Assistant.Bar = bar
			switch {
			case math.IsNaN(bar) || bar < 0 || bar > 1:
				return errors.New("not between 0 and 1")
			case bar != 0 && bar < answer.Bar:
				return fmt.Errorf("the calibrated bar is %s and settings may only tighten: below it the assistant was measured to be wrong too often",
					decimal(answer.Bar))
			}
			return nil
		},
		write: func(c Config) string { return decimal(c.Assistant.Bar) },
	}, targetField(), verifierField()}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func placeFields() []field {
	path := "a path; one that is not absolute starts at the folder of this file"
	return []field{
		{
			section: "keys", key: "file",
			help: "The key-encryption key, readable by its owner only (mode 0600). Keep a copy apart from the backups\n" +
				"of the data: without it no message can be read again.",
			allowed: path, example: `file = "candor.key"`,
			read: words(func(c *Config, s string) error {
				c.Keys.File = s
				return checkPath(s)
			}),
			write: func(c Config) string { return quote(c.Keys.File) },
		},
		{
			section: "data", key: "dir",
			help:    "Where the databases are.",
			allowed: path, example: `dir = "candor-data"`,
			read: words(func(c *Config, s string) error {
				c.Data.Dir = s
				return checkPath(s)
			}),
			write: func(c Config) string { return quote(c.Data.Dir) },
		},
	}
}

func checkPath(s string) error {
	if s == "" {
		return errors.New("empty")
	}
	for _, r := range s {
		if r < ' ' {
			return fmt.Errorf("it holds the control character %U", r)
		}
	}
	return nil
}

package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fairness says which groups customers may name of themselves, so that it can be found out whether all are treated alike.
type Fairness struct {
	Ask    []string            // axes; nil: those that are built in
	Groups map[string][]string // own lists, by axis
}

// fairnessAxes are those that fairness/monitor knows.
func fairnessAxes() []string { return []string{"disability", "age", "gender", "tongue", "ethnicity"} }

// DefaultAsk is what is asked where the owner says nothing.
func DefaultAsk() []string { return []string{"disability", "age", "gender", "tongue"} }

// Stated gives the own lists of what is asked, and an empty one for each axis that is not.
func (f Fairness) Stated() map[string][]string {
	ask := f.Ask
	if ask == nil {
		ask = DefaultAsk()
	}
	out := map[string][]string{}
	for _, axis := range fairnessAxes() {
		if !slices.Contains(ask, axis) {
			out[axis] = nil
		} else if list := f.Groups[axis]; len(list) > 0 {
			out[axis] = list
		}
	}
	return out
}

func fairnessFields() []field {
	all := []field{{
		section: "fairness", key: "ask",
		help: "What customers may say of themselves on their own page, each only if they want to: disability, age, gender, tongue (their\n" +
			"first language), ethnicity. It is sealed apart from every conversation and counted only; nobody who helps them sees it.",
		allowed: "a list of those", example: `ask = ["disability", "age"]`,
		read: items(func(c *Config, list []string) error {
			for i, axis := range list {
				if !slices.Contains(fairnessAxes(), axis) || slices.Contains(list[:i], axis) {
					return fmt.Errorf("%s cannot be asked, or stands in it twice", quote(axis))
				}
			}
			if c.Fairness.Ask = append([]string{}, list...); slices.Equal(list, DefaultAsk()) {
				c.Fairness.Ask = nil
			}
			return nil
		}),
		write: func(c Config) string {
			if c.Fairness.Ask == nil {
				return quoteList(DefaultAsk())
			}
			return quoteList(c.Fairness.Ask)
		},
	}}
	for _, axis := range fairnessAxes() {
		help := "What can be chosen for " + axis + ", in the desk's own words. Empty: the built-in list."
		if axis == "ethnicity" {
			help = "What can be chosen for ethnicity, in the desk's own words: it means something else in each country. Empty: it is not asked."
		}
		all = append(all, field{
			section: "fairness", key: axis, help: help,
			allowed: "empty, or 2 to 20 different names of at most 60 characters", example: axis + ` = ["one", "another"]`,
			read: items(func(c *Config, list []string) error {
				if err := checkGroups(list); err != nil {
					return err
				}
				if len(list) == 0 {
					delete(c.Fairness.Groups, axis)
					return nil
				}
				if c.Fairness.Groups == nil {
					c.Fairness.Groups = map[string][]string{}
				}
				c.Fairness.Groups[axis] = list
				return nil
			}),
			write: func(c Config) string { return quoteList(c.Fairness.Groups[axis]) },
		})
	}
	return all
}

func checkGroups(list []string) error {
	if len(list) == 1 || len(list) > 20 {
		return errors.New("not 2 to 20 names")
	}
	seen := map[string]bool{}
	for _, name := range list {
		folded := strings.ToLower(name)
		if strings.TrimSpace(name) != name || name == "" || name == "-" || strings.ContainsAny(name, "\t\n") || utf8.RuneCountInString(name) > 60 || seen[folded] {
			return fmt.Errorf("%s is no name, or stands in it twice", quote(name))
		}
		seen[folded] = true
	}
	return nil
}

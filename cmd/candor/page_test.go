package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// every calls f for a command and all below it.
func every(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, sub := range c.Commands() {
		every(sub, f)
	}
}

func call(args ...string) (code int, out, report string) {
	var o, r bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &o, &r)
	return code, o.String(), r.String()
}

func TestEveryCommandTeaches(t *testing.T) {
	t.Parallel()
	every(newRoot(), func(c *cobra.Command) {
		name := c.CommandPath()
		if !strings.HasPrefix(name, "candor") || c.Short == "" || len(strings.Fields(c.Long)) < 8 && name != "candor help" {
			t.Errorf("%s does not say what it does", name)
		}
		examples := strings.Split(c.Example, "\n")
		if len(examples) != 2 {
			t.Errorf("%s has %d examples, want two", name, len(examples))
		}
		for _, e := range examples {
			if line, does, ok := strings.Cut(e, "# "); !ok || !strings.HasPrefix(strings.TrimSpace(line), "candor ") || does == "" {
				t.Errorf("%s: the example %q does not say what it is for", name, e)
			}
		}
		if c.Annotations[touchesNote] == "" {
			t.Errorf("%s does not say what it touches", name)
		}
		for _, line := range strings.Split(c.Long+"\n"+c.Example, "\n") {
			if len([]rune(line)) > 130 {
				t.Errorf("%s: too wide for a terminal: %q", name, line)
			}
		}
	})
}

func TestExamplesNameRealCommandsAndFlags(t *testing.T) {
	t.Parallel()
	every(newRoot(), func(c *cobra.Command) {
		for _, e := range strings.Split(c.Example, "\n") {
			line, _, _ := strings.Cut(e, "# ")
			for _, one := range strings.Split(line, "&&") {
				words := strings.Fields(one)
				target, rest, err := newRoot().Find(words[1:])
				if err != nil {
					t.Errorf("%s: %q: %v", c.CommandPath(), one, err)
					continue
				}
				for _, word := range rest {
					flag, ok := strings.CutPrefix(word, "--")
					if ok && target.Flags().Lookup(flag) == nil && target.InheritedFlags().Lookup(flag) == nil {
						t.Errorf("%s: %q has no flag %s", c.CommandPath(), one, word)
					}
				}
			}
		}
	})
}

// Lesson 33: security behind a paywall. There is one binary, and nothing in it asks for a licence.
func TestNothingAsksForALicence(t *testing.T) {
	t.Parallel()
	every(newRoot(), func(c *cobra.Command) {
		text := strings.ToLower(c.Short + c.Long + c.LocalFlags().FlagUsages())
		for _, word := range []string{"licence", "license", "enterprise", "premium", "upgrade", "paid", "subscription"} {
			if strings.Contains(text, word) {
				t.Errorf("%s speaks of %q", c.CommandPath(), word)
			}
		}
	})
}

func TestNoFlagTakesAPassword(t *testing.T) {
	t.Parallel()
	every(newRoot(), func(c *cobra.Command) {
		if f := c.Flags().Lookup("password"); f != nil {
			t.Errorf("%s takes a password on the command line, where every user of the machine can read it", c.CommandPath())
		}
	})
}

func TestWrongCallsSayWhatToDo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		args string
		code int
		want []string
	}{
		{"serv", exitUsage, []string{`there is no command "candor serv"`, "Did you mean candor serve?"}},
		{"knowledge ad", exitUsage, []string{"Did you mean candor knowledge add?"}},
		{"frobnicate", exitUsage, []string{"See candor --help."}},
		{"help frobnicate", exitUsage, []string{"there is no command", "See candor --help."}},
		{"version --frob", exitUsage, []string{"unknown flag: --frob", "See candor version --help."}},
		{"knowledge add", exitUsage, []string{"candor knowledge add: requires at least 1 arg", "--help"}},
		{"version extra", exitUsage, []string{"candor version:", "--help"}},
		{"serve --config no-such-file.toml", exitUsage, []string{"no settings file at no-such-file.toml", "candor init"}},
		{"user add maya@example.com --role boss --name Maya --config no-such-file.toml", exitUsage, []string{"no settings file"}},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			t.Parallel()
			code, out, report := call(strings.Fields(test.args)...)
			if code != test.code || out != "" {
				t.Errorf("code %d, output %q", code, out)
			}
			for _, want := range test.want {
				if !strings.Contains(report, want) {
					t.Errorf("%q lacks %q", report, want)
				}
			}
			if lines := strings.Count(report, "\n"); lines != 2 {
				t.Errorf("%d lines, want what happened and what to do: %q", lines, report)
			}
		})
	}
}

func TestHelpGoesToTheScreen(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}, {"help"}, {"knowledge"}, {"help", "serve"}, {"serve", "--help"}} {
		code, out, report := call(args...)
		if code != exitDone || report != "" || !strings.Contains(out, "Usage:\n  candor") || !strings.Contains(out, "Touches: ") {
			t.Errorf("%v: code %d, %q, %q", args, code, out, report)
		}
	}
}

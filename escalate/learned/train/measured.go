package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"candor/language"
)

// measured gives every message of the sets that are kept for measuring, in plain form: the shared
// hand-written ones and those of testdata. Rules may show such a message as an example; nothing is
// learned from it.
func measured(data, testdata string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, set := range []string{"cs-sensitive", "cs-human-request", "cs-injection"} {
		rows, err := readLines(filepath.Join(data, set, "messages.jsonl"))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[plainText(r.Text)] = true
		}
	}
	names, err := filepath.Glob(filepath.Join(testdata, "matters_*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no measured sets in %s: %v", testdata, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read a measured set: %w", err)
		}
		for line := range strings.Lines(string(text)) {
			if parts := strings.SplitN(strings.TrimSpace(line), " | ", 3); len(parts) == 3 {
				out[plainText(parts[2])] = true
			}
		}
	}
	return out, nil
}

// plainText is a message without case, signs and spaces, so that no copy hides behind a full stop.
func plainText(text string) string { return strings.Join(language.Terms(text), " ") }

// without leaves out the examples that are measured.
func without(examples []example, measured map[string]bool) []example {
	out := examples[:0]
	for _, e := range examples {
		if !measured[plainText(e.text)] {
			out = append(out, e)
		}
	}
	return out
}

package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"candor/escalate/fit"
)

// readPublic reads the permissive sets: public attacks and their look-alikes, and customers' questions,
// which are no attacks. Texts that are attacks only inside a document teach nothing about a message.
func readPublic(data string) ([]fit.Example, error) {
	var out []fit.Example
	for _, set := range []string{
		"prompt-injection-public/prompts.jsonl.gz", "banking77/train.jsonl.gz", "clinc150/train.jsonl.gz", "bitext-cs/utterances.jsonl.gz",
	} {
		name, _, _ := strings.Cut(set, "/")
		err := fit.EachLine(filepath.Join(data, filepath.FromSlash(set)), func(line []byte) error {
			var row struct {
				Text, Source string
				Injection    int
			}
			if err := json.Unmarshal(line, &row); err != nil {
				return err
			}
			if strings.Contains(strings.ToLower(row.Source), "bipia") {
				return nil
			}
			e := fit.Example{Text: row.Text, Yes: row.Injection == 1, Weight: 1, Group: fit.Digest(row.Text), Source: name}
			if name != "prompt-injection-public" {
				e.Weight = .5
			}
			out = append(out, e)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return out, nil
}

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"candor/escalate/fit"
)

const (
	ruleWeight   = 2
	publicWeight = .4
	leastRunes   = 9 // of a plain sentence
)

// ruleExamples reads the examples of the rule files: those for a wish for a person are one, those against it
// and those of other matters that were written in plain words are none.
func ruleExamples(folder string) ([]fit.Example, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no rule files in %s: %v", folder, err)
	}
	others := []string{"asked_if_human", "injection", "phishing", "crisis", "unresolved"}
	var out []fit.Example
	for _, name := range names {
		category, _, _ := strings.Cut(filepath.Base(name), ".")
		if category != "person" && !slices.Contains(others, category) {
			continue // they may well ask for a person besides
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read rules: %w", err)
		}
		for line := range strings.Lines(string(data)) {
			keyword, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			if keyword == "for" || keyword == "against" && category != "unresolved" && category != "asked_if_human" {
				out = append(out, fit.Example{Text: text, Yes: category == "person" && keyword == "for", Weight: ruleWeight, Group: fit.Digest(text), Source: "rules"})
			}
		}
	}
	return out, nil
}

// plainSentences reads sentences of many languages in which nobody asks for anybody.
func plainSentences(patterns ...string) ([]fit.Example, error) {
	var out []fit.Example
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("no sentences at %s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, fmt.Errorf("read sentences: %w", err)
			}
			for _, text := range strings.FieldsFunc(string(data), func(r rune) bool { return strings.ContainsRune(".!?。！？؟।\n", r) }) {
				text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "text "))
				if len([]rune(text)) < leastRunes || strings.HasPrefix(text, "stop ") || strings.HasPrefix(text, "#") {
					continue
				}
				out = append(out, fit.Example{Text: text, Weight: 1, Group: fit.Digest(text), Source: "sentences"})
			}
		}
	}
	return out, nil
}

// publicQuestions reads customers' questions of the permissive sets, nearly all of which ask for
// something else.
func publicQuestions(data string) ([]fit.Example, error) {
	var out []fit.Example
	for _, set := range []string{"banking77/train.jsonl.gz", "clinc150/train.jsonl.gz", "bitext-cs/utterances.jsonl.gz"} {
		name, _, _ := strings.Cut(set, "/")
		err := fit.EachLine(filepath.Join(data, filepath.FromSlash(set)), func(line []byte) error {
			var row struct {
				Text         string
				HumanRequest *int `json:"human_request"`
			}
			if err := json.Unmarshal(line, &row); err != nil {
				return err
			}
			if name == "bitext-cs" && row.HumanRequest == nil {
				return nil // customer service of any kind: may or may not mean a person
			}
			out = append(out, fit.Example{
				Text: row.Text, Yes: row.HumanRequest != nil && *row.HumanRequest == 1, Weight: publicWeight, Group: fit.Digest(row.Text), Source: name,
			})
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return out, nil
}

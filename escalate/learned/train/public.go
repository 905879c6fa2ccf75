package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// record is a line of any of the public sets.
type record struct {
	Text, Intent, Label, Functionality, Type string
	Labels                                   []string
	OOS                                      bool
	Injection                                int
}

// readPublic reads the permissive sets. What they teach stands in teach, set by set.
func readPublic(data string) ([]example, error) {
	var out []example
	for _, set := range []string{
		"banking77/train.jsonl.gz", "clinc150/train.jsonl.gz", "goemotions/train.jsonl.gz", "hatecheck/cases.jsonl.gz",
		"xstest/prompts.jsonl", "prompt-injection-public/prompts.jsonl.gz", "bitext-cs/utterances.jsonl.gz",
	} {
		rows, err := readLines(filepath.Join(data, filepath.FromSlash(set)))
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(set, "/")
		for _, r := range rows {
			if e, ok := teach(name, r); ok {
				e.text, e.tag, e.source, e.group = r.Text, "en", name, digestOf(r.Text)
				out = append(out, e)
			}
		}
	}
	return out, nil
}

func readLines(name string) ([]record, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open a public set: %w", err)
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", name, err)
		}
	}
	var rows []record
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row record
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		rows = append(rows, row)
	}
	return rows, lines.Err()
}

// teach says what one record of a set is an example of, and how much it weighs beside a sentence of
// our own. Records that would teach the wrong thing are left out.
func teach(set string, r record) (example, bool) {
	is := func(of string, names ...string) bool { return slices.Contains(names, of) }
	switch set {
	case "banking77":
		switch {
		case is(r.Intent, "compromised_card", "cash_withdrawal_not_recognised", "card_payment_not_recognised", "direct_debit_payment_not_recognised"):
			return example{yes: []string{"fraud"}, weight: .4}, true
		case is(r.Intent, "lost_or_stolen_card", "lost_or_stolen_phone"):
			return example{unsure: []string{"fraud"}, weight: .4}, true
		case is(r.Intent, "age_limit"):
			return example{unsure: []string{"minor"}, weight: .4}, true
		}
		return example{weight: .4}, true
	case "clinc150":
		switch {
		case r.Intent == "report_fraud":
			return example{yes: []string{"fraud"}, weight: .4}, true
		case is(r.Intent, "account_blocked", "report_lost_card", "freeze_account"):
			return example{unsure: []string{"fraud"}, weight: .4}, true
		}
		return example{weight: .4}, true
	case "goemotions":
		return teachEmotion(r)
	case "hatecheck":
		switch {
		case strings.HasPrefix(r.Functionality, "threat"):
			return example{yes: []string{"abuse"}, unsure: []string{"anger"}, weight: .3}, true
		case r.Label == "hateful":
			return example{unsure: []string{"abuse", "anger", "discrimination"}, weight: .2}, true
		}
		return example{unsure: []string{"anger", "discrimination"}, weight: .2}, true
	case "xstest":
		return example{weight: 1}, r.Label == "safe"
	case "prompt-injection-public":
		return example{unsure: []string{"complex"}, weight: .2}, r.Injection == 0
	case "bitext-cs":
		return example{unsure: []string{"anger", "privacy"}, weight: .2}, true
	}
	return example{}, false
}

// teachEmotion takes plain anger and plain sadness or fear, little, and the calm ones as neither.
func teachEmotion(r record) (example, bool) {
	has := func(names ...string) bool {
		return slices.ContainsFunc(r.Labels, func(l string) bool { return slices.Contains(names, l) })
	}
	most := []string{"crisis", "bereavement", "health", "abuse", "discrimination", "safety", "legal"}
	switch {
	case has("anger"):
		return example{yes: []string{"anger"}, unsure: append(most, "distress"), weight: .15}, true
	case has("sadness", "grief", "fear", "nervousness"):
		return example{yes: []string{"distress"}, unsure: append(most, "anger"), weight: .1}, true
	case has("annoyance", "disgust", "disapproval", "disappointment", "remorse", "embarrassment"):
		return example{}, false
	case digestOf(r.Text)%3 == 0:
		return example{weight: .3}, true
	}
	return example{}, false
}

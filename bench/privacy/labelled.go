package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"candor/bench/privacy/corpus"
	"candor/bench/privacy/score"
)

// text is a labelled text with what is known beside it.
type text struct {
	query
	labels score.Case
}

// readLines reads JSON lines, gzipped or not.
func readLines[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("read %s: %w", filepath.Base(file), err)
		}
	}
	var all []T
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("read %s, line %d: %w", filepath.Base(file), len(all)+1, err)
		}
		all = append(all, row)
	}
	return all, lines.Err()
}

// sharedCases reads the cases by entity, without those that need a setting of another program.
func sharedCases(folder string) ([]text, error) {
	rows, err := readLines[struct {
		Kind, Entity, Text, Language, Country string
		Regions                               []string
		Expected                              [][2]int
		Config                                map[string]any
	}](filepath.Join(folder, "presidio-cases", "cases.jsonl"))
	var all []text
	for _, r := range rows {
		if r.Kind == "ner" || r.Kind == "redos" || len(r.Config) > 0 {
			continue
		}
		c := score.Case{Length: utf8.RuneCountInString(r.Text), Only: r.Entity}
		for _, e := range r.Expected {
			c.Gold = append(c.Gold, score.Span{Type: r.Entity, Start: e[0], End: e[1]})
		}
		all = append(all, text{query{Text: r.Text, Language: r.Language, Country: r.Country, Regions: r.Regions}, c})
	}
	return all, err
}

// sharedMessages reads messages in which all is labelled; a label that says it is nothing personal is
// a decoy.
func sharedMessages(folder, name string) ([]text, error) {
	rows, err := readLines[struct {
		Text  string
		Spans []struct {
			score.Span
			PII *bool
		}
	}](filepath.Join(folder, name))
	var all []text
	for _, r := range rows {
		c := score.Case{Length: utf8.RuneCountInString(r.Text)}
		for _, s := range r.Spans {
			if s.PII != nil && !*s.PII {
				c.Decoys = append(c.Decoys, s.Span)
				continue
			}
			c.Gold = append(c.Gold, s.Span)
		}
		all = append(all, text{query{Text: r.Text}, c})
	}
	return all, err
}

// ownMessages turns what the corpus made into labelled texts, with hints or without.
func ownMessages(messages []corpus.Message, hints bool) []text {
	all := make([]text, 0, len(messages))
	for _, m := range messages {
		t := text{query{Text: m.Text}, score.Case{Length: utf8.RuneCountInString(m.Text), Variant: m.Variant}}
		if hints {
			t.Language, t.Country = m.Lang, m.Country
		}
		for _, s := range m.Spans {
			t.labels.Gold = append(t.labels.Gold, score.Span{Type: s.Type, Start: s.Start, End: s.End})
		}
		for _, x := range m.Decoys {
			t.labels.Decoys = append(t.labels.Decoys, score.Span{Type: x.Kind, Start: x.Start, End: x.End})
		}
		all = append(all, t)
	}
	return all
}

// withoutHints leaves only the words.
func withoutHints(from []text) []text {
	all := make([]text, 0, len(from))
	for _, t := range from {
		all = append(all, text{query{Text: t.Text}, t.labels})
	}
	return all
}

package escalate

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"candor/policy"
)

// ruleFiles hold one category in one language each. Their format is told in rules/README.md.
//
//go:embed rules/*.txt
var ruleFiles embed.FS

// ruleFile is a parsed file: its words by class and its rules.
type ruleFile struct {
	name     string
	language string
	category Category
	owner    string
	version  string
	action   policy.Action
	joined   []string            // particles that may be written onto a word
	words    map[string][]string // class to its words and phrases
	classes  []string            // in the order of the file
	unless   []string            // patterns that hold for every rule of the file
	against  []string
	rules    []*fileRule
}

type fileRule struct {
	id             string
	says           string
	match, surely  []string // surely: also where the file's own "unless" would take it back
	unless         []string
	plus, minus    []string // examples
	actionOverride *policy.Action
}

func readRuleFiles(files fs.FS) ([]*ruleFile, error) {
	names, err := fs.Glob(files, "rules/*.txt")
	if err != nil {
		return nil, fmt.Errorf("escalate: list rules: %w", err)
	}
	out := make([]*ruleFile, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("escalate: read rules: %w", err)
		}
		f, err := parseRuleFile(name, string(text))
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func parseRuleFile(name, text string) (*ruleFile, error) {
	f := &ruleFile{name: name, words: map[string][]string{}, action: policy.HandOver}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		keyword, rest, _ := strings.Cut(line, " ")
		if err := f.take(keyword, strings.TrimSpace(rest)); err != nil {
			return nil, fmt.Errorf("escalate: %s line %d: %w", name, number, err)
		}
	}
	if f.language == "" || f.category == "" || f.owner == "" || f.version == "" || len(f.rules) == 0 {
		return nil, fmt.Errorf("escalate: %s needs language, category, owner, version and a rule", name)
	}
	return f, nil
}

func (f *ruleFile) take(keyword, rest string) error {
	if rest == "" {
		return fmt.Errorf("%q says nothing", keyword)
	}
	switch keyword {
	case "language":
		f.language = rest
		return nil
	case "category":
		f.category = Category(rest)
		return nil
	case "owner":
		f.owner = rest
		return nil
	case "version":
		f.version = rest
		return nil
	case "joined":
		f.joined = strings.Fields(rest)
		return nil
	case "word":
		return f.takeWords(rest)
	case "rule":
		f.rules = append(f.rules, &fileRule{id: rest})
		return nil
	case "action":
		return f.takeAction(rest)
	}
	if len(f.rules) == 0 {
		switch keyword {
		case "unless":
			f.unless = append(f.unless, rest)
			return nil
		case "against":
			f.against = append(f.against, rest)
			return nil
		}
		return fmt.Errorf("unknown keyword %q before the first rule", keyword)
	}
	r := f.rules[len(f.rules)-1]
	switch keyword {
	case "says":
		r.says = rest
	case "match":
		r.match = append(r.match, rest)
	case "surely":
		r.surely = append(r.surely, rest)
	case "unless":
		r.unless = append(r.unless, rest)
	case "for":
		r.plus = append(r.plus, rest)
	case "against":
		r.minus = append(r.minus, rest)
	default:
		return fmt.Errorf("unknown keyword %q", keyword)
	}
	return nil
}

// takeWords reads "NAME: word, phrase of words, begin*".
func (f *ruleFile) takeWords(rest string) error {
	class, list, ok := strings.Cut(rest, ":")
	class = strings.TrimSpace(class)
	if !ok || !isClassName(class) {
		return fmt.Errorf("word list %q needs a NAME in capitals and a colon", rest)
	}
	if !slices.Contains(f.classes, class) {
		f.classes = append(f.classes, class)
	}
	for _, w := range strings.Split(list, ",") {
		if w = strings.TrimSpace(w); w != "" {
			f.words[class] = append(f.words[class], w)
		}
	}
	return nil
}

func (f *ruleFile) takeAction(rest string) error {
	actions := map[string]policy.Action{"hand_over": policy.HandOver, "note": policy.Pass, "reply": policy.Reply}
	a, ok := actions[rest]
	if !ok {
		return fmt.Errorf("unknown action %q", rest)
	}
	if len(f.rules) == 0 {
		f.action = a
	} else {
		f.rules[len(f.rules)-1].actionOverride = &a
	}
	return nil
}

func isClassName(s string) bool {
	for _, r := range s {
		if !unicode.IsUpper(r) && r != '_' && !unicode.IsDigit(r) {
			return false
		}
	}
	return s != "" && s[0] >= 'A' && s[0] <= 'Z'
}

// rule gives the public form of a rule of this file.
func (f *ruleFile) rule(r *fileRule) Rule {
	action := f.action
	if r.actionOverride != nil {
		action = *r.actionOverride
	}
	return Rule{
		ID: r.id, Category: f.category, Languages: []string{f.language}, Action: action, Says: r.says,
		For: r.plus, Against: append(slices.Clone(f.against), r.minus...), Version: f.version, Owner: f.owner,
	}
}

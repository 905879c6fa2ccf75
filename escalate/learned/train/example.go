package main

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"candor/escalate/learned"
)

// matterNames are the labels of the model, in the order of the file of weights.
var matterNames = []string{
	"crisis", "bereavement", "financial_hardship", "abuse", "health", "disability", "legal", "discrimination",
	"privacy", "safety", "fraud", "minor", "regulator", "anger", "distress", "complex", anyMatter,
}

// anyMatter is the label of everything that a person should handle.
const anyMatter = learned.AnyMatter

// example is one sentence to learn from.
type example struct {
	text   string
	tag    string   // language
	yes    []string // matters that it is about
	unsure []string // matters that it teaches nothing about
	weight float64
	group  uint32 // lines of one group stay together in cross-validation
	own    bool   // written for this purpose, not from a public set
	source string
}

// readExamples reads examples/MATTER.LANGUAGE.txt. A line is one example of the matter; {a|b} stands
// for a or b. A line that begins with "-" looks alike and is about nothing; words with "+" or "?" at
// the beginning of a line add a matter, or leave it open.
func readExamples(folder string) ([]example, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no examples in %s: %v", folder, err)
	}
	var out []example
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read examples: %w", err)
		}
		parts := strings.Split(filepath.Base(name), ".")
		if len(parts) != 3 {
			return nil, fmt.Errorf("%s is not called MATTER.LANGUAGE.txt", name)
		}
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			some, err := parseLine(line, parts[0], parts[1])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out = append(out, some...)
		}
	}
	return out, nil
}

// readRules reads the examples for and against of the English rule files of the matters.
func readRules(folder string) ([]example, error) {
	var out []example
	for _, matter := range matterNames[:len(matterNames)-1] {
		name := filepath.Join(folder, matter+".en.txt")
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the examples of the rules: %w", err)
		}
		for line := range strings.Lines(string(data)) {
			keyword, text, _ := strings.Cut(strings.TrimSpace(line), " ")
			e := example{text: text, tag: "en", weight: ruleWeight, group: digestOf(text), own: true, source: matter}
			switch keyword {
			case "for":
				e.yes = []string{matter}
			case "against":
			default:
				continue
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// ruleWeight is what an example of a rule weighs: lawyers and agents chose it.
const ruleWeight = 2

// mostVariants is how many variants of one line are learned from; together they weigh as much as
// fullVariants lines at most.
const (
	mostVariants = 24
	fullVariants = 5.0
)

func parseLine(line, matter, tag string) ([]example, error) {
	e := example{tag: tag, own: true, source: matter}
	if matter != "none" {
		e.yes = []string{matter}
	}
	if rest, ok := strings.CutPrefix(line, "-"); ok {
		e.yes, line = nil, strings.TrimSpace(rest)
	}
	for strings.HasPrefix(line, "+") || strings.HasPrefix(line, "?") {
		word, rest, _ := strings.Cut(line, " ")
		if !slices.Contains(matterNames, word[1:]) {
			return nil, fmt.Errorf("no matter is called %q", word[1:])
		}
		if word[0] == '+' {
			e.yes = append(e.yes, word[1:])
		} else {
			e.unsure = append(e.unsure, word[1:])
		}
		line = strings.TrimSpace(rest)
	}
	e.group = digestOf(line)
	variants := expand(line)
	if len(variants) > mostVariants {
		slices.SortFunc(variants, func(a, b string) int { return int(int64(digestOf(a)) - int64(digestOf(b))) })
		variants = variants[:mostVariants]
	}
	e.weight = min(1, fullVariants/float64(len(variants)))
	out := make([]example, len(variants))
	for i, v := range variants {
		out[i] = e
		out[i].text = strings.Join(strings.Fields(v), " ")
	}
	return out, nil
}

// expand writes out {a|b}, which may not be nested.
func expand(line string) []string {
	open := strings.IndexByte(line, '{')
	if open < 0 {
		return []string{line}
	}
	length := strings.IndexByte(line[open:], '}')
	if length < 0 {
		return []string{line}
	}
	var out []string
	tails := expand(line[open+length+1:])
	if len(tails) > 4096 {
		tails = tails[:4096]
	}
	for _, choice := range strings.Split(line[open+1:open+length], "|") {
		for _, tail := range tails {
			out = append(out, line[:open]+choice+tail)
		}
	}
	return out
}

func digestOf(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

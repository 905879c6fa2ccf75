package rulebook

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Options are what a file is checked against.
type Options struct {
	Signals   *escalate.Inspector // hears the messages of the cases; required where a case has one
	Languages []string            // that the desk speaks; texts must be there in each. None: what there is is enough
}

const (
	mostRules = 200
	mostCases = 1000
	longest   = 300 // characters of a text
)

var (
	idShape       = regexp.MustCompile(`^[a-z][a-z0-9_]{1,31}$`)
	versionShape  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
	languageShape = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$`)
)

// Load reads a policy file, checks it and runs its cases. The book is nil when one problem is more than a
// warning: nothing of such a file counts.
func Load(ctx context.Context, data []byte, o Options) (*Book, []Problem) {
	f, problems := readFile(data)
	if len(problems) > 0 {
		return nil, problems
	}
	b, c := begin(data, f, o)
	if c.refused() {
		return nil, c.problems
	}
	for _, x := range b.run(ctx, f.Cases, o.Signals) {
		if x.Failed != "" {
			c.refuse(x.Place(), x.Failed)
		}
	}
	c.shown(ctx, f)
	if c.refused() {
		return nil, c.problems
	}
	return b, c.problems
}

// Restore reads a file that was in force before. Its cases are not run again: what was sound then goes on
// being in force when the program listens better than it did.
func Restore(data []byte) (*Book, []Problem) {
	f, problems := readFile(data)
	if len(problems) > 0 {
		return nil, problems
	}
	b, c := begin(data, f, Options{})
	if c.refused() {
		return nil, c.problems
	}
	return b, nil
}

// begin checks everything of a file but its cases.
func begin(data []byte, f File, o Options) (*Book, *checking) {
	b := &Book{version: f.Version, by: strings.TrimSpace(f.By), digest: DigestOf(data), matters: map[escalate.Category]Matter{}, cases: len(f.Cases)}
	c := &checking{book: b, o: o}
	c.head(f)
	for _, name := range slices.Sorted(maps.Keys(f.Matters)) {
		m, bad := tightened(escalate.Category(name), f.Matters[name])
		for _, why := range bad {
			c.refuse("matter "+name, why)
		}
		if len(bad) == 0 {
			b.matters[m.Category] = m
		}
	}
	seen := map[string]bool{}
	for i, r := range f.Rules {
		place := fmt.Sprintf("rule %q", r.ID)
		if r.ID == "" {
			place = fmt.Sprintf("rule %d", i+1)
		}
		if seen[r.ID] {
			c.refuse(place, "two rules have this id")
		}
		seen[r.ID] = true
		c.rule(place, r)
	}
	return b, c
}

// Cases says how many cases the file has.
func (b *Book) Cases() int {
	if b == nil {
		return 0
	}
	return b.cases
}

// checking gathers what is wrong with a file.
type checking struct {
	book     *Book
	o        Options
	problems []Problem
}

func (c *checking) refuse(place, text string) {
	c.problems = append(c.problems, Problem{Place: place, Text: text})
}

func (c *checking) warn(place, text string) {
	c.problems = append(c.problems, Problem{Place: place, Text: text, Warning: true})
}

func (c *checking) refused() bool {
	return slices.ContainsFunc(c.problems, func(p Problem) bool { return !p.Warning })
}

func (c *checking) head(f File) {
	if !versionShape.MatchString(f.Version) {
		c.refuse("", `version is missing or is not 1 to 40 letters, digits, dots and hyphens, as in version = "2026-11"`)
	}
	if f.By == "" {
		c.warn("", "by is missing: the record then says that the file was found, and not who answers for it")
	}
	if len(f.Rules) > mostRules || len(f.Cases) > mostCases {
		c.refuse("", fmt.Sprintf("more than %d rules or %d cases", mostRules, mostCases))
	}
}

func (c *checking) rule(place string, in fileRule) {
	before := len(c.problems)
	if !idShape.MatchString(in.ID) {
		c.refuse(place, "id is missing or is not 2 to 32 small letters, digits and underscores")
	}
	if in.Enabled != nil || in.Unless != "" {
		c.refuse(place, "a rule has neither enabled nor unless: take it out of the file, or write it into when")
	}
	e, why := readAction(in.Action)
	if why != "" {
		c.refuse(place, why)
	}
	if e.priority, why = readPriority(in.Priority); why != "" {
		c.refuse(place, why)
	}
	for word, missing := range map[string]bool{
		wordPriority: in.Priority == "", wordNotice: len(in.Notice) == 0, wordNote: strings.TrimSpace(in.Note) == "",
	} {
		if in.Action == word && missing {
			c.refuse(place, fmt.Sprintf("action %q needs %s", word, word))
		}
	}
	if in.Drafts != nil && *in.Drafts {
		c.refuse(place, "drafts = true would let AI draft where something else forbids it; a rule can only take drafts away")
	}
	if len(in.Says) == 0 && (in.Action == policy.HandOver.String() || in.Action == wordOffer) {
		c.warn(place, "says is missing: customers read only that a rule of the desk asks for a person")
	}
	c.texts(place, "says", in.Says, false)
	c.texts(place, wordNotice, in.Notice, true)
	c.text(place, wordNote, in.Note)
	when := condition{}
	if strings.TrimSpace(in.When) == "" {
		c.refuse(place, "when is missing")
	} else {
		var bad []string
		when, bad = compile(in.When)
		for _, b := range bad {
			c.refuse(place, b)
		}
	}
	if len(c.problems) > before && c.refused() {
		return
	}
	c.book.rules = append(c.book.rules, rule{
		id: in.ID, when: when, source: in.When, word: in.Action, effect: e, says: in.Says, notice: in.Notice, note: strings.TrimSpace(in.Note),
		drafts: in.Drafts == nil || *in.Drafts,
	})
}

// texts checks what customers read. A notice must be there in every language of the desk, because leaving it
// out for some would be a lesser service; without a reason in their language customers read a general one.
func (c *checking) texts(place, key string, in map[string]string, every bool) {
	for _, language := range slices.Sorted(maps.Keys(in)) {
		if !languageShape.MatchString(language) {
			c.refuse(place, fmt.Sprintf("%s.%s: that is no language tag", key, language))
		}
		if strings.TrimSpace(in[language]) == "" {
			c.refuse(place, fmt.Sprintf("%s.%s is empty", key, language))
		}
		c.text(place, key+"."+language, in[language])
	}
	if len(in) == 0 {
		return
	}
	for _, language := range c.o.Languages {
		if _, ok := inLanguage(in, language); ok {
			continue
		}
		if every {
			c.refuse(place, fmt.Sprintf("%s has no text in %s, which the desk speaks", key, language))
		} else {
			c.warn(place, fmt.Sprintf("%s has no text in %s: there customers read a general one", key, language))
		}
	}
}

func (c *checking) text(place, key, text string) {
	switch {
	case utf8.RuneCountInString(text) > longest:
		c.refuse(place, fmt.Sprintf("%s is longer than %d characters", key, longest))
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		c.refuse(place, key+" holds a control character; write it on one line")
	case strings.ContainsAny(text, "<>{}"):
		c.refuse(place, key+" holds markup or braces; it is shown as it stands")
	}
}

// shown wants an example of every rule: one in which it fires, and better also one in which it does not.
func (c *checking) shown(ctx context.Context, f File) {
	for _, r := range c.book.rules {
		fires, rests := false, false
		for _, x := range f.Cases {
			if facts, err := x.facts(c.o.Signals); err == nil {
				is, err := r.when.holds(facts.variables())
				fires, rests = fires || err == nil && is, rests || err == nil && !is
			}
		}
		place := fmt.Sprintf("rule %q", r.id)
		if !fires {
			c.refuse(place, "no case shows it firing: add a [[case]] that it is for")
		}
		if !rests {
			c.warn(place, "no case shows it not firing")
		}
	}
}

// priorityWord names a place in the queue as the file does.
func priorityWord(p candor.Priority) string {
	switch {
	case p >= candor.Urgent:
		return wordUrgent
	case p >= candor.Declared:
		return wordRaised
	}
	return "normal"
}

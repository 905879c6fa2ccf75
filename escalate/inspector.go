package escalate

import (
	"fmt"
	"io/fs"
	"slices"

	"candor/escalate/injection"
	"candor/escalate/learned"
	"candor/escalate/request"
	"candor/policy"
)

// Inspector holds the compiled rules. It is safe for concurrent use.
type Inspector struct {
	words   *lexicon
	files   []*compiledFile
	rules   []Rule
	learned *learned.Model    // of the sensitive matters
	bits    map[string]uint64 // of the languages that have rules
	version string
}

// compiledFile is one rule file, ready to match.
type compiledFile struct {
	language string
	category Category
	classes  int
	unless   []*pattern
	rules    []*compiledRule
}

type compiledRule struct {
	id            string
	action        policy.Action
	match, unless []*pattern
	surely        []*pattern
}

// New compiles the rules that are built in. It fails only if a rule file is wrong, which a
// test rules out for those built in.
func New() (*Inspector, error) { return compile(ruleFiles) }

func compile(files fs.FS) (*Inspector, error) {
	read, err := readRuleFiles(files)
	if err != nil {
		return nil, err
	}
	if err := loadLearned(); err != nil {
		return nil, err
	}
	weights, err := learned.Load()
	if err != nil {
		return nil, fmt.Errorf("escalate: %w", err)
	}
	in := &Inspector{words: newLexicon(), bits: map[string]uint64{}, learned: weights, version: versionOf(read, learned.Version(), injection.Version(), request.Version())}
	ids := map[string]bool{}
	for i, f := range read {
		c, err := in.compileFile(uint16(i), f)
		if err != nil {
			return nil, fmt.Errorf("escalate: %s: %w", f.name, err)
		}
		in.files = append(in.files, c)
		for _, r := range f.rules {
			if ids[r.id] {
				return nil, fmt.Errorf("escalate: two rules are called %s", r.id)
			}
			ids[r.id] = true
			in.rules = append(in.rules, f.rule(r))
		}
	}
	in.words.close()
	return in, nil
}

// mixedLanguages is the language of files for messages that mix several.
const mixedLanguages = "mul"

// syllables is a language that writes each syllable as a word: most are a slip away from another.
const syllables = "vi"

// fileFacts gives what the lexicon needs of a file.
func (in *Inspector) fileFacts(f *ruleFile) fileFacts {
	facts := fileFacts{language: everyLanguage, lenient: f.category != Injection && f.category != Phishing && f.language != syllables}
	if f.language == mixedLanguages {
		return facts
	}
	if in.bits[f.language] == 0 {
		in.bits[f.language] = 1 << (len(in.bits) % 64)
	}
	facts.language = in.bits[f.language]
	return facts
}

// spoken is for one message. Hint is a tag that the caller expects; may be empty.
func (in *Inspector) spoken(text, hint string) *spoken {
	return &spoken{text: text, hint: hint, bits: in.bits}
}

// Rules gives every rule, ordered by file and place.
func (in *Inspector) Rules() []Rule { return slices.Clone(in.rules) }

// Version is a digest of the rules and of all weights that were learned, which changes whenever one does.
func (in *Inspector) Version() string { return in.version }

func (in *Inspector) compileFile(number uint16, f *ruleFile) (*compiledFile, error) {
	c := &compiledFile{language: f.language, category: f.category}
	in.words.files = append(in.words.files, in.fileFacts(f))
	known := map[string]uint16{}
	particles := make([]string, len(f.joined))
	for i, p := range f.joined {
		particles[i] = foldWord(p)
	}
	class := func(name string) (uint16, error) {
		if id, ok := known[name]; ok {
			return id, nil
		}
		words := []string{name}
		if isClassName(name) {
			words = f.words[name]
		}
		if len(words) == 0 {
			return 0, fmt.Errorf("no words called %s", name)
		}
		if c.classes >= mostClasses {
			return 0, fmt.Errorf("more than %d word lists", mostClasses)
		}
		id := uint16(c.classes)
		known[name] = id
		c.classes++
		for _, w := range words {
			in.words.add(w, particles, classRef{number, id})
		}
		return id, nil
	}
	for _, w := range f.words["KNOWN"] {
		in.words.know(w, number)
	}
	patterns := func(lines []string) ([]*pattern, error) {
		out := make([]*pattern, 0, len(lines))
		for _, line := range lines {
			p, err := compilePattern(line, class)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
		return out, nil
	}
	var err error
	if c.unless, err = patterns(f.unless); err != nil {
		return nil, err
	}
	for _, r := range f.rules {
		cr := &compiledRule{id: r.id, action: f.rule(r).Action}
		if cr.match, err = patterns(r.match); err != nil {
			return nil, fmt.Errorf("%s: %w", r.id, err)
		}
		if cr.surely, err = patterns(r.surely); err != nil {
			return nil, fmt.Errorf("%s: %w", r.id, err)
		}
		if cr.unless, err = patterns(r.unless); err != nil {
			return nil, fmt.Errorf("%s: %w", r.id, err)
		}
		if len(cr.match)+len(cr.surely) == 0 {
			return nil, fmt.Errorf("%s matches nothing", r.id)
		}
		c.rules = append(c.rules, cr)
	}
	return c, nil
}

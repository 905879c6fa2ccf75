package rulebook

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// File is a policy file as it is written. What each key means is told in docs/policy.md.
type File struct {
	Version string                `toml:"version"`
	By      string                `toml:"by"` // who answers for it: the e-mail address of an owner or a lead
	Matters map[string]fileMatter `toml:"matter"`
	Rules   []fileRule            `toml:"rule"`
	Cases   []fileCase            `toml:"case"`
}

// fileMatter asks for more care about a category than the table does.
type fileMatter struct {
	Action   string `toml:"action"`
	Priority string `toml:"priority"`
	Drafts   *bool  `toml:"drafts"`

	// What people write who want less; each is refused with its reason.
	Enabled  *bool `toml:"enabled"`
	Disabled *bool `toml:"disabled"`
	Off      *bool `toml:"off"`
}

// fileRule is a rule of the operator's own.
type fileRule struct {
	ID       string            `toml:"id"`
	When     string            `toml:"when"`
	Action   string            `toml:"action"`
	Priority string            `toml:"priority"`
	Says     map[string]string `toml:"says"`   // why, as the customer reads it, by language
	Notice   map[string]string `toml:"notice"` // what the customer is told besides, by language
	Note     string            `toml:"note"`   // what staff are told
	Drafts   *bool             `toml:"drafts"`
	Enabled  *bool             `toml:"enabled"`
	Unless   string            `toml:"unless"`
}

// fileCase is an example with what must come of it.
type fileCase struct {
	Message    string   `toml:"message"`
	Matters    []string `toml:"matters"`
	Others     []string `toml:"about_others"`
	Language   string   `toml:"language"`
	Inbox      string   `toml:"inbox"`
	Channel    string   `toml:"channel"`
	Answering  bool     `toml:"answering"`
	Tier       string   `toml:"tier"`
	Confidence *float64 `toml:"confidence"`
	First      *bool    `toml:"first"`
	Unresolved int      `toml:"unresolved"`
	Waiting    int      `toml:"waiting"`
	Wait       int      `toml:"wait_minutes"`
	Staffed    *bool    `toml:"staffed"`
	Open       *bool    `toml:"open"`
	Hour       *int     `toml:"hour"`
	Weekday    string   `toml:"weekday"`

	Expect   string `toml:"expect"`
	Rule     string `toml:"rule"`
	Priority string `toml:"priority"`
}

// Problem is one thing for which a file is not loaded, or that its author should know.
type Problem struct {
	Line    int    // 0 when it is not about one line
	Place   string // such as `rule "late_parcels"`; "" for the file
	Text    string
	Warning bool // the file loads all the same
}

func (p Problem) String() string {
	s := p.Text
	if p.Place != "" {
		s = p.Place + ": " + s
	}
	if p.Line > 0 {
		s = fmt.Sprintf("line %d: %s", p.Line, s)
	}
	return s
}

// mostBytes is the longest policy file that is read.
const mostBytes = 512 << 10

// readFile takes a file apart. Unknown keys are refused: a key that does nothing would let its author
// believe that it does something.
func readFile(data []byte) (File, []Problem) {
	var f File
	if len(data) > mostBytes {
		return f, []Problem{{Text: fmt.Sprintf("the file is longer than %d bytes", mostBytes)}}
	}
	d := toml.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&f)
	var unknown *toml.StrictMissingError
	var broken *toml.DecodeError
	switch {
	case err == nil:
		return f, nil
	case errors.As(err, &unknown):
		var out []Problem
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			out = append(out, Problem{Line: line, Text: fmt.Sprintf("there is no key %q in a policy file", strings.Join(e.Key(), "."))})
		}
		return f, out
	case errors.As(err, &broken):
		line, _ := broken.Position()
		return f, []Problem{{Line: line, Text: "this cannot be read: " + strings.TrimPrefix(broken.Error(), "toml: ")}}
	}
	return f, []Problem{{Text: "this cannot be read: " + strings.TrimPrefix(err.Error(), "toml: ")}}
}

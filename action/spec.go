package action

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// Kind is how much an act needs before it is done.
type Kind int

// The kinds.
const (
	Look   Kind = iota // reads, and changes nothing
	Change             // needs the customer's yes
	Money              // needs the customer's yes and then an agent's
)

var kindNames = [...]string{"look", "change", "money"}

func (k Kind) String() string {
	if k >= 0 && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// KindNamed gives the kind of a name, as String writes it.
func KindNamed(name string) (Kind, bool) {
	i := slices.Index(kindNames[:], name)
	return Kind(max(i, 0)), i >= 0
}

// Spec is one thing that the desk can do. It is written by the owner or by this program, and holds
// nobody's words.
//
// Arguments and Result are JSON schemas of a small, closed kind: see schema.go for what they may say.
type Spec struct {
	Name      string            // 1 to 40 of a-z, 0-9 and _, beginning with a letter
	Title     string            // catalogue key: what it does, as people read it
	About     string            // when to use it, in English, for a model
	Kind      Kind              //
	Arguments json.RawMessage   // of an object with plain fields
	Result    json.RawMessage   // of an object
	Field     string            // of the result, an enum: its value picks what is said
	Says      map[string]Saying // what is said for each value of Field
	Missing   string            // catalogue key: there is no such thing, or it is somebody else's; gets the arguments
	Ask       string            // catalogue key of the question to the customer, for Change and Money; gets the arguments
	Offer     string            // catalogue key of the question where an agent proposes it; empty: Ask
	Second    bool              // of Money: where an agent proposed it, another one has to agree
	Reading   *Reading          // how plain words are read as this act without a model; nil: they are not
}

// Saying is what one outcome is told with, and what it promises.
type Saying struct {
	Key     string
	Args    map[string]string // arguments of the text, and the field of the result that each is; a list gives its length
	Promise string            // kind of the commitment that this makes, such as "refund"; empty: none
	Due     string            // field of the result, a date: by when
}

// Registry is every act that a desk knows. Safe for concurrent use; the zero value knows none.
type Registry struct {
	specs map[string]*known
}

// known is a spec that was found good.
type known struct {
	Spec
	arguments, result *field
	read              *reader
}

// ErrSpec says that a spec was refused; the reason is in the error.
var ErrSpec = errors.New("action: this spec is refused")

var nameShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)

// NewRegistry takes specs in. ErrSpec: one of them could do or say what it should not.
func NewRegistry(specs ...Spec) (*Registry, error) {
	r := &Registry{specs: map[string]*known{}}
	for _, s := range specs {
		k, err := examine(s)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrSpec, s.Name, err)
		}
		if _, twice := r.specs[s.Name]; twice {
			return nil, fmt.Errorf("%w: %s is there twice", ErrSpec, s.Name)
		}
		r.specs[s.Name] = k
	}
	return r, nil
}

// Spec gives one by its name.
func (r *Registry) Spec(name string) (Spec, bool) {
	k, ok := r.find(name)
	if !ok {
		return Spec{}, false
	}
	return k.Spec, true
}

// Specs gives all, in the order of their names.
func (r *Registry) Specs() []Spec {
	if r == nil {
		return nil
	}
	out := make([]Spec, 0, len(r.specs))
	for _, name := range slices.Sorted(maps.Keys(r.specs)) {
		out = append(out, r.specs[name].Spec)
	}
	return out
}

func (r *Registry) find(name string) (*known, bool) {
	if r == nil {
		return nil, false
	}
	k, ok := r.specs[name]
	return k, ok
}

func examine(s Spec) (*known, error) {
	if !nameShape.MatchString(s.Name) {
		return nil, errors.New("the name is not 1 to 40 of a-z, 0-9 and _")
	}
	if s.Kind < Look || s.Kind > Money {
		return nil, errors.New("the kind is unknown")
	}
	if (s.Ask == "") != (s.Kind == Look) {
		return nil, errors.New("what changes something asks the customer, and what only reads does not")
	}
	if s.Offer != "" && s.Kind == Look {
		return nil, errors.New("what only reads asks nobody")
	}
	if s.Second && s.Kind != Money {
		return nil, errors.New("a second agent is asked about money, and about nothing else")
	}
	if !keyShape.MatchString(s.Title) || !keyShape.MatchString(s.Missing) || s.Ask != "" && !keyShape.MatchString(s.Ask) || s.Offer != "" && !keyShape.MatchString(s.Offer) {
		return nil, errors.New("title and missing are keys of the catalogue, and so is a question")
	}
	k := &known{Spec: s}
	var err error
	if k.arguments, err = compile(s.Arguments); err != nil {
		return nil, fmt.Errorf("arguments: %w", err)
	}
	for name, f := range k.arguments.fields {
		if f.kind == isObject || f.kind == isArray {
			return nil, fmt.Errorf("arguments: %s is not one plain value", name)
		}
	}
	if k.result, err = compile(s.Result); err != nil {
		return nil, fmt.Errorf("result: %w", err)
	}
	if err := examineSays(s, k.result); err != nil {
		return nil, err
	}
	if s.Reading != nil {
		if k.read, err = newReader(s, k.arguments); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// examineSays makes sure that there is a text for whatever the result can be, and that it has what it needs.
func examineSays(s Spec, result *field) error {
	by, ok := result.fields[s.Field]
	if !ok || len(by.values) == 0 || !slices.Contains(result.required, s.Field) {
		return errors.New("the field that picks what is said is not a required enum of the result")
	}
	if len(by.values) != len(s.Says) {
		return errors.New("what is said does not match the values of its field one to one")
	}
	for _, value := range by.values {
		say, ok := s.Says[value]
		if !ok || !keyShape.MatchString(say.Key) {
			return fmt.Errorf("nothing is said for %s", value)
		}
		for _, from := range say.Args {
			if f, ok := result.fields[from]; !ok || f.kind == isObject {
				return fmt.Errorf("for %s the text needs %s, which is no plain field of the result", value, from)
			}
		}
		if (say.Promise == "") != (say.Due == "") {
			return fmt.Errorf("for %s something is promised without a date, or a date without a promise", value)
		}
		if say.Due == "" {
			continue
		}
		if f, ok := result.fields[say.Due]; !ok || !f.date || !nameShape.MatchString(say.Promise) {
			return fmt.Errorf("for %s the date of the promise is no date of the result", value)
		}
	}
	return nil
}

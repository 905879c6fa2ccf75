package action

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Input is how somebody fills a field in.
type Input string

// The inputs.
const (
	Choice Input = "choice" // one of Values
	Day    Input = "day"
	Count  Input = "count" // a whole number from Least to Top
	Tick   Input = "tick"  // yes or no
	Number Input = "number"
)

// Field is one argument of an act, as a form shows it. It is made of the spec alone.
type Field struct {
	Name, About string
	Input       Input
	Required    bool
	Values      []string // of a Choice
	Least, Top  int64    // of a Count
	Pattern     string   // of a Number: a regular expression for the whole of it
	Long        int      // of a Number: the most characters
}

// Fields gives what an act takes, what is required first, then by name.
func (r *Registry) Fields(tool string) []Field {
	k, ok := r.find(tool)
	if !ok {
		return nil
	}
	var out []Field
	for _, name := range k.arguments.names() {
		f := k.arguments.fields[name]
		one := Field{Name: name, About: f.description, Required: slices.Contains(k.arguments.required, name)}
		switch {
		case f.kind == isInteger:
			one.Input, one.Least, one.Top = Count, f.least, f.top
		case f.kind == isBoolean:
			one.Input = Tick
		case f.date:
			one.Input = Day
		case f.pattern != nil:
			one.Input, one.Long = Number, f.long
			one.Pattern = strings.TrimSuffix(strings.TrimPrefix(f.pattern.String(), "^"), "$")
		default:
			one.Input, one.Values = Choice, slices.Clone(f.values)
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b Field) int {
		switch {
		case a.Required == b.Required:
			return 0
		case a.Required:
			return -1
		}
		return 1
	})
	return out
}

// Filled writes what somebody filled in as the JSON of a call's arguments, which Call checks like any other.
// What was left empty is left out; text is given by a field's name.
func (r *Registry) Filled(tool string, text func(name string) string) string {
	out := map[string]any{}
	for _, f := range r.Fields(tool) {
		value := strings.TrimSpace(text(f.Name))
		switch {
		case f.Input == Tick:
			out[f.Name] = value != ""
		case value == "":
		case f.Input == Count:
			out[f.Name] = value
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				out[f.Name] = n
			}
		default:
			out[f.Name] = value
		}
	}
	b, err := json.Marshal(out)
	if err != nil { // texts, numbers and truth
		return "{}"
	}
	return string(b)
}

package action

import (
	"fmt"
	"strings"
)

// Why is what was wrong with a call.
type Why string

// The reasons.
const (
	UnknownTool  Why = "unknown_tool"
	Malformed    Why = "malformed"     // not JSON, or not strictly
	TooLarge     Why = "too_large"     //
	UnknownField Why = "unknown_field" //
	MissingField Why = "missing_field" //
	WrongType    Why = "wrong_type"    //
	OutOfRange   Why = "out_of_range"  // the right type, and none of the values that are meant
	NotYours     Why = "not_yours"     // it says for whom it is, and it is for nobody
	NotOffered   Why = "not_offered"   // the desk knows the tool, and did not offer it
	NotSaid      Why = "not_said"      // a number that the customer did not write
	Several      Why = "several"       // more than one call where there may be one
)

// Refusal says why a call is not made. It repeats nothing of what was refused: field names are those of
// the spec.
type Refusal struct {
	Why   Why
	Tool  string // empty when it is unknown
	Field string // such as "number" or "items[].code"; empty: the whole
	want  *field // what would have been right
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("action: call refused: %s (tool %q, field %q)", r.Why, r.Tool, r.Field)
}

// Words tell a model once what was wrong and what would be right, in English. They are made of the spec
// alone, so they can go wherever the spec can.
func (r *Refusal) Words() string {
	at := "The arguments"
	if r.Field != "" {
		at = "The field " + r.Field
	}
	switch r.Why {
	case UnknownTool, NotOffered:
		return "There is no such tool."
	case Several:
		return "Make one call, or none."
	case NotSaid:
		return at + " must be copied from what the customer wrote."
	case Malformed:
		return "The arguments are not one JSON object in which every name stands once."
	case TooLarge:
		return "The arguments are too long."
	case UnknownField:
		return at + " have a field that does not exist. There is only: " + strings.Join(r.want.names(), ", ") + "."
	case MissingField:
		return at + " is missing. It is " + r.want.words() + "."
	case WrongType, OutOfRange:
		return at + " must be " + r.want.words() + "."
	}
	return "This call cannot be made."
}

// words describe what a field takes.
func (f *field) words() string {
	switch f.kind {
	case isObject:
		return "an object with: " + strings.Join(f.names(), ", ")
	case isArray:
		return fmt.Sprintf("a list of at most %d", f.most)
	case isInteger:
		return fmt.Sprintf("a whole number from %d to %d", f.least, f.top)
	case isBoolean:
		return "true or false"
	}
	switch {
	case f.date:
		return "a date such as 2026-01-31, as text"
	case f.pattern != nil:
		return fmt.Sprintf("text that matches %s", f.pattern)
	}
	return "one of: " + strings.Join(f.values, ", ")
}

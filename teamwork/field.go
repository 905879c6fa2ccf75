package teamwork

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"candor"
)

// Kind is what a custom field holds.
type Kind string

// The kinds.
const (
	TextField   Kind = "text"
	NumberField Kind = "number"
	DateField   Kind = "date"
	ChoiceField Kind = "choice"
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{TextField, NumberField, DateField, ChoiceField} }

// Field is something that the desk notes beside each conversation. Its purpose is written down before anything is
// (GDPR Art. 5(1)(b)); what is noted is sealed, exported and erased with the conversation.
type Field struct {
	ID      string
	Label   string
	Kind    Kind
	Choices []string // of a choice, in order
	Purpose string   // why the desk needs it
	By      candor.AgentID
	Made    time.Time
	Retired time.Time // zero: in use. What was noted stays; nothing new is
}

// Value is what is noted in a field of one conversation.
type Value struct {
	Field string
	Text  candor.Text // as Parse gives it
	By    candor.AgentID
	At    time.Time
}

// Bounds of fields.
const (
	MostFields  = 30
	mostChoices = 50
	mostValue   = 500
)

// Errors of fields.
var (
	ErrField = candor.Fail(candor.CodeInvalid, "teamwork.field_invalid", nil) // label, kind or choices
	ErrWhy   = candor.Fail(candor.CodeInvalid, "teamwork.field_purpose", nil) // no purpose was given
	ErrValue = candor.Fail(candor.CodeInvalid, "teamwork.field_value", nil)   // not of the field's kind
)

// Check gives the field as it is kept. ErrField, ErrWhy.
func (f Field) Check() (Field, error) {
	var ok bool
	if f.Label, ok = label(f.Label, 60); !ok || !slices.Contains(Kinds(), f.Kind) {
		return Field{}, ErrField
	}
	if f.Purpose, ok = label(f.Purpose, 200); !ok {
		return Field{}, ErrWhy
	}
	var choices []string
	for _, c := range f.Choices {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if c, ok = label(c, 60); !ok || slices.Contains(choices, c) {
			return Field{}, ErrField
		}
		choices = append(choices, c)
	}
	if f.Kind == ChoiceField && (len(choices) < 2 || len(choices) > mostChoices) || f.Kind != ChoiceField && len(choices) > 0 {
		return Field{}, ErrField
	}
	f.Choices = choices
	return f, nil
}

var numberShape = regexp.MustCompile(`^[+-]?\d{1,15}(?:[.,]\d{1,6})?$`)

// Parse gives a value as the field keeps it: text on one line, a number with a point and nothing needless, a date as
// 2006-01-02, one of the choices. Empty text means nothing is noted. ErrValue.
func (f Field) Parse(s string) (candor.Text, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	switch f.Kind {
	case TextField:
		if s, ok := label(s, mostValue); ok && utf8.ValidString(s) {
			return candor.Text(s), nil
		}
	case NumberField:
		if !numberShape.MatchString(s) {
			break
		}
		whole, part, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
		n, ok := new(big.Rat).SetString(whole + "." + part + "0")
		if !ok {
			break
		}
		out := n.FloatString(len(part))
		if strings.Contains(out, ".") {
			out = strings.TrimRight(strings.TrimRight(out, "0"), ".")
		}
		if out == "-0" {
			out = "0"
		}
		return candor.Text(out), nil
	case DateField:
		if at, err := time.Parse(time.DateOnly, s); err == nil && at.Year() >= 1900 && at.Year() <= 2200 {
			return candor.Text(at.Format(time.DateOnly)), nil
		}
	case ChoiceField:
		if slices.Contains(f.Choices, s) {
			return candor.Text(s), nil
		}
	}
	return "", ErrValue
}

package action

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// A schema of an argument or a result is JSON Schema 2020-12 cut down to what cannot carry free words:
//
//	object   "properties", "required", and "additionalProperties": false, always
//	array    "items" and "maxItems" of at most 200; in results only
//	string   one of: "enum" of 1 to 50 values; "format": "date"; "pattern" from ^ to $ with "maxLength" of at most 40,
//	         see plainPattern for what it may match
//	integer  "minimum" and "maximum", both
//	boolean
//
// and "description" and "title" anywhere. Any other keyword is refused: one that is not read would be
// one that does not hold. There are no fractions: an amount is an integer of the smallest unit, or a string.

type fieldKind int

const (
	isObject fieldKind = iota
	isArray
	isString
	isInteger
	isBoolean
)

// field is one place of a schema.
type field struct {
	kind        fieldKind
	description string
	fields      map[string]*field // of an object
	required    []string
	items       *field // of an array
	most        int
	values      []string       // of a string: an enum,
	date        bool           // or a date,
	pattern     *regexp.Regexp // or a pattern
	long        int
	least, top  int64 // of an integer
}

const (
	maxValues = 50
	maxLong   = 40
	maxItems  = 200
)

// compile reads a schema. An error says what in it is refused.
func compile(raw json.RawMessage) (*field, error) {
	v, err := decode(raw)
	if err != nil {
		return nil, errors.New("the schema is not JSON")
	}
	f, err := compileValue(v)
	if err == nil && f.kind != isObject {
		err = errors.New("the schema is not of an object")
	}
	return f, err
}

// keywords are what a type may have beside type, title and description.
var keywords = map[string][]string{
	"object":  {"properties", "required", "additionalProperties"},
	"array":   {"items", "maxItems"},
	"string":  {"enum", "format", "pattern", "maxLength"},
	"integer": {"minimum", "maximum"},
	"boolean": {},
}

func compileValue(v any) (*field, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("a schema is an object")
	}
	name, _ := m["type"].(string)
	may, ok := keywords[name]
	if !ok {
		return nil, errors.New("a type is one of object, array, string, integer and boolean")
	}
	for key := range m {
		if !slices.Contains(may, key) && key != "type" && key != "description" && key != "title" {
			return nil, fmt.Errorf("%s has no keyword %s here", name, key)
		}
	}
	f := &field{}
	f.description, _ = m["description"].(string)
	switch name {
	case "object":
		return f, f.compileObject(m)
	case "array":
		f.kind = isArray
		most, ok := whole(m["maxItems"])
		if !ok || most < 1 || most > maxItems {
			return nil, fmt.Errorf("an array has a maxItems of 1 to %d", maxItems)
		}
		f.most = int(most)
		var err error
		f.items, err = compileValue(m["items"])
		return f, err
	case "string":
		f.kind = isString
		return f, f.compileString(m)
	case "integer":
		f.kind = isInteger
		var low, high bool
		f.least, low = whole(m["minimum"])
		f.top, high = whole(m["maximum"])
		if !low || !high || f.least > f.top {
			return nil, errors.New("an integer has a minimum and a maximum")
		}
		return f, nil
	}
	f.kind = isBoolean
	return f, nil
}

func (f *field) compileObject(m map[string]any) error {
	if closed, ok := m["additionalProperties"].(bool); !ok || closed {
		return errors.New("an object is closed by additionalProperties: false")
	}
	properties, _ := m["properties"].(map[string]any)
	f.fields = map[string]*field{}
	for name, v := range properties {
		if !nameShape.MatchString(name) {
			return errors.New("the name of a property is not 1 to 40 of a-z, 0-9 and _")
		}
		one, err := compileValue(v)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		f.fields[name] = one
	}
	required, ok := m["required"].([]any)
	if !ok && m["required"] != nil {
		return errors.New("required is not a list")
	}
	for _, v := range required {
		name, _ := v.(string)
		if f.fields[name] == nil {
			return errors.New("required names what is no property")
		}
		f.required = append(f.required, name)
	}
	slices.Sort(f.required)
	return nil
}

func (f *field) compileString(m map[string]any) error {
	ways := 0
	for _, way := range []string{"enum", "format", "pattern"} {
		if m[way] != nil {
			ways++
		}
	}
	if ways != 1 || (m["pattern"] != nil) != (m["maxLength"] != nil) {
		return errors.New("a string is an enum, a date, or a pattern with a maxLength, and only one of them: none takes free words")
	}
	if m["format"] != nil {
		f.date = m["format"] == "date"
		if !f.date {
			return errors.New("the one format is date")
		}
		return nil
	}
	if m["enum"] != nil {
		values, _ := m["enum"].([]any)
		for _, v := range values {
			text, ok := v.(string)
			if !ok || text == "" || utf8.RuneCountInString(text) > maxLong || slices.Contains(f.values, text) {
				return fmt.Errorf("the values of an enum are different strings of 1 to %d characters", maxLong)
			}
			f.values = append(f.values, text)
		}
		if len(f.values) == 0 || len(f.values) > maxValues {
			return fmt.Errorf("an enum has 1 to %d values", maxValues)
		}
		return nil
	}
	long, ok := whole(m["maxLength"])
	if !ok || long < 1 || long > maxLong {
		return fmt.Errorf("a maxLength is 1 to %d", maxLong)
	}
	f.long = int(long)
	text, _ := m["pattern"].(string)
	var err error
	f.pattern, err = plainPattern(text)
	return err
}

func whole(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 64)
	return i, err == nil
}

// check says what is wrong with a value, or gives nil. Path names fields of the schema only.
func (f *field) check(v any, path string) *Refusal {
	refuse := func(why Why) *Refusal { return &Refusal{Why: why, Field: path, want: f} }
	switch f.kind {
	case isObject:
		return f.checkObject(v, path)
	case isArray:
		list, ok := v.([]any)
		if !ok {
			return refuse(WrongType)
		}
		if len(list) > f.most {
			return refuse(OutOfRange)
		}
		for _, one := range list {
			if r := f.items.check(one, path+"[]"); r != nil {
				return r
			}
		}
	case isString:
		text, ok := v.(string)
		if !ok {
			return refuse(WrongType)
		}
		if !f.takes(text) {
			return refuse(OutOfRange)
		}
	case isInteger:
		n, ok := v.(json.Number)
		if !ok {
			return refuse(WrongType)
		}
		i, err := strconv.ParseInt(string(n), 10, 64)
		switch {
		case errors.Is(err, strconv.ErrRange), err == nil && (i < f.least || i > f.top):
			return refuse(OutOfRange)
		case err != nil:
			return refuse(WrongType)
		}
	case isBoolean:
		if _, ok := v.(bool); !ok {
			return refuse(WrongType)
		}
	}
	return nil
}

func (f *field) checkObject(v any, path string) *Refusal {
	m, ok := v.(map[string]any)
	if !ok {
		return &Refusal{Why: WrongType, Field: path, want: f}
	}
	within := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	for name := range m {
		if f.fields[name] == nil {
			return &Refusal{Why: UnknownField, Field: path, want: f}
		}
	}
	for _, name := range f.required {
		if _, ok := m[name]; !ok {
			return &Refusal{Why: MissingField, Field: within(name), want: f.fields[name]}
		}
	}
	for _, name := range f.names() {
		if one, ok := m[name]; ok {
			if r := f.fields[name].check(one, within(name)); r != nil {
				return r
			}
		}
	}
	return nil
}

// takes reports whether a string is one of those meant.
func (f *field) takes(text string) bool {
	switch {
	case f.date:
		_, err := time.Parse(time.DateOnly, text)
		return err == nil
	case f.pattern != nil:
		return utf8.RuneCountInString(text) <= f.long && f.pattern.MatchString(text)
	}
	return slices.Contains(f.values, text)
}

package action

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"candor/language"
)

// asWritten is told of a field that takes a number of some form. The form itself is not: what stands for
// a number on its way to a model has another.
const asWritten = "Copy it from the customer's message, exactly as it stands there, also where it is a code that stands for something private."

// offer is the act as a model is told of it.
func (k *known) offer() Offer {
	about := k.About
	if k.Kind != Look {
		about += " Nothing is done by this call: the customer is asked first."
	}
	schema, err := json.Marshal(k.arguments.told())
	if err != nil { // plain maps of what was compiled
		schema = json.RawMessage(`{"type":"object","additionalProperties":false}`)
	}
	return Offer{Name: k.Name, About: strings.TrimSpace(about), Kind: k.Kind, Schema: schema}
}

// told is a field as a model is told of it, as JSON schema.
func (f *field) told() map[string]any {
	out := map[string]any{}
	describe := f.description
	switch f.kind {
	case isObject:
		properties := map[string]any{}
		for name, one := range f.fields {
			properties[name] = one.told()
		}
		required := f.required
		if required == nil {
			required = []string{}
		}
		out["type"], out["properties"], out["required"], out["additionalProperties"] = "object", properties, required, false
	case isInteger:
		out["type"], out["minimum"], out["maximum"] = "integer", f.least, f.top
	case isBoolean:
		out["type"] = "boolean"
	default:
		out["type"] = "string"
		switch {
		case f.date:
			out["format"] = "date"
		case f.pattern != nil:
			describe = strings.TrimSpace(describe + " " + asWritten)
		default:
			out["enum"] = f.values
		}
	}
	if describe != "" {
		out["description"] = describe
	}
	return out
}

// Numbers gives what a text holds that an argument of this act could be, as the act takes it. Only
// arguments with a form of their own, a pattern, are looked for.
func (r *Registry) Numbers(tool, text string) []string {
	k, ok := r.find(tool)
	if !ok {
		return nil
	}
	var out []string
	for _, name := range k.arguments.names() {
		for _, one := range k.numbers(name, text) {
			if !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// fillable reports whether every number that the act needs stands in what was said.
func (k *known) fillable(said []string) bool {
	for _, name := range k.arguments.required {
		if k.arguments.fields[name].pattern != nil && len(k.among(name, said)) == 0 {
			return false
		}
	}
	return true
}

// among gives the values of an argument that stand in texts.
func (k *known) among(name string, texts []string) []string {
	var out []string
	for _, text := range texts {
		out = append(out, k.numbers(name, text)...)
	}
	return out
}

// mostRead bounds what is looked through for numbers, in bytes of one text.
const mostRead = 16 << 10

// numbers gives the values of one argument that stand in a text: read as plain words are where the spec
// says how, else a word of the text that has the form.
func (k *known) numbers(name, text string) []string {
	f := k.arguments.fields[name]
	if f == nil || f.pattern == nil || len(text) > mostRead {
		return nil
	}
	var out []string
	add := func(value string) bool {
		for _, v := range []string{value, strings.ToUpper(value)} { // normal text has no capitals
			if f.takes(v) {
				out = append(out, v)
				return true
			}
		}
		return false
	}
	if k.read != nil && k.read.Argument == name {
		normal := language.Normalise(text).Text
		for _, at := range k.read.number.FindAllStringSubmatchIndex(normal, -1) {
			one := normal[at[0]:at[1]]
			if k.read.Form != "" {
				one = string(k.read.number.ExpandString(nil, k.read.Form, normal, at))
			}
			add(one)
		}
		return out
	}
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("-_#+.", c)
	}) {
		if !add(word) {
			add(strings.Trim(word, "-_#+."))
		}
	}
	return out
}

// own writes the numbers of a call as the act takes them, and names the first argument whose number the
// customer did not write.
func (k *known) own(arguments string, said []string) (out, strange string) {
	if len(arguments) > maxArguments {
		return arguments, ""
	}
	v, err := decode([]byte(arguments))
	m, ok := v.(map[string]any)
	if err != nil || !ok {
		return arguments, ""
	}
	for _, name := range k.arguments.names() {
		value, ok := m[name].(string)
		if f := k.arguments.fields[name]; !ok || f.pattern == nil {
			continue
		}
		here := k.numbers(name, value)
		slices.Sort(here)
		if here = slices.Compact(here); len(here) == 1 {
			m[name] = here[0]
		}
		if (len(here) != 1 || !slices.Contains(k.among(name, said), here[0])) && strange == "" {
			strange = name
		}
	}
	return canonical(m), strange
}

package action

import (
	"cmp"
	"encoding/json"
	"strconv"

	"candor"
)

// For says for whom something is done. Both are set by the desk, never by a model.
type For struct {
	Conversation candor.ConversationID
	Customer     candor.CustomerID
}

func (f For) whole() bool { return f.Conversation.Valid() && f.Customer.Valid() }

// Call is one act with its arguments, checked against its spec. Only Registry.Call makes one; the zero
// Call does nothing.
type Call struct {
	known     *known
	arguments map[string]any
	who       For
	once      string
}

// Call checks what a model or a rule filled in: the name of a tool and the JSON of its arguments. Empty
// arguments are an object without fields.
func (r *Registry) Call(name, arguments string, who For) (Call, *Refusal) {
	k, ok := r.find(name)
	if !ok {
		return Call{}, &Refusal{Why: UnknownTool}
	}
	refuse := func(why Why) (Call, *Refusal) { return Call{}, &Refusal{Why: why, Tool: name} }
	if !who.whole() {
		return refuse(NotYours)
	}
	if len(arguments) > maxArguments {
		return refuse(TooLarge)
	}
	v, err := decode([]byte(cmp.Or(arguments, "{}")))
	if err != nil {
		return refuse(Malformed)
	}
	if wrong := k.arguments.check(v, ""); wrong != nil {
		wrong.Tool = name
		return Call{}, wrong
	}
	return Call{known: k, arguments: v.(map[string]any), who: who}, nil
}

// Empty reports a call that does nothing.
func (c Call) Empty() bool { return c.known == nil }

// Spec is what is done.
func (c Call) Spec() Spec {
	if c.known == nil {
		return Spec{}
	}
	return c.known.Spec
}

// For is for whom it is done.
func (c Call) For() For { return c.who }

// IdempotencyKey is what the other side tells a repetition by: the id of the proposal that the customer
// accepted. It is empty for a Look, which may be repeated, and for what nobody has accepted.
func (c Call) IdempotencyKey() string { return c.once }

// JSON is the arguments, always written alike.
func (c Call) JSON() string {
	if c.arguments == nil {
		return "{}"
	}
	return canonical(c.arguments)
}

// Argument gives one argument as text. False: there is none.
func (c Call) Argument(name string) (string, bool) { return plain(c.arguments[name]) }

// Texts gives every argument as text, for the texts of the catalogue.
func (c Call) Texts() map[string]string {
	out := map[string]string{}
	for name, v := range c.arguments {
		out[name], _ = plain(v)
	}
	return out
}

// plain writes a checked value as text; of a list its length. False for an object and for nothing.
func plain(v any) (string, bool) {
	switch x := v.(type) {
	case string:
		return x, true
	case json.Number:
		return string(x), true
	case bool:
		return strconv.FormatBool(x), true
	case []any:
		return strconv.Itoa(len(x)), true
	}
	return "", false
}

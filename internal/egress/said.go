package egress

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"

	"candor/vendors"
)

// known are the texts that a request may hold: what was masked, and what the program itself says. A JSON
// document among them counts with every text in it, because some formats take it apart.
type known struct {
	whole map[string]bool
	long  []string // the longest first, at least leastPart bytes each
}

// leastPart is how long a known text must be to count as a part of another: with shorter ones anything
// could be put together.
const leastPart = 8

func knownTexts(a Ask) known {
	k := known{whole: map[string]bool{"": true}}
	add := func(s string) {
		if !k.whole[s] {
			k.whole[s] = true
			if len(s) >= leastPart {
				k.long = append(k.long, s)
			}
		}
	}
	document := func(s string) {
		add(s)
		walk([]byte(s), func(v leaf) bool {
			add(v.text)
			add(v.key)
			return true
		})
	}
	for _, m := range a.Said {
		document(m.Text())
	}
	for _, s := range a.Fixed {
		document(s)
	}
	slices.SortFunc(k.long, func(x, y string) int { return len(y) - len(x) })
	return k
}

// covers reports whether a text is nothing but known ones, with white space between.
func (k known) covers(s string) bool {
	if k.whole[s] {
		return true
	}
	for _, part := range k.long {
		if strings.Contains(s, part) {
			s = strings.ReplaceAll(s, part, "\x00")
		}
	}
	return strings.Trim(s, "\x00 \t\r\n") == ""
}

// leaf is one value of a JSON document that is no list and no object.
type leaf struct {
	key    string // that it stands under; that of the list, in a list
	depth  int    // 1 for a member of the document itself
	text   string // of a string, and of a number as it is written
	number bool
}

// walk visits every value of a document and reports whether the whole of it is one JSON value and visit
// never said no. Each key of an object is visited before its value, with an empty text.
func walk(document []byte, visit func(leaf) bool) bool {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	type level struct {
		object bool
		key    string
		turn   bool // the next token is a key
	}
	var stack []level
	for first := true; first || len(stack) > 0; first = false {
		t, err := d.Token()
		if err != nil {
			return false
		}
		top := &level{}
		if len(stack) > 0 {
			top = &stack[len(stack)-1]
		}
		if s, ok := t.(string); ok && top.object && top.turn {
			top.key, top.turn = s, false
			if !visit(leaf{key: s, depth: len(stack)}) {
				return false
			}
			continue
		}
		top.turn = top.object
		v := leaf{key: top.key, depth: len(stack)}
		switch x := t.(type) {
		case json.Delim:
			switch x {
			case '{', '[':
				stack = append(stack, level{object: x == '{', key: top.key, turn: x == '{'})
			default:
				stack = stack[:len(stack)-1]
				if n := len(stack); n > 0 {
					stack[n-1].turn = stack[n-1].object
				}
			}
			continue
		case string:
			v.text = x
		case json.Number:
			v.text, v.number = x.String(), true
		}
		if !visit(v) {
			return false
		}
	}
	_, err := d.Token()
	return err == io.EOF
}

// The shapes of what formats say besides words.
var (
	keyShape  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,39}$`)
	termShape = regexp.MustCompile(`^[a-z][a-z_]{0,31}$`)
	idShape   = regexp.MustCompile(`^[A-Za-z0-9_.:|-]{1,256}$`)
)

// Where formats say terms of their own, where they name calls by ids that a vendor made, and where they say
// how long an answer may be.
var (
	termKeys  = []string{"role", "type", "object", "format", "effort", "verbosity", "truncation", "tool_choice", "include", "status"}
	idKeys    = []string{"id", "tool_call_id", "tool_use_id", "call_id"}
	boundKeys = []string{"max_tokens", "max_completion_tokens", "max_output_tokens", "num_predict"}
	countKeys = []string{"n", "best_of", "num_return_sequences", "candidate_count"}
)

// mostDigits is how long a number may be that nobody masked: longer ones could be an account or a phone.
const mostDigits = 7

// inspect looks through a finished request: one JSON object, for the model that was asked for, with an
// answer no longer than was asked for, and in it no text that was not masked.
func inspect(body []byte, a Ask) vendors.Reason {
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return vendors.BadRequest
	}
	k := knownTexts(a)
	why, model, bound := vendors.NoReason, false, false
	say := func(r vendors.Reason) bool {
		why = r
		return false
	}
	sound := walk(body, func(v leaf) bool {
		switch {
		case v.text == "":
			if !keyShape.MatchString(v.key) && !k.whole[v.key] {
				return say(vendors.Unmasked)
			}
		case v.key == "model" && v.depth == 1:
			if model = v.text == a.Model; !model {
				return say(vendors.ModelNotAllowed)
			}
		case v.number && slices.Contains(boundKeys, v.key) && v.depth <= 2:
			if !atMost(v.text, a.MostOutput) {
				return say(vendors.BadRequest)
			}
			bound = true
		case v.number && slices.Contains(countKeys, v.key) && v.depth <= 2:
			if v.text != "1" {
				return say(vendors.BadRequest) // several answers cost several times as much
			}
		case v.number:
			if len(strings.TrimLeft(v.text, "-")) > mostDigits && !k.whole[v.text] && !fraction(v.text) {
				return say(vendors.Unmasked)
			}
		case slices.Contains(termKeys, v.key) && termShape.MatchString(v.text):
		case slices.Contains(idKeys, v.key) && idShape.MatchString(v.text):
		case !k.covers(v.text):
			return say(vendors.Unmasked)
		}
		return true
	})
	switch {
	case why != vendors.NoReason:
		return why
	case !sound || !model || !bound:
		return vendors.BadRequest
	}
	return vendors.NoReason
}

// atMost reports whether a number as it is written is from 1 to most.
func atMost(text string, most int64) bool {
	var n int64
	return json.Unmarshal([]byte(text), &n) == nil && n >= 1 && n <= most
}

// fraction reports a number below ten with decimals, such as a temperature of 0.30000000000000004.
func fraction(text string) bool {
	whole, decimals, ok := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return ok && len(whole) == 1 && strings.Trim(decimals, "0123456789") == "" && len(decimals) <= 17
}

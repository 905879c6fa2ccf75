package ground

import (
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"candor"
)

// scanner finds the objects of a draft byte by byte. It keeps no more than one object.
type scanner struct {
	state   state
	key     []byte // of the outer object, while it is read
	object  []byte
	depth   int
	quoted  bool
	escaped bool
	total   int
}

type state uint8

const (
	beforeOuter state = iota
	beforeKey
	inKey
	beforeColon
	beforeArray
	beforeObject     // the first one, or the end
	inObject         //
	afterObject      // a comma or the end
	beforeNextObject // one must come
	afterArray       //
	afterOuter       // nothing but space
)

const onlyKey = "sentences"

func (s *scanner) done() bool { return s.state == afterOuter }

// next takes one byte. It gives an object that the byte completed, or the rule that the byte breaks.
func (s *scanner) next(b byte) (object []byte, rule Rule) {
	if s.total++; s.total > MaxStream {
		return nil, RuleTooLong
	}
	if s.state == inObject {
		return s.inside(b)
	}
	if s.state == inKey {
		return nil, s.inKey(b)
	}
	if b == ' ' || b == '\n' || b == '\r' || b == '\t' {
		return nil, ""
	}
	switch {
	case s.state == beforeOuter && b == '{':
		s.state = beforeKey
	case s.state == beforeKey && b == '"':
		s.state = inKey
	case s.state == beforeColon && b == ':':
		s.state = beforeArray
	case s.state == beforeArray && b == '[':
		s.state = beforeObject
	case (s.state == beforeObject || s.state == beforeNextObject) && b == '{':
		s.state, s.object, s.depth = inObject, append(s.object[:0], b), 1
	case s.state == afterObject && b == ',':
		s.state = beforeNextObject
	case (s.state == beforeObject || s.state == afterObject) && b == ']':
		s.state = afterArray
	case s.state == afterArray && b == '}':
		s.state = afterOuter
	case s.state == afterArray && b == ',':
		return nil, RuleField
	default:
		return nil, RuleMalformed
	}
	return nil, ""
}

// inKey reads the one key that the outer object may have. An escape in it is not a way to write another.
func (s *scanner) inKey(b byte) Rule {
	if b != '"' {
		s.key = append(s.key, b)
		if len(s.key) > len(onlyKey) {
			return RuleField
		}
		return ""
	}
	if string(s.key) != onlyKey {
		return RuleField
	}
	s.state = beforeColon
	return ""
}

// inside takes a byte of an object.
func (s *scanner) inside(b byte) ([]byte, Rule) {
	s.object = append(s.object, b)
	if len(s.object) > MaxObject {
		return nil, RuleTooLong
	}
	switch {
	case s.escaped:
		s.escaped = false
	case s.quoted && b == '\\':
		s.escaped = true
	case b == '"':
		s.quoted = !s.quoted
	case s.quoted:
	case b == '{' || b == '[':
		s.depth++
	case b == '}' || b == ']':
		s.depth--
	}
	if s.depth > 2 {
		return nil, RuleMalformed
	}
	if s.depth > 0 {
		return nil, ""
	}
	s.state = afterObject
	return s.object, ""
}

// claimOf reads one object strictly: the three fields, each once, of the right type, and text that is whole.
func claimOf(object []byte) (Claim, Rule) {
	var c Claim
	if !utf8.Valid(object) {
		return c, RuleMalformed
	}
	dec := json.NewDecoder(strings.NewReader(string(object)))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return c, RuleMalformed
	}
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return c, RuleMalformed
		}
		if seen[key] {
			return c, RuleDuplicate
		}
		seen[key] = true
		if rule := c.field(dec, key); rule != "" {
			return c, rule
		}
	}
	if t, err := dec.Token(); err != nil || t != json.Delim('}') {
		return c, RuleMalformed
	}
	if _, err := dec.Token(); err != io.EOF {
		return c, RuleMalformed
	}
	if !seen["sentence"] || !seen["citations"] || !seen["kind"] {
		return c, RuleMalformed
	}
	return c, ""
}

// field reads the value of one field.
func (c *Claim) field(dec *json.Decoder, key string) Rule {
	switch key {
	case "sentence":
		text, ok := stringOf(dec)
		if !ok {
			return RuleMalformed
		}
		c.Text = text
	case "kind":
		kind, ok := stringOf(dec)
		if !ok {
			return RuleMalformed
		}
		c.Kind = Kind(kind)
	case "citations":
		t, err := dec.Token()
		if err != nil || t != json.Delim('[') {
			return RuleMalformed
		}
		for dec.More() {
			id, ok := stringOf(dec)
			if !ok {
				return RuleMalformed
			}
			c.Passages = append(c.Passages, candor.PassageID(id))
		}
		if t, err := dec.Token(); err != nil || t != json.Delim(']') {
			return RuleMalformed
		}
	default:
		return RuleField
	}
	return ""
}

// stringOf reads a string. Half of a pair of escapes, which JSON allows and nobody can read, is no string.
func stringOf(dec *json.Decoder) (string, bool) {
	t, err := dec.Token()
	text, ok := t.(string)
	return text, err == nil && ok && !strings.ContainsRune(text, utf8.RuneError)
}

package privacy

import (
	"context"
	"encoding/json"
	"strings"
)

// leastDigits is how many digits a number in JSON has before it is looked at: a card number may well
// stand there without quotes.
const leastDigits = 5

// planJSON looks through a JSON document: each string, names of members too, and each long number. A
// value is looked at with the name of its member before it, as people would write it, so that a code
// under "cvv" is known for what it is.
func planJSON(ctx context.Context, l look, document string) (plan, error) {
	if !json.Valid([]byte(document)) {
		return plan{}, ErrNotJSON
	}
	s := jsonScan{ctx: ctx, look: l, doc: document}
	if err := s.all(); err != nil {
		return plan{}, err
	}
	s.p.parts = append(s.p.parts, part{stays: document[s.kept:]})
	return s.p, nil
}

// jsonScan walks through a document that is known to be valid.
type jsonScan struct {
	ctx   context.Context
	look  look
	doc   string
	at    int
	kept  int      // up to here the plan is made
	names []string // of the member that is being read, at each depth
	p     plan
}

func (s *jsonScan) all() error {
	for s.at < len(s.doc) {
		var err error
		switch b := s.doc[s.at]; {
		case b == '{' || b == '[':
			s.names = append(s.names, s.name())
			s.at++
		case b == '}' || b == ']':
			s.names = s.names[:len(s.names)-1]
			s.at++
		case b == '"':
			err = s.text()
		case b == '-' || b >= '0' && b <= '9':
			err = s.number()
		default:
			s.at++
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *jsonScan) name() string {
	if len(s.names) == 0 {
		return ""
	}
	return s.names[len(s.names)-1]
}

// text looks at the string that starts here, and takes it for the name of a member if a colon follows.
func (s *jsonScan) text() error {
	start := s.at
	for s.at++; s.doc[s.at] != '"'; s.at++ {
		if s.doc[s.at] == '\\' {
			s.at++
		}
	}
	s.at++
	var value string
	if err := json.Unmarshal([]byte(s.doc[start:s.at]), &value); err != nil {
		return ErrNotJSON
	}
	after := strings.TrimLeft(s.doc[s.at:], " \t\r\n")
	name := s.name()
	if strings.HasPrefix(after, ":") {
		name, s.names[len(s.names)-1] = "", value
	}
	spans, err := s.under(name, value)
	if err != nil || len(spans) == 0 {
		return err
	}
	p := part{stays: s.doc[s.kept:start] + `"`}
	at := 0
	for _, x := range spans {
		p.stays += inJSON(value[at:x.Start])
		p.value, p.is = value[x.Start:x.End], x.Type
		s.p.parts = append(s.p.parts, p)
		p, at = part{}, x.End
	}
	s.p.parts = append(s.p.parts, part{stays: inJSON(value[at:]) + `"`})
	s.kept = s.at
	return nil
}

// number looks at the number that starts here.
func (s *jsonScan) number() error {
	start, digits := s.at, 0
	for ; s.at < len(s.doc) && strings.IndexByte("+-.eE0123456789", s.doc[s.at]) >= 0; s.at++ {
		if s.doc[s.at] >= '0' && s.doc[s.at] <= '9' {
			digits++
		}
	}
	value := s.doc[start:s.at]
	if digits < leastDigits {
		return nil
	}
	spans, err := s.under(s.name(), value)
	if err != nil || len(spans) == 0 {
		return err
	}
	s.p.parts = append(s.p.parts, part{stays: s.doc[s.kept:start], value: value, is: spans[0].Type, quoted: true})
	s.kept = s.at
	return nil
}

// under finds what stands in a value of the named member.
func (s *jsonScan) under(name, value string) ([]Span, error) {
	lead := ""
	if name != "" {
		lead = strings.ReplaceAll(name, "_", " ") + ": "
	}
	spans, flags, err := s.look.find(s.ctx, lead+value)
	if err != nil {
		return nil, err
	}
	inside := make([]Span, 0, len(spans))
	for _, x := range spans {
		x.Start, x.End = max(0, x.Start-len(lead)), x.End-len(lead)
		if x.End > 0 {
			inside = append(inside, x)
		}
	}
	s.p.note(inside, flags)
	return s.look.whole(value, inside), nil
}

package action_test

import (
	"encoding/json"
	"errors"
	"testing"

	"candor/action"
)

// orderStatus is a Look as a shop would have it.
func orderStatus() action.Spec {
	return action.Spec{
		Name: "order_status", Title: "action.order_status.title", About: "Where an order is and when it comes.",
		Arguments: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["number"],"properties":{
			"number":{"type":"string","pattern":"^HP-[0-9]{6}$","maxLength":9}}}`),
		Result: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["status","number"],"properties":{
			"status":{"type":"string","enum":["packed","sent"]},
			"number":{"type":"string","pattern":"^HP-[0-9]{6}$","maxLength":9},
			"expected":{"type":"string","format":"date"},
			"items":{"type":"array","maxItems":20,"items":{"type":"object","additionalProperties":false,"properties":{
				"code":{"type":"string","pattern":"^[A-Z]{2}[0-9]{4}$","maxLength":6},"quantity":{"type":"integer","minimum":1,"maximum":99}}}}}}`),
		Field: "status", Missing: "action.order_status.missing",
		Says: map[string]action.Saying{
			"packed": {Key: "action.order_status.packed", Args: map[string]string{"number": "number", "count": "items"}},
			"sent":   {Key: "action.order_status.sent", Args: map[string]string{"number": "number", "expected_on": "expected"}},
		},
	}
}

// wide has a field of each type.
func wide() action.Spec {
	s := orderStatus()
	s.Name = "wide"
	s.Arguments = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["number"],"properties":{
		"number":{"type":"string","pattern":"^HP-[0-9]{6}$","maxLength":9},"day":{"type":"string","format":"date"},
		"count":{"type":"integer","minimum":1,"maximum":9},"gift":{"type":"boolean"},"why":{"type":"string","enum":["late","damaged"]}}}`)
	return s
}

func TestARegistryRefusesWhatCouldDoOrSayTooMuch(t *testing.T) {
	t.Parallel()
	object := func(properties string) json.RawMessage {
		return json.RawMessage(`{"type":"object","additionalProperties":false,"properties":{` + properties + `}}`)
	}
	for name, change := range map[string]func(*action.Spec){
		"no name":                       func(s *action.Spec) { s.Name = "" },
		"a name in words":               func(s *action.Spec) { s.Name = "look up an order" },
		"a kind nobody knows":           func(s *action.Spec) { s.Kind = 7 },
		"a change without a question":   func(s *action.Spec) { s.Kind = action.Change },
		"a look with a question":        func(s *action.Spec) { s.Ask = "a.ask" },
		"a title in words":              func(s *action.Spec) { s.Title = "Look up an order" },
		"nothing for what is not there": func(s *action.Spec) { s.Missing = "" },
		"no schema":                     func(s *action.Spec) { s.Arguments = nil },
		"a schema of text":              func(s *action.Spec) { s.Arguments = json.RawMessage(`{"type":"boolean"}`) },
		"an open object":                func(s *action.Spec) { s.Arguments = json.RawMessage(`{"type":"object","properties":{}}`) },
		"free words":                    func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string"}`) },
		"free words up to a length":     func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","maxLength":20}`) },
		"a pattern of words": func(s *action.Spec) {
			s.Arguments = object(`"a":{"type":"string","pattern":"^[a-z ]+$","maxLength":20}`)
		},
		"a pattern of links": func(s *action.Spec) {
			s.Arguments = object(`"a":{"type":"string","pattern":"^[a-z./:]+$","maxLength":20}`)
		},
		"a pattern of names of hosts": func(s *action.Spec) {
			s.Arguments = object(`"a":{"type":"string","pattern":"^[a-z.]+$","maxLength":20}`)
		},
		"a pattern of anything":     func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^.*$","maxLength":20}`) },
		"a pattern of anything but": func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^[^a]+$","maxLength":20}`) },
		"a pattern without ends": func(s *action.Spec) {
			s.Arguments = object(`"a":{"type":"string","pattern":"HP-[0-9]{6}","maxLength":9}`)
		},
		"a pattern with an end inside": func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^a$|^b$","maxLength":9}`) },
		"a pattern of any letter case": func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^(?i)k+$","maxLength":9}`) },
		"a pattern without a length":   func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^[0-9]+$"}`) },
		"a broken pattern":             func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","pattern":"^[0-9$","maxLength":9}`) },
		"another format":               func(s *action.Spec) { s.Arguments = object(`"a":{"type":"string","format":"uri"}`) },
		"an endless number":            func(s *action.Spec) { s.Arguments = object(`"a":{"type":"integer","minimum":0}`) },
		"a fraction":                   func(s *action.Spec) { s.Arguments = object(`"a":{"type":"number","minimum":0,"maximum":1}`) },
		"two types":                    func(s *action.Spec) { s.Arguments = object(`"a":{"type":["boolean","integer"]}`) },
		"a keyword that nobody reads":  func(s *action.Spec) { s.Arguments = object(`"a":{"type":"boolean","const":true}`) },
		"a reference":                  func(s *action.Spec) { s.Arguments = object(`"a":{"$ref":"file:///etc/passwd"}`) },
		"a list as an argument": func(s *action.Spec) {
			s.Arguments = object(`"a":{"type":"array","maxItems":2,"items":{"type":"boolean"}}`)
		},
		"required and not there": func(s *action.Spec) {
			s.Arguments = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["a"],"properties":{}}`)
		},
		"an endless list": func(s *action.Spec) {
			s.Result = object(`"status":{"type":"string","enum":["packed","sent"]},"l":{"type":"array","items":{"type":"boolean"}}`)
		},
		"an outcome that is not required": func(s *action.Spec) { s.Result = object(`"status":{"type":"string","enum":["packed","sent"]}`) },
		"an outcome without a text":       func(s *action.Spec) { delete(s.Says, "sent"); s.Says["lost"] = action.Saying{Key: "a.b"} },
		"a text too many":                 func(s *action.Spec) { s.Says["lost"] = action.Saying{Key: "a.b"} },
		"a text in words":                 func(s *action.Spec) { s.Says["sent"] = action.Saying{Key: "It is sent."} },
		"a text with a field of nobody":   func(s *action.Spec) { s.Says["sent"] = action.Saying{Key: "a.b", Args: map[string]string{"x": "x"}} },
		"a promise without a date":        func(s *action.Spec) { s.Says["sent"] = action.Saying{Key: "a.b", Promise: "refund"} },
		"a promise by an order number":    func(s *action.Spec) { s.Says["sent"] = action.Saying{Key: "a.b", Promise: "refund", Due: "number"} },
		"a reading of another argument": func(s *action.Spec) {
			s.Reading = &action.Reading{Topic: action.OrderStatus, Argument: "x", Pattern: "x"}
		},
		"a reading of nothing": func(s *action.Spec) {
			s.Reading = &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: "x*"}
		},
		"a reading of a change": func(s *action.Spec) {
			s.Kind, s.Ask, s.Reading = action.Change, "a.ask", &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: "x"}
		},
	} {
		s := orderStatus()
		change(&s)
		if _, err := action.NewRegistry(s); !errors.Is(err, action.ErrSpec) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := action.NewRegistry(orderStatus(), orderStatus()); !errors.Is(err, action.ErrSpec) {
		t.Errorf("twice: %v", err)
	}
	registry(t, orderStatus(), wide())
}

package llm

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"

	"candor"
	"candor/privacy"
)

const (
	usualTokens = 1024    // a reply without a bound is a bill without a bound
	mostTokens  = 1 << 20 // no model has a longer reply
	mostPieces  = 1000    // messages, tools, calls of one message
	schemaName  = "reply"
)

var (
	wireName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	callID   = regexp.MustCompile(`^[A-Za-z0-9_.:|-]{1,256}$`)
)

// Check says whether the request may be sent: a model, instructions and at least one message, every
// text made by a Masker for the same conversation and the same recipient, every call answered once,
// right after it was made, by a message of ToolRole. Names and ids come from the model, so they are
// held to their shape, and a name to the tools. It gives nil or an *Error of Kind BadRequest without a
// Status; Complete and Stream ask it first.
func (r Request) Check() error {
	switch {
	case r.Model == "":
		return fail(BadRequest, "no model is named")
	case len(r.Messages) == 0:
		return fail(BadRequest, "there is no message")
	case len(r.Messages) > mostPieces || len(r.Tools) > mostPieces:
		return fail(BadRequest, "there are too many messages or tools")
	case r.MaxTokens < 0 || r.MaxTokens > mostTokens:
		return fail(BadRequest, "the bound of tokens makes no sense")
	case r.Temperature != nil && !(*r.Temperature >= 0 && *r.Temperature <= 2):
		return fail(BadRequest, "the temperature is not between 0 and 2")
	case r.SchemaName != "" && !wireName.MatchString(r.SchemaName):
		return fail(BadRequest, "the name of the schema is none")
	case r.Schema != nil && !isObject(r.Schema):
		return fail(BadRequest, "the schema is no JSON object")
	}
	if err := r.checkTools(); err != nil {
		return err
	}
	if err := r.checkMasked(); err != nil {
		return err
	}
	return r.checkDialogue()
}

func (r Request) checkTools() error {
	for i, t := range r.Tools {
		if !wireName.MatchString(t.Name) || !isObject(t.Schema) {
			return fail(BadRequest, "a tool has no name or no schema that is a JSON object")
		}
		for _, other := range r.Tools[:i] {
			if other.Name == t.Name {
				return fail(BadRequest, "two tools have the same name")
			}
		}
	}
	return nil
}

// checkMasked refuses words that no Masker made, and words of two conversations or for two recipients
// in one request: the tokens of one person would go out with another's.
func (r Request) checkMasked() error {
	for _, m := range r.masked() {
		if m.Empty() {
			return fail(BadRequest, "a text was not masked, or is empty")
		}
		if m.Conversation() != r.Conversation() || m.Recipient() != r.Recipient() {
			return fail(BadRequest, "texts of two conversations, or for two recipients, stand in one request")
		}
	}
	return nil
}

// masked lists every text of the request.
func (r Request) masked() []privacy.Masked {
	all := []privacy.Masked{r.System}
	for _, m := range r.Messages {
		if len(m.Calls) == 0 || !m.Content.Empty() {
			all = append(all, m.Content)
		}
		for _, c := range m.Calls {
			all = append(all, c.Arguments)
		}
	}
	return all
}

// Conversation is the one whose words the request holds, after Check.
func (r Request) Conversation() candor.ConversationID { return r.System.Conversation() }

// Recipient is the vendor that the request was masked for, after Check.
func (r Request) Recipient() string { return r.System.Recipient() }

// checkDialogue follows the calls: each is answered once, before anybody else speaks.
func (r Request) checkDialogue() error {
	open := map[string]bool{}
	for _, m := range r.Messages {
		if m.Role == ToolRole {
			if !open[m.CallID] {
				return fail(BadRequest, "a tool answers a call that was not made, or twice")
			}
			delete(open, m.CallID)
			continue
		}
		if len(open) > 0 {
			return fail(BadRequest, "a call was not answered")
		}
		if m.CallID != "" || m.Role != User && m.Role != Assistant || m.Role == User && len(m.Calls) > 0 || len(m.Calls) > mostPieces {
			return fail(BadRequest, "a message has no role, or something that its role does not have")
		}
		for _, c := range m.Calls {
			if !callID.MatchString(c.ID) || open[c.ID] || !r.knows(c.Name) || !isObject([]byte(c.Arguments.Text())) {
				return fail(BadRequest, "an earlier call has no id of its own, no known tool, or no JSON object as arguments")
			}
			open[c.ID] = true
		}
	}
	if len(open) > 0 {
		return fail(BadRequest, "a call was not answered")
	}
	return nil
}

func (r Request) knows(tool string) bool {
	for _, t := range r.Tools {
		if t.Name == tool {
			return true
		}
	}
	return false
}

// tokens is the bound that is sent.
func (r Request) tokens() int {
	if r.MaxTokens == 0 {
		return usualTokens
	}
	return r.MaxTokens
}

func (r Request) schemaName() string {
	if r.SchemaName == "" {
		return schemaName
	}
	return r.SchemaName
}

// isObject reports one JSON object and nothing else.
func isObject(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && text[0] == '{' && json.Valid(text)
}

// count makes a whole number of tokens of what a vendor wrote. What is no count is -1.
func count(n *float64) int64 {
	if n == nil || math.IsNaN(*n) || *n < 0 || *n > 1<<40 || *n != math.Trunc(*n) {
		return -1
	}
	return int64(*n)
}

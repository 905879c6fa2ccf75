package llm

import (
	"encoding/json"
	"strconv"
	"strings"
)

// said is what vendors write when they refuse. It is read to tell the kind and then forgotten.
type said struct {
	code, kind, message string
}

// tells are words of the vendors that are plain about the kind, whatever the status.
var tells = map[string]Kind{
	"context_length_exceeded":    TooLong,
	"exceed_context_size_error":  TooLong,
	"request_too_large":          TooLong,
	"insufficient_quota":         Refused,
	"billing_error":              Refused,
	"billing_hard_limit_reached": Refused,
	"invalid_api_key":            Refused,
	"account_deactivated":        Refused,
	"authentication_error":       Refused,
	"permission_error":           Refused,
	"rate_limit_error":           RateLimited,
	"rate_limit_exceeded":        RateLimited,
	"overloaded_error":           Overloaded,
}

// general are words that count only where there is no status: they are written for many kinds.
var general = map[string]Kind{
	"invalid_request_error": BadRequest,
	"not_found_error":       BadRequest,
	"model_not_found":       BadRequest,
	"invalid_prompt":        BadRequest,
	"badrequesterror":       BadRequest,
}

// phrases are how servers that have no word for it say that a prompt is too long.
var phrases = []string{
	"prompt is too long", "maximum context length", "exceeds the context length", "exceeds the available context size",
	"exceed context limit", "input length exceeds",
}

// faultOf tells the kind of an error from the status, 0 inside a stream, and from what the server wrote.
func faultOf(status int, body []byte) *Error {
	words := readFault(body)
	e := &Error{Kind: byStatus(status), Status: status}
	if status == 0 {
		e.Kind = inStream(words)
	}
	for _, word := range []string{words.kind, words.code} {
		if kind, ok := tells[word]; ok {
			e.Kind = kind
		}
	}
	if e.Kind == BadRequest || e.Kind == Overloaded {
		for _, phrase := range phrases {
			if strings.Contains(words.message, phrase) {
				e.Kind = TooLong
			}
		}
	}
	e.Reason = reasons[words.code]
	if status >= 300 && status < 400 {
		e.Reason = "the server sends elsewhere; the base URL is not the right one"
	}
	return e
}

// reasons are hints for the owner, in our words.
var reasons = map[string]string{
	"insufficient_quota":         "the vendor's account has no credit left",
	"billing_hard_limit_reached": "the vendor's account has no credit left",
	"billing_error":              "the vendor's account has no credit left",
	"model_not_found":            "the vendor does not know this model",
	"not_found_error":            "the vendor does not know this model or path",
}

func byStatus(status int) Kind {
	switch {
	case status == 429:
		return RateLimited
	case status == 413:
		return TooLong
	case status == 401 || status == 402 || status == 403 || status == 407:
		return Refused
	case status == 408 || status == 409 || status == 425 || status >= 500:
		return Overloaded
	default:
		return BadRequest
	}
}

// inStream judges an error that came after a good status. One that says nothing is the server's own.
func inStream(w said) Kind {
	for _, word := range []string{w.code, w.kind} {
		if status, err := strconv.Atoi(word); err == nil && status >= 400 && status < 600 {
			return byStatus(status)
		}
		if kind, ok := general[word]; ok {
			return kind
		}
	}
	return Overloaded
}

// readFault reads the shapes that are about: {"error":{…}}, {"error":"…"}, the object alone.
func readFault(body []byte) said {
	if inner := errorIn(body); present(inner) {
		body = inner
	}
	var text string
	if json.Unmarshal(body, &text) == nil {
		return said{message: strings.ToLower(text)}
	}
	var inner struct {
		Code    json.RawMessage `json:"code"`
		Type    json.RawMessage `json:"type"`
		Message json.RawMessage `json:"message"`
	}
	if json.Unmarshal(body, &inner) != nil {
		return said{}
	}
	return said{code: lower(inner.Code), kind: lower(inner.Type), message: lower(inner.Message)}
}

// lower gives a JSON string or number in lower case.
func lower(raw json.RawMessage) string { return strings.ToLower(argumentText(raw)) }

// present reports a JSON value that is there and not null.
func present(raw json.RawMessage) bool { return len(raw) > 0 && string(raw) != "null" }

// errorIn gives the member called error.
func errorIn(body []byte) json.RawMessage {
	var outer struct {
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(body, &outer) != nil {
		return nil
	}
	return outer.Error
}

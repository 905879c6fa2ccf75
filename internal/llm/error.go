package llm

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"
)

// Kind is what went wrong, whatever the vendor calls it.
type Kind string

// The kinds.
const (
	RateLimited Kind = "rate limited"        // too many requests; RetryAfter may say when
	Overloaded  Kind = "overloaded"          // the server failed or is busy; later it may work
	Refused     Kind = "refused credentials" // key, permission or credit; only the owner can help
	BadRequest  Kind = "bad request"         // what was asked makes no sense there, or was refused before it was sent
	TooLong     Kind = "too long"            // the prompt does not fit the model
	Malformed   Kind = "malformed"           // the reply is not of the format, or is empty
	Stalled     Kind = "stalled"             // nothing came for too long
	TooLarge    Kind = "too large"           // more came than is taken
	CutOff      Kind = "cut off"             // the reply broke off
	Cancelled   Kind = "cancelled"           // the caller gave up: its context ended, or it refused a chunk
	Unreachable Kind = "unreachable"         // no connection, or the transport refused to make one
)

// Error is what every failed call gives. It holds no word of the request and none of the reply; its
// text is safe to log. Unwrap gives the cause for errors.Is and errors.As: the caller's context error,
// the transport's refusal. A transport's own error may hold more than this text and is not printed.
type Error struct {
	Kind       Kind
	Status     int           // the HTTP status; 0 when none came or nothing was sent
	RetryAfter time.Duration // what the server asked for, at most a day; 0 when it did not
	Begun      bool          // bytes of a reply had already come, so asking again may cost twice
	Reason     string        // in our words, constant; may be empty
	cause      error
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "llm: %s", e.Kind)
	if e.Reason != "" {
		fmt.Fprintf(&b, ": %s", e.Reason)
	}
	if e.Status != 0 {
		fmt.Fprintf(&b, " (status %d)", e.Status)
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, ", retry after %s", e.RetryAfter)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.cause }

// GoString keeps the cause out of a print with %#v.
func (e *Error) GoString() string { return fmt.Sprintf("&llm.Error{%q}", e.Error()) }

// KindOf gives the kind of an error of this package, also a wrapped one, or "".
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func fail(k Kind, reason string) *Error { return &Error{Kind: k, Reason: reason} }

// unreachable says in our words why no connection was made; the transport's own words may quote what a
// server sent.
func unreachable(err error) *Error {
	e := &Error{Kind: Unreachable, cause: err}
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		e.Reason = "the host's name was not found"
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Reason = "nothing listens there"
	case isCertificate(err):
		e.Reason = "the server's certificate is not trusted"
	}
	return e
}

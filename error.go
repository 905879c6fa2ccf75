package candor

import (
	"errors"
	"fmt"
)

// Code says which kind of failure an Error is; the edge turns it into an HTTP status or an exit code.
type Code string

// The codes, with the HTTP status that the web edge gives each.
const (
	CodeInvalid     Code = "invalid"     // 400 the input cannot be used as it is
	CodeSignIn      Code = "sign_in"     // 401 who is asking is not known
	CodeConsent     Code = "consent"     // 403 the customer has not agreed to this
	CodeForbidden   Code = "forbidden"   // 403 known, but not allowed
	CodeNotFound    Code = "not_found"   // 404 unknown, or not theirs to see
	CodeConflict    Code = "conflict"    // 409 somebody else was first; look again
	CodeTooLarge    Code = "too_large"   // 413
	CodeTooMany     Code = "too_many"    // 429
	CodeInternal    Code = "internal"    // 500 our fault
	CodeUnavailable Code = "unavailable" // 503 try again: disk full, database locked, stopping
)

// Error keeps apart what a person is told (Key names a translated text that says what
// happened, what is safe and what to do) from what the log is told (Err).
type Error struct {
	Code Code
	Key  string
	Args map[string]string // values for the text; never a customer's words
	Err  error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return string(e.Code) + ": " + e.Key
	}
	return fmt.Sprintf("%s: %s: %v", e.Code, e.Key, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Is lets errors.Is match on code and key, and on code alone when the target has no key.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Key == "" || t.Key == e.Key)
}

// Fail makes an Error. Cause may be nil.
func Fail(code Code, key string, cause error) *Error { return &Error{Code: code, Key: key, Err: cause} }

// CodeOf finds the code in an error chain; an error without one is CodeInternal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Failures that more than one package speaks of.
var (
	ErrNoConversation = Fail(CodeNotFound, "error.no_conversation", nil) // unknown, or someone else's: told alike
	ErrMoved          = Fail(CodeConflict, "error.moved", nil)           // the conversation changed since it was read
	ErrTaken          = Fail(CodeConflict, "error.taken", nil)           // another agent has it
	ErrNotPossible    = Fail(CodeConflict, "error.not_possible", nil)    // the transition table has no such step
	ErrConsentNeeded  = Fail(CodeConsent, "error.consent_required", nil)
	ErrNoCustomer     = Fail(CodeNotFound, "error.no_customer", nil)
	ErrNoBasis        = Fail(CodeForbidden, "error.no_basis", nil)     // personal data may not be read for this purpose
	ErrRestricted     = Fail(CodeForbidden, "error.restricted", nil)   // the customer had the use of their data restricted
	ErrConsentStale   = Fail(CodeConflict, "error.consent_stale", nil) // the notice changed since it was shown
)

package email

import (
	"context"
	"errors"
)

// Carrier takes a letter out of the house. Carrying the same one again is harmless.
type Carrier interface {
	// Carry returns nil when somebody else has taken the letter over. Any error is a *Refusal.
	Carry(ctx context.Context, l Letter) error
}

// Refusal says why a letter was not taken. It holds no word of the letter or of the server.
type Refusal struct {
	Reason  Reason
	Code    int  // of the server's answer, 0 without one
	Forever bool // trying again changes nothing
	cause   error
}

// Reason is a short word for why a letter was not taken.
type Reason string

// The reasons.
const (
	NoConnection     Reason = "no_connection"
	NoTLS            Reason = "no_tls" // the server has none, or its certificate is not good
	NotSignedIn      Reason = "not_signed_in"
	SenderRefused    Reason = "sender_refused"
	RecipientRefused Reason = "recipient_refused"
	MessageRefused   Reason = "message_refused"
	TimedOut         Reason = "timed_out"
	NotWritten       Reason = "not_written" // into the folder
	NotReadable      Reason = "not_readable"
	Failed           Reason = "failed"
)

func (r *Refusal) Error() string { return "email: not taken: " + string(r.Reason) }

// cancelled reports that the desk is stopping, which is nobody's refusal.
func (r *Refusal) cancelled() bool { return errors.Is(r.cause, context.Canceled) }

package privacy

import (
	"context"
	"fmt"
	"io"
	"strings"

	"candor"
)

// Neutral stands where a token was that cannot or must not be turned back. Callers may give a word of
// the reader's language instead.
const Neutral = "[…]"

// Restorer turns a conversation's tokens back into what they stand for, as the vault was when it was
// made. Only a token that this desk gave for this conversation is turned back; one from elsewhere, one
// that is cut, has a wrong symbol or the wrong case becomes the neutral word. The zero value turns
// nothing back. Safe for concurrent use. It prints as [redacted].
type Restorer struct {
	values  map[string]string // token → value
	neutral string
}

// Restorer loads what is needed to turn tokens of a conversation back. An empty neutral is Neutral.
//
// candor.ErrNoBasis: the customer does not allow the vendor, or no longer; what a vendor answered
// cannot be used then.
func (m *Masker) Restorer(ctx context.Context, by candor.Access, id candor.ConversationID, neutral string) (Restorer, error) {
	v, err := m.o.Vaults.Load(ctx, by, id)
	if err != nil {
		return Restorer{}, fmt.Errorf("privacy: restore: %w", err)
	}
	r := Restorer{values: make(map[string]string, len(v.values)), neutral: neutral}
	for _, k := range v.values {
		r.values[k.Token] = k.Value
	}
	return r, nil
}

// Restore turns every token in a whole text back; see Stream for text that comes in pieces.
func (r Restorer) Restore(text string, as Form) string {
	var out strings.Builder
	at := 0
	for start := nextMarker(text, 0); start < len(text); start = nextMarker(text, at) {
		out.WriteString(text[at:start])
		at = tokenEnd(text, start)
		out.WriteString(r.shown(text[start:at], as))
	}
	if at == 0 {
		return text
	}
	out.WriteString(text[at:])
	return out.String()
}

// shown gives what stands in place of a token, or of what is left of one.
func (r Restorer) shown(token string, as Form) string {
	if value, ok := r.values[token]; ok {
		return as.escape(value)
	}
	if r.neutral == "" {
		return as.escape(Neutral)
	}
	return as.escape(r.neutral)
}

// Format keeps the values out of every print and log.
func (r Restorer) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

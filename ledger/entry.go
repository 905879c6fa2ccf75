package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// maxValue is the longest actor and the longest value of a fact, in bytes.
const maxValue = 80

// timeLayout is RFC 3339 in UTC with exactly six decimals.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// ErrNotRecordable says that an entry could hold personal data, or is not whole, and was refused.
var ErrNotRecordable = errors.New("ledger: this cannot be recorded")

// Entry is one thing that happened.
type Entry struct {
	At      time.Time         // kept in UTC, to the microsecond
	Kind    Kind              // one of Kinds
	Actor   string            // a role of the program ("customer", "assistant", "desk") or a staff id; never a customer's id
	Subject string            // whom or what it is about: what Commitment gave, or empty
	Facts   map[string]string // keys from a compiled list; values up to 80 bytes of A-Z a-z 0-9 _ . : / + = -
}

// Record gives the bytes that go into the tree: JSON with sorted keys, no spaces and nothing
// escaped, so that one entry has exactly one record.
//
// ErrNotRecordable: the reason is in the error, the refused value is not.
func (e Entry) Record() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	var room [16]string
	keys := room[:0]
	for k := range e.Facts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := make([]byte, 0, 320)
	b = append(b, `{"actor":"`...)
	b = append(b, e.Actor...)
	b = append(b, `","at":"`...)
	b = e.At.UTC().AppendFormat(b, timeLayout)
	b = append(b, '"')
	for i, k := range keys {
		if i == 0 {
			b = append(b, `,"facts":{"`...)
		} else {
			b = append(b, `,"`...)
		}
		b = append(b, k...)
		b = append(b, `":"`...)
		b = append(b, e.Facts[k]...)
		b = append(b, '"')
	}
	if len(keys) > 0 {
		b = append(b, '}')
	}
	b = append(b, `,"kind":"`...)
	b = append(b, e.Kind...)
	if e.Subject != "" {
		b = append(b, `","subject":"`...)
		b = append(b, e.Subject...)
	}
	return append(b, `"}`...), nil
}

func (e Entry) check() error {
	if year := e.At.UTC().Year(); e.At.IsZero() || year < 1 || year > 9999 {
		return fmt.Errorf("%w: no usable time", ErrNotRecordable)
	}
	if !slices.Contains(kinds[:], e.Kind) {
		return fmt.Errorf("%w: unknown kind", ErrNotRecordable)
	}
	if !isPlain(e.Actor) {
		return fmt.Errorf("%w: %s entry: the actor must be 1 to %d plain characters", ErrNotRecordable, e.Kind, maxValue)
	}
	if len(e.Actor) >= 4 && e.Actor[:4] == "cus_" {
		return fmt.Errorf("%w: %s entry: a customer is never named: the actor is \"customer\"", ErrNotRecordable, e.Kind)
	}
	if e.Subject != "" && !isCommitment(e.Subject) {
		return fmt.Errorf("%w: %s entry: the subject is not a commitment", ErrNotRecordable, e.Kind)
	}
	for k, v := range e.Facts {
		if !facts[k] {
			return fmt.Errorf("%w: %s entry: a fact with a key that is not on the list", ErrNotRecordable, e.Kind)
		}
		if !Plain(v) {
			return fmt.Errorf("%w: %s entry: fact %s must be at most %d plain characters", ErrNotRecordable, e.Kind, k, maxValue)
		}
	}
	return nil
}

// Plain reports whether a value may stand in a fact as it is. One that may not can be told by
// its digest.
func Plain(value string) bool { return value == "" || isPlain(value) }

// isPlain reports whether s is 1 to 80 bytes that need no escaping and cannot be a sentence,
// an e-mail address or markup.
func isPlain(s string) bool {
	if s == "" || len(s) > maxValue {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if isBase64URL(c) || c == '.' || c == ':' || c == '/' || c == '+' || c == '=' {
			continue
		}
		return false
	}
	return true
}

func isBase64URL(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// ParseRecord reads a record back. It accepts exactly what Record gives and nothing else, so
// a record has one reading.
func ParseRecord(record []byte) (Entry, error) {
	var in struct {
		Actor   string            `json:"actor"`
		At      string            `json:"at"`
		Facts   map[string]string `json:"facts"`
		Kind    Kind              `json:"kind"`
		Subject string            `json:"subject"`
	}
	if err := json.Unmarshal(record, &in); err != nil {
		return Entry{}, fmt.Errorf("ledger: parse record: %w", err)
	}
	at, err := time.Parse(timeLayout, in.At)
	if err != nil {
		return Entry{}, errors.New("ledger: parse record: malformed time")
	}
	e := Entry{At: at, Kind: in.Kind, Actor: in.Actor, Subject: in.Subject, Facts: in.Facts}
	again, err := e.Record()
	if err != nil {
		return Entry{}, fmt.Errorf("ledger: parse record: %w", err)
	}
	if !bytes.Equal(again, record) {
		return Entry{}, errors.New("ledger: parse record: not in canonical form")
	}
	return e, nil
}

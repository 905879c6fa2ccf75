package privacy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"candor"
)

// Why a text could not be masked. Nothing of it leaves then. No error repeats a word of the text.
var (
	ErrFinderPanicked = errors.New("privacy: the finder panicked")
	ErrFinderSlow     = errors.New("privacy: the finder took too long")
	ErrFinderWrong    = errors.New("privacy: the finder gave places that are not in the text, overlap or cut a character")
	ErrNotText        = errors.New("privacy: what is to be masked is not UTF-8")
	ErrNotJSON        = errors.New("privacy: what is to be masked as JSON is not JSON")
)

// Masked is a text in which tokens stand for everything that a finder found. Only a Masker makes one;
// the zero value is empty and is to be refused. It prints as [redacted]: what is left are still a
// customer's words.
type Masked struct {
	text         string
	conversation candor.ConversationID
	recipient    string
	types        []Type
	categories   []string
}

// Text gives the words that may leave.
func (m Masked) Text() string { return m.text }

// Conversation says whose tokens stand in it.
func (m Masked) Conversation() candor.ConversationID { return m.conversation }

// Recipient is the vendor it was masked for: the customer allowed that one, and no other.
func (m Masked) Recipient() string { return m.recipient }

// Types lists the kinds of what was masked, sorted, each once.
func (m Masked) Types() []Type { return slices.Clone(m.types) }

// Categories lists the special categories (GDPR Art. 9) that the text touches on, sorted, each once. The
// words that tell of them are not masked: whether such a text may leave is for policy to say.
func (m Masked) Categories() []string { return slices.Clone(m.categories) }

// Empty reports whether no Masker made this, or there is nothing in it.
func (m Masked) Empty() bool { return m.conversation == "" || m.text == "" }

// Format keeps words out of every print and log.
func (Masked) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// MaskOptions are what NewMasker needs. Finder and Vaults are required.
type MaskOptions struct {
	Finder  Finder
	Vaults  Vaults
	Timeout time.Duration // for looking through everything that one call masks; 2 s when zero
}

// Masker makes Masked and turns it back. Safe for concurrent use.
type Masker struct{ o MaskOptions }

// NewMasker refuses to mask without a finder or without a place for the way back.
func NewMasker(o MaskOptions) (*Masker, error) {
	if o.Finder == nil || o.Vaults == nil {
		return nil, errors.New("privacy: masking needs a finder and vaults")
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Second
	}
	return &Masker{o: o}, nil
}

// Piece is one part of what is to leave: a message of the history, a passage, a tool's arguments.
type Piece struct {
	Text string
	JSON bool // Text is a JSON document; strings and long numbers in it are masked
}

// mostTries is how often a mask is made anew because another of the same conversation was first.
const mostTries = 16

// MaskText masks one text. See Mask.
func (m *Masker) MaskText(ctx context.Context, by candor.Access, id candor.ConversationID, text string, h Hints) (Masked, error) {
	return m.one(ctx, by, id, Piece{Text: text}, h)
}

// MaskJSON masks one JSON document. Everything but the strings and numbers that hold something stays
// byte for byte; a number that has to be masked becomes a string. See Mask.
func (m *Masker) MaskJSON(ctx context.Context, by candor.Access, id candor.ConversationID, document string, h Hints) (Masked, error) {
	return m.one(ctx, by, id, Piece{Text: document, JSON: true}, h)
}

func (m *Masker) one(ctx context.Context, by candor.Access, id candor.ConversationID, p Piece, h Hints) (Masked, error) {
	masked, err := m.Mask(ctx, by, id, h, p)
	if err != nil {
		return Masked{}, err
	}
	return masked[0], nil
}

// Mask masks a whole prompt: instructions, history, passages, arguments of tools. It gives one Masked
// for each piece, in order, or nothing at all. The same value has the same token in every piece and in
// every later call for the conversation. What is given can be turned back: the vault is saved first.
//
// What already looks like a token is masked like a value, so that it comes back as it was written and
// never as what such a token stands for.
//
// A value comes back in the spelling in which the conversation had it first.
//
// candor.ErrNoBasis: the access is not for candor.Vendor, or the customer does not allow that vendor.
// ErrFinderPanicked, ErrFinderSlow, ErrFinderWrong, ErrNotText, ErrNotJSON, ErrVaultFull: see there.
func (m *Masker) Mask(ctx context.Context, by candor.Access, id candor.ConversationID, h Hints, pieces ...Piece) ([]Masked, error) {
	// First the leave to send anything, then the work.
	v, err := m.o.Vaults.Load(ctx, by, id)
	if err != nil {
		return nil, fmt.Errorf("privacy: mask: %w", err)
	}
	plans, err := m.plan(ctx, pieces, look{finder: m.o.Finder, hints: h, before: v.values})
	if err != nil {
		return nil, err
	}
	for range mostTries {
		masked, err := fill(plans, v, Masked{conversation: id, recipient: by.To})
		if err != nil {
			return nil, err
		}
		if !v.changed {
			return masked, nil
		}
		err = m.o.Vaults.Save(ctx, by, id, v)
		if err == nil {
			return masked, nil
		}
		if !errors.Is(err, candor.ErrMoved) {
			return nil, fmt.Errorf("privacy: mask: keep the way back: %w", err)
		}
		if v, err = m.o.Vaults.Load(ctx, by, id); err != nil {
			return nil, fmt.Errorf("privacy: mask: %w", err)
		}
	}
	return nil, fmt.Errorf("privacy: mask: %w", candor.ErrMoved)
}

// plan looks through all pieces, contained: a panic or a finder that does not end is an error.
func (m *Masker) plan(ctx context.Context, pieces []Piece, l look) ([]plan, error) {
	return contained(ctx, m.o.Timeout, func(ctx context.Context) ([]plan, error) {
		plans := make([]plan, len(pieces))
		for i, p := range pieces {
			of := planText
			if p.JSON {
				of = planJSON
			}
			var err error
			if plans[i], err = of(ctx, l, p.Text); err != nil {
				return nil, err
			}
		}
		return plans, nil
	})
}

// fill puts tokens into every plan. What it gives is like the example but for the words.
func fill(plans []plan, v *Vault, example Masked) ([]Masked, error) {
	masked := make([]Masked, len(plans))
	for i, p := range plans {
		m := example
		var err error
		if m.text, err = p.fill(v); err != nil {
			return nil, err
		}
		m.types, m.categories = sorted(p.types), sorted(p.categories)
		masked[i] = m
	}
	return masked, nil
}

func sorted[T ~string](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// contained runs what may not end or may panic. The value of a panic is not repeated: it may hold words.
func contained[T any](ctx context.Context, limit time.Duration, work func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{err: fmt.Errorf("%w (%T)", ErrFinderPanicked, r)}
			}
		}()
		value, err := work(ctx)
		done <- outcome{value, err}
	}()
	var none T
	select {
	case o := <-done:
		if o.err != nil {
			return none, o.err
		}
		return o.value, nil
	case <-ctx.Done():
		return none, fmt.Errorf("%w: %w", ErrFinderSlow, ctx.Err())
	}
}

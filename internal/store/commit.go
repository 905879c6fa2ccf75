package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/turn"
)

// errNotCleared: somebody tried to store as said what no pipeline let pass.
var errNotCleared = candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a message that no pipeline made was refused"))

// errNotAssisting: an assistant's message where the conversation is not the assistant's.
var errNotAssisting = candor.Fail(candor.CodeInternal, "error.internal",
	errors.New("store: an assistant message was refused: the conversation is not the assistant's"))

// readied is a change with everything made that needs no transaction.
type readied struct {
	turn.Change
	messages  []message
	decisions []decision
	entries   []entry
	assistant bool // the assistant says something
	sealed    besideSealed
	closing   []byte // how an agent closed it, sealed; nil: nobody did
	fair      fair   // what live monitoring counts
}

// Commit makes a whole change durable in one transaction, or nothing of it.
//
//   - ErrMoved: the stored Version is not change.Before.Version.
//   - ErrSent: a message with the same ClientKey, or a conversation with the same BeginKey, is
//     already there.
//   - a nil or Empty Received or Cleared is refused with CodeInternal, as is a Cleared by the
//     assistant unless the conversation, as it is stored and as it shall be, lets the assistant speak.
//
// It returns the conversation as stored.
func (s *Store) Commit(ctx context.Context, change turn.Change) (candor.Conversation, error) {
	if s.writer == nil {
		return candor.Conversation{}, errReadOnly
	}
	r, err := s.ready(ctx, change)
	if err != nil {
		return candor.Conversation{}, err
	}
	var stored candor.Conversation
	err = s.write(ctx, func(tx *Tx) error {
		var err error
		stored, err = tx.commit(r)
		return err
	})
	if err != nil {
		return candor.Conversation{}, err
	}
	return stored, nil
}

// ready checks a change and makes its rows: sealed words, encoded decisions, ledger records.
func (s *Store) ready(ctx context.Context, change turn.Change) (*readied, error) {
	var err error
	r := &readied{Change: change}
	before, after := change.Before, change.After
	if !before.ID.Valid() || before.Customer == "" || after.ID != before.ID || after.Customer != before.Customer ||
		after.Inbox != before.Inbox {
		return nil, candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a change must stay within one conversation"))
	}
	if before.Version == 0 {
		if err := s.o.Keys.NewCustomer(ctx, before.Customer); err != nil {
			return nil, fmt.Errorf("store: make the customer's key: %w", err)
		}
	}
	if change.Received != nil {
		if err := s.said(ctx, r, change.Received.Empty(), change.Received.Message, change.Received.Decision); err != nil {
			return nil, err
		}
	}
	for _, x := range change.Cleared {
		if err := s.said(ctx, r, x.Empty(), x.Message, x.Decision); err != nil {
			return nil, err
		}
	}
	if r.assistant && !after.AssistantMaySpeak() {
		return nil, errNotAssisting
	}
	if err := s.readyClosing(ctx, r); err != nil {
		return nil, err
	}
	for _, d := range change.Decisions {
		row, err := decisionOf(d)
		if err != nil {
			return nil, err
		}
		r.decisions = append(r.decisions, row)
	}
	if r.sealed, err = s.readyBeside(ctx, before, change.Beside); err != nil {
		return nil, err
	}
	if err := s.readyFair(ctx, r); err != nil {
		return nil, err
	}
	return r, s.readyEntries(ctx, r)
}

// said readies one message and the decision behind it. Message and decision are asked for only
// after Empty said no.
func (s *Store) said(ctx context.Context, r *readied, empty bool, get func() candor.Message, why func() policy.Decision) error {
	if empty {
		return errNotCleared
	}
	m, d := get(), why()
	if m.Conversation != r.Before.ID || m.Verdict != d.ID {
		return errNotCleared
	}
	m.Number = r.Before.Messages + int64(len(r.messages)) + 1
	sealed, err := s.seal(ctx, r.Before.Customer, m)
	if err != nil {
		return err
	}
	row, err := decisionOf(d)
	if err != nil {
		return err
	}
	r.messages = append(r.messages, sealed)
	r.decisions = append(r.decisions, row)
	r.assistant = r.assistant || m.Author == candor.ByAssistant
	return nil
}

// readyEntries makes the ledger records: about the conversation by commitment, about its messages
// by the digest of what is sealed.
func (s *Store) readyEntries(ctx context.Context, r *readied) error {
	if len(r.Ledger) == 0 {
		return nil
	}
	salt, err := s.o.Keys.Salt(ctx, r.Before.Customer)
	if err != nil {
		return fmt.Errorf("store: read the customer's salt: %w", err)
	}
	subject := ledger.Commitment(salt, "conversation", string(r.Before.ID))
	for _, e := range r.Ledger {
		e.Subject = subject
		if e.Message != "" {
			facts := make(map[string]string, len(e.Facts)+1)
			maps.Copy(facts, e.Facts)
			for _, m := range r.messages {
				if m.ID == e.Message {
					facts["sealed"] = m.digest()
				}
			}
			if facts["sealed"] == "" {
				return candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a ledger entry names a message that is not in its change"))
			}
			e.Facts = facts
		}
		row, err := entryOf(e.Entry)
		if err != nil {
			return candor.Fail(candor.CodeInternal, "error.internal", fmt.Errorf("store: make a ledger entry: %w", err))
		}
		r.entries = append(r.entries, row)
	}
	return nil
}

// commit looks whether the change still fits, then writes it.
func (tx *Tx) commit(r *readied) (candor.Conversation, error) {
	after := r.After
	after.Version = r.Before.Version + 1
	after.Messages = r.Before.Messages + int64(len(r.messages))
	var before candor.Conversation
	var err error
	if r.Before.Version == 0 {
		after.CustomerRead, after.AgentRead = 0, 0
		err = tx.unbegun(r)
	} else {
		before, err = tx.unmoved(r)
		after.CustomerRead, after.AgentRead = before.CustomerRead, before.AgentRead
		after.Created = before.Created
	}
	if err != nil {
		return after, err
	}
	if r.assistant && !before.AssistantMaySpeak() {
		return after, errNotAssisting
	}
	tx.moved = tx.moved || before.State != after.State
	if r.Before.Version == 0 {
		err = tx.insertConversation(after, r.BeginKey)
	} else {
		err = tx.updateConversation(before, after)
	}
	if err != nil {
		return after, err
	}
	return after, tx.add(r)
}

// unbegun makes sure that a new conversation is new.
func (tx *Tx) unbegun(r *readied) error {
	var n int
	if r.BeginKey != "" {
		const key = `SELECT COUNT(*) FROM conversation WHERE begin_key = $1`
		if err := tx.row(key, []any{r.BeginKey}, &n); err != nil {
			return err
		}
		if n > 0 {
			return turn.ErrSent
		}
	}
	const id = `SELECT COUNT(*) FROM conversation WHERE id = $1`
	if err := tx.row(id, []any{string(r.Before.ID)}, &n); err != nil {
		return err
	}
	if n > 0 {
		return candor.ErrMoved
	}
	return nil
}

// unmoved makes sure that the conversation is as the change was decided on, and that none of its
// messages was stored before.
func (tx *Tx) unmoved(r *readied) (candor.Conversation, error) {
	const query = `
		SELECT inbox, customer, state, version, messages, with_person, customer_read, agent_read
		FROM conversation WHERE id = $1`
	before := r.Before
	var withPerson int64
	err := tx.row(query, []any{string(before.ID)}, (*string)(&before.Inbox), (*string)(&before.Customer), (*string)(&before.State),
		&before.Version, &before.Messages, &withPerson, &before.CustomerRead, &before.AgentRead)
	if errors.Is(err, sql.ErrNoRows) {
		return before, candor.ErrMoved
	}
	if err != nil {
		return before, err
	}
	before.WithPerson = withPerson == 1
	for _, m := range r.messages {
		if m.ClientKey == "" {
			continue
		}
		const sent = `SELECT COUNT(*) FROM message WHERE conversation = $1 AND client_key = $2`
		var n int
		if err := tx.row(sent, []any{string(m.Conversation), m.ClientKey}, &n); err != nil {
			return before, err
		}
		if n > 0 {
			return before, turn.ErrSent
		}
	}
	if before.Version != r.Before.Version || before.Messages != r.Before.Messages || before.Customer != r.Before.Customer ||
		before.Inbox != r.Before.Inbox {
		return before, candor.ErrMoved
	}
	return before, nil
}

// add writes everything that a change adds.
func (tx *Tx) add(r *readied) error {
	for _, d := range r.decisions {
		if err := tx.insertDecision(r.Before.ID, d); err != nil {
			return err
		}
	}
	for _, m := range r.messages {
		if err := tx.insertMessage(m); err != nil {
			return err
		}
	}
	for _, c := range r.Consents {
		if c.Customer != r.Before.Customer {
			return candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a consent of another customer was refused"))
		}
		if err := tx.insertConsent(c); err != nil {
			return err
		}
		if err := tx.unstate(c); err != nil {
			return err
		}
	}
	if err := tx.useHelp(r.After.Updated, r.Helped); err != nil {
		return err
	}
	if err := tx.keepPace(r); err != nil {
		return err
	}
	if err := tx.countFair(r.Before.Customer, r.After.Updated, r.fair); err != nil {
		return err
	}
	if err := tx.putBeside(r); err != nil {
		return err
	}
	for _, e := range r.entries {
		if err := tx.record(e); err != nil {
			return err
		}
	}
	for _, e := range r.Events {
		if err := tx.emit(e); err != nil {
			return err
		}
	}
	for _, j := range r.Jobs {
		if err := tx.putJob(j); err != nil {
			return err
		}
	}
	if r.Done != "" {
		if err := tx.finishJob(r.Before.ID, r.Done); err != nil {
			return err
		}
	}
	if r.Waited != nil {
		if err := tx.insertWait(*r.Waited); err != nil {
			return err
		}
	}
	return tx.insertClosing(r)
}

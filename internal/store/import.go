package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"
)

// Brought is what an import took over.
type Brought struct {
	Conversations int
	Messages      int
	There         int // conversations that were here already, left as they are
}

// Import takes over what a person brought from another desk: conversations as finished ones that only
// people go on with, with their messages and the decisions behind them as history. Nothing of it was
// ever a draft here, so nothing is said by it. Consents do not come along: they were given to somebody
// else, and this desk asks for its own. In a dry run nothing changes. Imported again after a stop in the
// middle, it goes on with what is not here yet.
//
// CodeForbidden: nobody vouches for the archive (see rights.ReadOptions.Trusted). rights.ErrArchive: its
// records do not fit together; nothing was changed. CodeNotFound "error.customer_erased": the person was
// erased here.
func (s *Store) Import(ctx context.Context, in *rights.Imported, actor string, dry bool) (Brought, error) {
	if !in.Trusted && !dry {
		return Brought{}, rights.ErrArchiveKey
	}
	if s.writer == nil && !dry {
		return Brought{}, errReadOnly
	}
	g, err := gather(in)
	if err != nil {
		return Brought{}, err
	}
	var out Brought
	for _, c := range g.conversations {
		_, err := s.Conversation(ctx, c.ID)
		if err == nil {
			out.There++
			continue
		}
		if !errors.Is(err, candor.ErrNoConversation) {
			return out, err
		}
		if !dry {
			if err := s.bring(ctx, c, g, actor); err != nil {
				return out, err
			}
		}
		out.Conversations++
		out.Messages += len(g.messages[c.ID])
	}
	if dry {
		return out, nil
	}
	for _, p := range g.profiles {
		if err := s.bringProfile(ctx, p, actor); err != nil {
			return out, err
		}
	}
	return out, nil
}

// brought is one conversation on its way into the database.
type brought struct {
	conversation candor.Conversation
	messages     []message
	statements   map[candor.MessageID][]byte // sealed: what the person says beside messages
	decisions    []decision
	entry        entry
}

// bring writes one conversation, or nothing of it.
func (s *Store) bring(ctx context.Context, from rights.Conversation, g gathered, actor string) error {
	if err := s.o.Keys.NewCustomer(ctx, from.Customer); err != nil {
		return fmt.Errorf("store: make the customer's key: %w", err)
	}
	b, err := s.prepare(ctx, from, g)
	if err != nil {
		return err
	}
	if b.entry, err = s.broughtEntry(ctx, b.conversation, actor); err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error { return tx.putBrought(b) })
}

// prepare makes the rows, with every word sealed.
func (s *Store) prepare(ctx context.Context, from rights.Conversation, g gathered) (brought, error) {
	c := candor.Conversation{
		ID: from.ID, Inbox: from.Inbox, Customer: from.Customer, State: candor.Resolved, Version: 1, Language: from.Language,
		WithPerson: true, AgentName: from.Person, Reason: from.Reason, Created: from.Created, Updated: from.Updated,
	}
	b := brought{statements: map[candor.MessageID][]byte{}}
	known := map[candor.VerdictID]bool{}
	for _, m := range g.messages[from.ID] {
		verdict := cmp.Or(m.Decision, candor.NewVerdictID())
		sealed, err := s.seal(ctx, c.Customer, candor.Message{
			ID: m.ID, Conversation: c.ID, Number: m.Number, Author: m.Author, Name: m.Name, Kind: m.Kind, Key: m.Key, Language: m.Language,
			Body: candor.Text(m.Body), Citations: m.Citations, Confidence: m.Confidence, Verdict: verdict, Helpful: m.Helpful, Helped: m.Helped, At: m.At,
		})
		if err != nil {
			return b, err
		}
		b.messages = append(b.messages, sealed)
		if m.Statement != "" {
			b.statements[m.ID], err = s.o.Keys.Seal(ctx, c.Customer, sealedStatement, string(m.ID), []byte(m.Statement))
			if err != nil {
				return b, fmt.Errorf("store: seal a statement: %w", err)
			}
		}
		if !known[verdict] {
			known[verdict] = true
			row, err := decisionOf(g.decisionBehind(m, verdict))
			if err != nil {
				return b, err
			}
			b.decisions = append(b.decisions, row)
		}
		if m.Author == candor.ByCustomer {
			c.LastCustomer = m.Number
		}
	}
	c.Messages = int64(len(b.messages))
	c.LastAnswered, c.CustomerRead, c.AgentRead = c.LastCustomer, c.Messages, c.Messages
	b.conversation = c
	return b, nil
}

func (tx *Tx) putBrought(b brought) error {
	id := b.conversation.ID
	if err := tx.insertConversation(b.conversation, ""); err != nil {
		return err
	}
	for _, d := range b.decisions {
		if err := tx.insertDecision(id, d); err != nil {
			return err
		}
	}
	for _, m := range b.messages {
		if err := tx.insertMessage(m); err != nil {
			return err
		}
		event := candor.Event{
			Kind: candor.MessageAdded, Conversation: id, Message: m.ID, Number: m.Number, Author: m.Author, Internal: m.Kind == candor.Note, At: tx.at,
		}
		if err := tx.emit(event); err != nil {
			return err
		}
	}
	for id, body := range b.statements {
		const insert = `INSERT INTO statement (conversation, message, at, body) VALUES ($1, $2, $3, $4)`
		if _, err := tx.exec(insert, string(b.conversation.ID), string(id), micros(tx.at), body); err != nil {
			return err
		}
	}
	return tx.record(b.entry)
}

func (s *Store) broughtEntry(ctx context.Context, c candor.Conversation, actor string) (entry, error) {
	salt, err := s.o.Keys.Salt(ctx, c.Customer)
	if err != nil {
		return entry{}, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	row, err := entryOf(ledger.Entry{
		At: s.o.Now(), Kind: ledger.KindImport, Actor: actor, Subject: ledger.Commitment(salt, "conversation", string(c.ID)),
	})
	if err != nil {
		return entry{}, fmt.Errorf("store: record an import: %w", err)
	}
	return row, nil
}

// bringProfile keeps who a person is, where nothing is known here yet. What the other desk had proven is
// not proven here.
func (s *Store) bringProfile(ctx context.Context, p rights.Profile, actor string) error {
	by := candor.Access{Actor: actor, Purpose: candor.Rights}
	err := s.ChangeProfile(ctx, by, p.Customer, func(known candor.Profile) candor.Profile {
		if !known.Empty() {
			return known
		}
		return candor.Profile{Name: p.Name, Email: p.Email, Phone: p.Phone, Address: p.Address, Orders: p.Orders, Language: p.Language}
	})
	if errors.Is(err, candor.ErrNoCustomer) {
		return nil // without a conversation there is nobody here to keep it for
	}
	return err
}

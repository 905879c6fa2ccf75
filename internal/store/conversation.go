package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"candor"
	"candor/policy"
)

const conversationColumns = `
	id, inbox, customer, state, version, messages, language, priority, with_person, offered, unresolved,
	agent, agent_name, reason, created, updated, waiting_since, promised_by, snoozed_until,
	customer_read, agent_read, last_customer, last_answered, confirmed, returned, needs, asked, reached, missed, complained, matter, channel, waited`

// conversationRow is a conversation on its way out of the database. It scans into plain strings
// and 64-bit numbers only: database/sql is several times slower with any other type.
type conversationRow struct {
	c                                              candor.Conversation
	priority, withPerson, offered, unresolved      int64
	created, updated, waiting, promised, snoozedTo int64
	confirmed, returned                            int64
	asked, reached, missed, complained, waited     int64
}

func (r *conversationRow) fields() []any {
	c := &r.c
	return []any{
		(*string)(&c.ID), (*string)(&c.Inbox), (*string)(&c.Customer), (*string)(&c.State), &c.Version, &c.Messages,
		&c.Language, &r.priority, &r.withPerson, &r.offered, &r.unresolved, (*string)(&c.Agent), &c.AgentName, &c.Reason,
		&r.created, &r.updated, &r.waiting, &r.promised, &r.snoozedTo,
		&c.CustomerRead, &c.AgentRead, &c.LastCustomer, &c.LastAnswered, &r.confirmed, &r.returned,
		&c.Needs, &r.asked, &r.reached, &r.missed, &r.complained, (*string)(&c.Matter), (*string)(&c.Channel), &r.waited,
	}
}

func (r *conversationRow) conversation() candor.Conversation {
	c := r.c
	c.Priority, c.Unresolved = candor.Priority(r.priority), int(r.unresolved)
	c.Waited = time.Duration(r.waited) * time.Microsecond
	c.WithPerson, c.Offered = r.withPerson == 1, r.offered == 1
	c.Created, c.Updated = moment(r.created), moment(r.updated)
	c.WaitingSince, c.PromisedBy, c.SnoozedUntil = moment(r.waiting), moment(r.promised), moment(r.snoozedTo)
	c.Confirmed, c.Returned = moment(r.confirmed), moment(r.returned)
	c.Asked, c.Reached, c.Missed, c.Complained = moment(r.asked), moment(r.reached), moment(r.missed), moment(r.complained)
	return c
}

// Conversation gives one conversation. ErrNoConversation when there is none.
func (s *Store) Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error) {
	const query = `SELECT` + conversationColumns + ` FROM conversation WHERE id = $1`
	return s.oneConversation(ctx, query, string(id))
}

// Referenced gives the conversations whose id ends in these eight characters, newest first, at
// most 50: the short name that a customer can read out.
func (s *Store) Referenced(ctx context.Context, ending string) ([]candor.Conversation, error) {
	const query = `SELECT` + conversationColumns + ` FROM conversation WHERE substr(id, 23) = $1 ORDER BY updated DESC, id LIMIT 50`
	found, err := s.conversations(ctx, query, ending)
	return found, s.fail("find a conversation", err)
}

// Begun finds the conversation that was begun under the key. ErrNoConversation when there is none.
func (s *Store) Begun(ctx context.Context, beginKey string) (candor.Conversation, error) {
	if beginKey == "" {
		return candor.Conversation{}, candor.ErrNoConversation
	}
	const query = `SELECT` + conversationColumns + ` FROM conversation WHERE begin_key = $1`
	return s.oneConversation(ctx, query, beginKey)
}

func (s *Store) oneConversation(ctx context.Context, query, arg string) (candor.Conversation, error) {
	var r conversationRow
	err := s.row(ctx, query, []any{arg}, r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.Conversation{}, candor.ErrNoConversation
	}
	if err != nil {
		return candor.Conversation{}, s.fail("read a conversation", err)
	}
	return r.conversation(), nil
}

// Load gives a conversation and what its customer allows now. ErrNoConversation when there is none.
func (s *Store) Load(ctx context.Context, id candor.ConversationID) (candor.Conversation, policy.Consents, error) {
	c, err := s.Conversation(ctx, id)
	if err != nil {
		return c, nil, err
	}
	consents, err := s.Consents(ctx, c.Customer)
	return c, consents, err
}

// insert makes the row of a new conversation, and of its customer where they are new too.
func (tx *Tx) insertConversation(c candor.Conversation, beginKey string) error {
	const customer = `INSERT INTO customer (id, created) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`
	if _, err := tx.exec(customer, string(c.Customer), micros(c.Created)); err != nil {
		return err
	}
	const insert = `
		INSERT INTO conversation (` + conversationColumns + `, begin_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
			$20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)`
	_, err := tx.exec(insert, string(c.ID), string(c.Inbox), string(c.Customer), string(c.State), c.Version, c.Messages,
		c.Language, int64(c.Priority), flag(c.WithPerson), flag(c.Offered), int64(c.Unresolved), string(c.Agent), c.AgentName,
		c.Reason, micros(c.Created), micros(c.Updated), micros(c.WaitingSince), micros(c.PromisedBy),
		micros(c.SnoozedUntil), c.CustomerRead, c.AgentRead, c.LastCustomer, c.LastAnswered, micros(c.Confirmed), micros(c.Returned),
		c.Needs, micros(c.Asked), micros(c.Reached), micros(c.Missed), micros(c.Complained), string(c.Matter), string(c.Channel), c.Waited.Microseconds(), absent(beginKey))
	return err
}

// update writes what changed. Most messages change only counters, which stand in one index;
// the rest is left alone then. How far a side has read is not touched: see Read.
func (tx *Tx) updateConversation(before, after candor.Conversation) error {
	quiet := before
	quiet.Version, quiet.Messages, quiet.Updated = after.Version, after.Messages, after.Updated
	quiet.Unresolved, quiet.LastCustomer, quiet.LastAnswered = after.Unresolved, after.LastCustomer, after.LastAnswered
	if quiet == after {
		const counters = `
			UPDATE conversation SET version = $2, messages = $3, updated = $4, unresolved = $5,
				last_customer = $6, last_answered = $7
			WHERE id = $1`
		return tx.one(counters, string(after.ID), after.Version, after.Messages, micros(after.Updated),
			int64(after.Unresolved), after.LastCustomer, after.LastAnswered)
	}
	const all = `
		UPDATE conversation SET version = $2, messages = $3, updated = $4, unresolved = $5,
			last_customer = $6, last_answered = $7, state = $8, language = $9, priority = $10,
			with_person = $11, offered = $12, agent = $13, agent_name = $14, reason = $15,
			waiting_since = $16, promised_by = $17, snoozed_until = $18,
			confirmed = $19, returned = $20, needs = $21, asked = $22, reached = $23, missed = $24, complained = $25, matter = $26, waited = $27
		WHERE id = $1`
	return tx.one(all, string(after.ID), after.Version, after.Messages, micros(after.Updated), int64(after.Unresolved),
		after.LastCustomer, after.LastAnswered, string(after.State), after.Language, int64(after.Priority),
		flag(after.WithPerson), flag(after.Offered), string(after.Agent), after.AgentName, after.Reason,
		micros(after.WaitingSince), micros(after.PromisedBy), micros(after.SnoozedUntil), micros(after.Confirmed), micros(after.Returned),
		after.Needs, micros(after.Asked), micros(after.Reached), micros(after.Missed), micros(after.Complained), string(after.Matter), after.Waited.Microseconds())
}

// one changes exactly one row.
func (tx *Tx) one(query string, args ...any) error {
	n, err := tx.exec(query, args...)
	if err == nil && n != 1 {
		err = errors.New("the row that was read is not there any more")
	}
	return err
}

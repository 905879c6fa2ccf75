package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor"
	"candor/ledger"
	"candor/policy"
	"candor/privacy/rights"
)

// exporter reads what is kept about people for themselves. Every read of sealed words goes through the
// same door as any other, and is on the record.
type exporter struct {
	s       *Store
	phrases policy.Phrases
}

// words puts a key in words; "" when there are none.
func (x exporter) words(language, key string, args map[string]string) string {
	if x.phrases == nil || key == "" {
		return ""
	}
	text, _ := x.phrases.Phrase(language, key, args)
	return text
}

func (x exporter) customers(ctx context.Context, of rights.Subject, to rights.Sink) error {
	for _, id := range of.Customers {
		p, err := x.s.Profile(ctx, of.Access, id)
		if errors.Is(err, candor.ErrNoCustomer) {
			continue
		}
		if err != nil {
			return err
		}
		var created, restricted int64
		const query = `SELECT created, restricted FROM customer WHERE id = $1`
		if err := x.s.row(ctx, query, []any{string(id)}, &created, &restricted); err != nil {
			return err
		}
		err = to.Put(rights.Profile{
			Customer: id, Name: p.Name, Email: p.Email, Phone: p.Phone, Address: p.Address, Orders: p.Orders,
			Language: p.Language, Verified: p.Verified, Restricted: moment(restricted), Created: moment(created),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachConversation visits the subject's conversations, the oldest first.
func (x exporter) eachConversation(ctx context.Context, of rights.Subject, visit func(candor.Conversation) error) error {
	const query = `SELECT` + conversationColumns + ` FROM conversation WHERE customer = $1 ORDER BY created, id`
	for _, id := range of.Customers {
		found, err := x.s.conversations(ctx, query, string(id))
		if err != nil {
			return err
		}
		for _, c := range found {
			if err := visit(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x exporter) conversations(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		return to.Put(rights.Conversation{
			ID: c.ID, Customer: c.Customer, Inbox: c.Inbox, State: c.State, Language: c.Language, Messages: c.Messages,
			Person: c.AgentName, Reason: c.Reason, Created: c.Created, Updated: c.Updated,
		})
	})
}

// eachMessage visits every message of a conversation in order, notes among them.
func (x exporter) eachMessage(ctx context.Context, by candor.Access, id candor.ConversationID, visit func(candor.Message) error) error {
	for after := int64(0); ; {
		some, err := x.s.Messages(ctx, by, id, after, mostMessages, true)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, m := range some {
			if err := visit(m); err != nil {
				return err
			}
			after = m.Number
		}
	}
}

func (x exporter) messages(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		beside, err := x.s.statements(ctx, c)
		if err != nil {
			return err
		}
		return x.eachMessage(ctx, of.Access, c.ID, func(m candor.Message) error {
			return to.Put(rights.Message{
				ID: m.ID, Conversation: c.ID, Number: m.Number, Author: m.Author, Name: m.Name, Kind: m.Kind, Key: m.Key,
				Language: m.Language, Body: string(m.Body), Statement: string(beside[m.ID]), Citations: m.Citations,
				Confidence: m.Confidence, Decision: m.Verdict, Helpful: m.Helpful, Helped: m.Helped, At: m.At,
			})
		})
	})
}

// statements gives what the customer says beside messages of a conversation.
func (s *Store) statements(ctx context.Context, c candor.Conversation) (map[candor.MessageID]candor.Text, error) {
	sealed := map[candor.MessageID][]byte{}
	err := s.rows(ctx, `SELECT message, body FROM statement WHERE conversation = $1`, []any{string(c.ID)}, func(rows *sql.Rows) error {
		var id string
		var body []byte
		err := rows.Scan(&id, &body)
		sealed[candor.MessageID(id)] = body
		return err
	})
	if err != nil {
		return nil, s.fail("read statements", err)
	}
	out := make(map[candor.MessageID]candor.Text, len(sealed))
	for id, body := range sealed {
		plain, err := s.o.Keys.Open(ctx, c.Customer, sealedStatement, string(id), body)
		if err != nil {
			return nil, fmt.Errorf("store: open a statement: %w", err)
		}
		out[id] = candor.Text(plain)
	}
	return out, nil
}

func (x exporter) decisions(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		answers := map[candor.VerdictID]candor.Message{}
		err := x.eachMessage(ctx, of.Access, c.ID, func(m candor.Message) error {
			if m.Author == candor.ByAssistant {
				m.Body = ""
				answers[m.Verdict] = m
			}
			return nil
		})
		if err != nil {
			return err
		}
		var ids []candor.VerdictID
		const query = `SELECT id FROM verdict WHERE conversation = $1 ORDER BY at, id`
		err = x.s.rows(ctx, query, []any{string(c.ID)}, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, candor.VerdictID(id))
			return err
		})
		if err != nil {
			return x.s.fail("list decisions", err)
		}
		for _, id := range ids {
			d, err := x.s.Decision(ctx, id)
			if err != nil {
				return err
			}
			if err := to.Put(x.decision(c, d, answers[id])); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x exporter) decision(c candor.Conversation, d policy.Decision, answer candor.Message) rights.Decision {
	out := rights.Decision{
		ID: d.ID, Conversation: c.ID, Stage: string(d.Stage), Action: d.Action.String(), Reason: d.Reason,
		Words: x.words(c.Language, d.Reason, nil), Rule: d.Rule, Policy: d.Policy, Confidence: answer.Confidence,
		Sources: answer.Citations, Gates: []rights.GateResult{}, At: d.At,
	}
	for _, v := range d.Verdicts {
		out.Gates = append(out.Gates, rights.GateResult{
			Gate: v.Gate, Action: v.Action.String(), Reason: v.Reason, Words: x.words(c.Language, v.Reason, v.Say.Args), Rule: v.Rule,
		})
	}
	return out
}

func (x exporter) consents(ctx context.Context, of rights.Subject, to rights.Sink) error {
	texts := map[string]string{}
	for _, id := range of.Customers {
		all, err := x.s.ConsentHistory(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range all {
			if _, ok := texts[c.Notice]; !ok && c.Notice != "" {
				_, text, err := x.s.Notice(ctx, c.Notice)
				if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
					return err
				}
				texts[c.Notice] = text
			}
			err := to.Put(rights.Consent{
				ID: c.ID, Customer: id, Purpose: c.Purpose, Given: c.Act == candor.Gave, Notice: c.Notice, Text: texts[c.Notice],
				Language: c.Language, Via: string(c.Via), At: c.At,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// mostReadings bounds how many looks one export lists.
const mostReadings = 10_000

func (x exporter) readings(ctx context.Context, of rights.Subject, to rights.Sink) error {
	names := map[string]string{}
	for _, id := range of.Customers {
		all, err := x.s.Readings(ctx, id, mostReadings)
		if err != nil {
			return err
		}
		for _, r := range all {
			agent, isStaff := strings.CutPrefix(r.Access.Actor, "agent:")
			if _, ok := names[agent]; !ok && isStaff {
				a, err := x.s.Agent(ctx, candor.AgentID(agent))
				if err != nil && candor.CodeOf(err) != candor.CodeNotFound {
					return err
				}
				names[agent] = a.FirstName
			}
			what := "conversation"
			if r.Conversation == "" {
				what = "profile"
			}
			err := to.Put(rights.Reading{
				Actor: r.Access.Actor, Name: names[agent], Purpose: r.Access.Purpose, Basis: r.Access.Purpose.Basis(),
				Conversation: r.Conversation, What: what, At: r.At,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (x exporter) requests(ctx context.Context, of rights.Subject, to rights.Sink) error {
	told := map[candor.RequestID]bool{}
	for _, id := range of.Customers {
		all, err := x.s.RequestsOf(ctx, of.Access, id)
		if err != nil {
			return err
		}
		for _, r := range all {
			if told[r.ID] {
				continue
			}
			told[r.ID] = true
			err := to.Put(rights.Asked{
				ID: r.ID, Kind: r.Kind, Regime: r.Regime, State: r.State, Reason: r.Answer.Reason, Words: string(r.Answer.Words),
				Received: r.Received, Closed: r.Closed,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (x exporter) entries(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.s.entriesOf(ctx, of, func(e rights.Entry) error { return to.Put(e) })
}

// entriesOf visits the ledger entries about a subject, which only who has their keys can find. It reads
// the whole ledger.
func (s *Store) entriesOf(ctx context.Context, of rights.Subject, visit func(rights.Entry) error) error {
	about := map[string]bool{}
	for _, id := range of.Customers {
		if err := s.commitmentsTo(ctx, id, about); err != nil {
			return err
		}
	}
	if len(about) == 0 {
		return nil
	}
	const before, length = `"subject":"`, 32
	err := s.LedgerRows(ctx, func(r ledger.Row) error {
		_, after, ok := strings.Cut(string(r.Record), before)
		if !ok || len(after) < length || !about[after[:length]] {
			return nil
		}
		return visit(rights.Entry{Seq: r.Seq, Kind: string(r.Kind), Record: string(r.Record), At: moment(r.At)})
	})
	return s.fail("read the ledger", err)
}

// commitmentsTo gathers what the ledger calls a customer, their conversations and their requests.
func (s *Store) commitmentsTo(ctx context.Context, id candor.CustomerID, about map[string]bool) error {
	salt, err := s.o.Keys.Salt(ctx, id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("store: read the customer's salt: %w", err)
	}
	values := map[string][]string{"customer": {string(id)}, "conversation": {""}}
	collect := func(domain, query string, arg any) error {
		return s.rows(ctx, query, []any{arg}, func(rows *sql.Rows) error {
			var value string
			err := rows.Scan(&value)
			values[domain] = append(values[domain], value)
			return err
		})
	}
	if err := collect("conversation", `SELECT id FROM conversation WHERE customer = $1`, string(id)); err != nil {
		return s.fail("list conversations", err)
	}
	a, err := s.o.Keys.Alias(ctx, id)
	if err != nil {
		return fmt.Errorf("store: find a customer's alias: %w", err)
	}
	if err := collect("request", `SELECT request FROM request_customer WHERE alias = $1`, a[:]); err != nil {
		return s.fail("list requests", err)
	}
	for _, domain := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[domain] {
			about[ledger.Commitment(salt, domain, value)] = true
		}
	}
	return nil
}

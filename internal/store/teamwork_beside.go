package store

import (
	"context"
	"fmt"

	"candor"
	"candor/turn"
)

// Where what agents keep beside conversations is sealed for.
const (
	sealedField  = "field_value.body"
	sealedLimit  = "writing_limit.reason"
	sealedSolved = "solved_answer.comment"
)

// besideSealed is what is sealed of a change before its transaction.
type besideSealed struct{ reason, comment []byte }

// readyBeside seals what people wrote beside a conversation.
func (s *Store) readyBeside(ctx context.Context, of candor.Conversation, b turn.Beside) (out besideSealed, err error) {
	if b.Limit != nil {
		out.reason, err = s.o.Keys.Seal(ctx, of.Customer, sealedLimit, string(of.Customer), []byte(b.Limit.Reason))
		if err != nil {
			return out, fmt.Errorf("store: seal a reason: %w", err)
		}
	}
	if b.Solved != nil && b.Solved.Comment != "" {
		out.comment, err = s.o.Keys.Seal(ctx, of.Customer, sealedSolved, string(of.ID), []byte(b.Solved.Comment))
		if err != nil {
			return out, fmt.Errorf("store: seal a comment: %w", err)
		}
	}
	return out, nil
}

// putBeside writes what a change keeps beside its conversation. Whoever it was meant for is done with once somebody
// has it.
func (tx *Tx) putBeside(r *readied) error {
	id, b, at := string(r.Before.ID), r.Beside, micros(r.After.Updated)
	if r.Before.State == candor.Waiting && r.After.State == candor.Attended && b.Meant == nil {
		if _, err := tx.exec(`UPDATE assignment SET agent = '' WHERE conversation = $1 AND agent <> ''`, id); err != nil {
			return err
		}
	}
	if b.Meant != nil {
		if err := tx.putMeant(id, *b.Meant, at); err != nil {
			return err
		}
	}
	if b.Mentions != nil {
		const insert = `
			INSERT INTO mention (agent, message, conversation, number, made_by, at, seen) VALUES ($1, $2, $3, $4, $5, $6, 0)
			ON CONFLICT (agent, message) DO NOTHING`
		for _, a := range b.Mentions.Agents {
			if _, err := tx.exec(insert, string(a), string(b.Mentions.Message), id, b.Mentions.Number, string(b.Mentions.By), at); err != nil {
				return err
			}
		}
	}
	if b.GoesOn != "" {
		const insert = `
			INSERT INTO merged (conversation, goes_on, made_by, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation) DO UPDATE SET goes_on = excluded.goes_on, made_by = excluded.made_by, at = excluded.at`
		if _, err := tx.exec(insert, id, string(b.GoesOn), string(r.After.Agent), at); err != nil {
			return err
		}
		tx.hint(b.GoesOn)
	}
	return tx.putCustomerBeside(r)
}

func (tx *Tx) putMeant(id string, m turn.Meant, at int64) error {
	if m.Agent == "" && m.Team == "" {
		_, err := tx.exec(`DELETE FROM assignment WHERE conversation = $1`, id)
		return err
	}
	const put = `
		INSERT INTO assignment (conversation, agent, team, made_by, at, note, number) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (conversation) DO UPDATE SET agent = excluded.agent, team = excluded.team, made_by = excluded.made_by,
			at = excluded.at, note = excluded.note, number = excluded.number`
	_, err := tx.exec(put, id, string(m.Agent), m.Team, string(m.By), at, string(m.Note), m.Number)
	return err
}

// putCustomerBeside writes what is about the customer.
func (tx *Tx) putCustomerBeside(r *readied) error {
	b, at := r.Beside, micros(r.After.Updated)
	if b.Limit != nil {
		const put = `
			INSERT INTO writing_limit (customer, made_by, at, until, lifted, lifted_by, reason) VALUES ($1, $2, $3, $4, 0, '', $5)
			ON CONFLICT (customer) DO UPDATE SET made_by = excluded.made_by, at = excluded.at, until = excluded.until,
				lifted = 0, lifted_by = '', reason = excluded.reason`
		if _, err := tx.exec(put, string(r.Before.Customer), string(b.Limit.By), at, micros(b.Limit.Until), r.sealed.reason); err != nil {
			return err
		}
	}
	if b.Lift {
		const lift = `UPDATE writing_limit SET lifted = $2 WHERE customer = $1 AND lifted = 0`
		if _, err := tx.exec(lift, string(r.Before.Customer), at); err != nil {
			return err
		}
	}
	if b.Solved != nil {
		var comment any
		if r.sealed.comment != nil {
			comment = r.sealed.comment
		}
		const put = `
			INSERT INTO solved_answer (conversation, answer, at, comment) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation) DO UPDATE SET answer = excluded.answer, at = excluded.at, comment = excluded.comment`
		if _, err := tx.exec(put, string(r.Before.ID), b.Solved.Answer, at, comment); err != nil {
			return err
		}
	}
	return nil
}

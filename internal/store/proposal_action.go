package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/action"
	"candor/ledger"
)

const (
	sealedProposal = "proposal.arguments"
	sealedSays     = "proposal.says"
)

// serves is the desk's own access, for what the customer asked it to do.
func serves() candor.Access { return candor.Access{Actor: "desk", Purpose: candor.Serve} }

// AddProposal keeps a new proposal. Where the same act is proposed in the conversation already, and not
// over, it gives that one. What the customer was asked before, and has not answered, is asked no longer: a yes is only ever
// to the last question.
//
// ErrNoConversation: there is none, or it is another customer's.
func (s *Store) AddProposal(ctx context.Context, p action.Proposal) (action.Proposal, error) {
	if s.writer == nil {
		return action.Proposal{}, errReadOnly
	}
	if !p.ID.Valid() || p.State != action.Proposed || p.Version != 1 {
		return action.Proposal{}, candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a proposal begins as proposed"))
	}
	of, err := s.ownerOf(ctx, p.Conversation)
	if errors.Is(err, sql.ErrNoRows) || err == nil && of.customer != p.Customer {
		return action.Proposal{}, candor.ErrNoConversation
	}
	if err != nil {
		return action.Proposal{}, s.fail("read a conversation", err)
	}
	salt, err := s.o.Keys.Salt(ctx, p.Customer)
	if err != nil {
		return action.Proposal{}, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	sealed, err := s.o.Keys.Seal(ctx, p.Customer, sealedProposal, string(p.ID), []byte(p.Arguments))
	if err != nil {
		return action.Proposal{}, fmt.Errorf("store: seal a proposal: %w", err)
	}
	entry, err := proposalEntry(p, salt)
	if err != nil {
		return action.Proposal{}, err
	}
	same := ledger.Commitment(salt, "proposal", p.Tool+"\n"+string(p.Arguments))
	there := p.ID
	err = s.write(ctx, func(tx *Tx) error {
		there = p.ID
		if err := tx.stillThere(p.Conversation); err != nil {
			return err
		}
		const find = `
			SELECT id FROM proposal
			WHERE conversation = $1 AND same = $2 AND ended = 0 AND NOT (state = 'proposed' AND expires <= $3)`
		err := tx.row(find, []any{string(p.Conversation), same, micros(p.Made)}, (*string)(&there))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		there = p.ID
		const replace = `
			UPDATE proposal SET state = 'expired', version = version + 1, moved = $2, ended = $2, outcome = 'replaced'
			WHERE conversation = $1 AND state = 'proposed'`
		if _, err := tx.exec(replace, string(p.Conversation), micros(p.Made)); err != nil {
			return err
		}
		const insert = `
			INSERT INTO proposal (id, conversation, same, tool, kind, state, version, made, moved, expires, accepted, approved, agent,
				proposer, ended, tries, outcome, arguments)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, '', $11, 0, 0, '', $12)`
		if _, err := tx.exec(insert, string(p.ID), string(p.Conversation), same, p.Tool, p.Kind.String(), string(p.State), p.Version,
			micros(p.Made), micros(p.Moved), micros(p.Expires), string(p.Proposer), sealed); err != nil {
			return err
		}
		tx.hint(p.Conversation)
		return tx.record(entry)
	})
	if err != nil || there == p.ID {
		return p, err
	}
	return s.Proposal(ctx, serves(), there)
}

// SaveProposal keeps the next step of a proposal, with the commitments that it makes, all or nothing.
// candor.ErrMoved: somebody took a step since it was read, or it is gone.
func (s *Store) SaveProposal(ctx context.Context, next action.Proposal, made ...action.Commitment) error {
	if s.writer == nil {
		return errReadOnly
	}
	salt, err := s.o.Keys.Salt(ctx, next.Customer)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return candor.ErrMoved
	}
	if err != nil {
		return fmt.Errorf("store: read the customer's salt: %w", err)
	}
	entry, err := proposalEntry(next, salt)
	if err != nil {
		return err
	}
	says, err := s.sealSays(ctx, next)
	if err != nil {
		return err
	}
	rows := make([]commitmentRow, 0, len(made))
	for _, c := range made {
		row, err := s.commitmentRow(ctx, c)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	return s.write(ctx, func(tx *Tx) error {
		const update = `
			UPDATE proposal SET state = $3, version = $4, moved = $5, expires = $6, accepted = $7, approved = $8, agent = $9, ended = $10,
				tries = $11, outcome = $12, says = $13
			WHERE id = $1 AND version = $2 AND ended = 0`
		n, err := tx.exec(update, string(next.ID), next.Version-1, string(next.State), next.Version, micros(next.Moved), micros(next.Expires),
			micros(next.Accepted), micros(next.Approved), string(next.Agent), micros(next.Ended), int64(next.Tries), next.Outcome, says)
		if err == nil && n != 1 {
			err = candor.ErrMoved
		}
		if err != nil {
			return err
		}
		for _, row := range rows {
			if _, err := tx.addCommitment(row); err != nil {
				return err
			}
		}
		tx.hint(next.Conversation)
		return tx.record(entry)
	})
}

// proposalEntry records where a proposal has come to, and never what it is about.
func proposalEntry(p action.Proposal, salt [32]byte) (entry, error) {
	actor := "desk"
	switch {
	case p.State == action.Approved, p.State == action.Declined && p.Agent != "":
		actor = "agent:" + string(p.Agent)
	case p.State == action.Proposed && p.Proposer != "":
		actor = "agent:" + string(p.Proposer)
	case p.State == action.Accepted, p.State == action.Declined:
		actor = "customer"
	}
	facts := map[string]string{"method": p.Tool, "state": string(p.State)}
	if p.Outcome != "" && ledger.Plain(p.Outcome) {
		facts["outcome"] = p.Outcome
	}
	row, err := entryOf(ledger.Entry{
		At: p.Moved, Kind: ledger.KindAction, Actor: actor, Subject: ledger.Commitment(salt, "conversation", string(p.Conversation)), Facts: facts,
	})
	if err != nil {
		return entry{}, fmt.Errorf("store: record a proposal: %w", err)
	}
	return row, nil
}

const proposalColumns = `
	p.id, p.conversation, v.customer, p.tool, p.kind, p.state, p.version, p.made, p.moved, p.expires, p.accepted, p.approved, p.agent,
	p.proposer, p.ended, p.tries, p.outcome, p.told, p.arguments, p.says`

func scanProposal(rows *sql.Rows) (p action.Proposal, sealed, says []byte, err error) {
	var kind string
	var made, moved, expires, accepted, approved, ended, tries, told int64
	err = rows.Scan((*string)(&p.ID), (*string)(&p.Conversation), (*string)(&p.Customer), &p.Tool, &kind, (*string)(&p.State), &p.Version,
		&made, &moved, &expires, &accepted, &approved, (*string)(&p.Agent), (*string)(&p.Proposer), &ended, &tries, &p.Outcome, &told, &sealed, &says)
	p.Kind, _ = action.KindNamed(kind)
	p.Made, p.Moved, p.Expires, p.Accepted, p.Approved = moment(made), moment(moved), moment(expires), moment(accepted), moment(approved)
	p.Ended, p.Tries, p.Told = moment(ended), int(tries), moment(told)
	return p, sealed, says, err
}

// openProposals reads proposals and opens them for somebody, on the record.
func (s *Store) openProposals(ctx context.Context, by candor.Access, where string, args ...any) ([]action.Proposal, error) {
	query := `SELECT` + proposalColumns + ` FROM proposal p JOIN conversation v ON v.id = p.conversation ` + where
	var out []action.Proposal
	var sealed, says [][]byte
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		p, one, told, err := scanProposal(rows)
		out, sealed, says = append(out, p), append(sealed, one), append(says, told)
		return err
	})
	if err != nil {
		return nil, s.fail("read proposals", err)
	}
	open := out[:0]
	for i, p := range out {
		of, err := s.ownerOf(ctx, p.Conversation)
		if errors.Is(err, sql.ErrNoRows) {
			continue // erased this moment
		}
		if err == nil {
			err = s.permit(ctx, by, p.Conversation, of)
		}
		if err != nil {
			return nil, err
		}
		plain, err := s.o.Keys.Open(ctx, of.customer, sealedProposal, string(p.ID), sealed[i])
		if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("store: open proposal %s: %w", p.ID, err)
		}
		p.Arguments = candor.Text(plain)
		if p.Says, err = s.openSays(ctx, of.customer, p.ID, says[i]); err != nil {
			return nil, err
		}
		open = append(open, p)
	}
	return open, nil
}

// Proposal gives one with its arguments; whoever looks is on record for it. CodeNotFound.
func (s *Store) Proposal(ctx context.Context, by candor.Access, id action.ProposalID) (action.Proposal, error) {
	all, err := s.openProposals(ctx, by, `WHERE p.id = $1`, string(id))
	if err == nil && len(all) == 0 {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return action.Proposal{}, err
	}
	return all[0], nil
}

// Asked gives what the customer of a conversation was asked last and has not answered.
func (s *Store) Asked(ctx context.Context, by candor.Access, id candor.ConversationID) (action.Proposal, bool, error) {
	all, err := s.openProposals(ctx, by, `WHERE p.conversation = $1 AND p.state = 'proposed' ORDER BY p.made DESC, p.id LIMIT 1`, string(id))
	if err != nil || len(all) == 0 {
		return action.Proposal{}, false, err
	}
	return all[0], true, nil
}

// Stuck gives the proposals whose time is over at now, and those that everybody agreed to whose last
// step was before begun: whoever was doing them was cut off. Oldest first, at most limit. Those of customers who
// had the use of their data restricted wait until they lift that.
func (s *Store) Stuck(ctx context.Context, now, begun time.Time, limit int) ([]action.Proposal, error) {
	const where = `
		WHERE p.ended = 0 AND (
			p.state IN ('proposed', 'accepted', 'approved') AND p.expires <= $1
			OR p.moved < $2 AND (p.state IN ('running', 'approved') OR p.state = 'accepted' AND p.kind = 'change'))
			AND NOT EXISTS (SELECT 1 FROM customer k WHERE k.id = v.customer AND k.restricted <> 0)
		ORDER BY p.moved, p.id LIMIT $3`
	return s.openProposals(ctx, serves(), where, micros(now), micros(begun), int64(min(max(limit, 0), 1000)))
}

// ForAgents gives the proposals that customers accepted and that wait for an agent, oldest first, at
// most limit. What exactly they are about is not opened.
func (s *Store) ForAgents(ctx context.Context, limit int) ([]action.Proposal, error) {
	const query = `SELECT` + proposalColumns + `
		FROM proposal p JOIN conversation v ON v.id = p.conversation
		WHERE p.ended = 0 AND p.state = 'accepted' AND p.kind = 'money' ORDER BY p.accepted, p.id LIMIT $1`
	var out []action.Proposal
	err := s.rows(ctx, query, []any{int64(min(max(limit, 0), 1000))}, func(rows *sql.Rows) error {
		p, _, _, err := scanProposal(rows)
		out = append(out, p)
		return err
	})
	return out, s.fail("read proposals for agents", err)
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"candor"
	"candor/ledger"
)

// Failures of the staff list.
var (
	errNoAgent    = candor.Fail(candor.CodeNotFound, "error.no_agent", nil)
	errEmailTaken = candor.Fail(candor.CodeConflict, "error.email_taken", nil)
)

const agentColumns = `id, email, name, first_name, roles, languages, created, disabled, password_hash`

type agentRow struct {
	a                candor.Agent
	roles, languages string
	created          int64
	disabled         int64
	hash             string
}

func (r *agentRow) fields() []any {
	return []any{&r.a.ID, &r.a.Email, &r.a.Name, &r.a.FirstName, &r.roles, &r.languages, &r.created, &r.disabled, &r.hash}
}

func (r *agentRow) agent() candor.Agent {
	a := r.a
	a.Roles, a.Languages = words[candor.Role](r.roles), words[string](r.languages)
	a.Created, a.Disabled = moment(r.created), r.disabled == 1
	return a
}

// Agent gives one member of staff. candor.CodeNotFound when there is none.
func (s *Store) Agent(ctx context.Context, id candor.AgentID) (candor.Agent, error) {
	a, _, err := s.oneAgent(ctx, `SELECT `+agentColumns+` FROM agent WHERE id = $1`, string(id))
	return a, err
}

// AgentByEmail gives an agent with the hash of the password; letter case does not matter.
// candor.CodeNotFound when there is none.
func (s *Store) AgentByEmail(ctx context.Context, email string) (candor.Agent, string, error) {
	return s.oneAgent(ctx, `SELECT `+agentColumns+` FROM agent WHERE email_folded = $1`, foldEmail(email))
}

func (s *Store) oneAgent(ctx context.Context, query, arg string) (candor.Agent, string, error) {
	var r agentRow
	err := s.row(ctx, query, []any{arg}, r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.Agent{}, "", errNoAgent
	}
	if err != nil {
		return candor.Agent{}, "", s.fail("read a member of staff", err)
	}
	return r.agent(), r.hash, nil
}

// Agents gives all members of staff by name, also disabled ones.
func (s *Store) Agents(ctx context.Context) ([]candor.Agent, error) {
	var out []candor.Agent
	err := s.rows(ctx, `SELECT `+agentColumns+` FROM agent ORDER BY name, id`, nil, func(rows *sql.Rows) error {
		var r agentRow
		if err := rows.Scan(r.fields()...); err != nil {
			return err
		}
		out = append(out, r.agent())
		return nil
	})
	return out, s.fail("read the staff", err)
}

// AddAgent adds a member of staff. candor.CodeConflict when another has the e-mail address or the
// id. by is the id of who did it, or the name of a command.
func (s *Store) AddAgent(ctx context.Context, a candor.Agent, passwordHash, by string) error {
	e, err := s.staffEntry(a.ID, by, map[string]string{"act": "add", "role": strings.ReplaceAll(joinWords(a.Roles), " ", "+")})
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		const look = `SELECT COUNT(*) FROM agent WHERE email_folded = $1 OR id = $2`
		var n int
		if err := tx.row(look, []any{foldEmail(a.Email), string(a.ID)}, &n); err != nil {
			return err
		}
		if n > 0 {
			return errEmailTaken
		}
		const insert = `
			INSERT INTO agent (id, email, email_folded, name, first_name, roles, languages, password_hash, created, disabled)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
		_, err := tx.exec(insert, string(a.ID), a.Email, foldEmail(a.Email), a.Name, a.FirstName, joinWords(a.Roles),
			joinWords(a.Languages), passwordHash, micros(a.Created), flag(a.Disabled))
		if err != nil {
			return err
		}
		return tx.record(e)
	})
}

// SetPassword replaces the hash. candor.CodeNotFound when there is no such agent.
func (s *Store) SetPassword(ctx context.Context, id candor.AgentID, passwordHash, by string) error {
	e, err := s.staffEntry(id, by, map[string]string{"act": "password"})
	if err != nil {
		return err
	}
	return s.changeAgent(ctx, id, e, `UPDATE agent SET password_hash = $2 WHERE id = $1`, passwordHash)
}

// SetDisabled says whether the agent may sign in. candor.CodeNotFound when there is no such agent.
func (s *Store) SetDisabled(ctx context.Context, id candor.AgentID, disabled bool, by string) error {
	act := "enable"
	if disabled {
		act = "disable"
	}
	e, err := s.staffEntry(id, by, map[string]string{"act": act})
	if err != nil {
		return err
	}
	return s.changeAgent(ctx, id, e, `UPDATE agent SET disabled = $2 WHERE id = $1`, flag(disabled))
}

func (s *Store) changeAgent(ctx context.Context, id candor.AgentID, e entry, update string, value any) error {
	return s.write(ctx, func(tx *Tx) error {
		const look = `SELECT COUNT(*) FROM agent WHERE id = $1`
		var n int
		if err := tx.row(look, []any{string(id)}, &n); err != nil {
			return err
		}
		if n == 0 {
			return errNoAgent
		}
		if err := tx.one(update, string(id), value); err != nil {
			return err
		}
		return tx.record(e)
	})
}

func (s *Store) staffEntry(id candor.AgentID, by string, facts map[string]string) (entry, error) {
	facts["staff"] = string(id)
	e, err := entryOf(ledger.Entry{At: s.o.Now(), Kind: ledger.KindStaff, Actor: staffActor(by), Facts: facts})
	if err != nil {
		return e, fmt.Errorf("store: record a change of the staff: %w", err)
	}
	return e, nil
}

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

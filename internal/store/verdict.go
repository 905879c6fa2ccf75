package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"candor"
	"candor/policy"
)

// decision is a policy.Decision on its way into the database.
type decision struct {
	policy.Decision
	gates []byte
}

// gateRow is one verdict as it is stored, short because there are many: an action that is left
// out is pass. Why a gate failed is for the log, not for here.
type gateRow struct {
	Gate     string            `json:"g"`
	Action   string            `json:"a,omitempty"`
	Reason   string            `json:"r,omitempty"`
	Rule     string            `json:"u,omitempty"`
	Priority candor.Priority   `json:"p,omitempty"`
	Say      string            `json:"s,omitempty"`
	Args     map[string]string `json:"v,omitempty"`
	Offer    bool              `json:"o,omitempty"`
	Note     string            `json:"n,omitempty"`
}

func decisionOf(d policy.Decision) (decision, error) {
	rows := make([]gateRow, len(d.Verdicts))
	for i, v := range d.Verdicts {
		rows[i] = gateRow{Gate: v.Gate, Reason: v.Reason, Rule: v.Rule, Priority: v.Priority, Say: v.Say.Key, Args: v.Say.Args,
			Offer: v.Offer, Note: v.Note.Key}
		if v.Action != policy.Pass {
			rows[i].Action = v.Action.String()
		}
	}
	gates, err := json.Marshal(rows)
	if err != nil {
		return decision{}, fmt.Errorf("store: encode a decision: %w", err)
	}
	return decision{d, gates}, nil
}

func (tx *Tx) insertDecision(id candor.ConversationID, d decision) error {
	const insert = `
		INSERT INTO verdict (id, conversation, stage, action, reason, rule, priority, policy, at, gates)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	_, err := tx.exec(insert, string(d.ID), string(id), string(d.Stage), d.Action.String(), d.Reason, d.Rule,
		int64(d.Priority), d.Policy, micros(d.At), string(d.gates))
	return err
}

// errNoDecision: there is no decision with this id.
var errNoDecision = candor.Fail(candor.CodeNotFound, "error.no_decision", nil)

// Decision gives the verdicts behind a message. candor.CodeNotFound when there are none.
func (s *Store) Decision(ctx context.Context, id candor.VerdictID) (policy.Decision, error) {
	const query = `SELECT stage, action, reason, rule, priority, policy, at, gates FROM verdict WHERE id = $1`
	d := policy.Decision{ID: id}
	var action, gates string
	var at int64
	err := s.row(ctx, query, []any{string(id)}, &d.Stage, &action, &d.Reason, &d.Rule, &d.Priority, &d.Policy, &at, &gates)
	if errors.Is(err, sql.ErrNoRows) {
		return policy.Decision{}, errNoDecision
	}
	if err != nil {
		return policy.Decision{}, s.fail("read a decision", err)
	}
	d.Action, d.At = actionOf(action), moment(at)
	var rows []gateRow
	if err := json.Unmarshal([]byte(gates), &rows); err != nil {
		return policy.Decision{}, s.damaged("decision %s cannot be read", id)
	}
	for _, r := range rows {
		r.Action = cmp.Or(r.Action, policy.Pass.String())
		d.Verdicts = append(d.Verdicts, policy.Verdict{
			Gate: r.Gate, Action: actionOf(r.Action), Reason: r.Reason, Rule: r.Rule, Priority: r.Priority,
			Say: policy.Fixed{Key: r.Say, Args: r.Args}, Offer: r.Offer, Note: policy.Fixed{Key: r.Note},
		})
		d.Offer = d.Offer || r.Offer && d.Action == policy.Pass
	}
	if n := len(d.Verdicts); n > 0 {
		d.Say = d.Verdicts[n-1].Say
	}
	return d, nil
}

// actionOf reads a stored action; what is not known is Hold.
func actionOf(name string) policy.Action {
	for _, a := range []policy.Action{policy.Pass, policy.HandOver, policy.Reply} {
		if a.String() == name {
			return a
		}
	}
	return policy.Hold
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
	"candor/privacy/retain"
)

// The conditions are asked again inside the transaction, for one thing, $3: it may have come back to
// life, or under hold, since it was found.
const (
	stillConversation = `
		SELECT COUNT(*) FROM conversation v
		WHERE v.id = $3 AND v.state IN ('resolved', 'assisting') AND v.updated < $1 AND NOT ` + heldConversation
	stillProfile = `
		SELECT COUNT(*) FROM profile p WHERE p.customer = $3 AND p.updated < $1
			AND NOT EXISTS (SELECT 1 FROM conversation v WHERE v.customer = p.customer AND v.updated >= $1)
			AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = p.customer AND ` + heldNow + `)`
	stillCustomer = `
		SELECT COUNT(*) FROM customer c WHERE c.id = $3 AND c.created < $1
			AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.customer = c.id AND ` + heldNow + `)`
	stillDecision = `
		SELECT COUNT(*) FROM verdict d JOIN conversation v ON v.id = d.conversation
		WHERE d.id = $3 AND d.at < $1 AND NOT ` + heldConversation
	stillRequest = `SELECT COUNT(*) FROM request r WHERE r.id = $3 AND r.closed > 0 AND r.closed < $1 AND $2 > 0`
)

func (r *run) dropConversations(ctx context.Context, ids []string) (int64, error) {
	return r.together(ctx, ids, stillConversation, func(tx *Tx, id string) (int64, error) {
		return 1, tx.deleteConversation(candor.ConversationID(id), map[string]int64{})
	})
}

// dropWords takes what was said out of conversations that stay.
func (r *run) dropWords(ctx context.Context, ids []string) (int64, error) {
	return r.together(ctx, ids, stillConversation, func(tx *Tx, id string) (int64, error) {
		if err := tx.tallyMessages(candor.ConversationID(id)); err != nil {
			return 0, err
		}
		for _, t := range personal() {
			if !t.words {
				continue
			}
			if _, err := tx.deleteRows(t.name, t.conversation, id); err != nil {
				return 0, err
			}
		}
		tx.hint(candor.ConversationID(id))
		return 1, nil
	})
}

func (r *run) dropProfiles(ctx context.Context, ids []string) (int64, error) {
	found := map[string]*alias{}
	for _, id := range ids {
		secrets, err := r.s.secrets(ctx, candor.CustomerID(id))
		if err != nil {
			return 0, err
		}
		found[id] = secrets.alias
	}
	return r.together(ctx, ids, stillProfile, func(tx *Tx, id string) (int64, error) {
		if _, err := tx.exec(`DELETE FROM profile WHERE customer = $1`, id); err != nil {
			return 0, err
		}
		if a := found[id]; a != nil {
			if _, err := tx.exec(`DELETE FROM contact WHERE alias = $1`, a[:]); err != nil {
				return 0, err
			}
		}
		return 1, nil
	})
}

// dropConsents drops acts that a later act, itself over, took the place of.
func (r *run) dropConsents(ctx context.Context, ids []string) (int64, error) {
	const passed = `customer = $2 AND EXISTS (
		SELECT 1 FROM consent later WHERE later.customer = consent.customer AND later.purpose = consent.purpose
			AND later.number = consent.number + 1 AND later.at < $1)`
	if r.dry {
		var all int64
		for _, id := range ids {
			var n int64
			if err := r.s.row(ctx, `SELECT COUNT(*) FROM consent WHERE `+passed, []any{r.before, id}, &n); err != nil {
				return all, r.s.fail("count what is over", err)
			}
			all += n
		}
		return all, nil
	}
	return r.together(ctx, ids, stillCustomer, func(tx *Tx, id string) (int64, error) {
		// Which are over is worked out before one goes: each is judged by the next.
		var last []int64
		var purposes []string
		const find = `SELECT purpose, MAX(number) FROM consent WHERE ` + passed + ` GROUP BY purpose ORDER BY purpose`
		err := tx.rows(find, []any{r.before, id}, func(rows *sql.Rows) error {
			var purpose string
			var number int64
			err := rows.Scan(&purpose, &number)
			purposes, last = append(purposes, purpose), append(last, number)
			return err
		})
		if err != nil {
			return 0, err
		}
		var gone int64
		for i, purpose := range purposes {
			n, err := tx.exec(`DELETE FROM consent WHERE customer = $1 AND purpose = $2 AND number <= $3`, id, purpose, last[i])
			if err != nil {
				return gone, err
			}
			gone += n
		}
		return gone, nil
	})
}

// dropCustomers erases customers of whom nothing is left but the shell, and their keys, so that what
// they once wrote is unreadable in old copies too.
func (r *run) dropCustomers(ctx context.Context, ids []string) (int64, error) {
	var gone int64
	for _, id := range ids {
		customer := candor.CustomerID(id)
		waits, err := r.s.hasOpenRequest(ctx, customer)
		if err != nil {
			return gone, err
		}
		if waits {
			continue
		}
		if r.dry {
			gone++
			continue
		}
		finished, err := r.s.eraseOne(ctx, customer, "desk", ByRetention)
		if err != nil {
			return gone, err
		}
		if finished {
			gone++
		}
	}
	if r.dry || gone == 0 {
		return gone, nil
	}
	return gone, r.s.write(ctx, func(tx *Tx) error { return tx.prove(r.step, gone, r.held) })
}

// hasOpenRequest: somebody who asked for their rights is answered before anything of them goes by time.
func (s *Store) hasOpenRequest(ctx context.Context, id candor.CustomerID) (bool, error) {
	a, err := s.o.Keys.Alias(ctx, id)
	if candor.CodeOf(err) == candor.CodeNotFound && err != nil {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("store: find a customer's alias: %w", err)
	}
	const query = `SELECT COUNT(*) FROM request_customer c JOIN request r ON r.id = c.request WHERE c.alias = $1 AND r.closed = 0`
	var n int
	err = s.row(ctx, query, []any{a[:]}, &n)
	return n > 0, s.fail("look for open requests", err)
}

// dropRequests drops answered requests with the keys of their own.
func (r *run) dropRequests(ctx context.Context, ids []string) (int64, error) {
	var free []string
	for _, id := range ids {
		held, err := r.s.requestHeld(ctx, id, r.now)
		if err != nil {
			return 0, err
		}
		if held {
			r.held++
		} else {
			free = append(free, id)
		}
	}
	if r.dry || len(free) == 0 {
		return int64(len(free)), nil
	}
	gone, err := r.together(ctx, free, stillRequest, func(tx *Tx, id string) (int64, error) {
		for _, text := range []string{
			`DELETE FROM request_customer WHERE request = $1`, `DELETE FROM link WHERE request = $1`, `DELETE FROM request WHERE id = $1`,
		} {
			if _, err := tx.exec(text, id); err != nil {
				return 0, err
			}
		}
		return 1, nil
	})
	if err != nil {
		return gone, err
	}
	for _, id := range free {
		if err := r.s.o.Keys.Shred(ctx, candor.CustomerID(id)); err != nil && candor.CodeOf(err) != candor.CodeNotFound {
			return gone, fmt.Errorf("store: destroy a request's key: %w", err)
		}
	}
	return gone, nil
}

// requestHeld reports whether a hold keeps one of the customers of a request.
func (s *Store) requestHeld(ctx context.Context, id string, now int64) (bool, error) {
	aliases, err := s.aliases(ctx, `SELECT alias FROM request_customer WHERE request = $1`, id)
	if err != nil {
		return false, s.fail("read whose request it is", err)
	}
	known, err := s.o.Keys.ByAlias(ctx, aliases...)
	if err != nil {
		return false, fmt.Errorf("store: find whose request it is: %w", err)
	}
	for _, customer := range known {
		var n int
		err := s.row(ctx, `SELECT COUNT(*) FROM hold h WHERE h.customer = $1 AND `+heldNow, []any{string(customer), now}, &n)
		if err != nil || n > 0 {
			return n > 0, s.fail("look for holds", err)
		}
	}
	return false, nil
}

func (r *run) dropDecisions(ctx context.Context, ids []string) (int64, error) {
	return r.together(ctx, ids, stillDecision, func(tx *Tx, id string) (int64, error) {
		return tx.exec(`UPDATE verdict SET gates = '[]' WHERE id = $1`, id)
	})
}

// prove writes down that something went. The digest chains the lines, and the ledger has it, so that
// none can be changed or taken out later. Nothing that went leaves no line.
func (tx *Tx) prove(step retain.Step, gone, held int64) error {
	if gone == 0 {
		return nil
	}
	var number int64
	var last string
	err := tx.row(`SELECT number, digest FROM retention_log ORDER BY number DESC LIMIT 1`, nil, &number, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	number++
	sum := sha256.Sum256(fmt.Appendf(nil, "candor retention log 1\x00%s\x00%d\x00%d\x00%s\x00%d\x00%d\x00%d",
		last, number, micros(tx.at), step.Rule.Digest(), micros(step.Before), gone, held))
	digest := base64.RawURLEncoding.EncodeToString(sum[:])
	const insert = `
		INSERT INTO retention_log (number, at, rule, class, before, gone, held, digest)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	if _, err := tx.exec(insert, number, micros(tx.at), step.Rule.ID(), string(step.Rule.Class), micros(step.Before), gone, held, digest); err != nil {
		return err
	}
	e, err := entryOf(ledger.Entry{At: tx.at, Kind: ledger.KindRetention, Actor: "desk", Facts: map[string]string{
		"rule": step.Rule.ID(), "count": decimal(gone), "until": dateFact(step.Before), "digest": digest,
	}})
	if err != nil {
		return fmt.Errorf("record what went: %w", err)
	}
	return tx.record(e)
}

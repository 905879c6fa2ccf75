package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"candor"
	"candor/ledger"
	"candor/privacy/rights"
)

// Cause says why a customer's data is erased.
type Cause string

// The causes.
const (
	Asked       Cause = "asked"     // they asked for it
	ByRetention Cause = "retention" // its time was over
	Restored    Cause = "restored"  // it came back with a copy of the data from before it was erased
)

// erased is how far the erasure of one customer is.
type erased struct {
	known  bool             // the customer was there, or their erasure is under way
	counts map[string]int64 // rows that went, by table, since the erasure began
	kept   keeping          // by holds that are active
}

// secrets are what finds a customer's rows and ledger entries. They go with the key, so they are
// fetched before it is destroyed.
type secrets struct {
	alias   *alias // nil when the key is gone already
	subject string // commitment for the ledger; empty when the key is gone already
}

func (s *Store) secrets(ctx context.Context, id candor.CustomerID) (secrets, error) {
	a, err := s.o.Keys.Alias(ctx, id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return secrets{}, nil
	}
	if err != nil {
		return secrets{}, fmt.Errorf("store: find a customer's alias: %w", err)
	}
	salt, err := s.o.Keys.Salt(ctx, id)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return secrets{}, nil
	}
	if err != nil {
		return secrets{}, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	return secrets{&a, ledger.Commitment(salt, "customer", string(id))}, nil
}

// Erase destroys everything about a customer that no hold keeps: rows in one transaction, then the
// key, then whatever came in between, then the bytes in the file. It reports whether it is finished; a
// hold that keeps a part of it leaves it to be finished by Resume once the hold ends. After a stop in
// the middle Resume goes on. A customer who was never heard of is finished.
func (s *Store) Erase(ctx context.Context, id candor.CustomerID, actor string, cause Cause) (finished bool, err error) {
	if s.writer == nil {
		return false, errReadOnly
	}
	if finished, err = s.eraseOne(ctx, id, actor, cause); err != nil || !finished {
		return finished, err
	}
	return true, s.emptyLog(ctx)
}

// eraseOne is Erase but for the bytes in the file.
func (s *Store) eraseOne(ctx context.Context, id candor.CustomerID, actor string, cause Cause) (finished bool, err error) {
	secrets, err := s.secrets(ctx, id)
	if err != nil {
		return false, err
	}
	e, err := s.eraseRows(ctx, id, secrets, actor, cause)
	if err != nil || e.kept.any() {
		return false, err
	}
	if secrets.alias != nil && cause != ByRetention { // which looks through the index once for all
		if _, err := s.DeleteWords(ctx, *secrets.alias); err != nil {
			return false, err
		}
	}
	if err := s.o.Keys.Shred(ctx, id); err != nil && candor.CodeOf(err) != candor.CodeNotFound {
		return false, fmt.Errorf("store: destroy a customer's key: %w", err)
	}
	if !e.known {
		return true, nil
	}
	return true, s.finishErasure(ctx, id, secrets, actor, cause)
}

// eraseRows deletes a customer's rows in one transaction, so that nobody ever sees a half of it, and
// notes that the erasure is under way.
func (s *Store) eraseRows(ctx context.Context, id candor.CustomerID, secrets secrets, actor string, cause Cause) (erased, error) {
	var e erased
	err := s.write(ctx, func(tx *Tx) error {
		e = erased{counts: map[string]int64{}}
		erasure, before, err := tx.underWay(id)
		if err != nil {
			return err
		}
		var there int
		if err := tx.row(`SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &there); err != nil {
			return err
		}
		if e.known = there > 0 || erasure != ""; !e.known {
			return nil
		}
		if e.kept, err = tx.held(id); err != nil {
			return err
		}
		now := map[string]int64{}
		if err := tx.deleteCustomer(id, secrets.alias, e.kept, now); err != nil {
			return err
		}
		maps.Copy(e.counts, before)
		for name, n := range now {
			e.counts[name] += n
		}
		if total(now) == 0 && erasure != "" {
			return nil
		}
		if err := tx.putErasure(erasure, id, actor, cause, e.counts); err != nil {
			return err
		}
		return tx.recordErasure(secrets.subject, actor, "rows", cause, total(now), e.kept)
	})
	return e, err
}

// deleteCustomer deletes what no hold keeps.
func (tx *Tx) deleteCustomer(id candor.CustomerID, a *alias, kept keeping, counts map[string]int64) error {
	if kept.all {
		return nil
	}
	var conversations []candor.ConversationID
	err := tx.rows(`SELECT id FROM conversation WHERE customer = $1 ORDER BY id`, []any{string(id)}, func(rows *sql.Rows) error {
		var c string
		err := rows.Scan(&c)
		conversations = append(conversations, candor.ConversationID(c))
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range conversations {
		if kept.conversations[c] {
			continue
		}
		if err := tx.deleteConversation(c, counts); err != nil {
			return err
		}
	}
	for _, t := range personal() {
		var n int64
		switch {
		case t.conversation != "" || t.stays && kept.any():
			continue
		case t.customer != "":
			n, err = tx.deleteRows(t.name, t.customer, string(id))
		case a != nil:
			n, err = tx.deleteRows(t.name, t.alias, a[:])
		}
		if err != nil {
			return err
		}
		counts[t.name] += n
	}
	return nil
}

// underWay gives the erasure of a customer that is not finished, and how much went so far.
func (tx *Tx) underWay(id candor.CustomerID) (erasure string, counts map[string]int64, err error) {
	var text string
	err = tx.row(`SELECT id, counts FROM erasure WHERE customer = $1`, []any{string(id)}, &erasure, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	if err := json.Unmarshal([]byte(text), &counts); err != nil {
		return "", nil, tx.w.s.damaged("the counts of erasure %s cannot be read", erasure)
	}
	return erasure, counts, nil
}

func (tx *Tx) putErasure(erasure string, id candor.CustomerID, actor string, cause Cause, counts map[string]int64) error {
	text, err := json.Marshal(counts)
	if err != nil {
		return fmt.Errorf("encode counts: %w", err)
	}
	if erasure != "" {
		return tx.one(`UPDATE erasure SET counts = $2 WHERE id = $1`, erasure, string(text))
	}
	const insert = `INSERT INTO erasure (id, customer, actor, cause, began, finished, counts) VALUES ($1, $2, $3, $4, $5, 0, $6)`
	_, err = tx.exec(insert, string(candor.NewErasureID()), string(id), actor, string(cause), micros(tx.at), string(text))
	return err
}

// finishErasure deletes what came in between the rows and the key, and forgets whose erasure it was.
func (s *Store) finishErasure(ctx context.Context, id candor.CustomerID, secrets secrets, actor string, cause Cause) error {
	return s.write(ctx, func(tx *Tx) error {
		erasure, counts, err := tx.underWay(id)
		if err != nil || erasure == "" {
			return err
		}
		now := map[string]int64{}
		if err := tx.deleteCustomer(id, secrets.alias, keeping{}, now); err != nil {
			return err
		}
		for name, n := range now {
			counts[name] += n
		}
		if err := tx.putErasure(erasure, id, actor, cause, counts); err != nil {
			return err
		}
		if err := tx.one(`UPDATE erasure SET customer = '', finished = $2 WHERE id = $1`, erasure, micros(tx.at)); err != nil {
			return err
		}
		return tx.recordErasure(secrets.subject, actor, "key", cause, total(counts), keeping{})
	})
}

// recordErasure puts a step on the record: about whom is a commitment that nobody can check once the
// key is gone.
func (tx *Tx) recordErasure(subject, actor, act string, cause Cause, count int64, kept keeping) error {
	facts := map[string]string{"act": act, "reason": string(cause), "count": decimal(count), "outcome": string(rights.Erased)}
	if kept.any() {
		facts["outcome"] = string(rights.Retained)
		facts["until"] = dateFact(kept.until)
	}
	e, err := entryOf(ledger.Entry{At: tx.at, Kind: ledger.KindErase, Actor: actor, Subject: subject, Facts: facts})
	if err != nil {
		return fmt.Errorf("record an erasure: %w", err)
	}
	return tx.record(e)
}

func total(counts map[string]int64) int64 {
	var n int64
	for _, c := range counts {
		n += c
	}
	return n
}

// emptyLog moves the write-ahead log, which may still hold pages as they were, into the database and
// cuts it to nothing. Deleted rows were overwritten in the database when they went (secure_delete).
func (s *Store) emptyLog(ctx context.Context) error {
	quick := s.o
	quick.Patience = 50 * time.Millisecond // who waits longer would keep the desk from writing
	err := onOwnConnection(quick, func(db *sql.DB) error {
		for {
			var busy, frames, moved int
			err := db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved)
			if err != nil || busy == 0 {
				return err
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("wait for readers: %w", ctx.Err())
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	return s.fail("empty the write-ahead log", err)
}

package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
)

// Resume finishes erasures that a stop or a hold left unfinished, and erases again what came back with
// a copy of the data from before. Open does it too. What somebody asked for is left to whoever gave the
// order (see Unfinished): it ends with a certificate. It gives how many customers it dealt with.
func (s *Store) Resume(ctx context.Context) (int, error) {
	if s.writer == nil {
		return 0, errReadOnly
	}
	unfinished, err := s.finishErasures(ctx)
	if err != nil {
		return unfinished, err
	}
	restored, err := s.sweepRestored(ctx)
	return unfinished + restored, err
}

func (s *Store) finishErasures(ctx context.Context) (int, error) {
	type open struct {
		id    candor.CustomerID
		actor string
		cause Cause
	}
	var all []open
	ordered, err := s.ordered(ctx)
	if err != nil {
		return 0, err
	}
	const query = `SELECT customer, actor, cause FROM erasure WHERE customer <> '' ORDER BY began`
	err = s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var o open
		err := rows.Scan((*string)(&o.id), &o.actor, (*string)(&o.cause))
		all = append(all, o)
		return err
	})
	if err != nil {
		return 0, s.fail("look for unfinished erasures", err)
	}
	done := 0
	for _, o := range all {
		if ordered[o.id] {
			continue
		}
		finished, err := s.Erase(ctx, o.id, o.actor, o.cause)
		if err != nil {
			return done, fmt.Errorf("store: finish an erasure: %w", err)
		}
		if finished {
			done++
		}
	}
	return done, nil
}

// sweepRestored looks for customers whose keys were destroyed since this file was last searched. A copy
// from before remembers an earlier search, so it is searched for all who went since.
func (s *Store) sweepRestored(ctx context.Context) (int, error) {
	var upTo int64
	if err := s.row(ctx, `SELECT up_to FROM sweep WHERE id = 1`, nil, &upTo); err != nil {
		return 0, s.fail("read up to when erasures were checked", err)
	}
	newest, found := upTo, 0
	err := s.o.Keys.ShreddedSince(ctx, time.UnixMicro(upTo), func(id candor.CustomerID, at time.Time) error {
		newest = max(newest, at.UnixMicro())
		var there int
		if err := s.row(ctx, `SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &there); err != nil || there == 0 {
			return s.fail("look for a customer", err)
		}
		if err := s.dropHolds(ctx, id); err != nil {
			return err
		}
		if _, err := s.Erase(ctx, id, "desk", Restored); err != nil {
			return err
		}
		found++
		return nil
	})
	if err != nil {
		return found, fmt.Errorf("store: erase again what was restored: %w", err)
	}
	if found > 0 {
		if err := errors.Join(s.dropOrphans(ctx), s.emptyLog(ctx)); err != nil {
			return found, err
		}
	}
	if newest == upTo {
		return found, nil
	}
	return found, s.write(ctx, func(tx *Tx) error {
		return tx.one(`UPDATE sweep SET up_to = $1 WHERE id = 1`, newest)
	})
}

// dropHolds takes away the holds of a customer whose words nobody can read any more: there is nothing
// left for them to keep.
func (s *Store) dropHolds(ctx context.Context, id candor.CustomerID) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`DELETE FROM hold WHERE customer = $1`, string(id))
		return err
	})
}

// orphansInOne is how many aliases of small tables are looked up together.
const orphansInOne = 500

// errNoKey is the keyring's: a customer never had a key there, which is not the same as a destroyed one.
var errNoKey = candor.Fail(candor.CodeNotFound, "error.no_customer_key", nil)

// keysComplete reports whether the keys go with the data. Where customers have none, the keys are of
// another day, and what seems to be nobody's may be somebody's after all.
func (s *Store) keysComplete(ctx context.Context) (bool, error) {
	complete := true
	err := s.rows(ctx, `SELECT id FROM customer ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id string
		if err := rows.Scan(&id); err != nil || !complete {
			return err
		}
		_, err := s.o.Keys.Alias(ctx, candor.CustomerID(id))
		if errors.Is(err, errNoKey) {
			complete = false
			return nil
		}
		if candor.CodeOf(err) == candor.CodeNotFound {
			return nil
		}
		return err
	})
	return complete, s.fail("look whether the keys go with the data", err)
}

// dropOrphans deletes rows whose alias is nobody's any more.
func (s *Store) dropOrphans(ctx context.Context) error {
	complete, err := s.keysComplete(ctx)
	if err != nil {
		return err
	}
	if !complete {
		s.o.Log.Warn("store: some customers have no key: the data and the keys are of different days, so nothing more was taken away")
		return nil
	}
	for _, query := range []string{`SELECT DISTINCT alias FROM contact`, `SELECT DISTINCT alias FROM request_customer`} {
		all, err := s.aliases(ctx, query)
		if err != nil {
			return s.fail("look for what belongs to nobody", err)
		}
		for some := range slices.Chunk(all, orphansInOne) {
			if err := s.dropUnknown(ctx, some); err != nil {
				return err
			}
		}
	}
	return s.dropOrphanWords(ctx)
}

// dropUnknown deletes the rows of those aliases that are nobody's.
func (s *Store) dropUnknown(ctx context.Context, some []alias) error {
	known, err := s.o.Keys.ByAlias(ctx, some...)
	if err != nil {
		return fmt.Errorf("store: look up aliases: %w", err)
	}
	for _, a := range some {
		if _, ok := known[a]; ok {
			continue
		}
		err := s.write(ctx, func(tx *Tx) error {
			for _, t := range personal() {
				if t.alias == "" {
					continue
				}
				if _, err := tx.deleteRows(t.name, t.alias, a[:]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// wordPage is how many rows of the index of words are looked at together.
const wordPage = 2000

// dropOrphanWords goes through the index of words once and takes out the rows of nobody.
func (s *Store) dropOrphanWords(ctx context.Context) error {
	type word struct{ tag, alias []byte }
	const query = `SELECT tag, alias FROM word WHERE (tag, alias) > ($1, $2) ORDER BY tag, alias LIMIT $3`
	last := word{[]byte{}, []byte{}}
	for {
		var page []word
		var asked []alias
		err := s.rows(ctx, query, []any{last.tag, last.alias, wordPage}, func(rows *sql.Rows) error {
			var w word
			if err := rows.Scan(&w.tag, &w.alias); err != nil {
				return err
			}
			page, asked = append(page, w), append(asked, alias(w.alias))
			return nil
		})
		if err != nil || len(page) == 0 {
			return s.fail("look for words of nobody", err)
		}
		last = page[len(page)-1]
		slices.SortFunc(asked, func(a, b alias) int { return bytes.Compare(a[:], b[:]) })
		known, err := s.o.Keys.ByAlias(ctx, slices.Compact(asked)...)
		if err != nil {
			return fmt.Errorf("store: look up aliases: %w", err)
		}
		orphans := slices.DeleteFunc(page, func(w word) bool { _, ok := known[alias(w.alias)]; return ok })
		for part := range slices.Chunk(orphans, wordsInOne) {
			err := s.write(ctx, func(tx *Tx) error {
				for _, w := range part {
					if _, err := tx.exec(`DELETE FROM word WHERE tag = $1 AND alias = $2`, w.tag, w.alias); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
}

// Erasure is one that is finished or under way, without whose it is.
type Erasure struct {
	ID       candor.ErasureID
	Cause    Cause
	Actor    string
	Began    time.Time
	Finished time.Time // zero while it is under way or kept waiting by a hold
}

// Erasures gives the erasures that began since a time, newest first, at most limit.
func (s *Store) Erasures(ctx context.Context, since time.Time, limit int) ([]Erasure, error) {
	const query = `SELECT id, cause, actor, began, finished FROM erasure WHERE began >= $1 ORDER BY began DESC, id DESC LIMIT $2`
	var out []Erasure
	err := s.rows(ctx, query, []any{micros(since), min(max(limit, 0), 10_000)}, func(rows *sql.Rows) error {
		var e Erasure
		var began, finished int64
		err := rows.Scan((*string)(&e.ID), (*string)(&e.Cause), &e.Actor, &began, &finished)
		e.Began, e.Finished = moment(began), moment(finished)
		out = append(out, e)
		return err
	})
	return out, s.fail("list erasures", err)
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
)

const sealedMail = "mail.words"

// deskOwner is under whose key mail is sealed that belongs to no customer.
const deskOwner candor.CustomerID = "desk"

// keepSent is how long it is remembered that something was sent but once.
const keepSent = 30 * 24 * time.Hour

func mailOwner(id candor.CustomerID) candor.CustomerID {
	if id == "" {
		return deskOwner
	}
	return id
}

// PutMail makes an e-mail durable, with its words sealed for its customer. One whose Key was put
// before, sent or not, is left alone, and put is false.
func (s *Store) PutMail(ctx context.Context, m candor.Mail, words []byte) (put bool, err error) {
	if s.writer == nil {
		return false, errReadOnly
	}
	if !m.ID.Valid() {
		return false, candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a mail needs an id"))
	}
	if m.Customer == "" {
		if err := s.o.Keys.NewCustomer(ctx, deskOwner); err != nil {
			return false, fmt.Errorf("store: make the desk's key for mail: %w", err)
		}
	}
	sealed, err := s.o.Keys.Seal(ctx, mailOwner(m.Customer), sealedMail, string(m.ID), words)
	if err != nil {
		return false, fmt.Errorf("store: seal a mail: %w", err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		put = false
		if m.Key != "" {
			const look = `
				SELECT (SELECT COUNT(*) FROM mail WHERE once = $1) + (SELECT COUNT(*) FROM mail_sent WHERE once = $2)`
			var n int
			if err := tx.row(look, []any{m.Key, onceDigest(m.Key)}, &n); err != nil || n > 0 {
				return err
			}
		}
		const insert = `
			INSERT INTO mail (id, customer, contact, last, once, made, run_at, attempts, holder, dead, reason, words)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', 0, '', $8)`
		_, err := tx.exec(insert, string(m.ID), string(m.Customer), m.Contact, flag(m.Last), absent(m.Key), micros(m.Made), micros(m.RunAt), sealed)
		put = err == nil
		return err
	})
	return put, err
}

func onceDigest(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:]
}

const mailColumns = `id, customer, contact, last, COALESCE(once, ''), made, run_at, attempts, holder, dead, reason`

func scanMail(rows *sql.Rows) (candor.Mail, error) {
	var m candor.Mail
	var last, made, runAt, attempts, dead int64
	err := rows.Scan((*string)(&m.ID), (*string)(&m.Customer), &m.Contact, &last, &m.Key, &made, &runAt, &attempts, &m.Holder, &dead, &m.Reason)
	m.Made, m.RunAt, m.Attempts, m.Last, m.Dead = moment(made), moment(runAt), int(attempts), last == 1, dead == 1
	return m, err
}

// DueMail gives mail whose time has come, oldest first, at most limit, and lets nobody else have
// it for as long as lease. Next is when the first of the others is due, zero when there is none. It
// writes nothing when nothing is due.
func (s *Store) DueMail(ctx context.Context, now time.Time, lease time.Duration, holder string, limit int) (due []candor.Mail, next time.Time, err error) {
	const first = `SELECT COALESCE(MIN(run_at), 0) FROM mail WHERE dead = 0`
	var at int64
	if err := s.row(ctx, first, nil, &at); err != nil {
		return nil, time.Time{}, s.fail("look for due mail", err)
	}
	if at == 0 || moment(at).After(now) {
		return nil, moment(at), nil
	}
	err = s.write(ctx, func(tx *Tx) error {
		due = nil
		const look = `SELECT ` + mailColumns + ` FROM mail WHERE dead = 0 AND run_at <= $1 ORDER BY run_at, id LIMIT $2`
		err := tx.rows(look, []any{micros(now), min(max(limit, 1), mostMessages)}, func(rows *sql.Rows) error {
			m, err := scanMail(rows)
			due = append(due, m)
			return err
		})
		for i := range due {
			const take = `UPDATE mail SET run_at = $2, holder = $3 WHERE id = $1`
			if err == nil {
				err = tx.one(take, string(due[i].ID), micros(now.Add(lease)), holder)
			}
			due[i].RunAt, due[i].Holder = moment(micros(now.Add(lease))), holder
		}
		if err != nil {
			return err
		}
		at = 0
		return tx.row(first, nil, &at)
	})
	return due, moment(at), err
}

// MailWords opens a mail, for the desk itself to send it; nobody else may.
//
// CodeNotFound: it was sent or removed, or its customer was erased.
func (s *Store) MailWords(ctx context.Context, by candor.Access, id candor.MailID) ([]byte, error) {
	if by.Actor != "desk" || by.Purpose.Basis() == candor.NoBasis {
		return nil, candor.ErrNoBasis
	}
	const query = `SELECT customer, words FROM mail WHERE id = $1`
	var customer string
	var sealed []byte
	err := s.row(ctx, query, []any{string(id)}, &customer, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return nil, s.fail("read a mail", err)
	}
	plain, err := s.o.Keys.Open(ctx, mailOwner(candor.CustomerID(customer)), sealedMail, string(id), sealed)
	if err != nil {
		return nil, fmt.Errorf("store: open mail %s: %w", id, err)
	}
	return plain, nil
}

// MailSent removes a mail that was sent, or that nobody can read any more. What it was sent but
// once for is remembered as a digest.
func (s *Store) MailSent(ctx context.Context, m candor.Mail) error {
	return s.write(ctx, func(tx *Tx) error {
		const remove = `DELETE FROM mail WHERE id = $1`
		if _, err := tx.exec(remove, string(m.ID)); err != nil || m.Key == "" {
			return err
		}
		const forget = `DELETE FROM mail_sent WHERE at < $1`
		if _, err := tx.exec(forget, micros(tx.at.Add(-keepSent))); err != nil {
			return err
		}
		const keep = `INSERT INTO mail_sent (once, at) VALUES ($1, $2) ON CONFLICT (once) DO NOTHING`
		_, err := tx.exec(keep, onceDigest(m.Key), micros(tx.at))
		return err
	})
}

// MailFailed counts a try that failed: the mail is tried again at a time, or given up when that is zero.
func (s *Store) MailFailed(ctx context.Context, id candor.MailID, reason string, again time.Time) error {
	return s.write(ctx, func(tx *Tx) error {
		const update = `
			UPDATE mail SET run_at = $2, holder = '', attempts = attempts + 1, dead = $3, reason = $4 WHERE id = $1`
		_, err := tx.exec(update, string(id), micros(again), flag(again.IsZero()), reason)
		return err
	})
}

// ReclaimMail makes due what this holder was sending: after a restart nobody else will finish it.
func (s *Store) ReclaimMail(ctx context.Context, holder string, now time.Time) error {
	return s.write(ctx, func(tx *Tx) error {
		const update = `UPDATE mail SET run_at = $2, holder = '' WHERE holder = $1 AND dead = 0 AND run_at > $2`
		_, err := tx.exec(update, holder, micros(now))
		return err
	})
}

// DeadMail gives the mail that was given up, newest first, at most limit.
func (s *Store) DeadMail(ctx context.Context, limit int) ([]candor.Mail, error) {
	const query = `SELECT ` + mailColumns + ` FROM mail WHERE dead = 1 ORDER BY made DESC, id LIMIT $1`
	var out []candor.Mail
	err := s.rows(ctx, query, []any{min(max(limit, 0), mostMessages)}, func(rows *sql.Rows) error {
		m, err := scanMail(rows)
		out = append(out, m)
		return err
	})
	return out, s.fail("read mail that was given up", err)
}

// RetryMail lets mail that was given up be tried again from now on, as if new.
func (s *Store) RetryMail(ctx context.Context, id candor.MailID) error {
	return s.write(ctx, func(tx *Tx) error {
		const update = `UPDATE mail SET dead = 0, attempts = 0, run_at = $2, reason = '' WHERE id = $1 AND dead = 1`
		_, err := tx.exec(update, string(id), micros(tx.at))
		return err
	})
}

// ForgetDeadMail removes mail that was given up and is older than a time, and says how many.
func (s *Store) ForgetDeadMail(ctx context.Context, before time.Time) (removed int64, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		const remove = `DELETE FROM mail WHERE dead = 1 AND made < $1`
		removed, err = tx.exec(remove, micros(before))
		return err
	})
	return removed, err
}

// DeleteMail removes a customer's mail, sent or not yet, and says how many there were.
func (s *Store) DeleteMail(ctx context.Context, id candor.CustomerID) (removed int64, err error) {
	if id == "" {
		return 0, nil
	}
	err = s.write(ctx, func(tx *Tx) error {
		const remove = `DELETE FROM mail WHERE customer = $1`
		removed, err = tx.exec(remove, string(id))
		return err
	})
	return removed, err
}

// MailCounts gives how many e-mails wait and how many were given up.
func (s *Store) MailCounts(ctx context.Context) (waiting, dead int, err error) {
	const query = `SELECT COALESCE(SUM(1 - dead), 0), COALESCE(SUM(dead), 0) FROM mail`
	err = s.row(ctx, query, nil, &waiting, &dead)
	return waiting, dead, s.fail("count mail", err)
}

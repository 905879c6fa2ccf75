package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
)

const jobColumns = `id, kind, conversation, run_at, holder, attempts`

// putJob keeps a job; one of the same kind for the same conversation is replaced.
func (tx *Tx) putJob(j candor.Job) error {
	const put = `
		INSERT INTO job (conversation, kind, id, run_at, holder, attempts) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (conversation, kind) DO UPDATE
		SET id = excluded.id, run_at = excluded.run_at, holder = excluded.holder, attempts = excluded.attempts`
	_, err := tx.exec(put, string(j.Conversation), string(j.Kind), string(j.ID), micros(j.RunAt), j.Holder, int64(j.Attempts))
	return err
}

// finishJob removes a job of a conversation. One that was replaced meanwhile stays.
func (tx *Tx) finishJob(c candor.ConversationID, id candor.JobID) error {
	const remove = `DELETE FROM job WHERE conversation = $1 AND id = $2`
	_, err := tx.exec(remove, string(c), string(id))
	return err
}

// Due gives jobs whose RunAt has come, oldest first, at most limit, and moves each one's RunAt to
// now+lease in the store, held by holder, so that nobody else gets it meanwhile. It writes nothing
// when nothing is due. Next is the RunAt of the job that comes after those, zero when there is none.
func (s *Store) Due(ctx context.Context, now time.Time, lease time.Duration, holder string, limit int) ([]candor.Job, time.Time, error) {
	limit = min(max(limit, 1), 1000)
	first, err := s.nextJob(ctx)
	if err != nil {
		return nil, time.Time{}, s.fail("look for due jobs", err)
	}
	if first.IsZero() || first.After(now) {
		return nil, first, nil
	}
	var jobs []candor.Job
	var next time.Time
	err = s.write(ctx, func(tx *Tx) error {
		jobs, next = nil, time.Time{}
		const look = `SELECT ` + jobColumns + ` FROM job ORDER BY run_at, id LIMIT $1`
		err := tx.rows(look, []any{limit + 1}, func(rows *sql.Rows) error {
			var j candor.Job
			var runAt int64
			if err := rows.Scan(&j.ID, &j.Kind, &j.Conversation, &runAt, &j.Holder, &j.Attempts); err != nil {
				return err
			}
			j.RunAt = moment(runAt)
			if len(jobs) == limit || j.RunAt.After(now) {
				if next.IsZero() {
					next = j.RunAt
				}
				return nil
			}
			jobs = append(jobs, j)
			return nil
		})
		if err != nil {
			return err
		}
		for _, j := range jobs {
			const take = `UPDATE job SET run_at = $2, holder = $3 WHERE id = $1`
			if err := tx.one(take, string(j.ID), micros(now.Add(lease)), holder); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, time.Time{}, err
	}
	return jobs, next, nil
}

// Reclaim makes due what this holder was working on: after a restart nobody else will finish it.
func (s *Store) Reclaim(ctx context.Context, holder string, now time.Time) error {
	return s.write(ctx, func(tx *Tx) error {
		const update = `UPDATE job SET run_at = $2, holder = '' WHERE holder = $1 AND run_at > $2`
		_, err := tx.exec(update, holder, micros(now))
		return err
	})
}

func (s *Store) nextJob(ctx context.Context) (time.Time, error) {
	const query = `SELECT COALESCE(MIN(run_at), 0) FROM job`
	var at int64
	err := s.row(ctx, query, nil, &at)
	return moment(at), err
}

// Finish removes a job. One that is not there is finished.
func (s *Store) Finish(ctx context.Context, id candor.JobID) error {
	return s.write(ctx, func(tx *Tx) error {
		const look = `SELECT COUNT(*) FROM job WHERE id = $1`
		var n int
		if err := tx.row(look, []any{string(id)}, &n); err != nil || n == 0 {
			return err
		}
		const remove = `DELETE FROM job WHERE id = $1`
		return tx.one(remove, string(id))
	})
}

// Again puts a job back for a later try and counts the attempt. One that is not there stays so.
func (s *Store) Again(ctx context.Context, id candor.JobID, at time.Time) error {
	return s.write(ctx, func(tx *Tx) error {
		const update = `UPDATE job SET run_at = $2, holder = '', attempts = attempts + 1 WHERE id = $1`
		_, err := tx.exec(update, string(id), micros(at))
		return err
	})
}

package store

import (
	"context"
	"fmt"
	"strconv"

	"candor"
	"candor/knowledge"
)

// Approve lets a version answer from now on, in place of the one before: a second person found it right.
//
// candor.CodeForbidden: by wrote it. candor.ErrMoved: it is not the newest version any more, or was approved
// already. candor.CodeNotFound: there is no such article.
func (l *Library) Approve(ctx context.Context, id candor.ArticleID, version int, by string) error {
	a, err := l.Newest(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case a.Version != version || a.Approval.Given():
		return candor.ErrMoved
	case a.Approval.Author == by || by == "":
		return errOwnArticle
	}
	passages := knowledge.Passages(a)
	return l.s.write(ctx, func(tx *Tx) error {
		return tx.approveArticle(id, version, a.Digest, passages, by)
	})
}

func (tx *Tx) approveArticle(id candor.ArticleID, version int, digest string, passages []knowledge.Passage, by string) error {
	if err := tx.silence(id); err != nil {
		return err
	}
	const approve = `
		UPDATE article SET answers = 1, approver = $3, approved = $4
		WHERE id = $1 AND version = $2 AND is_current = 1 AND approver = '' AND author <> $3`
	n, err := tx.exec(approve, string(id), int64(version), by, micros(tx.at))
	if err != nil {
		return err
	}
	if n == 0 {
		return candor.ErrMoved
	}
	for _, p := range passages {
		const insert = `
			INSERT INTO passage (id, article, version, place, heading, body, first, past, steering)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
		_, err := tx.exec(insert, string(p.ID), string(id), int64(version), int64(p.Position), p.Heading, p.Text,
			int64(p.Start), int64(p.End), flag(p.Steering))
		if err != nil {
			return err
		}
	}
	return tx.recordArticle(id, by, map[string]string{
		"act": "approve", "version": strconv.Itoa(version), "digest": digest, "passages": strconv.Itoa(len(passages)),
	})
}

// silence takes the version that answers out of force; it stays readable.
func (tx *Tx) silence(id candor.ArticleID) error {
	const passages = `DELETE FROM passage WHERE article = $1`
	if _, err := tx.exec(passages, string(id)); err != nil {
		return err
	}
	const answers = `UPDATE article SET answers = 0 WHERE id = $1 AND answers = 1`
	_, err := tx.exec(answers, string(id))
	return err
}

// Discard gives up a version that waits for approval; the one before it, if one answers, is the newest
// again, and an import that brings the discarded words once more changes nothing.
//
// candor.ErrMoved: it is not the newest version, or was approved. candor.CodeNotFound: there is no such article.
func (l *Library) Discard(ctx context.Context, id candor.ArticleID, version int, by string) error {
	a, err := l.Newest(ctx, id)
	if err != nil {
		return err
	}
	if a.Version != version || a.Approval.Given() {
		return candor.ErrMoved
	}
	return l.s.write(ctx, func(tx *Tx) error {
		const discard = `UPDATE article SET is_current = 0 WHERE id = $1 AND version = $2 AND is_current = 1 AND approver = ''`
		n, err := tx.exec(discard, string(id), int64(version))
		if err != nil {
			return err
		}
		if n == 0 {
			return candor.ErrMoved
		}
		const back = `UPDATE article SET is_current = 1, imported = CASE WHEN $2 = '' THEN imported ELSE $2 END WHERE id = $1 AND answers = 1`
		if _, err := tx.exec(back, string(id), a.Imported); err != nil {
			return err
		}
		return tx.recordArticle(id, by, map[string]string{"act": "discard", "version": strconv.Itoa(version)})
	})
}

// Withdraw takes an article out of force: it answers no more, and no version of it waits. The versions
// stay readable. One person is enough for that. candor.CodeNotFound when there is none.
func (l *Library) Withdraw(ctx context.Context, id candor.ArticleID, by string) error {
	return l.s.write(ctx, func(tx *Tx) error {
		if err := tx.silence(id); err != nil {
			return err
		}
		const current = `UPDATE article SET is_current = 0 WHERE id = $1 AND is_current = 1`
		n, err := tx.exec(current, string(id))
		if err != nil {
			return err
		}
		if n == 0 {
			return errNoArticle
		}
		return tx.recordArticle(id, by, map[string]string{"act": "withdraw"})
	})
}

// Newest gives the newest version of an article that was not withdrawn, whether it answers or waits.
// candor.CodeNotFound when there is none.
func (l *Library) Newest(ctx context.Context, id candor.ArticleID) (knowledge.Article, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.is_current = 1 AND a.id = $1`
	found, err := l.articles(ctx, true, query, string(id))
	if err != nil {
		return knowledge.Article{}, err
	}
	if len(found) == 0 {
		return knowledge.Article{}, errNoArticle
	}
	return found[0], nil
}

// Held gives the newest version of every article that was not withdrawn, with its body: what imports are
// compared with.
func (l *Library) Held(ctx context.Context) ([]knowledge.Article, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.is_current = 1 ORDER BY a.id`
	return l.articles(ctx, true, query)
}

// Shelf gives the newest version of every article that was not withdrawn, without bodies, by language,
// topic and title.
func (l *Library) Shelf(ctx context.Context) ([]knowledge.Article, error) {
	const query = `SELECT ` + articleColumns + ` FROM article a WHERE a.is_current = 1 ORDER BY a.language, a.topic, a.title, a.id`
	return l.articles(ctx, false, query)
}

// Waiting counts the versions that wait for approval.
func (l *Library) Waiting(ctx context.Context) (int, error) {
	const query = `SELECT COUNT(*) FROM article WHERE is_current = 1 AND approver = ''`
	var n int
	return n, l.s.fail("count articles that wait", l.s.row(ctx, query, nil, &n))
}

// Settle gives articles that were stored before tiers were the tier that their text asks for, and tells
// how many. A version stays the same: only its care grows.
func (l *Library) Settle(ctx context.Context) (int, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.tier = '' AND (a.is_current = 1 OR a.answers = 1) ORDER BY a.id, a.version LIMIT 200`
	total := 0
	for {
		some, err := l.articles(ctx, true, query)
		if err != nil || len(some) == 0 {
			return total, err
		}
		err = l.s.write(ctx, func(tx *Tx) error {
			for _, a := range some {
				const set = `UPDATE article SET tier = $3 WHERE id = $1 AND version = $2`
				if _, err := tx.exec(set, string(a.ID), int64(a.Version), string(a.Tier)); err != nil {
					return fmt.Errorf("settle article %s: %w", a.ID, err)
				}
			}
			return nil
		})
		if err != nil {
			return total, err
		}
		total += len(some)
	}
}

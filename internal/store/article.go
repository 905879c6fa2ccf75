package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"candor"
	"candor/knowledge"
	"candor/ledger"
)

// Library keeps the articles: every version, and the passages of those in force.
type Library struct{ s *Store }

// Library gives the article store.
func (s *Store) Library() *Library { return &Library{s} }

// Failures of the library.
var (
	errNoArticle = candor.Fail(candor.CodeNotFound, "error.no_article", nil)
	errNoPassage = candor.Fail(candor.CodeNotFound, "error.no_passage", nil)
)

const (
	articleColumns = `a.id, a.version, a.source_key, a.slug, a.title, a.language, a.topic, a.audience, a.source, a.updated, a.format, a.questions, a.digest`
	passageColumns = `p.id, p.article, p.version, p.place, a.title, a.slug, a.language, a.audience, p.heading, p.body, p.first, p.past, p.steering`
)

// articlesAtOnce is how many articles one transaction takes, so that an import of thousands does
// not keep customers waiting.
const articlesAtOnce = 25

// Save stores new articles and new versions of old ones, with their passages, which replace those
// of the version before. Each article is on the record under the name of who did it. An article
// whose version is stored already is left as it is.
//
// Articles are stored in order, some in each transaction: when one fails, those before it stay.
func (l *Library) Save(ctx context.Context, articles []knowledge.Article, passages []knowledge.Passage, by string) error {
	of := make(map[candor.ArticleID][]knowledge.Passage)
	for _, p := range passages {
		of[p.Article] = append(of[p.Article], p)
	}
	for len(articles) > 0 {
		some := articles[:min(articlesAtOnce, len(articles))]
		articles = articles[len(some):]
		err := l.s.write(ctx, func(tx *Tx) error {
			for _, a := range some {
				if err := tx.saveArticle(a, of[a.ID], by); err != nil {
					return fmt.Errorf("save article %s: %w", a.ID, err)
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

func (tx *Tx) saveArticle(a knowledge.Article, passages []knowledge.Passage, by string) error {
	const look = `SELECT COUNT(*) FROM article WHERE id = $1 AND version = $2`
	var n int
	if err := tx.row(look, []any{string(a.ID), int64(a.Version)}, &n); err != nil || n > 0 {
		return err
	}
	if err := tx.retire(a.ID); err != nil {
		return err
	}
	questions, err := encodeList(a.Questions)
	if err != nil {
		return err
	}
	const insert = `
		INSERT INTO article (id, version, is_current, source_key, slug, title, language, topic, audience, source,
			updated, format, body, questions, digest, saved)
		VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
	_, err = tx.exec(insert, string(a.ID), int64(a.Version), a.Key, a.Slug, a.Title, a.Language, a.Topic, string(a.Audience),
		a.Source, micros(a.Updated), string(a.Format), a.Body, questions, a.Digest, micros(tx.at))
	if err != nil {
		return err
	}
	for _, p := range passages {
		const insert = `
			INSERT INTO passage (id, article, version, place, heading, body, first, past, steering)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
		_, err := tx.exec(insert, string(p.ID), string(a.ID), int64(a.Version), int64(p.Position), p.Heading, p.Text,
			int64(p.Start), int64(p.End), flag(p.Steering))
		if err != nil {
			return err
		}
	}
	return tx.recordArticle(a.ID, by, map[string]string{
		"act": "save", "version": strconv.Itoa(a.Version), "digest": a.Digest, "passages": strconv.Itoa(len(passages)),
	})
}

// retire takes the version in force out of force; the version itself stays.
func (tx *Tx) retire(id candor.ArticleID) error {
	const passages = `DELETE FROM passage WHERE article = $1`
	if _, err := tx.exec(passages, string(id)); err != nil {
		return err
	}
	const current = `UPDATE article SET is_current = 0 WHERE id = $1 AND is_current = 1`
	_, err := tx.exec(current, string(id))
	return err
}

func (tx *Tx) recordArticle(id candor.ArticleID, by string, facts map[string]string) error {
	facts["article"] = string(id)
	e, err := entryOf(ledger.Entry{At: tx.at, Kind: ledger.KindKnowledge, Actor: staffActor(by), Facts: facts})
	if err != nil {
		return err
	}
	return tx.record(e)
}

// Withdraw takes an article out of force: it answers no more. Its versions stay.
// candor.CodeNotFound when none is in force.
func (l *Library) Withdraw(ctx context.Context, id candor.ArticleID, by string) error {
	return l.s.write(ctx, func(tx *Tx) error {
		const look = `SELECT COUNT(*) FROM article WHERE id = $1 AND is_current = 1`
		var n int
		if err := tx.row(look, []any{string(id)}, &n); err != nil {
			return err
		}
		if n == 0 {
			return errNoArticle
		}
		if err := tx.retire(id); err != nil {
			return err
		}
		return tx.recordArticle(id, by, map[string]string{"act": "withdraw"})
	})
}

// All gives every article in force with its body, and every passage, by article and place: what
// the search index is made of.
func (l *Library) All(ctx context.Context) ([]knowledge.Article, []knowledge.Passage, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.is_current = 1 ORDER BY a.id`
	articles, err := l.articles(ctx, true, query)
	if err != nil {
		return nil, nil, err
	}
	const cut = `
		SELECT ` + passageColumns + ` FROM passage p JOIN article a ON a.id = p.article AND a.version = p.version
		ORDER BY p.article, p.place`
	passages, err := l.passages(ctx, cut)
	return articles, passages, err
}

// Listed gives the public articles of a language without their bodies, by topic, then title.
func (l *Library) Listed(ctx context.Context, language string) ([]knowledge.Article, error) {
	const query = `
		SELECT ` + articleColumns + ` FROM article a
		WHERE a.is_current = 1 AND a.audience = 'public' AND a.language = $1 ORDER BY a.topic, a.title, a.id`
	return l.articles(ctx, false, query, language)
}

// Read gives the public article with the slug and its passages: in the language when there is
// one, else in any. candor.CodeNotFound when there is none.
func (l *Library) Read(ctx context.Context, slug, language string) (knowledge.Article, []knowledge.Passage, error) {
	const query = `
		SELECT ` + articleColumns + `, a.body FROM article a
		WHERE a.is_current = 1 AND a.audience = 'public' AND a.slug = $1
		ORDER BY CASE WHEN a.language = $2 THEN 0 ELSE 1 END, a.language, a.id LIMIT 1`
	found, err := l.articles(ctx, true, query, slug, language)
	if err != nil {
		return knowledge.Article{}, nil, err
	}
	if len(found) == 0 {
		return knowledge.Article{}, nil, errNoArticle
	}
	passages, err := l.cut(ctx, found[0])
	return found[0], passages, err
}

// Article gives an article in force, public or not, with its passages. candor.CodeNotFound when
// there is none.
func (l *Library) Article(ctx context.Context, id candor.ArticleID) (knowledge.Article, []knowledge.Passage, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.is_current = 1 AND a.id = $1`
	found, err := l.articles(ctx, true, query, string(id))
	if err != nil {
		return knowledge.Article{}, nil, err
	}
	if len(found) == 0 {
		return knowledge.Article{}, nil, errNoArticle
	}
	passages, err := l.cut(ctx, found[0])
	return found[0], passages, err
}

// History gives every version of an article with its body, newest first.
func (l *Library) History(ctx context.Context, id candor.ArticleID) ([]knowledge.Article, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE a.id = $1 ORDER BY a.version DESC`
	return l.articles(ctx, true, query, string(id))
}

// Passage gives a passage in force. candor.CodeNotFound when it is in force no more, or never was.
func (l *Library) Passage(ctx context.Context, id candor.PassageID) (knowledge.Passage, error) {
	const query = `
		SELECT ` + passageColumns + ` FROM passage p JOIN article a ON a.id = p.article AND a.version = p.version
		WHERE p.id = $1`
	p, err := scanPassage(func(dest ...any) error { return l.s.row(ctx, query, []any{string(id)}, dest...) })
	if errors.Is(err, sql.ErrNoRows) {
		return p, errNoPassage
	}
	return p, l.s.fail("read a passage", err)
}

func (l *Library) cut(ctx context.Context, a knowledge.Article) ([]knowledge.Passage, error) {
	const query = `
		SELECT ` + passageColumns + ` FROM passage p JOIN article a ON a.id = p.article AND a.version = p.version
		WHERE p.article = $1 ORDER BY p.place`
	return l.passages(ctx, query, string(a.ID))
}

func (l *Library) articles(ctx context.Context, bodies bool, query string, args ...any) ([]knowledge.Article, error) {
	var out []knowledge.Article
	err := l.s.rows(ctx, query, args, func(rows *sql.Rows) error {
		var a knowledge.Article
		var updated int64
		var questions string
		dest := []any{
			&a.ID, &a.Version, &a.Key, &a.Slug, &a.Title, &a.Language, &a.Topic, &a.Audience, &a.Source, &updated, &a.Format,
			&questions, &a.Digest,
		}
		if bodies {
			dest = append(dest, &a.Body)
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		a.Updated = moment(updated)
		var err error
		a.Questions, err = decodeList(questions)
		out = append(out, a)
		return err
	})
	return out, l.s.fail("read articles", err)
}

func (l *Library) passages(ctx context.Context, query string, args ...any) ([]knowledge.Passage, error) {
	var out []knowledge.Passage
	err := l.s.rows(ctx, query, args, func(rows *sql.Rows) error {
		p, err := scanPassage(rows.Scan)
		out = append(out, p)
		return err
	})
	return out, l.s.fail("read passages", err)
}

func scanPassage(scan func(...any) error) (knowledge.Passage, error) {
	var p knowledge.Passage
	var steering int64
	err := scan(&p.ID, &p.Article, &p.Version, &p.Position, &p.Title, &p.Slug, &p.Language, &p.Audience,
		&p.Heading, &p.Text, &p.Start, &p.End, &steering)
	p.Steering = steering == 1
	return p, err
}

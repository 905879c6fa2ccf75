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
	errNoArticle  = candor.Fail(candor.CodeNotFound, "error.no_article", nil)
	errOwnArticle = candor.Fail(candor.CodeForbidden, "console.knowledge.problem.own", nil)
	errNoPassage  = candor.Fail(candor.CodeNotFound, "error.no_passage", nil)
)

const (
	articleColumns = `a.id, a.version, a.source_key, a.slug, a.title, a.language, a.topic, a.audience, a.source, a.updated, a.format, a.questions, a.digest,
		a.owner, a.tier, a.valid_from, a.valid_until, a.author, a.approver, a.approved, a.imported`
	passageColumns = `p.id, p.article, p.version, p.place, a.title, a.slug, a.language, a.audience, p.heading, p.body, p.first, p.past, p.steering, a.tier`

	// inForce is the rule of knowledge.Article.State in SQL: $1 is now.
	inForce = `a.answers = 1 AND a.valid_from <= $1 AND (a.valid_until = 0 OR a.valid_until > $1)`
)

// articlesAtOnce is how many articles one transaction takes, so that an import of thousands does
// not keep customers waiting.
const articlesAtOnce = 25

// Save stores new articles and new versions of old ones; by wrote them. Each is on the record. A
// version answers only once somebody else approved it: approver, when there is one, does so at once;
// until then the version before it goes on answering. An article that is stored already as it is, is
// left as it is; the number of a version that was taken by another text is the next free one.
//
// Articles are stored in order, some in each transaction: when one fails, those before it stay.
// candor.CodeForbidden: the approver is the author.
func (l *Library) Save(ctx context.Context, articles []knowledge.Article, by, approver string) error {
	if approver == by {
		return errOwnArticle
	}
	for len(articles) > 0 {
		some := articles[:min(articlesAtOnce, len(articles))]
		articles = articles[len(some):]
		cut := make([][]knowledge.Passage, len(some))
		if approver != "" {
			for i, a := range some {
				cut[i] = knowledge.Passages(a)
			}
		}
		err := l.s.write(ctx, func(tx *Tx) error {
			for i, a := range some {
				if err := tx.saveArticle(a, cut[i], by, approver); err != nil {
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

func (tx *Tx) saveArticle(a knowledge.Article, passages []knowledge.Passage, by, approver string) error {
	const look = `SELECT COALESCE(MAX(version), 0), COUNT(*) FILTER (WHERE version = $2 AND digest = $3 AND is_current = 1) FROM article WHERE id = $1`
	var newest, same int
	if err := tx.row(look, []any{string(a.ID), int64(a.Version), a.Digest}, &newest, &same); err != nil || same > 0 {
		return err
	}
	a.Version = max(a.Version, newest+1)
	questions, err := encodeList(a.Questions)
	if err != nil {
		return err
	}
	const old = `UPDATE article SET is_current = 0 WHERE id = $1 AND is_current = 1`
	if _, err := tx.exec(old, string(a.ID)); err != nil {
		return err
	}
	const insert = `
		INSERT INTO article (id, version, is_current, source_key, slug, title, language, topic, audience, source,
			updated, format, body, questions, digest, saved, owner, tier, valid_from, valid_until, author, imported)
		VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`
	_, err = tx.exec(insert, string(a.ID), int64(a.Version), a.Key, a.Slug, a.Title, a.Language, a.Topic, string(a.Audience),
		a.Source, micros(a.Updated), string(a.Format), a.Body, questions, a.Digest, micros(tx.at),
		a.Owner, string(a.Tier), micros(a.From), micros(a.Until), by, a.Imported)
	if err != nil {
		return err
	}
	err = tx.recordArticle(a.ID, by, map[string]string{"act": "save", "version": strconv.Itoa(a.Version), "digest": a.Digest})
	if err != nil || approver == "" {
		return err
	}
	return tx.approveArticle(a.ID, a.Version, a.Digest, passages, approver)
}

func (tx *Tx) recordArticle(id candor.ArticleID, by string, facts map[string]string) error {
	facts["article"] = string(id)
	e, err := entryOf(ledger.Entry{At: tx.at, Kind: ledger.KindKnowledge, Actor: staffActor(by), Facts: facts})
	if err != nil {
		return err
	}
	return tx.record(e)
}

// All gives every article that answers now with its body, public or not, and every passage of them, by
// article and place: what the search index is made of.
func (l *Library) All(ctx context.Context) ([]knowledge.Article, []knowledge.Passage, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE ` + inForce + ` ORDER BY a.id`
	now := l.now()
	articles, err := l.articles(ctx, true, query, now)
	if err != nil {
		return nil, nil, err
	}
	const cut = `
		SELECT ` + passageColumns + ` FROM passage p JOIN article a ON a.id = p.article AND a.version = p.version
		WHERE ` + inForce + ` ORDER BY p.article, p.place`
	passages, err := l.passages(ctx, cut, now)
	return articles, passages, err
}

func (l *Library) now() int64 { return micros(l.s.o.Now()) }

// Listed gives the public articles of a language that answer now without their bodies, by topic, then
// title.
func (l *Library) Listed(ctx context.Context, language string) ([]knowledge.Article, error) {
	const query = `
		SELECT ` + articleColumns + ` FROM article a
		WHERE ` + inForce + ` AND a.audience = 'public' AND a.language = $2 ORDER BY a.topic, a.title, a.id`
	return l.articles(ctx, false, query, l.now(), language)
}

// Read gives the public article with the slug that answers now and its passages: in the language when
// there is one, else in any. candor.CodeNotFound when there is none.
func (l *Library) Read(ctx context.Context, slug, language string) (knowledge.Article, []knowledge.Passage, error) {
	const query = `
		SELECT ` + articleColumns + `, a.body FROM article a
		WHERE ` + inForce + ` AND a.audience = 'public' AND a.slug = $2
		ORDER BY CASE WHEN a.language = $3 THEN 0 ELSE 1 END, a.language, a.id LIMIT 1`
	return l.one(ctx, query, l.now(), slug, language)
}

// Article gives an article that answers now, public or not, with its passages. candor.CodeNotFound when
// there is none.
func (l *Library) Article(ctx context.Context, id candor.ArticleID) (knowledge.Article, []knowledge.Passage, error) {
	const query = `SELECT ` + articleColumns + `, a.body FROM article a WHERE ` + inForce + ` AND a.id = $2`
	return l.one(ctx, query, l.now(), string(id))
}

func (l *Library) one(ctx context.Context, query string, args ...any) (knowledge.Article, []knowledge.Passage, error) {
	found, err := l.articles(ctx, true, query, args...)
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

// Passage gives a passage of an article that answers now. candor.CodeNotFound when it answers no more,
// or never did.
func (l *Library) Passage(ctx context.Context, id candor.PassageID) (knowledge.Passage, error) {
	const query = `
		SELECT ` + passageColumns + ` FROM passage p JOIN article a ON a.id = p.article AND a.version = p.version
		WHERE ` + inForce + ` AND p.id = $2`
	p, err := scanPassage(func(dest ...any) error { return l.s.row(ctx, query, []any{l.now(), string(id)}, dest...) })
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
		var updated, from, until, approved int64
		var questions string
		dest := []any{
			&a.ID, &a.Version, &a.Key, &a.Slug, &a.Title, &a.Language, &a.Topic, &a.Audience, &a.Source, &updated, &a.Format,
			&questions, &a.Digest, &a.Owner, &a.Tier, &from, &until, &a.Approval.Author, &a.Approval.By, &approved, &a.Imported,
		}
		if bodies {
			dest = append(dest, &a.Body)
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		a.Updated, a.From, a.Until, a.Approval.At = moment(updated), moment(from), moment(until), moment(approved)
		if a.Tier == "" && bodies {
			a = a.Raised() // stored before tiers were
		}
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
		&p.Heading, &p.Text, &p.Start, &p.End, &steering, &p.Tier)
	p.Steering = steering == 1
	return p, err
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"candor"
)

// LabelVerdict is what a person says of the article that was found for a question.
type LabelVerdict string

const (
	RightSource LabelVerdict = "right"
	WrongSource LabelVerdict = "wrong" // another article answers it
	NoSource    LabelVerdict = "none"  // no article answers it
)

// Label is one person's word on one question. It holds no words of anybody: how the search did, in
// hundredths, of which questions are told apart in the mass and not one by one, the article, and the day.
type Label struct {
	ID       string
	Article  candor.ArticleID // that was found; empty: none
	Tier     string
	Verdict  LabelVerdict
	Drawn    bool               // by lot, without regard to what became of the question
	Features map[string]float64 // by name, rounded to hundredths; nil: nothing was found
	Day      time.Time          // midnight UTC
	Agent    candor.AgentID
}

var errLabel = candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: a label is not whole"))

// SaveLabel keeps a label of a message of the assistant, in place of one that it has. Between the two there is
// nothing but a row that goes when the conversation does, by erasure or by retention; the label stays.
//
// ErrNoConversation: there is no such message. CodeInvalid: the label is not whole.
func (s *Store) SaveLabel(ctx context.Context, id candor.ConversationID, message candor.MessageID, l Label) error {
	features, err := coarse(l.Features)
	if err != nil || l.ID == "" || l.Agent == "" {
		return errLabel
	}
	switch l.Verdict {
	case RightSource, WrongSource, NoSource:
	default:
		return errLabel
	}
	if l.Article == "" && (l.Verdict != NoSource || l.Features != nil) {
		return errLabel
	}
	return s.write(ctx, func(tx *Tx) error {
		var there int
		const look = `SELECT COUNT(*) FROM message WHERE conversation = $1 AND id = $2 AND author = 'assistant'`
		if err := tx.row(look, []any{string(id), string(message)}, &there); err != nil {
			return err
		}
		if there == 0 {
			return candor.ErrNoConversation
		}
		var old string
		err := tx.row(`SELECT label FROM label_tie WHERE conversation = $1 AND message = $2`, []any{string(id), string(message)}, &old)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err == nil {
			if _, err := tx.exec(`DELETE FROM label_tie WHERE conversation = $1 AND message = $2`, string(id), string(message)); err != nil {
				return err
			}
			if _, err := tx.exec(`DELETE FROM label WHERE id = $1`, old); err != nil {
				return err
			}
		}
		const insert = `
			INSERT INTO label (id, article, tier, verdict, drawn, features, day, agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
		day := dayOf(tx.at) * dayMicros
		if _, err := tx.exec(insert, l.ID, string(l.Article), l.Tier, string(l.Verdict), bit(l.Drawn), features, day, string(l.Agent)); err != nil {
			return err
		}
		_, err = tx.exec(`INSERT INTO label_tie (conversation, message, label) VALUES ($1, $2, $3)`, string(id), string(message), l.ID)
		return err
	})
}

// coarse writes features in hundredths. It refuses what is no number.
func coarse(features map[string]float64) (string, error) {
	out := make(map[string]float64, len(features))
	for name, v := range features {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return "", errLabel
		}
		out[name] = math.Round(v*100) / 100
	}
	raw, err := json.Marshal(out)
	return string(raw), err
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

const labelColumns = `l.id, l.article, l.tier, l.verdict, l.drawn, l.features, l.day, l.agent`

func scanLabel(rows interface{ Scan(...any) error }) (Label, error) {
	var l Label
	var drawn, day int64
	var features string
	err := rows.Scan(&l.ID, (*string)(&l.Article), &l.Tier, (*string)(&l.Verdict), &drawn, &features, &day, (*string)(&l.Agent))
	if err != nil {
		return l, err
	}
	l.Drawn, l.Day = drawn == 1, moment(day)
	if err := json.Unmarshal([]byte(features), &l.Features); err != nil {
		return l, fmt.Errorf("read the numbers of a label: %w", err)
	}
	if len(l.Features) == 0 {
		l.Features = nil
	}
	return l, nil
}

// Labels gives all labels, also of questions that are gone, by ID.
func (s *Store) Labels(ctx context.Context) ([]Label, error) {
	var out []Label
	err := s.rows(ctx, `SELECT `+labelColumns+` FROM label l ORDER BY l.id`, nil, func(rows *sql.Rows) error {
		l, err := scanLabel(rows)
		out = append(out, l)
		return err
	})
	return out, s.fail("read labels", err)
}

// LabelCounts gives how many labels are of questions drawn by lot, and how many of others.
func (s *Store) LabelCounts(ctx context.Context) (drawn, picked int, err error) {
	const query = `SELECT COUNT(*) FILTER (WHERE drawn = 1), COUNT(*) FILTER (WHERE drawn = 0) FROM label`
	err = s.row(ctx, query, nil, &drawn, &picked)
	return drawn, picked, s.fail("count labels", err)
}

// LabelOf gives the label of a message; false when it has none.
func (s *Store) LabelOf(ctx context.Context, id candor.ConversationID, message candor.MessageID) (l Label, ok bool, err error) {
	const query = `
		SELECT ` + labelColumns + ` FROM label_tie t JOIN label l ON l.id = t.label WHERE t.conversation = $1 AND t.message = $2`
	err = s.rows(ctx, query, []any{string(id), string(message)}, func(rows *sql.Rows) error {
		l, err = scanLabel(rows)
		ok = err == nil
		return err
	})
	return l, ok, s.fail("read a label", err)
}

// Turn is a place in a conversation where the assistant answered, or said that it could not.
type Turn struct {
	Conversation candor.ConversationID
	Message      candor.MessageID
	Number       int64
	At           time.Time
	Labelled     bool
}

// Turns gives those since a time, answered or not, newest first, at most limit. It holds nobody's words.
func (s *Store) Turns(ctx context.Context, since time.Time, limit int) ([]Turn, error) {
	const query = `
		SELECT m.conversation, m.id, m.number, m.at, EXISTS (SELECT 1 FROM label_tie t WHERE t.conversation = m.conversation AND t.message = m.id)
		FROM message m
		WHERE m.author = 'assistant' AND (m.kind = 'said' OR m.text_key IN ('assistant.abstain', 'assistant.abstain_closed')) AND m.at >= $1
		ORDER BY m.at DESC LIMIT $2`
	var out []Turn
	err := s.rows(ctx, query, []any{micros(since), int64(limit)}, func(rows *sql.Rows) error {
		var t Turn
		var at, labelled int64
		err := rows.Scan((*string)(&t.Conversation), (*string)(&t.Message), &t.Number, &at, &labelled)
		t.At, t.Labelled = moment(at), labelled == 1
		out = append(out, t)
		return err
	})
	return out, s.fail("read what the assistant did", err)
}

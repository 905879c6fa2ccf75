package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"candor"
	"candor/service"
)

const sealedPhone = "callback.phone"

// errNoCall is told for a call that is not there, or over.
var errNoCall = candor.Fail(candor.CodeNotFound, "error.no_call", nil)

const callbackColumns = `id, conversation, opens, closes, made, state, ended, agent`

func scanCallback(rows *sql.Rows) (service.Callback, error) {
	var c service.Callback
	var opens, closes, made, ended int64
	err := rows.Scan((*string)(&c.ID), (*string)(&c.Conversation), &opens, &closes, &made, (*string)(&c.State), &ended, (*string)(&c.Agent))
	c.Window = service.Window{From: moment(opens), To: moment(closes)}
	c.Made, c.Ended = moment(made), moment(ended)
	return c, err
}

// AskCall keeps a customer's wish to be called, with the number sealed under their key. It takes the place of one
// that is open. ErrNoConversation.
func (s *Store) AskCall(ctx context.Context, id candor.ConversationID, phone candor.Text, w service.Window) (service.Callback, error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return service.Callback{}, candor.ErrNoConversation
	}
	if err != nil {
		return service.Callback{}, s.fail("read a conversation", err)
	}
	c := service.Callback{
		ID: service.CallbackID("cal_" + strings.ToLower(rand.Text())), Conversation: id, Window: w, Made: moment(micros(s.o.Now())), State: service.CallOpen,
	}
	sealed, err := s.o.Keys.Seal(ctx, of.customer, sealedPhone, string(c.ID), []byte(phone))
	if err != nil {
		return service.Callback{}, fmt.Errorf("store: seal a telephone number: %w", err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		const instead = `UPDATE callback SET state = 'withdrawn', ended = $2, phone = NULL WHERE conversation = $1 AND state = 'open'`
		if _, err := tx.exec(instead, string(id), micros(c.Made)); err != nil {
			return err
		}
		const insert = `
			INSERT INTO callback (id, conversation, opens, closes, made, state, ended, agent, phone) VALUES ($1, $2, $3, $4, $5, 'open', 0, '', $6)`
		if _, err := tx.exec(insert, string(c.ID), string(id), micros(w.From), micros(w.To), micros(c.Made), sealed); err != nil {
			return err
		}
		tx.hint(id)
		return nil
	})
	return c, err
}

// Calls gives those that are open, those whose time ends first before the others, at most limit.
func (s *Store) Calls(ctx context.Context, limit int) ([]service.Callback, error) {
	return s.calls(ctx, `WHERE state = 'open' ORDER BY closes, id LIMIT $1`, min(max(limit, 0), 1000))
}

// CallsOf gives those of a conversation, the newest first.
func (s *Store) CallsOf(ctx context.Context, id candor.ConversationID) ([]service.Callback, error) {
	return s.calls(ctx, `WHERE conversation = $1 ORDER BY made DESC, id`, string(id))
}

func (s *Store) calls(ctx context.Context, where string, arg any) ([]service.Callback, error) {
	var out []service.Callback
	err := s.rows(ctx, `SELECT `+callbackColumns+` FROM callback `+where, []any{arg}, func(rows *sql.Rows) error {
		c, err := scanCallback(rows)
		out = append(out, c)
		return err
	})
	return out, s.fail("read calls", err)
}

// Phone opens the number of a call; whoever looks is on record for it. errNoCall: it is over, and its number
// is gone.
func (s *Store) Phone(ctx context.Context, by candor.Access, id service.CallbackID) (candor.Text, service.Callback, error) {
	found, err := s.calls(ctx, `WHERE id = $1 AND state = 'open'`, string(id))
	if err == nil && len(found) == 0 {
		err = errNoCall
	}
	if err != nil {
		return "", service.Callback{}, err
	}
	c := found[0]
	of, err := s.ownerOf(ctx, c.Conversation)
	if errors.Is(err, sql.ErrNoRows) {
		return "", service.Callback{}, errNoCall
	}
	if err == nil {
		err = s.permit(ctx, by, c.Conversation, of)
	}
	if err != nil {
		return "", service.Callback{}, err
	}
	var sealed []byte
	err = s.row(ctx, `SELECT phone FROM callback WHERE id = $1 AND state = 'open'`, []any{string(id)}, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", service.Callback{}, errNoCall
	}
	if err != nil {
		return "", service.Callback{}, s.fail("read a telephone number", err)
	}
	plain, err := s.o.Keys.Open(ctx, of.customer, sealedPhone, string(id), sealed)
	if err != nil {
		return "", service.Callback{}, fmt.Errorf("store: open a telephone number: %w", err)
	}
	return candor.Text(plain), c, nil
}

// EndCall ends a call and erases its number. By is empty where the customer took it back. errNoCall: it was
// over.
func (s *Store) EndCall(ctx context.Context, id service.CallbackID, by candor.AgentID, state service.CallbackState, at time.Time) (service.Callback, error) {
	if state == service.CallOpen {
		return service.Callback{}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	found, err := s.calls(ctx, `WHERE id = $1 AND state = 'open'`, string(id))
	if err == nil && len(found) == 0 {
		err = errNoCall
	}
	if err != nil {
		return service.Callback{}, err
	}
	c := found[0]
	c.State, c.Agent, c.Ended = state, by, moment(micros(at))
	err = s.write(ctx, func(tx *Tx) error {
		const end = `UPDATE callback SET state = $2, ended = $3, agent = $4, phone = NULL WHERE id = $1 AND state = 'open'`
		n, err := tx.exec(end, string(id), string(state), micros(at), string(by))
		if err == nil && n == 0 {
			err = errNoCall
		}
		if err == nil {
			tx.hint(c.Conversation)
		}
		return err
	})
	return c, err
}

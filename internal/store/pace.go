package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"candor"
	"candor/service"
)

const hourMicros = int64(60 * 60 * 1_000_000)

// keepPace counts what a change tells of how fast the desk is, in sums that no person stands in.
func (tx *Tx) keepPace(r *readied) error {
	at := r.After.Updated
	put := func(m service.Measure, d time.Duration) error { return tx.addPace(at, r.After, m, service.Band(d)) }
	if r.Before.Version == 0 {
		if err := tx.addPace(r.After.Created, r.After, service.Begun, 0); err != nil {
			return err
		}
	}
	if r.Waited != nil {
		if err := put(service.Waited, r.Waited.For); err != nil {
			return err
		}
	}
	if r.Before.State == candor.Attended && r.After.State == candor.Resolved && !r.Before.Reached.IsZero() {
		if err := put(service.Handled, at.Sub(r.Before.Reached)); err != nil {
			return err
		}
	}
	for _, m := range r.messages {
		if m.Kind != candor.Said || m.Author != candor.ByAgent && m.Author != candor.ByAssistant {
			continue
		}
		var answered int
		const look = `
			SELECT EXISTS (SELECT 1 FROM message
			WHERE conversation = $1 AND number <= $2 AND kind = 'said' AND author IN ('agent', 'assistant'))`
		if err := tx.row(look, []any{string(r.Before.ID), r.Before.Messages}, &answered); err != nil {
			return err
		}
		if answered == 0 {
			return put(service.FirstReply, m.At.Sub(r.After.Created))
		}
		return nil
	}
	return nil
}

func (tx *Tx) addPace(at time.Time, c candor.Conversation, m service.Measure, band int) error {
	const add = `
		INSERT INTO pace (hour, inbox, language, channel, measure, band, number) VALUES ($1, $2, $3, $4, $5, $6, 1)
		ON CONFLICT (hour, inbox, language, channel, measure, band) DO UPDATE SET number = number + 1`
	_, err := tx.exec(add, micros(at)/hourMicros, string(c.Inbox), primary(c.Language), string(c.Channel), string(m), band)
	return err
}

// Paces gives the sums from one time until another, in order of hour, inbox, language, channel, measure and band.
func (s *Store) Paces(ctx context.Context, from, until time.Time) ([]service.Pace, error) {
	const query = `
		SELECT hour, inbox, language, channel, measure, band, number FROM pace
		WHERE hour >= $1 AND hour < $2 ORDER BY hour, inbox, language, channel, measure, band`
	var out []service.Pace
	err := s.rows(ctx, query, []any{micros(from) / hourMicros, micros(until) / hourMicros}, func(r *sql.Rows) error {
		var p service.Pace
		var hour int64
		err := r.Scan(&hour, (*string)(&p.Inbox), &p.Language, (*string)(&p.Channel), (*string)(&p.Measure), &p.Band, &p.Count)
		p.Hour = moment(hour * hourMicros)
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, s.fail("read the pace", err)
	}
	return out, nil
}

// primary gives the first part of a language tag, such as "pt" of "pt-BR"; empty where it is none: sums outlive
// people, so nothing else goes into them.
func primary(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	if len(first) < 2 || len(first) > 3 || strings.ContainsFunc(first, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	return first
}

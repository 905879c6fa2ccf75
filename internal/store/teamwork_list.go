package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/teamwork"
)

// What every list asks of a conversation v, whatever it is ordered by: $1 state, $2 inbox, $3 language, $4 team, $5 tag,
// $6 agent, $7 touched at or after, $8 touched before. An empty text asks nothing.
const listed = `
	v.state = $1 AND` + listedBeside

// listedBeside is the rest of listed, whatever the state.
const listedBeside = `
	($2 = '' OR v.inbox = $2)
	AND ($3 = '' OR v.language = $3 OR substr(v.language, 1, length($3) + 1) = $3 || '-')
	AND ($4 = '' OR EXISTS (SELECT 1 FROM assignment t WHERE t.conversation = v.id AND t.team = $4))
	AND ($5 = '' OR EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation = v.id AND g.tag = $5))
	AND ($6 = '' OR v.state <> 'waiting' AND v.agent = $6
		OR v.state = 'waiting' AND EXISTS (SELECT 1 FROM assignment a WHERE a.conversation = v.id AND a.agent = $6))
	AND v.updated >= $7 AND v.updated < $8`

const (
	// The longest wait first; $9 to $11 are the last one that was shown, $12 waits longer than.
	listedWaiting = `
		SELECT` + conversationColumns + ` FROM conversation v WHERE` + listed + afterWaiting
	// The same, of those that are meant for an agent, who are few among many.
	listedMeant = `
		SELECT` + conversationColumns + ` FROM conversation v
		WHERE v.id IN (SELECT conversation FROM assignment WHERE agent = $6 AND agent <> '') AND` + listed + afterWaiting
	afterWaiting = `
			AND (v.priority < $9 OR v.priority = $9 AND (v.waiting_since > $10 OR v.waiting_since = $10 AND v.id > $11))
			AND v.waiting_since < $12
		ORDER BY v.priority DESC, v.waiting_since, v.id LIMIT $13`
	// The last touched first; $9 and $10 are the last one that was shown.
	listedNewest = `
		SELECT` + conversationColumns + ` FROM conversation v WHERE` + listed + `
			AND (v.updated < $9 OR v.updated = $9 AND v.id > $10)
		ORDER BY v.updated DESC, v.id LIMIT $11`
	// The same, of those with a tag or of an agent, which are few among many. Those with a tag are read once for all
	// states, of which $1 holds the names between commas.
	listedTagged = `
		SELECT` + conversationColumns + ` FROM conversation v
		WHERE v.id IN (SELECT conversation FROM conversation_tag WHERE tag = $5)
			AND $1 LIKE '%,' || v.state || ',%' AND` + listedBeside + `
			AND (v.updated < $9 OR v.updated = $9 AND v.id > $10)
		ORDER BY +v.updated DESC, +v.id LIMIT $11`
	listedAgents = `
		SELECT` + conversationColumns + ` FROM conversation v WHERE v.agent = $6 AND v.agent <> '' AND` + listed + `
			AND (v.updated < $9 OR v.updated = $9 AND v.id > $10)
		ORDER BY v.updated DESC, v.id LIMIT $11`
)

// Selected gives the conversations that a filter selects, without words: those that wait first, the most urgent and
// then the longest waits, the others by when they were last touched, newest first. It begins after a place and gives
// that of its last one; an empty place says that there are no more.
func (s *Store) Selected(ctx context.Context, f teamwork.Filter, after string, limit int) ([]candor.Conversation, string, error) {
	limit = min(max(limit, 1), mostListed)
	from := teamwork.ParsePlace(after)
	states := f.States
	if len(states) == 0 {
		states = candor.States()
	}
	if f.Over > 0 {
		states = []candor.State{candor.Waiting}
	}
	var out []candor.Conversation
	if slices.Contains(states, candor.Waiting) && (from.ID == "" || from.Waiting) {
		some, err := s.selectedWaiting(ctx, f, from, limit+1)
		if err != nil {
			return nil, "", s.fail("list conversations", err)
		}
		out, from = some, teamwork.Place{}
	}
	if len(out) <= limit {
		others, err := s.selectedOthers(ctx, f, states, from, limit+1-len(out))
		if err != nil {
			return nil, "", s.fail("list conversations", err)
		}
		out = append(out, others...)
	}
	if len(out) <= limit {
		return out, "", nil
	}
	out = out[:limit]
	return out, teamwork.PlaceOf(out[limit-1]).String(), nil
}

// among writes states as listedTagged reads them.
func among(states []candor.State) candor.State {
	var b strings.Builder
	b.WriteByte(',')
	for _, one := range states {
		b.WriteString(string(one) + ",")
	}
	return candor.State(b.String())
}

const endOfTime = int64(1<<63 - 1)

// args are $1 to $8 of listed.
func listedArgs(f teamwork.Filter, state candor.State) []any {
	before := endOfTime
	if !f.Before.IsZero() {
		before = micros(f.Before)
	}
	after := int64(0)
	if !f.After.IsZero() {
		after = micros(f.After)
	}
	return []any{string(state), string(f.Inbox), f.Language, f.Team, f.Tag, string(f.Agent), after, before}
}

func (s *Store) selectedWaiting(ctx context.Context, f teamwork.Filter, from teamwork.Place, limit int) ([]candor.Conversation, error) {
	priority := int64(1 << 30)
	if from.ID != "" {
		priority = int64(from.Priority)
	}
	over := endOfTime
	if f.Over > 0 {
		over = micros(s.o.Now().Add(-f.Over).Truncate(time.Microsecond))
	}
	args := append(listedArgs(f, candor.Waiting), priority, micros(from.At), string(from.ID), over, limit)
	if f.Agent != "" {
		return s.conversations(ctx, listedMeant, args...)
	}
	return s.conversations(ctx, listedWaiting, args...)
}

func (s *Store) selectedOthers(ctx context.Context, f teamwork.Filter, states []candor.State, from teamwork.Place, limit int) ([]candor.Conversation, error) {
	query := listedNewest
	switch {
	case f.Tag != "":
		query = listedTagged
	case f.Agent != "":
		query = listedAgents
	}
	at := endOfTime
	if from.ID != "" {
		at = micros(from.At)
	}
	states = slices.DeleteFunc(slices.Clone(states), func(s candor.State) bool { return s == candor.Waiting })
	if f.Tag != "" {
		if len(states) == 0 {
			return nil, nil
		}
		return s.conversations(ctx, query, append(listedArgs(f, among(states)), at, string(from.ID), limit)...)
	}
	var out []candor.Conversation
	for _, state := range states {
		some, err := s.conversations(ctx, query, append(listedArgs(f, state), at, string(from.ID), limit)...)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	slices.SortStableFunc(out, func(a, b candor.Conversation) int {
		return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), limit)], nil
}

// CountSelected counts the conversations that a filter selects, up to most; for those who look at a list.
func (s *Store) CountSelected(ctx context.Context, f teamwork.Filter, most int) (int, error) {
	states := f.States
	if len(states) == 0 {
		states = candor.States()
	}
	over := endOfTime
	if f.Over > 0 {
		states, over = []candor.State{candor.Waiting}, micros(s.o.Now().Add(-f.Over))
	}
	const (
		limited = listed + ` AND (v.state <> 'waiting' OR v.waiting_since < $9) LIMIT $10)`
		all     = `SELECT COUNT(*) FROM (SELECT 1 FROM conversation v WHERE` + limited
		meant   = `SELECT COUNT(*) FROM (
			SELECT 1 FROM conversation v WHERE v.id IN (SELECT conversation FROM assignment WHERE agent = $6 AND agent <> '') AND` + limited
		agents = `SELECT COUNT(*) FROM (SELECT 1 FROM conversation v WHERE v.agent = $6 AND v.agent <> '' AND` + limited
		tagged = `SELECT COUNT(*) FROM (
			SELECT 1 FROM conversation v WHERE v.id IN (SELECT conversation FROM conversation_tag WHERE tag = $5) AND` + limited
	)
	total := 0
	for _, state := range states {
		query := all
		switch {
		case f.Tag != "":
			query = tagged
		case f.Agent != "" && state == candor.Waiting:
			query = meant
		case f.Agent != "":
			query = agents
		}
		var n int
		if err := s.row(ctx, query, append(listedArgs(f, state), over, most), &n); err != nil {
			return 0, s.fail("count conversations", err)
		}
		if total += n; total >= most {
			return most, nil
		}
	}
	return total, nil
}

// Fits reports which of some conversations a filter selects; it is asked about those that a search found.
func (s *Store) Fits(ctx context.Context, f teamwork.Filter, c candor.Conversation) (bool, error) {
	if len(f.States) > 0 && !slices.Contains(f.States, c.State) {
		return false, nil
	}
	const query = `SELECT COUNT(*) FROM conversation v WHERE v.id = $9 AND` + listed
	var n int
	err := s.row(ctx, query, append(listedArgs(f, c.State), string(c.ID)), &n)
	return n > 0, s.fail("look whether a conversation fits", err)
}

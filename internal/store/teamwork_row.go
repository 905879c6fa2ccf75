package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"candor"
	"candor/teamwork"
)

// rowsAtOnce is of how many conversations one query tells what is beside them; fewer are filled up with none.
const rowsAtOnce = 50

// places are $1 to $50.
func places() string {
	out := make([]string, rowsAtOnce)
	for i := range out {
		out[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(out, ", ")
}

// Meant gives for whom conversations are meant and their tags, of those that have any, for the rows of a list.
func (s *Store) Meant(ctx context.Context, ids []candor.ConversationID) (map[candor.ConversationID]teamwork.Beside, error) {
	out := make(map[candor.ConversationID]teamwork.Beside)
	for len(ids) > 0 {
		n := min(len(ids), rowsAtOnce)
		if err := s.rowsBeside(ctx, ids[:n], out); err != nil {
			return nil, s.fail("read what is beside conversations", err)
		}
		ids = ids[n:]
	}
	return out, nil
}

func (s *Store) rowsBeside(ctx context.Context, ids []candor.ConversationID, out map[candor.ConversationID]teamwork.Beside) error {
	args := make([]any, rowsAtOnce)
	for i := range args {
		args[i] = ""
		if i < len(ids) {
			args[i] = string(ids[i])
		}
	}
	in := ` WHERE conversation IN (` + places() + `)`
	err := s.rows(ctx, `SELECT conversation, agent, team, made_by, at FROM assignment`+in, args, func(rows *sql.Rows) error {
		var id string
		var b teamwork.Beside
		var at int64
		err := rows.Scan(&id, (*string)(&b.Meant.Agent), &b.Meant.Team, (*string)(&b.Meant.By), &at)
		b.Meant.At = moment(at)
		out[candor.ConversationID(id)] = b
		return err
	})
	if err != nil {
		return err
	}
	return s.rows(ctx, `SELECT conversation, tag FROM conversation_tag`+in+` ORDER BY conversation, tag`, args, func(rows *sql.Rows) error {
		var id, tag string
		err := rows.Scan(&id, &tag)
		b := out[candor.ConversationID(id)]
		b.Tags = append(b.Tags, tag)
		out[candor.ConversationID(id)] = b
		return err
	})
}

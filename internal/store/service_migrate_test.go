package store_test

import (
	"database/sql"
	"fmt"
	"testing"

	"candor"
)

// Before there was a lane for declared needs, 1 meant urgent. Whoever was urgent then stays first.
func TestWhoWasUrgentBeforeTheLaneForNeedsStaysFirst(t *testing.T) {
	t.Parallel()
	path, db := tablesAt(t, 16)
	_, err := db.Exec(`INSERT INTO customer (id, created) VALUES ('cus_1', 1)`)
	must(t, err)
	ids := []candor.ConversationID{candor.NewConversationID(), candor.NewConversationID()}
	for priority, id := range ids {
		_, err := db.Exec(`
			INSERT INTO conversation (id, inbox, customer, state, version, messages, language, priority, with_person, offered, unresolved, agent, agent_name, reason,
				created, updated, waiting_since, promised_by, snoozed_until, customer_read, agent_read, last_customer, last_answered)
			VALUES ($1, 'main', 'cus_1', 'waiting', 1, 0, 'en', $2, 1, 0, 0, '', '', '', 1, 1, 1, 0, 0, 0, 0, 0, 0)`, string(id), priority)
		must(t, err)
		_, err = db.Exec(`INSERT INTO verdict (id, conversation, stage, action, reason, rule, priority, policy, at, gates)
			VALUES ($1, $2, 'route', 'hand_over', 'crisis', '', $3, 'p', 1, '[]')`, fmt.Sprint("ver_", priority), string(id), priority)
		must(t, err)
	}
	must(t, db.Close())
	_, d := open(t)
	d.options.Path, d.options.Create = path, true
	s := d.again(t)
	for i, want := range []candor.Priority{candor.Normal, candor.Urgent} {
		c, err := s.Conversation(t.Context(), ids[i])
		if err != nil || c.Priority != want {
			t.Errorf("conversation %d has priority %v, want %v (%v)", i, c.Priority, want, err)
		}
		if n := verdictPriority(t, path, fmt.Sprint("ver_", i)); n != int(want) {
			t.Errorf("its decision has priority %d, want %d", n, want)
		}
	}
}

func verdictPriority(t *testing.T, path, id string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	must(t, err)
	defer db.Close()
	must(t, db.QueryRowContext(t.Context(), `SELECT priority FROM verdict WHERE id = $1`, id).Scan(&n))
	return n
}

package store

import (
	"context"
	"database/sql"
	"time"

	"candor"
)

// dayMicros is one day in the unit of stored times.
const dayMicros = 24 * 60 * 60 * 1_000_000

// Measure is something that is counted by day and inbox.
type Measure string

// The measures. They are the same before and after the people behind them are erased.
const (
	Conversations Measure = "conversations" // begun that day
	WithPerson    Measure = "with_person"   // of those: a person has them or had them
	ResolvedOnes  Measure = "resolved"      // of those: resolved
	ByCustomers   Measure = "by_customer"   // messages said that day
	ByAssistants  Measure = "by_assistant"
	ByAgents      Measure = "by_agent"
	Helpful       Measure = "helpful" // answers of that day that the customer rated so
	NotHelpful    Measure = "not_helpful"
	Waits         Measure = "waits"       // waits for a person that ended that day
	WaitMicros    Measure = "wait_micros" // how long they were in all, in microseconds
	SolvedYes     Measure = "solved_yes"  // customers' own answers of that day to whether it was solved
	SolvedPartly  Measure = "solved_partly"
	SolvedNo      Measure = "solved_no"
)

// Figure is how much of one thing there was on one day, in UTC, in one inbox.
type Figure struct {
	Day     time.Time
	Inbox   candor.InboxID
	Measure Measure
	Count   int64
}

// Counting, by day, inbox and measure. Each text has one condition left open. The first part of a union
// names the columns.
const (
	ofConversations = `
		SELECT v.created / 86400000000 AS day, v.inbox AS inbox, 'conversations' AS measure, 1 AS n FROM conversation v WHERE `
	ofPersons = `
		SELECT v.created / 86400000000, v.inbox, 'with_person', 1 FROM conversation v WHERE v.with_person = 1 AND `
	ofResolved = `
		SELECT v.created / 86400000000, v.inbox, 'resolved', 1 FROM conversation v WHERE v.state = 'resolved' AND `
	ofMessages = `
		SELECT m.at / 86400000000 AS day, v.inbox AS inbox, 'by_' || m.author AS measure, 1 AS n FROM message m JOIN conversation v ON v.id = m.conversation
		WHERE m.kind = 'said' AND m.author <> 'desk' AND `
	ofHelpful = `
		SELECT m.at / 86400000000, v.inbox, 'helpful', 1 FROM message m JOIN conversation v ON v.id = m.conversation
		WHERE m.helpful = 1 AND `
	ofNotHelpful = `
		SELECT m.at / 86400000000, v.inbox, 'not_helpful', 1 FROM message m JOIN conversation v ON v.id = m.conversation
		WHERE m.helpful = -1 AND `
	ofSolved = `
		SELECT n.at / 86400000000, v.inbox, 'solved_' || n.answer, 1 FROM solved_answer n JOIN conversation v ON v.id = n.conversation
		WHERE `
	ofWaits = `
		SELECT w.at / 86400000000 AS day, w.inbox AS inbox, 'waits' AS measure, 1 AS n FROM finished_wait w WHERE `
	ofWaitMicros = `
		SELECT w.at / 86400000000, w.inbox, 'wait_micros', w.micros FROM finished_wait w WHERE `
)

const toTally = `
	INSERT INTO tally (day, inbox, measure, n)
	SELECT day, inbox, measure, SUM(n) FROM (`

const endTally = `) AS gone WHERE true GROUP BY day, inbox, measure
	ON CONFLICT (day, inbox, measure) DO UPDATE SET n = tally.n + excluded.n`

// tallyConversation adds a conversation, and the messages that it still has, to the sums.
func (tx *Tx) tallyConversation(id candor.ConversationID) error {
	const add = toTally + ofConversations + `v.id = $1 UNION ALL` + ofPersons + `v.id = $1 UNION ALL` +
		ofResolved + `v.id = $1` + endTally
	if _, err := tx.exec(add, string(id)); err != nil {
		return err
	}
	if err := tx.tallyOutcome(id); err != nil {
		return err
	}
	if err := tx.tallySought(id); err != nil {
		return err
	}
	return tx.tallyMessages(id)
}

// tallyMessages adds the messages of a conversation to the sums.
func (tx *Tx) tallyMessages(id candor.ConversationID) error {
	const add = toTally + ofMessages + `m.conversation = $1 UNION ALL` + ofHelpful + `m.conversation = $1 UNION ALL` +
		ofNotHelpful + `m.conversation = $1 UNION ALL` + ofSolved + `n.conversation = $1` + endTally
	_, err := tx.exec(add, string(id))
	return err
}

// tallyWaits adds finished waits that ended before a time to the sums.
func (tx *Tx) tallyWaits(before int64) error {
	const add = toTally + ofWaits + `w.at < $1 UNION ALL` + ofWaitMicros + `w.at < $1` + endTally
	_, err := tx.exec(add, before)
	return err
}

// Figures gives how much of what there was on each day from the first to the last, both included, of
// conversations that are there and of those that are gone, in order of day, inbox and measure.
func (s *Store) Figures(ctx context.Context, first, last time.Time) ([]Figure, error) {
	const query = `
		SELECT day, inbox, measure, SUM(n) FROM (` +
		ofConversations + `v.created >= $1 AND v.created < $2 UNION ALL` + ofPersons + `v.created >= $1 AND v.created < $2 UNION ALL` +
		ofResolved + `v.created >= $1 AND v.created < $2 UNION ALL` + ofMessages + `m.at >= $1 AND m.at < $2 UNION ALL` +
		ofHelpful + `m.at >= $1 AND m.at < $2 UNION ALL` + ofNotHelpful + `m.at >= $1 AND m.at < $2 UNION ALL` +
		ofSolved + `n.at >= $1 AND n.at < $2 UNION ALL` +
		ofWaits + `w.at >= $1 AND w.at < $2 UNION ALL` + ofWaitMicros + `w.at >= $1 AND w.at < $2 UNION ALL
		SELECT day, inbox, measure, n FROM tally
		WHERE day >= $1 / 86400000000 AND day < $2 / 86400000000 AND measure NOT LIKE 'outcome_%' AND measure NOT LIKE 'sought%'
		) AS counted GROUP BY day, inbox, measure ORDER BY day, inbox, measure`
	from, to := dayOf(first)*dayMicros, (dayOf(last)+1)*dayMicros
	var out []Figure
	err := s.rows(ctx, query, []any{from, to}, func(rows *sql.Rows) error {
		var f Figure
		var day int64
		err := rows.Scan(&day, (*string)(&f.Inbox), (*string)(&f.Measure), &f.Count)
		f.Day = time.UnixMicro(day * dayMicros).UTC()
		out = append(out, f)
		return err
	})
	return out, s.fail("count by day", err)
}

func dayOf(t time.Time) int64 { return t.UTC().Unix() / (24 * 60 * 60) }

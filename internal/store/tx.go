package store

import (
	"database/sql"
	"time"

	"candor"
	"candor/ledger"
)

// Tx is the transaction that several writes share, as one of them sees it.
type Tx struct {
	w          *writer
	writes     int
	tree       ledger.Tree
	seq        int64
	events     []candor.Event
	at         time.Time // when the transaction began
	checkpoint bool      // a permanent one was made
	moved      bool      // the queue, or what state a conversation is in, changed
	setting    bool      // a setting changed
}

// exec changes something and gives how many rows.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	tx.writes++
	done, err := tx.w.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

// row reads one row into dest, as the transaction sees it. sql.ErrNoRows: there is none.
func (tx *Tx) row(query string, args []any, dest ...any) error {
	st, err := tx.w.statement(query)
	if err != nil {
		return err
	}
	return st.QueryRow(args...).Scan(dest...)
}

func (tx *Tx) rows(query string, args []any, visit func(*sql.Rows) error) error {
	st, err := tx.w.statement(query)
	if err != nil {
		return err
	}
	rows, err := st.Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// entry is a ledger entry with its record already made.
type entry struct {
	at     int64
	kind   string
	record []byte
}

func entryOf(e ledger.Entry) (entry, error) {
	record, err := e.Record()
	return entry{at: e.At.UnixMicro(), kind: string(e.Kind), record: record}, err
}

// record adds an entry to the ledger.
func (tx *Tx) record(e entry) error {
	const insert = `INSERT INTO ledger (seq, at, kind, record, hashes) VALUES ($1, $2, $3, $4, $5)`
	next, hashes := tx.tree.Append(e.record)
	if _, err := tx.exec(insert, tx.tree.Size(), e.at, e.kind, e.record, hashes); err != nil {
		return err
	}
	tx.tree = next
	return nil
}

// emit adds an event to the outbox and gives it its place in the order of commits.
func (tx *Tx) emit(e candor.Event) error {
	const insert = `
		INSERT INTO outbox (seq, kind, conversation, message, number, author, internal, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	e.Seq = tx.seq + 1
	e.At = moment(micros(e.At))
	_, err := tx.exec(insert, e.Seq, string(e.Kind), string(e.Conversation), string(e.Message), e.Number,
		string(e.Author), flag(e.Internal), micros(e.At))
	if err != nil {
		return err
	}
	tx.seq++
	tx.events = append(tx.events, e)
	return nil
}

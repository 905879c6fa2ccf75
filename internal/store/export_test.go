package store

import (
	"context"

	"candor"
	"candor/ledger"
)

// Write lets tests hand functions of their own to the writer.
func (s *Store) Write(ctx context.Context, run func(*Tx) error) error { return s.write(ctx, run) }

// Exec runs any statement within a write.
func (tx *Tx) Exec(query string, args ...any) error {
	_, err := tx.exec(query, args...)
	return err
}

// Emit adds an event within a write.
func (tx *Tx) Emit(id candor.ConversationID) error {
	return tx.emit(candor.Event{Kind: candor.ConversationChanged, Conversation: id, At: tx.at})
}

// Record adds a ledger entry within a write.
func (tx *Tx) Record(e ledger.Entry) error {
	row, err := entryOf(e)
	if err != nil {
		return err
	}
	return tx.record(row)
}

// Writer runs a statement on the writer's connection outside any transaction. Nothing else may
// be writing.
func (s *Store) Writer(query string) error {
	_, err := s.writer.exec(query)
	return err
}

// KeepEvery is after how many entries a checkpoint becomes permanent.
const KeepEvery = keepEvery

// Listed gives every table that erasure knows: those with personal data, by the handler that answers for
// them, and the others, by the reason why they hold none.
func Listed() (personalTables map[string]bool, reasons map[string]string) {
	personalTables = map[string]bool{}
	for _, t := range personal() {
		personalTables[t.name] = true
	}
	for name := range special() {
		personalTables[name] = true
	}
	return personalTables, impersonal()
}

// ErasureQueries gives what an erasure deletes from each table, with one parameter each.
func ErasureQueries() map[string]string {
	out := map[string]string{}
	for _, t := range personal() {
		for kind, where := range map[string]string{"conversation": t.conversation, "customer": t.customer, "alias": t.alias} {
			if where != "" {
				out[t.name+" by "+kind] = `DELETE FROM ` + t.name + ` WHERE ` + where
			}
		}
	}
	return out
}

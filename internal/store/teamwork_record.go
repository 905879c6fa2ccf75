package store

import (
	"fmt"

	"candor"
	"candor/ledger"
)

// recordPrepared puts on the record that somebody changed what everybody works with: which kind of thing, and which
// one by its id or, where it has none, by the digest of its name.
func (tx *Tx) recordPrepared(what, act, id string, by candor.AgentID) error {
	e, err := entryOf(ledger.Entry{
		At: tx.at, Kind: ledger.KindSetting, Actor: staffActor(string(by)),
		Facts: map[string]string{"setting": what, "act": act, "new": plainOrDigest(id)},
	})
	if err != nil {
		return fmt.Errorf("store: record what was prepared: %w", err)
	}
	return tx.record(e)
}

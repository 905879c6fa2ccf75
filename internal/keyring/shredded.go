package keyring

import (
	"context"
	"time"

	"candor"
)

// ShreddedSince visits the customers whose keys were destroyed at or after a time, oldest first: what
// a restored copy of the data has to be searched for.
func (k *Keyring) ShreddedSince(ctx context.Context, since time.Time, visit func(id candor.CustomerID, at time.Time) error) error {
	type gone struct {
		customer string
		at       int64
	}
	const query = `SELECT customer, at FROM shredded WHERE at >= $1 ORDER BY at, customer`
	rows, err := k.readers.QueryContext(ctx, query, since.UnixMicro())
	if err != nil {
		return failed(k.file, "look for destroyed keys", err)
	}
	defer rows.Close()
	var all []gone // read first: a visit may take long
	for rows.Next() {
		var g gone
		if err := rows.Scan(&g.customer, &g.at); err != nil {
			return failed(k.file, "look for destroyed keys", err)
		}
		all = append(all, g)
	}
	if err := rows.Err(); err != nil {
		return failed(k.file, "look for destroyed keys", err)
	}
	if err := rows.Close(); err != nil {
		return failed(k.file, "look for destroyed keys", err)
	}
	for _, g := range all {
		if err := visit(candor.CustomerID(g.customer), time.UnixMicro(g.at).UTC()); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"database/sql"
	"errors"

	"candor"
	"candor/policy"
	"candor/vendors"
)

// agreed looks whether the customer allows the vendor and the purpose at this moment.
func (tx *Tx) agreed(x vendors.Sending) error {
	const whose = `
		SELECT c.id, c.restricted FROM conversation v JOIN customer c ON c.id = v.customer
		WHERE v.id = $1`
	var customer string
	var restricted int64
	err := tx.row(whose, []any{string(x.Conversation)}, &customer, &restricted)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoConversation
	}
	if err != nil {
		return err
	}
	if restricted != 0 {
		return candor.ErrRestricted
	}
	const query = `
		SELECT purpose, act, version, recipients FROM consent
		WHERE customer = $1 AND purpose IN ($2, $3) ORDER BY purpose, number`
	said := policy.Consents{}
	err = tx.rows(query, []any{customer, string(candor.Vendor), string(x.Purpose)}, func(rows *sql.Rows) error {
		var c candor.Consent
		var recipients string
		var version int64
		if err := rows.Scan((*string)(&c.Purpose), (*string)(&c.Act), &version, &recipients); err != nil {
			return err
		}
		c.Version = int(version)
		var err error
		c.Recipients, err = decodeList(recipients)
		said[c.Purpose] = c
		return err
	})
	if err != nil {
		return err
	}
	if !said.AllowsVendor(x.Vendor) || !said.Allows(x.Purpose) {
		return candor.ErrNoBasis
	}
	return nil
}

// stillThere reports candor.ErrNoConversation where there is none.
func (tx *Tx) stillThere(id candor.ConversationID) error {
	var n int
	err := tx.row(`SELECT COUNT(*) FROM conversation WHERE id = $1`, []any{string(id)}, &n)
	if err == nil && n == 0 {
		err = candor.ErrNoConversation
	}
	return err
}

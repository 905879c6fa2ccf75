package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"candor"
	"candor/ledger"
)

// ErrNoBasis says that personal data may not be read: the purpose has no ground, the customer does
// not allow it, or has had the use of their data restricted.
var ErrNoBasis = candor.ErrNoBasis

// sitting is how long one look into a conversation lasts: reads of the same conversation by the same
// actor for the same purpose within it are one entry in the ledger.
const sitting = 15 * time.Minute

// Reading is one sitting in which somebody had a customer's words open.
type Reading struct {
	At           time.Time
	Conversation candor.ConversationID
	Access       candor.Access
	Entry        int64 // in the ledger
}

// owner is whose words stand in a conversation.
type owner struct {
	customer   candor.CustomerID
	restricted bool
}

// ownerOf says under whose key a conversation is sealed. sql.ErrNoRows: there is no such conversation.
func (s *Store) ownerOf(ctx context.Context, id candor.ConversationID) (owner, error) {
	const query = `
		SELECT c.id, c.restricted FROM conversation v JOIN customer c ON c.id = v.customer
		WHERE v.id = $1`
	var customer string
	var restricted int64
	err := s.row(ctx, query, []any{string(id)}, &customer, &restricted)
	return owner{customer: candor.CustomerID(customer), restricted: restricted != 0}, err
}

// permit lets somebody open the words of a conversation, or says why not, and puts it on the record
// before anything is opened. There is no way to the words around it, and nothing of it is remembered but
// that the reading is on the record: what forbids a read now forbids it in the middle of a sitting.
func (s *Store) permit(ctx context.Context, by candor.Access, id candor.ConversationID, of owner) error {
	if by.Actor == "" || by.Purpose.Basis() == candor.NoBasis {
		return fmt.Errorf("store: read for %q by %q: %w", by.Purpose, by.Actor, ErrNoBasis)
	}
	if of.restricted && !usableWhenRestricted(by) {
		return candor.ErrRestricted
	}
	if by.Purpose.Basis() == candor.ByConsent {
		consents, err := s.Consents(ctx, of.customer)
		if err != nil {
			return err
		}
		if !consents.Allows(by.Purpose) && !(by.Purpose == candor.Vendor && consents.AllowsVendor(by.To)) {
			return fmt.Errorf("store: read for %q: %w", by.Purpose, ErrNoBasis)
		}
	}
	if by.Own() {
		return nil
	}
	return s.putReading(ctx, by, id, of.customer)
}

// usableWhenRestricted: restricted data may be kept and shown to its owner, used for what they ask
// about it, and kept safe (GDPR Art. 18(2)).
func usableWhenRestricted(by candor.Access) bool {
	return by.Own() || by.Purpose.Basis() == candor.ByObligation
}

// putReading writes down that somebody reads, once a sitting.
func (s *Store) putReading(ctx context.Context, by candor.Access, id candor.ConversationID, customer candor.CustomerID) error {
	key := sat{by, customer, id}
	now := s.o.Now()
	if s.sittings.has(key, now) {
		return nil
	}
	if s.writer == nil {
		return errReadOnly
	}
	salt, err := s.o.Keys.Salt(ctx, customer)
	if err != nil {
		return fmt.Errorf("store: read the customer's salt: %w", err)
	}
	row, err := entryOf(ledger.Entry{
		At: now, Kind: ledger.KindRead, Actor: by.Actor,
		Subject: ledger.Commitment(salt, "conversation", string(id)),
		Facts:   map[string]string{"purpose": string(by.Purpose), "basis": basisFact(by.Purpose)},
	})
	if err != nil {
		return fmt.Errorf("store: record a reading: %w", err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		const insert = `
			INSERT INTO reading (customer, conversation, at, actor, purpose, entry) VALUES ($1, $2, $3, $4, $5, $6)`
		if _, err := tx.exec(insert, string(customer), string(id), row.at, by.Actor, string(by.Purpose), tx.tree.Size()); err != nil {
			return err
		}
		return tx.record(row)
	})
	if err == nil {
		s.sittings.add(key, now)
	}
	return err
}

func basisFact(p candor.Purpose) string {
	if p.Basis() == candor.ByObligation {
		return "obligation"
	}
	return string(p.Basis())
}

// Readings gives who had a customer's words open, newest first, at most limit.
func (s *Store) Readings(ctx context.Context, customer candor.CustomerID, limit int) ([]Reading, error) {
	const query = `
		SELECT conversation, at, actor, purpose, entry FROM reading
		WHERE customer = $1 ORDER BY at DESC, entry DESC LIMIT $2`
	var out []Reading
	err := s.rows(ctx, query, []any{string(customer), min(max(limit, 0), 10_000)}, func(rows *sql.Rows) error {
		var r Reading
		var at int64
		if err := rows.Scan((*string)(&r.Conversation), &at, &r.Access.Actor, (*string)(&r.Access.Purpose), &r.Entry); err != nil {
			return err
		}
		r.At = moment(at)
		out = append(out, r)
		return nil
	})
	return out, s.fail("read who looked", err)
}

// Restrict lets a customer's data only be kept from now on, or be used again. It takes effect with
// the next read. Restricting again keeps the day since when.
func (s *Store) Restrict(ctx context.Context, customer candor.CustomerID, restricted bool) error {
	return s.write(ctx, func(tx *Tx) error {
		since := int64(0)
		if restricted {
			since = micros(tx.at)
		}
		const update = `UPDATE customer SET restricted = CASE WHEN $2 = 0 OR restricted = 0 THEN $2 ELSE restricted END WHERE id = $1`
		n, err := tx.exec(update, string(customer), since)
		if err == nil && n == 0 {
			return candor.ErrNoCustomer
		}
		if err != nil {
			return err
		}
		return tx.overtake(customer)
	})
}

// overtake has whatever is being decided about a customer's conversations decided anew, such as an answer
// that is being drafted, and wakes whoever has one of them open.
func (tx *Tx) overtake(customer candor.CustomerID) error {
	var all []candor.ConversationID
	err := tx.rows(`SELECT id FROM conversation WHERE customer = $1`, []any{string(customer)}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		all = append(all, candor.ConversationID(id))
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range all {
		if err := tx.one(`UPDATE conversation SET version = version + 1 WHERE id = $1`, string(id)); err != nil {
			return err
		}
		tx.hint(id)
	}
	return nil
}

// Restricted says since when a customer's data may only be kept; zero when it may be used.
func (s *Store) Restricted(ctx context.Context, customer candor.CustomerID) (time.Time, error) {
	const query = `SELECT COALESCE(MAX(restricted), 0) FROM customer WHERE id = $1`
	var since int64
	err := s.row(ctx, query, []any{string(customer)}, &since)
	return moment(since), s.fail("read a restriction", err)
}

// sat is one actor having one conversation of one customer open for one purpose, or what is kept of the
// customer beside conversations.
type sat struct {
	by           candor.Access
	customer     candor.CustomerID
	conversation candor.ConversationID
}

// mostSittings bounds what is remembered; forgetting one costs an entry more in the ledger.
const mostSittings = 20_000

// sittings remembers which readings are on the record already.
type sittings struct {
	mu    sync.Mutex
	known map[sat]time.Time
}

func (s *sittings) has(key sat, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.known[key]
	return ok && now.Sub(at) < sitting && !now.Before(at)
}

func (s *sittings) add(key sat, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= mostSittings {
		s.known = map[sat]time.Time{}
	}
	s.known[key] = now
}

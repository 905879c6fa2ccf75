package keyring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
)

// newcomer is a customer whose key is on its way to the disk.
type newcomer struct {
	customer string
	wrapped  []byte
	made     bool // false when the customer had one already
	err      error
	done     chan struct{}
}

// NewCustomer gives a customer a key. It is durable when NewCustomer returns; calls at the same
// time share one write to the disk. A customer who has a key keeps it.
//
// ErrShredded: the customer was erased; there is no second key for them.
func (k *Keyring) NewCustomer(ctx context.Context, id candor.CustomerID) error {
	if id == "" {
		return fmt.Errorf("keyring: new customer: %w", ErrNoKey)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	secret := randomKey()
	key, err := newKey(string(id), secret)
	if err != nil {
		return err
	}
	_, purges := k.cache.get(string(id))
	n := &newcomer{
		customer: string(id), wrapped: k.master.wrap("customer", string(id), secret), done: make(chan struct{}),
	}
	k.pending.Lock()
	k.queue = append(k.queue, n)
	k.pending.Unlock()
	for waiting := true; waiting; {
		select {
		case <-n.done:
			waiting = false
		case k.writing <- struct{}{}:
			k.commitPending()
			<-k.writing
		}
	}
	if n.err != nil {
		return n.err
	}
	if n.made {
		k.cache.put(key, purges)
	}
	return nil
}

// commitPending writes down everybody who waits at this moment. The caller holds writing.
func (k *Keyring) commitPending() {
	k.pending.Lock()
	batch := k.queue
	k.queue = nil
	k.pending.Unlock()
	if len(batch) == 0 {
		return
	}
	// Not the caller's context: others wait for this commit too.
	err := failed(k.file, "save new keys", k.insert(context.Background(), batch))
	for _, n := range batch {
		if err != nil {
			n.err = err
		}
		close(n.done)
	}
}

func (k *Keyring) insert(ctx context.Context, batch []*newcomer) error {
	tx, err := k.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	const insert = `
		INSERT INTO customer_key (customer, wrapped, made_at) VALUES ($1, $2, $3)
		ON CONFLICT (customer) DO NOTHING`
	add, err := tx.PrepareContext(ctx, insert)
	if err != nil {
		return err
	}
	defer add.Close()
	now := time.Now().UnixMicro()
	for _, n := range batch {
		done, err := add.ExecContext(ctx, n.customer, n.wrapped, now)
		if err != nil {
			return err
		}
		count, err := done.RowsAffected()
		if err != nil {
			return err
		}
		n.made = count == 1
		if n.made {
			continue
		}
		wrapped, err := storedKey(ctx, tx, n.customer)
		if err != nil {
			return err
		}
		if isShredded(wrapped) {
			n.err = ErrShredded
		}
	}
	return tx.Commit()
}

// CustomerKey gives a customer's key, from memory when it was used lately.
//
// ErrNoKey: there never was one. ErrShredded: it was destroyed.
func (k *Keyring) CustomerKey(ctx context.Context, id candor.CustomerID) (*Key, error) {
	for {
		key, purges := k.cache.get(string(id))
		if key != nil {
			return key, nil
		}
		key, err := k.load(ctx, string(id))
		if err != nil {
			return nil, err
		}
		// When somebody was erased since, it may be this customer: look again.
		if key, ok := k.cache.put(key, purges); ok {
			return key, nil
		}
	}
}

func (k *Keyring) load(ctx context.Context, customer string) (*Key, error) {
	wrapped, err := storedKey(ctx, k.readers, customer)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, failed(k.file, "read a customer's key", err)
	}
	if isShredded(wrapped) {
		return nil, ErrShredded
	}
	secret, err := k.master.unwrap("customer", customer, wrapped)
	if err != nil {
		return nil, k.damaged("the key of customer " + customer + " was changed")
	}
	return newKey(customer, secret)
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func storedKey(ctx context.Context, db querier, customer string) ([]byte, error) {
	const query = `SELECT wrapped FROM customer_key WHERE customer = $1`
	var wrapped []byte
	err := db.QueryRowContext(ctx, query, customer).Scan(&wrapped)
	return wrapped, err
}

// Seal encrypts under the customer's key for one row of one table; see Key.Seal.
func (k *Keyring) Seal(ctx context.Context, id candor.CustomerID, table, row string, plain []byte) ([]byte, error) {
	key, err := k.CustomerKey(ctx, id)
	if err != nil {
		return nil, err
	}
	return key.Seal(table, row, plain), nil
}

// Open decrypts what Seal gave; see Key.Open.
func (k *Keyring) Open(ctx context.Context, id candor.CustomerID, table, row string, sealed []byte) ([]byte, error) {
	key, err := k.CustomerKey(ctx, id)
	if err != nil {
		return nil, err
	}
	return key.Open(table, row, sealed)
}

// Salt gives the customer's secret for commitments in the ledger; see Key.Salt.
func (k *Keyring) Salt(ctx context.Context, id candor.CustomerID) ([32]byte, error) {
	key, err := k.CustomerKey(ctx, id)
	if err != nil {
		return [32]byte{}, err
	}
	return key.Salt(), nil
}

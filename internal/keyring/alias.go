package keyring

import (
	"cmp"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"candor"
)

// An alias stands for a customer where the data must not say who: beside the words of the blind
// index and the tags of contacts. It follows from the customer's random secret by HKDF and is
// kept nowhere: with the key database and the key-encryption key it is found, without either it
// is sixteen random bytes, and once the secret is destroyed nobody can make it again. So nothing
// that holds it, in a backup of the data from the day before too, tells any more whose it was.
//
// The way back is a directory in memory, filled when it is first asked for. It is not on the
// disk because pages of an index leave traces of what was taken out of them.
const (
	aliasSize = 16
	aliasUse  = "candor alias 1"
)

// Alias gives the name under which a customer stands in indexes.
//
// ErrNoKey: there never was such a customer. ErrShredded: the alias went with the key.
func (k *Keyring) Alias(ctx context.Context, id candor.CustomerID) ([aliasSize]byte, error) {
	key, err := k.CustomerKey(ctx, id)
	if err != nil {
		return [aliasSize]byte{}, err
	}
	if key.shredded.Load() {
		return [aliasSize]byte{}, ErrShredded
	}
	return key.alias, nil
}

// ByAlias says who stands behind aliases. Those of nobody, and of customers who were erased, are
// not in the answer.
func (k *Keyring) ByAlias(ctx context.Context, aliases ...[aliasSize]byte) (map[[aliasSize]byte]candor.CustomerID, error) {
	found, err := k.places(ctx, aliases)
	if err != nil {
		return nil, err
	}
	out := make(map[[aliasSize]byte]candor.CustomerID, len(found))
	for _, p := range found {
		customer, alias, err := k.aliasAt(ctx, p.n)
		if err != nil {
			return nil, err
		}
		if customer != "" && alias == p.alias {
			out[alias] = customer
		}
	}
	return out, nil
}

// NewestByAlias gives at most limit of the customers behind aliases, those whose keys were made
// last first. It reads no more rows than it gives customers.
func (k *Keyring) NewestByAlias(ctx context.Context, limit int, aliases ...[aliasSize]byte) ([]candor.CustomerID, error) {
	found, err := k.places(ctx, aliases)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b place) int { return cmp.Compare(b.n, a.n) })
	out := make([]candor.CustomerID, 0, min(max(limit, 0), len(found)))
	for _, p := range found {
		if len(out) >= limit {
			break
		}
		customer, alias, err := k.aliasAt(ctx, p.n)
		if err != nil {
			return nil, err
		}
		if customer != "" && alias == p.alias {
			out = append(out, customer)
		}
	}
	return out, nil
}

// place is an alias and the row in which its customer may stand.
type place struct {
	alias [aliasSize]byte
	n     int64
}

// places finds the rows of aliases. Two customers whose aliases begin alike give two places.
func (k *Keyring) places(ctx context.Context, aliases [][aliasSize]byte) ([]place, error) {
	if len(aliases) == 0 {
		return nil, nil
	}
	k.aliases.mu.Lock()
	defer k.aliases.mu.Unlock()
	if err := k.catchUp(ctx); err != nil {
		return nil, failed(k.file, "read the directory of aliases", err)
	}
	var out []place
	for _, a := range aliases {
		begins := binary.BigEndian.Uint64(a[:])
		for _, list := range [...][]spot{k.aliases.old, k.aliases.recent} {
			i, _ := slices.BinarySearchFunc(list, spot{begins: begins}, compareSpots)
			for ; i < len(list) && list[i].begins == begins; i++ {
				out = append(out, place{a, list[i].n})
			}
		}
	}
	return out, nil
}

// aliasAt reads one row again: it may have been destroyed since the directory was filled. The
// customer is empty then.
func (k *Keyring) aliasAt(ctx context.Context, n int64) (candor.CustomerID, [aliasSize]byte, error) {
	const query = `SELECT customer, wrapped FROM customer_key WHERE n = $1`
	var customer string
	var wrapped []byte
	err := k.readers.QueryRowContext(ctx, query, n).Scan(&customer, &wrapped)
	if errors.Is(err, sql.ErrNoRows) || err == nil && isShredded(wrapped) {
		return "", [aliasSize]byte{}, nil
	}
	if err != nil {
		return "", [aliasSize]byte{}, failed(k.file, "read a customer's alias", err)
	}
	alias, err := k.aliasOf(customer, wrapped)
	return candor.CustomerID(customer), alias, err
}

func (k *Keyring) aliasOf(customer string, wrapped []byte) ([aliasSize]byte, error) {
	secret, err := k.master.unwrap("customer", customer, wrapped)
	if err != nil {
		return [aliasSize]byte{}, k.damaged("the key of customer " + customer + " was changed")
	}
	alias, err := hkdf.Key(sha256.New, secret, nil, aliasUse, aliasSize)
	if err != nil {
		return [aliasSize]byte{}, err
	}
	return [aliasSize]byte(alias), nil
}

// aliases is the directory: sixteen bytes for each customer, ordered by how the alias begins.
// What came since the last search stands apart, so that a search sorts little.
type aliases struct {
	mu     sync.Mutex
	old    []spot
	recent []spot
	upTo   int64 // the last row that was read
}

type spot struct {
	begins uint64 // the first eight bytes of an alias
	n      int64
}

func compareSpots(a, b spot) int { return cmp.Compare(a.begins, b.begins) }

// smallDirectory is how many newcomers stand apart in any case.
const smallDirectory = 1024

// catchUp reads who came since the last time. The caller holds the directory's lock.
func (k *Keyring) catchUp(ctx context.Context) error {
	const query = `SELECT n, customer, wrapped FROM customer_key WHERE n > $1 ORDER BY n`
	rows, err := k.readers.QueryContext(ctx, query, k.aliases.upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	d := &k.aliases
	defer d.settle()
	var n int64
	var customer string
	var wrapped sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&n, &customer, &wrapped); err != nil {
			return err
		}
		if !isShredded(wrapped) {
			// A damaged key opens nothing and so leads nowhere; Check tells of it.
			if alias, err := k.aliasOf(customer, wrapped); err == nil {
				d.recent = append(d.recent, spot{binary.BigEndian.Uint64(alias[:]), n})
			}
		}
		d.upTo = n
	}
	return rows.Err()
}

// settle orders the newcomers, and puts them with the others when they have become many.
func (d *aliases) settle() {
	if len(d.recent) > max(smallDirectory, len(d.old)/16) {
		d.old, d.recent = append(d.old, d.recent...), nil
		slices.SortFunc(d.old, compareSpots)
		return
	}
	slices.SortFunc(d.recent, compareSpots)
}

// forget takes a customer's row out of the directory: the memory of a running desk would else
// go on telling whose alias it was.
func (d *aliases) forget(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	is := func(s spot) bool { return s.n == n }
	d.old, d.recent = slices.DeleteFunc(d.old, is), slices.DeleteFunc(d.recent, is)
}

package keyring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"candor"
)

// KeyVariable is the environment variable that may hold the key-encryption key in place of a file.
const KeyVariable = "CANDOR_KEY"

// DefaultCache is how many customers' keys are kept ready when Options.Cache is zero.
const DefaultCache = 20_000

// Options say where the keys are.
type Options struct {
	File    string   // the key database
	KeyFile string   // the key-encryption key: 32 bytes in base64, readable by its owner only
	KeyText string   // the same as text, from KeyVariable; wins over KeyFile
	Cache   int      // how many keys to keep ready; DefaultCache when zero
	Data    []string // for Create: where one of these exists, no new keys are made
}

// Keyring holds the keys of one desk. Safe for concurrent use.
type Keyring struct {
	file    string
	master  master
	desk    map[string][]byte
	cache   *cache
	aliases aliases
	readers *sql.DB
	writer  *sql.DB

	pending sync.Mutex // guards queue
	queue   []*newcomer
	writing chan struct{} // holds one token while somebody commits
}

// Create makes the keys of a new desk and opens them. An existing key-encryption key is used
// as it is; without one, and without KeyText, a random one is made in KeyFile.
//
// It refuses, changing nothing, where a key database or any of Options.Data exists.
func Create(ctx context.Context, o Options) (*Keyring, error) {
	for _, name := range append([]string{o.File}, o.Data...) {
		if _, err := os.Lstat(name); err == nil {
			return nil, refuse(candor.CodeConflict, "error.keys_exist", name,
				"keyring: %s exists already, so this is not a new desk. Nothing was changed and no key was made. "+
					"Start the desk that is there, or choose an empty folder", name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, failed(name, "look for existing data", err)
		}
	}
	m, err := readMaster(o)
	if isMissing(err, o) {
		m, err = makeMasterFile(o.KeyFile)
	}
	if err != nil {
		return nil, err
	}
	if err := createFile(ctx, o.File, m); err != nil {
		return nil, err
	}
	return Open(ctx, o)
}

// isMissing reports whether the only thing wrong is that there is no key file yet.
func isMissing(err error, o Options) bool {
	return o.KeyFile != "" && errors.Is(err, &candor.Error{Code: candor.CodeInvalid, Key: "error.key_missing"})
}

// Open opens the keys of an existing desk. It changes nothing when it refuses.
func Open(ctx context.Context, o Options) (*Keyring, error) {
	if _, err := os.Stat(o.File); errors.Is(err, fs.ErrNotExist) {
		return nil, refuse(candor.CodeInvalid, "error.keys_missing", o.File,
			"keyring: the key database %s is missing. Nothing was changed and no new keys were made, because new keys cannot read old data. "+
				"Restore it from its backup; for a new desk run: candor init", o.File)
	} else if err != nil {
		return nil, failed(o.File, "look for the key database", err)
	}
	m, err := readMaster(o)
	if err != nil {
		return nil, err
	}
	if o.Cache <= 0 {
		o.Cache = DefaultCache
	}
	k := &Keyring{file: o.File, master: m, cache: newCache(o.Cache), writing: make(chan struct{}, 1)}
	if k.readers, err = openReaders(o.File); err != nil {
		return nil, err
	}
	if err := k.unlock(ctx); err != nil {
		k.Close()
		return nil, err
	}
	if k.writer, err = openWriter(o.File); err != nil {
		k.Close()
		return nil, err
	}
	return k, nil
}

// Close lets go of the files. Keys given out before go on working.
func (k *Keyring) Close() error {
	var errs []error
	for _, db := range []*sql.DB{k.writer, k.readers} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return failed(k.file, "close", errors.Join(errs...))
}

// Format keeps keys out of every print.
func (k *Keyring) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// LedgerSeed is the 32-byte Ed25519 seed with which the ledger is signed.
func (k *Keyring) LedgerSeed() []byte { return k.deskKey(ledgerSeed) }

// SessionKey is the 32-byte secret of cookies and sign-in tokens.
func (k *Keyring) SessionKey() []byte { return k.deskKey(sessionKey) }

// IndexKey is the 32-byte key of the blind index over sealed messages.
func (k *Keyring) IndexKey() []byte { return k.deskKey(indexKey) }

func (k *Keyring) deskKey(name string) []byte {
	return append([]byte(nil), k.desk[name]...)
}

// The desk's own keys. Each is made by Create and must be there at every Open.
const (
	ledgerSeed = "ledger-seed"
	sessionKey = "session"
	indexKey   = "blind-index"
)

func deskKeyNames() []string { return []string{ledgerSeed, sessionKey, indexKey} }

// checkText is what the key check holds: it opens only with the key that sealed it.
const checkText = "candor: the right key-encrypting"

// unlock proves that the key-encryption key is the right one and takes out the desk's keys.
func (k *Keyring) unlock(ctx context.Context) error {
	if err := checkSchema(ctx, k.readers, k.file); err != nil {
		return err
	}
	const check = `SELECT sealed FROM key_check WHERE id = 1`
	var sealed []byte
	if err := k.readers.QueryRowContext(ctx, check).Scan(&sealed); errors.Is(err, sql.ErrNoRows) {
		return k.damaged("it has no key check")
	} else if err != nil {
		return failed(k.file, "read the key check", err)
	}
	if text, err := k.master.unwrap("check", "", sealed); err != nil || string(text) != checkText {
		return refuse(candor.CodeInvalid, "error.key_wrong", k.file,
			"keyring: the key-encryption key is not the one that %s was made with. Nothing was changed. "+
				"Use the key file that belongs to this desk, or restore the key database that belongs to this key", k.file)
	}
	k.desk = make(map[string][]byte)
	for _, name := range deskKeyNames() {
		const query = `SELECT wrapped FROM desk_key WHERE name = $1`
		var wrapped []byte
		if err := k.readers.QueryRowContext(ctx, query, name).Scan(&wrapped); errors.Is(err, sql.ErrNoRows) {
			return k.damaged("the desk's own key " + name + " is missing")
		} else if err != nil {
			return failed(k.file, "read the desk's keys", err)
		}
		key, err := k.master.unwrap("desk", name, wrapped)
		if err != nil {
			return k.damaged("the desk's own key " + name + " was changed")
		}
		k.desk[name] = key
	}
	return nil
}

func (k *Keyring) damaged(what string) error {
	return refuse(candor.CodeInternal, "error.keys_damaged", k.file,
		"keyring: %s is damaged: %s. Nothing was changed. Restore it from its backup", k.file, what)
}

// Check reads the whole key database and tries every key. It gives the number of customers
// who have one.
func (k *Keyring) Check(ctx context.Context) (customers int, err error) {
	var found string
	if err := k.readers.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil {
		return 0, failed(k.file, "check", err)
	}
	if found != "ok" {
		return 0, k.damaged("its pages do not fit together")
	}
	if err := k.unlock(ctx); err != nil {
		return 0, err
	}
	rows, err := k.readers.QueryContext(ctx, `SELECT customer, wrapped FROM customer_key ORDER BY n`)
	if err != nil {
		return 0, failed(k.file, "check customers' keys", err)
	}
	defer rows.Close()
	for rows.Next() {
		var customer string
		var wrapped []byte
		if err := rows.Scan(&customer, &wrapped); err != nil {
			return 0, failed(k.file, "check customers' keys", err)
		}
		if isShredded(wrapped) {
			continue
		}
		if _, err := k.master.unwrap("customer", customer, wrapped); err != nil {
			return customers, k.damaged("the key of customer " + customer + " was changed")
		}
		customers++
	}
	return customers, failed(k.file, "check customers' keys", rows.Err())
}

// Backup writes a copy of the key database, still wrapped, to a new file that only its owner
// may read. It never overwrites. Keep it apart from the data's backups and for a short time
// only: a customer who is erased lives on in it.
func (k *Keyring) Backup(ctx context.Context, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return refuse(candor.CodeConflict, "error.file_exists", name,
			"keyring: %s exists already. It was left as it is. Choose another name", name)
	}
	return copyFile(ctx, k.file, name)
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"

	"candor"
)

// Store is the desk's database. Safe for concurrent use.
type Store struct {
	o         Options
	readers   *sql.DB
	prepared  sync.Map // query text → *sql.Stmt of readers
	writer    *writer  // nil when read-only
	committed atomic.Pointer[func([]candor.Event)]
	glance    glance
	sittings  sittings
	closing   sync.Once
	closed    error
}

// Open opens the database, brings its tables up to date and takes up the ledger where it ended.
//
// Every refusal is a candor.Error with one of these keys, and leaves the file as it was:
// error.store_missing, error.store_read_only, error.store_locked, error.disk_full,
// error.store_damaged, error.store_newer, error.ledger_damaged.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.withDefaults()
	if !o.ReadOnly && (o.Keys == nil || o.Signer == nil) {
		return nil, errors.New("store: open: keys and a signer are needed")
	}
	if err := prepareFile(o); err != nil {
		return nil, err
	}
	s := &Store{o: o}
	var err error
	if s.readers, err = openPool(o, o.Readers, true); err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepareFile makes an empty file that only its owner may read, where that is asked for.
// SQLite gives its side files the same mode.
func prepareFile(o Options) error {
	_, err := os.Stat(o.Path)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return failed(o.Path, "look for the database", err)
	}
	if !o.Create || o.ReadOnly {
		return refuse(candor.CodeInvalid, "error.store_missing", o.Path,
			"store: the database %s is missing. Nothing was changed and no empty one was made. "+
				"Restore it from its backup; for a new desk run: candor init", o.Path)
	}
	f, err := os.OpenFile(o.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return failed(o.Path, "make the database", err)
	}
	return failed(o.Path, "make the database", f.Close())
}

func (s *Store) start(ctx context.Context) error {
	// Looked at by a connection that cannot write: what is refused stays as it is.
	if err := checkVersion(ctx, s.readers, s.o.Path, s.o.Create && !s.o.ReadOnly); err != nil || s.o.ReadOnly {
		return err
	}
	if err := migrate(ctx, s.o); err != nil {
		return err
	}
	w, err := startWriter(ctx, s)
	if err != nil {
		return err
	}
	s.writer = w
	// What was erased stays erased, also in a copy from before. Nobody can read it whatever comes of
	// this, and it is tried again, so the desk opens all the same.
	if _, err := s.Resume(ctx); err != nil {
		s.o.Log.Warn("store: erasures could not be finished", "err", err)
	}
	return ctx.Err()
}

// Close finishes what is being written and lets go of the file. Calls that come later are
// refused with error.stopping. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() {
		var errs []error
		if s.writer != nil {
			errs = append(errs, s.writer.close())
		}
		s.prepared.Range(func(_, st any) bool {
			errs = append(errs, st.(*sql.Stmt).Close())
			return true
		})
		errs = append(errs, s.readers.Close())
		s.closed = failed(s.o.Path, "close", errors.Join(errs...))
	})
	return s.closed
}

// OnCommit names who is told of committed events: after the commit, in the order of Seq, by
// the goroutine that writes. It must not block. Only the last one named is told.
func (s *Store) OnCommit(publish func([]candor.Event)) { s.committed.Store(&publish) }

// Path is where the database file is.
func (s *Store) Path() string { return s.o.Path }

// Size is how much room the database takes on the disk, in bytes.
func (s *Store) Size() (int64, error) {
	var total int64
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(s.o.Path + suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err != nil {
			return 0, failed(s.o.Path, "measure", err)
		}
		total += info.Size()
	}
	return total, nil
}

// statement gives the prepared form of a query for readers.
func (s *Store) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.prepared.Load(query); ok {
		return st.(*sql.Stmt), nil
	}
	st, err := s.readers.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if other, ok := s.prepared.LoadOrStore(query, st); ok {
		st.Close()
		return other.(*sql.Stmt), nil
	}
	return st, nil
}

// row reads one row into dest. A read by key takes microseconds, so an end of ctx is looked at
// before it and not during it: watching would cost half as much again.
func (s *Store) row(ctx context.Context, query string, args []any, dest ...any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	st, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(ctx, args...).Scan(dest...)
}

// rows reads rows until visit returns an error.
func (s *Store) rows(ctx context.Context, query string, args []any, visit func(*sql.Rows) error) (err error) {
	st, err := s.statement(ctx, query)
	if err != nil {
		return err
	}
	return each(ctx, st, args, visit)
}

func each(ctx context.Context, st *sql.Stmt, args []any, visit func(*sql.Rows) error) (err error) {
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Store) fail(doing string, err error) error { return failed(s.o.Path, doing, err) }

func (s *Store) damaged(format string, args ...any) error {
	return refuse(candor.CodeInternal, "error.store_damaged", s.o.Path,
		"store: %s is damaged: %s. Nothing was changed. Run: candor doctor, and restore it from its backup", s.o.Path, fmt.Sprintf(format, args...))
}

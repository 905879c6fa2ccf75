package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"candor"
	"candor/ledger"
)

// largestBatch is how many writes share one transaction at most.
const largestBatch = 256

// write is one caller's function on its way to the writer.
type write struct {
	run   func(*Tx) error
	state atomic.Int32
	err   error
	done  chan struct{}
}

// The states of a write.
const (
	queued    = iota
	taken     // the writer has it and will finish it
	abandoned // the caller left before that; it is never run
)

// writer owns the one connection that writes.
type writer struct {
	s          *Store
	db         *sql.DB
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	queue      chan *write
	stop       chan struct{}
	finished   chan struct{}

	// What is committed, as this process knows it; compared with the head row at each start.
	tree ledger.Tree
	seq  int64
	kept time.Time // of the newest permanent checkpoint
}

func startWriter(ctx context.Context, s *Store) (*writer, error) {
	db, err := openPool(s.o, 1, false)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(s.fail("open for writing", err), db.Close())
	}
	w := &writer{
		s: s, db: db, conn: conn, statements: make(map[string]*sql.Stmt),
		queue: make(chan *write, 4*largestBatch), stop: make(chan struct{}), finished: make(chan struct{}),
	}
	if err := w.takeUp(); err != nil {
		return nil, errors.Join(err, w.letGo())
	}
	go w.loop()
	return w, nil
}

// write runs a function in the writer's next transaction and waits until that is durable.
//
// The function looks before it writes: when it refuses, it has changed nothing and the others
// in the transaction go on. It may be run a second time, so it must not keep what it worked out
// the first time. When ctx ends before the writer has taken the function, it is never run;
// afterwards the outcome is always told.
func (s *Store) write(ctx context.Context, run func(*Tx) error) error {
	if s.writer == nil {
		return errReadOnly
	}
	return s.writer.submit(ctx, run)
}

func (w *writer) submit(ctx context.Context, run func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &write{run: run, done: make(chan struct{})}
	select {
	case <-w.stop:
		return errStopping
	default:
	}
	select {
	case w.queue <- j:
	case <-w.stop:
		return errStopping
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		if j.state.CompareAndSwap(queued, abandoned) {
			return ctx.Err()
		}
	case <-w.finished:
		if j.state.CompareAndSwap(queued, abandoned) {
			return errStopping
		}
	}
	<-j.done
	return j.err
}

// close finishes what is queued and ends the writer.
func (w *writer) close() error {
	close(w.stop)
	<-w.finished
	return w.letGo()
}

func (w *writer) letGo() error {
	var errs []error
	for _, st := range w.statements {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close())...)
}

func (w *writer) loop() {
	defer close(w.finished)
	batch := make([]*write, 0, largestBatch)
	for {
		batch = batch[:0]
		select {
		case j := <-w.queue:
			batch = append(batch, j)
		case <-w.stop:
			select {
			case j := <-w.queue:
				batch = append(batch, j)
			default:
				return
			}
		}
		batch = w.gather(batch)
		w.commit(batch)
		clear(batch)
	}
}

// gather takes whoever else waits already, and leaves out those who gave up.
func (w *writer) gather(batch []*write) []*write {
	for len(batch) < largestBatch {
		select {
		case j := <-w.queue:
			batch = append(batch, j)
			continue
		default:
		}
		break
	}
	live := batch[:0]
	for _, j := range batch {
		if j.state.CompareAndSwap(queued, taken) {
			live = append(live, j)
		}
	}
	return live
}

// commit runs the batch in one transaction. When one of it fails halfway through its writing, the
// transaction is undone and each is run again in one of its own.
func (w *writer) commit(batch []*write) {
	if len(batch) == 0 {
		return
	}
	if w.attempt(batch) {
		return
	}
	for i := range batch {
		w.attempt(batch[i : i+1])
	}
}

// attempt runs writes in one transaction and tells their callers. It reports false, with nothing
// done and nobody told, when one of several failed after it had written.
func (w *writer) attempt(batch []*write) bool {
	tx, err := w.begin()
	if err != nil {
		finish(batch, w.s.fail("begin to write", err))
		return true
	}
	for _, j := range batch {
		before := tx.writes
		j.err = w.s.fail("write", w.contain(j.run, tx))
		if j.err == nil || tx.writes == before {
			continue
		}
		w.rollback()
		if len(batch) > 1 {
			return false
		}
		finish(batch, nil)
		return true
	}
	if tx.writes == 0 {
		w.rollback()
		finish(batch, nil)
		return true
	}
	if err := tx.end(); err != nil {
		w.rollback()
		finish(batch, w.s.fail("commit", err))
		return true
	}
	w.tree, w.seq = tx.tree, tx.seq
	if tx.checkpoint {
		w.kept = tx.at
	}
	w.s.glance.changed(tx)
	finish(batch, nil)
	w.publish(tx.events)
	return true
}

// finish wakes the callers. An error is for all who have none of their own.
func finish(batch []*write, err error) {
	for _, j := range batch {
		if j.err == nil {
			j.err = err
		}
		close(j.done)
	}
}

// contain runs a caller's function. A panic in it is the caller's error, not the store's end.
func (w *writer) contain(run func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		w.s.o.Log.Error("store: a write panicked", "panic", panicText(r), "stack", string(debug.Stack()))
		tx.writes++ // whatever it did is undone
		err = candor.Fail(candor.CodeInternal, "error.internal", fmt.Errorf("store: a write panicked: %s", panicText(r)))
	}()
	return run(tx)
}

// publish tells of committed events. Whoever is told cannot harm the writer.
func (w *writer) publish(events []candor.Event) {
	told := w.s.committed.Load()
	if told == nil || len(events) == 0 {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			w.s.o.Log.Error("store: publishing events panicked", "panic", panicText(r), "stack", string(debug.Stack()))
		}
	}()
	(*told)(events)
}

// panicText names a panic without repeating a value that may hold somebody's words.
func panicText(r any) string {
	if err, ok := r.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", r)
}

func (w *writer) begin() (*Tx, error) {
	if _, err := w.exec(`BEGIN IMMEDIATE`); err != nil {
		return nil, err
	}
	if err := w.catchUp(); err != nil {
		w.rollback()
		return nil, err
	}
	return &Tx{w: w, tree: w.tree, seq: w.seq, at: w.s.o.Now()}, nil
}

func (w *writer) rollback() {
	if _, err := w.exec(`ROLLBACK`); err != nil {
		// SQLite ends a transaction by itself after some failures, such as a full disk.
		w.s.o.Log.Debug("store: roll back", "err", err)
	}
}

// The writer's statements do not watch a context: each takes microseconds, and what is begun
// for one caller is shared by others.
func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	st, err := w.statement(query)
	if err != nil {
		return nil, err
	}
	return st.Exec(args...)
}

func (w *writer) statement(query string) (*sql.Stmt, error) {
	if st := w.statements[query]; st != nil {
		return st, nil
	}
	st, err := w.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	w.statements[query] = st
	return st, nil
}

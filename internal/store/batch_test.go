package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
)

var errRefused = errors.New("refused")

const putSetting = `INSERT INTO setting (name, value, at, changed) VALUES ($1, 'x', 0, 'test')`

// together hands functions to the writer so that they share one transaction: a first one holds
// the writer until the others wait.
func together(t *testing.T, s *store.Store, runs ...func(*store.Tx) error) []error {
	t.Helper()
	holding, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	errs := make([]error, len(runs))
	var wg sync.WaitGroup
	wg.Go(func() {
		s.Write(context.Background(), func(*store.Tx) error {
			once.Do(func() { close(holding) })
			<-release
			return nil
		})
	})
	<-holding
	for i, run := range runs {
		wg.Go(func() { errs[i] = s.Write(context.Background(), run) })
		time.Sleep(2 * time.Millisecond) // so that they queue in this order
	}
	close(release)
	wg.Wait()
	return errs
}

func has(t *testing.T, s *store.Store, name string) bool {
	t.Helper()
	_, ok, err := s.Setting(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func put(name string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return tx.Exec(putSetting, name) }
}

func TestAWriteThatRefusesLeavesTheOthersInOneTransaction(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	var runs atomic.Int64
	counted := func(name string) func(*store.Tx) error {
		return func(tx *store.Tx) error { runs.Add(1); return tx.Exec(putSetting, name) }
	}
	errs := together(t, s, counted("a"), func(*store.Tx) error { return errRefused }, counted("b"))
	if errs[0] != nil || !errors.Is(errs[1], errRefused) || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
	if !has(t, s, "a") || !has(t, s, "b") || runs.Load() != 2 {
		t.Errorf("a %v, b %v, %d runs", has(t, s, "a"), has(t, s, "b"), runs.Load())
	}
}

func TestAWriteThatFailsHalfwayIsUndoneAlone(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	var published []candor.Event
	s.OnCommit(func(e []candor.Event) { published = append(published, e...) })
	entry := ledger.Entry{At: time.Now(), Kind: ledger.KindStart, Actor: "test"}
	record := func(name string, fail error) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			if err := errors.Join(tx.Exec(putSetting, name), tx.Record(entry), tx.Emit("con_1")); err != nil {
				return err
			}
			return fail
		}
	}
	errs := together(t, s, record("a", nil), record("bad", errRefused), record("b", nil))
	if errs[0] != nil || !errors.Is(errs[1], errRefused) || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
	if !has(t, s, "a") || has(t, s, "bad") || !has(t, s, "b") {
		t.Error("the wrong writes are there")
	}
	if err := s.Close(); err != nil { // and with it the publishing
		t.Fatal(err)
	}
	if len(published) != 2 || published[0].Seq != 1 || published[1].Seq != 2 {
		t.Errorf("published %+v", published)
	}
	s = d.again(t)
	report, err := s.VerifyLedger(t.Context(), d.signer.Verifier())
	if err != nil || report.Fault != nil || report.Entries != 2 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAPanickingWriteIsContained(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	errs := together(t, s, put("a"), func(tx *store.Tx) error {
		if err := tx.Exec(putSetting, "bad"); err != nil {
			return err
		}
		panic("words of a customer")
	}, put("b"))
	if errs[0] != nil || candor.CodeOf(errs[1]) != candor.CodeInternal || errs[1] == nil || errs[2] != nil {
		t.Errorf("got %v", errs)
	}
	if strings.Contains(fmt.Sprint(errs[1]), "customer") {
		t.Errorf("the error repeats what was panicked with: %v", errs[1])
	}
	if !has(t, s, "a") || has(t, s, "bad") || !has(t, s, "b") {
		t.Error("the wrong writes are there")
	}
}

func TestABrokenConstraintIsOneCallersError(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	errs := together(t, s, put("a"), put("a"), put("b"))
	failed := 0
	for _, err := range errs {
		if err != nil {
			failed++
		}
	}
	if failed != 1 || !has(t, s, "a") || !has(t, s, "b") {
		t.Errorf("got %v", errs)
	}
}

func TestACallerWhoLeavesInTimeIsNotServed(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	holding, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		s.Write(context.Background(), func(*store.Tx) error { close(holding); <-release; return nil })
	})
	<-holding
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- s.Write(ctx, put("left")) }()
	time.Sleep(20 * time.Millisecond)
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	close(release)
	wg.Wait()
	if err := s.Write(t.Context(), put("after")); err != nil {
		t.Fatal(err)
	}
	if has(t, s, "left") {
		t.Error("a write whose caller was told that it did not happen happened")
	}
}

func TestCheckpointsAreKeptEveryTenThousandEntries(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	entry := ledger.Entry{At: time.Now(), Kind: ledger.KindStart, Actor: "test"}
	for range 5 {
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			for range store.KeepEvery/2 - 1 {
				if err := tx.Record(entry); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	kept, err := s.Checkpoints(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 4 { // empty, past 10,000, past 20,000, the head
		t.Errorf("%d checkpoints", len(kept))
	}
	report, err := s.VerifyLedger(t.Context(), d.signer.Verifier())
	if err != nil || report.Fault != nil || report.Checkpoints != 4 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestCheckpointsAreKeptEveryHour(t *testing.T) {
	t.Parallel()
	var clock atomic.Int64
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	s, _ := openWith(t, func(o *store.Options) {
		o.Now = func() time.Time { return start.Add(time.Duration(clock.Load())) }
	})
	for _, minutes := range []int{10, 59, 61, 70, 120, 122} {
		clock.Store(int64(time.Duration(minutes) * time.Minute))
		if err := s.Record(t.Context(), ledger.Entry{At: start, Kind: ledger.KindStart, Actor: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := s.Checkpoints(t.Context())
	if err != nil || len(kept) != 4 { // empty, 61 minutes, 122 minutes, the head
		t.Errorf("%d checkpoints, %v", len(kept), err)
	}
}

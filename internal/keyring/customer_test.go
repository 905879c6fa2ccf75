package keyring_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"candor"
	"candor/internal/keyring"
)

func TestCustomersHaveKeysOfTheirOwn(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	a, b := newCustomer(t, k), newCustomer(t, k)
	sealed, err := k.Seal(t.Context(), a, "message", "msg_1", []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Open(t.Context(), b, "message", "msg_1", sealed); !errors.Is(err, keyring.ErrUnreadable) {
		t.Errorf("another customer's key: %v", err)
	}
	saltA, errA := k.Salt(t.Context(), a)
	saltB, errB := k.Salt(t.Context(), b)
	if errA != nil || errB != nil || saltA == saltB || saltA == [32]byte{} {
		t.Errorf("salts %v %v", errA, errB)
	}
}

func TestACustomerKeepsTheFirstKey(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	id := newCustomer(t, k)
	sealed, err := k.Seal(t.Context(), id, "message", "msg_1", []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := k.NewCustomer(context.Background(), id); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := k.Open(t.Context(), id, "message", "msg_1", sealed); err != nil {
		t.Error(err)
	}
}

func TestUnknownCustomersHaveNoKey(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	if _, err := k.CustomerKey(t.Context(), candor.NewCustomerID()); !errors.Is(err, keyring.ErrNoKey) {
		t.Errorf("got %v", err)
	}
	if err := k.NewCustomer(t.Context(), ""); !errors.Is(err, keyring.ErrNoKey) {
		t.Errorf("a customer without an id: %v", err)
	}
	if err := k.Shred(t.Context(), candor.NewCustomerID()); !errors.Is(err, keyring.ErrNoKey) {
		t.Errorf("shred: %v", err)
	}
}

func TestAnAbandonedCallMakesNoKey(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	id := candor.NewCustomerID()
	if err := k.NewCustomer(ctx, id); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := k.CustomerKey(t.Context(), id); !errors.Is(err, keyring.ErrNoKey) {
		t.Errorf("got %v", err)
	}
}

// The write-ahead log grows by at least one page for each commit, so its size counts commits.
func TestNewCustomersAtOneTimeShareOneWrite(t *testing.T) {
	t.Parallel()
	const customers = 128
	grown := func(together bool) int64 {
		o := folder(t)
		k := create(t, o)
		newCustomer(t, k)
		before := size(t, o.File+"-wal")
		var wg sync.WaitGroup
		for range customers {
			if !together {
				newCustomer(t, k)
				continue
			}
			wg.Go(func() {
				if err := k.NewCustomer(context.Background(), candor.NewCustomerID()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, err := k.Check(t.Context()); err != nil || n != customers+1 {
			t.Errorf("%d keys, %v", n, err)
		}
		return size(t, o.File+"-wal") - before
	}
	apart, together := grown(false), grown(true)
	if together > apart*3/4 {
		t.Errorf("together wrote %d bytes, one by one %d", together, apart)
	}
}

func size(t *testing.T, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestCacheIsBoundedAndKeepsWhatIsUsed(t *testing.T) {
	t.Parallel()
	o := folder(t)
	o.Cache = 10
	k := create(t, o)
	first := newCustomer(t, k)
	used, err := k.CustomerKey(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	var ids []candor.CustomerID
	for range 50 {
		ids = append(ids, newCustomer(t, k))
		if again, err := k.CustomerKey(t.Context(), first); err != nil || again != used {
			t.Fatalf("the key that is used all the time was let go: %v", err)
		}
	}
	for _, id := range ids {
		key, err := k.CustomerKey(t.Context(), id)
		if err != nil || key.Customer() != id {
			t.Fatalf("a key that was let go does not come back: %v", err)
		}
	}
}

func TestCachedKeyCostsLittle(t *testing.T) {
	const keys = 2000
	k := create(t, folder(t))
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range keys {
		newCustomer(t, k)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := int64(after.HeapAlloc-before.HeapAlloc) / keys
	t.Logf("%d bytes each with the cipher", each)
	if each > 300+1100 {
		t.Errorf("a cached key costs %d bytes with its cipher", each)
	}
	runtime.KeepAlive(k)
}

func TestShreddedCustomersAreUnreadable(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	id, other := newCustomer(t, k), newCustomer(t, k)
	key, err := k.CustomerKey(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	sealed := key.Seal("message", "msg_1", []byte("hello"))
	if err := k.Shred(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := key.Open("message", "msg_1", sealed); !errors.Is(err, keyring.ErrShredded) {
		t.Errorf("a key that was held before still opens: %v", err)
	}
	for range 2 {
		if _, err := k.CustomerKey(t.Context(), id); !errors.Is(err, keyring.ErrShredded) {
			t.Errorf("got %v", err)
		}
		if err := k.NewCustomer(t.Context(), id); !errors.Is(err, keyring.ErrShredded) {
			t.Errorf("a second key was made: %v", err)
		}
		if at, ok, err := k.Shredded(t.Context(), id); err != nil || !ok || at.IsZero() {
			t.Errorf("the mark: %v %v %v", at, ok, err)
		}
		if err := k.Shred(t.Context(), id); err != nil {
			t.Errorf("again: %v", err)
		}
		if _, err := k.CustomerKey(t.Context(), other); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		k.Close()
		k = open(t, o)
	}
	if _, ok, err := k.Shredded(t.Context(), other); ok || err != nil {
		t.Errorf("somebody else's mark: %v", err)
	}
}

// Nothing of a destroyed key is left in any file, wrapped or not, however the pages were used.
func TestShredLeavesNoTraceInTheFiles(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	var ids []candor.CustomerID
	for range 400 {
		ids = append(ids, newCustomer(t, k))
	}
	wrapped := wrappedKeys(t, o.File)
	if len(wrapped) != len(ids) {
		t.Fatalf("%d wrapped keys", len(wrapped))
	}
	traces := func(ids []candor.CustomerID) (n int) {
		files, err := filepath.Glob(o.File + "*")
		if err != nil {
			t.Fatal(err)
		}
		var all []byte
		for _, name := range files {
			all = append(all, read(t, name)...)
		}
		for _, id := range ids {
			if bytes.Contains(all, wrapped[id]) {
				n++
			}
		}
		return n
	}
	if n := traces(ids); n != len(ids) {
		t.Fatalf("the premise: only %d of %d keys can be seen in the files", n, len(ids))
	}
	for i, id := range ids[:150] {
		if i%3 == 0 {
			newCustomer(t, k)
		}
		if err := k.Shred(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if n := traces(ids[:150]); n != 0 {
		t.Errorf("%d of 150 destroyed keys can still be seen", n)
	}
	if n := traces(ids[150:]); n != 250 {
		t.Errorf("%d of the other 250 keys are there", n)
	}
	if n, err := k.Check(t.Context()); err != nil || n != 300 {
		t.Errorf("%d keys left, %v", n, err)
	}
}

func wrappedKeys(t *testing.T, name string) map[candor.CustomerID][]byte {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT customer, wrapped FROM customer_key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[candor.CustomerID][]byte{}
	for rows.Next() {
		var id candor.CustomerID
		var b []byte
		if err := rows.Scan(&id, &b); err != nil {
			t.Fatal(err)
		}
		out[id] = b
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestKeysOfTwoCustomersCannotBeExchangedInTheFile(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	a, b := newCustomer(t, k), newCustomer(t, k)
	k.Close()
	wrapped := wrappedKeys(t, o.File)
	db, err := sql.Open("sqlite", "file:"+o.File)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE customer_key SET wrapped = $1 WHERE customer = $2`, wrapped[a], b); err != nil {
		t.Fatal(err)
	}
	db.Close()
	k = open(t, o)
	if _, err := k.CustomerKey(t.Context(), a); err != nil {
		t.Error(err)
	}
	damaged := &candor.Error{Code: candor.CodeInternal, Key: "error.keys_damaged"}
	if _, err := k.CustomerKey(t.Context(), b); !errors.Is(err, damaged) {
		t.Errorf("got %v", err)
	}
	if _, err := k.Check(t.Context()); !errors.Is(err, damaged) {
		t.Errorf("check: %v", err)
	}
}

func TestShredWinsOverReaders(t *testing.T) {
	t.Parallel()
	o := folder(t)
	o.Cache = 4
	k := create(t, o)
	for range 30 {
		id := newCustomer(t, k)
		for range 6 {
			newCustomer(t, k) // pushes the key out of the cache
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 5 {
					if _, err := k.CustomerKey(context.Background(), id); err != nil && !errors.Is(err, keyring.ErrShredded) {
						t.Error(err)
					}
				}
			})
		}
		if err := k.Shred(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if _, err := k.CustomerKey(t.Context(), id); !errors.Is(err, keyring.ErrShredded) {
			t.Fatalf("after Shred returned: %v", err)
		}
		wg.Wait()
		if _, err := k.CustomerKey(t.Context(), id); !errors.Is(err, keyring.ErrShredded) {
			t.Fatalf("a reader put the key back: %v", err)
		}
	}
}

func TestBackupRestoresAndNeverOverwrites(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	id := newCustomer(t, k)
	sealed, err := k.Seal(t.Context(), id, "message", "msg_1", []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "copy of keys?.db")
	if err := k.Backup(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	before := read(t, name)
	if err := k.Backup(t.Context(), name); !errors.Is(err, &candor.Error{Code: candor.CodeConflict, Key: "error.file_exists"}) {
		t.Errorf("got %v", err)
	}
	if read(t, name) != before {
		t.Error("the first copy was changed")
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(name)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
	restored := open(t, keyring.Options{File: name, KeyFile: o.KeyFile})
	if plain, err := restored.Open(t.Context(), id, "message", "msg_1", sealed); err != nil || string(plain) != "hello" {
		t.Errorf("got %q, %v", plain, err)
	}
	if err := k.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder")); err == nil {
		t.Error("a copy was made in a folder that is not there")
	}
}

func BenchmarkNewCustomer(b *testing.B) {
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			k := create(b, folder(b))
			b.SetParallelism(callers / runtime.GOMAXPROCS(0))
			if callers == 1 {
				for b.Loop() {
					newCustomer(b, k)
				}
				return
			}
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := k.NewCustomer(context.Background(), candor.NewCustomerID()); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

func BenchmarkSealThroughCache(b *testing.B) {
	k := create(b, folder(b))
	id := newCustomer(b, k)
	body := bytes.Repeat([]byte("x"), 200)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := k.Seal(context.Background(), id, "message", "msg_1", body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCustomerKeyFromDisk(b *testing.B) {
	o := folder(b)
	o.Cache = 1
	k := create(b, o)
	ids := []candor.CustomerID{newCustomer(b, k), newCustomer(b, k)}
	n := 0
	for b.Loop() {
		n++
		if _, err := k.CustomerKey(context.Background(), ids[n%2]); err != nil {
			b.Fatal(err)
		}
	}
}

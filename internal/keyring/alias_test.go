package keyring_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"candor"
	"candor/internal/keyring"

	"github.com/google/go-cmp/cmp"
)

func alias(t testing.TB, k *keyring.Keyring, id candor.CustomerID) [16]byte {
	t.Helper()
	a, err := k.Alias(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAliasLeadsBackToItsCustomer(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	want := map[[16]byte]candor.CustomerID{}
	var asked [][16]byte
	for range 3000 { // more than stand apart, so both parts of the directory are asked
		id := newCustomer(t, k)
		a := alias(t, k, id)
		if a == [16]byte{} {
			t.Fatal("an empty alias")
		}
		want[a] = id
		asked = append(asked, a)
		if len(asked)%1100 == 0 {
			if _, err := k.ByAlias(t.Context(), asked[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(want) != 3000 {
		t.Fatalf("%d different aliases of 3000", len(want))
	}
	asked = append(asked, [16]byte{1}, [16]byte{})
	for range 2 {
		got, err := k.ByAlias(t.Context(), asked...)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Fatalf("%v %s", err, d)
		}
		k.Close()
		k = open(t, o) // the aliases outlive the program
	}
	if got, err := k.ByAlias(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("no alias: %v %v", got, err)
	}
}

func TestTheNewestCustomersComeFirst(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	var ids []candor.CustomerID
	var asked [][16]byte
	for range 40 {
		ids = append(ids, newCustomer(t, k))
		asked = append(asked, alias(t, k, ids[len(ids)-1]))
	}
	slices.SortFunc(asked, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	if err := k.Shred(t.Context(), ids[38]); err != nil {
		t.Fatal(err)
	}
	got, err := k.NewestByAlias(t.Context(), 3, asked...)
	if d := cmp.Diff([]candor.CustomerID{ids[39], ids[37], ids[36]}, got); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
	if got, err := k.NewestByAlias(t.Context(), 0, asked...); len(got) != 0 || err != nil {
		t.Errorf("a limit of nobody: %v %v", got, err)
	}
}

func TestAnAliasGoesWithTheKey(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"directory empty", "directory filled"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := folder(t)
			k := create(t, o)
			id, other := newCustomer(t, k), newCustomer(t, k)
			gone, stays := alias(t, k, id), alias(t, k, other)
			if name == "directory filled" {
				if got, err := k.ByAlias(t.Context(), gone, stays); len(got) != 2 || err != nil {
					t.Fatalf("the premise: %v %v", got, err)
				}
			}
			if err := k.Shred(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, err := k.Alias(t.Context(), id); !errors.Is(err, keyring.ErrShredded) {
					t.Errorf("got %v", err)
				}
				got, err := k.ByAlias(t.Context(), gone, stays)
				if d := cmp.Diff(map[[16]byte]candor.CustomerID{stays: other}, got); d != "" || err != nil {
					t.Errorf("%v %s", err, d)
				}
				k.Close()
				k = open(t, o)
			}
		})
	}
}

func TestNobodyHasAnAliasWithoutAKey(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	if _, err := k.Alias(t.Context(), candor.NewCustomerID()); !errors.Is(err, keyring.ErrNoKey) {
		t.Errorf("got %v", err)
	}
}

// Neither the alias nor half of it stands in any file of the keyring.
func TestAliasesAreInNoFile(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	a := alias(t, k, newCustomer(t, k))
	if _, err := k.ByAlias(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(o.File), "*"))
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		for _, part := range [][]byte{a[:8], a[8:]} {
			if bytes.Contains([]byte(read(t, name)), part) {
				t.Errorf("the alias can be seen in %s", name)
			}
		}
	}
}

func TestAliasesAreFoundWhileCustomersComeAndGo(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	id := newCustomer(t, k)
	a := alias(t, k, id)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				other := candor.NewCustomerID()
				if err := k.NewCustomer(context.Background(), other); err != nil {
					t.Error(err)
					return
				}
				b, err := k.Alias(context.Background(), other)
				if err != nil {
					t.Error(err)
					return
				}
				got, err := k.ByAlias(context.Background(), a, b)
				if err != nil || got[a] != id || got[b] != other {
					t.Errorf("%v %v", got, err)
				}
				if err := k.Shred(context.Background(), other); err != nil {
					t.Error(err)
				}
				if got, err := k.ByAlias(context.Background(), b); err != nil || len(got) != 0 {
					t.Errorf("after Shred returned: %v %v", got, err)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkByAlias resolves 200 of 20,000 customers, as a search does.
func BenchmarkByAlias(b *testing.B) {
	o := folder(b)
	k := create(b, o)
	var wg sync.WaitGroup
	ids := make([]candor.CustomerID, 20_000)
	for part := range 64 {
		wg.Go(func() {
			for i := part; i < len(ids); i += 64 {
				ids[i] = candor.NewCustomerID()
				if err := k.NewCustomer(context.Background(), ids[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var asked [][16]byte
	for i := 0; i < len(ids); i += 100 {
		asked = append(asked, alias(b, k, ids[i]))
	}
	b.Run("first search", func(b *testing.B) {
		for b.Loop() {
			again := open(b, o)
			if got, err := again.ByAlias(context.Background(), asked[0]); err != nil || len(got) != 1 {
				b.Fatal(err)
			}
			again.Close()
		}
	})
	b.Run("later", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if got, err := k.ByAlias(context.Background(), asked...); err != nil || len(got) != len(asked) {
				b.Fatal(err)
			}
		}
	})
}

// A customer's alias stands in an index; once the key is destroyed it leads to nobody.
func ExampleKeyring_ByAlias() {
	ctx := context.Background()
	dir, cleanUp := tempFolder()
	defer cleanUp()
	k, err := keyring.Create(ctx, keyring.Options{File: dir + "/keys.db", KeyFile: dir + "/candor.key"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer k.Close()
	if err := k.NewCustomer(ctx, "cus_7"); err != nil {
		fmt.Println(err)
		return
	}
	alias, err := k.Alias(ctx, "cus_7")
	if err != nil {
		fmt.Println(err)
		return
	}
	who, err := k.ByAlias(ctx, alias)
	fmt.Println(who[alias], err)
	if err := k.Shred(ctx, "cus_7"); err != nil {
		fmt.Println(err)
		return
	}
	who, err = k.ByAlias(ctx, alias)
	fmt.Println(len(who), err)
	// Output:
	// cus_7 <nil>
	// 0 <nil>
}

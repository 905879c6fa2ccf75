package keyring_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"candor"
)

func TestDestroyedKeysAreToldInOrder(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	var ids []candor.CustomerID
	for range 4 {
		ids = append(ids, newCustomer(t, k))
	}
	gone := []candor.CustomerID{ids[2], ids[0]}
	var between time.Time
	for i, id := range gone {
		if i == 1 {
			time.Sleep(2 * time.Millisecond)
			between = time.Now()
		}
		if err := k.Shred(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	since := func(from time.Time) (found []candor.CustomerID) {
		t.Helper()
		err := k.ShreddedSince(t.Context(), from, func(id candor.CustomerID, at time.Time) error {
			if at.Before(from) {
				t.Errorf("%v is before %v", at, from)
			}
			found = append(found, id)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := since(time.Time{}.Add(time.Hour)); !slices.Equal(got, gone) {
		t.Errorf("all: %v, want %v", got, gone)
	}
	if got := since(between); !slices.Equal(got, gone[1:]) {
		t.Errorf("the later ones: %v, want %v", got, gone[1:])
	}
	if got := since(time.Now().Add(time.Hour)); len(got) != 0 {
		t.Errorf("none: %v", got)
	}
	enough := errors.New("enough")
	err := k.ShreddedSince(t.Context(), time.UnixMicro(0), func(candor.CustomerID, time.Time) error { return enough })
	if !errors.Is(err, enough) {
		t.Errorf("a visit that fails: %v", err)
	}
}

package staff_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"candor"
	"candor/internal/staff"
)

// The vector is from the test file of the Argon2 reference implementation.
const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

func TestHashVerifiesOnlyItsPassword(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), staff.NewHasher(2)
	hash, err := h.Hash(ctx, goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(hash, want) {
		t.Errorf("the hash begins %q, want %q", hash[:len(want)], want)
	}
	for name, c := range map[string]struct {
		hash, password string
		match, again   bool
	}{
		"its own":                {hash, goodPassword, true, false},
		"another":                {hash, goodPassword + " ", false, false},
		"none":                   {hash, "", false, false},
		"reference vector":       {reference, "password", true, true},
		"reference vector wrong": {reference, "passwore", false, false},
	} {
		match, again, err := h.Verify(ctx, c.hash, c.password)
		if err != nil || match != c.match || again != c.again {
			t.Errorf("%s: match %v, again %v, error %v; want %v, %v", name, match, again, err, c.match, c.again)
		}
	}
}

func TestSamePasswordHashesDifferently(t *testing.T) {
	t.Parallel()
	h := staff.NewHasher(2)
	one, err1 := h.Hash(context.Background(), goodPassword)
	two, err2 := h.Hash(context.Background(), goodPassword)
	if err1 != nil || err2 != nil || one == two {
		t.Errorf("two hashes of one password are alike (errors %v, %v)", err1, err2)
	}
}

func TestAccentsMatchHoweverTheKeyboardWritesThem(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), staff.NewHasher(2)
	hash, err := h.Hash(ctx, "caf\u00e9 au lait s'il vous plait")
	if err != nil {
		t.Fatal(err)
	}
	if match, _, err := h.Verify(ctx, hash, "cafe\u0301 au lait s'il vous plait"); !match || err != nil {
		t.Errorf("the decomposed spelling does not match (error %v)", err)
	}
}

func TestDamagedHashIsRefused(t *testing.T) {
	t.Parallel()
	h := staff.NewHasher(1)
	for _, bad := range []string{
		"", "x", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		strings.Replace(reference, "v=19", "v=16", 1),
		strings.Replace(reference, "m=65536", "m=4294967295", 1),
		strings.Replace(reference, "t=2", "t=0", 1),
		strings.Replace(reference, "p=1", "p=1,x=1", 1),
		strings.Replace(reference, "c29tZXNhbHQ", "c29tZQ", 1),
		reference + "$", reference[:len(reference)-30],
	} {
		if match, _, err := h.Verify(context.Background(), bad, "password"); match || err == nil {
			t.Errorf("%q was taken", bad)
		} else if bad != "" && len(bad) > 40 && strings.Contains(err.Error(), bad[40:]) {
			t.Errorf("the error tells the hash")
		}
	}
}

func TestFloodOfHashesWaitsItsTurn(t *testing.T) {
	t.Parallel()
	ctx, h := context.Background(), staff.NewHasher(1)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done, busy := 0, 0
	for range 40 {
		wg.Go(func() {
			_, err := h.Hash(ctx, goodPassword)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done++
			case candor.CodeOf(err) == candor.CodeUnavailable:
				busy++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if done < 17 || busy == 0 || done+busy != 40 {
		t.Errorf("%d hashed and %d turned away; want at least 17 and 1 of 40", done, busy)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(reference)
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")
	h := staff.NewHasher(1)
	f.Fuzz(func(t *testing.T, hash string) {
		if strings.Contains(hash, "m=") && len(hash) > 40 && !strings.Contains(hash, "m=8,") {
			t.Skip() // costly ones are read by the table above
		}
		if match, _, _ := h.Verify(context.Background(), hash, "\x00 nobody's password"); match {
			t.Errorf("%q matches a password it was not made from", hash)
		}
	})
}

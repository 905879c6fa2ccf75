package keyring_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"candor/internal/keyring"
)

func TestSealedBytesOpenOnlyWhereTheyBelong(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	key, err := k.CustomerKey(t.Context(), newCustomer(t, k))
	if err != nil {
		t.Fatal(err)
	}
	sealed := key.Seal("message", "msg_1", []byte("hello"))
	if got, err := key.Open("message", "msg_1", sealed); err != nil || string(got) != "hello" {
		t.Fatalf("got %q, %v", got, err)
	}
	if len(sealed) != len("hello")+keyring.Overhead {
		t.Errorf("%d bytes", len(sealed))
	}
	for _, place := range [][2]string{
		{"message", "msg_2"}, {"draft", "msg_1"}, {"messagem", "sg_1"}, {"", "messagemsg_1"}, {"message", ""}, {"msg_1", "message"},
	} {
		if _, err := key.Open(place[0], place[1], sealed); !errors.Is(err, keyring.ErrUnreadable) {
			t.Errorf("opened as %q: %v", place, err)
		}
	}
	for i := range sealed {
		for bit := range 8 {
			changed := bytes.Clone(sealed)
			changed[i] ^= 1 << bit
			if _, err := key.Open("message", "msg_1", changed); !errors.Is(err, keyring.ErrUnreadable) {
				t.Fatalf("byte %d bit %d changed: %v", i, bit, err)
			}
		}
		if _, err := key.Open("message", "msg_1", sealed[:i]); !errors.Is(err, keyring.ErrUnreadable) {
			t.Fatalf("cut to %d bytes: %v", i, err)
		}
	}
}

func TestSealingTwiceLooksDifferent(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	key, err := k.CustomerKey(t.Context(), newCustomer(t, k))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(key.Seal("m", "1", []byte("x")), key.Seal("m", "1", []byte("x"))) {
		t.Error("a nonce was used twice")
	}
}

func FuzzSealOpens(f *testing.F) {
	k := create(f, folder(f))
	key, err := k.CustomerKey(context.Background(), newCustomer(f, k))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("message", "msg_1", []byte("hello"), "message", "msg_2")
	f.Add("", "", []byte{}, "", "\x00")
	f.Add("a", "bc", []byte("x"), "ab", "c")
	f.Fuzz(func(t *testing.T, table, row string, plain []byte, table2, row2 string) {
		sealed := key.Seal(table, row, plain)
		got, err := key.Open(table, row, sealed)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %q, %v", got, err)
		}
		if table == table2 && row == row2 {
			return
		}
		if _, err := key.Open(table2, row2, sealed); err == nil {
			t.Fatalf("sealed for %q/%q, opened as %q/%q", table, row, table2, row2)
		}
	})
}

func FuzzOpenRefusesInventedBytes(f *testing.F) {
	k := create(f, folder(f))
	key, err := k.CustomerKey(context.Background(), newCustomer(f, k))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add([]byte{1})
	f.Add(bytes.Repeat([]byte{1}, keyring.Overhead))
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if _, err := key.Open("message", "msg_1", sealed); !errors.Is(err, keyring.ErrUnreadable) {
			t.Fatalf("got %v", err)
		}
	})
}

// A customer's words are sealed for their row; once the key is destroyed nobody can read them.
func Example() {
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
	sealed, err := k.Seal(ctx, "cus_7", "message", "msg_1", []byte("Where is my parcel?"))
	if err != nil {
		fmt.Println(err)
		return
	}
	plain, err := k.Open(ctx, "cus_7", "message", "msg_1", sealed)
	fmt.Println(string(plain), err)
	_, err = k.Open(ctx, "cus_7", "message", "msg_2", sealed)
	fmt.Println(errors.Is(err, keyring.ErrUnreadable))

	if err := k.Shred(ctx, "cus_7"); err != nil {
		fmt.Println(err)
		return
	}
	_, err = k.Open(ctx, "cus_7", "message", "msg_1", sealed)
	fmt.Println(errors.Is(err, keyring.ErrShredded))
	// Output:
	// Where is my parcel? <nil>
	// true
	// true
}

func tempFolder() (name string, remove func()) {
	name, err := os.MkdirTemp("", "keyring")
	if err != nil {
		panic(err)
	}
	return name, func() { os.RemoveAll(name) }
}

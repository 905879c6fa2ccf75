package store_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/turn"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestStoreContract(t *testing.T) { storetest.Run(t, store.Open) }

// desk is where a test's database is and what opens it.
type desk struct {
	signer  *ledger.Signer
	options store.Options
}

func open(t testing.TB) (*store.Store, *desk) { return openWith(t, func(*store.Options) {}) }

func openWith(t testing.TB, change func(*store.Options)) (*store.Store, *desk) {
	t.Helper()
	signer, err := ledger.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{signer: signer, options: store.Options{
		Path: filepath.Join(t.TempDir(), "desk.db"), Keys: storetest.Keys{}, Signer: signer, Create: true,
	}}
	change(&d.options)
	s := d.again(t)
	d.options.Create = false
	return s, d
}

func (d *desk) again(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), d.options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// begin stores a conversation that waits.
func begin(t testing.TB, s *store.Store) candor.Conversation {
	t.Helper()
	c, err := tryBegin(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tryBegin(s *store.Store) (candor.Conversation, error) {
	c := candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Created: time.Now(),
	}
	next, err := c.After(candor.CustomerAsksPerson, time.Now())
	if err != nil {
		return c, err
	}
	return s.Commit(context.Background(), turn.Change{
		Before: c, After: next,
		Ledger: []turn.Entry{{Entry: ledger.Entry{At: time.Now(), Kind: ledger.KindPick, Actor: "customer"}}},
		Events: []candor.Event{{Kind: candor.ConversationChanged, Conversation: c.ID, At: time.Now()}},
	})
}

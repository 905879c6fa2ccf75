package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/turn"
)

// A conversation begins; the same change again, decided on what was true before, changes nothing.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	signer, err := ledger.NewSigner(make([]byte, 32)) // the desk's own, from its keyring
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := store.Open(ctx, store.Options{
		Path: filepath.Join(dir, "desk.db"), Keys: storetest.Keys{}, Signer: signer, Create: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()

	c := candor.Conversation{ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID()}
	next, err := c.After(candor.CustomerAsksPerson, time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	change := turn.Change{Before: c, After: next, Ledger: []turn.Entry{{Entry: ledger.Entry{
		At: time.Now(), Kind: ledger.KindPick, Actor: "customer",
	}}}}
	stored, err := s.Commit(ctx, change)
	fmt.Println(stored.State, stored.Version, err)
	_, err = s.Commit(ctx, change)
	fmt.Println(candor.CodeOf(err))

	report, err := s.VerifyLedger(ctx, signer.Verifier())
	fmt.Println(report.Entries, report.Fault == nil, err)
	// Output:
	// waiting 1 <nil>
	// conflict
	// 1 true <nil>
}

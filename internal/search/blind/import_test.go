package blind_test

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"
)

// What a person brought from another desk is found by its words, and goes with them.
func TestImportedWordsAreFoundUntilTheyAreErased(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer, talk, at := candor.NewCustomerID(), candor.NewConversationID(), time.Now().AddDate(-1, 0, 0)
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	var file bytes.Buffer
	a := must(rights.NewArchive(&file, rights.ArchiveOptions{Desk: "Elsewhere", Language: "en", Created: at, Key: key, Customers: []candor.CustomerID{customer}}))(t)
	for _, r := range []rights.Record{
		rights.Conversation{ID: talk, Customer: customer, Inbox: "main", State: candor.Resolved, Language: "en", Messages: 1, Created: at, Updated: at},
		rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: 1, Author: candor.ByCustomer, Kind: candor.Said, Language: "en", Body: "The oxblood lamp came broken", At: at},
	} {
		if err := a.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	must(a.Finish())(t)
	in := must(rights.Read(bytes.NewReader(file.Bytes()), int64(file.Len()), rights.ReadOptions{Trusted: []ed25519.PublicKey{key.Public().(ed25519.PublicKey)}}))(t)
	d.finds(t, "oxblood")
	must(d.Import(t.Context(), in, "command", false))(t)
	d.finds(t, "oxblood", talk)
	if !must(d.Erase(t.Context(), customer, "command", "asked"))(t) {
		t.Fatal("not erased")
	}
	d.finds(t, "oxblood")
}

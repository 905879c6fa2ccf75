package store_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/privacy/rights"
	"candor/turn"
)

// A new table breaks the build until somebody says how a person is taken out of it, or why nobody is in it.
func TestEveryTableWithPersonalDataHasAHandler(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	personal, reasons := store.Listed()
	handlers := map[string]bool{}
	for _, h := range s.Handlers(nil) {
		if handlers[h.Name()] {
			t.Errorf("two handlers are called %s", h.Name())
		}
		handlers[h.Name()] = true
	}
	tables := tablesOf(t, d.options.Path)
	for _, name := range tables {
		reason, free := reasons[name]
		switch {
		case personal[name] && !handlers[name]:
			t.Errorf("no handler answers for %s", name)
		case personal[name] && free:
			t.Errorf("%s is listed as personal and as not", name)
		case !personal[name] && !free:
			t.Errorf("the table %s is new: list it in erase_table.go with how a customer's rows are found, or as impersonal with the reason", name)
		case free && len(reason) < 5:
			t.Errorf("%s: why is nothing in it personal?", name)
		}
	}
	for name := range reasons {
		if !slices.Contains(tables, name) {
			t.Errorf("%s is listed and not there", name)
		}
	}
	for name := range personal {
		if !slices.Contains(tables, name) {
			t.Errorf("%s is listed and not there", name)
		}
	}
	// What names a customer by a column must not be listed as free of them.
	for _, name := range tables {
		if name == "erasure" { // only until it is finished
			continue
		}
		for _, column := range columnsOf(t, d.options.Path, name) {
			if slices.Contains([]string{"customer", "alias", "conversation", "contact"}, column) && !personal[name] {
				t.Errorf("%s has a column %s and is listed as impersonal", name, column)
			}
		}
	}
}

// One customer among a million is erased without reading the others' rows.
func TestErasureReadsNoWholeTable(t *testing.T) {
	t.Parallel()
	_, d := open(t)
	for name, query := range store.ErasureQueries() {
		table, _, _ := strings.Cut(name, " ")
		for _, step := range plan(t, d.options.Path, query) {
			if strings.HasPrefix(step, "SCAN "+table) {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
	// Every reference to a row that goes is looked up in an index.
	const references = `
		SELECT m.name || '.' || f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND f."table" IN ('customer', 'conversation', 'verdict', 'request')`
	for _, name := range texts(t, d.options.Path, references) {
		table, column, _ := strings.Cut(name, ".")
		for _, step := range plan(t, d.options.Path, `SELECT 1 FROM `+table+` WHERE `+column+` = $1`) {
			if strings.HasPrefix(step, "SCAN") {
				t.Errorf("%s: %s: give the column an index", name, step)
			}
		}
	}
}

func plan(t *testing.T, path, query string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, "x")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		out = append(out, detail)
	}
	return out
}

func tablesOf(t *testing.T, path string) []string {
	return texts(t, path, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
}

func columnsOf(t *testing.T, path, table string) []string {
	return texts(t, path, `SELECT name FROM pragma_table_info('`+table+`')`)
}

func texts(t *testing.T, path, query string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	return out
}

// vault is a store with the real keys.
type realDesk struct {
	*store.Store
	keys    *keyring.Keyring
	keyring keyring.Options
	options store.Options
}

func openReal(t *testing.T) *realDesk {
	t.Helper()
	dir := t.TempDir()
	d := &realDesk{keyring: keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")}}
	keys, err := keyring.Create(t.Context(), d.keyring)
	if err != nil {
		t.Fatal(err)
	}
	d.keys = keys
	signer, err := ledger.NewSigner(keys.LedgerSeed())
	if err != nil {
		t.Fatal(err)
	}
	d.options = store.Options{Path: filepath.Join(dir, "desk.db"), Keys: keys, Signer: signer, Create: true}
	if d.Store, err = store.Open(t.Context(), d.options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(d.Close(), d.keys.Close()); err != nil {
			t.Error(err)
		}
	})
	return d
}

// planted are words that stand in plain columns, where no key protects them.
func planted(n int) string { return fmt.Sprintf("Planted-Oxblood-%04d", n) }

// plant stores a customer with words in plain columns too, as a mistake would put them there.
func (d *realDesk) plant(t *testing.T, n int) candor.Conversation {
	t.Helper()
	c := candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: planted(n), Created: time.Now(),
	}
	next, err := c.After(candor.CustomerAsksPerson, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	next.Reason, next.AgentName = planted(n), planted(n)
	stored, err := d.Commit(t.Context(), turn.Change{
		Before: c, After: next, BeginKey: planted(n),
		Consents: []candor.Consent{{
			ID: candor.ConsentID(planted(n)), Customer: c.Customer, Purpose: candor.Answers, Act: candor.Gave,
			Version: candor.Answers.Meaning(), Notice: planted(n), Language: planted(n), Via: candor.ViaPage, At: time.Now(),
		}},
		Events: []candor.Event{{Kind: candor.ConversationChanged, Conversation: c.ID, Author: candor.Author(planted(n)), At: time.Now()}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SaveProfile(t.Context(), c.Customer, candor.Profile{Name: planted(n)}); err != nil {
		t.Fatal(err)
	}
	return stored
}

func (d *realDesk) erase(t *testing.T, id candor.CustomerID) {
	t.Helper()
	if finished, err := d.Erase(t.Context(), id, "command", store.Asked); !finished || err != nil {
		t.Fatalf("finished %v, %v", finished, err)
	}
}

// bytesOf reads the database with everything SQLite keeps beside it.
func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	names, err := filepath.Glob(path + "*")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	var all []byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

// Lesson 23: nothing of an erased customer is in the files, in plain columns either.
func TestLesson23ErasedBytesAreGoneFromTheFiles(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	const customers = 60
	var all []candor.Conversation
	for n := range customers {
		all = append(all, d.plant(t, n))
	}
	if !bytes.Contains(bytesOf(t, d.options.Path), []byte(planted(7))) {
		t.Fatal("the premise: what was planted is not in the files")
	}
	for n, c := range all {
		if n%3 != 0 {
			d.erase(t, c.Customer)
		}
	}
	data := bytesOf(t, d.options.Path)
	for n, c := range all {
		erased := n%3 != 0
		for _, word := range []string{planted(n), string(c.ID), string(c.Customer)} {
			if bytes.Contains(data, []byte(word)) == erased {
				t.Errorf("customer %d, erased %v: %s", n, erased, word)
			}
		}
	}
}

// Lesson 23: yesterday's copy of the data brings nobody back who was erased today.
func TestLesson23ARestoredBackupErasesAgain(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	erased, stays := d.plant(t, 1), d.plant(t, 2)
	tag := d.Tag("email", "quillon@example.org")
	for _, c := range []candor.Conversation{erased, stays} {
		if err := d.AddContact(t.Context(), c.Customer, tag); err != nil {
			t.Fatal(err)
		}
		alias, err := d.keys.Alias(t.Context(), c.Customer)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.AddWords(t.Context(), map[[16]byte][][8]byte{alias: {{1}}}, "1", 0, ""); err != nil {
			t.Fatal(err)
		}
	}
	hold(t, d, erased.Customer) // placed and not lifted in the copy
	yesterday := filepath.Join(t.TempDir(), "yesterday.db")
	if err := d.Backup(t.Context(), yesterday); err != nil {
		t.Fatal(err)
	}
	lift(t, d, erased.Customer)
	d.erase(t, erased.Customer)

	o := d.options
	o.Path, o.Create = yesterday, false
	if !bytes.Contains(bytesOf(t, yesterday), []byte(planted(1))) {
		t.Fatal("the premise: the copy does not hold the erased customer")
	}
	restored, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	if _, err := restored.Conversation(t.Context(), erased.ID); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("the conversation is back: %v", err)
	}
	if got, err := restored.WithContact(t.Context(), tag); err != nil || !slices.Equal(got, []candor.CustomerID{stays.Customer}) {
		t.Errorf("by contact: %v, %v", got, err)
	}
	if n := texts(t, yesterday, `SELECT COUNT(*) FROM contact UNION ALL SELECT COUNT(*) FROM word`); !slices.Equal(n, []string{"1", "1"}) {
		t.Errorf("rows of contact and word: %v", n)
	}
	of := rights.Subject{Customers: []candor.CustomerID{erased.Customer}, Access: candor.Access{Actor: "command", Purpose: candor.Rights}}
	for _, h := range restored.Handlers(nil) {
		if r, err := h.Prove(t.Context(), of); err != nil || r.Left != 0 {
			t.Errorf("%s: %+v, %v", h.Name(), r, err)
		}
	}
	if bytes.Contains(bytesOf(t, yesterday), []byte(planted(1))) {
		t.Error("what was erased stands in the restored file")
	}
	if p, err := restored.Profile(t.Context(), of.Access, stays.Customer); err != nil || p.Name != planted(2) {
		t.Errorf("somebody else: %v", err)
	}
	done, err := restored.Erasures(t.Context(), time.Time{}, 10)
	if err != nil || len(done) != 1 || done[0].Cause != store.Restored || done[0].Finished.IsZero() {
		t.Errorf("%+v, %v", done, err)
	}
	if n, err := restored.Resume(t.Context()); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
}

func hold(t *testing.T, d *realDesk, id candor.CustomerID) {
	t.Helper()
	if _, err := d.PlaceHold(t.Context(), store.Hold{Customer: id, Ground: "legal_claims", Reason: "a suit", By: "command"}); err != nil {
		t.Fatal(err)
	}
}

func lift(t *testing.T, d *realDesk, id candor.CustomerID) {
	t.Helper()
	all, err := d.Holds(t.Context(), candor.Access{Actor: "command", Purpose: candor.Rights}, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range all {
		if err := d.LiftHold(t.Context(), h.ID, "command"); err != nil {
			t.Fatal(err)
		}
	}
}

// Keys of another day do not know the newest customers. That is no reason to destroy them.
func TestHalfABackupDestroysNothing(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	gone := d.plant(t, 1)
	d.erase(t, gone.Customer)
	old := filepath.Join(t.TempDir(), "keys.db")
	if err := d.keys.Backup(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	newer := d.plant(t, 2)
	tag := d.Tag("email", "quillon@example.org")
	if err := d.AddContact(t.Context(), newer.Customer, tag); err != nil {
		t.Fatal(err)
	}
	// A copy from before the erasure, so that there is something to sweep, beside keys from before newer.
	restore(t, d, gone.Customer)
	data := filepath.Join(t.TempDir(), "data.db")
	if err := d.Backup(t.Context(), data); err != nil {
		t.Fatal(err)
	}
	o := d.keyring
	o.File = old
	keys, err := keyring.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Close()
	with := d.options
	with.Path, with.Create, with.Keys = data, false, keys
	s, err := store.Open(t.Context(), with)
	if err != nil {
		t.Fatal(err)
	}
	if n := texts(t, data, `SELECT COUNT(*) FROM customer WHERE id = '`+string(gone.Customer)+`'`); n[0] != "0" {
		t.Error("the premise: nothing was swept")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	with.Keys = d.keys // the right ones are found
	s, err = store.Open(t.Context(), with)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Profile(t.Context(), candor.Access{Actor: "command", Purpose: candor.Rights}, newer.Customer)
	if err != nil || p.Name != planted(2) {
		t.Errorf("%v", err)
	}
	if got, err := s.WithContact(t.Context(), tag); err != nil || !slices.Equal(got, []candor.CustomerID{newer.Customer}) {
		t.Errorf("by contact: %v, %v", got, err)
	}
}

// restore puts a row of an erased customer back, as an old copy of the data would.
func restore(t *testing.T, d *realDesk, id candor.CustomerID) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.Exec(`UPDATE sweep SET up_to = 0 WHERE id = 1`); err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO customer (id, created) VALUES ($1, 1)`, string(id))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWrongKeyDestroysNothing(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	c := d.plant(t, 1)
	before := bytesOf(t, d.options.Path)
	o := d.keyring
	o.KeyText = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" // 32 bytes, and not the right ones
	if k, err := keyring.Open(t.Context(), o); !errors.Is(err, candor.Fail(candor.CodeInvalid, "error.key_wrong", nil)) {
		if k != nil {
			k.Close()
		}
		t.Fatalf("got %v", err)
	}
	if !bytes.Equal(before, bytesOf(t, d.options.Path)) {
		t.Error("the data changed")
	}
	if _, err := d.Conversation(t.Context(), c.ID); err != nil {
		t.Error(err)
	}
}

// A customer of ten thousand messages is erased while the desk goes on.
func TestALongConversationIsErasedQuickly(t *testing.T) {
	t.Parallel()
	s, _ := openWith(t, func(o *store.Options) { o.Keys = storetestKeys() })
	c := begin(t, s)
	fill(t, s, c, 10_000)
	began := time.Now()
	finished, err := s.Erase(context.Background(), c.Customer, "command", store.Asked)
	if !finished || err != nil {
		t.Fatalf("finished %v, %v", finished, err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
	t.Logf("10,000 messages erased in %v", time.Since(began))
}

func storetestKeys() store.Keys { return storetest.NewKeys() }

// fill puts rows of messages into a conversation, without the gates that only tell what may stand in them.
func fill(t *testing.T, s *store.Store, c candor.Conversation, n int) {
	t.Helper()
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		for i := range n {
			verdict := fmt.Sprintf("ver_%026d", i)
			if err := tx.Exec(`INSERT INTO verdict (id, conversation, stage, action, reason, rule, priority, policy, at, gates)
				VALUES ($1, $2, 'route', 'pass', '', '', 0, '', 1, '[]')`, verdict, string(c.ID)); err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO message (conversation, number, id, verdict_id, author, kind, agent, name, text_key,
				language, confidence, helpful, at, body) VALUES ($1, $2, $3, $4, 'customer', 'said', '', '', '', '', 0.0, 0, 1, $5)`,
				string(c.ID), i+1, fmt.Sprintf("msg_%026d", i), verdict, make([]byte, 200)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// closed stands for turn, which ends open conversations first.
type closed struct{}

func (closed) CloseForErasure(context.Context, rights.Subject) error { return nil }

// A certificate that says complete was earned by every store, also when the machine stopped in between.
func TestCertificateOfAnErasureIsComplete(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	eraser := func(handlers []rights.Handler) rights.Eraser {
		return rights.Eraser{
			Handlers: handlers, Holds: d.Office(), Conversations: closed{}, Journal: d.Office(), Ledger: d.Office(),
			Turnstile: &rights.Turnstile{}, Key: key, Desk: "Harbour & Pine", Now: time.Now,
		}
	}
	order := func(c candor.Conversation) rights.Order {
		return rights.Order{Request: candor.NewRequestID(), Subject: rights.Subject{
			Customers: []candor.CustomerID{c.Customer}, Access: candor.Access{Actor: "customer", Purpose: candor.Rights},
		}}
	}
	erase := func(o rights.Order, handlers []rights.Handler) *rights.Certificate {
		t.Helper()
		got, err := eraser(handlers).Erase(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	all := d.Handlers(nil)

	whole := erase(order(d.plant(t, 1)), all)
	if !whole.Complete() {
		t.Errorf("%+v", whole.Lines())
	}
	// Without the keys it is not, whatever the tables say.
	half := order(d.plant(t, 2))
	if c := erase(half, all[:3]); len(c.Lines()) != 3 {
		t.Fatalf("the premise: %d stores", len(c.Lines()))
	}
	if erasing, err := d.Office().Erasing(t.Context(), half.Subject.Customers); !erasing || err != nil {
		t.Errorf("erasing %v, %v", erasing, err)
	}
	if c := erase(half, all); !c.Complete() {
		t.Errorf("%+v", c.Lines())
	}
	if erasing, err := d.Office().Erasing(t.Context(), half.Subject.Customers); erasing || err != nil {
		t.Errorf("erasing %v, %v", erasing, err)
	}
	// What is under hold stays, and no certificate calls that complete.
	kept := d.plant(t, 3)
	held, err := d.PlaceHold(t.Context(), store.Hold{Conversation: kept.ID, Ground: "legal_claims", Reason: "a suit", By: "command"})
	if err != nil {
		t.Fatal(err)
	}
	again := order(kept)
	c := erase(again, all)
	for _, l := range c.Lines() {
		if l.Store == "message" || l.Outcome == rights.Erased && l.Left == 0 {
			continue
		}
		if l.Outcome != rights.Retained || l.Reason != "legal_claims" {
			t.Errorf("%+v", l)
		}
	}
	if c.Complete() {
		t.Error("what was retained was called complete")
	}
	if err := d.LiftHold(t.Context(), held.ID, "command"); err != nil {
		t.Fatal(err)
	}
	if c := erase(again, all); !c.Complete() {
		t.Errorf("%+v", c.Lines())
	}
}

package blind_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor"
	"candor/internal/keyring"
	"candor/internal/search/blind"
	"candor/internal/store"
	"candor/ledger"
	"candor/policy"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is a real store with real keys and an index over them.
type desk struct {
	*store.Store
	keys     *keyring.Keyring
	keyFiles keyring.Options
	options  store.Options
	index    *blind.Index
	pipeline *policy.Pipeline
}

type passes struct{}

func (passes) Name() string { return "passes" }
func (passes) Check(context.Context, *policy.Case) (policy.Verdict, error) {
	return policy.Verdict{Action: policy.Pass, Reason: "fine"}, nil
}

// unscreened leaves words as they are.
type unscreened struct{}

func (unscreened) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

type phrases struct{}

func (phrases) Phrase(_, key string, _ map[string]string) (string, bool) {
	return "lamp lamp " + key, true
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{keyFiles: keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "candor.key")}}
	ctx := context.Background()
	d.keys = must(keyring.Create(ctx, d.keyFiles))(t)
	t.Cleanup(func() { d.keys.Close() })
	d.options = store.Options{
		Path: filepath.Join(dir, "desk.db"), Keys: d.keys, Signer: must(ledger.NewSigner(d.keys.LedgerSeed()))(t), Create: true,
	}
	gates := []policy.Gate{passes{}}
	d.pipeline = must(policy.New(policy.Options{Route: gates, Say: gates, Phrases: phrases{}, Screen: unscreened{}, Timeout: time.Minute}))(t)
	d.open(t, d.options.Path)
	return d
}

// open opens the data at a path with the desk's keys.
func (d *desk) open(t testing.TB, path string) {
	t.Helper()
	o := d.options
	o.Path = path
	d.Store = must(store.Open(context.Background(), o))(t)
	t.Cleanup(func() { d.Store.Close() })
	d.index = must(blind.New(blind.Options{Store: d.Store, Keys: d.keys, Key: d.keys.IndexKey()}))(t)
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// begin stores a conversation whose customer writes these messages.
func (d *desk) begin(t testing.TB, customer candor.CustomerID, tag string, bodies ...string) candor.Conversation {
	t.Helper()
	c := candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: customer, Language: tag, Created: time.Now(),
	}
	next, err := c.After(candor.CustomerAsksPerson, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c, err = d.Commit(context.Background(), turn.Change{Before: c, After: next})
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range bodies {
		c = d.says(t, c, tag, body)
	}
	return c
}

func (d *desk) says(t testing.TB, c candor.Conversation, tag, body string) candor.Conversation {
	t.Helper()
	at := time.Now()
	r := d.pipeline.Receive(context.Background(), &policy.Case{Now: at, Conversation: c, Message: candor.Message{
		ID: candor.NewMessageID(), Conversation: c.ID, Body: candor.Text(body), Language: tag, At: at,
	}})
	next, err := c.After(candor.CustomerWrites, at)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := d.Commit(context.Background(), turn.Change{Before: c, After: next, Received: r, Events: []candor.Event{{
		Kind: candor.MessageAdded, Conversation: c.ID, Message: r.Message().ID, Number: c.Messages + 1, Author: candor.ByCustomer, At: at,
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

func (d *desk) notice(t testing.TB, c candor.Conversation, key string) candor.Conversation {
	t.Helper()
	draft := &policy.Draft{Author: candor.ByDesk, Fixed: policy.Fixed{Key: key}, Language: "en"}
	x, _ := d.pipeline.Clear(context.Background(), &policy.Case{Now: time.Now(), Conversation: c, Draft: draft, Desk: "Lumen"})
	stored, err := d.Commit(context.Background(), turn.Change{Before: c, After: c, Cleared: []*policy.Cleared{x}, Events: []candor.Event{{
		Kind: candor.MessageAdded, Conversation: c.ID, Message: x.Message().ID, Number: c.Messages + 1, Author: candor.ByDesk, At: time.Now(),
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// rows counts the rows of the index, as somebody who has the file would.
func (d *desk) rows(t testing.TB) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+d.options.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT COUNT(*) FROM word`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const maya candor.AgentID = "agt_0000000000000000000000maya"

// find brings the index up to date and gives which conversations a query finds, newest first.
func (d *desk) find(t testing.TB, query string) []candor.ConversationID {
	t.Helper()
	if err := d.index.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	found, _, err := d.index.Search(context.Background(), candor.AgentReads(maya), query, 20)
	if err != nil {
		t.Fatal(err)
	}
	var out []candor.ConversationID
	for _, f := range found {
		out = append(out, f.Conversation.ID)
	}
	return out
}

func (d *desk) finds(t testing.TB, query string, want ...candor.ConversationID) {
	t.Helper()
	if diff := cmp.Diff(want, d.find(t, query)); diff != "" {
		t.Errorf("%q: %s", query, diff)
	}
}

func TestWordsInSealedMessagesAreFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lamp := d.begin(t, candor.NewCustomerID(), "en", "Where is my lamp?", "It came broken, order A-10023.")
	chair := d.begin(t, candor.NewCustomerID(), "de", "Der Stuhl und die Lampe sind kaputt.")
	rug := d.begin(t, candor.NewCustomerID(), "en", "The rug is blue. Reach me at maya.lopez@example.com")
	arabic := d.begin(t, candor.NewCustomerID(), "ar", "أين الطلب من فضلك")
	chinese := d.begin(t, candor.NewCustomerID(), "zh", "请问退款政策是什么")
	hindi := d.begin(t, candor.NewCustomerID(), "hi", "मेरा पार्सल कहाँ है?")

	d.finds(t, "lamps", chair.ID, lamp.ID) // the German word has the same stem
	d.finds(t, "Lampe", chair.ID, lamp.ID)
	d.finds(t, "lamp broken", lamp.ID) // in two messages
	d.finds(t, `"came broken"`, lamp.ID)
	d.finds(t, `"broken came"`)
	d.finds(t, "lamp rug")
	d.finds(t, "a10023", lamp.ID)
	d.finds(t, "maya.lopez@example.com", rug.ID)
	d.finds(t, "lopez", rug.ID)
	d.finds(t, "طلب", arabic.ID)
	d.finds(t, "退款", chinese.ID)
	d.finds(t, "पार्सल", hindi.ID)
	d.finds(t, "sofa")
}

func TestTheNewestMessageComesFirstAndTheBestIsShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	first := d.begin(t, customer, "en", "My lamp is red")
	second := d.begin(t, candor.NewCustomerID(), "en", "A lamp", "A lamp of the red kind, please", "Thank you for the lamp")
	first = d.says(t, first, "en", "And the red lamp is late")
	if err := d.index.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, more, err := d.index.Search(t.Context(), candor.AgentReads(maya), "red lamp", 20)
	if err != nil || more || len(found) != 2 {
		t.Fatalf("%d found, %v %v", len(found), more, err)
	}
	if found[0].Conversation.ID != first.ID || found[0].Number != 2 || found[1].Conversation.ID != second.ID || found[1].Number != 2 {
		t.Errorf("got %d of %s, %d of %s", found[0].Number, found[0].Conversation.ID, found[1].Number, found[1].Conversation.ID)
	}
	want := []candor.Text{"And the ", "red", " ", "lamp", " is late"}
	if diff := cmp.Diff(want, found[0].Snippet); diff != "" {
		t.Error(diff)
	}
	one, more, err := d.index.Search(t.Context(), candor.AgentReads(maya), "red lamp", 1)
	if err != nil || !more || len(one) != 1 {
		t.Errorf("a limit of one: %d, %v, %v", len(one), more, err)
	}
}

func TestFixedTextsAreNotFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.begin(t, candor.NewCustomerID(), "en", "Hello sofa")
	d.notice(t, c, "notice.waiting")
	d.finds(t, "sofa", c.ID)
	d.finds(t, "lamp")
}

func TestAQueryOfCommonWordsIsRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, query := range []string{"", "  ?!", "a", `""`, "where is the", `"the"`} {
		_, _, err := d.index.Search(t.Context(), candor.AgentReads(maya), query, 20)
		if !errors.Is(err, blind.ErrOnlyCommon) {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func TestErasedCustomersAreNotFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	d.begin(t, customer, "en", "The lamp came broken")
	other := d.begin(t, candor.NewCustomerID(), "en", "My lamp is fine")
	if got := d.find(t, "lamp"); len(got) != 2 {
		t.Fatalf("the premise: %v", got)
	}
	if err := d.keys.Shred(t.Context(), customer); err != nil {
		t.Fatal(err)
	}
	d.finds(t, "lamp", other.ID)
	d.finds(t, "broken")
}

// Yesterday's backup of the data holds the customer's words and tags; the keys of today do not
// lead to them.
func TestErasedCustomersAreNotFoundInARestoredBackup(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	gone := d.begin(t, customer, "en", "The lamp came broken")
	other := d.begin(t, candor.NewCustomerID(), "en", "My lamp is fine")
	d.finds(t, "lamp", other.ID, gone.ID)
	alias := must(d.keys.Alias(t.Context(), customer))(t)
	backup := filepath.Join(t.TempDir(), "yesterday.db")
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(readFile(t, backup), alias[:]) {
		t.Fatal("the premise: the backup holds none of the customer's tags")
	}
	if err := d.keys.Shred(t.Context(), customer); err != nil {
		t.Fatal(err)
	}
	d.Close()
	d.options.Create = false
	d.open(t, backup)
	d.finds(t, "lamp", other.ID)
	d.finds(t, "broken")
}

func TestDeletedWordsAreNotFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	d.begin(t, customer, "en", "The lamp came broken")
	other := d.begin(t, candor.NewCustomerID(), "en", "My lamp is fine")
	d.find(t, "lamp")
	alias := must(d.keys.Alias(t.Context(), customer))(t)
	if n := must(d.DeleteWords(t.Context(), alias))(t); n != 3 {
		t.Errorf("%d rows", n)
	}
	d.finds(t, "lamp", other.ID)
	if n := must(d.DeleteWords(t.Context(), alias))(t); n != 0 {
		t.Errorf("again: %d rows", n)
	}
}

func TestTheIndexGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.begin(t, candor.NewCustomerID(), "en", "lamp one")
	d.finds(t, "lamp", first.ID)
	second := d.begin(t, candor.NewCustomerID(), "en", "lamp two")
	d.Close()
	d.open(t, d.options.Path)
	d.finds(t, "lamp", second.ID, first.ID)
}

// An index under another key, or made another way, finds nothing wrong and is made anew; stopped at
// any step it goes on there.
func TestAnIndexOfAnotherKeyIsMadeAnew(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var want []candor.ConversationID
	for i := range 1100 { // more than one step walks over
		want = append(want, d.begin(t, candor.NewCustomerID(), "en", fmt.Sprintf("lamp number%d", i)).ID)
	}
	d.finds(t, "number7", want[7])
	stale := d.rows(t)
	other := bytes.Repeat([]byte{7}, 32)
	for steps := 0; ; steps++ {
		d.index = must(blind.New(blind.Options{Store: d.Store, Keys: d.keys, Key: other}))(t) // a restart at every step
		busy, err := d.index.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if steps == 2 {
			want = append(want, d.begin(t, candor.NewCustomerID(), "en", "lamp meanwhile").ID)
		}
		if !busy {
			if steps < 6 {
				t.Errorf("only %d steps", steps)
			}
			break
		}
	}
	d.finds(t, "number7", want[7])
	d.finds(t, "number1099", want[1099])
	d.finds(t, "meanwhile", want[1100])
	if fresh := d.rows(t); fresh != stale+2 {
		t.Errorf("%d rows, %d before: tags of the old key are left", fresh, stale)
	}
}

// Every conversation that a search opens is on record as read by the one who searched.
func TestASearchIsOnRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer, unread := candor.NewCustomerID(), candor.NewCustomerID()
	c := d.begin(t, customer, "en", "The lamp came broken")
	d.begin(t, unread, "en", "A blue rug")
	d.finds(t, "lamp", c.ID)
	readings := must(d.Readings(t.Context(), customer, 10))(t)
	if len(readings) != 1 || readings[0].Access != candor.AgentReads(maya) || readings[0].Conversation != c.ID {
		t.Errorf("got %+v", readings)
	}
	if readings := must(d.Readings(t.Context(), unread, 10))(t); len(readings) != 0 {
		t.Errorf("somebody else: %+v", readings)
	}
}

func TestRestrictedCustomersAreNotFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	c := d.begin(t, customer, "en", "The lamp came broken")
	d.finds(t, "lamp", c.ID)
	if err := d.Restrict(t.Context(), customer, true); err != nil {
		t.Fatal(err)
	}
	d.finds(t, "lamp")
	if err := d.Restrict(t.Context(), customer, false); err != nil {
		t.Fatal(err)
	}
	d.finds(t, "lamp", c.ID)
}

func TestNobodySearchesWithoutABasis(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begin(t, candor.NewCustomerID(), "en", "The lamp came broken")
	if err := d.index.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, by := range []candor.Access{{}, {Actor: "agent:x"}, {Actor: "agent:x", Purpose: "curiosity"}, {Actor: "assistant", Purpose: candor.Improve}} {
		if found, _, err := d.index.Search(t.Context(), by, "lamp", 20); len(found) != 0 || err != nil {
			t.Errorf("%+v: %v %v", by, found, err)
		}
	}
}

// No word and no alias can be seen in the database, and equal words of two customers only share a tag.
func TestTheDatabaseShowsNoWord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	customer := candor.NewCustomerID()
	d.begin(t, customer, "en", "xylophonist@example.com bought a zanzibarlamp")
	d.find(t, "zanzibarlamp")
	backup := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	data := readFile(t, backup)
	for _, word := range []string{"xylophonist", "zanzibarlamp"} {
		if bytes.Contains(bytes.ToLower(data), []byte(word)) {
			t.Errorf("%q can be read", word)
		}
	}
	alias := must(d.keys.Alias(t.Context(), customer))(t)
	if !bytes.Contains(data, alias[:]) {
		t.Error("the premise: the alias is in the index")
	}
}

func TestRunKeepsUpAndStops(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	index := must(blind.New(blind.Options{Store: d.Store, Keys: d.keys, Key: d.keys.IndexKey(), Every: 5 * time.Millisecond, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}))(t)
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() {
		if err := index.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	for _, word := range []string{"lamp", "chair", "rug"} {
		d.begin(t, candor.NewCustomerID(), "en", word)
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
			found, _, err := index.Search(ctx, candor.AgentReads(maya), word, 5)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 1 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("a message was not found for 20 seconds")
			}
		}
	}
	stop()
	run.Wait()
}

// failing is a store of which one call fails for a time.
type failing struct {
	blind.Store
	left int
	seen []time.Time
}

func (f *failing) Words(context.Context) (string, int64, candor.ConversationID, error) {
	f.seen = append(f.seen, time.Now())
	if f.left--; f.left >= 0 {
		return "", 0, "", errors.New("the disk is busy")
	}
	return "", 0, "", context.Canceled
}

func TestRunTriesAgainLaterAndLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &failing{left: 8}
		index := must(blind.New(blind.Options{Store: f, Key: make([]byte, 32)}))(t)
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		if err := index.Run(ctx); err != nil {
			t.Fatal(err)
		}
		for i := 1; i < 7; i++ {
			if gap := f.seen[i].Sub(f.seen[i-1]); gap != min(time.Second<<i, time.Minute) {
				t.Errorf("try %d came after %v", i, gap)
			}
		}
	})
}

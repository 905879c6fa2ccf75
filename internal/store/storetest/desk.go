package storetest

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/policy"
	"candor/turn"
)

// desk is a store under test with what is needed to put changes together.
type desk struct {
	*store.Store
	open     Open
	options  store.Options
	pipeline *policy.Pipeline
}

func newDesk(t testing.TB, open Open) *desk {
	t.Helper()
	return deskAt(t, open, filepath.Join(t.TempDir(), "desk.db"))
}

func deskAt(t testing.TB, open Open, path string) *desk {
	t.Helper()
	signer, err := ledger.NewSigner(bytes.Repeat([]byte{3}, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{open: open, options: store.Options{
		Path: path, Keys: NewKeys(), Signer: signer, Create: true, Patience: 20 * time.Second,
	}}
	d.pipeline, err = policy.New(policy.Options{
		Route: []policy.Gate{permissive{}}, Say: []policy.Gate{permissive{}}, Phrases: phrases{}, Screen: unscreened{},
		Timeout: 20 * time.Second, // a busy machine is no verdict
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Store = d.another(t)
	return d
}

// another opens the same database once more.
func (d *desk) another(t testing.TB) *store.Store {
	t.Helper()
	s, err := d.open(context.Background(), d.options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// reopen closes the store and opens it again.
func (d *desk) reopen(t testing.TB) {
	t.Helper()
	if err := d.Store.Close(); err != nil {
		t.Fatal(err)
	}
	d.Store = d.another(t)
}

// permissive is a gate that passes: what gates decide is not the store's business.
type permissive struct{}

func (permissive) Name() string { return "permissive" }
func (permissive) Check(context.Context, *policy.Case) (policy.Verdict, error) {
	return policy.Verdict{Action: policy.Pass, Reason: "fine"}, nil
}

type phrases struct{}

func (phrases) Phrase(_, key string, _ map[string]string) (string, bool) {
	return "Text of " + key, true
}

// unscreened keeps words as they are: what is taken out of them is not the business of the store.
type unscreened struct{}

func (unscreened) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

// now gives the present moment to the microsecond; a test that calls it twice gets two moments.
func now() time.Time {
	t := time.Now().UTC().Truncate(time.Microsecond)
	for !time.Now().Truncate(time.Microsecond).After(t) {
		runtime.Gosched()
	}
	return t
}

// fresh is a conversation that is not stored yet.
func fresh() candor.Conversation {
	return candor.Conversation{
		ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Channel: candor.ViaWidget, Created: now(),
	}
}

// after moves a conversation as an act would.
func after(t testing.TB, c candor.Conversation, act candor.Act) candor.Conversation {
	t.Helper()
	next, err := c.After(act, now())
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// begin stores a new conversation that begins with an act.
func (d *desk) begin(t testing.TB, act candor.Act) candor.Conversation {
	t.Helper()
	c := fresh()
	stored, err := d.Commit(context.Background(), turn.Change{Before: c, After: after(t, c, act)})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// customerSays makes what the customer wrote, through the pipeline.
func (d *desk) customerSays(c candor.Conversation, words, key string) *policy.Received {
	return d.pipeline.Receive(context.Background(), &policy.Case{
		Now: now(), Conversation: c, Message: candor.Message{
			ID: candor.NewMessageID(), Conversation: c.ID, Body: candor.Text(words), Language: "en", ClientKey: key, At: now(),
		},
	})
}

// clear makes something that may be said, through the pipeline.
func (d *desk) clear(t testing.TB, c candor.Conversation, draft policy.Draft) *policy.Cleared {
	t.Helper()
	draft.Language = "en"
	x, decision := d.pipeline.Clear(context.Background(), &policy.Case{Now: now(), Conversation: c, Draft: &draft, Desk: "Harbour & Pine"})
	if x.Empty() {
		t.Fatalf("the pipeline held a draft: %s", decision.Reason)
	}
	return x
}

func (d *desk) assistantSays(t testing.TB, c candor.Conversation, words string) *policy.Cleared {
	t.Helper()
	return d.clear(t, c, policy.Draft{
		Author: candor.ByAssistant, Kind: candor.Said, Confidence: 0.75,
		Sentences: []policy.Sentence{{Text: words, Citation: candor.Citation{
			Article: "art_1", Passage: "psg_1", Version: 2, Title: "Returns", Heading: "When", Slug: "returns", Quote: words,
		}}},
	})
}

func (d *desk) agentSays(t testing.TB, c candor.Conversation, kind candor.Kind, words, key string) *policy.Cleared {
	t.Helper()
	return d.clear(t, c, policy.Draft{
		Author: candor.ByAgent, Agent: candor.Agent{ID: mayaID, FirstName: "Maya"}, Kind: kind, Words: candor.Text(words), ClientKey: key,
	})
}

func (d *desk) notice(t testing.TB, c candor.Conversation, key string) *policy.Cleared {
	t.Helper()
	return d.clear(t, c, policy.Draft{Author: candor.ByDesk, Fixed: policy.Fixed{Key: key}})
}

// mayaID is a member of staff.
const mayaID candor.AgentID = "agt_0000000000000000000000maya"

// received is the whole change of a customer's message, as turn makes it.
func (d *desk) received(t testing.TB, c candor.Conversation, words, key string) turn.Change {
	t.Helper()
	r := d.customerSays(c, words, key)
	next := after(t, c, candor.CustomerWrites)
	next.LastCustomer = c.Messages + 1
	m := r.Message()
	return turn.Change{
		Before: c, After: next, Received: r,
		Ledger: []turn.Entry{{Message: m.ID, Entry: ledger.Entry{
			At: m.At, Kind: ledger.KindVerdict, Actor: "customer", Facts: map[string]string{"gate": "permissive", "action": "pass"},
		}}},
		Events: []candor.Event{{
			Kind: candor.MessageAdded, Conversation: c.ID, Message: m.ID, Number: c.Messages + 1, Author: candor.ByCustomer, At: m.At,
		}},
		Jobs: []candor.Job{{ID: candor.NewJobID(), Kind: candor.JobAnswer, Conversation: c.ID, RunAt: now()}},
	}
}

// say stores a customer's message.
func (d *desk) say(t testing.TB, c candor.Conversation, words, key string) candor.Conversation {
	t.Helper()
	stored, err := d.Commit(context.Background(), d.received(t, c, words, key))
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// everything is what can be seen of a conversation and of the desk around it.
type everything struct {
	Conversation candor.Conversation
	Consents     policy.Consents
	Messages     []candor.Message
	Events       []candor.Event
	Ledger       int64
	Counts       map[candor.State]int
}

func (d *desk) look(t testing.TB, id candor.ConversationID) everything {
	t.Helper()
	ctx := context.Background()
	var e everything
	var err error
	check := func(what string, err error) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	e.Conversation, e.Consents, err = d.Load(ctx, id)
	check("load", err)
	e.Messages, err = d.Messages(ctx, candor.CustomerReads(), id, 0, 1000, true)
	check("messages", err)
	e.Events, err = d.Events(ctx, "", 0, 1000)
	check("events", err)
	_, e.Ledger, err = d.Checkpoint(ctx)
	check("checkpoint", err)
	e.Counts, err = d.Counts(ctx)
	check("counts", err)
	return e
}

// sound fails the test unless the whole ledger is as it was written.
func (d *desk) sound(t testing.TB) {
	t.Helper()
	report, err := d.VerifyLedger(context.Background(), d.options.Signer.Verifier())
	if err != nil {
		t.Fatal(err)
	}
	if report.Fault != nil {
		t.Error(report.Fault.What)
	}
}

// records reads the ledger back.
func (d *desk) records(t testing.TB) []ledger.Entry {
	t.Helper()
	var out []ledger.Entry
	err := d.LedgerRows(context.Background(), func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		out = append(out, e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func words(n int) string { return fmt.Sprintf("message %d of many", n) }

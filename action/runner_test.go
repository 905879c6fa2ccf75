package action_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/store"
	"candor/internal/store/storetest"
	"candor/ledger"
	"candor/turn"
)

// bench is a runner on a real store with a tool that the test plays.
type bench struct {
	*action.Runner
	t     testing.TB
	store *store.Store
	mu    sync.Mutex
	now   time.Time
	who   action.Person
	calls []action.Call
	reply func(action.Call) (action.Result, error)
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{t: t, now: noon, who: action.Person{Email: "robin@example.org"}}
	signer, err := ledger.NewSigner(bytes.Repeat([]byte{5}, 32))
	if err != nil {
		t.Fatal(err)
	}
	b.store, err = store.Open(context.Background(), store.Options{
		Path: filepath.Join(t.TempDir(), "desk.db"), Keys: storetest.NewKeys(), Signer: signer, Create: true, Now: b.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.store.Close(); err != nil {
			t.Error(err)
		}
	})
	b.reply = func(c action.Call) (action.Result, error) {
		return c.Result([]byte(`{"outcome":"done","paid_by":"2026-10-10"}`))
	}
	registry, err := action.NewRegistry(orderStatus(), paying("order_cancel", action.Change), paying("order_refund", action.Money))
	if err != nil {
		t.Fatal(err)
	}
	b.Runner = &action.Runner{Registry: registry, Proposals: b.store, Tool: b, People: b, Now: b.clock}
	return b
}

// paying promises money by a day.
func paying(name string, kind action.Kind) action.Spec {
	s := orderStatus()
	s.Name, s.Kind, s.Ask, s.Field, s.Missing = name, kind, "action.ask", "outcome", "action.missing"
	s.Result = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["outcome"],"properties":{
		"outcome":{"type":"string","enum":["done","too_late"]},"paid_by":{"type":"string","format":"date"}}}`)
	s.Says = map[string]action.Saying{
		"done": {Key: "action.done", Promise: "refund", Due: "paid_by"}, "too_late": {Key: "action.too_late"},
	}
	return s
}

// asksFor is an agent's proposal.
func (b *bench) asksFor(who action.For, tool string, agent candor.AgentID) action.Proposal {
	b.t.Helper()
	call, refusal := b.Registry.Call(tool, `{"number":"HP-123456"}`, who)
	if refusal != nil {
		b.t.Fatal(refusal)
	}
	p, _, err := b.ProposeBy(context.Background(), call, agent)
	if err != nil || p.Proposer != agent {
		b.t.Fatalf("%+v, %v", p, err)
	}
	return p
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func (b *bench) Person(context.Context, candor.CustomerID, time.Time) (action.Person, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.who, nil
}

func (b *bench) Do(_ context.Context, c action.Call, _ action.Person) (action.Result, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls = append(b.calls, c)
	return b.reply(c)
}

func (b *bench) begin() action.For {
	b.t.Helper()
	c := candor.Conversation{ID: candor.NewConversationID(), Inbox: "main", Customer: candor.NewCustomerID(), Language: "en", Created: b.clock()}
	next, err := c.After(candor.CustomerPicksAssistant, b.clock())
	if err == nil {
		_, err = b.store.Commit(context.Background(), turn.Change{Before: c, After: next})
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return action.For{Conversation: c.ID, Customer: c.Customer}
}

func (b *bench) asks(who action.For, tool string) action.Proposal {
	b.t.Helper()
	call, refusal := b.Registry.Call(tool, `{"number":"HP-123456"}`, who)
	if refusal != nil {
		b.t.Fatal(refusal)
	}
	p, say, err := b.Propose(context.Background(), call)
	if err != nil || p.State == action.Proposed && (say.Key != "action.ask" || say.Args["number"] != "HP-123456") {
		b.t.Fatalf("%+v, %v", say, err)
	}
	return p
}

func (b *bench) state(id action.ProposalID) action.Proposal {
	b.t.Helper()
	p, err := b.store.Proposal(context.Background(), candor.CustomerReads(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

func TestAChangeIsDoneWithTheCustomersYesAndOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	if len(b.calls) != 0 {
		t.Fatal("it was done before anybody said yes")
	}
	for _, words := range []candor.Text{"yes, but only the lamp", "what?", ""} {
		if _, handled, err := b.Answer(t.Context(), who, words, "en"); handled || err != nil {
			t.Errorf("%q: %v, %v", words, handled, err)
		}
	}
	if _, handled, err := b.Answer(t.Context(), b.begin(), "yes", "en"); handled || err != nil {
		t.Errorf("a yes in another conversation: %v, %v", handled, err)
	}
	other := who
	other.Customer = candor.NewCustomerID()
	if _, handled, err := b.Answer(t.Context(), other, "yes", "en"); handled || err != nil {
		t.Errorf("somebody else's yes: %v, %v", handled, err)
	}
	say, handled, err := b.Answer(t.Context(), who, "Yes, please.", "en")
	if err != nil || !handled || say.Key != "action.done" {
		t.Fatalf("%+v, %v, %v", say, handled, err)
	}
	if len(b.calls) != 1 || b.calls[0].IdempotencyKey() != string(p.ID) {
		t.Fatalf("%d calls", len(b.calls))
	}
	if _, handled, err := b.Answer(t.Context(), who, "yes", "en"); handled || err != nil {
		t.Errorf("a second yes: %v, %v", handled, err)
	}
	if _, err := b.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: who.Customer}); !errors.Is(err, action.ErrStep) {
		t.Errorf("a second click: %v", err)
	}
	if len(b.calls) != 1 || b.state(p.ID).State != action.Done {
		t.Errorf("%d calls, %s", len(b.calls), b.state(p.ID).State)
	}
	owed, err := b.store.CommitmentsOf(t.Context(), who.Conversation)
	if err != nil || len(owed) != 1 || owed[0].Kind != "refund" || !owed[0].Due.Equal(time.Date(2026, 10, 11, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", owed, err)
	}
}

func TestManyClicksAtOnceDoItOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := b.Take(context.Background(), p.ID, action.Accept, action.Who{Customer: who.Customer})
			if err != nil && !errors.Is(err, candor.ErrMoved) && !errors.Is(err, action.ErrStep) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(b.calls) != 1 {
		t.Errorf("it was done %d times", len(b.calls))
	}
}

func TestMoneyWaitsForAnAgent(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who, maya := b.begin(), action.Who{Agent: candor.NewAgentID()}
	p := b.asks(who, "order_refund")
	if _, err := b.Take(t.Context(), p.ID, action.Approve, maya); !errors.Is(err, action.ErrStep) {
		t.Errorf("an agent before the customer: %v", err)
	}
	if say, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil || say.Key != action.SaysWithAgent || len(b.calls) != 0 {
		t.Fatalf("%+v, %v, %d calls", say, err, len(b.calls))
	}
	if again := b.asks(who, "order_refund"); again.ID != p.ID {
		t.Error("the same is asked twice")
	}
	if _, err := b.Take(t.Context(), p.ID, action.Approve, action.Who{Customer: who.Customer}); !errors.Is(err, action.ErrWho) {
		t.Errorf("the customer approves: %v", err)
	}
	b.pass(24 * time.Hour)
	say, err := b.Take(t.Context(), p.ID, action.Approve, maya)
	if err != nil || say.Key != "action.done" || len(b.calls) != 1 {
		t.Errorf("%+v, %v, %d calls", say, err, len(b.calls))
	}
	if got := b.state(p.ID); got.State != action.Done || got.Agent != maya.Agent {
		t.Errorf("%+v", got)
	}
}

func TestANoLeavesEverythingAsItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	if say, handled, err := b.Answer(t.Context(), who, "No, thanks", "en"); err != nil || !handled || say.Key != action.SaysDeclined {
		t.Errorf("%+v, %v, %v", say, handled, err)
	}
	refund := b.asks(who, "order_refund")
	if _, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil {
		t.Fatal(err)
	}
	if say, err := b.Take(t.Context(), refund.ID, action.Refuse, action.Who{Agent: candor.NewAgentID()}); err != nil || say.Key != action.SaysRefused {
		t.Errorf("%+v, %v", say, err)
	}
	if len(b.calls) != 0 || b.state(p.ID).State != action.Declined || b.state(refund.ID).State != action.Declined {
		t.Errorf("%d calls, %s, %s", len(b.calls), b.state(p.ID).State, b.state(refund.ID).State)
	}
}

func TestWhoIsNotProvenIsAskedToProveItFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	b.who = action.Person{}
	look, _ := b.Registry.Call("order_status", `{"number":"HP-123456"}`, who)
	if say, err := b.Look(t.Context(), look); err != nil || say.Key != action.SaysProve {
		t.Errorf("%+v, %v", say, err)
	}
	cancel, _ := b.Registry.Call("order_refund", `{"number":"HP-123456"}`, who)
	if q, say, err := b.Propose(t.Context(), cancel); err != nil || say.Key != action.SaysProve || q.ID != "" {
		t.Errorf("%+v, %v", say, err)
	}
	if say, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil || say.Key != action.SaysProve || b.state(p.ID).State != action.Proposed {
		t.Errorf("%+v, %v", say, err)
	}
	if len(b.calls) != 0 {
		t.Error("a tool was asked about nobody")
	}
	b.who = action.Person{Email: "robin@example.org"}
	b.reply = func(action.Call) (action.Result, error) { return action.Result{}, action.ErrUnproven }
	if say, err := b.Look(t.Context(), look); err != nil || say.Key != action.SaysProve {
		t.Errorf("the other side does not know them: %+v, %v", say, err)
	}
}

func TestALookSaysWhatCameBackOrNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	look, _ := b.Registry.Call("order_status", `{"number":"HP-123456"}`, who)
	b.reply = func(c action.Call) (action.Result, error) {
		return c.Result([]byte(`{"status":"sent","number":"HP-123456","expected":"2026-10-07"}`))
	}
	if say, err := b.Look(t.Context(), look); err != nil || say.Key != "action.order_status.sent" {
		t.Errorf("%+v, %v", say, err)
	}
	b.reply = func(action.Call) (action.Result, error) { return action.Result{}, errors.New("down") }
	if say, err := b.Look(t.Context(), look); err == nil || say.Key != "" {
		t.Errorf("%+v, %v", say, err)
	}
	b.reply = func(action.Call) (action.Result, error) { return action.Result{}, nil }
	if _, err := b.Look(t.Context(), look); !errors.Is(err, action.ErrResult) {
		t.Errorf("an empty result: %v", err)
	}
	cancel, _ := b.Registry.Call("order_cancel", `{"number":"HP-123456"}`, who)
	if _, err := b.Look(t.Context(), cancel); !errors.Is(err, action.ErrStep) {
		t.Errorf("a change was looked at: %v", err)
	}
	if _, err := b.Look(t.Context(), action.Call{}); !errors.Is(err, action.ErrStep) {
		t.Errorf("nothing was looked at: %v", err)
	}
	if _, _, err := b.Propose(t.Context(), look); !errors.Is(err, action.ErrStep) {
		t.Errorf("a look was proposed: %v", err)
	}
}

func TestWhatFailsIsToldAndPromisesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	for _, x := range []struct {
		name  string
		reply func(action.Call) (action.Result, error)
		says  string
		state action.State
	}{
		{"the tool fails", func(action.Call) (action.Result, error) { return action.Result{}, errors.New("refused") }, action.SaysFailed, action.Failed},
		{"there is no such thing", func(c action.Call) (action.Result, error) { return c.Missing(), nil }, "action.missing", action.Failed},
		{"it is too late", func(c action.Call) (action.Result, error) { return c.Result([]byte(`{"outcome":"too_late"}`)) }, "action.too_late", action.Done},
		{"not proven there", func(action.Call) (action.Result, error) { return action.Result{}, action.ErrUnproven }, action.SaysProve, action.Failed},
	} {
		b.reply = x.reply
		p := b.asks(who, "order_cancel")
		if say, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil || say.Key != x.says || b.state(p.ID).State != x.state {
			t.Errorf("%s: %+v, %v, %s", x.name, say, err, b.state(p.ID).State)
		}
	}
	if owed, err := b.store.CommitmentsOf(t.Context(), who.Conversation); err != nil || len(owed) != 0 {
		t.Errorf("%+v, %v", owed, err)
	}
}

func TestWhatWasCutOffIsFinishedWithTheSameKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	done := b.reply
	b.reply = func(action.Call) (action.Result, error) { return action.Result{}, action.ErrUnknownEnd }
	if say, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil || say.Key != action.SaysUnsure || b.state(p.ID).State != action.Running {
		t.Fatalf("%+v, %v", say, err)
	}
	if told, err := b.Resume(t.Context(), 10); err != nil || len(told) != 0 || len(b.calls) != 1 {
		t.Errorf("at once: %v, %v", told, err)
	}
	b.pass(3 * time.Minute)
	b.reply = done
	told, err := b.Resume(t.Context(), 10)
	if err != nil || len(told) != 1 || told[0].Say.Key != "action.done" || told[0].Proposal.ID != p.ID {
		t.Fatalf("%+v, %v", told, err)
	}
	if len(b.calls) != 2 || b.calls[0].IdempotencyKey() != b.calls[1].IdempotencyKey() {
		t.Errorf("%d calls", len(b.calls))
	}
	if told, err := b.Resume(t.Context(), 10); err != nil || len(told) != 0 {
		t.Errorf("again: %v, %v", told, err)
	}
}

func TestWhatNeverEndsIsGivenToAPersonAfterThreeTries(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	b.reply = func(action.Call) (action.Result, error) { return action.Result{}, action.ErrUnknownEnd }
	if _, _, err := b.Answer(t.Context(), who, "yes", "en"); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		b.pass(3 * time.Minute)
		if _, err := b.Resume(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.state(p.ID); len(b.calls) != 3 || got.State != action.Failed || got.Outcome != "unknown_end" {
		t.Errorf("%d calls, %s, %s", len(b.calls), got.State, got.Outcome)
	}
}

func TestWhatNobodyAnswersExpires(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who, other := b.begin(), b.begin()
	p := b.asks(who, "order_cancel")
	refund := b.asks(other, "order_refund")
	if _, _, err := b.Answer(t.Context(), other, "yes", "en"); err != nil {
		t.Fatal(err)
	}
	b.pass(action.ForCustomer)
	if say, handled, err := b.Answer(t.Context(), who, "yes", "en"); err != nil || !handled || say.Key != action.SaysExpired || b.state(p.ID).State != action.Expired {
		t.Errorf("%+v, %v", say, err)
	}
	b.pass(action.ForAgent)
	told, err := b.Resume(t.Context(), 10)
	if err != nil || len(told) != 1 || told[0].Say.Key != action.SaysExpired || told[0].Proposal.ID != refund.ID {
		t.Errorf("%+v, %v", told, err)
	}
	if len(b.calls) != 0 {
		t.Error("something was done")
	}
}

// A desk that stopped between the yes and the act does it after the next start.
func TestAYesSurvivesARestart(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	next, err := p.After(action.Accept, action.Who{Customer: who.Customer}, b.clock())
	if err == nil {
		err = b.store.SaveProposal(t.Context(), next)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.pass(3 * time.Minute)
	told, err := b.Resume(t.Context(), 10)
	if err != nil || len(told) != 1 || told[0].Say.Key != "action.done" || len(b.calls) != 1 {
		t.Errorf("%+v, %v", told, err)
	}
	if !slices.Contains([]action.State{action.Done}, b.state(p.ID).State) {
		t.Error(b.state(p.ID).State)
	}
}

func TestWhatAnAgentProposedIsDoneAfterTheCustomersYes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	maya := candor.NewAgentID()
	b.Agents = func(_ context.Context, id candor.AgentID) bool { return id == maya }
	who := b.begin()
	p := b.asksFor(who, "order_refund", maya)
	if _, err := b.Take(t.Context(), p.ID, action.Approve, action.Who{Agent: maya}); !errors.Is(err, action.ErrStep) || len(b.calls) != 0 {
		t.Fatalf("an agent agreed before the customer: %v", err)
	}
	say, err := b.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: who.Customer})
	if err != nil || say.Key != "action.done" || len(b.calls) != 1 {
		t.Fatalf("%+v, %v, done %d times", say, err, len(b.calls))
	}
	got, err := b.store.Proposal(t.Context(), candor.Access{Actor: "desk", Purpose: candor.Serve}, p.ID)
	if err != nil || got.State != action.Done || got.Agent != maya || got.Proposer != maya || got.Approved.IsZero() || got.Says.Key != "action.done" || !got.Told.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	owed, err := b.store.CommitmentsOf(t.Context(), who.Conversation)
	if err != nil || len(owed) != 1 || owed[0].Agent != maya {
		t.Errorf("%+v, %v", owed, err)
	}
}

func TestAnAgentWhoMayNotDecideAnyMoreDoesNotAgreeByHavingProposed(t *testing.T) {
	t.Parallel()
	for name, agents := range map[string]func(context.Context, candor.AgentID) bool{"nobody knows": nil, "not any more": func(context.Context, candor.AgentID) bool { return false }} {
		b := newBench(t)
		b.Agents = agents
		who, other := b.begin(), candor.NewAgentID()
		p := b.asksFor(who, "order_refund", candor.NewAgentID())
		say, err := b.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: who.Customer})
		if err != nil || say.Key != action.SaysWithAgent || len(b.calls) != 0 {
			t.Errorf("%s: %+v, %v", name, say, err)
		}
		if say, err = b.Take(t.Context(), p.ID, action.Approve, action.Who{Agent: other}); err != nil || say.Key != "action.done" || len(b.calls) != 1 {
			t.Errorf("%s: %+v, %v", name, say, err)
		}
	}
}

func TestWhereASecondPersonIsWantedNobodyAgreesToTheirOwnProposal(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	paid := paying("order_refund", action.Money)
	paid.Second = true
	b.Registry = registry(t, paid)
	maya, theo := candor.NewAgentID(), candor.NewAgentID()
	b.Agents = func(context.Context, candor.AgentID) bool { return true }
	who := b.begin()
	p := b.asksFor(who, "order_refund", maya)
	say, err := b.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: who.Customer})
	if err != nil || say.Key != action.SaysWithAgent {
		t.Fatalf("%+v, %v", say, err)
	}
	if _, err := b.Take(t.Context(), p.ID, action.Approve, action.Who{Agent: maya}); !errors.Is(err, action.ErrSecond) || len(b.calls) != 0 {
		t.Errorf("%v, done %d times", err, len(b.calls))
	}
	if say, err = b.Take(t.Context(), p.ID, action.Approve, action.Who{Agent: theo}); err != nil || say.Key != "action.done" || len(b.calls) != 1 {
		t.Errorf("%+v, %v", say, err)
	}
	spec := paying("order_cancel", action.Change)
	spec.Second = true
	if _, err := action.NewRegistry(spec); !errors.Is(err, action.ErrSpec) {
		t.Errorf("a second agent for what is no money: %v", err)
	}
}

func TestWhatIsToldOfAnEndIsKeptUntilItIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	who := b.begin()
	p := b.asks(who, "order_cancel")
	if _, err := b.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: who.Customer}); err != nil {
		t.Fatal(err)
	}
	untold := func() int {
		all, err := b.store.Untold(t.Context(), b.clock().Add(time.Second), 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.Says.Key != "action.done" || one.ID != p.ID {
				t.Errorf("%+v", one)
			}
		}
		return len(all)
	}
	if n := untold(); n != 1 {
		t.Errorf("%d are not told", n)
	}
	if err := b.store.ProposalTold(t.Context(), p.ID, b.clock()); err != nil {
		t.Fatal(err)
	}
	if n := untold(); n != 0 {
		t.Errorf("%d are not told, after all were", n)
	}
	b.asks(who, "order_refund")
	b.pass(action.ForCustomer + time.Minute)
	if _, err := b.Resume(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	if n := untold(); n != 0 {
		t.Error("that a question which they left alone is over is to be told")
	}
}

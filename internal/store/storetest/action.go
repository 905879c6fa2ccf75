package storetest

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

func actionCases() []testCase {
	return []testCase{
		{"a proposal moves on from the version that was read, and is done once", proposalMoves},
		{"of many who accept at the same moment one does it", proposalRace},
		{"the same act is proposed once, and only the last question is open", proposalOnce},
		{"what a proposal is about is opened for a purpose and on the record", proposalSealed},
		{"what waits too long or was cut off is found", proposalStuck},
		{"whose idea it was and what is told of its end come back, until it was told", proposalTold},
		{"a call that was refused is on the record, and nothing of its words", callRefused},
		{"what waits for an agent is listed without what it is about", proposalForAgents},
		{"a commitment is kept, late or broken once, and told to the ledger", commitmentEnds},
		{"the same is promised once, together with the step that promises it", commitmentOnce},
		{"commitments are listed by their dates and opened one by one", commitmentLists},
		{"what a customer was asked and promised goes with them", actionsGo},
		{"a person's export tells what they were asked and promised", actionsExported},
	}
}

// acts is a registry of two acts.
func acts(t testing.TB) *action.Registry {
	t.Helper()
	spec := func(name string, kind action.Kind) action.Spec {
		return action.Spec{
			Name: name, Title: "a.title", Kind: kind, Ask: "a.ask", Missing: "a.missing", Field: "outcome",
			Arguments: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["number"],"properties":{"number":{"type":"string","pattern":"^HP-[0-9]{6}$","maxLength":9}}}`),
			Result:    json.RawMessage(`{"type":"object","additionalProperties":false,"required":["outcome"],"properties":{"outcome":{"type":"string","enum":["yes"]}}}`),
			Says:      map[string]action.Saying{"yes": {Key: "a.yes"}},
		}
	}
	r, err := action.NewRegistry(spec("order_cancel", action.Change), spec("order_refund", action.Money))
	must(t, err)
	return r
}

// proposes keeps a proposal about an order.
func (d *desk) proposes(t testing.TB, c candor.Conversation, tool, number string) action.Proposal {
	t.Helper()
	call, refusal := acts(t).Call(tool, `{"number":"`+number+`"}`, action.For{Conversation: c.ID, Customer: c.Customer})
	if refusal != nil {
		t.Fatal(refusal)
	}
	p, ok := action.Propose(call, now())
	if !ok {
		t.Fatal("no proposal")
	}
	p, err := d.AddProposal(t.Context(), p)
	must(t, err)
	return p
}

// takes keeps the next step of a proposal.
func (d *desk) takes(t testing.TB, p action.Proposal, act action.Act, who action.Who) action.Proposal {
	t.Helper()
	next, err := p.After(act, who, now())
	must(t, err)
	must(t, d.SaveProposal(t.Context(), next))
	return next
}

// promises keeps a commitment.
func (d *desk) promises(t testing.TB, c candor.Conversation, kind, source string, due time.Duration) action.Commitment {
	t.Helper()
	at := now()
	x, err := action.Promise(action.Commitment{
		Conversation: c.ID, Customer: c.Customer, Kind: kind, By: action.ByAgent, Agent: mayaID, Source: source,
		Due: at.Add(due).Truncate(time.Microsecond), Words: "Quillon gets a new leg.",
	}, at)
	must(t, err)
	_, err = d.AddCommitment(t.Context(), x)
	must(t, err)
	return x
}

func customer(c candor.Conversation) action.Who { return action.Who{Customer: c.Customer} }

func proposalMoves(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	p := d.proposes(t, c, "order_refund", "HP-111111")
	accepted := d.takes(t, p, action.Accept, customer(c))
	if declined, err := p.After(action.Decline, customer(c), now()); err != nil || !errors.Is(d.SaveProposal(t.Context(), declined), candor.ErrMoved) {
		t.Error("a second click on an old page took a step")
	}
	approved := d.takes(t, accepted, action.Approve, action.Who{Agent: mayaID})
	running := d.takes(t, approved, action.Run, action.ByDesk())
	done := d.takes(t, running, action.Succeed, action.ByDesk())
	d.reopen(t)
	got, err := d.Proposal(t.Context(), officer(), p.ID)
	must(t, err)
	if diff := cmp.Diff(done, got); diff != "" {
		t.Error(diff)
	}
	if again, err := running.After(action.Fail, action.ByDesk(), now()); err != nil || !errors.Is(d.SaveProposal(t.Context(), again), candor.ErrMoved) {
		t.Error("what is over was changed")
	}
	var told []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindAction {
			told = append(told, e.Actor+" "+e.Facts["method"]+" "+e.Facts["state"])
		}
	}
	want := []string{
		"desk order_refund proposed", "customer order_refund accepted", "agent:" + string(mayaID) + " order_refund approved",
		"desk order_refund running", "desk order_refund done",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if _, err := d.Proposal(t.Context(), officer(), action.NewProposalID()); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an unknown one: %v", err)
	}
}

func proposalRace(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	p := d.proposes(t, c, "order_cancel", "HP-111111")
	next, err := p.After(action.Accept, customer(c), now())
	must(t, err)
	var all sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range 8 {
		all.Go(func() {
			if d.SaveProposal(t.Context(), next) == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if won != 1 {
		t.Errorf("%d of 8 took the step", won)
	}
}

func proposalOnce(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	first := d.proposes(t, c, "order_cancel", "HP-111111")
	if again := d.proposes(t, c, "order_cancel", "HP-111111"); again.ID != first.ID {
		t.Error("the same act was proposed twice")
	}
	second := d.proposes(t, c, "order_cancel", "HP-222222")
	asked, ok, err := d.Asked(t.Context(), candor.CustomerReads(), c.ID)
	must(t, err)
	if !ok || asked.ID != second.ID {
		t.Errorf("asked: %+v, %v", asked, ok)
	}
	got, err := d.Proposal(t.Context(), candor.CustomerReads(), first.ID)
	must(t, err)
	if got.State != action.Expired || got.Outcome != "replaced" {
		t.Errorf("the question before is %s", got.State)
	}
	d.takes(t, second, action.Decline, customer(c))
	if _, ok, err := d.Asked(t.Context(), candor.CustomerReads(), c.ID); ok || err != nil {
		t.Errorf("still asked: %v", err)
	}
	if third := d.proposes(t, c, "order_cancel", "HP-222222"); third.ID == second.ID {
		t.Error("what was declined cannot be asked again")
	}
	other := d.begin(t, candor.CustomerPicksAssistant)
	stray := first
	stray.ID, stray.Conversation = action.NewProposalID(), other.ID
	if _, err := d.AddProposal(t.Context(), stray); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("in somebody else's conversation: %v", err)
	}
}

func proposalSealed(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	p := d.proposes(t, c, "order_refund", "HP-939393")
	if _, err := d.Proposal(t.Context(), candor.Access{Actor: "desk"}, p.ID); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("for no purpose: %v", err)
	}
	before := len(d.records(t))
	got, err := d.Proposal(t.Context(), candor.AgentReads(mayaID), p.ID)
	must(t, err)
	if !strings.Contains(string(got.Arguments), "HP-939393") {
		t.Error("what it is about is gone")
	}
	if e := d.records(t); len(e) != before+1 || e[before].Kind != ledger.KindRead {
		t.Error("nobody can tell who looked")
	}
}

func proposalStuck(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	waits := d.proposes(t, c, "order_refund", "HP-111111")
	runs := d.takes(t, d.takes(t, d.proposes(t, other, "order_cancel", "HP-222222"), action.Accept, customer(other)), action.Run, action.ByDesk())
	find := func(now, begun time.Time) (ids []action.ProposalID) {
		all, err := d.Stuck(t.Context(), now, begun, 10)
		must(t, err)
		for _, p := range all {
			ids = append(ids, p.ID)
		}
		return ids
	}
	if got := find(now(), now().Add(-time.Minute)); len(got) != 0 {
		t.Errorf("at once: %v", got)
	}
	if diff := cmp.Diff([]action.ProposalID{runs.ID}, find(now(), now().Add(time.Minute))); diff != "" {
		t.Errorf("cut off: %s", diff)
	}
	if diff := cmp.Diff([]action.ProposalID{waits.ID}, find(now().Add(2*time.Hour), now().Add(-time.Minute))); diff != "" {
		t.Errorf("too late: %s", diff)
	}
}

func proposalForAgents(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	d.takes(t, d.proposes(t, other, "order_cancel", "HP-222222"), action.Accept, customer(other))
	p := d.proposes(t, c, "order_refund", "HP-111111")
	if all, err := d.ForAgents(t.Context(), 10); err != nil || len(all) != 0 {
		t.Errorf("before the customer said yes: %v, %v", all, err)
	}
	d.takes(t, p, action.Accept, customer(c))
	before := len(d.records(t))
	all, err := d.ForAgents(t.Context(), 10)
	must(t, err)
	if len(all) != 1 || all[0].ID != p.ID || all[0].Arguments != "" || all[0].Customer != c.Customer {
		t.Errorf("%+v", all)
	}
	if len(d.records(t)) != before {
		t.Error("a list that opens nothing is on the record")
	}
	if _, _, waiting, err := d.CommitmentCounts(t.Context(), now()); waiting != 1 || err != nil {
		t.Errorf("%d wait, %v", waiting, err)
	}
}

func commitmentEnds(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	kept, late, broken := d.promises(t, c, "refund", "a", time.Hour), d.promises(t, c, "refund", "b", time.Hour), d.promises(t, c, "refund", "", time.Hour)
	next, err := kept.Keep(mayaID, "", now())
	must(t, err)
	must(t, d.EndCommitment(t.Context(), next))
	if err := d.EndCommitment(t.Context(), next); !errors.Is(err, action.ErrEnded) {
		t.Errorf("again: %v", err)
	}
	next, err = late.Keep(mayaID, "The bank was closed.", now().Add(2*time.Hour))
	must(t, err)
	must(t, d.EndCommitment(t.Context(), next))
	next, err = broken.Break(mayaID, "There is no leg left.", now())
	must(t, err)
	must(t, d.EndCommitment(t.Context(), next))
	d.reopen(t)
	got, err := d.Commitment(t.Context(), officer(), broken.ID)
	must(t, err)
	if diff := cmp.Diff(next, got); diff != "" {
		t.Error(diff)
	}
	var told []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindCommitment {
			told = append(told, e.Facts["state"])
		}
	}
	if diff := cmp.Diff([]string{"open", "open", "open", "kept", "late", "broken"}, told); diff != "" {
		t.Error(diff)
	}
}

func commitmentOnce(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	p := d.takes(t, d.takes(t, d.proposes(t, c, "order_cancel", "HP-222222"), action.Accept, customer(c)), action.Run, action.ByDesk())
	at := now()
	x, err := action.Promise(action.Commitment{
		Conversation: c.ID, Customer: c.Customer, Kind: "refund", By: action.ByAction, Source: string(p.ID), Due: at.Add(time.Hour),
	}, at)
	must(t, err)
	done, err := p.After(action.Succeed, action.ByDesk(), now())
	must(t, err)
	must(t, d.SaveProposal(t.Context(), done, x))
	if err := d.SaveProposal(t.Context(), done, x); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("again: %v", err)
	}
	if added, err := d.AddCommitment(t.Context(), x); added || err != nil {
		t.Errorf("by another way: %v, %v", added, err)
	}
	all, err := d.CommitmentsOf(t.Context(), c.ID)
	must(t, err)
	if len(all) != 1 || all[0].Source != string(p.ID) {
		t.Errorf("%+v", all)
	}
	x.ID, x.Conversation = action.NewCommitmentID(), candor.NewConversationID()
	if _, err := d.AddCommitment(t.Context(), x); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("in no conversation: %v", err)
	}
}

func commitmentLists(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	third, first, second := d.promises(t, c, "refund", "a", 3*time.Hour), d.promises(t, c, "refund", "b", time.Hour), d.promises(t, c, "callback", "", 2*time.Hour)
	before := len(d.records(t))
	all, err := d.Owed(t.Context(), 10)
	must(t, err)
	var ids []action.CommitmentID
	for _, x := range all {
		ids = append(ids, x.ID)
		if x.Words != "" || x.Customer != c.Customer {
			t.Errorf("%+v", x)
		}
	}
	if diff := cmp.Diff([]action.CommitmentID{first.ID, second.ID, third.ID}, ids); diff != "" {
		t.Error(diff)
	}
	if len(d.records(t)) != before {
		t.Error("a list that opens nothing is on the record")
	}
	if owed, overdue, _, err := d.CommitmentCounts(t.Context(), now().Add(90*time.Minute)); owed != 3 || overdue != 1 || err != nil {
		t.Errorf("%d owed, %d overdue, %v", owed, overdue, err)
	}
	got, err := d.Commitment(t.Context(), candor.AgentReads(mayaID), first.ID)
	must(t, err)
	if got.Words != first.Words || len(d.records(t)) != before+1 {
		t.Error("the words, or who looked, are gone")
	}
	if _, err := d.Commitment(t.Context(), candor.Access{}, first.ID); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("for no purpose: %v", err)
	}
	next, err := second.Keep(mayaID, "", now())
	must(t, err)
	must(t, d.EndCommitment(t.Context(), next))
	if all, err := d.Settled(t.Context(), 10); err != nil || len(all) != 1 || all[0].ID != second.ID {
		t.Errorf("%+v, %v", all, err)
	}
}

// acted keeps one proposal and one commitment of a conversation.
func (d *desk) acted(t testing.TB, c candor.Conversation) {
	t.Helper()
	d.takes(t, d.proposes(t, c, "order_refund", "HP-939393"), action.Accept, customer(c))
	d.promises(t, c, "refund", "a", time.Hour)
}

func actionsGo(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerPicksAssistant), d.begin(t, candor.CustomerPicksAssistant)
	d.acted(t, c)
	d.acted(t, other)
	if got := d.left(t, c.Customer); got["proposal"] != 1 || got["commitment"] != 1 {
		t.Fatalf("%v", got)
	}
	for name, r := range d.erase(t, c.Customer) {
		if name == "proposal" && (r.Outcome != rights.Erased || r.Count != 1) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if got := d.left(t, c.Customer); got["proposal"] != 0 || got["commitment"] != 0 {
		t.Errorf("%v", got)
	}
	if got := d.left(t, other.Customer); got["proposal"] != 1 || got["commitment"] != 1 {
		t.Errorf("somebody else's are gone: %v", got)
	}
	if n, err := d.ForAgents(t.Context(), 10); err != nil || len(n) != 1 {
		t.Errorf("%d wait, %v", len(n), err)
	}
}

// files keeps what is attached to an export.
type files map[string]string

func (f files) Put(rights.Record) error { return nil }

func (f files) Attach(a rights.Attachment, body io.Reader) error {
	raw, err := io.ReadAll(body)
	f[a.Name] += string(raw)
	return err
}

func actionsExported(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	d.acted(t, c)
	d.acted(t, d.begin(t, candor.CustomerPicksAssistant)) // somebody else's
	got := files{}
	for _, name := range []string{"proposal", "commitment"} {
		must(t, d.handler(t, name).Export(t.Context(), subject(c.Customer), got))
	}
	for name, want := range map[string]string{"proposals.json": `"number": "HP-939393"`, "promises.json": `"words": "Quillon gets a new leg."`} {
		if strings.Count(got[name], want) != 1 {
			t.Errorf("%s: %s", name, got[name])
		}
	}
}

var _ action.Proposals = (*store.Store)(nil)

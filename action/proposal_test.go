package action_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/action"
)

var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

// kinds of acts that are proposed.
func change(kind action.Kind) action.Spec {
	s := orderStatus()
	s.Name, s.Kind, s.Ask = "order_"+kind.String(), kind, "action.ask"
	return s
}

func proposed(t testing.TB, kind action.Kind) action.Proposal {
	t.Helper()
	call, refusal := registry(t, change(kind)).Call("order_"+kind.String(), `{"number":"HP-123456"}`, somebody())
	if refusal != nil {
		t.Fatal(refusal)
	}
	p, ok := action.Propose(call, noon)
	if !ok {
		t.Fatal("no proposal")
	}
	return p
}

// everybody who could take a step of a proposal.
func everybody(p action.Proposal) map[string]action.Who {
	return map[string]action.Who{
		"nobody": {}, "the customer": {Customer: p.Customer}, "another customer": {Customer: candor.NewCustomerID()},
		"an agent": {Agent: candor.NewAgentID()}, "an agent without a name": {Agent: "x"}, "the desk": action.ByDesk(),
		"the desk as the customer": {Customer: p.Customer, Desk: true},
		"an agent as the customer": {Customer: p.Customer, Agent: candor.NewAgentID()},
	}
}

// path is how a proposal came to where it is.
type path struct {
	p     action.Proposal
	taken []action.Act
	by    []string
}

// explore walks every state that a proposal of a kind can reach, by every act of everybody, within its
// time.
func explore(t *testing.T, kind action.Kind, see func(before path, act action.Act, who string, after action.Proposal, err error)) map[action.State]bool {
	t.Helper()
	seen := map[action.State]bool{action.Proposed: true}
	todo := []path{{p: proposed(t, kind)}}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		for _, act := range action.Acts() {
			for name, who := range everybody(at.p) {
				now := at.p.Moved.Add(time.Second)
				if act == action.Expire {
					now = at.p.Expires
				}
				after, err := at.p.After(act, who, now)
				see(at, act, name, after, err)
				if err == nil && !seen[after.State] {
					seen[after.State] = true
					todo = append(todo, path{after, append(append([]action.Act(nil), at.taken...), act), append(append([]string(nil), at.by...), name)})
				}
			}
		}
	}
	return seen
}

func TestNothingIsDoneWithoutTheYesOfWhoHasToSayIt(t *testing.T) {
	t.Parallel()
	for _, kind := range []action.Kind{action.Change, action.Money} {
		steps := 0
		seen := explore(t, kind, func(before path, act action.Act, who string, after action.Proposal, err error) {
			if err != nil {
				if !cmp.Equal(after, before.p) {
					t.Errorf("%s: %s in %s is refused but changed the proposal", kind, act, before.p.State)
				}
				return
			}
			steps++
			if after.Version != before.p.Version+1 {
				t.Errorf("%s: %s does not count as a step", kind, act)
			}
			want := map[action.Act]string{action.Accept: "the customer", action.Decline: "the customer", action.Approve: "an agent", action.Refuse: "an agent"}[act]
			if want == "" {
				want = "the desk"
			}
			if who != want {
				t.Errorf("%s: %s by %s", kind, act, who)
			}
			if after.State == action.Running || after.State == action.Done || after.State == action.Failed {
				if after.Accepted.IsZero() {
					t.Errorf("%s is %s without the customer's yes (%v)", kind, after.State, before.taken)
				}
				if kind == action.Money && (after.Approved.IsZero() || after.Agent == "") {
					t.Errorf("%s is %s without an agent's yes (%v)", kind, after.State, before.taken)
				}
			}
		})
		if steps == 0 {
			t.Fatal("nothing was explored")
		}
		for _, s := range action.States() {
			if s == action.Approved && kind == action.Change {
				continue // for that an agent is not asked
			}
			if !seen[s] {
				t.Errorf("%s: no way leads to %s", kind, s)
			}
		}
	}
}

func TestWhatIsOverStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, kind := range []action.Kind{action.Change, action.Money} {
		explore(t, kind, func(before path, act action.Act, _ string, _ action.Proposal, err error) {
			if before.p.Over() && err == nil {
				t.Errorf("%s: %s in %s", kind, act, before.p.State)
			}
		})
	}
	for state, row := range action.Steps() {
		if _, ok := row[action.Accept]; ok != (state == action.Proposed) {
			t.Errorf("a second yes in %s", state)
		}
	}
}

func TestAYesComesInTime(t *testing.T) {
	t.Parallel()
	p := proposed(t, action.Money)
	customer, agent := action.Who{Customer: p.Customer}, action.Who{Agent: candor.NewAgentID()}
	if _, err := p.After(action.Accept, customer, noon.Add(action.ForCustomer)); !errors.Is(err, action.ErrExpired) {
		t.Errorf("an hour later: %v", err)
	}
	if _, err := p.After(action.Expire, action.ByDesk(), noon.Add(action.ForCustomer-1)); !errors.Is(err, action.ErrStep) {
		t.Errorf("expired too early: %v", err)
	}
	accepted, err := p.After(action.Accept, customer, noon.Add(action.ForCustomer-1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := accepted.After(action.Approve, agent, accepted.Accepted.Add(action.ForAgent)); !errors.Is(err, action.ErrExpired) {
		t.Errorf("approved too late: %v", err)
	}
	approved, err := accepted.After(action.Approve, agent, accepted.Accepted.Add(action.ForAgent-1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := approved.After(action.Run, action.ByDesk(), approved.Approved.Add(action.ForRun)); !errors.Is(err, action.ErrExpired) {
		t.Errorf("begun too late: %v", err)
	}
	if _, err := p.After(action.Decline, customer, noon.AddDate(1, 0, 0)); err != nil {
		t.Errorf("a no is never too late: %v", err)
	}
}

func TestOnlyARunningProposalGivesACall(t *testing.T) {
	t.Parallel()
	p := proposed(t, action.Change)
	r := registry(t, change(action.Change))
	if _, err := r.CallOf(p); !errors.Is(err, action.ErrStep) {
		t.Errorf("proposed: %v", err)
	}
	forged := p
	forged.State = action.Running
	if _, err := r.CallOf(forged); !errors.Is(err, action.ErrStep) {
		t.Errorf("running and never accepted: %v", err)
	}
	accepted, _ := p.After(action.Accept, action.Who{Customer: p.Customer}, noon)
	running, err := accepted.After(action.Run, action.ByDesk(), noon)
	if err != nil {
		t.Fatal(err)
	}
	call, err := r.CallOf(running)
	if err != nil || call.IdempotencyKey() != string(p.ID) || call.JSON() != string(p.Arguments) {
		t.Errorf("%+v, %v", call, err)
	}
	shown, err := r.Shown(p)
	if err != nil || shown.IdempotencyKey() != "" {
		t.Errorf("what is shown could be sent: %v", err)
	}
	money := change(action.Money)
	money.Name = p.Tool
	if _, err := registry(t, money).CallOf(running); err == nil {
		t.Error("a change was done that is money now")
	}
	if _, err := registry(t).CallOf(running); err == nil {
		t.Error("an act was done that is not known any more")
	}
}

func TestALookIsNotProposed(t *testing.T) {
	t.Parallel()
	call, _ := registry(t, orderStatus()).Call("order_status", `{"number":"HP-123456"}`, somebody())
	if _, ok := action.Propose(call, noon); ok {
		t.Error("a look asks for a yes")
	}
	if _, ok := action.Propose(action.Call{}, noon); ok {
		t.Error("nothing is proposed")
	}
}

func TestIDsCannotBeGuessed(t *testing.T) {
	t.Parallel()
	seen := map[action.ProposalID]bool{}
	for range 1000 {
		id := action.NewProposalID()
		if !id.Valid() || seen[id] || !action.NewCommitmentID().Valid() {
			t.Fatalf("%q", id)
		}
		seen[id] = true
	}
	for _, id := range []action.ProposalID{"", "prp_", "prp_ABCDEFGHIJKLMNOPQRSTUVWXYZ", "cmt_abcdefghijklmnopqrstuvwxyz"} {
		if id.Valid() {
			t.Errorf("%q is valid", id)
		}
	}
}

func ExampleProposal_After() {
	r, _ := action.NewRegistry(change(action.Money))
	who := action.For{Conversation: candor.NewConversationID(), Customer: candor.NewCustomerID()}
	call, _ := r.Call("order_money", `{"number":"HP-123456"}`, who)
	p, _ := action.Propose(call, noon)
	p, _ = p.After(action.Accept, action.Who{Customer: who.Customer}, noon)
	_, err := p.After(action.Run, action.ByDesk(), noon)
	fmt.Println(p.State, errors.Is(err, action.ErrStep))
	p, _ = p.After(action.Approve, action.Who{Agent: candor.NewAgentID()}, noon)
	p, _ = p.After(action.Run, action.ByDesk(), noon)
	fmt.Println(p.State)
	// Output:
	// accepted true
	// running
}

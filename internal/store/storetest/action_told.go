package storetest

import (
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/ledger"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

func proposalTold(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	call, refusal := acts(t).Call("order_refund", `{"number":"HP-111111"}`, action.For{Conversation: c.ID, Customer: c.Customer})
	if refusal != nil {
		t.Fatal(refusal)
	}
	p, _ := action.Propose(call, now())
	p, err := d.AddProposal(t.Context(), p.By(mayaID))
	must(t, err)
	next, err := p.After(action.Decline, customer(c), now())
	must(t, err)
	next.Says = policy.Fixed{Key: "a.yes", Args: map[string]string{"number": "HP-111111"}}
	must(t, d.SaveProposal(t.Context(), next))
	d.reopen(t)
	got, err := d.Proposal(t.Context(), officer(), p.ID)
	must(t, err)
	if diff := cmp.Diff(next, got); diff != "" || got.Proposer != mayaID {
		t.Error(diff)
	}
	untold := func(before time.Time) int {
		t.Helper()
		all, err := d.Untold(t.Context(), before, 10)
		must(t, err)
		for _, one := range all {
			if one.ID != p.ID || one.Says.Args["number"] != "HP-111111" {
				t.Errorf("%+v", one)
			}
		}
		return len(all)
	}
	if early, late := untold(next.Ended), untold(next.Ended.Add(time.Second)); early != 0 || late != 1 {
		t.Errorf("%d before its end and %d after it are not told", early, late)
	}
	at := now()
	must(t, d.ProposalTold(t.Context(), p.ID, at))
	must(t, d.ProposalTold(t.Context(), p.ID, at.Add(time.Hour))) // the first time counts
	if got, err = d.Proposal(t.Context(), officer(), p.ID); err != nil || !got.Told.Equal(at) {
		t.Errorf("told at %v, %v", got.Told, err)
	}
	if n := untold(next.Ended.Add(time.Hour)); n != 0 {
		t.Errorf("%d are not told, after all were", n)
	}
	d.proposes(t, c, "order_cancel", "HP-222222")
	if n := untold(now().Add(time.Hour)); n != 0 {
		t.Error("what is not over is to be told")
	}
	actors := map[string]bool{}
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindAction && e.Facts["state"] == "proposed" {
			actors[e.Actor] = true
		}
	}
	if !actors["agent:"+string(mayaID)] || !actors["desk"] {
		t.Errorf("proposed by %v", actors)
	}
}

func callRefused(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	must(t, d.RefusedCall(t.Context(), c, "order_cancel", action.NotSaid))
	must(t, d.RefusedCall(t.Context(), c, "", action.UnknownTool))
	var told []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindAction {
			told = append(told, e.Actor+" "+e.Facts["method"]+" "+e.Facts["state"]+" "+e.Facts["reason"])
			if e.Subject == "" {
				t.Error("it is about nobody")
			}
		}
	}
	if diff := cmp.Diff([]string{"assistant order_cancel refused not_said", "assistant  refused unknown_tool"}, told); diff != "" {
		t.Error(diff)
	}
	if err := d.RefusedCall(t.Context(), c, "a tool in words", action.UnknownTool); err == nil {
		t.Error("words of a model are on the record")
	}
}

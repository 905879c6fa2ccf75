package storetest

import (
	"slices"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/retain"
	"candor/privacy/rights"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func retentionCases() []testCase {
	return []testCase{
		{"data goes by rule, once, with a dry run before and a proof after (lesson 26)", retentionByRule},
		{"what is not over stays", retentionKeepsTheYoung},
		{"nobody who waits for a person is forgotten by time", retentionNeverEndsAWait},
		{"a legal hold wins over every rule", retentionUnderHold},
		{"a legal hold that comes at the last moment wins too", lateHold},
		{"the last word on a purpose stays while the customer does", retentionOfConsents},
		{"words can go before their conversation", retentionOfWords},
		{"what only helps to run the desk is pruned, and sums stay", retentionOfTraces},
		{"an open request keeps its customer, an answered one goes with its words", retentionOfRequests},
		{"every class of data can be kept to", retentionOfEveryClass},
	}
}

// resolved stores a conversation that is finished.
func (d *desk) resolved(t testing.TB) candor.Conversation {
	t.Helper()
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "My name is Quillon Oxblood.", "")
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.CustomerConfirms)})
	must(t, err)
	return stored
}

// years is a plan as it will be then, when everything that is there now is old.
func years(n int) []retain.Step { return retain.Plan(retain.Defaults(), now().AddDate(n, 0, 0)) }

// took gives how much of each class went.
func took(t testing.TB, all []retain.Outcome, err error) map[retain.Class]int64 {
	t.Helper()
	must(t, err)
	out := map[retain.Class]int64{}
	for _, o := range all {
		if o.Gone > 0 {
			out[o.Step.Rule.Class] = o.Gone
		}
	}
	return out
}

func (d *desk) retain(t testing.TB, steps []retain.Step, dry bool) map[retain.Class]int64 {
	t.Helper()
	all, err := d.Retain(t.Context(), steps, dry)
	return took(t, all, err)
}

func retentionByRule(t *testing.T, d *desk) {
	ids := make([]candor.CustomerID, 0, 230) // more than fits in two pages
	for range cap(ids) {
		ids = append(ids, d.resolved(t).Customer)
	}
	before := d.figures(t)
	plan := years(3)
	forecast := d.retain(t, plan, true)
	if forecast[retain.Conversations] != 230 {
		t.Fatalf("the premise: %v", forecast)
	}
	if got := d.retain(t, plan, true); cmp.Diff(forecast, got) != "" {
		t.Error("a dry run changed something")
	}
	got := d.retain(t, plan, false)
	// Without their conversations customers are over too; a dry run cannot see that far ahead.
	if got[retain.Customers] != 230 {
		t.Errorf("%d customers", got[retain.Customers])
	}
	delete(got, retain.Customers)
	if diff := cmp.Diff(forecast, got); diff != "" {
		t.Error(diff)
	}
	if again := d.retain(t, plan, false); len(again) != 0 {
		t.Errorf("again: %v", again)
	}
	for name, n := range d.left(t, ids...) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
	if diff := cmp.Diff(before, d.figures(t)); diff != "" {
		t.Errorf("figures: %s", diff)
	}
	proofs, err := d.Proofs(t.Context(), 1000)
	must(t, err)
	proven := map[retain.Class]int64{}
	var digests []string
	for _, p := range proofs {
		proven[p.Class] += p.Gone
		digests = append(digests, p.Digest)
	}
	got[retain.Customers] = 230
	if diff := cmp.Diff(got, proven); diff != "" {
		t.Errorf("proofs: %s", diff)
	}
	var entries []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindRetention {
			entries = append(entries, e.Facts["digest"])
		}
	}
	slices.Reverse(entries)
	if diff := cmp.Diff(digests, entries); diff != "" {
		t.Errorf("the ledger: %s", diff)
	}
	d.sound(t)
	if problems, err := d.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

// figures gives what reports count over these days.
func (d *desk) figures(t testing.TB) []store.Figure {
	t.Helper()
	got, err := d.Figures(t.Context(), time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1))
	must(t, err)
	return got
}

func retentionKeepsTheYoung(t *testing.T, d *desk) {
	c := d.resolved(t)
	if got := d.retain(t, years(0), false); len(got) != 0 {
		t.Errorf("today: %v", got)
	}
	month := retain.Plan(retain.Defaults(), now().AddDate(0, 0, 40))
	d.retain(t, month, false)
	if got := d.look(t, c.ID); len(got.Messages) != 1 {
		t.Errorf("%d messages", len(got.Messages))
	}
	// Begun long ago and taken up again since.
	again := d.resolved(t)
	time.Sleep(3 * time.Millisecond) // ids tell the millisecond
	cut := now()
	again, err := d.Commit(t.Context(), turn.Change{Before: again, After: after(t, again, candor.CustomerPicksAssistant)})
	must(t, err)
	again, err = d.Commit(t.Context(), turn.Change{Before: again, After: after(t, again, candor.CustomerConfirms)})
	must(t, err)
	for i, event := range retain.EventsOf(retain.Conversations) {
		rule := retain.Rule{Class: retain.Conversations, Purpose: candor.Serve, Event: event}
		for _, dry := range []bool{true, false} {
			if got := d.retain(t, []retain.Step{{Rule: rule, Before: cut}}, dry); got[retain.Conversations] != int64(1-i) {
				t.Errorf("%s, dry %v: %v", event, dry, got)
			}
		}
	}
	if got := d.look(t, again.ID); len(got.Messages) != 1 {
		t.Errorf("%d messages of what was taken up again", len(got.Messages))
	}
	if _, err := d.Conversation(t.Context(), c.ID); err == nil {
		t.Error("the premise: what was not taken up again stayed")
	}
	if proofs, err := d.Proofs(t.Context(), 10); err != nil || len(proofs) != 2 || proofs[1].Class != retain.Events {
		t.Errorf("%+v, %v", proofs, err)
	}
}

func retentionNeverEndsAWait(t *testing.T, d *desk) {
	waiting := d.begin(t, candor.CustomerAsksPerson)
	attended := d.begin(t, candor.CustomerAsksPerson)
	next := after(t, attended, candor.AgentTakes)
	next.Agent = mayaID
	attended, err := d.Commit(t.Context(), turn.Change{Before: attended, After: next})
	must(t, err)
	answered := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "and that was all", "")
	got := d.retain(t, years(20), false)
	if got[retain.Conversations] != 1 {
		t.Errorf("%v", got)
	}
	for _, c := range []candor.Conversation{waiting, attended} {
		if _, err := d.Conversation(t.Context(), c.ID); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.Conversation(t.Context(), answered.ID); err == nil {
		t.Error("what was left with the assistant stayed for ever")
	}
	// Days from the end of a matter never end one that has no end.
	left := d.begin(t, candor.CustomerPicksAssistant)
	rules, err := retain.With([]retain.Rule{{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.Resolved, Days: 0}})
	must(t, err)
	d.retain(t, retain.Plan(rules, now().AddDate(20, 0, 0)), false)
	if _, err := d.Conversation(t.Context(), left.ID); err != nil {
		t.Error(err)
	}
}

func retentionUnderHold(t *testing.T, d *desk) {
	kept, one, free := d.resolved(t), d.resolved(t), d.resolved(t)
	for _, h := range []store.Hold{{Customer: kept.Customer}, {Conversation: one.ID}} {
		h.Ground, h.Reason, h.By = "legal_claims", "a suit", "desk"
		_, err := d.PlaceHold(t.Context(), h)
		must(t, err)
	}
	must(t, d.SaveProfile(t.Context(), kept.Customer, candor.Profile{Name: "Quillon"}))
	all, err := d.Retain(t.Context(), years(20), false)
	if got := took(t, all, err); got[retain.Conversations] != 1 || got[retain.Customers] != 1 || got[retain.Profiles] != 0 {
		t.Errorf("%v", got)
	}
	for _, o := range all {
		if o.Step.Rule.Class == retain.Conversations && o.Held != 2 || o.Step.Rule.Class == retain.Profiles && o.Held != 1 {
			t.Errorf("%s: %d held", o.Step.Rule.Class, o.Held)
		}
	}
	if events, err := d.Events(t.Context(), one.ID, 0, 10); err != nil || len(events) == 0 {
		t.Errorf("%d events, %v", len(events), err)
	}
	for _, c := range []candor.Conversation{kept, one} {
		if got := d.look(t, c.ID); len(got.Messages) != 1 {
			t.Errorf("%d messages", len(got.Messages))
		}
	}
	if _, err := d.Conversation(t.Context(), free.ID); err == nil {
		t.Error("what nothing keeps stayed")
	}
}

func lateHold(t *testing.T, d *desk) {
	c := d.resolved(t)
	must(t, d.SaveProfile(t.Context(), c.Customer, candor.Profile{Name: "Quillon"}))
	keys := &watchedKeys{Keys: d.options.Keys}
	d.options.Keys = keys
	d.reopen(t)
	// The alias is looked up after the profile was found to be over and before it goes.
	keys.alias = func() {
		keys.alias = nil
		_, err := d.PlaceHold(t.Context(), store.Hold{Customer: c.Customer, Ground: "legal_claims", Reason: "a suit", By: "desk"})
		must(t, err)
	}
	rule, _ := retain.Usual(retain.Profiles)
	if got := d.retain(t, retain.Plan([]retain.Rule{rule}, now().AddDate(20, 0, 0)), false); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if p, err := d.Profile(t.Context(), officer(), c.Customer); err != nil || p.Name != "Quillon" {
		t.Errorf("%v", err)
	}
}

func retentionOfConsents(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	for _, act := range []candor.ConsentAct{candor.Gave, candor.Withdrew, candor.Gave, candor.Withdrew} {
		c = d.vendor(t, c, act)
	}
	got := d.retain(t, years(20), true)
	if got[retain.Consents] != 3 {
		t.Errorf("dry: %v", got)
	}
	if got := d.retain(t, years(20), false); got[retain.Consents] != 3 {
		t.Errorf("%v", got)
	}
	history, err := d.ConsentHistory(t.Context(), c.Customer)
	must(t, err)
	if len(history) != 1 || history[0].Act != candor.Withdrew {
		t.Errorf("%+v", history)
	}
}

func retentionOfWords(t *testing.T, d *desk) {
	c := d.resolved(t)
	before := d.figures(t)
	rules := []retain.Rule{{Class: retain.Words, Purpose: candor.Serve, Event: retain.Resolved, Days: 90}}
	if got := d.retain(t, retain.Plan(rules, now().AddDate(0, 4, 0)), false); got[retain.Words] != 1 {
		t.Errorf("%v", got)
	}
	got := d.look(t, c.ID)
	if len(got.Messages) != 0 || got.Conversation.State != candor.Resolved || got.Conversation.Messages != 1 {
		t.Errorf("%d messages, %+v", len(got.Messages), got.Conversation)
	}
	if diff := cmp.Diff(before, d.figures(t)); diff != "" {
		t.Error(diff)
	}
	d.retain(t, years(20), false)
	if diff := cmp.Diff(before, d.figures(t)); diff != "" {
		t.Errorf("counted twice: %s", diff)
	}
}

func retentionOfTraces(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.begin(t, candor.CustomerAsksPerson)
	next := after(t, c, candor.AgentTakes)
	next.Agent = mayaID
	_, err := d.Commit(ctx, turn.Change{
		Before: c, After: next, Waited: &turn.Wait{Inbox: "main", At: now(), For: 90 * time.Second},
		Events: []candor.Event{{Kind: candor.ConversationChanged, Conversation: c.ID, At: now()}},
	})
	must(t, err)
	must(t, d.Sessions().CommitCtx(ctx, "token", []byte("x"), now().Add(time.Hour)))
	_, l := rights.NewLink("tag", "rights", make([]byte, 16), "", now())
	must(t, d.Links().Keep(ctx, l))
	if _, err := d.Links().Once(ctx, "main", "jti", now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	before := d.figures(t)
	want := map[retain.Class]int64{retain.Events: 1, retain.Waits: 1, retain.SignIns: 1, retain.Links: 2}
	if diff := cmp.Diff(want, d.retain(t, years(1), true)); diff != "" {
		t.Errorf("dry: %s", diff)
	}
	if diff := cmp.Diff(want, d.retain(t, years(1), false)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, d.figures(t)); diff != "" {
		t.Error(diff)
	}
	if waits, err := d.RecentWaits(ctx, "main", time.Time{}, 10); len(waits) != 0 || err != nil {
		t.Errorf("%d waits, %v", len(waits), err)
	}
	last, err := d.LastSeq(ctx)
	must(t, err)
	d.reopen(t)
	d.say(t, d.begin(t, candor.CustomerPicksAssistant), "next", "")
	if events, err := d.Events(ctx, "", 0, 10); err != nil || len(events) != 1 || events[0].Seq != last+1 {
		t.Errorf("%+v after %d, %v", events, last, err)
	}
}

func retentionOfRequests(t *testing.T, d *desk) {
	ctx := t.Context()
	c := d.resolved(t)
	open, trace, err := rights.New(rights.Asking{Kind: rights.ToSee, Via: "page", Customers: []candor.CustomerID{c.Customer}, Actor: "customer"}, now())
	must(t, err)
	must(t, d.SaveRequest(ctx, 0, open, trace))
	asked, trace, err := rights.New(rights.Asking{Kind: rights.ToSee, Via: "page", Contact: "tag", Actor: "customer"}, now())
	must(t, err)
	must(t, d.SaveRequest(ctx, 0, asked, trace))
	refused, trace, err := asked.Refuse(rights.Answer{Reason: rights.IdentityUnproven, Words: "Quillon could not be proven"}, "desk", now())
	must(t, err)
	must(t, d.SaveRequest(ctx, asked.Version, refused, trace))
	own := candor.CustomerID(refused.ID)
	if _, err := d.options.Keys.Alias(ctx, own); err != nil {
		t.Fatal(err)
	}
	got := d.retain(t, years(20), false)
	if got[retain.Requests] != 1 || got[retain.Customers] != 0 || got[retain.Conversations] != 1 {
		t.Errorf("%v", got)
	}
	if _, err := d.options.Keys.Alias(ctx, own); err == nil {
		t.Error("the key of an answered request is there")
	}
	if _, err := d.Request(ctx, officer(), open.ID); err != nil {
		t.Error(err)
	}
	if _, err := d.Request(ctx, officer(), refused.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("got %v", err)
	}
}

func retentionOfEveryClass(t *testing.T, d *desk) {
	d.person(t, "main")
	c := d.resolved(t)
	for _, class := range retain.Classes() {
		for _, event := range retain.EventsOf(class) {
			r, _ := retain.Usual(class)
			r.Event = event
			for _, dry := range []bool{true, false} {
				if _, err := d.Retain(t.Context(), retain.Plan([]retain.Rule{r}, now().AddDate(20, 0, 0)), dry); err != nil {
					t.Errorf("%s, dry %v: %v", r.ID(), dry, err)
				}
			}
		}
	}
	if _, err := d.Conversation(t.Context(), c.ID); err == nil {
		t.Error("nothing went")
	}
	d.sound(t)
}

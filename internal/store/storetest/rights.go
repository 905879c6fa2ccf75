package storetest

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/store"
	"candor/policy"
	"candor/privacy/rights"
	"candor/turn"
	"candor/vendors"

	"github.com/google/go-cmp/cmp"
)

func rightsCases() []testCase {
	return []testCase{
		{"an erased customer is nowhere, and what they wrote cannot be opened (lesson 23)", erasedIsNowhere},
		{"figures are the same before and after an erasure (lesson 24)", figuresSurvive},
		{"an erasure that was stopped in the middle is finished at the next start", erasureResumes},
		{"what is written while somebody is erased is refused and leaves nothing", erasedWhileWriting},
		{"what is written between the rows and the key goes too", writtenInBetween},
		{"a hold on a customer keeps everything, and the erasure goes on when it ends", holdOnCustomer},
		{"a hold on one conversation keeps that one and lets the rest go", holdOnConversation},
		{"a hold needs a ground, a reason, somebody and something to keep", holdRefusals},
		{"an erasure of nobody destroys nothing and is finished", erasureOfNobody},
		{"a profile is read for a purpose and on the record", profiles},
		{"a contact ties customers together without telling who", contacts},
		{"a corrected address is no longer a proven one", corrections},
		{"an export holds everything once", exports},
		{"a link works once", links},
		{"a request moves on from the version that was read", requests},
	}
}

// officer is who answers requests.
func officer() candor.Access {
	return candor.Access{Actor: "agent:" + string(mayaID), Purpose: candor.Rights}
}

func subject(ids ...candor.CustomerID) rights.Subject {
	return rights.Subject{Customers: ids, Access: officer()}
}

// person stores a customer of whom there is something in every table, and gives their conversation and
// one message of it.
func (d *desk) person(t testing.TB, inbox candor.InboxID) (candor.Conversation, candor.MessageID) {
	t.Helper()
	ctx := context.Background()
	c := fresh()
	c.Inbox = inbox
	stored, err := d.Commit(ctx, turn.Change{Before: c, After: after(t, c, candor.CustomerPicksAssistant)})
	must(t, err)
	stored = d.say(t, stored, "My name is Quillon Oxblood.", "")
	answer := d.assistantSays(t, stored, "Returns take a fortnight.")
	_, err = d.Commit(ctx, turn.Change{Before: stored, After: stored, Cleared: []*policy.Cleared{answer}})
	must(t, err)
	stored = d.vendor(t, d.look(t, stored.ID).Conversation, candor.Gave)
	vault, err := d.Vaults().Load(ctx, toVendor(), stored.ID)
	must(t, err)
	must(t, d.Vaults().Save(ctx, toVendor(), stored.ID, vault))
	_, err = d.PutMail(ctx, candor.Mail{ID: candor.NewMailID(), Customer: stored.Customer, Made: now(), RunAt: now().Add(time.Hour)}, []byte("Dear Quillon"))
	must(t, err)
	d.acted(t, stored)
	_, err = d.Rate(ctx, stored.ID, answer.Message().ID, candor.WasHelpful)
	must(t, err)
	d.served(t, stored)
	d.helped(t, stored)
	d.worked(t, stored)
	d.judged(t, stored, answer.Message().ID, "lbl_"+string(stored.ID))
	must(t, d.Allow(t, stored.Customer))
	must(t, d.SaveProfile(ctx, stored.Customer, candor.Profile{Name: "Quillon Oxblood", Email: "quillon@example.org", Verified: now(), VerifiedBy: "link"}))
	tag := d.Tag("email", string(stored.Customer)+"@example.org")
	must(t, d.AddContact(ctx, stored.Customer, tag))
	_, l := rights.NewLink(tag, "rights", make([]byte, 16), "", now())
	must(t, d.Links().Keep(ctx, l))
	alias, err := d.options.Keys.Alias(ctx, stored.Customer)
	must(t, err)
	must(t, d.AddWords(ctx, map[[16]byte][][8]byte{alias: {{1}, {2}}}, "1", 0, ""))
	said := d.look(t, stored.ID).Messages[0].ID
	must(t, d.handler(t, "statement").Correct(ctx, subject(stored.Customer), rights.Correction{
		Field: rights.FieldStatement, Message: said, New: "I meant Quillan.",
	}))
	r, trace, err := rights.New(rights.Asking{Kind: rights.ToSee, Via: "page", Language: "en", Customers: []candor.CustomerID{stored.Customer}, Actor: "customer"}, now())
	must(t, err)
	r.Answer.Words = "We looked for Quillon."
	must(t, d.SaveRequest(ctx, 0, r, trace))
	h, err := d.PlaceHold(ctx, store.Hold{Customer: stored.Customer, Ground: "legal_claims", Reason: "Quillon sues", By: "agent:" + string(mayaID)})
	must(t, err)
	must(t, d.LiftHold(ctx, h.ID, "agent:"+string(mayaID)))
	if _, err := d.Profile(ctx, officer(), stored.Customer); err != nil {
		t.Fatal(err)
	}
	d.states(t, stored, map[string]string{monitor.Age: "80_up"})
	x := sending(stored, "snd_"+string(stored.ID), vendors.Cost{})
	x.Outcome, x.Reason = vendors.Refused, vendors.NotAgreed
	must(t, d.RefuseSending(ctx, x))
	got, err := d.Conversation(ctx, stored.ID)
	must(t, err)
	return got, said
}

// Allow records a yes to what the assistant needs.
func (d *desk) Allow(t testing.TB, id candor.CustomerID) error {
	t.Helper()
	c := fresh()
	c.Customer = id
	_, err := d.Commit(context.Background(), turn.Change{
		Before: c, After: after(t, c, candor.CustomerPicksAssistant),
		Consents: []candor.Consent{{
			ID: candor.NewConsentID(), Customer: id, Purpose: candor.Answers, Act: candor.Gave,
			Version: candor.Answers.Meaning(), Notice: "digest", Language: "en", Via: candor.ViaWidget, At: now(),
		}},
	})
	return err
}

func (d *desk) handler(t testing.TB, name string) rights.Handler {
	t.Helper()
	for _, h := range d.Handlers(phrases{}) {
		if h.Name() == name {
			return h
		}
	}
	t.Fatalf("no handler %q", name)
	return nil
}

// left gives, for each handler, how many records of the customers can still be read.
func (d *desk) left(t testing.TB, ids ...candor.CustomerID) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, h := range d.Handlers(nil) {
		r, err := h.Prove(context.Background(), subject(ids...))
		must(t, err)
		out[h.Name()] = r.Left
	}
	return out
}

// erase asks every handler and gives what each said.
func (d *desk) erase(t testing.TB, ids ...candor.CustomerID) map[string]rights.Result {
	t.Helper()
	out := map[string]rights.Result{}
	for _, h := range d.Handlers(nil) {
		r, err := h.Erase(context.Background(), subject(ids...))
		must(t, err)
		out[h.Name()] = r
	}
	return out
}

func erasedIsNowhere(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	other, _ := d.person(t, "main")
	otherBefore := d.left(t, other.Customer)
	for name, n := range d.left(t, c.Customer) {
		if n == 0 {
			t.Errorf("the premise: %s keeps nothing about the customer", name)
		}
	}
	heard := 0
	d.OnCommit(func(events []candor.Event) {
		for _, e := range events {
			if e.Conversation == c.ID {
				heard++
			}
		}
	})
	for name, r := range d.erase(t, c.Customer) {
		want := rights.Erased
		if name == "keys" || name == "ledger" {
			want = rights.Shredded
		}
		if r.Outcome != want || r.Left != 0 || r.Count == 0 && name != "ledger" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if heard == 0 {
		t.Error("nobody who had the conversation open was told")
	}
	for name, n := range d.left(t, c.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
	if diff := cmp.Diff(otherBefore, d.left(t, other.Customer)); diff != "" {
		t.Errorf("somebody else's data changed: %s", diff)
	}
	if _, err := d.Conversation(t.Context(), c.ID); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("the conversation: %v", err)
	}
	if found, err := d.WithContact(t.Context(), d.Tag("email", string(c.Customer)+"@example.org")); len(found) != 0 || err != nil {
		t.Errorf("by contact: %v, %v", found, err)
	}
	if events, err := d.Events(t.Context(), c.ID, 0, 100); len(events) != 0 || err != nil {
		t.Errorf("%d events, %v", len(events), err)
	}
	open, err := d.OpenRequests(t.Context(), officer(), 10)
	must(t, err)
	for _, r := range open {
		if slices.Contains(r.Customers, c.Customer) || len(r.Customers) == 0 && r.Answer.Words != "" {
			t.Errorf("the request still tells: %+v", r)
		}
	}
	if len(open) != 2 {
		t.Errorf("%d requests: that there was one stays", len(open))
	}
	done, err := d.Erasures(t.Context(), time.Time{}, 10)
	must(t, err)
	if len(done) != 1 || done[0].Finished.IsZero() || done[0].Cause != store.Asked {
		t.Errorf("%+v", done)
	}
	if n, err := d.Resume(t.Context()); n != 0 || err != nil {
		t.Errorf("there was %d left to do, %v", n, err)
	}
	d.sound(t)
	if problems, err := d.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func figuresSurvive(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	d.person(t, "main")
	e, _ := d.person(t, "outlet")
	waiting := d.begin(t, candor.CustomerAsksPerson)
	figures := func() map[string]int64 {
		got, err := d.Figures(t.Context(), time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1))
		must(t, err)
		out := map[string]int64{}
		for _, f := range got {
			out[f.Day.Format(time.DateOnly)+" "+string(f.Inbox)+" "+string(f.Measure)] = f.Count
		}
		return out
	}
	before := figures()
	got := map[string]int64{}
	for name, n := range before {
		_, rest, _ := strings.Cut(name, " ")
		got[rest] += n // a test may run over midnight
	}
	want := map[string]int64{
		"main conversations": 6, "main with_person": 1, "main by_customer": 2, "main by_assistant": 2, "main helpful": 2, "main solved_yes": 2,
		"outlet conversations": 1, "outlet by_customer": 1, "outlet by_assistant": 1, "outlet helpful": 1, "outlet solved_yes": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	d.erase(t, c.Customer, e.Customer)
	if diff := cmp.Diff(before, figures()); diff != "" {
		t.Error(diff)
	}
	d.erase(t, c.Customer, waiting.Customer)
	if diff := cmp.Diff(before, figures()); diff != "" {
		t.Error(diff)
	}
}

func erasureResumes(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	// The rows are gone and the key is not: that is where the machine stopped.
	if _, err := d.handler(t, "message").Erase(t.Context(), subject(c.Customer)); err != nil {
		t.Fatal(err)
	}
	if left := d.left(t, c.Customer); left["keys"] != 1 || left["message"] != 0 {
		t.Fatalf("the premise: %v", left)
	}
	d.reopen(t)
	for name, n := range d.left(t, c.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
	done, err := d.Erasures(t.Context(), time.Time{}, 10)
	must(t, err)
	if len(done) != 1 || done[0].Finished.IsZero() {
		t.Errorf("%+v", done)
	}
}

func erasedWhileWriting(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	change := d.received(t, c, "One more thing", "")
	anew := fresh()
	anew.Customer = c.Customer
	d.erase(t, c.Customer)
	if _, err := d.Commit(t.Context(), change); err == nil {
		t.Error("a message of an erased customer was stored")
	}
	if _, err := d.Commit(t.Context(), turn.Change{Before: anew, After: after(t, anew, candor.CustomerPicksAssistant)}); err == nil {
		t.Error("an erased customer came back")
	}
	if err := d.SaveProfile(t.Context(), c.Customer, candor.Profile{Name: "Quillon"}); err == nil {
		t.Error("a profile of an erased customer was stored")
	}
	if err := d.AddContact(t.Context(), c.Customer, d.Tag("email", "a@b.example")); err == nil {
		t.Error("a contact of an erased customer was stored")
	}
	for name, n := range d.left(t, c.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}

	// The same under load: whichever comes first, nothing is left.
	var wg sync.WaitGroup
	for range 8 {
		c := d.begin(t, candor.CustomerPicksAssistant)
		wg.Go(func() {
			for i := range 20 {
				next, err := d.Commit(context.Background(), d.received(t, c, words(i), ""))
				if err != nil {
					return
				}
				c = next
			}
		})
		wg.Go(func() { d.erase(t, c.Customer) })
		t.Cleanup(func() {
			for name, n := range d.left(t, c.Customer) {
				if n != 0 {
					t.Errorf("%s keeps %d records", name, n)
				}
			}
		})
	}
	wg.Wait()
}

// watchedKeys are keys that tell when they are asked.
type watchedKeys struct {
	store.Keys
	shred, alias func()
}

func (k *watchedKeys) Shred(ctx context.Context, id candor.CustomerID) error {
	if k.shred != nil {
		k.shred()
	}
	return k.Keys.Shred(ctx, id)
}

func (k *watchedKeys) Alias(ctx context.Context, id candor.CustomerID) ([16]byte, error) {
	if k.alias != nil {
		k.alias()
	}
	return k.Keys.Alias(ctx, id)
}

func writtenInBetween(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	keys := &watchedKeys{Keys: d.options.Keys}
	d.options.Keys = keys
	d.reopen(t)
	keys.shred = func() { must(t, d.Allow(t, c.Customer)) }
	if finished, err := d.Erase(t.Context(), c.Customer, "desk", store.Asked); !finished || err != nil {
		t.Fatalf("finished %v, %v", finished, err)
	}
	for name, n := range d.left(t, c.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
}

func erasureOfNobody(t *testing.T, d *desk) {
	c, _ := d.person(t, "main")
	before := d.left(t, c.Customer)
	for name, r := range d.erase(t, candor.NewCustomerID()) {
		if r.Outcome != rights.Erased && r.Outcome != rights.Shredded || r.Left != 0 || name != "keys" && r.Count != 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if diff := cmp.Diff(before, d.left(t, c.Customer)); diff != "" {
		t.Error(diff)
	}
	if done, err := d.Erasures(t.Context(), time.Time{}, 10); len(done) != 0 || err != nil {
		t.Errorf("%d erasures, %v", len(done), err)
	}
}

// sink gathers what an export gives.
type sink struct{ records []rights.Record }

func (s *sink) Put(r rights.Record) error { s.records = append(s.records, r); return nil }

func (s *sink) Attach(_ rights.Attachment, body io.Reader) error {
	_, err := io.ReadAll(body)
	return err
}

func exports(t *testing.T, d *desk) {
	c, said := d.person(t, "main")
	d.person(t, "main")
	var s sink
	for _, h := range d.Handlers(phrases{}) {
		must(t, h.Export(t.Context(), subject(c.Customer, candor.NewCustomerID()), &s))
	}
	kinds := map[string]int{}
	for _, r := range s.records {
		switch r := r.(type) {
		case rights.Profile:
			kinds["profile"]++
			if r.Customer != c.Customer || r.Name != "Quillon Oxblood" || r.Created.IsZero() {
				t.Errorf("profile of %s", r.Customer)
			}
		case rights.Conversation:
			kinds["conversation"]++
		case rights.Message:
			kinds["message"]++
			if r.ID == said && (r.Body != "My name is Quillon Oxblood." || r.Statement != "I meant Quillan.") {
				t.Errorf("message %q with %q", r.Body, r.Statement)
			}
		case rights.Decision:
			kinds["decision"]++
			if len(r.Gates) == 0 || r.Words == "" {
				t.Errorf("%+v", r)
			}
		case rights.Consent:
			kinds["consent"]++
		case rights.Reading:
			kinds["reading"]++
		case rights.Asked:
			kinds["asked"]++
			if r.Words != "We looked for Quillon." {
				t.Errorf("words %q", r.Words)
			}
		case rights.Entry:
			kinds["entry"]++
		}
	}
	if kinds["reading"] == 0 || kinds["entry"] < 4 {
		t.Errorf("%v", kinds)
	}
	delete(kinds, "reading")
	delete(kinds, "entry")
	want := map[string]int{"profile": 1, "conversation": 2, "message": 2, "decision": 2, "consent": 4, "asked": 1}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}

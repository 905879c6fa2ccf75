package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/store"
	"candor/policy"
	"candor/privacy/rights"
)

// slowDrafter answers with a sentence out of an article once it is let go.
type slowDrafter struct {
	asked chan struct{} // somebody waits for an answer
	gate  chan struct{}
	say   func() policy.Sentence
}

func newSlowDrafter() *slowDrafter {
	return &slowDrafter{asked: make(chan struct{}, 16), gate: make(chan struct{})}
}

func (s *slowDrafter) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	s.asked <- struct{}{}
	select {
	case <-s.gate:
		return policy.Draft{Sentences: []policy.Sentence{s.say()}, Confidence: 0.99, Language: "en"}, nil
	case <-ctx.Done():
		return policy.Draft{}, ctx.Err()
	}
}

const question = "How long do I have to send something back to you?"

// drafting gives a desk whose assistant is in the middle of an answer to x.
func drafting(t *testing.T, o apptest.Options) (*desk, *slowDrafter, talk) {
	t.Helper()
	slow := newSlowDrafter()
	o.Drafter = slow
	d := open(t, o)
	quote := apptest.Quote(t, d.app, "return-an-item")
	slow.say = func() policy.Sentence { return quote }
	x := d.begin("assistant", question)
	<-slow.asked
	return d, slow, x
}

// jobsDone waits until the assistant has nothing left to do.
func (d *desk) jobsDone() {
	d.t.Helper()
	await(d.t, "no work is left", func() bool { return d.count(`SELECT COUNT(*) FROM job WHERE kind = 'answer'`) == 0 })
}

// The premise of the tests below: unhindered, such a draft becomes an answer.
func TestASlowDraftBecomesAnAnswerWhenNothingHappens(t *testing.T) {
	t.Parallel()
	d, slow, x := drafting(t, apptest.Options{})
	close(slow.gate)
	await(t, "the answer", func() bool { return d.said(x, candor.ByAssistant) > 0 })
}

// said counts what somebody said in a conversation in words of their own.
func (d *desk) said(x talk, by candor.Author) int {
	n := 0
	for _, m := range d.messages(x) {
		if m.Author == by && m.Kind == candor.Said && m.Key == "" {
			n++
		}
	}
	return n
}

func TestWithdrawingTakesLessThanASecondAndDropsTheDraft(t *testing.T) {
	t.Parallel()
	d, slow, x := drafting(t, apptest.Options{})
	began := time.Now()
	got := d.call(http.MethodPost, "/api/v1/conversations/"+string(x.ID)+"/consents/withdraw", x.pass, map[string]any{"purposes": []string{"answers"}})
	if took := time.Since(began); took > time.Second || got.status != http.StatusOK {
		t.Errorf("withdrawing took %v and gave %d", took, got.status)
	}
	if _, err := d.app.Store().History(t.Context(), candor.AssistantReads(), x.ID, 10); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("the assistant may still read: %v", err)
	}
	close(slow.gate)
	d.jobsDone()
	if n := d.said(x, candor.ByAssistant); n != 0 {
		t.Errorf("the draft was said after all")
	}
	if c := d.conversation(x.ID); c.State != candor.Waiting {
		t.Errorf("the conversation is %s, not with people", c.State)
	}
}

func TestObjectingStopsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	d, slow, x := drafting(t, apptest.Options{})
	r, err := d.office().Object(t.Context(), x.who(), "leave me alone")
	if err != nil || r.State != rights.Open {
		t.Fatalf("%s, %v", r.State, err)
	}
	close(slow.gate)
	d.jobsDone()
	if n := d.said(x, candor.ByAssistant); n != 0 {
		t.Error("the draft was said after all")
	}
	if rows, err := d.office().Queue(t.Context(), "agent:officer"); err != nil || len(rows) != 1 || rows[0].ID != r.ID {
		t.Errorf("in the queue: %d, %v", len(rows), err)
	}
	if row, err := d.office().Request(t.Context(), "agent:officer", r.ID); err != nil || row.Words != "leave me alone" {
		t.Errorf("what the officer reads: %q, %v", string(row.Words), err)
	}
}

func TestErasingAnOpenConversationDropsTheDraftAndEndsTheStreams(t *testing.T) {
	t.Parallel()
	log := &logged{}
	d, slow, x := drafting(t, apptest.Options{Log: log.logger()})
	a := d.agent("Maya")
	cookie := d.signIn(a)
	customers := d.listen("/api/v1/conversations/"+string(x.ID)+"/events", "Authorization", "Bearer "+x.pass)
	agents := d.listen("/console/live?tab=all&open="+string(x.ID)+"&at=0.0", "Cookie", cookie)
	await(t, "both streams", func() bool {
		return strings.Contains(customers.String(), "event: conversation") && strings.Contains(agents.String(), "send something back")
	})
	if got := d.form("/console/c/"+string(x.ID)+"/typing", cookie, nil); got.status >= 400 {
		t.Fatalf("typing: %d", got.status)
	}
	r, c, err := d.office().Erase(t.Context(), x.who())
	if err != nil || !c.Complete() || r.State != rights.Done {
		t.Fatalf("erase: %s, complete %v, %v", r.State, c.Complete(), err)
	}
	close(slow.gate)
	d.jobsDone()
	await(t, "the customer's stream ends", customers.ended)
	await(t, "the agent's page lets go of it", func() bool { return agents.ended() || strings.Contains(agents.tail(), "gone") })
	for name, got := range map[string]answer{
		"the customer's message": d.say(x, "one more thing"),
		"the customer's look":    d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID), x.pass, nil),
		"the agent's reply": d.form("/console/c/"+string(x.ID)+"/reply", cookie,
			url.Values{"take": {"1"}, "text": {"what I was typing"}, "key": {string(candor.NewMessageID())}}),
		"the agent's note": d.form("/console/c/"+string(x.ID)+"/note", cookie, url.Values{"text": {"a note"}, "key": {string(candor.NewMessageID())}}),
	} {
		if got.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	for _, table := range []string{"message", "conversation", "verdict", "job", "outbox", "consent", "reading", "customer", "profile", "word", "request_customer"} {
		if n := d.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
	if strings.Contains(log.String(), `"level":"ERROR"`) {
		t.Errorf("an erasure looks like a failure in the log:\n%s", log)
	}
}

func TestErasingWaitsForAnExportAndTheReverse(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	inside, leave := make(chan struct{}), make(chan struct{})
	wait := func(context.Context) error { inside <- struct{}{}; <-leave; return nil }

	var out bytes.Buffer
	exported := make(chan error)
	go func() {
		_, _, err := d.officeWith(gate{export: wait}, "message").Export(t.Context(), x.who(), &out)
		exported <- err
	}()
	<-inside
	if _, c, err := d.office().Erase(t.Context(), x.who()); !errors.Is(err, rights.ErrBusy) || c != nil {
		t.Errorf("an erasure during an export: %v", err)
	}
	leave <- struct{}{}
	if err := <-exported; err != nil {
		t.Fatalf("the export: %v", err)
	}
	if got := records(t, out.Bytes()); len(got.messages) == 0 || len(got.conversations) != 1 {
		t.Errorf("an archive with %d messages of %d conversations", len(got.messages), len(got.conversations))
	}

	erased := make(chan error)
	go func() {
		_, c, err := d.officeWith(gate{erase: wait}, "message").Erase(t.Context(), x.who())
		if err == nil && !c.Complete() {
			err = errors.New("not complete")
		}
		erased <- err
	}()
	<-inside
	out.Reset()
	if _, _, err := d.office().Export(t.Context(), x.who(), &out); !errors.Is(err, rights.ErrBusy) || isArchive(out.Bytes()) {
		t.Errorf("an export during an erasure: %v", err)
	}
	if _, _, err := d.office().Erase(t.Context(), x.who()); !errors.Is(err, rights.ErrBusy) {
		t.Errorf("an erasure during an erasure: %v", err)
	}
	leave <- struct{}{}
	if err := <-erased; err != nil {
		t.Errorf("the erasure: %v", err)
	}
}

// Another process, such as the command, knows nothing of who is in here: an export that it cuts through
// must not look whole.
func TestAnErasureByAnotherProcessLeavesNoHalfArchive(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	cut := func(ctx context.Context) error {
		c, err := app.ErasePerson(ctx, d.c, app.Person{Customer: x.Customer})
		if err == nil && !c.Complete() {
			err = errors.New("not complete")
		}
		return err
	}
	var out bytes.Buffer
	r, _, err := d.officeWith(gate{export: cut}, "message").Export(t.Context(), x.who(), &out)
	if err == nil || isArchive(out.Bytes()) {
		t.Errorf("an export that was cut through is called whole: %v", err)
	}
	if r.State.Closed() {
		t.Error("the request is called answered")
	}
}

func TestAHoldOnAnErasedPersonIsRefused(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	if _, c, err := d.office().Erase(t.Context(), x.who()); err != nil || !c.Complete() {
		t.Fatal(err)
	}
	hold := store.Hold{Customer: x.Customer, Ground: "legal_claims", Reason: "a claim", By: "agent:officer"}
	if _, err := d.app.Store().PlaceHold(t.Context(), hold); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("a hold on a person: %v", err)
	}
	hold.Customer, hold.Conversation = "", x.ID
	if _, err := d.app.Store().PlaceHold(t.Context(), hold); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("a hold on a conversation: %v", err)
	}
	if _, err := app.HoldPerson(t.Context(), d.c, app.Person{Conversation: x.ID}, "legal_claims", "a claim", time.Time{}); !errors.Is(err, app.ErrNobody) {
		t.Errorf("a hold by the command: %v", err)
	}
}

func TestAHoldPlacedDuringAnErasureKeepsWhatIsLeft(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		before string // the store before which it comes
		kept   bool
	}{{"mail-files", true}, {"job", true}, {"statement", false}, {"keys", false}} {
		t.Run("before "+x.before, func(t *testing.T) {
			t.Parallel()
			d := open(t, apptest.Options{})
			talk := d.begin("person", "a lamp that flickers")
			var hold store.Hold
			var placed error
			place := func(ctx context.Context) error {
				hold, placed = d.app.Store().PlaceHold(ctx, store.Hold{
					Customer: talk.Customer, Ground: "legal_claims", Reason: "a claim", By: "agent:officer", Until: d.clock.Now().Add(48 * time.Hour),
				})
				return nil
			}
			r, c, err := d.officeWith(gate{erase: place}, x.before).Erase(t.Context(), talk.who())
			if err != nil {
				t.Fatal(err)
			}
			if !x.kept {
				if !errors.Is(placed, candor.ErrNoCustomer) || !c.Complete() || r.State != rights.Done {
					t.Errorf("too late: %v, complete %v, %s", placed, c.Complete(), r.State)
				}
				return
			}
			if placed != nil || c.Complete() || r.State != rights.Partly {
				t.Fatalf("%v, complete %v, %s", placed, c.Complete(), r.State)
			}
			if all := d.messages(talk); len(all) < 2 {
				t.Errorf("%d messages were kept", len(all))
			}
			for _, l := range c.Lines() {
				if (l.Store == "message" || l.Store == "keys") && (l.Outcome != rights.Retained || l.Reason != "legal_claims" || !l.Until.Equal(hold.Until)) {
					t.Errorf("%s: %s, %q, until %v", l.Store, l.Outcome, l.Reason, l.Until)
				}
			}
			// What was asked for is done when the hold ends, without asking again.
			if err := d.app.Store().LiftHold(t.Context(), hold.ID, "agent:officer"); err != nil {
				t.Fatal(err)
			}
			if n, err := d.office().Resume(t.Context()); n != 1 || err != nil {
				t.Fatal(n, err)
			}
			if n := d.count(`SELECT COUNT(*) FROM customer`); n != 0 {
				t.Error("the hold is over, and the person is still there")
			}
			c, err = d.office().Certificate(t.Context(), r.ID)
			if err != nil || !c.Complete() {
				t.Errorf("no certificate says that the rest went: %v", err)
			}
		})
	}
}

func TestAnErasureThatWasKilledHalfwayIsFinishedByTheNextStart(t *testing.T) {
	t.Parallel()
	for _, before := range []string{"mail-files", "message", "word", "keys", "ledger"} {
		t.Run("before "+before, func(t *testing.T) {
			t.Parallel()
			d := open(t, apptest.Options{})
			x, other := d.begin("person", "a lamp that flickers"), d.begin("person", "a sofa")
			ctx, kill := context.WithCancel(t.Context())
			o := d.officeWith(gate{erase: func(context.Context) error { kill(); return nil }}, before)
			r, err := o.Ask(t.Context(), x.who(), rights.ToErase, "all of it, please")
			if err != nil {
				t.Fatal(err)
			}
			subject := rights.Subject{Customers: []candor.CustomerID{x.Customer}, Access: candor.Access{Actor: "customer", Purpose: candor.Rights}}
			c, err := o.Eraser.Erase(ctx, rights.Order{Request: r.ID, Subject: subject})
			if err == nil || c != nil {
				t.Fatalf("a killed erasure certified something: %v", err)
			}
			d.stop()
			d.run()
			var row rights.Row
			await(t, "the request is done", func() bool {
				row, err = d.office().Request(t.Context(), "agent:officer", r.ID)
				return err == nil && row.State == rights.Done
			})
			if c, err := d.office().Certificate(t.Context(), r.ID); err != nil || !c.Complete() {
				t.Errorf("no complete certificate: %v", err)
			}
			if row.Words != "" {
				t.Error("the words of the request are still there")
			}
			for table, condition := range map[string]string{"customer": "id", "conversation": "customer", "reading": "customer"} {
				if n := d.count(`SELECT COUNT(*) FROM `+table+` WHERE `+condition+` = $1`, string(x.Customer)); n != 0 {
					t.Errorf("%d rows of %s are left", n, table)
				}
			}
			if all := d.messages(other); len(all) < 2 {
				t.Error("somebody else's words went too")
			}
		})
	}
}

// What a person wrote to have everything erased goes with everything.
func TestTheWordsOfARequestGoWithWhoAsked(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	r, err := d.office().Ask(t.Context(), x.who(), rights.ToErase, "I am Quillon Varga, forget me")
	if err != nil {
		t.Fatal(err)
	}
	other, err := d.office().Object(t.Context(), x.who(), "Quillon Varga objects")
	if err != nil {
		t.Fatal(err)
	}
	row, c, err := d.office().Do(t.Context(), r.ID, r.Version, "agent:officer", rights.Finish, rights.Details{})
	if err != nil || !c.Complete() || row.State != rights.Done {
		t.Fatalf("%s, complete %v, %v", row.State, c.Complete(), err)
	}
	for _, id := range []candor.RequestID{r.ID, other.ID} {
		left, err := d.office().Request(t.Context(), "agent:officer", id)
		if err != nil || left.Words != "" || len(left.Customers) != 0 || left.Contact != "" {
			t.Errorf("%s: words %q, %d customers, contact %q, %v", left.Kind, string(left.Words), len(left.Customers), left.Contact, err)
		}
	}
	// What stays of the other is the desk's own sentence, under a key of the request's own.
	if left, err := d.office().Request(t.Context(), "agent:officer", other.ID); err != nil || left.Answer.Reason != rights.NothingHeld {
		t.Errorf("the other was answered %q, %v", left.Answer.Reason, err)
	}
	if n := d.count(`SELECT COUNT(*) FROM request WHERE words IS NOT NULL AND (own_key = 0 OR id <> $1)`, string(other.ID)); n != 0 {
		t.Errorf("%d requests have words of theirs", n)
	}
}

// A command destroys a key in another process: the desk that runs must not go on using its own copy.
func TestAKeyThatAnotherProcessDestroyedIsNotUsedHere(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	d.proven(x, "ann@mail.example")
	c, err := app.ErasePerson(t.Context(), d.c, app.Person{Email: "Ann@mail.example"})
	if err != nil || !c.Complete() {
		t.Fatal(err)
	}
	if got := d.say(x, "are you there?"); got.status != http.StatusNotFound {
		t.Errorf("a message: %d", got.status)
	}
	if _, err := app.ExportPerson(t.Context(), d.c, app.Person{Email: "ann@mail.example"}, io.Discard); !errors.Is(err, app.ErrNobody) {
		t.Errorf("an export by the command: %v", err)
	}
	if who, err := d.app.Store().WithContact(t.Context(), d.app.Store().Tag("email", "ann@mail.example")); err != nil || len(who) != 0 {
		t.Errorf("still tied to the address: %v, %v", who, err)
	}
	if _, err := d.app.Store().PlaceHold(t.Context(), store.Hold{Customer: x.Customer, Ground: "legal_claims", Reason: "a claim", By: "agent:x"}); !errors.Is(err, candor.ErrNoCustomer) {
		t.Errorf("a hold: %v", err)
	}
}

// Lesson 28: what was allowed before the notice came to mean something else allows nothing.
func TestAStaleConsentIsA409AndNothingIsRead(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Drafter: refuser{t}})
	stale := d.opening("assistant", "How long is my warranty, if I may ask?")
	stale["notice"] = strings.Repeat("0", len(d.notice()))
	got := d.call(http.MethodPost, "/api/v1/conversations", "", stale)
	if got.status != http.StatusConflict || !strings.Contains(got.body, "consent_stale") || !strings.Contains(got.body, d.notice()) {
		t.Errorf("an old notice: %d %s", got.status, got.body)
	}
	stale["allows"], stale["notice"] = false, ""
	if got := d.call(http.MethodPost, "/api/v1/conversations", "", stale); got.status != http.StatusForbidden || !strings.Contains(got.body, "consent_required") {
		t.Errorf("no consent: %d %s", got.status, got.body)
	}
	if n := d.count(`SELECT COUNT(*) FROM conversation`); n != 0 {
		t.Errorf("%d conversations began", n)
	}

	x := d.begin("assistant", "")
	db := d.sql()
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `UPDATE consent SET version = 0 WHERE purpose = 'answers'`); err != nil {
		t.Fatal(err)
	}
	before := d.count(`SELECT COUNT(*) FROM message`)
	got = d.say(x, "How long is my warranty, if I may ask?")
	if got.status != http.StatusConflict || !strings.Contains(got.body, "consent_stale") {
		t.Errorf("a message under an old consent: %d %s", got.status, got.body)
	}
	if n := d.count(`SELECT COUNT(*) FROM message`); n != before {
		t.Errorf("%d messages were kept", n-before)
	}
	if n := d.count(`SELECT COUNT(*) FROM reading`); n != 0 {
		t.Errorf("%d readings", n)
	}
	if got := d.say(x, "I want to talk to a person"); got.status != http.StatusCreated || d.conversation(x.ID).State != candor.Waiting {
		t.Errorf("a person is out of reach: %d", got.status)
	}
}

func TestRestrictedDataIsKeptAndNotUsed(t *testing.T) {
	t.Parallel()
	d, slow, x := drafting(t, apptest.Options{})
	a := d.agent("Maya")
	cookie := d.signIn(a)
	screen := d.listen("/console/live?tab=all&open="+string(x.ID)+"&at=0.0", "Cookie", cookie)
	await(t, "the words on the agent's screen", func() bool { return strings.Contains(screen.String(), "send something back") })
	if _, err := d.office().Restrict(t.Context(), x.who(), true); err != nil {
		t.Fatal(err)
	}
	close(slow.gate)
	d.jobsDone()
	if c := d.conversation(x.ID); c.State != candor.Waiting {
		t.Errorf("the conversation is %s, not with people", c.State)
	}
	if n := d.said(x, candor.ByAssistant); n != 0 {
		t.Error("the draft was said after all")
	}
	page := d.page("/console/c/"+string(x.ID), cookie)
	if strings.Contains(page.body, "send something back") || page.status < 400 {
		t.Errorf("an agent reads restricted words: %d", page.status)
	}
	await(t, "the open screen lets go of it", func() bool { return screen.ended() || strings.Contains(screen.tail(), "event: gone") })
	s := d.app.Store()
	for _, by := range []candor.Access{candor.AgentReads(a.ID), candor.AssistantReads(), candor.VendorReads("Acme AI")} {
		if _, err := s.Messages(t.Context(), by, x.ID, 0, 10, true); !errors.Is(err, candor.ErrRestricted) {
			t.Errorf("%s for %s: %v", by.Actor, by.Purpose, err)
		}
	}
	await(t, "a search passes them over", func() bool { return d.found("back") == 0 })
	var out bytes.Buffer
	if _, _, err := d.office().Export(t.Context(), x.who(), &out); err != nil {
		t.Fatalf("the customer's own export: %v", err)
	}
	got := records(t, out.Bytes())
	if len(got.messages) == 0 || got.profiles[0].Restricted.IsZero() {
		t.Error("the export tells nothing, or not that it is restricted")
	}
	if got := d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID)+"/messages", x.pass, nil); got.status != http.StatusOK {
		t.Errorf("the customer's own look: %d", got.status)
	}
	if _, err := d.office().Restrict(t.Context(), x.who(), false); err != nil {
		t.Fatal(err)
	}
	if page := d.page("/console/c/"+string(x.ID), cookie); page.status != http.StatusOK {
		t.Errorf("after it was lifted: %d", page.status)
	}
}

func TestNothingIsReadWithoutAPurposeAndAGround(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	s := d.app.Store()
	await(t, "the words are found", func() bool { return d.found("flickers") == 1 })
	before := d.count(`SELECT COUNT(*) FROM reading`)
	for name, by := range map[string]candor.Access{
		"nothing at all":           {},
		"nobody":                   {Purpose: candor.Serve},
		"no purpose":               {Actor: "agent:agt_1"},
		"an unknown purpose":       {Actor: "agent:agt_1", Purpose: "curiosity"},
		"a purpose in other case":  {Actor: "agent:agt_1", Purpose: "SERVICE"},
		"the assistant, not asked": candor.AssistantReads(),
		"help that was not asked":  {Actor: "agent:agt_1", Purpose: candor.Assist},
		"a vendor":                 candor.VendorReads("Acme AI"),
		"memory":                   {Actor: "assistant", Purpose: candor.Memory},
		"learning":                 {Actor: "desk", Purpose: candor.Improve},
		"fairness":                 {Actor: "desk", Purpose: candor.Fairness},
	} {
		if all, err := s.Messages(t.Context(), by, x.ID, 0, 10, true); !errors.Is(err, candor.ErrNoBasis) || len(all) != 0 {
			t.Errorf("%s: messages: %v", name, err)
		}
		if all, err := s.History(t.Context(), by, x.ID, 10); !errors.Is(err, candor.ErrNoBasis) || len(all) != 0 {
			t.Errorf("%s: history: %v", name, err)
		}
		if _, err := s.Profile(t.Context(), by, x.Customer); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%s: profile: %v", name, err)
		}
		if _, err := s.Holds(t.Context(), by, x.Customer); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%s: holds: %v", name, err)
		}
		if all, _, err := app.WordsOf(d.app).Search(t.Context(), by, "flickers", 10); len(all) != 0 || err != nil && !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("%s: search: %d, %v", name, len(all), err)
		}
		who := x.who()
		who.Actor = by.Actor
		if by.Actor == "" {
			if _, err := d.office().Overview(t.Context(), who); !errors.Is(err, rights.ErrSubject) {
				t.Errorf("%s: overview: %v", name, err)
			}
		}
	}
	if n := d.count(`SELECT COUNT(*) FROM reading`); n != before {
		t.Errorf("%d readings for what was not read", n-before)
	}
}

func TestGlobalPrivacyControlObjectsToWhatWasNeverAllowed(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	with, without := d.begin("person", "a lamp", "Sec-GPC", "1"), d.begin("person", "a sofa", "Sec-GPC", "yes")
	objected := func(x talk) []candor.Purpose {
		t.Helper()
		o, err := d.office().Overview(t.Context(), x.who())
		if err != nil {
			t.Fatal(err)
		}
		var out []candor.Purpose
		for _, c := range o.Consents {
			if !c.Given && c.Via == string(candor.ViaGPC) {
				out = append(out, c.Purpose)
			}
		}
		slices.Sort(out)
		return out
	}
	if got := objected(with); !slices.Equal(got, []candor.Purpose{candor.Improve, candor.Memory, candor.Vendor}) {
		t.Errorf("objected to %v", got)
	}
	if got := objected(without); len(got) != 0 {
		t.Errorf("a header that says something else objected to %v", got)
	}
	if got := d.call(http.MethodGet, "/.well-known/gpc.json", "", nil); got.status != http.StatusOK || !strings.Contains(got.body, `"gpc":true`) && !strings.Contains(got.body, `"gpc": true`) {
		t.Errorf("gpc.json: %d %s", got.status, got.body)
	}
}

// What a hold kept goes when it ends, by itself or lifted: rows, key, words and the letters to the person.
func TestWhatAHoldKeptGoesWhenItEnds(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]bool{"a hold on everything": false, "a hold on one conversation": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t, apptest.Options{})
			x, free := d.begin("person", "a lamp that flickers"), d.begin("person", "a sofa that wobbles")
			d.proven(x, "ann@mail.example")
			r, err := d.office().Object(t.Context(), x.who(), "I object")
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := d.office().Do(t.Context(), r.ID, r.Version, "agent:officer", rights.Refuse, rights.Details{Reason: rights.Unfounded, Words: "no"}); err != nil {
				t.Fatal(err)
			}
			hold := store.Hold{Customer: x.Customer, Ground: "legal_claims", Reason: "a claim", By: "agent:officer", Until: d.clock.Now().Add(48 * time.Hour)}
			if part {
				hold.Conversation = x.ID
			}
			if _, err := d.app.Store().PlaceHold(t.Context(), hold); err != nil {
				t.Fatal(err)
			}
			await(t, "a letter to the person", func() bool { return d.lettersTo(x) == 1 })
			who := x.who()
			who.Customers = append(who.Customers, free.Customer)
			asked, c, err := d.office().Erase(t.Context(), who)
			if err != nil || c.Complete() || asked.State != rights.Partly {
				t.Fatalf("%s, complete %v, %v", asked.State, c.Complete(), err)
			}
			if n := d.count(`SELECT COUNT(*) FROM conversation WHERE id = $1`, string(free.ID)); n != 0 {
				t.Error("what nothing keeps is still there")
			}
			var out bytes.Buffer
			if _, _, err := d.office().Export(t.Context(), x.who(), &out); err != nil {
				t.Errorf("what is kept cannot be seen by whose it is: %v", err)
			} else if got := records(t, out.Bytes()); len(got.messages) == 0 {
				t.Error("what is kept is not in the export")
			}
			resume := func() {
				t.Helper()
				if _, err := d.office().Resume(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := app.TidyLetters(t.Context(), d.app); err != nil {
					t.Fatal(err)
				}
			}
			resume()
			if all := d.messages(x); len(all) == 0 {
				t.Fatal("the hold kept nothing")
			}
			d.clock.Advance(49 * time.Hour)
			resume()
			for _, table := range []string{"customer", "conversation", "message", "hold", "contact"} {
				if n := d.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
					t.Errorf("%d rows of %s are left", n, table)
				}
			}
			if n := d.lettersTo(x); n != 0 {
				t.Errorf("%d letters are left", n)
			}
		})
	}
}

// lettersTo counts the files to a customer.
func (d *desk) lettersTo(x talk) int {
	d.t.Helper()
	names, err := filepath.Glob(filepath.Join(d.c.Data.Dir, "mail", "*-"+string(x.Customer)+"-*.eml"))
	if err != nil {
		d.t.Fatal(err)
	}
	return len(names)
}

// What is taken out of an agent's words must not look like somebody else's words: the page would say that
// nothing was sent, and the agent would send it again.
func TestAReplyWithASecretIsSentOnce(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "a lamp that flickers")
	cookie, key := d.signIn(d.agent("Maya")), string(candor.NewMessageID())
	send := func(text string) int {
		t.Helper()
		return d.form("/console/c/"+string(x.ID)+"/reply", cookie, url.Values{"take": {"1"}, "text": {text}, "key": {key}}).status
	}
	const text = "You paid with 4111 1111 1111 1111, cvv 847, is that so? Your password: tr0ub4dor&3"
	for range 2 {
		if got := send(text); got != http.StatusCreated {
			t.Errorf("%d", got)
		}
	}
	if got := send(text + " And one thing more."); got != http.StatusConflict {
		t.Errorf("other words under the same key: %d", got)
	}
	if got := send("Other words."); got != http.StatusConflict {
		t.Errorf("other words under the same key: %d", got)
	}
	if n := d.said(x, candor.ByAgent); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

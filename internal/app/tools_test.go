package app_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/demo/shop"
	"candor/internal/tool"
)

// till is the shop of the demo as a test has it: it can be held up, or break, and counts what it is asked.
type till struct {
	http.Handler
	asked atomic.Int64
	mu    sync.Mutex
	desk  *desk
	first func(w http.ResponseWriter, r *http.Request, shop http.Handler) // in place of the shop
}

func (s *till) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.desk == nil {
		return time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC)
	}
	return s.desk.clock.Now()
}

func (s *till) does(first func(w http.ResponseWriter, r *http.Request, shop http.Handler)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.first = first
}

func (s *till) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked.Add(1)
	s.mu.Lock()
	first := s.first
	s.mu.Unlock()
	if first != nil {
		first(w, r, s.Handler)
		return
	}
	s.Handler.ServeHTTP(w, r)
}

// withShop opens a desk whose tools are those of the shop.
func withShop(t *testing.T, o apptest.Options) (*desk, *till) {
	t.Helper()
	secret := bytes.Repeat([]byte{7}, 32)
	s := &till{}
	orders, err := shop.New(secret, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = orders
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	tools := app.Tools{Specs: shop.Specs(), Secret: secret}
	for _, r := range shop.Routes(server.URL) {
		tools.Endpoints = append(tools.Endpoints, tool.Endpoint{Tool: r.Tool, Method: r.Method, URL: r.URL})
	}
	o.Tools = []app.Tools{tools}
	d := open(t, o)
	s.mu.Lock()
	s.desk = d
	s.mu.Unlock()
	return d, s
}

// robin is a customer who proved to be Robin, whose orders the shop knows, and said one thing to the
// assistant.
func (d *desk) robin() talk {
	d.t.Helper()
	x := d.begin("assistant", "")
	d.proven(x, "robin@example.org")
	return x
}

// keys gives the texts of a conversation by their keys, and who said them; words of one's own as "-".
func (d *desk) keys(x talk) []string {
	d.t.Helper()
	var out []string
	for _, m := range d.messages(x) {
		key := m.Key
		if key == "" {
			key = "-"
		}
		out = append(out, string(m.Author)+" "+key)
	}
	return out
}

// hears waits for a text and gives its message.
func (d *desk) hears(x talk, said string) candor.Message {
	d.t.Helper()
	var found candor.Message
	await(d.t, said+" in "+strings.Join(d.keys(x), ", "), func() bool {
		for _, m := range d.messages(x) {
			if string(m.Author)+" "+m.Key == said {
				found = m
			}
		}
		return found.ID != ""
	})
	return found
}

// proposals gives how far those of a conversation are.
func (d *desk) proposals(x talk) []string {
	d.t.Helper()
	db := d.sql()
	defer db.Close()
	rows, err := db.QueryContext(d.ctx(), `SELECT state || ' ' || outcome FROM proposal WHERE conversation = $1 ORDER BY made, id`, string(x.ID))
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			d.t.Fatal(err)
		}
		out = append(out, strings.TrimSpace(one))
	}
	return out
}

func TestAnOrderIsLookedUpForWhoProvedWhoTheyAre(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Where is my order HP-482913?")
	m := d.hears(x, "assistant action.order_status.on_its_way")
	if !strings.Contains(string(m.Body), "HP-482913") || !strings.Contains(string(m.Body), "Parcelbird") || m.Kind != candor.Notice {
		t.Errorf("said %q", m.Body)
	}
	if n := s.asked.Load(); n != 1 {
		t.Errorf("the shop was asked %d times", n)
	}
}

func TestAnOrderOfSomebodyElseIsNotThere(t *testing.T) {
	t.Parallel()
	d, _ := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Where is my order HP-490022?") // Imke's
	theirs := d.hears(x, "assistant action.order_missing")
	y := d.begin("assistant", "")
	imke := candor.Profile{Email: "imke@example.org", Verified: d.clock.Now(), VerifiedBy: "link"}
	if err := d.app.Store().SaveProfile(t.Context(), y.Customer, imke); err != nil {
		t.Fatal(err)
	}
	d.say(y, "Where is my order HP-000000?") // nobody's
	nobodys := d.hears(y, "assistant action.order_missing")
	if strings.ReplaceAll(string(theirs.Body), "HP-490022", "HP-000000") != string(nobodys.Body) {
		t.Errorf("an order of somebody else is told from one that is not there:\n%s\n%s", theirs.Body, nobodys.Body)
	}
}

func TestNobodyIsLookedUpWhoHasNotProvedWhoTheyAre(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.begin("assistant", "Where is my order HP-482913?")
	d.hears(x, "assistant action.prove")
	d.say(x, "Please cancel my order HP-482914")
	await(t, "both are answered", func() bool { return d.conversation(x.ID).LastAnswered == d.conversation(x.ID).LastCustomer })
	if n := s.asked.Load(); n != 0 {
		t.Errorf("the shop was asked %d times", n)
	}
	if all := d.proposals(x); len(all) != 0 {
		t.Errorf("proposals %v", all)
	}
}

func TestAToolThatIsDownCostsNobodyTheirTurn(t *testing.T) {
	t.Parallel()
	log := &logged{}
	d, s := withShop(t, apptest.Options{Log: log.logger()})
	s.does(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		http.Error(w, "the database of HP-482913 is gone", http.StatusBadGateway)
	})
	x := d.robin()
	d.say(x, "Where is my order HP-482913?")
	await(t, "the message is dealt with", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	c := d.conversation(x.ID)
	if got := d.keys(x); c.State == candor.Waiting && c.Reason == "drafter_failed" || strings.Contains(strings.Join(got, " "), "action.") {
		t.Errorf("%s %s: %v", c.State, c.Reason, got)
	}
	if text := log.String(); strings.Contains(text, "482913") || !strings.Contains(text, "look something up") {
		t.Errorf("in the log: %s", text)
	}
}

func TestAToolThatIsSlowLeavesTimeForAnAnswer(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{DraftTimeout: 2 * time.Second})
	release := make(chan struct{})
	s.does(func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	x := d.robin()
	d.say(x, "Where is my order HP-482913?")
	await(t, "the message is dealt with", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	if c := d.conversation(x.ID); c.Reason == "drafter_failed" {
		t.Errorf("a slow tool took the whole time of the draft: %v", d.keys(x))
	}
}

func TestAChangeIsDoneOnceAfterAYes(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	ask := d.hears(x, "assistant action.order_cancel.ask")
	if !strings.Contains(string(ask.Body), "HP-482914") || s.asked.Load() != 0 {
		t.Errorf("asked %q, and the shop %d times", ask.Body, s.asked.Load())
	}
	d.say(x, "Yes, please")
	d.hears(x, "desk action.order_cancel.cancelled")
	d.say(x, "Where is my order HP-482914?")
	d.hears(x, "assistant action.order_status.cancelled")
	if got := d.proposals(x); !slices.Equal(got, []string{"done cancelled"}) {
		t.Errorf("proposals %v", got)
	}
}

func TestANoLeavesItAsItIs(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "no thanks")
	d.hears(x, "desk action.declined")
	if got := d.proposals(x); !slices.Equal(got, []string{"declined"}) || s.asked.Load() != 0 {
		t.Errorf("proposals %v, and the shop was asked %d times", got, s.asked.Load())
	}
}

func TestASecondYesDoesNothingTwice(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes") // a double click
	d.say(x, "yes")
	d.hears(x, "desk action.order_cancel.cancelled")
	d.say(x, "yes")
	await(t, "the last is dealt with", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	n := 0
	for _, key := range d.keys(x) {
		if key == "desk action.order_cancel.cancelled" {
			n++
		}
	}
	if n != 1 || s.asked.Load() != 1 {
		t.Errorf("told %d times, and the shop was asked %d times", n, s.asked.Load())
	}
}

func TestAYesIsToTheQuestionRightBeforeIt(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "Where is my order HP-482913?")
	d.hears(x, "assistant action.order_status.on_its_way")
	d.say(x, "yes")
	await(t, "the yes is dealt with", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	if got := d.proposals(x); !slices.Equal(got, []string{"proposed"}) || s.asked.Load() != 1 {
		t.Errorf("proposals %v, and the shop was asked %d times", got, s.asked.Load())
	}
}

func TestAYesThatSaysMoreIsNone(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes but only the cushions")
	await(t, "it is dealt with", func() bool { c := d.conversation(x.ID); return c.LastAnswered == c.LastCustomer })
	if got := d.proposals(x); !slices.Equal(got, []string{"proposed"}) || s.asked.Load() != 0 {
		t.Errorf("proposals %v, and the shop was asked %d times", got, s.asked.Load())
	}
}

func TestAYesAfterItsTimeDoesNothing(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.clock.Advance(action.ForCustomer)
	d.say(x, "yes")
	d.hears(x, "desk action.expired")
	if got := d.proposals(x); !slices.Equal(got, []string{"expired"}) || s.asked.Load() != 0 {
		t.Errorf("proposals %v, and the shop was asked %d times", got, s.asked.Load())
	}
}

func TestWhatWasDoneIsToldThoughAPersonTookOverMeanwhile(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	begun, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s.does(func(w http.ResponseWriter, r *http.Request, shop http.Handler) {
		once.Do(func() { close(begun) })
		<-release
		shop.ServeHTTP(w, r)
	})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes")
	<-begun
	if _, err := d.app.Turn.Take(t.Context(), x.ID, d.agent("Maya")); err != nil {
		t.Error(err)
	}
	close(release)
	d.hears(x, "desk action.order_cancel.cancelled")
	if c := d.conversation(x.ID); c.State != candor.Attended {
		t.Errorf("the conversation is %s", c.State)
	}
	if got := d.proposals(x); !slices.Equal(got, []string{"done cancelled"}) || s.asked.Load() != 1 {
		t.Errorf("proposals %v, and the shop was asked %d times", got, s.asked.Load())
	}
}

func TestAQuestionIsNotAskedOnceAPersonTookOver(t *testing.T) {
	t.Parallel()
	d, _ := withShop(t, apptest.Options{})
	x := d.robin()
	a := d.agent("Maya")
	if _, err := d.app.Turn.Take(t.Context(), x.ID, a); err != nil {
		t.Fatal(err)
	}
	d.say(x, "Please cancel my order HP-482914")
	if err := d.reply(x, a, "Shall I?"); err != nil {
		t.Fatal(err)
	}
	d.say(x, "yes")
	d.jobsDone()
	if got := d.proposals(x); len(got) != 0 {
		t.Errorf("proposals %v", got)
	}
}

func TestWhatNobodyKnowsTheEndOfBringsAPerson(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	s.does(func(w http.ResponseWriter, r *http.Request, shop http.Handler) {
		shop.ServeHTTP(httptest.NewRecorder(), r) // it is done, and the answer is lost
		w.WriteHeader(http.StatusBadGateway)
	})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes")
	d.hears(x, "desk action.unsure")
	if c := d.conversation(x.ID); c.State != candor.Waiting || c.Reason != "act_unsure" {
		t.Errorf("%s because of %s", c.State, c.Reason)
	}
	s.does(nil)
	d.clock.Advance(3 * time.Minute)
	app.ResumeActs(t.Context(), d.app)
	m := d.hears(x, "desk action.order_cancel.cancelled")
	if !strings.Contains(string(m.Body), "HP-482914") {
		t.Errorf("told %q", m.Body)
	}
	if got := d.proposals(x); !slices.Equal(got, []string{"done cancelled"}) {
		t.Errorf("proposals %v", got)
	}
}

func TestAStopInTheMiddleOfAChangeDoesItOnce(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	begun, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s.does(func(w http.ResponseWriter, r *http.Request, shop http.Handler) {
		shop.ServeHTTP(httptest.NewRecorder(), r) // done, and the desk stops before it hears so
		once.Do(func() { close(begun) })
		<-release
	})
	t.Cleanup(func() { close(release) })
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes")
	<-begun
	d.stop()
	s.does(nil)
	d.clock.Advance(3 * time.Minute)
	d.run()
	d.hears(x, "desk action.order_cancel.cancelled")
	if got := d.proposals(x); !slices.Equal(got, []string{"done cancelled"}) {
		t.Errorf("proposals %v", got)
	}
	await(t, "the yes is dealt with", func() bool {
		c := d.conversation(x.ID)
		return !c.AssistantMaySpeak() || c.LastAnswered >= c.LastCustomer
	})
}

func TestErasureTakesOpenProposalsAndPromisesWithIt(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	if _, err := d.app.Turn.AskPerson(t.Context(), x.ID, "button"); err != nil {
		t.Fatal(err)
	}
	await(t, "the promise is kept as a commitment", func() bool { return d.count(`SELECT COUNT(*) FROM commitment WHERE standing = 'open'`) == 1 })
	if _, c, err := d.office().Erase(t.Context(), x.who()); err != nil || !c.Complete() {
		t.Fatalf("erase: %v", err)
	}
	if n := d.count(`SELECT COUNT(*) FROM proposal`) + d.count(`SELECT COUNT(*) FROM commitment`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	d.clock.Advance(2 * time.Hour)
	app.ResumeActs(t.Context(), d.app)
	if n := s.asked.Load(); n != 0 {
		t.Errorf("the shop was asked %d times", n)
	}
}

func TestAPersonAndACrisisComeBeforeAnyTool(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	for _, text := range []string{"Where is my order HP-482913? I want to talk to a person", "Where is my order HP-482913? I want to kill myself"} {
		x := d.says(text)
		if c := d.conversation(x.ID); !c.WithPerson {
			t.Errorf("%q: the conversation is %s", text, c.State)
		}
	}
	if n := s.asked.Load(); n != 0 {
		t.Errorf("the shop was asked %d times", n)
	}
}

// says is a customer without a proof who says one thing.
func (d *desk) says(text string) talk {
	x := d.begin("assistant", "")
	d.say(x, text)
	d.jobsDone()
	return x
}

func TestMoneyGoesOutAfterAnAgentsYesAndTheCustomerIsTold(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	runner, who := app.RunnerOf(d.app), action.For{Conversation: x.ID, Customer: x.Customer}
	call, refusal := runner.Registry.Call("order_refund", `{"number":"HP-471205"}`, who)
	if refusal != nil {
		t.Fatal(refusal)
	}
	p, _, err := runner.Propose(t.Context(), call)
	if err == nil {
		_, _, err = runner.Answer(t.Context(), who, "yes", "en")
	}
	if err != nil || s.asked.Load() != 0 {
		t.Fatalf("the shop was asked %d times before an agent agreed, %v", s.asked.Load(), err)
	}
	cookie := d.signIn(d.agent("Maya"))
	for i, want := range []int{http.StatusSeeOther, http.StatusConflict} { // the second click finds it done
		if got := d.form("/console/proposals/"+string(p.ID), cookie, url.Values{"act": {"approve"}}); got.status != want {
			t.Errorf("click %d: %d", i+1, got.status)
		}
	}
	d.hears(x, "desk action.order_refund.started")
	owed, err := d.app.Store().CommitmentsOf(t.Context(), x.ID)
	if err != nil || len(owed) != 1 || owed[0].Kind != "refund" || s.asked.Load() != 1 {
		t.Errorf("%+v, and the shop was asked %d times, %v", owed, s.asked.Load(), err)
	}
}

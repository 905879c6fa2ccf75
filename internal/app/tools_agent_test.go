package app_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

// attended is a conversation of Robin's that Maya has taken.
func (d *desk) attended(maya candor.Agent) talk {
	d.t.Helper()
	x := d.robin()
	if _, err := d.app.Turn.Take(d.t.Context(), x.ID, maya); err != nil {
		d.t.Fatal(err)
	}
	return x
}

// offers has an agent propose to pay an order back, in the console.
func (d *desk) offers(x talk, cookie string, number string) answer {
	d.t.Helper()
	return d.form("/console/c/"+string(x.ID)+"/propose", cookie, url.Values{"act": {"order_refund"}, "f_number": {number}, "step": {"ask"}})
}

// asked gives what the customer is shown to answer, as the API has it.
func (d *desk) asked(x talk) (id action.ProposalID, question string) {
	d.t.Helper()
	got := d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID), x.pass, nil)
	var shown struct {
		Conversation struct {
			Asked struct {
				ID       action.ProposalID
				Question string
			}
		}
	}
	if err := json.Unmarshal([]byte(got.body), &shown); err != nil {
		d.t.Fatalf("%d %v", got.status, err)
	}
	return shown.Conversation.Asked.ID, shown.Conversation.Asked.Question
}

// times tells how often a text stands in a conversation.
func (d *desk) times(x talk, said string) (n int) {
	d.t.Helper()
	for _, key := range d.keys(x) {
		if key == said {
			n++
		}
	}
	return n
}

func TestAnAgentsProposalIsReadAndAcceptedByTheCustomer(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	maya := d.agent("Maya")
	x, cookie := d.attended(maya), d.signIn(maya)
	if got := d.offers(x, cookie, "HP-471205"); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	m := d.hears(x, "desk action.order_refund.offer")
	id, question := d.asked(x)
	if question != string(m.Body) || !strings.Contains(question, "HP-471205") || s.asked.Load() != 0 {
		t.Fatalf("asked %q, told %q, and the shop was asked %d times", question, m.Body, s.asked.Load())
	}
	if got := d.offers(x, cookie, "HP-471205"); got.status != http.StatusConflict || d.times(x, "desk action.order_refund.offer") != 1 {
		t.Errorf("asked twice: %d", got.status)
	}
	path := "/api/v1/conversations/" + string(x.ID) + "/proposals/" + string(id)
	for _, bad := range []struct {
		path, pass string
		body       any
		status     int
	}{
		{path, "", map[string]any{"accept": true}, http.StatusNotFound},
		{path, x.pass, map[string]any{}, http.StatusBadRequest},
		{strings.Replace(path, string(id), string(action.NewProposalID()), 1), x.pass, map[string]any{"accept": true}, http.StatusNotFound},
		{strings.Replace(path, string(id), "nothing", 1), x.pass, map[string]any{"accept": true}, http.StatusNotFound},
	} {
		if got := d.call(http.MethodPost, bad.path, bad.pass, bad.body); got.status != bad.status && !(bad.pass == "" && got.status == http.StatusUnauthorized) {
			t.Errorf("%v: %d %s", bad.body, got.status, got.body)
		}
	}
	other := d.begin("person", "hello")
	if got := d.call(http.MethodPost, strings.Replace(path, string(x.ID), string(other.ID), 1), other.pass, map[string]any{"accept": true}); got.status != http.StatusNotFound || s.asked.Load() != 0 {
		t.Errorf("somebody else said yes: %d", got.status)
	}
	if got := d.call(http.MethodPost, path, x.pass, map[string]any{"accept": true}); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.body)
	}
	d.hears(x, "desk action.order_refund.started")
	if got := d.call(http.MethodPost, path, x.pass, map[string]any{"accept": true}); got.status != http.StatusConflict {
		t.Errorf("a second yes: %d", got.status)
	}
	if id, _ := d.asked(x); id != "" {
		t.Error("it is still asked")
	}
	p, err := d.app.Store().Proposal(t.Context(), candor.Access{Actor: "desk", Purpose: candor.Serve}, id)
	if err != nil || p.State != action.Done || p.Agent != maya.ID || p.Proposer != maya.ID || p.Told.IsZero() || s.asked.Load() != 1 {
		t.Errorf("%+v, %v, the shop was asked %d times", p, err, s.asked.Load())
	}
	owed, err := d.app.Store().CommitmentsOf(t.Context(), x.ID)
	if err != nil || len(owed) != 1 || owed[0].Kind != "refund" || owed[0].Agent != maya.ID {
		t.Errorf("%+v, %v", owed, err)
	}
	if got, want := d.actionFacts(), []string{"agent proposed", "customer accepted", "agent approved", "desk running", "desk done"}; !slices.Equal(got, want) {
		t.Errorf("in the ledger: %v, want %v", got, want)
	}
}

// actionFacts gives who took which step of proposals, as the ledger has it.
func (d *desk) actionFacts() []string {
	d.t.Helper()
	db := d.sql()
	defer db.Close()
	rows, err := db.QueryContext(d.ctx(), `SELECT record FROM ledger WHERE kind = 'action' ORDER BY seq`)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			d.t.Fatal(err)
		}
		var e struct {
			Actor string
			Facts map[string]string
		}
		if err := json.Unmarshal(record, &e); err != nil {
			d.t.Fatal(err)
		}
		actor, _, _ := strings.Cut(e.Actor, ":")
		out = append(out, actor+" "+e.Facts["state"])
	}
	return out
}

func TestACustomerAnswersAnAgentsQuestionOnTheHostedPage(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	maya := d.agent("Maya")
	x := d.attended(maya)
	d.offers(x, d.signIn(maya), "HP-471205")
	home := "/chat/" + string(d.c.Inboxes[0].ID)
	page := d.call(http.MethodGet, home, "", nil, "Cookie", "candor_chat="+x.pass)
	id, question := d.asked(x)
	for _, want := range []string{`data-part="asked"`, question, home + "/proposals/" + string(id), `value="yes"`, `value="no"`} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %s in the page: %s", want, page.body)
		}
	}
	cookie := "candor_chat=" + x.pass
	if got := d.form(home+"/proposals/"+string(id), cookie, url.Values{"word": {"perhaps"}}); got.status != http.StatusBadRequest {
		t.Errorf("%d", got.status)
	}
	if got := d.form(home+"/proposals/"+string(id), cookie, url.Values{"word": {"no"}}); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	d.hears(x, "desk action.declined")
	if got := d.proposals(x); !slices.Equal(got, []string{"declined"}) || s.asked.Load() != 0 {
		t.Errorf("proposals %v, the shop was asked %d times", got, s.asked.Load())
	}
	if page := d.call(http.MethodGet, home, "", nil, "Cookie", "candor_chat="+x.pass); strings.Contains(page.body, `data-part="asked"`) {
		t.Error("it is still asked")
	}
}

func TestAYesThatIsTypedToAnAgentsQuestionCounts(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	maya := d.agent("Maya")
	x, cookie := d.attended(maya), d.signIn(maya)
	d.offers(x, cookie, "HP-471205")
	d.say(x, "Yes, but what about the lamp?")
	d.say(x, "yes") // to nothing: it does not follow the question
	d.jobsDone()
	if got := d.proposals(x); !slices.Equal(got, []string{"proposed"}) || s.asked.Load() != 0 {
		t.Fatalf("proposals %v, the shop was asked %d times", got, s.asked.Load())
	}
	d.offers(x, cookie, "HP-482913") // asked anew, about another order: what was asked before is not asked any more
	d.say(x, "yes please")
	d.hears(x, "desk action.order_refund.not_yet")
	if got := d.proposals(x); !slices.Equal(got, []string{"expired replaced", "done not_yet"}) || s.asked.Load() != 1 {
		t.Errorf("proposals %v, the shop was asked %d times", got, s.asked.Load())
	}
}

func TestNothingIsProposedThatCannotBe(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	maya, theo := d.agent("Maya"), d.agent("Theo")
	x := d.attended(maya)
	if got := d.offers(x, d.signIn(theo), "HP-471205"); got.status != http.StatusConflict || !strings.Contains(got.body, "Take the conversation first") {
		t.Errorf("by somebody who does not talk with them: %d", got.status)
	}
	mayas := d.signIn(maya)
	if got := d.offers(x, mayas, "all"); got.status != http.StatusBadRequest {
		t.Errorf("without a number: %d", got.status)
	}
	y := d.begin("person", "hello")
	if _, err := d.app.Turn.Take(t.Context(), y.ID, maya); err != nil {
		t.Fatal(err)
	}
	if got := d.offers(y, mayas, "HP-471205"); got.status != http.StatusConflict || !strings.Contains(got.body, "shown who they are") {
		t.Errorf("to somebody who has not shown who they are: %d", got.status)
	}
	if n := d.count(`SELECT COUNT(*) FROM proposal`); n != 0 || s.asked.Load() != 0 {
		t.Errorf("%d proposals, the shop was asked %d times", n, s.asked.Load())
	}
	page := d.call(http.MethodGet, "/console/c/"+string(x.ID), "", nil, "Cookie", mayas)
	if !strings.Contains(page.body, `/propose"`) {
		t.Errorf("the conversation has no way to it: %d", page.status)
	}
}

// saidAfter is longer than a text is given to be said.
const saidAfter = 3 * time.Minute

// What was done and could not be said, because the desk stopped in between, is said once it runs again.
func TestAnOutcomeWhoseTextWasLostIsSaidOnce(t *testing.T) {
	t.Parallel()
	d, s := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	runner, who := app.RunnerOf(d.app), action.For{Conversation: x.ID, Customer: x.Customer}
	if _, _, err := runner.Answer(t.Context(), who, "yes", "en"); err != nil { // and the desk stops before it says so
		t.Fatal(err)
	}
	app.UntoldActs(t.Context(), d.app)
	if n := d.times(x, "desk action.order_cancel.cancelled"); n != 0 {
		t.Errorf("it was said %d times while whoever did it might still say it", n)
	}
	d.clock.Advance(saidAfter)
	for range 3 {
		app.UntoldActs(t.Context(), d.app)
	}
	m := d.hears(x, "desk action.order_cancel.cancelled")
	if n := d.times(x, "desk action.order_cancel.cancelled"); n != 1 || !strings.Contains(string(m.Body), "HP-482914") || s.asked.Load() != 1 {
		t.Errorf("said %d times: %q, the shop was asked %d times", n, m.Body, s.asked.Load())
	}
}

func TestAnOutcomeThatWasSaidIsNotSaidAgain(t *testing.T) {
	t.Parallel()
	d, _ := withShop(t, apptest.Options{})
	x := d.robin()
	d.say(x, "Please cancel my order HP-482914")
	d.hears(x, "assistant action.order_cancel.ask")
	d.say(x, "yes")
	d.hears(x, "desk action.order_cancel.cancelled")
	if n := d.count(`SELECT COUNT(*) FROM proposal WHERE told = 0`); n != 1 {
		t.Fatalf("the premise: %d", n) // a turn says it by itself
	}
	d.clock.Advance(saidAfter)
	app.UntoldActs(t.Context(), d.app)
	if n := d.times(x, "desk action.order_cancel.cancelled"); n != 1 {
		t.Errorf("said %d times", n)
	}
	if n := d.count(`SELECT COUNT(*) FROM proposal WHERE told = 0`); n != 0 {
		t.Error("it is looked for again")
	}
}

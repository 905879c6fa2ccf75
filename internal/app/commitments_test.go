package app_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

// rung counts who was said to need a person.
type rung struct {
	mu    sync.Mutex
	asked map[candor.ConversationID]int
}

func (r *rung) NeedsPerson(c candor.Conversation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked == nil {
		r.asked = map[candor.ConversationID]int{}
	}
	r.asked[c.ID]++
}

func (r *rung) times(id candor.ConversationID) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked[id]
}

// promised waits until the desk keeps its promise to somebody as a commitment, and gives it.
func (d *desk) promised(x talk) action.Commitment {
	d.t.Helper()
	var all []action.Commitment
	await(d.t, "the promise is a commitment", func() bool {
		var err error
		if all, err = d.app.Store().CommitmentsOf(d.ctx(), x.ID); err != nil {
			d.t.Fatal(err)
		}
		return len(all) == 1
	})
	return all[0]
}

// standing waits until the one commitment to somebody stands so.
func (d *desk) standing(x talk, want action.Standing) action.Commitment {
	d.t.Helper()
	await(d.t, "it is "+string(want), func() bool { return d.promised(x).Standing == want })
	return d.promised(x)
}

func TestADatedPromiseIsOwedUntilAPersonWrites(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	owed := d.promised(x)
	if due := d.conversation(x.ID).PromisedBy; owed.Kind != action.PersonAnswers || owed.By != action.ByNotice || !owed.Due.Equal(due) || due.IsZero() {
		t.Errorf("%+v, promised for %v", owed, due)
	}
	for range 3 {
		if err := app.Promises(t.Context(), d.app); err != nil {
			t.Fatal(err)
		}
	}
	d.promised(x)
	a := d.agent("Maya")
	if _, err := d.app.Turn.Take(t.Context(), x.ID, a); err != nil {
		t.Fatal(err)
	}
	if err := app.Promises(t.Context(), d.app); err != nil || d.promised(x).Standing != action.Open {
		t.Errorf("taking it is not answering: %+v, %v", d.promised(x), err)
	}
	if err := d.reply(x, a, "let me look"); err != nil {
		t.Fatal(err)
	}
	if kept := d.standing(x, action.Kept); kept.EndedBy != a.ID {
		t.Errorf("kept by %q", kept.EndedBy)
	}
}

func TestAPromiseKeptAfterItsTimeIsKeptLateAndAlertsOnce(t *testing.T) {
	t.Parallel()
	r := &rung{}
	d := open(t, apptest.Options{Alerts: r})
	x := d.begin("person", "my lamp flickers")
	owed := d.promised(x)
	before := r.times(x.ID)
	d.clock.Advance(owed.Due.Sub(d.clock.Now()) + time.Minute)
	for range 3 {
		if err := app.Promises(t.Context(), d.app); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.times(x.ID) - before; n != 1 {
		t.Errorf("alerted %d times", n)
	}
	if err := d.reply(x, d.agent("Maya"), "sorry for the wait"); err != nil {
		t.Fatal(err)
	}
	d.standing(x, action.Late)
}

func TestAPromiseSurvivesAStopRightAfterIt(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	d.stop()
	db := d.sql()
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), `DELETE FROM commitment`); err != nil { // as if it stopped before it looked
		t.Fatal(err)
	}
	d.run()
	d.promised(x)
}

func TestAPromiseThatItsCustomerNeedsNoLongerIsEndedWithTheReason(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("assistant", "")
	if _, err := d.app.Turn.AskPerson(t.Context(), x.ID, "button"); err != nil {
		t.Fatal(err)
	}
	d.promised(x)
	if got := d.call("POST", "/api/v1/conversations/"+string(x.ID)+"/assistant", x.pass, map[string]any{"notice": d.notice()}); got.status >= 300 {
		t.Fatalf("back to the assistant: %d %s", got.status, got.body)
	}
	ended := d.standing(x, action.Broken)
	full, err := d.app.Store().Commitment(t.Context(), candor.AgentReads("agt_reader"), ended.ID)
	if err != nil || full.Reason == "" {
		t.Errorf("no reason: %+v, %v", full, err)
	}
}

func TestPromisesAreOnAPageOfTheConsoleWithoutAnyTool(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	owed := d.promised(x)
	cookie := d.signIn(d.agent("Maya"))
	if got := d.page("/console/commitments", cookie); got.status != 200 || !strings.Contains(got.body, string(owed.ID)) {
		t.Errorf("the list: %d", got.status)
	}
	if got := d.page("/console/commitments/"+string(owed.ID), cookie); got.status != 200 {
		t.Errorf("one: %d", got.status)
	}
}

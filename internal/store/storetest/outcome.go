package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/store"
	"candor/policy"
	"candor/service"
	"candor/turn"
)

func outcomeCases() []testCase {
	return []testCase{
		{"silence is an assumption, and only the customer's word is a solution", outcomesAreHonest},
		{"what became of conversations is counted when they are gone too", outcomesOutlive},
	}
}

// step stores an act, and what is said with it.
func (d *desk) step(t testing.TB, c candor.Conversation, act candor.Act, cleared ...*policy.Cleared) candor.Conversation {
	t.Helper()
	next := after(t, c, act)
	if act == candor.AgentTakes {
		next.Agent, next.AgentName = mayaID, "Maya"
	}
	change := turn.Change{Before: c, After: next, Cleared: cleared}
	if act == candor.AgentResolves {
		change.Closing = solved(t, c)
	}
	stored, err := d.Commit(t.Context(), change)
	must(t, err)
	return stored
}

// solved is a closing of a conversation in which nothing stands open.
func solved(t testing.TB, c candor.Conversation) service.Closing {
	t.Helper()
	closing, err := service.Close(service.Case{Conversation: c.ID, LastCustomer: c.LastCustomer}, service.Filled{Seen: c.LastCustomer, Reason: service.Solved})
	must(t, err)
	return closing
}

// answered stores a question that the assistant answered, and the answer.
func (d *desk) answered(t testing.TB) (candor.Conversation, candor.Message) {
	t.Helper()
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "Where is my lamp?", "")
	x := d.assistantSays(t, c, "It is on its way.")
	next := c
	next.LastAnswered = c.LastCustomer
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next, Cleared: []*policy.Cleared{x}})
	must(t, err)
	return stored, x.Message()
}

// ended counts what became of everything, as it can be told some days later.
func (d *desk) ended(t testing.TB, later time.Duration) map[service.Outcome]int64 {
	t.Helper()
	all, err := d.Outcomes(t.Context(), time.Now().Add(later), time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1))
	must(t, err)
	out := map[service.Outcome]int64{}
	for _, e := range all {
		out[e.Outcome] += e.Count
	}
	return out
}

// aWeek is a little more than one.
const aWeek = 7*24*time.Hour + time.Hour

// outcomes stores one conversation of each kind.
func (d *desk) outcomes(t testing.TB) []candor.Conversation {
	t.Helper()
	silent, _ := d.answered(t)
	said, _ := d.answered(t)
	said = d.step(t, said, candor.CustomerConfirms)
	rated, answer := d.answered(t)
	_, err := d.Rate(t.Context(), rated.ID, answer.ID, candor.WasHelpful)
	must(t, err)
	back, _ := d.answered(t)
	back = d.say(t, d.step(t, back, candor.CustomerConfirms), "It still is not here.", "")
	unanswered := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "Anybody?", "")
	handed := d.say(t, d.begin(t, candor.CustomerAsksPerson), "A person, please.", "")
	handed = d.step(t, handed, candor.AgentTakes)
	handed = d.step(t, handed, candor.AgentReplies, d.agentSays(t, handed, candor.Said, "I am here.", ""))
	return []candor.Conversation{silent, said, rated, back, unanswered, handed}
}

func outcomesAreHonest(t *testing.T, d *desk) {
	all := d.outcomes(t)
	if diff := cmp.Diff(map[service.Outcome]int64{service.Pending: 2, service.Confirmed: 2, service.Returned: 1, service.HandedOver: 1}, d.ended(t, 0)); diff != "" {
		t.Errorf("at once: %s", diff)
	}
	later := map[service.Outcome]int64{service.Assumed: 1, service.Confirmed: 2, service.Returned: 1, service.Abandoned: 1, service.HandedOver: 1}
	if diff := cmp.Diff(later, d.ended(t, aWeek)); diff != "" {
		t.Errorf("after a week: %s", diff)
	}
	d.step(t, all[3], candor.CustomerConfirms)
	if got := d.ended(t, 0); got[service.Confirmed] != 3 || got[service.Returned] != 0 {
		t.Errorf("came back and was helped then: %v", got)
	}
}

func outcomesOutlive(t *testing.T, d *desk) {
	all := d.outcomes(t)
	before := d.ended(t, 0)
	for _, c := range all {
		if _, err := d.Erase(t.Context(), c.Customer, "desk", store.Asked); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, d.ended(t, 0)); diff != "" {
		t.Errorf("after erasing: %s", diff)
	}
	if got := d.figures(t); len(got) == 0 {
		t.Error("the other sums are gone")
	}
}

package storetest

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/service"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func serviceCases() []testCase {
	return []testCase{
		{"an agent's queue begins with what they can take, and opens to all in time", queueForSkills},
		{"who asked for a person and did not get one is counted, also after the conversation is gone", soughtIsCounted},
		{"a conversation that people have ends with an answer to what stands open, or not at all", closingIsNeeded},
		{"a call's number is sealed, and gone as soon as the call is over", callsAreErased},
		{"a way back opens one conversation until its time, and a new one ends the old", waysBack},
		{"a customer is told of a person's words once, unless they have seen them", toldOnce},
		{"a clock is looked for among those who wait and those who complained", timedOnes},
	}
}

// served stores something of a conversation in every table of the service.
func (d *desk) served(t testing.TB, c candor.Conversation) {
	t.Helper()
	_, err := d.AskCall(t.Context(), c.ID, "+442079460018", service.Window{From: now(), To: now().Add(time.Hour)})
	must(t, err)
	must(t, d.KeepWayBack(t.Context(), c.ID, "secret of "+string(c.ID), now().Add(time.Hour), true))
	must(t, d.Tell(t.Context(), c.ID, true))
	must(t, d.SaveWorking(t.Context(), mayaID, c.ID, service.Working{Added: []service.Point{{ID: "a1", Text: "Quillon wants a call"}}}))
}

func queueForSkills(t *testing.T, d *desk) {
	roster := service.Roster{OpenAfter: time.Minute}
	put := func(needs string, p candor.Priority) candor.ConversationID {
		c := fresh()
		next := after(t, c, candor.CustomerAsksPerson)
		next.Needs, next.Priority = needs, p
		stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next})
		must(t, err)
		return stored.ID
	}
	spanish, plain, fraud := put("lang:es", candor.Normal), put("", candor.Normal), put("fraud lang:es", candor.Normal)
	declared, danger := put("lang:ar", candor.Declared), put("lang:ar", candor.Urgent)
	for _, x := range []struct {
		name   string
		skills []string
		later  time.Duration
		want   []candor.ConversationID
	}{
		{"without skills", nil, 0, []candor.ConversationID{danger, declared, plain, spanish, fraud}},
		{"with a language", []string{"lang:es"}, 0, []candor.ConversationID{danger, declared, spanish, plain, fraud}},
		{"with all", []string{"fraud", "lang:es"}, 0, []candor.ConversationID{danger, declared, spanish, plain, fraud}},
		{"after the set time anybody may take any", nil, 2 * time.Minute, []candor.ConversationID{danger, declared, spanish, plain, fraud}},
	} {
		got, err := d.QueueFor(t.Context(), roster, x.skills, now().Add(x.later), 10)
		must(t, err)
		if diff := cmp.Diff(x.want, ids(got)); diff != "" {
			t.Errorf("%s: %s", x.name, diff)
		}
	}
	if got, err := d.QueueFor(t.Context(), roster, nil, now(), 2); err != nil || len(got) != 2 {
		t.Errorf("%d of at most 2, %v", len(got), err)
	}
	// Page by page everybody comes once, in the same order, also when some have become open to all in between.
	put("lang:es", candor.Normal)
	put("", candor.Declared)
	put("fraud", candor.Urgent)
	put("", candor.Normal)
	for _, skills := range [][]string{nil, {"lang:es"}, {"fraud", "lang:es"}, {"lang:ar"}} {
		for _, began := range []time.Time{now(), now().Add(2 * time.Minute)} {
			whole, err := d.QueueFor(t.Context(), roster, skills, began, 50)
			must(t, err)
			for _, page := range []int{1, 2, 4} {
				var all []candor.Conversation
				for from := (service.Spot{Began: began}); ; {
					some, next, err := d.QueueFrom(t.Context(), roster, skills, from, page)
					must(t, err)
					all = append(all, some...)
					if next.ID == "" {
						break
					}
					if from = service.ParseSpot(next.String()); from != next {
						t.Fatalf("%+v became %+v", next, from)
					}
				}
				if diff := cmp.Diff(ids(whole), ids(all)); diff != "" {
					t.Errorf("with %v, by pages of %d: %s", skills, page, diff)
				}
			}
		}
	}
}

func soughtIsCounted(t *testing.T, d *desk) {
	total := func() service.Sought {
		t.Helper()
		var sum service.Sought
		all, err := d.Sought(t.Context(), now(), now().AddDate(0, 0, -1), now().AddDate(0, 0, 1))
		must(t, err)
		for _, x := range all {
			sum.Add(x)
		}
		return sum
	}
	waits := d.wait(t, "main", candor.Normal)
	got := d.wait(t, "main", candor.Normal)
	d.step(t, got, candor.AgentTakes)
	gaveUp := d.step(t, d.wait(t, "main", candor.Normal), candor.CustomerConfirms)
	d.begin(t, candor.CustomerPicksAssistant)
	if s := total(); s.Asked != 3 || s.Missed != 1 {
		t.Errorf("%+v, want 3 who asked and 1 who gave up", s)
	}
	late := after(t, waits, candor.CustomerWrites)
	late.PromisedBy = now().Add(-time.Hour)
	_, err := d.Commit(t.Context(), turn.Change{Before: waits, After: late})
	must(t, err)
	if s := total(); s.Missed != 2 {
		t.Errorf("%+v, want also the one whose promised time is over", s)
	}
	d.erase(t, gaveUp.Customer)
	if s := total(); s.Asked != 3 || s.Missed != 2 {
		t.Errorf("after an erasure %+v, want the same numbers", s)
	}
}

func closingIsNeeded(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerAsksPerson), "Where is my lamp? Can I send it back?", "")
	c = d.step(t, c, candor.AgentTakes)
	_, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentResolves)})
	if candor.CodeOf(err) != candor.CodeInternal {
		t.Fatalf("closed with nothing: %v", err)
	}
	other := d.step(t, d.say(t, d.begin(t, candor.CustomerAsksPerson), "Hello", ""), candor.AgentTakes)
	_, err = d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentResolves), Closing: solved(t, other)})
	if candor.CodeOf(err) != candor.CodeInternal {
		t.Fatalf("closed with another's closing: %v", err)
	}
	open, err := d.Case(t.Context(), candor.AgentReads(mayaID), c.ID)
	must(t, err)
	if len(open.Points) != 2 || !open.Whole() {
		t.Fatalf("%+v, want two points", open)
	}
	must(t, d.SaveWorking(t.Context(), mayaID, c.ID, service.Working{
		Dropped: []string{open.Points[1].ID}, Added: []service.Point{{ID: "a1", Text: "Will it be paid back?"}},
	}))
	open, err = d.Case(t.Context(), candor.AgentReads(mayaID), c.ID)
	must(t, err)
	if len(open.Points) != 2 || len(open.Dropped) != 1 || open.Points[1].Text != "Will it be paid back?" {
		t.Fatalf("%+v, want the list as it was mended", open)
	}
	closing, err := service.Close(open, service.Filled{Seen: c.LastCustomer, Replies: map[string]service.Reply{
		open.Points[0].ID: {How: service.Answered, Words: "It arrives on Monday."}, "a1": {How: service.Refused, Words: "It was bought two years ago."},
	}})
	must(t, err)
	closed, err := d.Commit(t.Context(), turn.Change{Before: c, After: after(t, c, candor.AgentResolves), Closing: closing})
	must(t, err)
	all, err := d.Closings(t.Context(), candor.AgentReads(mayaID), closed.ID)
	must(t, err)
	if len(all) != 1 || len(all[0].Lines) != 2 || all[0].Lines[1].How != service.Refused || len(all[0].Dropped) != 1 {
		t.Errorf("kept as %+v", all)
	}
	again, err := d.Case(t.Context(), candor.AgentReads(mayaID), c.ID)
	must(t, err)
	if len(again.Points)+len(again.Dropped) != 0 {
		t.Errorf("%+v stands open after it was closed", again)
	}
}

func callsAreErased(t *testing.T, d *desk) {
	c := d.wait(t, "main", candor.Normal)
	const phone = "+442079460018"
	w := service.Window{From: now(), To: now().Add(2 * time.Hour)}
	first, err := d.AskCall(t.Context(), c.ID, "+34910000000", w)
	must(t, err)
	call, err := d.AskCall(t.Context(), c.ID, phone, w)
	must(t, err)
	if _, _, err := d.Phone(t.Context(), candor.AgentReads(mayaID), first.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the number of a call that another took the place of: %v", err)
	}
	got, _, err := d.Phone(t.Context(), candor.AgentReads(mayaID), call.ID)
	if err != nil || got != phone {
		t.Fatalf("%q, %v", string(got), err)
	}
	open, err := d.Calls(t.Context(), 10)
	must(t, err)
	if len(open) != 1 || open[0].ID != call.ID {
		t.Errorf("open calls: %+v", open)
	}
	if _, err := d.EndCall(t.Context(), call.ID, mayaID, service.CallDone, now()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.EndCall(t.Context(), call.ID, mayaID, service.CallFailed, now()); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("ended twice: %v", err)
	}
	if _, _, err := d.Phone(t.Context(), candor.AgentReads(mayaID), call.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the number of a call that is over: %v", err)
	}
	for _, file := range []string{d.options.Path, d.options.Path + "-wal"} {
		if data, err := os.ReadFile(file); err == nil && bytes.Contains(data, []byte(phone[1:])) {
			t.Errorf("the number stands in %s in plain", file)
		}
	}
}

func waysBack(t *testing.T, d *desk) {
	c, at := d.wait(t, "main", candor.Normal), now()
	must(t, d.KeepWayBack(t.Context(), c.ID, "first", at.Add(time.Hour), true))
	must(t, d.KeepWayBack(t.Context(), c.ID, "second", at.Add(time.Hour), true))
	must(t, d.KeepWayBack(t.Context(), c.ID, "of a letter", at.Add(time.Hour), false))
	for secret, want := range map[string]bool{"second": true, "of a letter": true, "first": false, "": false, "third": false} {
		got, err := d.WayBack(t.Context(), secret, at)
		if (err == nil) != want || want && got.ID != c.ID || !want && candor.CodeOf(err) != candor.CodeNotFound {
			t.Errorf("%q opens %s, %v", secret, got.ID, err)
		}
	}
	if _, err := d.WayBack(t.Context(), "second", at.Add(time.Hour)); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("after its time: %v", err)
	}
	if err := d.KeepWayBack(t.Context(), candor.NewConversationID(), "x", at, true); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("of no conversation: %v", err)
	}
}

func toldOnce(t *testing.T, d *desk) {
	c := d.step(t, d.wait(t, "main", candor.Normal), candor.AgentTakes)
	must(t, d.Tell(t.Context(), c.ID, true))
	due := func() int {
		all, err := d.ToTell(t.Context(), now(), 10)
		must(t, err)
		return len(all)
	}
	if due() != 0 {
		t.Error("told of what was said before they asked")
	}
	c = d.step(t, c, candor.AgentReplies, d.agentSays(t, c, candor.Said, "It is on its way.", ""))
	if due() != 1 {
		t.Fatal("nobody is told of a person's words")
	}
	must(t, d.Told(t.Context(), c.ID, c.Messages))
	if due() != 0 {
		t.Error("told twice")
	}
	c = d.step(t, c, candor.AgentReplies, d.agentSays(t, c, candor.Said, "It arrives today.", ""))
	must(t, d.Read(t.Context(), c.ID, candor.ByCustomer, c.Messages))
	if due() != 0 {
		t.Error("told of what they have read")
	}
	must(t, d.Tell(t.Context(), c.ID, false))
	if on, err := d.Tells(t.Context(), c.ID); err != nil || on {
		t.Errorf("stopped, and it goes on: %v %v", on, err)
	}
}

func timedOnes(t *testing.T, d *desk) {
	waits := d.wait(t, "main", candor.Normal)
	d.wait(t, "other", candor.Normal)
	taken := d.step(t, d.wait(t, "main", candor.Normal), candor.AgentTakes)
	next := after(t, taken, candor.AgentReplies)
	next.Complained, next.Matter = now(), candor.Complaint
	_, err := d.Commit(t.Context(), turn.Change{Before: taken, After: next})
	must(t, err)
	all, err := d.Timed(t.Context(), "main", now(), 10)
	must(t, err)
	var got []string
	for _, id := range ids(all) {
		got = append(got, string(id))
	}
	if want := string(waits.ID) + " " + string(taken.ID); strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	d.wait(t, "main", candor.Normal)
	newest := d.wait(t, "main", candor.Normal)
	all, err = d.Timed(t.Context(), "main", now(), 1)
	must(t, err)
	if len(all) != 3 || all[0].ID != waits.ID || all[1].ID != newest.ID || all[2].ID != taken.ID {
		t.Errorf("%d of a long queue, want the longest wait, the newest, and the complaint", len(all))
	}
}

package console_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/turn"
)

func TestAgentsWorkAConversationToItsEnd(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	until := time.Now().Add(48 * time.Hour).UTC().Format("2006-01-02T15:04")
	for _, step := range []struct {
		act   string
		pairs []string
		state candor.State
		shows string
	}{
		{"take", nil, candor.Attended, "With you"},
		{"offer", nil, candor.Attended, "The customer decides; until then it&#39;s with you."},
		{"snooze", []string{"until", "1h"}, candor.Snoozed, "Set aside until"},
		{"take", nil, candor.Attended, "With you"},
		{"snooze", []string{"until", until}, candor.Snoozed, "Set aside until"},
		{"take", nil, candor.Attended, "With you"},
		{"release", nil, candor.Waiting, "Waiting for a person"},
		{"take", nil, candor.Attended, "With you"},
		{"resolve", []string{"seen", "2"}, candor.Resolved, "Take up again"},
		{"take", nil, candor.Attended, "With you"},
	} {
		got := b.post(path+"/"+step.act, step.pairs...)
		if got.status != http.StatusSeeOther {
			t.Fatalf("%s: %d\n%s", step.act, got.status, got.body)
		}
		page := b.get(got.location)
		if state := h.conversation(c.ID).State; state != step.state || !strings.Contains(page.body, step.shows) {
			t.Errorf("after %s: %s, and the page does not say %q", step.act, state, step.shows)
		}
		if !strings.Contains(page.body, `data-part="done"`) {
			t.Errorf("after %s nothing says what happened", step.act)
		}
	}
}

func TestOnlyTheCustomerBringsTheAssistantBack(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	b.post("/console/c/" + string(c.ID) + "/take")
	b.post("/console/c/" + string(c.ID) + "/offer")
	b.post("/console/c/" + string(c.ID) + "/offer")
	now := h.conversation(c.ID)
	if now.State != candor.Attended || !now.WithPerson || !now.Offered {
		t.Errorf("an offer moved the conversation: %+v", now)
	}
	if page := b.get("/console/c/" + string(c.ID)).body; strings.Contains(page, `data-part="offer"`) {
		t.Error("the offer can be made twice")
	}
}

func TestBadMomentsToSnoozeAreRefused(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	b.post("/console/c/" + string(c.ID) + "/take")
	for _, until := range []string{"", "2h", "yesterday", "2001-01-01T09:00", "2999-01-01T09:00", "2026-13-40T99:99", strings.Repeat("9", 4000)} {
		got := b.post("/console/c/"+string(c.ID)+"/snooze", "until", until)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "Please choose a moment") {
			t.Errorf("until %.30q: %d", until, got.status)
		}
	}
	if s := h.conversation(c.ID).State; s != candor.Attended {
		t.Errorf("the conversation is %s", s)
	}
}

func TestTwoAgentsTakingOneConversation(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	maya.get(path)
	tom.get(path)
	var wg sync.WaitGroup
	got := make([]reply, 2)
	wg.Go(func() { got[0] = maya.post(path + "/take") })
	wg.Go(func() { got[1] = tom.post(path + "/take") })
	wg.Wait()
	first, second, name := 0, 1, "Maya"
	if got[0].status != http.StatusSeeOther {
		first, second, name = 1, 0, "Tom"
	}
	if got[first].status != http.StatusSeeOther || got[second].status != http.StatusConflict {
		t.Fatalf("taking: %d and %d", got[0].status, got[1].status)
	}
	loser := []*browser{maya, tom}[second]
	for _, must := range []string{"Someone else has taken this conversation", name + " has this conversation", "With " + name} {
		if !strings.Contains(got[second].body, must) {
			t.Errorf("the second agent does not see %q", must)
		}
	}
	words := loser.post(path+"/reply", "text", "My <i>typed</i> words", "key", "my-own-key-123456", "take", "1")
	if words.status != http.StatusConflict || !strings.Contains(words.body, ">My &lt;i&gt;typed&lt;/i&gt; words</textarea>") ||
		!strings.Contains(words.body, `value="my-own-key-123456"`) || !strings.Contains(words.body, name+" has this conversation") {
		t.Errorf("the second agent's reply: %d\n%s", words.status, words.body)
	}
	script := loser.script(path+"/reply", "text", "My typed words", "key", newKey())
	if script.status != http.StatusConflict || !strings.Contains(script.body, `"error.taken"`) {
		t.Errorf("the second agent's reply by script: %d %s", script.status, script.body)
	}
	if note := loser.post(path+"/note", "text", "I can help here", "key", newKey()); note.status != http.StatusSeeOther {
		t.Errorf("the second agent's note: %d", note.status)
	}
	if c := h.conversation(c.ID); c.AgentName != name {
		t.Errorf("it is with %s", c.AgentName)
	}
}

func TestReplyWinsWhileTheAssistantDrafts(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.drafting = make(chan struct{})
	c := h.asksAssistant("How long can I return a lamp?")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	got := b.post(path+"/reply", "text", "A person here", "key", newKey(), "take", "1")
	if got.status != http.StatusSeeOther {
		t.Fatalf("taking over: %d\n%s", got.status, got.body)
	}
	close(h.drafting)
	time.Sleep(200 * time.Millisecond)
	all, err := h.store.Messages(context.Background(), candor.CustomerReads(), c.ID, 0, 100, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Author == candor.ByAssistant && m.Kind == candor.Said {
			t.Errorf("the assistant spoke: message %d", m.Number)
		}
	}
	if last := all[len(all)-1]; last.Author != candor.ByAgent || last.Body != "A person here" {
		t.Errorf("the last message is by %s", last.Author)
	}
}

func TestSameReplyTwiceIsSentOnce(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path + "/take")
	key := newKey()
	before := h.conversation(c.ID).Messages
	first, second := b.script(path+"/reply", "text", "Once", "key", key), b.script(path+"/reply", "text", "Once", "key", key)
	if first.status != http.StatusCreated || second.body != first.body {
		t.Errorf("the same reply twice: %d %s, then %d %s", first.status, first.body, second.status, second.body)
	}
	note := newKey()
	b.post(path+"/note", "text", "A note", "key", note)
	b.post(path+"/note", "text", "A note", "key", note)
	if n := h.conversation(c.ID).Messages - before; n != 2 {
		t.Errorf("%d messages more, want 2", n)
	}
}

func TestChangedWordsAreNotDroppedAsADouble(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path + "/take")
	for _, act := range []string{"reply", "note"} {
		key := newKey()
		b.post(path+"/"+act, "text", "First version", "key", key) // the answer is lost on the way
		got := b.post(path+"/"+act, "text", "Second version", "key", key)
		if got.status != http.StatusConflict || !strings.Contains(got.body, "Second version</textarea>") || strings.Contains(got.body, key) {
			t.Errorf("changed %s under the same key: %d; the words or a fresh key are missing", act, got.status)
		}
		if got := b.script(path+"/"+act, "text", "Second version", "key", key); got.status != http.StatusConflict || !strings.Contains(got.body, "staff.other_sent") {
			t.Errorf("changed %s by script: %d %s", act, got.status, got.body)
		}
		if got := b.script(path+"/"+act, "text", " First version\r\n", "key", key); got.status != http.StatusCreated {
			t.Errorf("the same %s with other line ends: %d", act, got.status)
		}
	}
}

func TestBadRepliesComeBackWithTheirWords(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path + "/take")
	before := h.conversation(c.ID).Messages
	long := strings.Repeat("é", 8001)
	for name, x := range map[string]struct {
		text, key, says string
		status          int
	}{
		"empty":       {"", newKey(), "The message is empty", 400},
		"blank":       {" \n\t\u200b", newKey(), "The message is empty", 400},
		"too long":    {long, newKey(), "longer than 8000 characters", 413},
		"not text":    {"bad \xff bytes", newKey(), "something that is not text", 400},
		"no key":      {"Hello there", "", "usable key", 400},
		"held":        {"an unsayable thing", newKey(), "A check held this back", 409},
		"much larger": {strings.Repeat("x", 5<<20), newKey(), "more than we take at once", 413},
	} {
		for _, act := range []string{"reply", "note"} {
			got := b.post(path+"/"+act, "text", x.text, "key", x.key)
			if got.status != x.status || !strings.Contains(got.body, x.says) {
				t.Errorf("%s %s: %d, and the page does not say %q", name, act, got.status, x.says)
			}
			if len(x.text) > 3 && len(x.text) < 20_000 && x.text != "bad \xff bytes" && strings.TrimSpace(x.text) != "\u200b" && !strings.Contains(got.body, x.text+"</textarea>") {
				t.Errorf("%s %s: the words are gone", name, act)
			}
			if got := b.script(path+"/"+act, "text", x.text, "key", x.key); got.status != x.status || !strings.Contains(got.body, `"message"`) {
				t.Errorf("%s %s by script: %d %.200s", name, act, got.status, got.body)
			}
		}
	}
	if n := h.conversation(c.ID).Messages; n != before {
		t.Errorf("%d messages were stored all the same", n-before)
	}
}

func TestReplyNeedsTakingFirst(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	got := b.post(path+"/reply", "text", "Not mine yet", "key", newKey())
	if got.status != http.StatusConflict || !strings.Contains(got.body, "Not mine yet</textarea>") {
		t.Errorf("replying without taking: %d", got.status)
	}
	if got := b.post(path+"/reply", "text", "Mine now", "key", newKey(), "take", "1"); got.status != http.StatusSeeOther {
		t.Errorf("taking and replying: %d", got.status)
	}
	if m := h.said(c.ID); m.Body != "Mine now" || m.Name != "Maya" {
		t.Errorf("the last message is %q by %s", m.Body, m.Name)
	}
}

func TestTakeNextGivesEachAgentAnother(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.asks("one")
	h.asks("two")
	urgent := h.asksAssistant("I am in danger")
	browsers := []*browser{h.signedIn("Maya"), h.signedIn("Tom"), h.signedIn("Olu")}
	first := browsers[0].post("/console/next")
	if !strings.HasPrefix(first.location, "/console/c/"+string(urgent.ID)) {
		t.Errorf("the first is %q, want the urgent one", first.location)
	}
	var wg sync.WaitGroup
	places := make([]string, 3)
	for i, b := range browsers {
		wg.Go(func() { places[i] = b.post("/console/next").location })
	}
	wg.Wait()
	taken := map[string]bool{}
	nobody := 0
	for _, p := range places {
		if strings.HasPrefix(p, "/console/c/") {
			taken[p] = true
		} else if p == "/console?done=nobody" {
			nobody++
		}
	}
	if len(taken) != 2 || nobody != 1 {
		t.Errorf("three agents got %v", places)
	}
}

func TestOnlyWhoHasItReadsAndTypesForTheDesk(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	maya.post(path + "/take")
	tom.script(path+"/read", "seen", "2")
	tom.script(path + "/typing")
	if now := h.conversation(c.ID); now.AgentRead != 0 {
		t.Errorf("a colleague who looks in has read up to %d", now.AgentRead)
	}
	if _, ok := h.presence.Typing(c.ID, candor.ByAgent, time.Now()); ok {
		t.Error("a colleague who looks in is told as writing")
	}
	if got := maya.script(path+"/read", "seen", "999999"); got.status != http.StatusNoContent {
		t.Errorf("reading: %d", got.status)
	}
	maya.script(path + "/typing")
	now := h.conversation(c.ID)
	if now.AgentRead != now.Messages {
		t.Errorf("Maya has read up to %d of %d", now.AgentRead, now.Messages)
	}
	if name, ok := h.presence.Typing(c.ID, candor.ByAgent, time.Now()); !ok || name != "Maya" {
		t.Errorf("writing is %q", name)
	}
	for _, bad := range []string{"", "x", "-1", "0"} {
		if got := maya.script(path+"/read", "seen", bad); got.status != http.StatusBadRequest {
			t.Errorf("read %q: %d", bad, got.status)
		}
	}
}

func TestUnreadOnesAreMarked(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path + "/take")
	if page := b.get("/console?tab=mine").body; !strings.Contains(page, "tag new") || !strings.Contains(page, `data-count="1"`) {
		t.Error("what nobody read is not marked")
	}
	b.post(path+"/reply", "text", "Hi", "key", newKey(), "seen", "2")
	if page := b.get("/console?tab=mine").body; strings.Contains(page, "tag new") || !strings.Contains(page, `data-count="0"`) {
		t.Error("what was answered is still marked")
	}
	if _, err := h.desk.Receive(context.Background(), c.ID, turn.Incoming{Text: "Thanks", Key: newKey()}); err != nil {
		t.Fatal(err)
	}
	if page := b.get("/console?tab=mine").body; !strings.Contains(page, "tag new") {
		t.Error("a new message is not marked")
	}
}

package console_test

import (
	"context"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/turn"
)

// crews are the teams of the test's desk: leads look after returns.
type crews struct{}

func (crews) TeamNames() []string { return []string{"billing", "returns"} }

func (crews) TeamsOf(a candor.Agent) []string {
	if slices.Contains(a.Roles, candor.RoleLead) {
		return []string{"returns"}
	}
	return nil
}

// has fails unless the page has every text in it.
func (r reply) has(t *testing.T, status int, texts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("status %d, want %d\n%.600s", r.status, status, r.body)
	}
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func (r reply) lacks(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(r.body, text) {
			t.Errorf("the page says %q", text)
		}
	}
}

// done posts a form that works and gives the page it leads to.
func (b *browser) done(path string, pairs ...string) reply {
	b.h.t.Helper()
	got := b.post(path, pairs...)
	if got.status != http.StatusSeeOther {
		b.h.t.Fatalf("%s: %d\n%.1500s", path, got.status, got.body)
	}
	address, _, _ := strings.Cut(got.location, "#")
	return b.get(address)
}

func TestHandingOnTakesANoteAndShowsItFirst(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Where is my order?")
	path, tom := "/console/c/"+string(c.ID), string(h.people["Tom"].ID)
	maya := h.signedIn("Maya")
	maya.done(path + "/take")
	maya.post(path+"/assign", "to", tom, "text", "  ", "key", newKey()).has(t, http.StatusBadRequest, "Please write why you hand it on")
	maya.post(path+"/assign", "to", "", "text", "words", "key", newKey()).has(t, http.StatusBadRequest, "Please choose a colleague or a team", ">words</textarea>")
	maya.post(path+"/assign", "to", "team:unheard-of", "text", "words", "key", newKey()).has(t, http.StatusBadRequest, "Please choose a colleague or a team")
	if now := h.conversation(c.ID); now.State != candor.Attended {
		t.Fatalf("a refused hand-over moved the conversation: %s", now.State)
	}
	maya.done(path+"/assign", "to", tom, "text", "She sent photos, please refund.", "key", newKey()).has(t, 200, "Handed on", "For Tom")
	now := h.conversation(c.ID)
	if now.State != candor.Waiting || now.WaitingSince.IsZero() {
		t.Errorf("handed on: %s since %v; the customer's clock has to run", now.State, now.WaitingSince)
	}
	b := h.signedIn("Tom")
	b.get("/console").has(t, 200, `For you <span class="number">1</span>`, `Mentions <span class="number">1</span>`)
	b.get("/console?tab=for-me").has(t, 200, string(c.ID), "For you")
	page := b.done(path + "/take")
	page.has(t, 200, "Maya handed this on:", "She sent photos, please refund.")
	if note, log := strings.Index(page.body, "Maya handed this on:"), strings.Index(page.body, `id="context"`); note < log {
		t.Error("the note does not stand first in what is known")
	}
	b.get("/console").has(t, 200, `Mentions <span class="number">0</span>`, `For you <span class="number">0</span>`)
	if m := h.said(c.ID); m.Key != "agent.joined" {
		t.Errorf("the customer hears last %q", m.Key)
	}
}

func TestWhatIsMeantForSomebodyWaitsForNobody(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	tom.get("/console")
	maya.done(path+"/assign", "to", string(h.people["Tom"].ID), "text", "", "key", newKey())
	since := h.conversation(c.ID).WaitingSince
	if !since.Equal(c.WaitingSince) {
		t.Errorf("saying for whom it is moved the clock from %v to %v", c.WaitingSince, since)
	}
	other := h.asks("Me too")
	if got := maya.post("/console/next"); !strings.Contains(got.location, string(other.ID)) {
		t.Errorf("the next one is %s, want the one that is not left to Tom", got.location)
	}
	h.pass(6 * time.Minute)
	maya.done(path+"/take").has(t, 200, "With you")
}

func TestNothingIsSentOverWhatSomebodyElseSaid(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Where is my order?")
	path := "/console/c/" + string(c.ID)
	maya := h.signedIn("Maya")
	maya.done(path + "/take")
	seen := h.conversation(c.ID).Messages
	last := func(n int64) string { return string(rune('0' + n)) }
	h.says(c.ID, "Oh, I found it behind the shed.")
	key := newKey()
	refused := maya.post(path+"/reply", "text", "I'll send you another", "key", key, "seen", last(seen), "began", last(seen))
	refused.has(t, http.StatusConflict, "Nothing was sent: Customer wrote something", "behind the shed", ">I&#39;ll send you another</textarea>", "This was said while you were writing")
	if m := h.said(c.ID); m.Author != candor.ByCustomer {
		t.Fatal("it was sent all the same")
	}
	if !strings.Contains(refused.body, `name="began" value="`+last(h.conversation(c.ID).Messages)+`"`) {
		t.Error("the page that shows it does not let it be sent")
	}
	script := maya.script(path+"/reply", "text", "I'll send you another", "key", key, "seen", last(seen), "began", last(seen))
	script.has(t, http.StatusConflict, `"staff.overtaken"`)
	now := last(h.conversation(c.ID).Messages)
	maya.done(path+"/reply", "text", "Good that you found it", "key", key, "seen", now, "began", now)
	if m := h.said(c.ID); m.Body != "Good that you found it" {
		t.Errorf("said last: %q", m.Body)
	}
	again := maya.post(path+"/reply", "text", "Good that you found it", "key", key, "seen", last(seen), "began", last(seen))
	if again.status != http.StatusSeeOther {
		t.Errorf("the same reply again, after it was sent: %d", again.status)
	}
}

func TestWhoElseIsThereIsToldLive(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	address, _ := maya.page(path)
	l := maya.stream(address, "")
	l.until(`id="head"`)
	other, _ := tom.page(path)
	tom.stream(other, "").until(`id="head"`)
	l.until("Tom has this open too.")
	tom.script(path + "/typing")
	l.until("Tom is writing a reply.")
	tom.get(path).has(t, 200, "Maya has this open too.")
}

func TestSomebodySpokenToInANoteSeesIt(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	maya.done(path+"/note", "text", "@tom and @Pia: my secret is a blue lamp", "key", newKey())
	list := tom.get("/console/mentions")
	list.has(t, 200, "Maya spoke to you in a note", `<span class="tag new">New</span>`, string(c.ID))
	list.lacks(t, "blue lamp")
	tom.get(path).has(t, 200, "blue lamp")
	tom.get("/console/mentions").lacks(t, `<span class="tag new">New</span>`)
	if n, err := h.store.NewMentions(t.Context(), h.people["Pia"].ID); err != nil || n != 0 {
		t.Errorf("an officer, who sees no conversations, was spoken to %d times (%v)", n, err)
	}
}

func TestTagsAndFieldsAreKeptBesideAConversation(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/tags", "name", "Late Parcel", "meaning", "It did not come in time").has(t, 200, "late-parcel", "It did not come in time")
	tom.post("/console/prepare/tags", "name", "<script>").has(t, http.StatusBadRequest, "A tag is 1 to 40 letters")
	tom.post("/console/prepare/fields", "name", "Order", "kind", "text").has(t, http.StatusBadRequest, "why the desk needs this")
	tom.done("/console/prepare/fields", "name", "Bought on", "kind", "date", "purpose", "To know the warranty").has(t, 200, "Bought on", "To know the warranty")
	fields, err := h.store.Fields(t.Context())
	if err != nil || len(fields) != 1 {
		t.Fatal(fields, err)
	}
	maya.done(path+"/tag", "add", "late-parcel").has(t, 200, `value="late-parcel" data-part="tag"`)
	maya.get("/console").has(t, 200, `<span class="tag">late-parcel</span>`)
	maya.post(path+"/fields", fields[0].ID, "yesterday").has(t, http.StatusBadRequest, "Bought on: this doesn&#39;t fit")
	maya.done(path+"/fields", fields[0].ID, "2026-02-03").has(t, 200, `value="2026-02-03"`, "Noted.")
	maya.done(path+"/tag", "drop", "late-parcel").lacks(t, `value="late-parcel" data-part="tag"`)
	maya.post("/console/prepare/tags", "name", "mine").has(t, http.StatusForbidden, "Your role doesn&#39;t reach for this.")
}

func TestAPreparedReplyIsFilledInOrNotSent(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	named, nameless := h.asks("Hello"), h.asks("Hello")
	if err := h.store.SaveProfile(t.Context(), named.Customer, candor.Profile{Name: "Ada Byron"}); err != nil {
		t.Fatal(err)
	}
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.post("/console/prepare/replies", "name", "Hi", "words", "Dear {{customer.shoe_size}}").has(t, http.StatusBadRequest, "{{customer.shoe_size}}")
	tom.done("/console/prepare/replies", "name", "Welcome", "words", "Dear {{customer.first_name}}, your case is {{case.key}}. We are here {{opening.hours}}. {{my.name}}, {{desk.name}}")
	tom.done("/console/prepare/replies", "name", "Willkommen", "language", "de", "words", "Guten Tag")
	all, err := h.store.CannedReplies(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	list := maya.get("/console/c/" + string(named.ID) + "/canned?part=1&q=wel")
	list.has(t, 200, "Dear Ada, your case is "+named.ID.CaseKey(), "Monday–Thursday 08:00-20:00; Friday 08:00-18:00", "Maya, Harbour &amp; Pine")
	list.lacks(t, "Willkommen", "Guten Tag", "<html")
	maya.get("/console/c/"+string(named.ID)+"?canned="+all[0].ID).has(t, 200, ">Dear Ada, your case is ")
	open := "/console/c/" + string(nameless.ID)
	maya.get(open+"/canned").has(t, 200, "Not known here: customer.first_name", "<html")
	maya.done(open + "/take")
	before := h.conversation(nameless.ID).Messages
	for _, words := range []string{"Dear {{customer.first_name}}, hello", "Dear {{ customer.first_name }}", "see {{anything else}}"} {
		maya.post(open+"/reply", "text", words, "key", newKey()).has(t, http.StatusBadRequest, "is not filled in")
	}
	maya.script(open+"/reply", "text", "Dear {{customer.first_name}}", "key", newKey()).has(t, http.StatusBadRequest, "teamwork.unfilled")
	if after := h.conversation(nameless.ID).Messages; after != before {
		t.Error("a reply with an empty place was sent")
	}
	maya.done(open+"/reply", "text", "Curly braces {like these} are fine", "key", newKey())
}

func TestAMacroShowsWhatItDoesDoesItAndIsUndone(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/tags", "name", "refund")
	tom.done("/console/prepare/replies", "name", "Refund", "words", "The money is on its way.")
	tom.post("/console/prepare/macros", "name", "Odd", "words", "tag: refund\nclose: now").has(t, http.StatusBadRequest, "Line 2 isn&#39;t a step")
	tom.done("/console/prepare/macros", "name", "Refund", "words", "priority: urgent\ntag: refund\nreply: Refund")
	macros, err := h.store.Macros(t.Context())
	if err != nil || len(macros) != 1 {
		t.Fatal(macros, err)
	}
	maya.done(path + "/take")
	before := h.conversation(c.ID)
	preview := maya.get(path + "/macros/" + macros[0].ID)
	preview.has(t, 200, "Write the prepared reply “Refund” for you to send", "Add the tag refund", "Set the priority to urgent", "The money is on its way.")
	if h.conversation(c.ID).Version != before.Version {
		t.Error("looking at a macro ran it")
	}
	ran := maya.post(path+"/macros/"+macros[0].ID, "key", newKey())
	if ran.status != http.StatusSeeOther {
		t.Fatalf("%d %s", ran.status, ran.body)
	}
	page := maya.get(ran.location)
	page.has(t, 200, ">The money is on its way.</textarea>", `data-part="undo"`, `value="refund" data-part="tag"`)
	now := h.conversation(c.ID)
	if now.Priority != candor.Urgent || now.Messages != before.Messages {
		t.Errorf("priority %d, %d messages; nothing may be sent", now.Priority, now.Messages)
	}
	tom.post(path+"/undo").has(t, http.StatusConflict, "nothing to undo")
	maya.done(path+"/undo", "steps", "snooze: 3").lacks(t, `value="refund" data-part="tag"`, `data-part="undo"`)
	if h.conversation(c.ID).Priority != candor.Normal {
		t.Error("the priority was not taken back")
	}
}

func TestManyAtOnceByTheRulesOfOne(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	waits, mine, toms := h.asks("One"), h.asks("Two"), h.asks("Three")
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/tags", "name", "refund")
	tom.done("/console/c/" + string(toms.ID) + "/take")
	maya.done("/console/c/" + string(mine.ID) + "/take")
	all := []string{"pick", string(waits.ID), "pick", string(mine.ID), "pick", string(toms.ID)}
	with := func(pairs ...string) []string { return append(slices.Clone(all), pairs...) }
	maya.post("/console/bulk", with("act", "tag", "tag", "refund")...).has(t, 200, "Done for 3 conversations.")
	maya.post("/console/bulk", with("act", "snooze", "hours", "2")...).has(t, 200, "Done for 1 conversation.", "Left out: 2 conversations", "Tom has it.", "The customer waits for a person.")
	if s := h.conversation(waits.ID).State; s != candor.Waiting {
		t.Errorf("somebody who waits for a person was set aside: %s", s)
	}
	maya.post("/console/bulk", with("act", "assign", "to", "team:returns")...).has(t, 200, "Done for 2 conversations.", "Tom has it.")
	maya.post("/console/bulk", "act", "tag", "tag", "refund").has(t, http.StatusBadRequest, "Please pick at least one")
	for _, act := range []string{"resolve", "close", "limit", ""} {
		maya.post("/console/bulk", with("act", act)...).has(t, http.StatusBadRequest, "Please choose what to do")
	}
	maya.post("/console/bulk", "act", "tag", "tag", "refund", "pick", "con_nonsense").has(t, 200, "Left out: 1 conversation")
	for _, c := range []candor.Conversation{waits, mine, toms} {
		if s := h.conversation(c.ID).State; s == candor.Resolved {
			t.Error("a conversation was closed with others")
		}
	}
}

func TestASavedListHoldsWhatItSays(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	one, other := h.asks("One"), h.asks("Two")
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/tags", "name", "refund")
	maya.done("/console/c/"+string(one.ID)+"/tag", "add", "refund")
	maya.post("/console/views", "name", "All").has(t, http.StatusBadRequest, "at least one condition")
	page := maya.done("/console/views", "name", "Refunds <b>", "tag", "refund", "state", "waiting", "shared", "1")
	page.has(t, 200, "Refunds &lt;b&gt; <span class=\"number\">1</span>", string(one.ID))
	page.lacks(t, string(other.ID)+`" href`)
	tom.get("/console").lacks(t, "Refunds") // an agent's own list, whatever the form said
	shared := tom.done("/console/views", "name", "Ours", "state", "waiting", "shared", "1")
	shared.has(t, 200, string(one.ID), string(other.ID))
	maya.get("/console/views").has(t, 200, "Ours", "Everybody&#39;s")
	views, err := h.store.Views(t.Context(), "")
	if err != nil || len(views) != 1 {
		t.Fatal(views, err)
	}
	if got := maya.post("/console/views/" + views[0].ID + "/drop"); got.status != http.StatusForbidden {
		t.Errorf("an agent drops everybody's list: %d", got.status)
	}
	tom.done("/console/views/"+views[0].ID+"/drop").lacks(t, "Ours")
	maya.get("/console?tab=viw_00000000000000000000000000").has(t, 200, "Waiting")
}

func TestMergingStaysWithOneCustomer(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	one, stranger := h.asks("One"), h.asks("Two")
	maya := h.signedIn("Maya")
	path := "/console/c/" + string(one.ID)
	maya.get(path).lacks(t, `data-part="merge-open"`)
	maya.post(path+"/merge", "into", string(stranger.ID)).has(t, http.StatusForbidden, "two different customers")
	maya.post(path+"/merge", "into", string(one.ID)).has(t, http.StatusBadRequest, "the same conversation")
	maya.post(path+"/merge", "into", "nonsense").has(t, http.StatusConflict)
	for _, c := range []candor.Conversation{one, stranger} {
		if now := h.conversation(c.ID); now.State != candor.Waiting {
			t.Errorf("%s", now.State)
		}
	}
	same := h.anotherOf(one.Customer)
	maya.get(path).has(t, 200, `data-part="merge-open"`)
	maya.done(path+"/merge", "into", string(same.ID)).has(t, 200, "Goes on here:", one.ID.CaseKey())
	if now := h.conversation(one.ID); now.State != candor.Resolved {
		t.Errorf("the merged one is %s", now.State)
	}
	if now := h.conversation(same.ID); now.State != candor.Waiting || !now.WaitingSince.Equal(one.WaitingSince) {
		t.Errorf("the one that stays is %s since %v, want since %v", now.State, now.WaitingSince, one.WaitingSince)
	}
	maya.get(path).has(t, 200, "This goes on in", same.ID.CaseKey())
	if m := h.said(one.ID); m.Key != "conversation.merged" {
		t.Errorf("the customer hears %q", m.Key)
	}
}

func TestLimitingWritingIsALeadsActWithReasonAndEnd(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	maya.post(path+"/limit", "reason", "You threatened a colleague.", "days", "2", "key", newKey()).has(t, http.StatusForbidden)
	tom.done(path + "/take")
	tom.post(path+"/limit", "reason", "No.", "days", "2", "key", newKey()).has(t, http.StatusBadRequest, "10 to 500 characters")
	tom.post(path+"/limit", "reason", "You threatened a colleague.", "days", "31", "key", newKey()).has(t, http.StatusBadRequest, "1 to 30 days")
	tom.done(path+"/limit", "reason", "You threatened a colleague.", "days", "2", "key", newKey()).has(t, 200, "This customer can&#39;t write until", "You threatened a colleague.")
	if m := h.said(c.ID); m.Key != "conversation.limited" || !strings.Contains(string(m.Body), "complain") {
		t.Errorf("the customer hears %q: %s", m.Key, m.Body)
	}
	until, err := h.store.WritingLimited(t.Context(), c.Customer, h.clock())
	if err != nil || until.Sub(h.clock()) < 47*time.Hour || until.Sub(h.clock()) > 49*time.Hour {
		t.Error(until, err)
	}
	tom.done(path+"/limit/lift").has(t, 200, "The customer can write again")
	if m := h.said(c.ID); m.Key != "conversation.unlimited" {
		t.Errorf("the customer hears %q", m.Key)
	}
}

// anotherOf begins another conversation of a customer, later than their first.
func (h *harness) anotherOf(customer candor.CustomerID) candor.Conversation {
	h.t.Helper()
	at := h.clock().UTC().Truncate(time.Microsecond).Add(time.Second)
	c := candor.Conversation{ID: candor.NewConversationID(), Inbox: "main", Customer: customer, Language: "en", Created: at}
	next, err := c.After(candor.CustomerAsksPerson, at)
	if err != nil {
		h.t.Fatal(err)
	}
	stored, err := h.store.Commit(context.Background(), turn.Change{Before: c, After: next})
	if err != nil {
		h.t.Fatal(err)
	}
	return stored
}

func TestTermsNarrowASearch(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	lamp, other := h.asks("My lamp is broken"), h.asks("My lamp came late")
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/tags", "name", "late")
	tom.done("/console/c/"+string(other.ID)+"/tag", "add", "late")
	tom.done("/console/c/" + string(other.ID) + "/take")
	for _, x := range []struct {
		query string
		finds []candor.ConversationID
	}{
		{"lamp", []candor.ConversationID{lamp.ID, other.ID}},
		{"lamp tag:late", []candor.ConversationID{other.ID}},
		{"tag:late", []candor.ConversationID{other.ID}},
		{"agent:tom", []candor.ConversationID{other.ID}},
		{"lamp agent:me", nil},
		{"state:waiting lamp", []candor.ConversationID{lamp.ID}},
		{"lamp after:2099-01-01", nil},
		{"lamp before:2099-01-01", []candor.ConversationID{lamp.ID, other.ID}},
		{"team:returns lamp", nil},
	} {
		page := maya.post("/console/search", "q", x.query)
		for _, c := range []candor.Conversation{lamp, other} {
			if got := strings.Contains(page.body, `id="row-`+string(c.ID)); got != slices.Contains(x.finds, c.ID) {
				t.Errorf("%q finds %s: %v", x.query, c.ID, got)
			}
		}
	}
	maya.post("/console/search", "q", "state:odd lamp").has(t, 200, "This couldn&#39;t be read: state:")
	maya.post("/console/search", "q", "agent:nobody").has(t, 200, "Nobody on the team is called nobody")
}

func TestEverybodyWhoWaitsIsOnAPage(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	want := map[string]bool{}
	for range 123 {
		want[string(h.asks("").ID)] = true
	}
	maya := h.signedIn("Maya")
	row, older := regexp.MustCompile(`id="row-(con_[0-9a-z]{26})"`), regexp.MustCompile(`id="older"><a href="([^"]+)"`)
	page := maya.get("/console")
	for n := 0; n < 10; n++ {
		for _, m := range row.FindAllStringSubmatch(page.body, -1) {
			delete(want, m[1])
		}
		next := older.FindStringSubmatch(page.body)
		if next == nil {
			break
		}
		page = maya.get(html.UnescapeString(next[1]))
	}
	if len(want) > 0 {
		t.Errorf("%d of those who wait are on no page", len(want))
	}
}

package console_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/turn"
)

// reads counts the ledger's entries that staff opened a conversation, by actor.
func (h *harness) reads() map[string]int {
	h.t.Helper()
	out := map[string]int{}
	err := h.store.LedgerRows(context.Background(), func(row ledger.Row) error {
		e, err := ledger.ParseRecord(row.Record)
		if err == nil && e.Kind == ledger.KindRead {
			out[e.Actor]++
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// answered waits until the assistant has answered.
func (h *harness) answered(id candor.ConversationID) candor.Message {
	h.t.Helper()
	for range 400 {
		if m := h.said(id); m.Author == candor.ByAssistant {
			return m
		}
		time.Sleep(5 * time.Millisecond)
	}
	h.t.Fatal("the assistant did not answer")
	return candor.Message{}
}

func TestConversationTellsWhoSaidWhat(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	ctx := context.Background()
	c := h.asksAssistant("How long can I return a lamp?")
	answer := h.answered(c.ID)
	if _, err := h.desk.Rate(ctx, c.ID, answer.ID, candor.WasHelpful); err != nil {
		t.Fatal(err)
	}
	h.says(c.ID, "I want a person")
	maya, tom := h.signedIn("Maya"), h.signedIn("Tom")
	path := "/console/c/" + string(c.ID)
	maya.post(path + "/take")
	maya.post(path+"/reply", "text", "Hello, Maya here", "key", newKey())
	tom.post(path+"/note", "text", "Ask the warehouse", "key", newKey())
	page := maya.get(path).body
	for _, part := range []struct{ side, label, words string }{
		{"customer", "Customer", "How long can I return a lamp?"},
		{"assistant", "AI assistant", "You can return an item within 30 days."},
		{"customer", "Customer", "I want a person"},
		{"desk", "Notice of the desk", "Maya is here now"},
		{"agent", "You", "Hello, Maya here"},
		{"note", "Note by Tom, for the team only", "Ask the warehouse"},
	} {
		_, from, ok := strings.Cut(page, `data-author="`+part.side+`">`+"\n"+`<div class="who"><b>`+part.label+`</b>`)
		if !ok {
			t.Fatalf("nothing is labelled %q (%s)", part.label, part.side)
		}
		message, rest, _ := strings.Cut(from, "</li>")
		for !strings.Contains(message, part.words) && strings.Contains(rest, part.words) {
			_, from, ok = strings.Cut(rest, `<b>`+part.label+`</b>`)
			if !ok {
				break
			}
			message, rest, _ = strings.Cut(from, "</li>")
		}
		if !strings.Contains(message, part.words) {
			t.Errorf("%q is not said by %q", part.words, part.label)
		}
	}
	for _, must := range []string{
		"1 source", "Return an item: How long you have", "<blockquote dir=\"auto\">You can return an item within 30 days.</blockquote>",
		"The customer found this helpful", "/why/" + string(answer.ID), "The customer lets the assistant read here",
		"The customer asked for a person.",
	} {
		if !strings.Contains(page, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
	if theirs := tom.get(path).body; !strings.Contains(theirs, "<b>Maya</b>") || !strings.Contains(theirs, "Your note, for the team only") {
		t.Error("Tom does not see who is who")
	}
}

func TestWhyIsToldInPlainWords(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asksAssistant("How long can I return a lamp?")
	answer := h.answered(c.ID)
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID) + "/why/" + string(answer.ID)
	page, part := b.get(path), b.get(path+"?part=1")
	for _, must := range []string{
		"Does each sentence stand in a help article?", "Each sentence stands word for word in a help article.", "passed",
		"92 of 100", "It quotes 1 passage", "Rules in force: version",
	} {
		if !strings.Contains(page.body, must) || !strings.Contains(part.body, must) {
			t.Errorf("why lacks %q", must)
		}
	}
	if strings.Contains(part.body, "<html") || !strings.Contains(page.body, "<html") {
		t.Error("the part is a page or the page is a part")
	}
	other := h.asks("Hello")
	for _, bad := range []string{
		"/console/c/" + string(other.ID) + "/why/" + string(answer.ID),
		"/console/c/" + string(c.ID) + "/why/msg_00000000000000000000000000",
		"/console/c/" + string(c.ID) + "/why/x",
	} {
		if got := b.get(bad); got.status != 404 {
			t.Errorf("%s: %d", bad, got.status)
		}
	}
}

func TestOpeningGoesIntoTheLedger(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	b.get("/console")
	if n := len(h.reads()); n != 0 {
		t.Fatalf("looking at the list made %d entries", n)
	}
	b.get("/console/c/" + string(c.ID))
	b.get("/console/c/" + string(c.ID))
	if got := h.reads()["agent:"+string(h.people["Maya"].ID)]; got != 1 {
		t.Errorf("one sitting made %d entries", got)
	}
	b.get("/console/c/" + string(h.asks("Another matter").ID))
	b.get("/console/c/con_00000000000000000000000000")
	if got := h.reads()["agent:"+string(h.people["Maya"].ID)]; got != 2 {
		t.Errorf("an unknown conversation made an entry")
	}
}

func TestUnknownConversationsAreToldPlainly(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Maya")
	for _, id := range []string{"con_00000000000000000000000000", "con_x", "x", "%3Cscript%3E", "con_0000000000000000000000000'", strings.Repeat("c", 5000)} {
		got := b.get("/console/c/" + id)
		if got.status != 404 || !strings.Contains(got.body, "find this conversation") || strings.Contains(got.body, "<script>") {
			t.Errorf("open %.40q: %d", id, got.status)
		}
		for _, act := range []string{"take", "release", "resolve", "snooze", "offer", "reply", "note", "read", "typing"} {
			if got := b.post("/console/c/"+id+"/"+act, "text", "x", "key", newKey(), "until", "1h", "seen", "1"); got.status != 404 {
				t.Errorf("%s %.40q: %d", act, id, got.status)
			}
		}
	}
}

func TestCustomersWordsCannotBreakThePage(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks(`</div><script>alert(1)</script><img src=x onerror=alert(1)> & "quotes"` + "\nسطر بالعربية")
	page := h.signedIn("Maya").get("/console/c/" + string(c.ID)).body
	for _, bad := range []string{"<script>alert", "<img"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") || !strings.Contains(page, `dir="auto"`) || !strings.Contains(page, "سطر بالعربية") {
		t.Error("the words are not shown as they were written")
	}
}

func TestLongConversationOpensAtItsEnd(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("")
	for i := range 250 {
		if _, err := h.desk.Receive(context.Background(), c.ID, turn.Incoming{Text: candor.Text(fmt.Sprintf("line %d.", i)), Key: newKey()}); err != nil {
			t.Fatal(err)
		}
	}
	b := h.signedIn("Maya")
	page := b.get("/console/c/" + string(c.ID)).body
	if !strings.Contains(page, "line 249.") || strings.Contains(page, "line 3.") || !strings.Contains(page, "Show earlier messages") {
		t.Error("the page does not show the newest messages, or has no way to the others")
	}
	all := b.get("/console/c/" + string(c.ID) + "?from=1").body
	if !strings.Contains(all, "line 0.") || !strings.Contains(all, "line 249.") || strings.Contains(all, "Show earlier") {
		t.Error("the page from the first message on is not whole")
	}
	for _, bad := range []string{"-5", "99999", "x", "9223372036854775807"} {
		if got := b.get("/console/c/" + string(c.ID) + "?from=" + bad); got.status != 200 || !strings.Contains(got.body, "line 249.") {
			t.Errorf("from=%s: %d", bad, got.status)
		}
	}
}

func TestCustomersReadStateIsShown(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	path := "/console/c/" + string(c.ID)
	b.post(path+"/reply", "text", "Hi", "key", newKey(), "take", "1")
	if page := b.get(path).body; !strings.Contains(page, "hasn&#39;t read it yet") {
		t.Error("a reply that nobody read is not told")
	}
	if err := h.desk.Seen(context.Background(), c.ID, candor.ByCustomer, h.conversation(c.ID).Messages); err != nil {
		t.Fatal(err)
	}
	if page := b.get(path).body; !strings.Contains(page, "The customer has read this.") {
		t.Error("the customer's reading is not told")
	}
}

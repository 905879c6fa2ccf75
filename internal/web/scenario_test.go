package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/consent"

	"github.com/google/go-cmp/cmp"
)

// scenario is one request and what must come of it.
type scenario struct {
	name    string
	method  string
	path    string // {id} stands for a conversation with the assistant, {other} for someone else's
	body    string
	headers []string // pass and JSON are added for the API unless bare is set
	bare    bool
	status  int
	has     []string
	hasNot  []string
	events  []candor.EventKind // exactly these follow in the conversation {id}
}

func notice(language string) string { return consent.For(company, language).Digest }

func (d *desk) run(t *testing.T, s scenario) {
	t.Helper()
	mine, pass := d.begins(candor.CustomerPicksAssistant)
	other, _ := d.begins(candor.CustomerAsksPerson)
	fill := strings.NewReplacer("{id}", string(mine), "{other}", string(other), "{pass}", pass).Replace
	before := d.lastSeq()
	headers := []string{}
	for _, h := range s.headers {
		headers = append(headers, fill(h))
	}
	if !s.bare {
		headers = append(headers, "Authorization", pass)
		if s.method == "POST" && !strings.HasPrefix(s.path, "/chat") {
			headers = append(headers, "Content-Type", "application/json")
		}
	}
	status, answer, _ := d.do(s.method, fill(s.path), fill(s.body), headers...)
	if status != s.status {
		t.Errorf("status %d, want %d: %.400s", status, s.status, answer)
	}
	for _, want := range s.has {
		if !strings.Contains(answer, fill(want)) {
			t.Errorf("the answer must contain %q: %.600s", want, answer)
		}
	}
	for _, not := range append(s.hasNot, "sqlite", "goroutine", "candor/internal", "{name}", "<no value>", "%!") {
		if strings.Contains(answer, fill(not)) {
			t.Errorf("the answer must not contain %q: %.600s", not, answer)
		}
	}
	var kinds []candor.EventKind
	for _, e := range must(d.store.Events(context.Background(), mine, before, 100))(t) {
		kinds = append(kinds, e.Kind)
	}
	if diff := cmp.Diff(s.events, kinds); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if log := d.log.String(); strings.Contains(log, string(mine)) || strings.Contains(log, "secretword") {
		t.Errorf("the log holds a customer's id or words:\n%s", log)
	}
}

func (d *desk) lastSeq() int64 {
	d.t.Helper()
	return must(d.store.LastSeq(context.Background()))(d.t)
}

func runAll(t *testing.T, scenarios []scenario) {
	t.Parallel()
	d := newDesk(t)
	d.drafting = make(chan struct{}) // no answer comes in between
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) { d.run(t, s) })
	}
}

const (
	added   = candor.MessageAdded
	changed = candor.ConversationChanged
)

func message(text string) string { return fmt.Sprintf(`{"text":%q,"key":%q}`, text, newKey()) }

func TestCustomersAPI(t *testing.T) {
	runAll(t, []scenario{
		{name: "the card tells what it is, without an id", method: "GET", path: "/api/v1/inboxes/main/card?lang=en", bare: true, status: 200,
			has:    []string{`"desk":"Lumen \u0026 Co"`, "AI assistant of Lumen", `"minutes":4`, `"allow":"Ask the assistant"`, `"digest":"` + notice("en") + `"`, `"my_data":"My data"`},
			hasNot: []string{"con_", "cus_", "token"}},
		{name: "the card speaks the browser's language", method: "GET", path: "/api/v1/inboxes/main/card", headers: []string{"Accept-Language", "ar-EG,en;q=0.5"},
			bare: true, status: 200, has: []string{`"dir":"rtl"`, `"language":"ar"`, "مساعد"}},
		{name: "an inbox may have its own name", method: "GET", path: "/api/v1/inboxes/shop/card", bare: true, status: 200, has: []string{"AI assistant of Lumen Shop"}},
		{name: "an inbox that is not there", method: "GET", path: "/api/v1/inboxes/nope/card", bare: true, status: 404, has: []string{"error.no_inbox"}},
		{name: "beginning with the assistant needs consent", method: "POST", path: "/api/v1/conversations", status: 403,
			body: `{"inbox":"main","with":"assistant","allows":false,"key":"0123456789abcdef"}`, has: []string{"error.consent_required", "still here", `"notice":{"digest":"` + notice("en")}},
		{name: "beginning on an old notice", method: "POST", path: "/api/v1/conversations", status: 409,
			body: `{"inbox":"main","with":"assistant","language":"en","allows":true,"notice":"old","key":"0123456789abcdef"}`, has: []string{"error.consent_stale", `"notice":{"digest":"` + notice("en")}},
		{name: "a key that could be guessed begins nothing", method: "POST", path: "/api/v1/conversations", status: 400,
			body: `{"inbox":"main","with":"person","key":"12345678"}`, has: []string{"error.bad_key"}},
		{name: "beginning with nobody in particular", method: "POST", path: "/api/v1/conversations", status: 400,
			body: `{"inbox":"main","with":"boss","key":"0123456789abcdef"}`, has: []string{"error.bad_request"}},
		{name: "beginning in an inbox that is not there", method: "POST", path: "/api/v1/conversations", status: 404,
			body: `{"inbox":"nope","with":"person","key":"0123456789abcdef"}`, has: []string{"error.no_inbox"}},
		{name: "the conversation as it stands", method: "GET", path: "/api/v1/conversations/{id}", status: 200,
			has: []string{`"state":"assisting"`, `"allowed":true`, `"seq":`, "You're with the AI assistant"}, hasNot: []string{"cus_"}},
		{name: "a person in one step", method: "POST", path: "/api/v1/conversations/{id}/person", status: 200,
			has: []string{`"state":"waiting"`, `"position":`, `"minutes":`, `"with_person":true`}, events: []candor.EventKind{changed, added}},
		{name: "taking the permission back", method: "POST", path: "/api/v1/conversations/{id}/withdraw", status: 200,
			has: []string{`"allowed":false`, `"state":"waiting"`}, events: []candor.EventKind{changed, added, added}},
		{name: "that solved it", method: "POST", path: "/api/v1/conversations/{id}/confirm", status: 200,
			has: []string{`"state":"resolved"`}, events: []candor.EventKind{changed, added}},
		{name: "typing stores nothing", method: "POST", path: "/api/v1/conversations/{id}/typing", body: "{}", status: 204},
		{name: "messages after one that is no number", method: "GET", path: "/api/v1/conversations/{id}/messages?after=x", status: 400, has: []string{"error.bad_request"}},
		{name: "why of no message", method: "GET", path: "/api/v1/conversations/{id}/messages/msg_x/why", status: 404, has: []string{"error.no_message"}},
		{name: "why of somebody else's message", method: "GET", path: "/api/v1/conversations/{id}/messages/" + string(candor.NewMessageID()) + "/why", status: 404, has: []string{"error.no_message"}},
		{name: "rating a message that is not there", method: "POST", path: "/api/v1/conversations/{id}/messages/" + string(candor.NewMessageID()) + "/rate",
			body: `{"helpful":true}`, status: 404, has: []string{"error.no_message"}},
		{name: "a transcript of an unknown kind", method: "GET", path: "/api/v1/conversations/{id}/transcript?format=exe", status: 400},
		{name: "an address that is not there", method: "GET", path: "/api/v1/nothing", status: 404, has: []string{"error.no_page"}},
		{name: "a method that does not fit", method: "DELETE", path: "/api/v1/conversations/{id}", status: 405, has: []string{"error.method"}},
	})
}

func TestBadInputGetsAClearAnswer(t *testing.T) {
	const to = "/api/v1/conversations/{id}/messages"
	runAll(t, []scenario{
		{name: "a whole question is kept", method: "POST", path: to, body: message("secretword, what does it cost to send an item back by post?"), status: 201,
			has: []string{`"author":"customer"`, `"label":"You"`, "secretword"}, events: []candor.EventKind{added}},
		{name: "empty", method: "POST", path: to, body: message(""), status: 400, has: []string{"error.message_empty", "Please write something"}},
		{name: "white space", method: "POST", path: to, body: message(" \n\t \u200b "), status: 400, has: []string{"error.message_empty"}},
		{name: "8,000 characters of the widest script", method: "POST", path: to, body: message(strings.Repeat("𐍈", 8000)), status: 201,
			events: []candor.EventKind{added}},
		{name: "8,001 characters", method: "POST", path: to, body: message(strings.Repeat("a", 8001)), status: 413,
			has: []string{"error.message_too_long", "8000 characters", `"limit":"8000"`}},
		{name: "bytes that are not UTF-8", method: "POST", path: to, body: "{\"text\":\"secretword \xff\xfe\",\"key\":\"0123456789abcdef\"}", status: 400,
			has: []string{"error.message_not_text"}, hasNot: []string{"secretword"}},
		{name: "a NUL", method: "POST", path: to, body: `{"text":"secretword \u0000","key":"0123456789abcdef"}`, status: 400, has: []string{"error.message_not_text"}},
		{name: "control and direction characters are taken out", method: "POST", path: to, body: `{"text":"a\u0007b\u202ec\u2066d","key":"0123456789abcdef"}`,
			status: 201, has: []string{`"text":"abcd"`}, events: []candor.EventKind{added}},
		{name: "joiners that languages need stay", method: "POST", path: to, body: `{"text":"می\u200cخواهم 👩\u200d🔧","key":"0123456789abcdef"}`,
			status: 201, has: []string{"می\u200cخواهم 👩\u200d🔧"}, events: []candor.EventKind{added}},
		{name: "markup is text", method: "POST", path: to, body: message("<script>alert(1)</script>"), status: 201,
			has: []string{`\u003cscript\u003ealert(1)`}, hasNot: []string{"<script>"}, events: []candor.EventKind{added}},
		{name: "five megabytes", method: "POST", path: to, body: message(strings.Repeat("a", 5<<20)), status: 413, has: []string{"error.body_too_large", "nothing was sent"}},
		{name: "half a body", method: "POST", path: to, body: `{"text":"secretword`, status: 400, has: []string{"error.bad_request"}, hasNot: []string{"secretword"}},
		{name: "a field that is not known", method: "POST", path: to, body: `{"text":"a","key":"0123456789abcdef","author":"assistant"}`, status: 400, has: []string{"error.bad_request"}},
		{name: "two values", method: "POST", path: to, body: message("a") + message("b"), status: 400, has: []string{"error.bad_request"}},
		{name: "a key with spaces", method: "POST", path: to, body: `{"text":"a","key":"not a key at all"}`, status: 400, has: []string{"error.bad_key"}},
		{name: "not JSON", method: "POST", path: to, bare: true, headers: []string{"Authorization", "{pass}", "Content-Type", "text/plain"}, body: message("a"),
			status: 400, has: []string{"error.not_json"}},
		{name: "a failure in the reader's language", method: "POST", path: to, headers: []string{"Accept-Language", "de"}, body: message(""), status: 400,
			has: []string{"Die Nachricht ist leer"}},
	})
}

func TestSomeoneElsesConversationLooksLikeNone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, pass := d.begins(candor.CustomerPicksAssistant)
	other, _ := d.begins(candor.CustomerPicksAssistant)
	unknown := candor.NewConversationID()
	m := candor.NewMessageID()
	for _, r := range []struct{ method, path, body string }{
		{"GET", "", ""}, {"GET", "/messages", ""}, {"POST", "/messages", message("hello")}, {"POST", "/person", "{}"}, {"POST", "/assistant", "{}"},
		{"POST", "/withdraw", "{}"}, {"POST", "/confirm", "{}"}, {"POST", "/read", `{"number":1}`}, {"POST", "/typing", "{}"},
		{"POST", "/messages/" + string(m) + "/rate", `{"helpful":true}`}, {"GET", "/messages/" + string(m) + "/why", ""},
		{"GET", "/transcript", ""}, {"GET", "/events", ""}, {"GET", "/consents", ""}, {"POST", "/consents", `{"choices":[]}`},
		{"POST", "/consents/withdraw", "{}"}, {"GET", "/receipts/" + string(candor.NewConsentID()), ""},
		{"GET", "/data", ""}, {"GET", "/data/readings", ""}, {"POST", "/data/export", "{}"}, {"POST", "/data/correct", "{}"}, {"POST", "/data/restrict", "{}"},
		{"POST", "/data/object", "{}"}, {"POST", "/data/erase", "{}"}, {"POST", "/identity", `{"token":"x"}`},
	} {
		answers := map[string]bool{}
		for _, id := range []candor.ConversationID{other, unknown, "con_nonsense", "x"} {
			for _, p := range []string{pass, "Bearer nonsense", ""} {
				status, body, _ := d.do(r.method, "/api/v1/conversations/"+string(id)+r.path, r.body, "Authorization", p, "Content-Type", "application/json")
				if status != http.StatusNotFound {
					t.Errorf("%s %s with %.12q: status %d", r.method, r.path, p, status)
				}
				answers[body] = true
			}
		}
		if len(answers) != 1 {
			t.Errorf("%s %s tells unknown and someone else's apart: %v", r.method, r.path, answers)
		}
	}
}

func TestTheSameKeyIsTheSameThing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	body := fmt.Sprintf(`{"inbox":"main","with":"person","language":"en","text":"hello there","key":%q}`, newKey())
	_, first, _ := d.do("POST", "/api/v1/conversations", body, "Content-Type", "application/json")
	_, second, _ := d.do("POST", "/api/v1/conversations", body, "Content-Type", "application/json")
	a, b := begun(t, first), begun(t, second)
	if a.Token != b.Token || a.Conversation.ID != b.Conversation.ID {
		t.Errorf("one key began two conversations: %s and %s", a.Conversation.ID, b.Conversation.ID)
	}
	address, pass := "/api/v1/conversations/"+string(a.Conversation.ID), "Bearer "+a.Token
	one := message("sent twice")
	_, first, _ = d.do("POST", address+"/messages", one, "Content-Type", "application/json", "Authorization", pass)
	_, second, _ = d.do("POST", address+"/messages", one, "Content-Type", "application/json", "Authorization", pass)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("one key sent two messages:\n%s", diff)
	}
	_, all, _ := d.do("GET", address+"/messages", "", "Authorization", pass)
	if n := strings.Count(all, "sent twice"); n != 1 {
		t.Errorf("the message is there %d times", n)
	}
	if n := strings.Count(all, "hello there"); n != 1 {
		t.Errorf("the first message is there %d times", n)
	}
}

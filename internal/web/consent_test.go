package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"candor"
	"candor/consent"
	"candor/internal/web/view"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func (d *desk) noticeOf(p candor.Purpose) string {
	d.t.Helper()
	n, ok := d.notices.Notice(p, "en")
	if !ok {
		d.t.Fatalf("nothing is asked about %s", p)
	}
	return n.Digest
}

// choices reads the customer's choices.
func (d *desk) choices(id candor.ConversationID, pass string) view.Choices {
	d.t.Helper()
	status, body, _ := d.do("GET", "/api/v1/conversations/"+string(id)+"/consents", "", "Authorization", pass)
	if status != http.StatusOK {
		d.t.Fatalf("%d %s", status, body)
	}
	var got view.Choices
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		d.t.Fatal(err)
	}
	return got
}

// states gives where the customer stands, as "purpose state".
func states(c view.Choices) []string {
	var out []string
	for _, p := range c.Purposes {
		out = append(out, string(p.Purpose)+" "+string(p.State))
	}
	return out
}

func TestChoicesOverTheAPI(t *testing.T) {
	const to = "/api/v1/conversations/{id}/consents"
	book := consent.NewBook(company, []string{"Acme AI"})
	digest := func(p candor.Purpose, language string) string {
		n, _ := book.Notice(p, language)
		return n.Digest
	}
	changedOnly := []candor.EventKind{changed}
	runAll(t, []scenario{
		{name: "every purpose is there, off until allowed", method: "GET", path: to, status: 200,
			has: []string{`"gpc":false`, `"purpose":"answers","state":"allowed"`, `"purpose":"assist","state":"required"`, `"purpose":"vendor"`,
				"Acme AI", `"purpose":"fairness"`, "What we do without asking", `"act":"given"`, `"via":"api"`, `"digest":"` + notice("en") + `"`},
			hasNot: []string{"cus_"}},
		{name: "a yes with the notice in force", method: "POST", path: to,
			body:   `{"choices":[{"purpose":"memory","allow":true,"notice":"` + digest(candor.Memory, "en") + `"}]}`,
			status: 200, has: []string{`"purpose":"memory","state":"allowed"`, `"conversation_state":"assisting"`}, events: changedOnly},
		{name: "several at once", method: "POST", path: to,
			body: `{"choices":[{"purpose":"assist","allow":true,"notice":"` + digest(candor.Assist, "fr") + `"},` +
				`{"purpose":"vendor","allow":true,"notice":"` + digest(candor.Vendor, "en") + `"},{"purpose":"improve","allow":false}]}`,
			status: 200, has: []string{`"purpose":"assist","state":"allowed"`, `"purpose":"vendor","state":"allowed"`, `"purpose":"improve","state":"refused"`, `"language":"fr"`},
			events: changedOnly},
		{name: "a yes without a notice", method: "POST", path: to, body: `{"choices":[{"purpose":"memory","allow":true}]}`, status: 403,
			has: []string{"error.consent_required", `"purpose":"memory"`, `"notice":{"digest":"` + digest(candor.Memory, "en")}},
		{name: "a yes to a notice of before", method: "POST", path: to, headers: []string{"Accept-Language", "es"},
			body:   `{"choices":[{"purpose":"improve","allow":false},{"purpose":"memory","allow":true,"notice":"0123"}]}`,
			status: 409, has: []string{"error.consent_stale", `"notice":{"digest":"` + digest(candor.Memory, "es")}},
		{name: "a purpose that there is not", method: "POST", path: to, body: `{"choices":[{"purpose":"ads","allow":true}]}`, status: 400,
			has: []string{"error.bad_request"}},
		{name: "a field that is not known", method: "POST", path: to, body: `{"choices":[],"all":true}`, status: 400, has: []string{"error.bad_request"}},
		{name: "taking all back brings a person", method: "POST", path: to + "/withdraw", body: `{}`, status: 200,
			has:    []string{`"purpose":"answers","state":"refused"`, `"act":"withdrawn"`, `"conversation_state":"waiting"`},
			events: []candor.EventKind{changed, added, added}},
		{name: "taking back what was never given", method: "POST", path: to + "/withdraw", body: `{"purposes":["memory"]}`, status: 200,
			has: []string{`"purpose":"memory","state":"required"`}},
		{name: "the signal of the browser", method: "POST", path: to, headers: []string{"Sec-GPC", "1"}, body: `{"choices":[]}`, status: 200,
			has: []string{`"gpc":true`, `"purpose":"memory","state":"refused"`, `"via":"gpc"`, "Global Privacy Control", `"purpose":"answers","state":"allowed"`,
				`"purpose":"assist","state":"required"`}, events: changedOnly},
		{name: "another value is no signal", method: "POST", path: to, headers: []string{"Sec-GPC", "0"}, body: `{"choices":[]}`, status: 200,
			has: []string{`"gpc":false`}},
		{name: "a receipt that is not theirs", method: "GET", path: "/api/v1/conversations/{id}/receipts/" + string(candor.NewConsentID()), status: 404,
			has: []string{"error.no_receipt"}},
		{name: "the desk says that it honours the signal", method: "GET", path: "/.well-known/gpc.json", bare: true, status: 200, has: []string{`"gpc":true`}},
	})
}

func TestABeginWithGlobalPrivacyControlSaysSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	begin := func(header ...string) (string, view.Choices) {
		status, body, _ := d.do("POST", "/api/v1/conversations", fmt.Sprintf(`{"inbox":"main","with":"person","language":"en","key":%q}`, newKey()),
			append(header, "Content-Type", "application/json", "Origin", "https://shop.example")...)
		if status != http.StatusCreated {
			t.Fatalf("%d %s", status, body)
		}
		got := begun(t, body)
		return body, d.choices(got.Conversation.ID, "Bearer "+got.Token)
	}
	body, with := begin("Sec-GPC", "1")
	want := []string{"answers required", "assist required", "vendor refused", "memory refused", "improve refused", "fairness required"}
	if diff := cmp.Diff(want, states(with)); diff != "" || !strings.Contains(body, `"gpc":true`) || !with.GPC {
		t.Errorf("with the signal: %s\n%s", body, diff)
	}
	if body, without := begin(); strings.Contains(body, `"gpc"`) || without.GPC {
		t.Errorf("without it: %s", body)
	}
}

func TestAReceiptIsCheckedOfflineWithThePublishedKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	act := d.choices(id, pass).Purposes[0].History[0]
	status, file, h := d.do("GET", "/api/v1/conversations/"+string(id)+"/receipts/"+string(act.ID), "", "Authorization", pass)
	if status != http.StatusOK || !strings.Contains(h.Get("Content-Disposition"), `filename="receipt-answers.json"`) {
		t.Fatalf("%d %v %s", status, h, file)
	}
	_, key, _ := d.do("GET", "/trust/receipt-key", "")
	r, _, err := consent.Verify([]byte(file), key)
	if err != nil {
		t.Fatal(err)
	}
	if r.Processing.Notice == nil || r.Processing.Notice.Text != consent.For(company, "en").Plain() || r.Events[0].Via != "api" || r.Parties[0].Name != company {
		t.Errorf("it says %+v", r)
	}
	c := must(d.store.Conversation(context.Background(), id))(t)
	for _, secret := range []string{string(c.Customer), string(c.ID)} {
		if strings.Contains(file, secret) {
			t.Errorf("it names %s", secret)
		}
	}
	if _, _, err := consent.Verify([]byte(strings.Replace(file, company, "Lumen & Go", 1)), key); !errors.As(err, new(*consent.Fault)) {
		t.Errorf("changed: %v", err)
	}
	_, stranger := d.begins(candor.CustomerPicksAssistant)
	if status, _, _ := d.do("GET", "/api/v1/conversations/"+string(id)+"/receipts/"+string(act.ID), "", "Authorization", stranger); status != http.StatusNotFound {
		t.Errorf("with another's pass: %d", status)
	}
}

// outdated makes the customer's consent one to another meaning, as an update of the program does.
func (d *desk) outdated(id candor.ConversationID) {
	d.t.Helper()
	ctx := context.Background()
	c, consents, err := d.store.Load(ctx, id)
	if err != nil {
		d.t.Fatal(err)
	}
	old := consents[candor.Answers]
	old.ID, old.Version = candor.NewConsentID(), old.Version+1
	must(d.store.Commit(ctx, turn.Change{Before: c, After: c, Consents: []candor.Consent{old}}))(d.t)
}

// Lesson 28, as a client of the API meets it.
func TestLesson28TheAPIAsksAgainAndTakesTheKeptMessage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	d.outdated(id)
	address, kept := "/api/v1/conversations/"+string(id), message("What does it cost to send an item back by post?")
	if _, body, _ := d.do("GET", address, "", "Authorization", pass); !strings.Contains(body, `"allowed":false`) {
		t.Errorf("the conversation says %s", body)
	}
	if got := states(d.choices(id, pass))[0]; got != "answers stale" {
		t.Errorf("%s", got)
	}
	status, body, _ := d.do("POST", address+"/messages", kept, "Authorization", pass, "Content-Type", "application/json")
	if status != http.StatusConflict || !strings.Contains(body, "error.consent_stale") || !strings.Contains(body, `"notice":{"digest":"`+notice("en")) {
		t.Fatalf("%d %s", status, body)
	}
	if _, all, _ := d.do("GET", address+"/messages", "", "Authorization", pass); strings.Contains(all, "by post") {
		t.Errorf("it was taken all the same: %s", all)
	}
	status, body, _ = d.do("POST", address+"/assistant", `{"notice":"`+notice("en")+`"}`, "Authorization", pass, "Content-Type", "application/json")
	if status != http.StatusOK || !strings.Contains(body, `"allowed":true`) {
		t.Fatalf("accepting: %d %s", status, body)
	}
	if status, body, _ = d.do("POST", address+"/messages", kept, "Authorization", pass, "Content-Type", "application/json"); status != http.StatusCreated {
		t.Errorf("sent again: %d %s", status, body)
	}
}

var hidden = regexp.MustCompile(`name="(notice|key)" value="([^"]*)"`)

// chooser is somebody without JavaScript.
type chooser struct {
	d      *desk
	cookie string
}

func (v *chooser) get(path string) (int, string) {
	status, body, _ := v.d.do("GET", path, "", "Cookie", v.cookie)
	return status, body
}

func (v *chooser) post(path string, form url.Values, header ...string) (int, string) {
	status, body, h := v.d.do("POST", path, form.Encode(), append(header, "Cookie", v.cookie, "Content-Type", "application/x-www-form-urlencoded")...)
	if set := h.Get("Set-Cookie"); set != "" {
		v.cookie, _, _ = strings.Cut(set, ";")
	}
	return status, body
}

func (d *desk) choosing(with string) (*chooser, candor.ConversationID) {
	d.t.Helper()
	v := &chooser{d: d}
	if status, body := v.post("/chat/main/begin", url.Values{"with": {with}, "language": {"en"}, "notice": {notice("en")}, "key": {newKey()}}); status != http.StatusSeeOther {
		d.t.Fatalf("begin: %d %s", status, body)
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(v.cookie, "candor_chat="), ".")
	return v, candor.ConversationID(id)
}

func TestThePageOfChoicesWorksWithoutJavaScript(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v, id := d.choosing("assistant")
	if _, data := v.get("/chat/main/data"); !strings.Contains(data, `href="/chat/main/choices"`) {
		t.Error("the data page does not lead to the choices")
	}
	status, body := v.get("/chat/main/choices")
	if status != http.StatusOK || strings.Count(body, `data-part="allow"`) != 6 || strings.Count(body, `data-part="refuse"`) != 6 ||
		!strings.Contains(body, "What we do without asking") || !strings.Contains(body, `data-purpose="memory" data-state="required"`) {
		t.Fatalf("%d %s", status, body)
	}
	decide := func(p candor.Purpose, allow, notice string, header ...string) (int, string) {
		return v.post("/chat/main/choices", url.Values{"purpose": {string(p)}, "allow": {allow}, "notice": {notice}}, header...)
	}
	if status, _ := decide(candor.Memory, "yes", d.noticeOf(candor.Memory), "Sec-GPC", "1"); status != http.StatusSeeOther {
		t.Errorf("yes: %d", status)
	}
	if status, _ := decide(candor.Fairness, "no", ""); status != http.StatusSeeOther {
		t.Errorf("no: %d", status)
	}
	status, body = decide(candor.Assist, "yes", "0123")
	if status != http.StatusConflict || !strings.Contains(body, `data-part="problem"`) || !strings.Contains(body, d.noticeOf(candor.Assist)) {
		t.Errorf("an old notice: %d %s", status, body)
	}
	_, body = v.get("/chat/main/choices")
	for _, want := range []string{
		`data-purpose="memory" data-state="allowed"`, `data-purpose="fairness" data-state="refused"`, `data-purpose="improve" data-state="refused"`,
		`data-part="gpc"`, "You allowed this on", "You said no on", `data-part="receipt"`, `data-part="withdraw-all"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	receipt := regexp.MustCompile(`/chat/main/receipts/cns_\w+`).FindString(body)
	if status, file := v.get(receipt); status != http.StatusOK {
		t.Errorf("receipt: %d", status)
	} else if _, _, err := consent.Verify([]byte(file), ""); err != nil {
		t.Error(err)
	}
	if status, _ := v.post("/chat/main/choices/withdraw", nil); status != http.StatusSeeOther {
		t.Errorf("all back: %d", status)
	}
	if c := must(d.store.Conversation(context.Background(), id))(t); c.State != candor.Waiting {
		t.Errorf("after taking all back: %s", c.State)
	}
	if _, body = v.get("/chat/main/choices"); strings.Contains(body, `data-part="withdraw-all"`) || !strings.Contains(body, "You took this back on") {
		t.Errorf("%s", body)
	}
}

// Lesson 28, without JavaScript: what was written is in the page that asks again, and goes with the
// choice, whichever it is.
func TestLesson28ThePageKeepsWhatWasWrittenAndSendsItWithTheChoice(t *testing.T) {
	t.Parallel()
	const words = "What does <b>it</b> cost to send an item back by post?"
	for _, choice := range []string{"assistant", "person"} {
		d := newDesk(t)
		v, id := d.choosing("assistant")
		d.outdated(id)
		if _, body := v.get("/chat/main"); !strings.Contains(body, `href="/chat/main/assistant"`) {
			t.Error("the conversation does not lead to the notice")
		}
		status, body := v.post("/chat/main/messages", url.Values{"text": {words}, "key": {newKey()}})
		if status != http.StatusConflict || !strings.Contains(body, "&lt;b&gt;it&lt;/b&gt; cost") || !strings.Contains(body, consent.For(company, "en").Title) {
			t.Fatalf("%d %s", status, body)
		}
		form := url.Values{"text": {words}}
		for _, m := range hidden.FindAllStringSubmatch(body, -1) {
			form.Set(m[1], m[2])
		}
		if form.Get("notice") == "" || form.Get("key") == "" {
			t.Fatalf("the form holds %v", form)
		}
		wrong := url.Values{"text": form["text"], "key": form["key"], "notice": {"0123"}}
		if status, body = v.post("/chat/main/assistant", wrong); status != http.StatusConflict || !strings.Contains(body, "&lt;b&gt;it&lt;/b&gt; cost") {
			t.Errorf("with an old notice: %d %s", status, body)
		}
		if status, body = v.post("/chat/main/"+choice, form); status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", choice, status, body)
		}
		all := must(d.store.Messages(context.Background(), candor.CustomerReads(), id, 0, 50, false))(t)
		sent := 0
		for _, m := range all {
			if string(m.Body) == words {
				sent++
			}
		}
		if sent != 1 {
			t.Errorf("with the %s it was sent %d times", choice, sent)
		}
	}
}

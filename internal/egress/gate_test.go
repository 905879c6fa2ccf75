package egress_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/egress"
	"candor/ledger"
	"candor/privacy"
	"candor/vendors"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestNothingLeavesUntilAVendorIsRegistered(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	o := d.options(t)
	o.Register = nil
	_, _, err := post(t, gate(t, o), d.ask(t), s.chat())
	refused(t, err, vendors.NotRegistered)
	unapproved := entry(s.URL)
	unapproved.Approval = vendors.Approval{}
	_, _, err = post(t, gate(t, d.options(t, unapproved)), d.ask(t), s.chat())
	refused(t, err, vendors.NotApproved)
	if s.hits.Load() != 0 {
		t.Error("something left")
	}
}

func TestARequestWithoutAPermitDoesNotLeave(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	g, stranger := gate(t, d.options(t, entry(s.URL))), gate(t, d.options(t, entry(s.URL)))
	foreign, _, err := stranger.Permit(t.Context(), d.ask(t))
	must(t, err)
	for name, ctx := range map[string]context.Context{"none": t.Context(), "another gate's": foreign} {
		_, err := send(ctx, g, s.chat(), body(d.ask(t)))
		refused(t, err, vendors.NoPermit)
		if s.hits.Load() != 0 {
			t.Fatalf("%s: it left", name)
		}
	}
	found := 0
	must(t, d.LedgerRows(t.Context(), func(r ledger.Row) error {
		if strings.Contains(string(r.Record), `"reason":"no_permit"`) {
			found++
		}
		return nil
	}))
	if found != 2 {
		t.Errorf("the ledger tells of %d refusals, want 2", found)
	}
}

func TestAnAnswerComesBackAndIsOnTheRecord(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering(`{"text":"It is on its way."}`))
	g := gate(t, d.options(t, entry(s.URL)))
	a := d.ask(t)
	ctx, p, err := g.Permit(t.Context(), a)
	must(t, err)
	if _, sent := p.Sending(); sent || len(d.kept(t)) > 0 {
		t.Error("leave alone is on the record as sent")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.chat(), strings.NewReader(body(a)))
	must(t, err)
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Cookie": "session=1", "Authorization": "Bearer of-the-caller", "X-Forwarded-For": "192.0.2.1", "Referer": "https://desk",
	} {
		r.Header.Set(name, value)
	}
	resp, err := g.Client().Do(r)
	must(t, err)
	during := d.kept(t)
	if len(during) != 1 || during[0].Outcome != vendors.Sent || !during[0].Ended.IsZero() || !during[0].Cost.AtMost {
		t.Errorf("while it is under way: %+v", during)
	}
	text := make([]byte, 100)
	n, _ := resp.Body.Read(text)
	for err == nil {
		var m int
		m, err = resp.Body.Read(text[n:])
		n += m
	}
	must(t, resp.Body.Close())
	if got := string(text[:n]); got != `{"text":"It is on its way."}` {
		t.Errorf("came back as %q", got)
	}
	must(t, p.Settle(t.Context(), vendors.Tokens{Known: true, Input: 40, Output: 10}, nil))

	h := s.last.Header
	if h.Get("Authorization") != "Bearer "+secret || h.Get("Content-Type") != "application/json" || h.Get("User-Agent") != "candor" {
		t.Errorf("headers %v", h)
	}
	for _, name := range []string{"Cookie", "X-Forwarded-For", "Referer", "Accept-Encoding"} {
		if h.Get(name) != "" {
			t.Errorf("the header %s left", name)
		}
	}
	if s.body != body(a) || strings.Contains(s.body, "OXBLOOD") {
		t.Error("what arrived is not what was masked")
	}
	want := []vendors.Sending{{
		Conversation: d.talk.ID, Message: a.Message, Vendor: example, Model: "small-1", Region: "EU", Purpose: candor.Answers, Attempt: 1,
		At: d.now, Ended: d.now, Classes: a.Classes, Fields: a.Fields, Masked: []string{"PERSON"}, Outcome: vendors.Answered, Status: 200,
		BytesOut: int64(len(s.body)), BytesIn: int64(n), Tokens: vendors.Tokens{Known: true, Input: 40, Output: 10}, Cost: vendors.Cost{Money: eur(60)},
	}}
	if diff := cmp.Diff(want, d.kept(t), cmpopts.IgnoreFields(vendors.Sending{}, "ID")); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsAskedIsJudgedBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	o := d.options(t, entry(s.URL), vendors.Entry{
		Name: other, Format: vendors.Chat, BaseURL: s.URL, Models: []string{"m"}, Region: "EU", Local: true, Classes: []vendors.Class{vendors.Public, vendors.Dialogue},
		Approval: entry(s.URL).Approval,
	})
	g := gate(t, o)
	elsewhere := d.begin(t)
	tests := []struct {
		name   string
		change func(*egress.Ask)
		want   vendors.Reason
	}{
		{"another vendor", func(a *egress.Ask) { a.Vendor = "Nobody" }, vendors.NotRegistered},
		{"another model", func(a *egress.Ask) { a.Model = "large-1" }, vendors.ModelNotAllowed},
		{"other data", func(a *egress.Ask) { a.Classes = append(a.Classes, vendors.Records) }, vendors.DataNotAllowed},
		{"health, unsaid", func(a *egress.Ask) { a.Said[1] = d.mask(t, d.talk, example, "I have asthma") }, vendors.DataNotAllowed},
		{"no kinds of data", func(a *egress.Ask) { a.Classes = nil }, vendors.DataNotAllowed},
		{"no conversation", func(a *egress.Ask) { a.Conversation = "" }, vendors.AskNotWhole},
		{"no message id", func(a *egress.Ask) { a.Message = "msg" }, vendors.AskNotWhole},
		{"no purpose", func(a *egress.Ask) { a.Purpose = "" }, vendors.AskNotWhole},
		{"a purpose that needs no consent", func(a *egress.Ask) { a.Purpose = candor.Serve }, vendors.AskNotWhole},
		{"sending as a purpose of its own", func(a *egress.Ask) { a.Purpose = candor.Vendor }, vendors.AskNotWhole},
		{"no end of the answer", func(a *egress.Ask) { a.MostOutput = 0 }, vendors.AskNotWhole},
		{"an endless answer", func(a *egress.Ask) { a.MostOutput = 1 << 40 }, vendors.AskNotWhole},
		{"nothing named", func(a *egress.Ask) { a.Fields = nil }, vendors.AskNotWhole},
		{"words where names belong", func(a *egress.Ask) { a.Fields = []string{"my name is Quillon"} }, vendors.AskNotWhole},
		{"nothing masked", func(a *egress.Ask) { a.Said = nil }, vendors.Unmasked},
		{"a text that no masker made", func(a *egress.Ask) { a.Said = append(a.Said, privacy.Masked{}) }, vendors.Unmasked},
		{"masked for another vendor", func(a *egress.Ask) { a.Said[0] = d.mask(t, d.talk, other, "Hello there") }, vendors.Unmasked},
		{"masked for another conversation", func(a *egress.Ask) { a.Said[0] = d.mask(t, elsewhere, example, "Hello there") }, vendors.Unmasked},
	}
	for i, test := range tests {
		a := d.ask(t)
		test.change(&a)
		ctx, p, err := g.Permit(t.Context(), a)
		if p != nil {
			t.Errorf("%s: allowed", test.name)
		}
		refused(t, err, test.want)
		if _, err := send(ctx, g, s.chat(), body(d.ask(t))); err == nil {
			t.Errorf("%s: the context lets something out", test.name)
		}
		kept := d.kept(t)
		if a.Conversation == "" {
			continue
		}
		if last := kept[len(kept)-1]; !slices.ContainsFunc(kept, func(s vendors.Sending) bool { return s.Outcome == vendors.Refused && s.Reason == test.want }) {
			t.Errorf("%d %s: the record says %+v", i, test.name, last)
		}
	}
	if s.hits.Load() != 0 {
		t.Error("something left")
	}
}

func TestARequestMustBeTheOneThatWasAskedFor(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	o := d.options(t, entry(s.URL))
	o.MostRequest = 4096
	g := gate(t, o)
	tests := []struct {
		name          string
		method, where string
		body          func(a egress.Ask, whole string) string
		want          vendors.Reason
	}{
		{"another host", "", "http://localhost:" + port(s.URL) + "/v1/chat/completions", nil, vendors.NotTheVendor},
		{"another port", "", "http://127.0.0.1:1/v1/chat/completions", nil, vendors.NotTheVendor},
		{"another scheme", "", "https://127.0.0.1:" + port(s.URL) + "/v1/chat/completions", nil, vendors.NotTheVendor},
		{"above the path", "", s.URL + "/admin", nil, vendors.NotTheVendor},
		{"beside the path", "", s.URL + "/v12/chat", nil, vendors.NotTheVendor},
		{"dots in the path", "", s.URL + "/v1/../admin", nil, vendors.NotTheVendor},
		{"hidden dots", "", s.URL + "/v1/%2e%2e/admin", nil, vendors.NotTheVendor},
		{"a query", "", s.URL + "/v1/chat?name=Quillon", nil, vendors.NotTheVendor},
		{"a name in the path", "", s.URL + "/v1/Quillon%20Oxblood", nil, vendors.NotTheVendor},
		{"a password", "", "http://a:b@127.0.0.1:" + port(s.URL) + "/v1/chat", nil, vendors.NotTheVendor},
		{"another method", http.MethodGet, "", nil, vendors.BadRequest},
		{"no JSON", "", "", func(egress.Ask, string) string { return "hello" }, vendors.BadRequest},
		{"no object", "", "", func(egress.Ask, string) string { return `["small-1"]` }, vendors.BadRequest},
		{"nothing", "", "", func(egress.Ask, string) string { return "" }, vendors.BadRequest},
		{"more behind it", "", "", func(_ egress.Ask, b string) string { return b + `{}` }, vendors.BadRequest},
		{"cut off", "", "", func(_ egress.Ask, b string) string { return b[:len(b)-1] }, vendors.BadRequest},
		{"too large", "", "", func(_ egress.Ask, b string) string { return b + strings.Repeat(" ", 4096) }, vendors.TooMuch},
		{"another model", "", "", replace("small-1", "large-1"), vendors.ModelNotAllowed},
		{"another model after the right one", "", "", replace(`"temperature"`, `"model":"large-1","temperature"`), vendors.ModelNotAllowed},
		{"no model", "", "", replace(`"model":"small-1"`, `"kind":"object"`), vendors.Unmasked},
		{"a longer answer", "", "", replace(`"max_tokens":100`, `"max_tokens":101`), vendors.BadRequest},
		{"a longer answer by another name", "", "", replace(`"max_tokens":100`, `"max_tokens":1,"max_completion_tokens":5000`), vendors.BadRequest},
		{"no end of the answer", "", "", replace(`"max_tokens":100,`, ``), vendors.BadRequest},
		{"five answers", "", "", replace(`"stream":false`, `"n":5`), vendors.BadRequest},
		{"words that were not masked", "", "", replace("Where is", "Quillon asks: where is"), vendors.Unmasked},
		{"words beside the messages", "", "", replace(`"stream":false`, `"user":"quillon@example.org"`), vendors.Unmasked},
		{"a name as a key", "", "", replace(`"stream":false`, `"Quillon Oxblood":true`), vendors.Unmasked},
		{"an account as a number", "", "", replace(`"stream":false`, `"seed":4111111111111111`), vendors.Unmasked},
		{"a text put together of letters", "", "", replace(`"stream":false`, `"x":"Q u i l l o n"`), vendors.Unmasked},
	}
	for _, test := range tests {
		a := d.ask(t)
		ctx, _, err := g.Permit(t.Context(), a)
		must(t, err)
		text, where, method := body(a), test.where, test.method
		if test.body != nil {
			if text = test.body(a, text); text == body(a) {
				t.Fatalf("%s: the premise: nothing changed", test.name)
			}
		}
		if where == "" {
			where = s.chat()
		}
		if method == "" {
			method = http.MethodPost
		}
		r, err := http.NewRequestWithContext(ctx, method, where, strings.NewReader(text))
		must(t, err)
		resp, err := g.Client().Do(r)
		if err == nil {
			resp.Body.Close()
			t.Errorf("%s: it left", test.name)
			continue
		}
		t.Run(test.name, func(t *testing.T) { refused(t, err, test.want) })
		kept := d.kept(t)
		n := 0
		for _, k := range kept {
			if k.Outcome != vendors.Refused || k.BytesOut != 0 || k.Cost.Known() {
				t.Errorf("%s: the record says %+v", test.name, k)
			}
			if k.Reason == test.want {
				n++
			}
		}
		if n == 0 {
			t.Errorf("%s: no record of %s", test.name, test.want)
		}
	}
	if s.hits.Load() != 0 {
		t.Errorf("%d requests left", s.hits.Load())
	}
	figures, err := d.EgressFigures(t.Context(), d.now, d.now)
	must(t, err)
	if len(figures) != 1 || figures[0].Refused != int64(len(tests)) || figures[0].Micros != 0 {
		t.Errorf("sums %+v, want %d refused", figures, len(tests))
	}
}

func replace(old, new string) func(egress.Ask, string) string {
	return func(_ egress.Ask, b string) string { return strings.Replace(b, old, new, 1) }
}

func port(url string) string { return url[strings.LastIndex(url, ":")+1:] }

func TestAPermitIsForOneRequest(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	g := gate(t, d.options(t, entry(s.URL)))
	a := d.ask(t)
	ctx, _, err := g.Permit(t.Context(), a)
	must(t, err)
	if _, err := send(ctx, g, s.chat(), body(a)); err != nil {
		t.Fatal(err)
	}
	_, err = send(ctx, g, s.chat(), body(a))
	refused(t, err, vendors.PermitUsed)
	if s.hits.Load() != 1 {
		t.Errorf("%d requests left", s.hits.Load())
	}
}

func TestWhatChangesAfterThePermitCounts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(t *testing.T, d *desk)
		want   vendors.Reason
	}{
		{"the approval ends", func(_ *testing.T, d *desk) { d.now = day("2027-03-01") }, vendors.ApprovalOver},
		{"the customer takes back the vendor", func(t *testing.T, d *desk) { d.withdraw(t, candor.Vendor) }, vendors.NotAgreed},
		{"the customer takes back answers", func(t *testing.T, d *desk) { d.withdraw(t, candor.Answers) }, vendors.NotAgreed},
		{"the use is restricted", func(t *testing.T, d *desk) { must(t, d.Restrict(t.Context(), d.talk.Customer, true)) }, vendors.Restricted},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, s := newDesk(t), serve(t, answering("hello"))
			g := gate(t, d.options(t, entry(s.URL)))
			a := d.ask(t)
			ctx, _, err := g.Permit(t.Context(), a)
			must(t, err)
			test.change(t, d)
			_, err = send(ctx, g, s.chat(), body(a))
			refused(t, err, test.want)
			kept := d.kept(t)
			if s.hits.Load() != 0 || len(kept) != 1 || kept[0].Outcome != vendors.Refused || kept[0].Reason != test.want {
				t.Errorf("%d left; on record: %+v", s.hits.Load(), kept)
			}
		})
	}
}

// Lesson 20: a streamed request goes past no guard, and a masker that failed lets nothing out.
func TestLesson20StreamedRequestsMeetTheSameGuards(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	g := gate(t, d.options(t, entry(s.URL)))
	streamed := replace(`"stream":false`, `"stream":true`)
	for words, want := range map[string]vendors.Reason{"Where is": vendors.NoReason, "Quillon asks: where is": vendors.Unmasked} {
		a := d.ask(t)
		ctx, _, err := g.Permit(t.Context(), a)
		must(t, err)
		_, err = send(ctx, g, s.chat(), strings.Replace(streamed(a, body(a)), "Where is", words, 1))
		if want == vendors.NoReason {
			must(t, err)
			continue
		}
		refused(t, err, want)
	}
	failed := d.ask(t)
	failed.Said[1] = privacy.Masked{} // what a masker gives beside its error
	_, _, err := g.Permit(t.Context(), failed)
	refused(t, err, vendors.Unmasked)
	if s.hits.Load() != 1 {
		t.Errorf("%d requests left, want the masked one", s.hits.Load())
	}
}

func TestTextsMayBePutTogetherAndTakenApartAsFormatsDo(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	g := gate(t, d.options(t, entry(s.URL)))
	a := d.ask(t)
	arguments, err := d.masker.MaskJSON(t.Context(), candor.VendorReads(example), d.talk.ID, `{"order":"of QUILLON","items":[12345678901]}`, privacy.Hints{})
	must(t, err)
	a.Said = append(a.Said, arguments)
	a.Fixed = []string{"order_status", "Says where an order is.", `{"type":"object","properties":{"order":{"type":"string","description":"Its number, as on the bill"}}}`}
	first, second := quoted(a.Said[0].Text()), quoted(a.Said[1].Text())
	for name, text := range map[string]string{
		"chat": fmt.Sprintf(`{"model":"small-1","max_completion_tokens":100,"messages":[{"role":"user","content":%s},{"role":"assistant","content":"","tool_calls":[{"id":"call_A1-b.c","type":"function","function":{"name":"order_status","arguments":%s}}]},{"role":"tool","tool_call_id":"call_A1-b.c","content":%s}],"tools":[{"type":"function","function":{"name":"order_status","description":"Says where an order is.","parameters":%s}}]}`,
			first, quoted(arguments.Text()), second, a.Fixed[2]),
		"responses": fmt.Sprintf(`{"model":"small-1","max_output_tokens":99,"instructions":%s,"input":[{"role":"user","content":[{"type":"input_text","text":%s}]}],"store":false}`, first, second),
		"anthropic": fmt.Sprintf(`{"model":"small-1","max_tokens":1,"system":%s,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"order_status","input":%s}]},{"role":"user","content":[{"type":"text","text":%s}]}]}`,
			first, arguments.Text(), second),
		"ollama":       fmt.Sprintf(`{"model":"small-1","options":{"num_predict":50,"temperature":0.30000000000000004},"messages":[{"role":"user","content":%s}],"stream":false}`, second),
		"two together": fmt.Sprintf(`{"model":"small-1","max_tokens":1,"messages":[{"role":"user","content":%s}]}`, quoted(a.Said[0].Text()+"\n\n"+a.Said[1].Text())),
	} {
		ctx, _, err := g.Permit(t.Context(), a)
		must(t, err)
		if _, err := send(ctx, g, s.chat(), text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

func TestAnotherVendorTakesOverOnlyWhereTheSameDataMayGo(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	first, second, narrow := entry(s.URL), entry(s.URL), entry(s.URL)
	first.Fallback, second.Name, narrow.Name, narrow.Classes = []string{"Narrow", other}, other, "Narrow", []vendors.Class{vendors.Public}
	o := d.options(t, first, second, narrow)
	o.Trip, o.Attempts, o.Rest = 1, 1, time.Hour
	g := gate(t, o)
	a := d.ask(t)
	want := []vendors.Ask{{Vendor: other, Model: "small-1", Classes: a.Classes, At: d.now}}
	if diff := cmp.Diff(want, g.Instead(a)); diff != "" {
		t.Error(diff)
	}
	// What was masked for the first does not go to the second.
	b := a
	b.Vendor = other
	_, _, err := g.Permit(t.Context(), b)
	refused(t, err, vendors.Unmasked)
	for i, m := range a.Said {
		b.Said = slices.Clone(b.Said)
		b.Said[i] = d.mask(t, d.talk, other, m.Text())
	}
	if _, _, err := post(t, g, b, s.chat()); err == nil || err.Error() != "status 500" {
		t.Errorf("masked anew: %v", err)
	}
	if got := g.Instead(a); len(got) > 0 {
		t.Errorf("one that rests takes over: %+v", got)
	}
	_, _, err = g.Permit(t.Context(), b)
	refused(t, err, vendors.Resting)
}

package tool_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor/action"
	"candor/internal/tool"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestACustomerIsToldOfTheirOwnOrder(t *testing.T) {
	t.Parallel()
	x, r := tools(t, theShop(t), nil)
	result, err := x.Do(t.Context(), look(t, r, "HP-482913"), robin())
	if err != nil {
		t.Fatal(err)
	}
	say, ok := result.Says()
	if !ok || say.Key != "action.order_status.on_its_way" || say.Args["carrier"] != "Parcelbird" || say.Args["expected_on"] != "2026-10-06" {
		t.Errorf("%+v", say)
	}
}

func TestAnOrderOfSomebodyElseIsToldLikeNone(t *testing.T) {
	t.Parallel()
	x, r := tools(t, theShop(t), nil)
	var told []string
	for _, number := range []string{"HP-490022", "HP-000000"} {
		result, err := x.Do(t.Context(), look(t, r, number), robin())
		if err != nil {
			t.Fatal(err)
		}
		say, _ := result.Says()
		told = append(told, strings.ReplaceAll(fmt.Sprint(say), number, ""))
	}
	if told[0] != told[1] || !strings.Contains(told[0], "action.order_missing") {
		t.Errorf("%v", told)
	}
	for _, name := range []string{"order_cancel", "order_refund"} {
		result, err := x.Do(t.Context(), accepted(t, r, name, "HP-490022"), robin())
		if say, _ := result.Says(); err != nil || say.Key != "action.order_missing" {
			t.Errorf("%s: %+v, %v", name, say, err)
		}
	}
}

func TestNobodyIsAskedAboutWhoHasNotProvenWhoTheyAre(t *testing.T) {
	t.Parallel()
	asked := false
	x, r := tools(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }), nil)
	if _, err := x.Do(t.Context(), look(t, r, "HP-482913"), action.Person{}); !errors.Is(err, action.ErrUnproven) || asked {
		t.Errorf("%v, asked: %v", err, asked)
	}
	anonymous, r := tools(t, theShop(t), nil)
	result, err := anonymous.Do(t.Context(), look(t, r, "HP-482913"), action.Person{Site: "tag"}) // whom the shop does not know
	if say, _ := result.Says(); err != nil || say.Key != "action.order_missing" {
		t.Errorf("%+v, %v", say, err)
	}
}

func TestWhatIsRepeatedIsDoneOnce(t *testing.T) {
	t.Parallel()
	x, r := tools(t, theShop(t), nil)
	cancel := accepted(t, r, "order_cancel", "HP-482914")
	for i := range 2 {
		result, err := x.Do(t.Context(), cancel, robin())
		if err != nil || result.Outcome() != "cancelled" {
			t.Errorf("time %d: %q, %v", i+1, result.Outcome(), err)
		}
	}
	if result, err := x.Do(t.Context(), accepted(t, r, "order_cancel", "HP-482914"), robin()); err != nil || result.Outcome() != "already" {
		t.Errorf("another proposal: %q, %v", result.Outcome(), err)
	}
	refund, err := x.Do(t.Context(), accepted(t, r, "order_refund", "HP-471205"), robin())
	if say, _ := refund.Says(); err != nil || say.Args["amount"] != "356.00" || say.Args["paid_on"] != "2026-10-10" {
		t.Errorf("%+v, %v", say, err)
	}
}

func TestAChangeWithoutTheKeyOfAProposalIsNotSent(t *testing.T) {
	t.Parallel()
	asked := false
	x, r := tools(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }), nil)
	call, _ := r.Call("order_cancel", `{"number":"HP-482914"}`, somebody())
	if _, err := x.Do(t.Context(), call, robin()); !errors.Is(err, tool.ErrNotSent) || asked {
		t.Errorf("%v, asked: %v", err, asked)
	}
	if _, err := x.Do(t.Context(), action.Call{}, robin()); !errors.Is(err, tool.ErrNotSent) {
		t.Errorf("nothing: %v", err)
	}
}

// reply is one that a server gives.
func reply(code int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

const goodStatus = `{"number":"HP-482913","status":"packed","carrier":"Northline","expected":"2026-10-09","items":[]}`

func TestOnlyAReplyThatFitsIsUsed(t *testing.T) {
	t.Parallel()
	const json = "application/json; charset=utf-8"
	for _, x := range []struct {
		name   string
		handle http.HandlerFunc
		want   error // of a look; nil: good
		unsure bool  // of a change
	}{
		{"good", reply(200, json, goodStatus), nil, true},
		{"words beside", reply(200, json, `{"number":"HP-482913","status":"packed","carrier":"Northline","expected":"2026-10-09","items":[],"note":"SECRET"}`), tool.ErrReply, true},
		{"a page", reply(200, "text/html", "<html>SECRET"), tool.ErrReply, true},
		{"JSON called text", reply(200, "text/plain", goodStatus), tool.ErrReply, true},
		{"cut off", reply(200, json, goodStatus[:40]), tool.ErrReply, true},
		{"nothing", reply(200, json, ""), tool.ErrReply, true},
		{"too long", reply(200, json, goodStatus+strings.Repeat(" ", 1<<17)), tool.ErrTooLarge, true},
		{"elsewhere", reply(302, json, goodStatus), tool.ErrRedirect, false},
		{"elsewhere with the body", reply(307, json, goodStatus), tool.ErrRedirect, false},
		{"later", reply(429, json, "SECRET"), tool.ErrBusy, false},
		{"down", reply(503, json, "SECRET"), tool.ErrBusy, true},
		{"broken", reply(500, "text/html", "SECRET"), tool.ErrBusy, true},
		{"no", reply(403, json, "SECRET"), tool.ErrForbidden, false},
		{"who", reply(401, json, "SECRET"), tool.ErrForbidden, false},
	} {
		do, r := tools(t, x.handle, nil)
		result, err := do.Do(t.Context(), look(t, r, "HP-482913"), robin())
		if !errors.Is(err, x.want) || (err == nil) == result.Empty() {
			t.Errorf("%s: %v", x.name, err)
		}
		if err != nil && (strings.Contains(err.Error(), "SECRET") || strings.Contains(err.Error(), "482913") || strings.Contains(err.Error(), "robin")) {
			t.Errorf("%s tells too much: %v", x.name, err)
		}
		_, err = do.Do(t.Context(), accepted(t, r, "order_cancel", "HP-482914"), robin())
		if err == nil || errors.Is(err, action.ErrUnknownEnd) != x.unsure {
			t.Errorf("%s, to a change: %v", x.name, err)
		}
	}
}

func TestWhatMayBeRepeatedIsSentOnceMore(t *testing.T) {
	t.Parallel()
	var sends atomic.Int64
	keys := make(chan string, 10)
	x, r := tools(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		keys <- q.Header.Get("Idempotency-Key") + q.Header.Get("Authorization")
		if sends.Add(1)%2 == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		body := goodStatus
		if q.Method == http.MethodPost {
			body = `{"number":"HP-482914","outcome":"cancelled"}`
		}
		reply(200, "application/json", body)(w, q)
	}), nil)
	if _, err := x.Do(t.Context(), look(t, r, "HP-482913"), robin()); err != nil || sends.Load() != 2 {
		t.Errorf("%v after %d", err, sends.Load())
	}
	<-keys
	<-keys
	cancel := accepted(t, r, "order_cancel", "HP-482914")
	if result, err := x.Do(t.Context(), cancel, robin()); err != nil || result.Outcome() != "cancelled" || sends.Load() != 4 {
		t.Errorf("%v after %d", err, sends.Load())
	}
	first, second := <-keys, <-keys
	if !strings.HasPrefix(first, cancel.IdempotencyKey()) || !strings.HasPrefix(second, cancel.IdempotencyKey()) || first == second {
		t.Error("another key, or a token used twice")
	}
}

func TestAStallEndsAtItsTimeLimit(t *testing.T) {
	t.Parallel()
	var sends atomic.Int64
	x, r := tools(t, http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		sends.Add(1)
		io.Copy(io.Discard, q.Body) // only then does the server notice that the other side left
		<-q.Context().Done()
	}), func(o *tool.Options) {
		for i := range o.Endpoints {
			o.Endpoints[i].Timeout = 30 * time.Millisecond
		}
	})
	if _, err := x.Do(t.Context(), look(t, r, "HP-482913"), robin()); err == nil || errors.Is(err, action.ErrUnknownEnd) {
		t.Errorf("a look: %v", err)
	}
	if _, err := x.Do(t.Context(), accepted(t, r, "order_cancel", "HP-482914"), robin()); !errors.Is(err, action.ErrUnknownEnd) {
		t.Errorf("a change: %v", err)
	}
	before := sends.Load()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := x.Do(ctx, look(t, r, "HP-482913"), robin()); err == nil || sends.Load() > before {
		t.Errorf("after its caller left: %v", err)
	}
}

func TestARequestCarriesNothingButWhatItIsFor(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body string
	jar := &visited{}
	x, r := tools(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		raw, _ := io.ReadAll(q.Body)
		got, body = q, string(raw)
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "x"})
		reply(200, "application/json", `{"number":"HP-482914","outcome":"cancelled"}`)(w, q)
	}), func(o *tool.Options) {
		c := *o.Client
		c.Jar = jar
		o.Client = &c
	})
	if _, err := x.Do(t.Context(), accepted(t, r, "order_cancel", "HP-482914"), robin()); err != nil {
		t.Fatal(err)
	}
	if got.URL.Path != "/orders/HP-482914/cancel" || body != "{}" || got.Header.Get("Cookie") != "" || jar.n != 0 {
		t.Errorf("%s %q %v", got.URL, body, got.Header)
	}
	if strings.Contains(got.URL.String()+body+fmt.Sprint(got.Header["User-Agent"]), "robin") {
		t.Error("who it is stands outside the token")
	}
}

func TestEndpointsThatCouldLeadAstrayAreRefused(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]tool.Endpoint{
		"no such tool":              {Tool: "order_gift", Method: "GET", URL: "https://shop.example/{number}"},
		"a look that writes":        {Tool: "order_status", Method: "POST", URL: "https://shop.example/{number}"},
		"a change that reads":       {Tool: "order_cancel", Method: "GET", URL: "https://shop.example/{number}"},
		"without encryption":        {Tool: "order_status", Method: "GET", URL: "http://shop.example/{number}"},
		"a file":                    {Tool: "order_status", Method: "GET", URL: "file:///etc/{number}"},
		"no host":                   {Tool: "order_status", Method: "GET", URL: "/orders/{number}"},
		"an argument in the host":   {Tool: "order_status", Method: "GET", URL: "https://{number}.shop.example/"},
		"an argument in the port":   {Tool: "order_status", Method: "GET", URL: "https://shop.example:{number}/"},
		"a name in the address":     {Tool: "order_status", Method: "GET", URL: "https://me:word@shop.example/{number}"},
		"a brace that is left":      {Tool: "order_status", Method: "GET", URL: "https://shop.example/{Number}"},
		"endless":                   {Tool: "order_status", Method: "GET", URL: "https://shop.example/{number}", Timeout: time.Hour},
		"a machine called 127.evil": {Tool: "order_status", Method: "GET", URL: "http://127.0.0.1.evil.example/{number}"},
	} {
		_, err := tool.New(tool.Options{Registry: registry(t), Endpoints: []tool.Endpoint{e}, Client: http.DefaultClient, Secret: secret, Issuer: "x"})
		if !errors.Is(err, tool.ErrEndpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := endpoints("https://shop.example")
	for name, o := range map[string]tool.Options{
		"a short secret": {Registry: registry(t), Endpoints: good, Client: http.DefaultClient, Secret: secret[:31], Issuer: "x"},
		"no client":      {Registry: registry(t), Endpoints: good, Secret: secret, Issuer: "x"},
		"no registry":    {Endpoints: good, Client: http.DefaultClient, Secret: secret, Issuer: "x"},
		"twice":          {Registry: registry(t), Endpoints: append(good, good...), Client: http.DefaultClient, Secret: secret, Issuer: "x"},
	} {
		if _, err := tool.New(o); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestArgumentsStandInOnePartOfTheAddress(t *testing.T) {
	t.Parallel()
	var path, query string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		path, query = q.URL.EscapedPath(), q.URL.RawQuery
		reply(200, "application/json", goodStatus)(w, q)
	}))
	t.Cleanup(server.Close)
	r := registry(t)
	x, err := tool.New(tool.Options{
		Registry: r, Client: server.Client(), Secret: secret, Issuer: "x",
		Endpoints: []tool.Endpoint{{Tool: "order_status", Method: "GET", URL: server.URL + "/a/{number}/b?n={number}&x=1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Do(t.Context(), look(t, r, "HP-482913"), robin()); err != nil || path != "/a/HP-482913/b" || query != "n=HP-482913&x=1" {
		t.Errorf("%s?%s, %v", path, query, err)
	}
	if text := fmt.Sprintf("%v %+v %#v", x, x, x); strings.Contains(text, "9 9 9 9") || strings.Contains(text, "0x9, 0x9") {
		t.Error("the secret is printed")
	}
}

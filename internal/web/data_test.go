package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"candor"
)

// signed is a token as the embedding site makes it; change spoils its claims.
func signed(t testing.TB, change func(map[string]any)) string {
	t.Helper()
	now := time.Now().Unix()
	claims := map[string]any{
		"aud": "main", "sub": "4711", "email": lena, "name": "Lena Osei", "iat": now, "exp": now + 300, "jti": newKey(),
	}
	if change != nil {
		change(claims)
	}
	part := base64.RawURLEncoding.EncodeToString
	body := part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + part(must(json.Marshal(claims))(t))
	mac := hmac.New(sha256.New, []byte(siteSecret))
	mac.Write([]byte(body))
	return body + "." + part(mac.Sum(nil))
}

func TestOnesOwnDataOverTheAPI(t *testing.T) {
	const to = "/api/v1/conversations/{id}/data"
	changedOnly := []candor.EventKind(nil)
	runAll(t, []scenario{
		{name: "at a glance", method: "GET", path: to, status: 200,
			has:    []string{`"profile":{"verified":null}`, `"id":"{id}"`, `"purpose":"answers","given":true`, `"readings":[]`, `"requests":[]`, `"restricted":null`},
			hasNot: []string{"cus_", "{other}"}},
		{name: "who looked", method: "GET", path: to + "/readings", status: 200, has: []string{`{"readings":[]}`}},
		{name: "setting a name right", method: "POST", path: to + "/correct", body: `{"field":"name","new":"Lena Osei"}`, status: 200,
			has: []string{`"kind":"correct","state":"done"`}, hasNot: []string{"Lena", "cus_"}, events: changedOnly},
		{name: "what cannot be set right", method: "POST", path: to + "/correct", body: `{"field":"state","new":"x"}`, status: 400, has: []string{"error.request_invalid"}},
		{name: "an address that is none", method: "POST", path: to + "/correct", body: `{"field":"email","new":"nobody"}`, status: 400, has: []string{"error.email"}},
		{name: "a field that is not known", method: "POST", path: to + "/correct", body: `{"field":"name","new":"x","customer":"y"}`, status: 400, has: []string{"error.bad_request"}},
		{name: "leaving it alone", method: "POST", path: to + "/restrict", body: `{"on":true}`, status: 200, has: []string{`"kind":"restrict","state":"done"`}},
		{name: "erasing needs a body of JSON", method: "POST", path: to + "/erase", status: 400, has: []string{"error.bad_request"}},
		{name: "a forged token", method: "POST", path: "/api/v1/conversations/{id}/identity", body: `{"token":"a.b.c"}`, status: 400, has: []string{"error.token_malformed"}},
	})
}

func TestObjectingStopsTheAssistant(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	status, body, _ := d.do("POST", "/api/v1/conversations/"+string(id)+"/data/object", `{"words":"I object."}`, "Authorization", pass, "Content-Type", "application/json")
	if status != http.StatusOK || !strings.Contains(body, `"kind":"object","state":"open"`) {
		t.Errorf("%d %s", status, body)
	}
	if c := must(d.store.Conversation(context.Background(), id))(t); c.AssistantMaySpeak() {
		t.Errorf("the assistant may still speak: %s", c.State)
	}
	for _, p := range d.choices(id, pass).Purposes {
		if p.Allowed() {
			t.Errorf("%s is still allowed", p.Purpose)
		}
	}
}

func TestTheAPIExportsAndErasesWithACertificate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerAsksPerson)
	at := "/api/v1/conversations/" + string(id)
	status, body, h := d.do("POST", at+"/data/export", "", "Authorization", pass)
	if status != http.StatusOK || h.Get("Content-Disposition") != `attachment; filename="my-data.zip"` {
		t.Errorf("%d %v %.200s", status, h, body)
	}
	must(zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body))))(t)
	status, body, _ = d.do("POST", at+"/data/erase", "{}", "Authorization", pass, "Content-Type", "application/json")
	if status != http.StatusOK || !strings.Contains(body, `{"complete":true,"request":{"id":"req_`) || !strings.Contains(body, `"signature":"`) {
		t.Errorf("%d %s", status, body)
	}
	if status, body, _ = d.do("GET", at, "", "Authorization", pass); status != http.StatusNotFound {
		t.Errorf("the pass still opens something: %d %s", status, body)
	}
}

func TestASiteSaysWhoItsVisitorIs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerAsksPerson)
	say := func(token string) (int, string) {
		status, body, _ := d.do("POST", "/api/v1/conversations/"+string(id)+"/identity", fmt.Sprintf(`{"token":%q}`, token), "Authorization", pass, "Content-Type", "application/json")
		return status, body
	}
	token := signed(t, nil)
	if status, body := say(token); status != http.StatusOK || !strings.Contains(body, `"name":"Lena Osei","email":"`+lena+`"`) || strings.Contains(body, `"verified":null`) {
		t.Errorf("%d %s", status, body)
	}
	old := time.Now().Add(-time.Hour).Unix()
	for name, tt := range map[string]struct {
		token, key string
		status     int
	}{
		"used before":   {token, "error.token_replayed", 401},
		"changed":       {token[:len(token)-2] + "AA", "error.token_forged", 401},
		"another inbox": {signed(t, func(c map[string]any) { c["aud"] = "shop" }), "error.token_inbox", 401},
		"over":          {signed(t, func(c map[string]any) { c["iat"], c["exp"] = old, old+300 }), "error.token_expired", 401},
		"too long":      {signed(t, func(c map[string]any) { c["exp"] = time.Now().Unix() + 3600 }), "error.token_long", 400},
	} {
		if status, body := say(tt.token); status != tt.status || !strings.Contains(body, tt.key) || strings.Contains(body, "Lena") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if log := d.log.String(); strings.Contains(log, "Lena") || strings.Contains(log, lena) || strings.Contains(log, token) {
		t.Errorf("the log tells of the visitor:\n%s", log)
	}
	// The address that the site has verified opens the person's data by e-mail.
	v := d.visitor()
	v.get("/privacy").press("send-link", "email", lena)
	v.get("/privacy/link").press("open", "link", d.mails.last(lena)).sees(`value="Lena Osei"`, string(id))
}

func TestAWrongTokenKeepsNobodyFromBeingHelped(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	begin := func(inbox, token string) string {
		status, body, _ := d.do("POST", "/api/v1/conversations", fmt.Sprintf(`{"inbox":%q,"with":"person","language":"en","key":%q,"identity":%q}`, inbox, newKey(), token),
			"Content-Type", "application/json")
		if status != http.StatusCreated || begun(t, body).Token == "" {
			t.Fatalf("%d %s", status, body)
		}
		return body
	}
	for _, tt := range []struct{ inbox, token, want string }{
		{"main", signed(t, nil), `"identity":{"verified":true}`},
		{"main", "nonsense", `"identity":{"verified":false,"key":"error.token_malformed","message":"`},
		{"shop", signed(t, nil), `"key":"error.token_inbox"`},
	} {
		if body := begin(tt.inbox, tt.token); !strings.Contains(body, tt.want) {
			t.Errorf("%s: %s", tt.want, body)
		}
	}
	if body := begin("main", ""); strings.Contains(body, `"identity"`) {
		t.Errorf("without a token: %s", body)
	}
}

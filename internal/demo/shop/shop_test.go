package shop_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candor/action"
	"candor/internal/demo/shop"
	"candor/internal/locale"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	noon   = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)
	secret = bytes.Repeat([]byte{9}, 32)
)

func clock() time.Time { return noon }

func newShop(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.New(secret, clock)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// object is what a token says.
type object map[string]any

var tokens int

// claims are those of a good token for a request of Robin.
func claims(method, path string, changes object) object {
	tokens++
	out := object{
		"aud": "http://shop.example", "sub": "email:robin@example.org", "email": "robin@example.org", "iat": noon.Unix(), "exp": noon.Unix() + 60,
		"jti": fmt.Sprint("token ", tokens), "htm": method, "htu": "http://shop.example" + path,
	}
	for k, v := range changes {
		out[k] = v
	}
	return out
}

func signed(header string, c object, key []byte) string {
	body, _ := json.Marshal(c)
	text := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString(body)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

const plainHeader = `{"alg":"HS256","typ":"JWT"}`

func send(s http.Handler, method, path, token string, headers ...string) (int, string) {
	r := httptest.NewRequest(method, "http://shop.example"+path, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func as(email, method, path string) string {
	return signed(plainHeader, claims(method, path, object{"email": email, "sub": "email:" + email}), secret)
}

func TestNobodyReadsTheOrderOfAnother(t *testing.T) {
	s := newShop(t)
	_, unknown := send(s, "GET", "/orders/HP-000000", as("robin@example.org", "GET", "/orders/HP-000000"))
	for _, reader := range shop.People() {
		for _, owner := range shop.People() {
			for _, number := range owner.Orders {
				path := "/orders/" + number
				code, body := send(s, "GET", path, as(reader.Email, "GET", path))
				if own := reader.Email == owner.Email; own != (code == http.StatusOK) || !own && (code != http.StatusNotFound || body != unknown) {
					t.Errorf("%s reads %s of %s: %d %s", reader.Name, number, owner.Name, code, body)
				}
			}
		}
	}
}

func TestNobodyChangesTheOrderOfAnother(t *testing.T) {
	s := newShop(t)
	for _, act := range []string{"cancel", "refund"} {
		path := "/orders/HP-490022/" + act
		code, _ := send(s, "POST", path, as("robin@example.org", "POST", path), "Idempotency-Key", "0123456789 "+act)
		if code != http.StatusNotFound {
			t.Errorf("%s: %d", act, code)
		}
	}
	path := "/orders/HP-490022"
	if _, body := send(s, "GET", path, as("imke@example.org", "GET", path)); !strings.Contains(body, `"received"`) {
		t.Errorf("it was changed: %s", body)
	}
}

func TestATokenIsGoodForOneRequest(t *testing.T) {
	s := newShop(t)
	const path = "/orders/HP-482913"
	good := as("robin@example.org", "GET", path)
	if code, _ := send(s, "GET", path, good); code != http.StatusOK {
		t.Fatalf("the premise: %d", code)
	}
	bad := func(changes object) string { return signed(plainHeader, claims("GET", path, changes), secret) }
	parts := strings.Split(as("robin@example.org", "GET", path), ".")
	for name, token := range map[string]string{
		"none": "", "used": good, "words": "let me in", "cut off": good[:len(good)-2], "long": strings.Repeat("a", 5000),
		"of another key":     signed(plainHeader, claims("GET", path, nil), bytes.Repeat([]byte{8}, 32)),
		"unsigned":           signed(`{"alg":"none"}`, claims("GET", path, nil), nil),
		"called unsigned":    signed(`{"alg":"none"}`, claims("GET", path, nil), secret),
		"without signature":  parts[0] + "." + parts[1] + ".",
		"for another shop":   bad(object{"aud": "https://other.example"}),
		"for another order":  bad(object{"htu": "http://shop.example/orders/HP-490022"}),
		"for another method": bad(object{"htm": "POST"}),
		"over":               bad(object{"iat": noon.Unix() - 60, "exp": noon.Unix()}),
		"not yet":            bad(object{"iat": noon.Unix() + 31, "exp": noon.Unix() + 60}),
		"for an hour":        bad(object{"exp": noon.Unix() + 3600}),
		"without an id":      bad(object{"jti": ""}),
	} {
		if code, body := send(s, "GET", path, token); code != http.StatusUnauthorized || strings.Contains(body, "Parcelbird") {
			t.Errorf("%s: %d %s", name, code, body)
		}
	}
	for _, email := range []string{"", "imke@example.org", "robin@example.org.evil.example"} {
		if code, _ := send(s, "GET", path, as(email, "GET", path)); code != http.StatusNotFound {
			t.Errorf("%q: %d", email, code)
		}
	}
}

func TestAChangeIsDoneOnceForAKey(t *testing.T) {
	s := newShop(t)
	post := func(path, key string) (int, string) {
		return send(s, "POST", path, as("robin@example.org", "POST", path), "Idempotency-Key", key)
	}
	const cancel = "/orders/HP-482914/cancel"
	if code, _ := post(cancel, ""); code != http.StatusBadRequest {
		t.Errorf("without a key: %d", code)
	}
	first, said := post(cancel, "0123456789abcdef")
	if again, same := post(cancel, "0123456789abcdef"); first != http.StatusOK || again != first || same != said || !strings.Contains(said, `"cancelled"`) {
		t.Errorf("%d %s, %d %s", first, said, again, same)
	}
	if _, other := post(cancel, "fedcba9876543210"); !strings.Contains(other, `"already"`) {
		t.Errorf("another key: %s", other)
	}
	if code, _ := post("/orders/HP-471205/refund", "0123456789abcdef"); code != http.StatusUnprocessableEntity {
		t.Errorf("the key of something else: %d", code)
	}
	for _, x := range []struct{ path, key, want string }{
		{"/orders/HP-482913/cancel", "key number one..", `"too_late"`}, {"/orders/HP-482913/refund", "key number two..", `"not_yet"`},
		{"/orders/HP-471205/refund", "key number three", `"started","amount":"356.00","paid_by":"2026-10-10"`}, {"/orders/HP-471205/refund", "key number four.", `"already"`},
		{"/orders/HP-482914/refund", "key number five.", `"started"`},
	} {
		if code, body := post(x.path, x.key); code != http.StatusOK || !strings.Contains(body, x.want) {
			t.Errorf("%s: %d %s", x.path, code, body)
		}
	}
}

func TestTheShopStopsWithItsContext(t *testing.T) {
	s := newShop(t)
	ctx, stop := context.WithCancel(t.Context())
	ended, base := make(chan error, 1), make(chan string, 1)
	go func() { ended <- s.Serve(ctx, func(b string) { base <- b }) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	reply, err := client.Get(<-base + "/orders/HP-482913")
	if err != nil || reply.StatusCode != http.StatusUnauthorized {
		t.Errorf("%v", err)
	}
	if err == nil {
		reply.Body.Close()
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAShopNeedsASecret(t *testing.T) {
	if _, err := shop.New(secret[:31], nil); err == nil {
		t.Error("a short secret is taken")
	}
}

// Whatever the acts of the shop can come to is said in every language, with a date a person can read.
func TestEveryOutcomeIsSaidInEveryLanguage(t *testing.T) {
	text, err := locale.New(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	args := map[string]string{
		"number": "HP-482913", "carrier": "Parcelbird", "expected_on": "2026-10-09", "delivered_on": "2026-10-09", "paid_on": "2026-10-09", "amount": "356.00",
	}
	keys := map[string]bool{}
	for _, key := range []string{action.SaysProve, action.SaysFailed, action.SaysUnsure, action.SaysWithAgent, action.SaysDeclined, action.SaysRefused, action.SaysExpired} {
		keys[key] = true
	}
	if _, err := action.NewRegistry(shop.Specs()...); err != nil {
		t.Fatal(err)
	}
	for _, s := range shop.Specs() {
		keys[s.Title], keys[s.Missing] = true, true
		if s.Ask != "" {
			keys[s.Ask] = true
		}
		for _, say := range s.Says {
			keys[say.Key] = true
			for arg := range say.Args {
				if args[arg] == "" {
					t.Errorf("%s has an argument %s that no text knows", say.Key, arg)
				}
			}
		}
	}
	for _, language := range locale.Languages() {
		for key := range keys {
			words, ok := text.Phrase(language, key, args)
			if !ok || strings.Contains(words, "2026-10") {
				t.Errorf("%s %s: %q, %v", language, key, words, ok)
			}
		}
	}
	if words, ok := text.Phrase("en", "action.order_refund.started", args); !ok || words != "We are paying back 356.00 euros for order HP-482913. You have it by 9 October 2026 at the latest." {
		t.Errorf("%q", words)
	}
	bad := map[string]string{"number": "HP-482913", "carrier": "Parcelbird", "expected_on": "soon"}
	if words, ok := text.Phrase("en", "action.order_status.packed", bad); ok {
		t.Errorf("a day in words is said: %q", words)
	}
}

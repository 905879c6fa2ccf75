package app_test

import (
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/demo/shop"
)

const specOfStatus = `{
  "title": "action.order_status.title", "about": "Where one order of this customer is.", "kind": "look",
  "arguments": {"type": "object", "additionalProperties": false, "required": ["number"],
    "properties": {"number": {"type": "string", "pattern": "^HP-[0-9]{6}$", "maxLength": 9}}},
  "result": {"type": "object", "additionalProperties": false, "required": ["number", "status", "carrier", "expected", "items"],
    "properties": {"number": {"type": "string", "pattern": "^HP-[0-9]{6}$", "maxLength": 9},
      "status": {"type": "string", "enum": ["received", "on_its_way"]}, "carrier": {"type": "string", "enum": ["Parcelbird"]},
      "expected": {"type": "string", "format": "date"},
      "items": {"type": "array", "maxItems": 9, "items": {"type": "object", "additionalProperties": false, "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{4}$", "maxLength": 6}, "quantity": {"type": "integer", "minimum": 1, "maximum": 99}}}}}},
  "field": "status",
  "says": {"received": {"key": "action.order_status.received", "args": {"number": "number", "expected_on": "expected"}},
           "on_its_way": {"key": "action.order_status.on_its_way", "args": {"number": "number", "carrier": "carrier", "expected_on": "expected"}}},
  "missing": "action.order_missing",
  "reading": {"topic": "order_status", "argument": "number", "pattern": "\\bHP[- ]?([0-9]{6})\\b", "form": "HP-$1"}
}`

// named writes a spec and a secret down and gives the settings that name them.
func named(t *testing.T, spec, url string) (config.Tool, []byte) {
	t.Helper()
	dir, secret := t.TempDir(), []byte(hex.EncodeToString([]byte(strings.Repeat("s", 32))))
	for name, text := range map[string][]byte{"spec.json": []byte(spec), "key": append(secret, '\n')} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config.Tool{
		Name: "order_status", Spec: filepath.Join(dir, "spec.json"), Method: "GET", URL: url + "/orders/{number}", SecretFile: filepath.Join(dir, "key"),
	}, secret
}

func TestAToolThatTheSettingsNameIsUsed(t *testing.T) {
	t.Parallel()
	noon := func() time.Time { return time.Date(2026, 6, 17, 12, 0, 10, 0, time.UTC) }
	secret := []byte(hex.EncodeToString([]byte(strings.Repeat("s", 32))))
	orders, err := shop.New(secret, noon)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(orders)
	t.Cleanup(server.Close)
	one, _ := named(t, specOfStatus, server.URL)
	d := open(t, apptest.Options{Change: func(c *config.Config) { c.Tools = []config.Tool{one} }})
	x := d.robin()
	d.say(x, "Where is my order HP-482913?")
	d.hears(x, "assistant action.order_status.on_its_way")
}

func TestADeskDoesNotStartWithAToolThatIsNotWhole(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ name, spec, url, want string }{
		{"no JSON", "title", "https://shop.example", "its spec"},
		{"a key that nobody knows", strings.Replace(specOfStatus, `"about"`, `"abuot"`, 1), "https://shop.example", "abuot"},
		{"something behind it", specOfStatus + "{}", "https://shop.example", "something stands behind"},
		{"a kind that nobody knows", strings.Replace(specOfStatus, `"look"`, `"peek"`, 1), "https://shop.example", "kind is"},
		{"a text that is not there", strings.Replace(specOfStatus, "action.order_missing", "action.order_lost", 1), "https://shop.example", "action.order_lost"},
		{"a text without its argument", strings.Replace(specOfStatus, `, "expected_on": "expected"`, "", 1), "https://shop.example", "needs other arguments"},
		{"free words", strings.Replace(specOfStatus, `"pattern": "^[A-Z]{2}[0-9]{4}$", `, "", 1), "https://shop.example", "refused"},
		{"plain http", specOfStatus, "http://shop.example", "not https"},
	} {
		one, secret := named(t, x.spec, x.url)
		c := apptest.Make(t, apptest.Options{Change: func(c *config.Config) { c.Tools, c.Server.Listen = []config.Tool{one}, "127.0.0.1:0" }})
		a, err := app.Open(t.Context(), app.Options{Config: c})
		if err == nil {
			a.Close()
		}
		if err == nil || !strings.Contains(err.Error(), x.want) || strings.Contains(err.Error(), string(secret)) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
}

func TestToolsReachNobodyButWhomTheOwnerNamed(t *testing.T) {
	t.Parallel()
	reached := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	t.Cleanup(other.Close)
	client := app.ClientFor("https://shop.example/orders/{number}")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, other.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if reply, err := client.Do(r); err == nil {
		reply.Body.Close()
		t.Error("somebody else was asked")
	}
	if reached != 0 {
		t.Errorf("reached %d times", reached)
	}
}

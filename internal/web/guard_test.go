package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/web"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

func TestEverythingCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, path := range []string{"/", "/chat/main", "/trust", "/help", "/widget.js", "/static/base.css", "/api/v1/inboxes/main/card", "/nothing", "/healthz"} {
		_, body, h := d.do("GET", path, "")
		csp := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy lacks %s", path, want)
			}
		}
		if strings.Contains(csp, "unsafe") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Request-Id") == "" || h.Get("Set-Cookie") != "" {
			t.Errorf("%s: headers %v", path, h)
		}
		if path != "/widget.js" && (strings.Contains(body, "<style") || strings.Contains(body, "style=") || strings.Contains(body, "onclick=") ||
			strings.Contains(body, "<script>") || strings.Contains(body, "javascript:")) {
			t.Errorf("%s holds inline code: %s", path, body)
		}
	}
}

func TestFormsFromOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, pass := d.begins(candor.CustomerPicksAssistant)
	cookie := "candor_chat=" + strings.TrimPrefix(pass, "Bearer ")
	for name, headers := range map[string][]string{
		"by the browser's word":  {"Sec-Fetch-Site", "cross-site"},
		"by the origin's word":   {"Origin", "https://evil.example"},
		"from a neighbour's one": {"Sec-Fetch-Site", "same-site"},
	} {
		for _, path := range []string{"/chat/main/person", "/chat/main/begin", "/chat/main/forget", "/console/sign-in"} {
			status, body, _ := d.do("POST", path, "", append(headers, "Cookie", cookie)...)
			if status != http.StatusForbidden || !strings.Contains(body, "another site") {
				t.Errorf("%s, %s: %d %.200s", name, path, status, body)
			}
		}
	}
}

func TestOnlyListedSitesMayReadTheAPI(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for origin, want := range map[string]string{
		"https://shop.example": "https://shop.example", "https://evil.example": "", "https://shop.example.evil.example": "",
		"http://shop.example": "", "null": "", "": "",
	} {
		_, _, h := d.do("GET", "/api/v1/inboxes/main/card", "", "Origin", origin)
		if got := h.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("%q may read as %q", origin, got)
		}
		if h.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(strings.Join(h.Values("Vary"), ","), "Origin") {
			t.Errorf("%q: headers %v", origin, h)
		}
		status, _, h := d.do("OPTIONS", "/api/v1/conversations", "", "Origin", origin, "Access-Control-Request-Method", "POST",
			"Access-Control-Request-Headers", "authorization,content-type,last-event-id")
		allowed := strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization")
		if status != http.StatusNoContent || allowed != (want != "") {
			t.Errorf("%q: preflight %d, allowed %v", origin, status, allowed)
		}
	}
	if _, _, h := d.do("GET", "/chat/main", "", "Origin", "https://shop.example"); h.Get("Access-Control-Allow-Origin") != "" {
		t.Error("another site may read the page")
	}
}

func TestAPanicIsContainedAndSaysNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) { o.Service = broken{} })
	status, body, _ := d.do("GET", "/api/v1/inboxes/main/card", "")
	if status != http.StatusInternalServerError || !strings.Contains(body, "error.internal") || strings.Contains(body, "secretword") {
		t.Errorf("answered %d %s", status, body)
	}
	status, body, _ = d.do("GET", "/trust", "")
	if status != http.StatusInternalServerError || !strings.Contains(body, "this number helps") || strings.Contains(body, "secretword") {
		t.Errorf("answered %d %s", status, body)
	}
	if log := d.log.String(); !strings.Contains(log, "a handler panicked") || !strings.Contains(log, "route=\"GET /trust\"") || strings.Contains(log, "secretword") {
		t.Errorf("logged %s", log)
	}
	if status, _, _ := d.do("GET", "/help", ""); status != http.StatusOK {
		t.Errorf("the desk answers %d after a panic", status)
	}
}

// broken panics with words that must not get out.
type broken struct{}

func (broken) Status(context.Context, candor.InboxID, time.Time) (policy.Service, error) {
	panic("secretword of a customer")
}

func TestTheLogHoldsNoIdsQueriesOrWords(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	d.do("POST", address(id)+"/messages?secretword=1", message("secretword"), "Authorization", pass, "Content-Type", "application/json")
	d.do("GET", address(id)+"/messages?after=0", "", "Authorization", pass)
	d.do("GET", "/nothing/secretword", "")
	log := d.log.String()
	for _, not := range []string{"secretword", string(id), strings.TrimPrefix(pass, "Bearer "), "after=0", "127.0.0.1"} {
		if strings.Contains(log, not) {
			t.Errorf("the log holds %q:\n%s", not, log)
		}
	}
	if !strings.Contains(log, `route="POST /api/v1/conversations/{id}/messages" status=201`) {
		t.Errorf("the log lacks the request:\n%s", log)
	}
}

func TestHealthTellsWhetherItCanServe(t *testing.T) {
	t.Parallel()
	ok := newDesk(t)
	if status, body, _ := ok.do("GET", "/healthz", ""); status != http.StatusOK || body != "{\"status\":\"ok\"}\n" {
		t.Errorf("%d %s", status, body)
	}
	ill := newDesk(t, func(o *web.Options) {
		o.Ready = func(context.Context) error { return errors.New("the disk is on fire") }
	})
	if status, body, _ := ill.do("GET", "/healthz", ""); status != http.StatusServiceUnavailable || strings.Contains(body, "fire") {
		t.Errorf("%d %s", status, body)
	}
}

func TestASlowSenderIsCutOff(t *testing.T) {
	t.Parallel()
	s := newDesk(t).site.Server()
	for name, limit := range map[string]time.Duration{"header": s.ReadHeaderTimeout, "body": s.ReadTimeout, "answer": s.WriteTimeout, "idle": s.IdleTimeout} {
		if limit <= 0 || limit > 2*time.Minute {
			t.Errorf("the time for %s is %v", name, limit)
		}
	}
}

func TestNewRefusesWhatIsNotWhole(t *testing.T) {
	t.Parallel()
	whole := web.Options{}
	newDesk(t, func(o *web.Options) { whole = *o })
	for name, spoil := range map[string]func(*web.Options){
		"no desk":        func(o *web.Options) { o.Desk = nil },
		"no reader":      func(o *web.Options) { o.Reader = nil },
		"no name":        func(o *web.Options) { o.Name = "" },
		"no inbox":       func(o *web.Options) { o.Inboxes = nil },
		"a short secret": func(o *web.Options) { o.Secret = o.Secret[:31] },
		"a wrong accent": func(o *web.Options) { o.Accent = "red" },
	} {
		o := whole
		spoil(&o)
		if s, err := web.New(o); err == nil {
			s.Close()
			t.Errorf("with %s it starts", name)
		}
	}
}

func TestTheAccentReachesFillsAndStaysReadable(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) { o.Accent = "#f2c14e" })
	_, css, _ := d.do("GET", "/static/theme.css", "")
	if diff := cmp.Diff(":root { --accent: #f2c14e; --on-accent: #000000; }\n", css); diff != "" {
		t.Error(diff)
	}
	_, card, _ := d.do("GET", "/api/v1/inboxes/main/card", "")
	if !strings.Contains(card, `"accent":"#f2c14e","on_accent":"#000000"`) {
		t.Errorf("the card says %s", card)
	}
}

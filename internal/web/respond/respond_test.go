package respond_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
)

func responder(t *testing.T, offered ...string) (*respond.Responder, *strings.Builder) {
	t.Helper()
	text, err := locale.New(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.NewAssets(ui.Static)
	if err != nil {
		t.Fatal(err)
	}
	if err := assets.Add("theme.css", nil); err != nil {
		t.Fatal(err)
	}
	pages, err := ui.NewPages(text, assets)
	if err != nil {
		t.Fatal(err)
	}
	log := &strings.Builder{}
	return &respond.Responder{Text: text, Pages: pages, Log: slog.New(slog.NewTextHandler(log, nil)), Desk: "Lumen", Offered: offered}, log
}

func TestFailuresTellPeopleWhatToDoAndTheLogWhy(t *testing.T) {
	t.Parallel()
	cause := errors.New("dial /var/lib/desk.db: secret cause")
	for name, tt := range map[string]struct {
		err    error
		status int
		key    string
		logged bool
	}{
		"a known failure":      {candor.ErrNoConversation, 404, "error.no_conversation", false},
		"one that is wrapped":  {fmt.Errorf("turn: %w", candor.ErrTaken), 409, "error.taken", false},
		"a full disk":          {candor.Fail(candor.CodeUnavailable, "error.disk_full", cause), 503, "error.disk_full", true},
		"one that is not ours": {cause, 500, "error.internal", true},
		"one without a text":   {candor.Fail(candor.CodeInvalid, "error.of_tomorrow", cause), 400, "error.of_tomorrow", false},
		"a wrong method":       {candor.Fail(candor.CodeInvalid, respond.KeyMethod, nil), 405, "error.method", false},
		"too many":             {candor.Fail(candor.CodeTooMany, "error.busy", nil), 429, "error.busy", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, log := responder(t)
			w := httptest.NewRecorder()
			r.Fail(w, httptest.NewRequest("GET", "/", nil), tt.err)
			body := w.Body.String()
			if w.Code != tt.status || !strings.Contains(body, `"key":"`+tt.key+`"`) || !strings.Contains(body, `"message":"`) || strings.Contains(body, `"message":""`) {
				t.Errorf("%d %s", w.Code, body)
			}
			if strings.Contains(body, "secret cause") || strings.Contains(log.String(), "secret cause") != tt.logged {
				t.Errorf("answered %s, logged %s", body, log)
			}
			if wants := tt.status == 503 || tt.status == 429; (w.Header().Get("Retry-After") != "") != wants {
				t.Errorf("Retry-After is %q", w.Header().Get("Retry-After"))
			}
			page := httptest.NewRecorder()
			r.FailPage(page, httptest.NewRequest("GET", "/", nil), tt.err, "/back")
			if page.Code != tt.status || !strings.Contains(page.Body.String(), `href="/back"`) || strings.Contains(page.Body.String(), "secret cause") {
				t.Errorf("page %d %s", page.Code, page.Body)
			}
		})
	}
}

func TestEveryCodeHasItsStatus(t *testing.T) {
	t.Parallel()
	for code, want := range map[candor.Code]int{
		candor.CodeInvalid: 400, candor.CodeSignIn: 401, candor.CodeConsent: 403, candor.CodeForbidden: 403, candor.CodeNotFound: 404,
		candor.CodeConflict: 409, candor.CodeTooLarge: 413, candor.CodeTooMany: 429, candor.CodeInternal: 500, candor.CodeUnavailable: 503, "": 500, "new": 500,
	} {
		if got := respond.Status(code); got != want {
			t.Errorf("%q: %d, want %d", code, got, want)
		}
	}
}

func TestTheDeskSpeaksWhatItOffers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		offered []string
		wanted  string
		chosen  string
		want    string
	}{
		{nil, "de-AT", "", "de"},
		{nil, "ja", "", "en"},
		{[]string{"fr", "en"}, "de", "", "fr"},
		{[]string{"fr", "en"}, "en-GB,de;q=0.9", "", "en"},
		{[]string{"fr", "en"}, "en", "fr", "fr"},
		{[]string{"fr", "en"}, "en", "de", "fr"},
	} {
		r, _ := responder(t, tt.offered...)
		req := httptest.NewRequest("GET", "/?lang="+tt.chosen, nil)
		req.Header.Set("Accept-Language", tt.wanted)
		if got := r.Language(req); got != tt.want {
			t.Errorf("offering %v to %q who chose %q: %s, want %s", tt.offered, tt.wanted, tt.chosen, got, tt.want)
		}
	}
}

func TestHalfAPageIsNeverSent(t *testing.T) {
	t.Parallel()
	r, log := responder(t)
	w := httptest.NewRecorder()
	r.Page(w, httptest.NewRequest("GET", "/", nil), http.StatusOK, "nothing", ui.View{})
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "<html") || !strings.Contains(log.String(), "no page") {
		t.Errorf("%d %s, logged %s", w.Code, w.Body, log)
	}
	w = httptest.NewRecorder()
	r.JSON(w, http.StatusOK, func() {})
	if w.Code != http.StatusInternalServerError {
		t.Errorf("what is no JSON answered %d", w.Code)
	}
}

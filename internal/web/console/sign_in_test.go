package console_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSignInTellsNothingAboutWhoIsKnown(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.browser()
	wrong := b.signIn("Maya", "a wrong password here")
	unknown := b.signIn("Nobody", "a wrong password here")
	if wrong.status != http.StatusUnauthorized || unknown.status != http.StatusUnauthorized ||
		strings.ReplaceAll(wrong.body, "maya@", "x@") != strings.ReplaceAll(unknown.body, "nobody@", "x@") {
		t.Errorf("the answers differ: %d and %d", wrong.status, unknown.status)
	}
	if strings.Contains(wrong.body, "a wrong password here") {
		t.Error("the page repeats the password")
	}
	if !strings.Contains(wrong.body, `value="maya@harbour.example"`) {
		t.Error("the e-mail address has to be typed again")
	}
	if len(b.cookies) != 0 {
		t.Errorf("a refused sign-in leaves cookies: %v", b.cookies)
	}
}

func TestGuessingIsStopped(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.browser()
	var last reply
	for range 6 {
		last = b.signIn("Maya", "a wrong password here")
	}
	if last.header.Get("Retry-After") == "" || last.status != http.StatusTooManyRequests || !strings.Contains(last.body, "please wait") {
		t.Errorf("the sixth try: %d", last.status)
	}
	if got := b.signIn("Maya", password); got.status != http.StatusTooManyRequests {
		t.Errorf("the right password at that moment: %d", got.status)
	}
}

func TestSignInGoesOnWithinTheConsoleOnly(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	for next, want := range map[string]string{
		"":                               "/console",
		"/console/desk":                  "/console/desk",
		"/console/c/con_x?tab=mine":      "/console/c/con_x?tab=mine",
		"https://evil.example/console":   "/console",
		"//evil.example/console":         "/console",
		`/\evil.example`:                 "/console",
		"/console/../evil":               "/console",
		"/consolation":                   "/console",
		"javascript:alert(1)":            "/console",
		"/console/sign-out":              "/console",
		"/console\r\nSet-Cookie: a=b":    "/console",
		"/console/c/x\tLocation: /evil":  "/console",
		"http:/console":                  "/console",
		"/console?next=//evil.example":   "/console?next=//evil.example",
		"///evil.example/console/c/x":    "/console",
		"/console/sign-in?next=/console": "/console",
	} {
		got := h.browser().post("/console/sign-in", "email", "maya@harbour.example", "password", password, "next", next)
		if got.status != http.StatusSeeOther || got.location != want {
			t.Errorf("next=%q: %d to %q, want %q", next, got.status, got.location, want)
		}
	}
}

func TestWordsAreGivenBackWhenTheSessionIsOver(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	b := h.signedIn("Maya")
	b.post("/console/c/" + string(c.ID) + "/take")
	h.pass(13 * time.Hour)
	path := "/console/c/" + string(c.ID) + "/reply"
	got := b.post(path, "text", "Two long <b>paragraphs</b>", "key", newKey())
	if got.status != http.StatusUnauthorized || !strings.Contains(got.body, "Two long &lt;b&gt;paragraphs&lt;/b&gt;") ||
		!strings.Contains(got.body, `name="next" value="/console/c/`+string(c.ID)+`"`) {
		t.Errorf("the page after an expired session: %d\n%s", got.status, got.body)
	}
	if got := b.script(path, "text", "Two long paragraphs", "key", newKey()); got.status != http.StatusUnauthorized || !strings.Contains(got.body, `"staff.signed_out"`) {
		t.Errorf("a script's request: %d %s", got.status, got.body)
	}
	if m := h.said(c.ID); strings.Contains(string(m.Body), "Two long") {
		t.Error("the words were sent all the same")
	}
}

func TestStolenCookieEndsWithTheSession(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b, thief := h.signedIn("Maya"), h.browser()
	thief.cookies["candor_staff"] = b.cookies["candor_staff"]
	if got := thief.get("/console"); got.status != http.StatusOK {
		t.Fatalf("the copy does not work to begin with: %d", got.status)
	}
	if got := b.post("/console/sign-out"); got.status != http.StatusSeeOther || len(b.cookies) != 0 {
		t.Fatalf("signing out: %d, cookies %v", got.status, b.cookies)
	}
	if got := thief.get("/console"); got.status != http.StatusSeeOther {
		t.Errorf("the copy after signing out: %d", got.status)
	}
}

func TestPlantedCookieIsReplacedAtSignIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b, planter := h.browser(), h.browser()
	b.cookies["candor_staff"] = "planted"
	planter.cookies["candor_staff"] = "planted"
	if got := b.signIn("Maya", password); got.status != http.StatusSeeOther || b.cookies["candor_staff"] == "planted" {
		t.Fatalf("signing in with a planted cookie: %d, %v", got.status, b.cookies)
	}
	if got := planter.get("/console"); got.status != http.StatusSeeOther {
		t.Errorf("who planted the cookie is in: %d", got.status)
	}
}

func TestDisabledAgentIsOutAtOnce(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	maya, olu := h.signedIn("Maya"), h.signedIn("Olu")
	if got := olu.post("/console/team/" + string(h.people["Maya"].ID) + "/disable"); got.status != http.StatusSeeOther {
		t.Fatalf("disabling: %d\n%s", got.status, got.body)
	}
	if got := maya.get("/console"); got.status != http.StatusSeeOther {
		t.Errorf("Maya's open session: %d", got.status)
	}
	if got := h.browser().signIn("Maya", password); got.status != http.StatusUnauthorized {
		t.Errorf("Maya signs in again: %d", got.status)
	}
}

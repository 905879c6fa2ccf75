package console_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"candor"
)

var givenPassword = regexp.MustCompile(`<code class="given">([a-z0-9-]+)</code>`)

func TestOwnerAddsSomebodyWhoCanSignIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	got := b.post("/console/team", "name", "Ines Duarte", "email", "ines@harbour.example", "role", "lead")
	word := givenPassword.FindStringSubmatch(got.body)
	if got.status != http.StatusCreated || word == nil || len(word[1]) != 23 {
		t.Fatalf("adding: %d\n%s", got.status, got.body)
	}
	if again := b.get("/console/team"); strings.Contains(again.body, word[1]) || !strings.Contains(again.body, "Ines Duarte") {
		t.Error("the password is shown a second time, or Ines is not listed")
	}
	ines := h.browser()
	if got := ines.signIn("Ines", word[1]); got.status != http.StatusSeeOther {
		t.Fatalf("Ines signs in: %d", got.status)
	}
	if got := ines.get("/console/desk"); got.status != http.StatusOK {
		t.Errorf("Ines as lead sees the desk: %d", got.status)
	}
}

func TestBadNewMembersComeBackFilledIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	for name, x := range map[string]struct {
		name, email, role, says string
		status                  int
	}{
		"no name":      {"", "x@harbour.example", "agent", "write a name", 400},
		"bad e-mail":   {"Ines <b>", "not an address", "agent", "This isn&#39;t an e-mail address", 400},
		"taken":        {"Ines", "MAYA@harbour.example", "agent", "has this e-mail address already", 409},
		"made-up role": {"Ines", "ines@harbour.example", "root", "choose a role", 400},
		"no role":      {"Ines", "ines@harbour.example", "", "choose a role", 400},
	} {
		got := b.post("/console/team", "name", x.name, "email", x.email, "role", x.role)
		if got.status != x.status || !strings.Contains(got.body, x.says) || strings.Contains(got.body, `class="given"`) {
			t.Errorf("%s: %d, and the page does not say %q", name, got.status, x.says)
		}
		if strings.Contains(got.body, "Ines <b>") || x.email != "" && !strings.Contains(got.body, `value="`+x.email+`"`) {
			t.Errorf("%s: the form does not come back as it was filled in", name)
		}
	}
	if all, err := h.store.Agents(context.Background()); err != nil || len(all) != 3 {
		t.Errorf("%d agents (%v), want the 3 there were", len(all), err)
	}
}

func TestNewPasswordEndsEverySession(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	maya, olu := h.signedIn("Maya"), h.signedIn("Olu")
	got := olu.post("/console/team/" + string(h.people["Maya"].ID) + "/password")
	word := givenPassword.FindStringSubmatch(got.body)
	if got.status != http.StatusOK || word == nil {
		t.Fatalf("a new password: %d", got.status)
	}
	if got := maya.get("/console"); got.status != http.StatusSeeOther {
		t.Errorf("the old session: %d", got.status)
	}
	if got := h.browser().signIn("Maya", password); got.status != http.StatusUnauthorized {
		t.Errorf("the old password: %d", got.status)
	}
	if got := h.browser().signIn("Maya", word[1]); got.status != http.StatusSeeOther {
		t.Errorf("the new password: %d", got.status)
	}
	if got := olu.post("/console/team/agt_00000000000000000000000000/password"); got.status != http.StatusNotFound {
		t.Errorf("a password for nobody: %d", got.status)
	}
}

func TestDeskKeepsAnOwnerWhoCanSignIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Olu")
	got := b.post("/console/team/" + string(h.people["Olu"].ID) + "/disable")
	if got.status != http.StatusConflict || !strings.Contains(got.body, "your own account") {
		t.Errorf("switching oneself off: %d", got.status)
	}
	maya := "/console/team/" + string(h.people["Maya"].ID)
	b.post(maya + "/disable")
	if page := b.get("/console/team").body; !strings.Contains(page, "Switched off") || !strings.Contains(page, maya+"/enable") {
		t.Error("the page does not show who is switched off, with the way back")
	}
	b.post(maya + "/enable")
	if got := h.browser().signIn("Maya", password); got.status != http.StatusSeeOther {
		t.Errorf("Maya, switched on again: %d", got.status)
	}
}

func TestOwnPasswordNeedsTheOldOne(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	here, elsewhere := h.signedIn("Maya"), h.signedIn("Maya")
	for _, x := range []struct {
		old, next, says string
		status          int
	}{
		{"wrong old password", "seven grey otters dive", "old password isn&#39;t right", 403},
		{password, "short", "too short", 400},
		{password, "maya@harbour.example", "made from your name", 400},
		{password, "Password1234!", "many people use", 400},
	} {
		got := here.post("/console/account", "old", x.old, "new", x.next)
		if got.status != x.status || !strings.Contains(got.body, x.says) || strings.Contains(got.body, x.next) && x.next != "maya@harbour.example" && x.next != "short" {
			t.Errorf("from %q to %q: %d", x.old, x.next, got.status)
		}
	}
	if got := here.post("/console/account", "old", password, "new", "seven grey otters dive"); got.status != http.StatusSeeOther {
		t.Fatalf("changing: %d\n%s", got.status, got.body)
	}
	if got := here.get("/console"); got.status != http.StatusOK {
		t.Errorf("the session in which it was changed: %d", got.status)
	}
	if got := elsewhere.get("/console"); got.status != http.StatusSeeOther {
		t.Errorf("the other session: %d", got.status)
	}
}

func TestStopSwitchSaysWhatItDoesAndDoesIt(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Tom")
	page := b.get("/console/desk").body
	for _, must := range []string{
		"The assistant is switched on.", "the assistant says nothing more to anybody", "08:00-20:00", "Saturday", "closed", "Returns",
		`<td class="number">31</td>`, "7 articles.", "Tom Example",
	} {
		if !strings.Contains(page, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
	if got := b.post("/console/desk/stop"); got.location != "/console/desk?done=stopped" {
		t.Fatalf("stopping: %d to %q", got.status, got.location)
	}
	if stopped, err := h.store.Stopped(context.Background()); !stopped || err != nil {
		t.Errorf("stopped: %v (%v)", stopped, err)
	}
	if page := b.get("/console/desk").body; !strings.Contains(page, "The assistant is switched off.") || !strings.Contains(page, "/console/desk/start") {
		t.Error("the page does not say that it is off, with the way back")
	}
	b.post("/console/desk/start")
	if stopped, err := h.store.Stopped(context.Background()); stopped || err != nil {
		t.Errorf("after starting, stopped: %v (%v)", stopped, err)
	}
	if h.people["Maya"].Has(candor.RoleLead) {
		t.Fatal("Maya is a lead")
	}
	if page := h.signedIn("Maya").get("/console").body; strings.Contains(page, "/console/desk") || strings.Contains(page, "/console/team") {
		t.Error("an agent is led to pages that are refused")
	}
}

package storetest

import (
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"

	"github.com/google/go-cmp/cmp"
)

func staffCases() []testCase {
	return []testCase{
		{"staff are kept, found by e-mail whatever its case, and changed on the record", staff},
		{"two members of staff cannot share an e-mail address", sharedEmail},
		{"sessions end when they expire or are deleted", sessions},
		{"a setting is kept with its change on the record", settings},
		{"the stop switch shows at once", stopSwitch},
		{"the exact text of a notice is kept", notices},
	}
}

func member(email string) candor.Agent {
	return candor.Agent{
		ID: candor.NewAgentID(), Email: email, Name: "Maya Ito", FirstName: "Maya",
		Roles: []candor.Role{candor.RoleAgent, candor.RoleLead}, Languages: []string{"en", "pt-BR"}, Created: now(),
	}
}

func staff(t *testing.T, d *desk) {
	ctx := t.Context()
	a := member("Maya@Example.org")
	must(t, d.AddAgent(ctx, a, "hash-1", "init"))
	check := func(want candor.Agent, hash string) {
		t.Helper()
		got, err := d.Agent(ctx, a.ID)
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, email := range []string{"Maya@Example.org", "maya@example.ORG", " MAYA@EXAMPLE.ORG "} {
			got, stored, err := d.AgentByEmail(ctx, email)
			must(t, err)
			if diff := cmp.Diff(want, got); diff != "" || stored != hash {
				t.Errorf("by %q: %q %s", email, stored, diff)
			}
		}
		all, err := d.Agents(ctx)
		must(t, err)
		if diff := cmp.Diff([]candor.Agent{want}, all); diff != "" {
			t.Error(diff)
		}
	}
	check(a, "hash-1")
	must(t, d.SetPassword(ctx, a.ID, "hash-2", string(a.ID)))
	check(a, "hash-2")
	must(t, d.SetDisabled(ctx, a.ID, true, string(mayaID)))
	d.reopen(t)
	a.Disabled = true
	check(a, "hash-2")
	must(t, d.SetDisabled(ctx, a.ID, false, string(mayaID)))
	a.Disabled = false
	check(a, "hash-2")

	var acts []string
	for _, e := range d.records(t) {
		acts = append(acts, string(e.Kind)+" "+e.Facts["act"]+" by "+e.Actor)
		if e.Facts["staff"] != string(a.ID) {
			t.Errorf("about %q", e.Facts["staff"])
		}
	}
	want := []string{
		"staff add by init", "staff password by agent:" + string(a.ID),
		"staff disable by agent:" + string(mayaID), "staff enable by agent:" + string(mayaID),
	}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Error(diff)
	}
	must(t, d.LedgerRows(ctx, func(r ledger.Row) error {
		if strings.Contains(strings.ToLower(string(r.Record)), "example") || strings.Contains(string(r.Record), "hash") {
			t.Errorf("entry %d tells too much", r.Seq)
		}
		return nil
	}))
	for name, err := range map[string]error{
		"agent":        second(d.Agent(ctx, "agt_unknown")),
		"set password": d.SetPassword(ctx, "agt_unknown", "x", "init"),
		"set disabled": d.SetDisabled(ctx, "agt_unknown", true, "init"),
	} {
		if candor.CodeOf(err) != candor.CodeNotFound {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
	if _, _, err := d.AgentByEmail(ctx, "nobody@example.org"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("nobody's e-mail: %v", err)
	}
}

func sharedEmail(t *testing.T, d *desk) {
	must(t, d.AddAgent(t.Context(), member("a@example.org"), "x", "init"))
	if err := d.AddAgent(t.Context(), member("A@Example.ORG"), "x", "init"); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("got %v", err)
	}
	if all, err := d.Agents(t.Context()); err != nil || len(all) != 1 || len(d.records(t)) != 1 {
		t.Errorf("%d members, %v", len(all), err)
	}
}

func sessions(t *testing.T, d *desk) {
	ctx := t.Context()
	s := d.Sessions()
	must(t, s.CommitCtx(ctx, "token-1", []byte("one"), time.Now().Add(time.Hour)))
	must(t, s.Commit("token-2", []byte("two"), time.Now().Add(time.Hour)))
	must(t, s.CommitCtx(ctx, "token-1", []byte("one again"), time.Now().Add(time.Hour)))
	must(t, s.CommitCtx(ctx, "old", []byte("old"), time.Now().Add(-time.Second)))
	check := func(token, want string) {
		t.Helper()
		got, found, err := s.FindCtx(ctx, token)
		if err != nil || found != (want != "") || string(got) != want {
			t.Errorf("%s: %q, %v, %v", token, got, found, err)
		}
	}
	check("token-1", "one again")
	check("token-2", "two")
	check("old", "")
	check("unknown", "")
	d.reopen(t)
	s = d.Sessions()
	check("token-1", "one again")
	must(t, s.DeleteCtx(ctx, "token-1"))
	must(t, s.Delete("token-1"))
	check("token-1", "")
	if got, found, err := s.Find("token-2"); err != nil || !found || string(got) != "two" {
		t.Errorf("%q, %v, %v", got, found, err)
	}
}

func settings(t *testing.T, d *desk) {
	ctx := t.Context()
	if _, ok, err := d.Setting(ctx, "greeting"); ok || err != nil {
		t.Errorf("before: %v, %v", ok, err)
	}
	must(t, d.SetSetting(ctx, "greeting", "1", string(mayaID)))
	must(t, d.SetSetting(ctx, "greeting", "1", string(mayaID)))
	must(t, d.SetSetting(ctx, "greeting", "Hello, we are here for you.", string(mayaID)))
	d.reopen(t)
	if value, ok, err := d.Setting(ctx, "greeting"); value != "Hello, we are here for you." || !ok || err != nil {
		t.Errorf("%q, %v, %v", value, ok, err)
	}
	all, err := d.Settings(ctx)
	must(t, err)
	if diff := cmp.Diff(map[string]string{"greeting": "Hello, we are here for you."}, all); diff != "" {
		t.Error(diff)
	}
	got := d.records(t)
	if len(got) != 2 || got[0].Facts["old"] != "" || got[0].Facts["new"] != "1" || got[1].Facts["old"] != "1" ||
		!strings.HasPrefix(got[1].Facts["new"], "sha256:") || got[1].Actor != "agent:"+string(mayaID) {
		t.Errorf("entries %+v", got)
	}
	for _, name := range []string{"", "two words"} {
		if err := d.SetSetting(ctx, name, "1", "init"); candor.CodeOf(err) != candor.CodeInvalid {
			t.Errorf("a setting named %q: %v", name, err)
		}
	}
}

func stopSwitch(t *testing.T, d *desk) {
	for _, want := range []bool{false, true, false, true} {
		if want {
			must(t, d.SetSetting(t.Context(), store.SettingStopped, "true", "init"))
		} else {
			must(t, d.SetSetting(t.Context(), store.SettingStopped, "false", "init"))
		}
		for range 2 {
			if got, err := d.Stopped(t.Context()); err != nil || got != want {
				t.Errorf("stopped %v, want %v, %v", got, want, err)
			}
		}
	}
	d.reopen(t)
	if got, err := d.Stopped(t.Context()); err != nil || !got {
		t.Errorf("after a restart: %v, %v", got, err)
	}
}

func notices(t *testing.T, d *desk) {
	must(t, d.SaveNotice(t.Context(), "abc", "en", "We read your messages.\nTo answer."))
	must(t, d.SaveNotice(t.Context(), "abc", "en", "Something else."))
	language, text, err := d.Notice(t.Context(), "abc")
	if language != "en" || text != "We read your messages.\nTo answer." || err != nil {
		t.Errorf("%q %q %v", language, text, err)
	}
	if _, _, err := d.Notice(t.Context(), "abd"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an unknown one: %v", err)
	}
	if err := d.SaveNotice(t.Context(), "", "en", "x"); err == nil {
		t.Error("a notice without a digest was kept")
	}
}

package console_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"candor"
	"candor/internal/locale"
	"candor/internal/web/console"
	"candor/privacy/retain"
	"candor/privacy/rights"
)

var (
	inTemplate = regexp.MustCompile(`\{\{t "([^"]+)"`)
	inCode     = regexp.MustCompile(`(?:c\.text|c\.textWith)\("([a-z_.]+)"|candor\.Fail\([a-zA-Z.]+, "([a-z_.]+)"`)
)

// Every text that a page or a refusal of the console and the staff package asks for is there, also
// where no other test happens to come by.
func TestEveryTextIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	text, err := locale.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	args := map[string]string{
		"bound": "7.7", "level": "95", "answered": "100", "wrong": "3", "made": "9", "real": "1", "why": "W.", "target": "10", "bar": "0.80",
		"words": "W.", "drawn": "1", "pointed": "1", "by": "Maya", "tier": "Account",
		"title": "T", "number": "2", "days": "30", "opened": "1",
		"name": "Maya", "at": "09:00", "count": "2", "reference": "7KQ2MX9P", "zone": "UTC", "id": "x", "percent": "92", "version": "1",
		"rule": "r", "least": "12", "seconds": "3", "minutes": "2", "language": "English", "limit": "8000",
		"date": "2 January 2026", "state": "Open", "how": "by a link", "reason": "It takes long.", "word": "erase", "authority": "The board",
	}
	keys := map[string]bool{}
	pages, err := fs.Glob(console.Files, "templates/*.html")
	if err != nil || len(pages) < 6 {
		t.Fatalf("%d pages (%v)", len(pages), err)
	}
	for _, page := range pages {
		b, err := fs.ReadFile(console.Files, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
			keys[m[1]] = true
		}
	}
	for _, dir := range []string{".", "../../staff"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			b, err := os.ReadFile(dir + "/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range inCode.FindAllStringSubmatch(string(b), -1) {
				if key := m[1] + m[2]; !strings.HasSuffix(key, ".") && !strings.HasSuffix(key, "_") {
					keys[key] = true
				}
			}
		}
	}
	for _, s := range candor.States() {
		keys["console.take."+string(s)], keys["console.find.state."+string(s)] = true, true
	}
	for _, s := range []string{"waiting", "mine", "attended", "assisting", "snoozed", "resolved"} {
		keys["console.state."+s] = true
	}
	for _, s := range []string{"waiting", "mine", "assistant", "snoozed", "resolved", "found"} {
		keys["console.tab."+s], keys["console.empty."+s] = true, true
	}
	for _, s := range []string{"taken", "released", "resolved", "snoozed", "offered", "noted", "password", "stopped", "started", "disabled", "enabled", "nobody"} {
		keys["console.done."+s] = true
	}
	for area, names := range map[string][]string{
		"place": {"articles", "waiting", "gaps", "write"}, "done": {"saved", "approved", "approved_some", "discarded", "withdrawn"}, "audience": {"public", "internal"},
		"state":   {"pending", "answering", "expiring", "scheduled", "expired", "replaced", "given_up", "withdrawn"},
		"problem": {"own", "moved", "empty", "language", "validity", "same", "personal"},
	} {
		for _, name := range names {
			keys["console.knowledge."+area+"."+name] = true
		}
	}
	for area, names := range map[string][]string{
		"tier": {"all", "information", "account", "money-legal-health"}, "drift": {"calm", "alarm", "not_watched"}, "alarm": {"errors", "questions", "unreadable"},
		"reason": {"none", "one_outcome", "too_few", "wrong", "base", "disagree", "changed", "alarm", "watch", "never"},
	} {
		for _, name := range names {
			keys["console.calibration."+area+"."+name] = true
		}
	}
	for _, key := range privacyTexts() {
		keys["console.privacy."+key] = true
	}
	if len(keys) < 400 {
		t.Errorf("only %d texts were found", len(keys))
	}
	for key := range keys {
		if _, ok := text.Phrase("en", key, args); !ok {
			t.Errorf("no text %q", key)
		}
	}
}

// privacyTexts are those that are named by what the law and the program call things.
func privacyTexts() []string {
	var out []string
	add := func(area string, names ...string) {
		for _, n := range names {
			out = append(out, area+"."+n)
		}
	}
	for _, k := range rights.Kinds() {
		add("kind", string(k))
		for _, r := range rights.RefusalsFor(k) {
			add("refusal", string(r))
		}
	}
	for _, s := range rights.States() {
		add("state", string(s))
	}
	for _, r := range rights.Regimes() {
		add("regime", string(r))
		add("law", string(r))
	}
	for _, a := range rights.Acts() {
		if a == rights.Receive || a == rights.Complete { // no officer does them
			continue
		}
		add("done", string(a))
		add("button", string(a))
		if a != rights.Finish {
			add("act", string(a))
			add("note", string(a))
		}
	}
	for _, f := range []string{"erase", "nobody", "restrict", "object", "handed", "other"} {
		add("act", "finish_"+f)
		add("note", "finish_"+f)
	}
	for _, c := range retain.Classes() {
		add("class", string(c))
		for _, e := range retain.EventsOf(c) {
			add("after", string(e))
		}
	}
	add("law", "ccpa_stop")
	add("via", "widget", "page", "api", "email", "console", "command")
	add("proof", "session", "link", "site", "staff")
	add("delay", "because_complex", "because_many")
	add("outcome", "erased", "shredded", "retained", "unsupported", "failed", "unknown")
	add("cause", "asked", "retention", "restored", "unknown")
	add("ground", "legal_claims", "duty_to_keep", "unknown")
	add("actor", "command", "desk", "customer", "assistant", "unknown")
	add("place", "open", "closed", "new", "holds", "retention")
	add("empty", "open", "closed")
	add("done", "untold", "written", "held", "lifted")
	add("profile", "name", "email", "phone", "address", "orders", "language", "verified")
	add("problem", "moved", "reason", "step", "late", "extended", "proof", "request", "subject", "busy", "email",
		"nobody", "unconfirmed", "until", "hold_until", "hold_reason", "hold_conversation", "certificate")
	return out
}

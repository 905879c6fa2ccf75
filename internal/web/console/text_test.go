package console_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"candor"
	"candor/assist"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/fairness/monitor"
	"candor/internal/locale"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/privacy/retain"
	"candor/privacy/rights"
	"candor/service"
	"candor/teamwork"
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
		"what": "a refund", "did": "were answered", "rest": "74", "says": "Chance.", "beside": "language", "group": "French", "rate": "71", "low": "64", "high": "77", "settled": "90", "pending": "4", "vendor": "Example", "half": "3 min", "most": "9 min",
		"names": "Tom", "who": "Tom", "label": "Order", "term": "state", "line": "2", "value": "refund",
		"bound": "7.7", "level": "95", "answered": "100", "wrong": "3", "made": "9", "real": "1", "why": "W.", "target": "10", "bar": "0.80",
		"words": "W.", "drawn": "1", "pointed": "1", "by": "Maya", "tier": "Account",
		"title": "T", "number": "2", "days": "30", "opened": "1",
		"name": "Maya", "at": "09:00", "count": "2", "reference": "7KQ2MX9P", "zone": "UTC", "id": "x", "percent": "92", "version": "1",
		"rule": "r", "least": "12", "top": "20", "seconds": "3", "minutes": "2", "language": "English", "limit": "8000",
		"skills": "Spanish", "matter": "Complaint", "from": "today 14:00", "to": "16:00", "all": "9", "within": "8", "share": "95", "time": "3:00",
		"date": "2 January 2026", "state": "Open", "how": "by a link", "reason": "It takes long.", "word": "erase", "digest": "abc", "cases": "2", "when": "true", "authority": "The board", "first": "Maya", "second": "Tom", "until": "Friday",
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
	for _, word := range []string{"hand_over", "offer", "pass", "priority", "notice", "note"} {
		keys["console.policy.word."+word] = true
	}
	for _, g := range []assist.Guard{assist.NotAllowed, assist.Sensitive, assist.RightsCase, assist.SwitchedOff} {
		keys["console.assist.off."+string(g)], keys["console.assist.no_draft."+string(g)] = true, true
	}
	for _, step := range []string{assist.StepOwed, assist.StepLate, assist.StepAnswer, assist.StepRepeat, assist.StepProof, assist.StepSpeaks, assist.StepClose} {
		keys["console."+step] = true
	}
	for _, part := range []string{"asked", "tried", "promised", "open"} {
		keys["console.assist.part."+part] = true
	}
	for _, m := range []console.Manner{console.Plainer, console.Warmer, console.Translated} {
		keys["console.assist.manner."+string(m)] = true
	}
	for _, k := range assist.Kinds() {
		keys["console.reports.help.kind_"+string(k)] = true
	}
	for _, o := range service.Outcomes() {
		keys["console.reports.outcome."+string(o)], keys["console.reports.outcome_means."+string(o)] = true, true
	}
	for _, channel := range candor.Channels() {
		keys["console.reports.channel_"+string(channel)] = true
	}
	for _, total := range []string{"begun", "reply", "wait", "wait_most", "handled"} {
		keys["console.reports.total."+total], keys["console.reports.means."+total] = true, true
	}
	for _, often := range store.Digests() {
		keys["console.notice.often."+string(often)] = true
	}
	for _, place := range []string{"normal", "raised", "urgent"} {
		keys["console.policy.place."+place] = true
	}
	keys["console.reason."+rulebook.ReasonGuessed], keys["console.reason."+rulebook.ReasonOwn] = true, true
	for _, m := range rulebook.Matters() {
		if m.Category != escalate.Crisis && m.Category != rulebook.Person && m.Category != rulebook.Unresolved {
			keys["console.reason."+rulebook.Reason(m.Category)] = true
		}
		if m.Note != "" {
			keys[m.Note] = true
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
	for _, one := range []string{"not_no_record", "not_forged", "not_expired", "not_blocked", "not_override", "part_program", "part_models", "part_policy", "part_thresholds", "part_knowledge",
		"wrong_owner", "wrong_due", "wrong_change", "wrong_closed", "did_took", "did_moved", "did_changed", "did_restated", "did_closed", "did_unknown", "moved", "override_ended", "override_self", "override_right",
		"done_begun", "done_asked", "done_confirmed", "done_dropped", "done_took", "done_moved", "done_mended", "done_closed", "decision.answered", "decision.clarified", "decision.replied", "decision.abstained",
		"decision.person", "decision.held", "decision.unknown"} {
		keys["console.audits."+one] = true
	}
	for _, what := range teamwork.Bulks() {
		keys["console.bulk.act_"+string(what)] = true
	}
	for _, why := range []string{teamwork.NotOpen, teamwork.NotYours, teamwork.NotTaken, teamwork.NeedsNote, teamwork.MarkedUrgent, teamwork.Complaint} {
		keys["console.bulk.why_"+why] = true
	}
	for _, do := range []teamwork.Do{teamwork.Insert, teamwork.AddTag, teamwork.DropTag, teamwork.AssignTo, teamwork.SnoozeFor, teamwork.Prioritise} {
		keys["console.macro.step_"+string(do)] = true
	}
	for _, k := range teamwork.Kinds() {
		keys["console.field.kind_"+string(k)] = true
	}
	for _, e := range []*candor.Error{
		teamwork.ErrTag, teamwork.ErrField, teamwork.ErrWhy, teamwork.ErrValue, teamwork.ErrCanned, teamwork.ErrVariable, teamwork.ErrUnfilled,
		teamwork.ErrNobody, teamwork.ErrNoteFirst, teamwork.ErrSelf, teamwork.ErrView, teamwork.ErrQuery, teamwork.ErrMacro, teamwork.ErrOtherCustomer,
		teamwork.ErrMergeSelf, teamwork.ErrMergeInto, teamwork.ErrMergeFrom, teamwork.ErrLimitReason, teamwork.ErrLimitUntil,
	} {
		keys[e.Key] = true
	}
	for _, key := range []string{
		"teamwork.macro_line", "teamwork.no_tag", "teamwork.no_field", "teamwork.field_many", "teamwork.same_name", "teamwork.view_many",
		"console.solved.yes", "console.solved.partly", "console.solved.no", "console.beside.looks", "console.beside.writes", "console.tab.for_me",
	} {
		keys[key] = true
	}
	for _, key := range privacyTexts() {
		keys["console.privacy."+key] = true
	}
	for _, f := range monitor.Facts() {
		for _, about := range []string{"outcome", "did", "means"} {
			keys["console.live."+about+"."+string(f.Outcome)] = true
		}
	}
	for axis, groups := range monitor.DefaultGroups() {
		for _, g := range groups {
			keys["console.live.group."+axis+"_"+g] = true
		}
	}
	for _, axis := range monitor.Axes() {
		keys["console.live.by.stated_"+axis], keys["console.live.people.stated_"+axis] = true, true
	}
	for _, part := range []monitor.Part{monitor.ByLanguage, monitor.ByChannel, monitor.ByHour} {
		keys["console.live.by."+string(part)], keys["console.live.people."+string(part)] = true, true
	}
	for _, f := range []monitor.Finding{monitor.Chance, monitor.Look, monitor.Alarmed, "better", "too_few", "alone"} {
		keys["console.live.finding."+string(f)] = true
	}
	for _, d := range []monitor.Direction{monitor.Turns, monitor.Gone} {
		keys["console.live.simpson."+string(d)] = true
	}
	for _, tag := range append(locale.Languages(), "other") {
		keys["console.live.group.language_"+tag] = true
	}
	for _, ch := range candor.Channels() {
		keys["console.live.group.channel_"+string(ch)] = true
	}
	keys["console.live.group.unknown"], keys["console.live.alike.channel"], keys["console.live.alike.language"] = true, true, true
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

package arch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	nouns    = "."        // package candor itself
	language = "language" // normalising and telling languages apart; it knows no nouns
	spell    = "language/spell"
)

// duties are the packages that keep one promise each.
func duties() []string {
	return []string{
		"consent", "privacy", "disclose", "escalate", "service", "assist", "fairness", "explain",
		"vendors", "action", "training", "compliance", "privacy/rights", "privacy/retain",
		"escalate/rulebook", "teamwork", "fairness/stats", "fairness/audit", "fairness/monitor", "fairness/report", "fairness/finding",
	}
}

// adapters are the plumbing that implements ports.
func adapters() []string {
	return []string{
		"internal/store", "internal/keyring", "internal/search", "internal/llm", "internal/bus", "internal/relay",
		"internal/job", "internal/channel", "internal/staff", "internal/egress", "internal/fetch", "internal/tool",
	}
}

// row says whom the packages of one kind may import inside the house.
type row struct {
	who    []string // folders, or folder/... ; the first row that matches counts
	may    []string
	notStd map[string]string // packages of the standard library that are refused, with the reason
	why    string
}

// pureStd is what a package that decides does not touch.
func pureStd() map[string]string {
	return map[string]string{
		"database/sql":  "SQL stands in internal/store only, so that a rule can be read and tested without a database",
		"net/http":      "HTTP stands in internal/web only; a duty that knew requests could not be used by e-mail or the CLI",
		"net":           "a duty that dials out would leave past the one transport",
		"log":           "a duty returns what it found; logging happens once, at the edge",
		"log/slog":      "a duty returns what it found; logging happens once, at the edge",
		"html/template": "pages stand in internal/web only",
		"os/exec":       "a duty starts no programs",
	}
}

func without(m map[string]string, keys ...string) map[string]string {
	for _, k := range keys {
		delete(m, k)
	}
	return m
}

func importTable() []row {
	base := []string{nouns, language, spell}
	ports := slices.Concat(base, []string{"policy", "ledger", "knowledge", "answer", "answer/ground", "answer/calibrate", "turn"}, duties())
	table := []row{
		{who: []string{nouns}, may: nil, notStd: without(pureStd(), "log/slog"),
			why: "the nouns stand alone; whoever imports them must get nothing else with them"},
		{who: []string{language}, may: nil, notStd: pureStd(),
			why: "language works on text alone, so that every duty can use it"},
		{who: []string{spell}, may: []string{language}, notStd: pureStd(),
			why: "spelling is mended from a list of words that its caller gives"},
		{who: []string{"policy", "ledger", "knowledge"}, may: base, notStd: pureStd(),
			why: "policy, ledger and knowledge are what duties build upon; they know the nouns only"},
		{who: []string{"explain"}, may: append([]string{"policy", "ledger"}, base...), notStd: pureStd(),
			why: "explain tells what policy decided and the ledger kept, and nothing else"},
		{who: []string{"escalate"}, may: append([]string{"policy", "escalate/..."}, base...), notStd: pureStd(),
			why: "escalate listens with rules and with weights that were learned; its parts are its own"},
		{who: []string{"escalate/rulebook"}, may: append([]string{"policy", "escalate"}, base...), notStd: pureStd(),
			why: "the operator's policy file speaks of what escalate hears, and of nothing else"},
		{who: []string{"escalate/..."}, may: append([]string{"escalate/..."}, base...), notStd: pureStd(),
			why: "the parts of the listener work on text alone"},
		{who: []string{"fairness/audit", "fairness/monitor", "fairness/report", "fairness/finding"}, may: append([]string{"policy", "fairness/..."}, base...), notStd: pureStd(),
			why: "audits, monitoring and reports calculate with fairness/stats; whom they ask and where they keep things are ports"},
		{who: []string{"assist"}, may: append([]string{"policy", "knowledge"}, base...), notStd: pureStd(),
			why: "assist drafts from knowledge for people"},
		{who: []string{"privacy"}, may: append([]string{"policy", "privacy/internal/..."}, base...), notStd: pureStd(),
			why: "privacy finds and masks; its word lists and its reading of text are its own"},
		{who: []string{"privacy/internal/..."}, may: append([]string{"privacy/internal/..."}, base...), notStd: pureStd(),
			why: "the parts of the detector work on text alone"},
		{who: duties(), may: append([]string{"policy"}, base...), notStd: pureStd(),
			why: "a duty knows policy and the nouns, never another duty: each promise can be read, tested and trusted alone"},
		{who: []string{"answer/ground", "answer/calibrate", "answer/eval"}, may: append([]string{"policy", "knowledge"}, base...), notStd: pureStd(),
			why: "the parts of an answer work on passages and figures alone, so that each can be measured alone"},
		{who: []string{"answer"}, may: append([]string{"policy", "knowledge", "answer/ground", "answer/calibrate"}, base...), notStd: pureStd(),
			why: "answers are drawn from knowledge and judged by policy; how they are searched is a port"},
		{who: []string{"charter"}, may: slices.Concat(base, []string{"policy", "knowledge", "answer"}, duties()), notStd: pureStd(),
			why: "the charter only puts the gates of the duties in order"},
		{who: []string{"turn"}, may: append([]string{"policy", "ledger", "service"}, base...), notStd: without(pureStd(), "log/slog"),
			why: "a turn knows gates and the store as ports, so that no shortcut past them can be written; of the duties it knows service alone, " +
				"whose Closing is the only way to end a conversation that people have"},
		{who: []string{"internal/config"}, may: append([]string{"service", "answer", "privacy/retain", "vendors"}, base...),
			why: "settings are read before anything is wired"},
		{who: []string{"internal/locale", "internal/sanitize"}, may: base,
			why: "texts and clean HTML are used by pages and importers alike and need nothing of the desk"},
		{who: []string{"internal/web/..."}, may: slices.Concat(base, []string{
			"policy", "ledger", "knowledge", "turn", "internal/staff", "internal/locale", "internal/sanitize", "internal/web/..."}, duties()),
			why: "pages parse, call one function of the domain and respond; the store reaches them as ports and the charter not at all, " +
				"so that no handler can store or say anything by itself"},
		{who: []string{"internal/demo/..."}, may: slices.Concat(base, []string{"knowledge", "policy", "turn", "internal/config"}, duties()),
			why: "the demo is a desk like any other: it seeds through the same doors as an owner"},
		{who: []string{"internal/arch"}, may: nil, why: "the rules do not depend on what they judge"},
		{who: []string{"internal/app/..."}, may: []string{"./..."}, why: "app wires everything"},
		{who: []string{"cmd/candor"}, may: []string{nouns, "service", "internal/app/...", "internal/config"},
			why: "a command parses its flags and calls app, so that the tests run what the binary runs"},
		{who: []string{"e2e/..."}, may: []string{nouns, "internal/app/...", "internal/config", "e2e/..."},
			why: "journeys start the same App as the binary"},
		{who: []string{"scripts/..."}, may: []string{"knowledge", language, "internal/search/vectors"},
			why: "what makes a file that ships uses what will read it, and nothing of the desk"},
		{who: []string{"bench/...", "cmd/candor-load/..."}, may: []string{"bench/..."},
			why: "the load generator drives the public interface and knows nothing of the inside"},
	}
	for _, one := range adapters() {
		table = append(table, row{who: []string{one + "/..."}, may: append([]string{one + "/..."}, ports...),
			why: "plumbing implements the small ports of the duties and of turn; two pieces of plumbing that knew each other could not be changed apart"})
	}
	return table
}

// rowOf gives the row for a folder.
func rowOf(dir string) (row, bool) {
	for _, r := range importTable() {
		if withinAny(dir, r.who) {
			return r, true
		}
	}
	return row{}, false
}

// badImports judges one file that is not a test. Tests may look at whatever they test with.
func badImports(s source) []string {
	var bad []string
	r, listed := rowOf(s.Dir)
	if !listed {
		return []string{fmt.Sprintf("%s: the folder %s stands in no row of the import table; unlisted is forbidden. "+
			"Put it where the layout has a place for it, or give it a row with its reason", s.Path, s.Dir)}
	}
	for _, spec := range s.AST.Imports {
		name := strings.Trim(spec.Path.Value, `"`)
		if why, refused := r.notStd[name]; refused {
			bad = append(bad, fmt.Sprintf("%s imports %s: %s", s.at(spec.Pos()), name, why))
			continue
		}
		dir, inside := houseDir(name)
		if !inside || dir == s.Dir {
			continue
		}
		if !withinAny(dir, r.may) {
			bad = append(bad, fmt.Sprintf("%s imports %s, which is not in its row: %s. It may import %s",
				s.at(spec.Pos()), name, r.why, allowedList(r.may)))
		}
	}
	return bad
}

// houseDir gives the folder of an import inside this module.
func houseDir(name string) (string, bool) {
	if name == module {
		return nouns, true
	}
	return strings.CutPrefix(name, module+"/")
}

func allowedList(may []string) string {
	if len(may) == 0 {
		return "the standard library only"
	}
	names := make([]string, 0, len(may))
	for _, m := range may {
		if m == nouns {
			m = "candor"
		}
		names = append(names, m)
	}
	return strings.Join(names, ", ")
}

func TestPackagesImportWhatTheirRowAllows(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		if s.Test {
			continue
		}
		for _, bad := range badImports(s) {
			t.Error(bad)
		}
	}
}

func TestOnlyAppAndTestsImportTheCharter(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		if s.Test || within(s.Dir, "internal/app/...") {
			continue
		}
		for _, spec := range s.AST.Imports {
			if strings.Trim(spec.Path.Value, `"`) == module+"/charter" {
				t.Errorf("%s imports the charter: whoever could build a pipeline of its own could leave a gate out", s.at(spec.Pos()))
			}
		}
	}
}

func TestTheProductDoesNotImportWhatHelpsTests(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		if s.Test {
			continue
		}
		for _, spec := range s.AST.Imports {
			if dir, ok := houseDir(strings.Trim(spec.Path.Value, `"`)); ok && forTests(dir) {
				t.Errorf("%s imports %s: what tests or measures the product is no part of it", s.at(spec.Pos()), dir)
			}
		}
	}
}

func TestImportRulesCatch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, imports string
		want                string // part of the finding; empty: allowed
	}{
		{"nouns alone", "message.go", `"candor/policy"`, "the nouns stand alone"},
		{"nouns may redact in logs", "message.go", `"log/slog"`, ""},
		{"duty on policy", "consent/gate.go", `"candor/policy"`, ""},
		{"duty on language", "escalate/gate.go", `"candor/language"`, ""},
		{"duty on duty", "consent/gate.go", `"candor/escalate"`, "never another duty"},
		{"duty on SQL", "consent/gate.go", `"database/sql"`, "SQL stands in internal/store only"},
		{"duty that logs", "service/gate.go", `"log/slog"`, "logging happens once"},
		{"duty on plumbing", "service/gate.go", `"candor/internal/store"`, "which is not in its row"},
		{"explain on ledger", "explain/why.go", `"candor/ledger"`, ""},
		{"escalate on ledger", "escalate/gate.go", `"candor/ledger"`, "which is not in its row"},
		{"charter on duty", "charter/charter.go", `"candor/consent"`, ""},
		{"turn on charter", "turn/desk.go", `"candor/charter"`, "no shortcut"},
		{"turn on store", "turn/desk.go", `"candor/internal/store"`, "no shortcut"},
		{"store on turn", "internal/store/commit.go", `"candor/turn"`, ""},
		{"store on keyring", "internal/store/commit.go", `"candor/internal/keyring"`, "two pieces of plumbing"},
		{"page on store", "internal/web/console/queue.go", `"candor/internal/store"`, "no handler can store"},
		{"page on charter", "internal/web/routes.go", `"candor/charter"`, "the charter not at all"},
		{"page on page", "internal/web/console/queue.go", `"candor/internal/web/ui"`, ""},
		{"app on everything", "internal/app/open.go", `"candor/internal/store"`, ""},
		{"command on store", "cmd/candor/serve.go", `"candor/internal/store"`, "a command parses its flags"},
		{"unlisted folder", "util/strings.go", `"strings"`, "unlisted is forbidden"},
		{"unlisted internal folder", "internal/misc/strings.go", `"strings"`, "unlisted is forbidden"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(badImports(snippet(t, test.file, "package x\nimport _ "+test.imports)), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q in it", got, test.want)
			}
		})
	}
}

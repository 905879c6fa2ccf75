package arch_test

import (
	"fmt"
	"strings"
	"testing"
)

// dependency says who uses a module of somebody else and for what. Before adding one: is it kept
// this year, what does it pull in, which single package uses it.
type dependency struct {
	module string
	who    []string // production code that may use it; nil: tests only
	what   string
}

func dependencies() []dependency {
	return []dependency{
		{"modernc.org/sqlite", []string{"internal/store", "internal/keyring", "bench/monitor", "bench/search"}, "the embedded database, without CGO; benches fill it with more than could be said in hours"},
		{"github.com/pressly/goose/v3", []string{"internal/store", "internal/keyring"}, "migrations"},
		{"github.com/pelletier/go-toml/v2", []string{"internal/config", "internal/locale", "internal/demo", "escalate/rulebook"}, "settings with line numbers; catalogues; the made-up company; the policy file"},
		{"github.com/nicksnyder/go-i18n/v2", []string{"internal/locale"}, "catalogues and plural rules"},
		{"github.com/spf13/cobra", []string{"cmd/candor"}, "commands and their help"},
		{"github.com/spf13/pflag", []string{"cmd/candor"}, "flags; comes with cobra"},
		{"golang.org/x/term", []string{"cmd/candor"}, "a password without echo"},
		{"golang.org/x/mod/sumdb", []string{"ledger", "internal/app/..."}, "Merkle tree and signed notes"},
		{"golang.org/x/crypto", []string{"internal/staff", "internal/keyring"}, "argon2id"},
		{"golang.org/x/text", []string{"./..."}, "normal forms and language tags, wherever text is compared"},
		{"github.com/alexedwards/scs/v2", []string{"internal/staff", "internal/web/...", "internal/app/..."}, "sessions"},
		{"github.com/yuin/goldmark", []string{"internal/sanitize", "knowledge"}, "Markdown"},
		{"github.com/microcosm-cc/bluemonday", []string{"internal/sanitize"}, "safe HTML"},
		{"golang.org/x/net/html", []string{"internal/sanitize", "knowledge"}, "reading HTML"},
		{"github.com/wneessen/go-mail", []string{"internal/channel/email"}, "messages of RFC 5322 and the way to a mail server"},
		{"github.com/sashabaranov/go-openai", []string{"internal/llm"}, "chat completions, as every compatible server speaks them"},
		{"github.com/sony/gobreaker/v2", []string{"internal/egress"}, "circuit breakers"},
		{"github.com/ledongthuc/pdf", []string{"knowledge"}, "the objects, fonts and operators of PDF"},
		{"github.com/temoto/robotstxt", []string{"internal/fetch"}, "what a site asks robots to leave alone"},
		{"gonum.org/v1/gonum", []string{"answer/calibrate", "fairness/..."}, "distributions and their inverses"},
		{"cel.dev/cel-go", nil, "CEL as its makers understand it, to judge the conditions of policy files by"},
		{"github.com/go-pdf/fpdf", []string{"fairness/report"}, "reports as PDF"},
		{"golang.org/x/sync", []string{"internal/app/..."}, "groups of goroutines with one owner"},
		{"github.com/google/go-cmp", nil, "differences in tests"},
		{"github.com/rogpeppe/go-internal", nil, "script tests of the binary"},
		{"github.com/chromedp", nil, "a real browser"},
		{"golang.org/x/tools/txtar", nil, "cases as text"},
		{"github.com/santhosh-tekuri/jsonschema/v6", nil, "JSON Schema in full, to judge ours by"},
		{"github.com/openai/openai-go/v3", nil, "the vendor's own client, against our conformance server; in a module of its own"},
		{"github.com/anthropics/anthropic-sdk-go", nil, "the vendor's own client, against our conformance server; in a module of its own"},
		{"go.uber.org/goleak", nil, "goroutines that nobody stopped"},
		{"pgregory.net/rapid", nil, "state machines"},
	}
}

func foreign(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return strings.Contains(first, ".")
}

func badDependencies(s source) []string {
	var bad []string
	for _, spec := range s.AST.Imports {
		name := strings.Trim(spec.Path.Value, `"`)
		if !foreign(name) {
			continue
		}
		d, ok := dependencyOf(name)
		switch {
		case !ok:
			bad = append(bad, fmt.Sprintf("%s imports %s, which is in no row of the table of dependencies; "+
				"each is a promise of somebody else that we would have to keep: give it a row with its one user and its use", s.at(spec.Pos()), name))
		case !s.Test && d.who == nil:
			bad = append(bad, fmt.Sprintf("%s imports %s, which is for tests only (%s)", s.at(spec.Pos()), name, d.what))
		case !s.Test && !withinAny(s.Dir, d.who):
			bad = append(bad, fmt.Sprintf("%s imports %s, which is used by %s only (%s); ask that package instead",
				s.at(spec.Pos()), name, strings.Join(d.who, ", "), d.what))
		}
	}
	return bad
}

func dependencyOf(name string) (dependency, bool) {
	for _, d := range dependencies() {
		if name == d.module || strings.HasPrefix(name, d.module+"/") {
			return d, true
		}
	}
	return dependency{}, false
}

func TestDependenciesAreUsedWhereTheyBelong(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		for _, bad := range badDependencies(s) {
			t.Error(bad)
		}
	}
}

func TestDependencyRulesCatch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, imports, want string }{
		{"in its place", "internal/config/document.go", `"github.com/pelletier/go-toml/v2/unstable"`, ""},
		{"elsewhere", "internal/web/routes.go", `"github.com/pelletier/go-toml/v2"`, "ask that package instead"},
		{"unknown", "internal/web/routes.go", `"github.com/gorilla/mux"`, "in no row"},
		{"test module in the product", "turn/desk.go", `"github.com/google/go-cmp/cmp"`, "for tests only"},
		{"test module in a test", "turn/desk_test.go", `"github.com/google/go-cmp/cmp"`, ""},
		{"product module in a test", "internal/web/routes_test.go", `"golang.org/x/net/html"`, ""},
		{"name that only begins alike", "internal/store/x.go", `"modernc.org/sqlite3x"`, "in no row"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(badDependencies(snippet(t, test.file, "package x\nimport _ "+test.imports)), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q in it", got, test.want)
			}
		})
	}
}

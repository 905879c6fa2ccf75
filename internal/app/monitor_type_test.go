package app_test

import (
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"candor"
	answers "candor/answer"
	"candor/assist"
	"candor/fairness/monitor"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/policy"
	"candor/turn"
)

// reached visits every type that can be reached from one: through fields, elements, arguments and results, whether
// exported or not.
func reached(of reflect.Type, seen map[reflect.Type]bool) map[reflect.Type]bool {
	if seen == nil {
		seen = map[reflect.Type]bool{}
	}
	if seen[of] {
		return seen
	}
	seen[of] = true
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		reached(of.Elem(), seen)
	case reflect.Map:
		reached(of.Key(), seen)
		reached(of.Elem(), seen)
	case reflect.Struct:
		for i := range of.NumField() {
			reached(of.Field(i).Type, seen)
		}
	case reflect.Func:
		for i := range of.NumIn() {
			reached(of.In(i), seen)
		}
		for i := range of.NumOut() {
			reached(of.Out(i), seen)
		}
	case reflect.Interface:
		for i := range of.NumMethod() {
			reached(of.Method(i).Type, seen)
		}
	}
	return seen
}

// What decides about people, or shows one of them to staff, has no way to hold a group that they stated: its types lead
// to none that could.
func TestNoTypeOfWhoDecidesHoldsAStatedGroup(t *testing.T) {
	t.Parallel()
	stated := reflect.TypeFor[store.Stated]()
	monitoring := reflect.TypeFor[monitor.Row]().PkgPath()
	for name, of := range map[string]reflect.Type{
		"policy.Case": reflect.TypeFor[policy.Case](), "policy.Draft": reflect.TypeFor[policy.Draft](), "policy.Gate": reflect.TypeFor[policy.Gate](),
		"turn.Change": reflect.TypeFor[turn.Change](), "turn.Options": reflect.TypeFor[turn.Options](), "turn.Drafter": reflect.TypeFor[turn.Drafter](),
		"answer.Drafter": reflect.TypeFor[answers.Drafter](), "assist.Draft": reflect.TypeFor[assist.Draft](),
		"candor.Conversation": reflect.TypeFor[candor.Conversation](), "candor.Profile": reflect.TypeFor[candor.Profile](),
	} {
		for one := range reached(of, nil) {
			if one == stated || one.PkgPath() == monitoring {
				t.Errorf("%s leads to %s", name, one)
			}
		}
	}
	// The console is given aggregates, by a port that nobody's id goes into or comes out of but that of staff.
	ports := reflect.TypeFor[console.Options]()
	for i := range ports.NumField() {
		f := ports.Field(i)
		for one := range reached(f.Type, nil) {
			if one == stated || one.PkgPath() == monitoring && f.Name != "Monitor" {
				t.Errorf("the console's %s leads to %s", f.Name, one)
			}
		}
	}
	for one := range reached(reflect.TypeFor[console.Monitor](), nil) {
		if one == reflect.TypeFor[candor.CustomerID]() || one == reflect.TypeFor[candor.ConversationID]() || one == reflect.TypeFor[candor.MessageID]() {
			t.Errorf("the port of live fairness leads to %s", one)
		}
	}
	if !reached(reflect.TypeFor[store.Looked](), nil)[reflect.TypeFor[monitor.Evidence]()] {
		t.Error("this test does not see what it looks for")
	}
}

// Nothing that drafts, decides or words imports what knows of groups.
func TestNobodyWhoDecidesImportsTheMonitor(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	files := 0
	for _, dir := range []string{
		"policy", "charter", "escalate", "answer", "turn", "assist", "action", "disclose", "knowledge", "service", "teamwork", "language", "consent",
		"privacy", "internal/llm", "internal/search", "internal/app/wording", "internal/web/api", "internal/web/chat", "internal/web/widget",
	} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files++
			parsed, err := parser.ParseFile(gotoken.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, one := range parsed.Imports {
				if strings.Trim(one.Path.Value, `"`) == "candor/fairness/monitor" {
					t.Errorf("%s imports it", path)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if files < 150 {
		t.Errorf("only %d files were looked at", files)
	}
}

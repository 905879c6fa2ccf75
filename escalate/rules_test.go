package escalate_test

import (
	"sync"
	"testing"

	"candor/escalate"
)

// builtIn compiles the rules once: an inspector never changes.
var builtIn = sync.OnceValues(escalate.New)

func newInspector(t testing.TB) *escalate.Inspector {
	t.Helper()
	in, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestEveryExampleHolds runs the examples of every rule file: for each rule, the messages in
// which it must fire and those in which its category must stay silent.
func TestEveryExampleHolds(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, rule := range in.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			if len(rule.For) == 0 {
				t.Error("no example in which it fires")
			}
			for _, text := range rule.For {
				if !fired(in.Inspect(escalate.Input{Text: text}), func(h escalate.Hit) bool { return h.Category == rule.Category }) {
					t.Errorf("does not fire: %s", text)
				}
			}
			for _, text := range rule.Against {
				for _, h := range in.Inspect(escalate.Input{Text: text}).Rules {
					if h.Category == rule.Category {
						t.Errorf("%s fires: %s", h.Rule, text)
					}
				}
			}
		})
	}
}

func fired(r escalate.Result, want func(escalate.Hit) bool) bool {
	for _, h := range r.Rules {
		if want(h) {
			return true
		}
	}
	return false
}

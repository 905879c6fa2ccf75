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
		"name": "Maya", "at": "09:00", "count": "2", "reference": "7KQ2MX9P", "zone": "UTC", "id": "x", "percent": "92", "version": "1",
		"rule": "r", "least": "12", "seconds": "3", "minutes": "2", "language": "English", "limit": "8000",
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
				if key := m[1] + m[2]; !strings.HasSuffix(key, ".") {
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
	if len(keys) < 150 {
		t.Errorf("only %d texts were found", len(keys))
	}
	for key := range keys {
		if _, ok := text.Phrase("en", key, args); !ok {
			t.Errorf("no text %q", key)
		}
	}
}

package locale_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// source is the text of the tree outside this package: Go, pages, scripts.
func source(t *testing.T) (code, pages, scripts string) {
	t.Helper()
	root := os.DirFS(filepath.Join("..", ".."))
	var goText, html, js strings.Builder
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "internal/locale" || name == "bench" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return fs.SkipDir
		case d.IsDir() || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		into := map[string]*strings.Builder{".go": &goText, ".html": &html, ".js": &js}[filepath.Ext(name)]
		if into == nil {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		into.Write(text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return goText.String(), html.String(), js.String()
}

// usedBy reports whether the tree uses a text of the customers' area.
func usedBy(code, pages, scripts, key string) bool {
	area, rest, _ := strings.Cut(key, ".")
	quoted := `"` + key + `"`
	if strings.Contains(code, quoted) || strings.Contains(pages, quoted) {
		return true
	}
	inWidget := func(name string) bool {
		word := regexp.MustCompile(`\bs\??\.` + name + `\b|'` + name + `'`)
		return word.MatchString(scripts)
	}
	switch area {
	case "rights": // named by what is asked for, and by why it was refused or takes longer
		_, word, _ := strings.Cut(rest, ".")
		return strings.Contains(code, `"`+word+`"`)
	case "mail":
		return strings.Contains(code, `"`+strings.TrimPrefix(rest, "request_")+`"`)
	case "reason", "matter": // named by what decides
		return strings.Contains(code, `"`+rest+`"`)
	case "gate":
		return strings.Contains(code, `"`+strings.ReplaceAll(rest, "_", " ")+`"`)
	case "chat":
		return inWidget(rest) || strings.HasPrefix(rest, "transcript_") && strings.Contains(scripts, "'transcript_'")
	case "card":
		return inWidget("card_" + rest)
	case "data":
		return inWidget("data_"+rest) || inWidget(strings.TrimSuffix(rest, "_note")) ||
			strings.HasPrefix(rest, "kept_") && inWidget(strings.TrimPrefix(rest, "kept_"))
	}
	return false
}

func TestNoTextIsUnused(t *testing.T) {
	t.Parallel()
	code, pages, scripts := source(t)
	for key := range parse(t, "en", "customer.toml") {
		if !usedBy(code, pages, scripts, key) {
			t.Errorf("nothing uses %s", key)
		}
	}
}

// mentioned finds keys in code and pages.
var mentioned = regexp.MustCompile(`"((?:error|handover|agent|conversation|assistant|consent|label|card|chat|status|data|why|page|help|transcript|trust|privacy|mine|rights)\.[a-z_0-9]+(?:\.[a-z_]+)?)"`)

// notTexts look like keys and are none: kinds of events, names of files.
var notTexts = []string{"conversation.changed", "conversation.own", "conversation.txt", "conversation.html", "conversation.json", "data.json", "privacy.see", "privacy.work",
	"data.proven", "chat.completion", "chat.completion.chunk", "rights.kind", "rights.refusal", "rights.delay"}

func TestEveryTextThatIsNamedIsThere(t *testing.T) {
	t.Parallel()
	code, pages, _ := source(t)
	have := map[string]bool{}
	for _, file := range areas(t, "en") {
		for key := range parse(t, "en", file) {
			have[key] = true
		}
	}
	found := 0
	for _, m := range mentioned.FindAllStringSubmatch(code+pages, -1) {
		key := m[1]
		if slices.Contains(notTexts, key) || strings.HasSuffix(key, ".go") || strings.HasSuffix(key, ".css") || strings.HasSuffix(key, ".js") {
			continue
		}
		found++
		if !have[key] && key != "error.key" { // a prefix that cmd/candor looks for
			t.Errorf("there is no text %s", key)
		}
	}
	if found < 100 {
		t.Fatalf("only %d keys were found in the tree; the search is broken", found)
	}
}

package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/internal/web"
	"candor/internal/web/respond"
	"candor/internal/web/view"

	"github.com/google/go-cmp/cmp"
)

func TestEveryRouteNamesWhatItNeeds(t *testing.T) {
	t.Parallel()
	known := append([]staff.Permission{staff.Public, web.Own, web.Proven}, staff.Permissions()...)
	routes := web.Table()
	if len(routes) < 60 {
		t.Fatalf("only %d routes; the table is not whole", len(routes))
	}
	for _, r := range routes {
		if !slices.Contains(known, r.Needs) {
			t.Errorf("%s %s needs %q, which is no permission", r.Method, r.Pattern, r.Needs)
		}
		staffPage := strings.HasPrefix(r.Pattern, "/console")
		if staffPage && (r.Needs == web.Own || r.Needs == web.Proven) || !staffPage && slices.Contains(staff.Permissions(), r.Needs) {
			t.Errorf("%s %s needs %q, which does not fit its area", r.Method, r.Pattern, r.Needs)
		}
		if r.Handler == nil {
			t.Errorf("%s %s has no handler", r.Method, r.Pattern)
		}
	}
}

func TestReadingAddressesAreGets(t *testing.T) {
	t.Parallel()
	for _, r := range web.Table() {
		if r.Method != "GET" && r.Method != "POST" && r.Method != "OPTIONS" {
			t.Errorf("%s %s: addresses are read with GET and acted upon with POST", r.Method, r.Pattern)
		}
	}
}

func spec(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "api", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheDescriptionListsEveryAddressOfTheAPI(t *testing.T) {
	t.Parallel()
	var described []string
	path := ""
	for line := range strings.Lines(spec(t)) {
		if m := regexp.MustCompile(`^  (/\S*):\s*$`).FindStringSubmatch(line); m != nil {
			path = m[1]
		}
		if m := regexp.MustCompile(`^    (get|post|put|patch|delete):\s*$`).FindStringSubmatch(line); m != nil && path != "" {
			described = append(described, strings.ToUpper(m[1])+" /api/v1"+path)
		}
	}
	var served []string
	for _, r := range web.Table() {
		if strings.HasPrefix(r.Pattern, "/api/") && r.Method != "OPTIONS" {
			served = append(served, r.Method+" "+r.Pattern)
		}
	}
	sort.Strings(described)
	sort.Strings(served)
	if diff := cmp.Diff(served, described); diff != "" {
		t.Errorf("addresses (-served +described):\n%s", diff)
	}
}

func TestTheDescriptionNamesEveryField(t *testing.T) {
	t.Parallel()
	text := spec(t)
	schemas := map[string]reflect.Type{
		"Conversation": reflect.TypeFor[view.Conversation](), "Message": reflect.TypeFor[view.Message](),
		"Source": reflect.TypeFor[view.Source](), "Why": reflect.TypeFor[view.Why](), "Card": reflect.TypeFor[view.Card](),
		"Typing": reflect.TypeFor[view.Typing](), "Transcript": reflect.TypeFor[view.Transcript](),
		"Problem": reflect.TypeFor[respond.Problem](), "Choices": reflect.TypeFor[view.Choices](), "Notice": reflect.TypeFor[view.Notice](),
		"OwnData": reflect.TypeFor[ownData](), "Visitor": reflect.TypeFor[view.Visitor](), "Look": reflect.TypeFor[view.Look](),
		"Request": reflect.TypeFor[view.Request](), "Erasure": reflect.TypeFor[erasure](),
		"Reach": reflect.TypeFor[view.Reach](), "Solved": reflect.TypeFor[view.Solved](), "Window": reflect.TypeFor[view.Window](),
	}
	for name, shape := range schemas {
		_, rest, found := strings.Cut(text, "\n    "+name+":\n      type: object")
		if !found {
			t.Errorf("there is no schema %s", name)
			continue
		}
		if end := regexp.MustCompile(`\n    [A-Z]`).FindStringIndex(rest); end != nil {
			rest = rest[:end[0]]
		}
		for _, field := range fields(shape) {
			if !regexp.MustCompile(`(?m)^ +` + field + `:|[{,] ?` + field + `: `).MatchString(rest) {
				t.Errorf("schema %s does not name %s", name, field)
			}
		}
	}
}

// ownData and erasure are what the description tells of view.OwnData and view.Erasure in one place;
// what they hold besides has schemas of its own.
type (
	ownData struct {
		Profile       *time.Time     `json:"profile"`
		Conversations []view.OwnTalk `json:"conversations"`
		Consents      []view.Given   `json:"consents"`
		Readings      *time.Time     `json:"readings"`
		Requests      *time.Time     `json:"requests"`
		Restricted    *time.Time     `json:"restricted"`
	}
	erasure struct {
		Complete    bool            `json:"complete"`
		Request     *time.Time      `json:"request"`
		Certificate json.RawMessage `json:"certificate"`
	}
)

// fields gives the JSON names of a type and of what it holds.
func fields(t reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return fields(t.Elem())
	case reflect.Struct:
	default:
		return nil
	}
	if t.Implements(reflect.TypeFor[json.Marshaler]()) {
		return nil
	}
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		out = append(out, name)
		if f.Type != reflect.TypeFor[[]view.Message]() && f.Type != reflect.TypeFor[[]view.Source]() && f.Type != reflect.TypeFor[view.Typing]() &&
			f.Type != reflect.TypeFor[*view.Solved]() && f.Type != reflect.TypeFor[*view.Window]() && f.Type != reflect.TypeFor[[]view.Window]() {
			out = append(out, fields(f.Type)...)
		}
	}
	return out
}

// No handler of a conversation's own routes does anything without its pass.
func TestWithoutThePassNothingIsReached(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	before := d.lastSeq()
	fill := strings.NewReplacer("{id}", string(id), "{inbox}", "main", "{mid}", string(candor.NewMessageID()),
		"{consent}", string(candor.NewConsentID()))
	tried := 0
	for _, r := range web.Table() {
		if r.Needs != web.Own {
			continue
		}
		for _, header := range [][]string{nil, {"Authorization", "Bearer x"}, {"Cookie", "candor_chat=" + string(id)}, {"Cookie", "Authorization=" + pass}} {
			tried++
			status, body, h := d.do(r.Method, fill.Replace(r.Pattern), "", append(header, "Content-Type", "application/json")...)
			if status != 404 || h.Get("Set-Cookie") != "" || strings.Contains(body, string(id)) {
				t.Errorf("%s %s with %v: %d %.200s", r.Method, r.Pattern, header, status, body)
			}
		}
	}
	if tried < 80 || d.lastSeq() != before {
		t.Errorf("%d requests were tried and %d events came of them", tried, d.lastSeq()-before)
	}
}

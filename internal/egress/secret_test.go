package egress_test

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/egress"
	"candor/vendors"
)

func TestASecretIsNeverPrinted(t *testing.T) {
	t.Parallel()
	s, err := egress.NewSecret(secret)
	must(t, err)
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		fmt.Fprintf(&out, verb+" "+verb+" "+verb, s, &s, struct{ Key any }{s})
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("x", "secret", s, "in", struct{ Key egress.Secret }{s})
	}
	text, err := json.Marshal(map[string]any{"a": s, "b": struct{ Key egress.Secret }{s}})
	must(t, err)
	out.Write(text)
	must(t, gob.NewEncoder(&out).Encode(struct{ Key egress.Secret }{s}))
	printed := out.String()
	for _, form := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprintf("%d", []byte(secret))} {
		if strings.Contains(printed, form) {
			t.Errorf("it is printed: %s", printed)
		}
	}
	if !strings.Contains(printed, "[redacted]") {
		t.Error("the premise: nothing was printed")
	}
}

func TestCredentialsAreReadWhereTheSettingsSay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "key")
	must(t, os.WriteFile(file, []byte(secret+"\n"), 0o600))
	shared := filepath.Join(dir, "shared")
	must(t, os.WriteFile(shared, []byte(secret), 0o600))
	must(t, os.Chmod(shared, 0o644))
	empty := filepath.Join(dir, "empty")
	must(t, os.WriteFile(empty, nil, 0o600))
	env := map[string]string{"GOOD": "  " + secret + "\n", "LINES": "a\nX-Evil: 1", "LETTERS": "schlüssel", "LONG": strings.Repeat("a", 1<<14)}
	for name, test := range map[string]struct {
		from vendors.Source
		ok   bool
	}{
		"a variable": {vendors.Source{Env: "GOOD"}, true}, "a file": {vendors.Source{File: file}, true},
		"no variable": {vendors.Source{Env: "NONE"}, false}, "two lines": {vendors.Source{Env: "LINES"}, false},
		"other letters": {vendors.Source{Env: "LETTERS"}, false}, "without end": {vendors.Source{Env: "LONG"}, false},
		"no file": {vendors.Source{File: filepath.Join(dir, "none")}, false}, "a file that others read": {vendors.Source{File: shared}, false},
		"a folder": {vendors.Source{File: dir}, false}, "an empty file": {vendors.Source{File: empty}, false},
	} {
		e := entry("http://127.0.0.1:1")
		e.Secret = test.from
		r, err := vendors.NewRegister(e)
		must(t, err)
		got, err := egress.FromSettings{Register: r, Getenv: func(name string) string { return env[name] }}.Secret(t.Context(), example)
		if (err == nil) != test.ok || got.Set() != test.ok {
			t.Errorf("%s: set %v, %v", name, got.Set(), err)
		}
		if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "Evil")) {
			t.Errorf("%s: the error tells it", name)
		}
	}
	e := entry("http://127.0.0.1:1")
	e.Secret = vendors.Source{}
	r, err := vendors.NewRegister(e)
	must(t, err)
	if got, err := (egress.FromSettings{Register: r}).Secret(t.Context(), example); err != nil || got.Set() {
		t.Errorf("one of our own that needs none: %v", err)
	}
	if _, err := (egress.FromSettings{Register: r}).Secret(t.Context(), "Nobody"); err == nil {
		t.Error("nobody has a credential")
	}
}

func TestNothingLeavesWithoutItsCredential(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, answering("hello"))
	o := d.options(t, entry(s.URL))
	o.Secrets = egress.FromSettings{Register: o.Register, Getenv: func(string) string { return "" }}
	_, _, err := post(t, gate(t, o), d.ask(t), s.chat())
	refused(t, err, vendors.NoCredential)
	kept := d.kept(t)
	if s.hits.Load() != 0 || len(kept) != 1 || kept[0].Reason != vendors.NoCredential {
		t.Errorf("%d left; on record %+v", s.hits.Load(), kept)
	}
}

func TestCredentialsGoInTheHeaderOfTheFormat(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		format vendors.Format
		header vendors.Header
		want   string
		value  string
	}{
		"chat":      {vendors.Chat, "", "Authorization", "Bearer " + secret},
		"responses": {vendors.Responses, "", "Authorization", "Bearer " + secret},
		"ollama":    {vendors.Ollama, "", "Authorization", "Bearer " + secret},
		"anthropic": {vendors.Anthropic, "", "X-Api-Key", secret},
		"as named":  {vendors.Chat, vendors.APIKey, "Api-Key", secret},
	} {
		d, s := newDesk(t), serve(t, answering("hello"))
		e := entry(s.URL)
		e.Format, e.Header = test.format, test.header
		if _, _, err := post(t, gate(t, d.options(t, e)), d.ask(t), s.chat()); err != nil {
			t.Fatal(err)
		}
		for _, h := range []string{"Authorization", "X-Api-Key", "Api-Key"} {
			want := ""
			if h == test.want {
				want = test.value
			}
			if s.last.Header.Get(h) != want {
				t.Errorf("%s: %s is %q", name, h, s.last.Header.Get(h))
			}
		}
	}
}

// A vendor that repeats the credential must not bring it into an error or a log.
func TestErrorsAndLogsTellNoCredential(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), serve(t, hangUp("HTTP/1.1 200 "+secret+"\r\nQuillon Oxblood "+secret+"\r\n\r\n"))
	g := gate(t, d.options(t, entry(s.URL)))
	_, _, err := post(t, g, d.ask(t), s.chat())
	_, without := send(context.Background(), g, s.chat(), body(d.ask(t)))
	text := fmt.Sprintf("%v %+v %#v %v %s", err, err, err, without, d.log.String())
	if err == nil || without == nil || strings.Contains(text, secret) || strings.Contains(text, "Quillon") {
		t.Errorf("told: %s", text)
	}
}

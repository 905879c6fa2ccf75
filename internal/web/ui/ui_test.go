package ui_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/web/ui"
)

// echo gives each key as its own text.
type echo struct{}

func (echo) Phrase(language, key string, args map[string]string) (string, bool) {
	if strings.HasPrefix(key, "no.") {
		return "", false
	}
	return language + ":" + key + args["name"], true
}
func (echo) Match(tags ...string) string {
	if tags[0] == "ar" {
		return "ar"
	}
	return "en"
}
func (echo) Direction(language string) string {
	if language == "ar" {
		return "rtl"
	}
	return "ltr"
}
func (echo) Moment(string, time.Time) string { return "a moment" }
func (echo) Date(string, time.Time) string   { return "a day" }
func (echo) Clock(string, time.Time) string  { return "08:00" }

func pages(t *testing.T, files fstest.MapFS) (*ui.Pages, error) {
	t.Helper()
	assets, err := ui.NewAssets(ui.Static)
	if err != nil {
		t.Fatal(err)
	}
	if err := assets.Add("theme.css", nil); err != nil {
		t.Fatal(err)
	}
	return ui.NewPages(echo{}, assets, files)
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestPagesSpeakTheLanguageTheyAreAskedIn(t *testing.T) {
	t.Parallel()
	p, err := pages(t, fstest.MapFS{
		"templates/_part.html": file(`{{define "part"}}{{t "b" "name" .}}{{end}}`),
		"templates/hello.html": file(`{{define "main"}}<p>{{t "a"}} {{template "part" .Page}}</p>{{end}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string][]string{
		"en": {`<html lang="en" dir="ltr">`, "<p>en:a en:b&lt;Maya&gt;</p>"},
		"ar": {`<html lang="ar" dir="rtl">`, "<p>ar:a ar:b&lt;Maya&gt;</p>"},
		"ja": {`<html lang="en" dir="ltr">`, "<p>en:a en:b&lt;Maya&gt;</p>"},
	} {
		var b strings.Builder
		if err := p.Render(&b, language, "hello", ui.View{Title: "T", Desk: "Lumen", Page: "<Maya>"}); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: no %q in %s", language, w, b.String())
			}
		}
	}
	var b strings.Builder
	if err := p.Fragment(&b, "ar", "hello", "part", "x"); err != nil || b.String() != "ar:bx" {
		t.Errorf("fragment %q, %v", b.String(), err)
	}
}

func TestPagesRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	if _, err := pages(t, fstest.MapFS{"templates/bad.html": file(`{{define "main"}}{{if}}{{end}}`)}); err == nil {
		t.Error("a page that cannot be parsed was taken")
	}
	if _, err := pages(t, fstest.MapFS{"templates/error.html": file(`{{define "main"}}{{end}}`)}); err == nil {
		t.Error("two pages of one name were taken")
	}
	p, err := pages(t, fstest.MapFS{
		"templates/lost.html":  file(`{{define "main"}}{{t "no.such"}}{{end}}`),
		"templates/asset.html": file(`{{define "main"}}{{asset "none.css"}}{{end}}`),
		"templates/odd.html":   file(`{{define "main"}}{{t "a" "name"}}{{end}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lost", "asset", "odd", "nothing"} {
		if err := p.Render(&strings.Builder{}, "en", name, ui.View{}); err == nil {
			t.Errorf("page %s was rendered", name)
		}
	}
}

func TestWordsOnTheAccentCanBeRead(t *testing.T) {
	t.Parallel()
	for accent, want := range map[string]string{
		"#1c5a43": "#ffffff", "#000000": "#ffffff", "#ffffff": "#000000", "#f2c14e": "#000000", "#707070": "#ffffff", "#777777": "#000000", "#0000ff": "#ffffff",
	} {
		if got, err := ui.OnAccent(accent); err != nil || got != want {
			t.Errorf("on %s: %s, %v; want %s", accent, got, err, want)
		}
	}
	for _, accent := range []string{"red", "#fff", "1c5a43", "#12345g", "#1c5a43;}", ""} {
		if got, err := ui.OnAccent(accent); err == nil {
			t.Errorf("%q was taken for a colour: %s", accent, got)
		}
	}
}

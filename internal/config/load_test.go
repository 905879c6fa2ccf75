package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candor/internal/config"
	"candor/service"
)

var sameZone = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

func read(t *testing.T, text string, env ...string) config.Config {
	t.Helper()
	c, err := config.Read("candor.toml", []byte(text), env)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return c
}

func TestEmptyFileGivesTheDefaults(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(config.Default(), read(t, ""), sameZone); diff != "" {
		t.Errorf("(-default +read):\n%s", diff)
	}
}

func TestRenderedFileLoadsBack(t *testing.T) {
	t.Parallel()
	changed := config.Default()
	changed.Server.PublicURL = "https://help.example.com"
	changed.Server.Origins = []string{"https://shop.example.com", "http://localhost:3000"}
	changed.Desk = config.Desk{Name: `Quotes " and \ slashes`, Language: "pt-BR", Languages: []string{"pt-BR", "ar"}, Timezone: "America/Sao_Paulo", Accent: "#003366"}
	changed.Inboxes = []config.Inbox{{ID: "main", Name: "Main"}, {ID: "outlet-2"}}
	changed.Hours.Zone, _ = time.LoadLocation("America/Sao_Paulo")
	changed.Hours.Week[time.Saturday] = []service.Span{{Open: 8 * 60, Close: 12*60 + 30}, {Open: 14 * 60, Close: 24 * 60}}
	changed.Hours.Holidays = map[string]bool{"2026-12-25": true, "2027-01-01": true}
	changed.Cards = map[string]config.Card{"ar": {Can: []string{"أجيب"}, Cannot: []string{"أقرر"}}, "pt-BR": {Can: []string{"responder"}}}
	changed.Assistant.Bar = 0.95
	changed.Keys.File, changed.Data.Dir = "/srv/keys/candor.key", "C:\\data"

	for name, c := range map[string]config.Config{"defaults": config.Default(), "changed": changed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c, read(t, c.Render()), sameZone, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-written +read):\n%s", diff)
			}
		})
	}
}

func TestEveryKeyIsExplainedInTheDefaultFile(t *testing.T) {
	t.Parallel()
	lines := strings.Split(config.Default().Render(), "\n")
	for i, line := range lines {
		key, _, isKey := strings.Cut(line, " = ")
		if !isKey || strings.HasPrefix(line, "#") || strings.HasSuffix(key, "day") {
			continue
		}
		if !strings.HasPrefix(lines[i-1], "# ") {
			t.Errorf("no explanation above %q", line)
		}
	}
}

func TestFileIsRead(t *testing.T) {
	t.Parallel()
	c := read(t, `
desk.name = "Harbour & Pine" # a dotted key
desk.timezone = "Europe/London"
inbox = [{id = "main"}, {id = "outlet", name = "Outlet"}]
assistant = {bar = 1}
[server]
listen = ":8080"
public_url = "https://help.example.com/"
origins = [
  "https://shop.example.com/", # with a slash
]
[hours]
monday = "08:00-12:00, 14:00-18:00"
holidays = [2026-12-25, "2027-01-01"]
[card.en]
can = ["answer"]
`)
	want := config.Default()
	want.Server = config.Server{Listen: ":8080", PublicURL: "https://help.example.com", Origins: []string{"https://shop.example.com"}}
	want.Desk.Name, want.Desk.Timezone = "Harbour & Pine", "Europe/London"
	want.Inboxes = []config.Inbox{{ID: "main"}, {ID: "outlet", Name: "Outlet"}}
	want.Hours = service.Hours{Holidays: map[string]bool{"2026-12-25": true, "2027-01-01": true}}
	want.Hours.Zone, _ = time.LoadLocation("Europe/London")
	want.Hours.Week[time.Monday] = []service.Span{{Open: 480, Close: 720}, {Open: 840, Close: 1080}}
	want.Cards["en"] = config.Card{Can: []string{"answer"}}
	want.Assistant.Bar = 1
	if diff := cmp.Diff(want, c, sameZone); diff != "" {
		t.Errorf("(-want +read):\n%s", diff)
	}
	if c.InboxName("outlet") != "Outlet" || c.InboxName("main") != "Harbour & Pine" {
		t.Errorf("inbox names %q and %q", c.InboxName("outlet"), c.InboxName("main"))
	}
}

func TestEnvironmentWinsOverTheFile(t *testing.T) {
	t.Parallel()
	c := read(t, "[server]\nlisten = \"127.0.0.1:1\"\n[hours]\nmonday = \"08:00-09:00\"\ntuesday = \"08:00-09:00\"\n",
		"CANDOR_SERVER_LISTEN=127.0.0.1:2",
		"CANDOR_SERVER_ORIGINS=https://a.example, https://b.example",
		"CANDOR_HOURS_MONDAY=10:00-11:00",
		"CANDOR_HOURS_HOLIDAYS=2026-12-25",
		"CANDOR_ASSISTANT_BAR=0.97",
		"CANDOR_PORT=tcp://10.0.0.1:80", "CANDOR_SERVICE_HOST=10.0.0.1", // made up by a container platform
		"PATH=/bin", "strange")
	if c.Server.Listen != "127.0.0.1:2" || c.Assistant.Bar != 0.97 || !c.Hours.Holidays["2026-12-25"] {
		t.Errorf("listen %q, bar %v, holidays %v", c.Server.Listen, c.Assistant.Bar, c.Hours.Holidays)
	}
	if diff := cmp.Diff([]string{"https://a.example", "https://b.example"}, c.Server.Origins); diff != "" {
		t.Error(diff)
	}
	if len(c.Hours.Week[time.Tuesday]) != 1 || c.Hours.Week[time.Monday][0].Open != 600 {
		t.Errorf("a variable for one day must leave the others: %v", c.Hours.Week)
	}
}

func TestPathsStartAtTheFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "candor.toml")
	if err := os.WriteFile(path, []byte("[keys]\nfile = \"secret/desk.key\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Keys.File != filepath.Join(dir, "secret/desk.key") || c.Data.Dir != filepath.Join(dir, "candor-data") {
		t.Errorf("key %s, data %s", c.Keys.File, c.Data.Dir)
	}
}

func TestMissingFileIsSaidApart(t *testing.T) {
	t.Parallel()
	if _, err := config.Load(filepath.Join(t.TempDir(), "none.toml"), nil); !errors.Is(err, config.ErrNoFile) {
		t.Errorf("got %v", err)
	}
	if _, err := config.Load("", []string{"CANDOR_DESK_NAME=From outside"}); err != nil {
		t.Errorf("the environment alone: %v", err)
	}
}

func TestListedLanguageStandsForAll(t *testing.T) {
	t.Parallel()
	if c := read(t, "[desk]\nlanguage = \"de\"\n"); !cmp.Equal(c.Desk.Languages, []string{"de"}) {
		t.Errorf("languages %v", c.Desk.Languages)
	}
}

func TestDigestFollowsTheSettings(t *testing.T) {
	t.Parallel()
	c := config.Default()
	same, changed := config.Default().Digest(), config.Default()
	changed.Hours.Holidays["2026-12-25"] = true
	if c.Digest() != same || c.Digest() == changed.Digest() || len(same) != 24 {
		t.Errorf("digests %s, %s, %s", c.Digest(), same, changed.Digest())
	}
}

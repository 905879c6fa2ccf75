package config_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor/answer"
	"candor/internal/config"
)

func problems(t *testing.T, text string, env ...string) *config.Problems {
	t.Helper()
	_, err := config.Read("candor.toml", []byte(text), env)
	var p *config.Problems
	if !errors.As(err, &p) {
		t.Fatalf("Read(%q) gave %v, want problems", text, err)
	}
	return p
}

func TestProblemsSayWhatToDo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, env string
		line            int
		want            []string
	}{
		{name: "near key", file: "[server]\n\nlsiten = \"x:1\"", line: 3, want: []string{"unknown key `lsiten` on line 3; did you mean `listen`?"}},
		{name: "hyphen", file: "[server]\npublic-url = \"https://a.example\"", line: 2, want: []string{"did you mean `public_url`?"}},
		{name: "key of another section", file: "[server]\ntimezone = \"UTC\"", line: 2, want: []string{"`timezone` belongs in [desk]"}},
		{name: "strange key", file: "[server]\nworkers = 4", line: 2, want: []string{"unknown key `workers`", "[server] has listen, public_url, origins"}},
		{name: "key above headings", file: "listn = \"x:1\"", line: 1, want: []string{"did you mean `listen` below [server]?"}},
		{name: "strange key above headings", file: "zzzzzz = 1", line: 1, want: []string{"below a heading such as [server]"}},
		{name: "near section", file: "[sever]\nlisten = \"x:1\"", line: 1, want: []string{"unknown section `[sever]` on line 1; did you mean [server]?"}},
		{name: "near section, dotted", file: "sever.listen = \"x:1\"", line: 1, want: []string{"did you mean [server]?"}},
		{name: "strange section", file: "[plugins]", line: 1, want: []string{"unknown section `[plugins]`", "server, desk, inbox, hours, service, team, route, card, assistant, policy, privacy, trust, fairness, retention, keys, data"}},
		{name: "section as a key", file: "server = \"x:1\"", line: 1, want: []string{"`server` on line 1 is a section", "[server]"}},
		{name: "one bracket", file: "[inbox]\nid = \"main\"", line: 1, want: []string{"[[inbox]] with two brackets"}},
		{name: "too deep", file: "[server.listen]\nport = 1", line: 1, want: []string{"found a table"}},
		{name: "number for text", file: "[server]\nlisten = 8420", line: 2, want: []string{"found 8420 (a number where text in quotes belongs)", "allowed: host:port", `example: listen = "127.0.0.1:8420"`}},
		{name: "no port", file: "[server]\nlisten = \"localhost\"", line: 2, want: []string{`found "localhost"`, "a host and a port"}},
		{name: "port too large", file: "[server]\nlisten = \":99999\"", line: 2, want: []string{`"99999" is not a port`}},
		{name: "wildcard origin", file: "[server]\norigins = [\"https://*.example.com\"]", line: 2, want: []string{"any site speak for you"}},
		{name: "origin with a path", file: "[server]\norigins = [\"https://a.example/shop\"]", line: 2, want: []string{"goes on after the host"}},
		{name: "origin without scheme", file: "[server]\norigins = [\"a.example\"]", line: 2, want: []string{"https://"}},
		{name: "number in a list", file: "[server]\norigins = [1]", line: 2, want: []string{"a number in the list"}},
		{name: "text for a list", file: "[server]\norigins = \"https://a.example\"", line: 2, want: []string{"a list in square brackets"}},
		{name: "password in an address", file: "[server]\npublic_url = \"https://me:pw@a.example\"", line: 2, want: []string{"name or password"}},
		{name: "empty name", file: "[desk]\nname = \"\"", line: 2, want: []string{"0 characters", "1 to 60"}},
		{name: "direction marks in a name", file: "[desk]\nname = \"a\\u202Eb\"", line: 2, want: []string{"control character"}},
		{name: "language name", file: "[desk]\nlanguage = \"english\"", line: 2, want: []string{"not a language tag"}},
		{name: "own language not offered", file: "[desk]\nlanguages = [\"de\"]", line: 2, want: []string{`"en", the desk's own, is missing`, `languages = ["en", "de"]`}},
		{name: "language twice", file: "[desk]\nlanguages = [\"en\", \"en\"]", line: 2, want: []string{"twice"}},
		{name: "unknown time zone", file: "[desk]\ntimezone = \"Mars/Olympus\"", line: 2, want: []string{"no such time zone", "Europe/Madrid"}},
		{name: "time zone of the machine", file: "[desk]\ntimezone = \"Local\"", line: 2, want: []string{"must name a place"}},
		{name: "pale accent", file: "[desk]\naccent = \"#ffee00\"", line: 2, want: []string{"contrast of 1.2:1", "4.5:1"}},
		{name: "accent by name", file: "[desk]\naccent = \"green\"", line: 2, want: []string{"hexadecimal"}},
		{name: "inbox id", file: "[[inbox]]\nid = \"Main Shop\"", line: 2, want: []string{"lower-case letters"}},
		{name: "inbox without id", file: "[[inbox]]\nname = \"Shop\"", line: 1, want: []string{"[[inbox]] on line 1 has no id"}},
		{name: "inbox twice", file: "[[inbox]]\nid = \"main\"\n[[inbox]]\nid = \"main\"", line: 3, want: []string{"lines 1 and 3 have the same id"}},
		{name: "span past midnight", file: "[hours]\nmonday = \"20:00-02:00\"", line: 2, want: []string{"ends before it begins"}},
		{name: "spans overlap", file: "[hours]\nmonday = \"08:00-12:00, 11:00-13:00\"", line: 2, want: []string{"overlaps"}},
		{name: "misspelt day", file: "[hours]\nmonday = \"08:00-12:00\"\nwensday = \"\"", line: 3, want: []string{"did you mean `wednesday`?"}},
		{name: "no such day", file: "[hours]\nmonday = \"08:00-12:00\"\nholidays = [\"2026-02-30\"]", line: 3, want: []string{"not a date"}},
		{name: "card in words", file: "[card.english]\ncan = [\"x\"]", line: 1, want: []string{"not a language tag", "[card.en]"}},
		{name: "card too long", file: "[card.en]\ncan = [\"" + strings.Repeat("x", 161) + "\"]", line: 2, want: []string{"161 characters", "at most 160"}},
		{name: "card with too many lines", file: "[card.en]\ncan = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"]", line: 2, want: []string{"7 lines"}},
		{name: "bar lowered", file: fmt.Sprintf("[assistant]\nbar = %.3f", answer.Bar-0.001), line: 2, want: []string{"settings may only tighten", "the calibrated bar is"}},
		{name: "bar above one", file: "[assistant]\nbar = 90", line: 2, want: []string{"not between 0 and 1"}},
		{name: "bar that is no number", file: "[assistant]\nbar = nan", line: 2, want: []string{"not between 0 and 1"}},
		{name: "bar in quotes", file: "[assistant]\nbar = \"0.9\"", line: 2, want: []string{"text where a number belongs"}},
		{name: "empty key file", file: "[keys]\nfile = \"\"", line: 2, want: []string{"empty"}},
		{name: "key twice", file: "[data]\ndir = \"a\"\ndir = \"b\"", line: 3, want: []string{"`dir` is set twice, on lines 2 and 3"}},
		{name: "no quotes", file: "[desk]\nname = Harbour", line: 2, want: []string{"line 2 is not TOML", "double quotes"}},
		{name: "section twice", file: "[desk]\nname = \"a\"\n[desk]\nlanguage = \"en\"", line: 3, want: []string{"not TOML"}},
		{name: "binary", file: "\x00\x01", want: []string{"not a text file"}},
		{name: "not UTF-8", file: "[desk]\nname = \"\xff\"", want: []string{"not a text file"}},
		{name: "variable", env: "CANDOR_ASSISTANT_BAR=high", want: []string{"`CANDOR_ASSISTANT_BAR`", `found "high" (not a number)`, "example: CANDOR_ASSISTANT_BAR=0.9"}},
		{name: "misspelt variable", env: "CANDOR_SERVER_LISTN=x:1", want: []string{"did you mean `CANDOR_SERVER_LISTEN`?"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := problems(t, test.file, test.env)
			if len(p.List) != 1 {
				t.Fatalf("%d problems, want one: %v", len(p.List), p)
			}
			if p.List[0].Line != test.line {
				t.Errorf("line %d, want %d", p.List[0].Line, test.line)
			}
			for _, want := range test.want {
				if !strings.Contains(p.List[0].Text, want) {
					t.Errorf("%q\nlacks %q", p.List[0].Text, want)
				}
			}
		})
	}
}

func TestAllProblemsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	p := problems(t, "[server]\nlsiten = \"x:1\"\n[desk]\ntimezone = \"Moon\"\n[hours]\nmonday = \"\"\n[assistant]\nbar = 2\n", "CANDOR_DATA_DIR=")
	var lines []string
	for _, one := range p.List {
		lines = append(lines, fmt.Sprint(one.Line))
	}
	if got := strings.Join(lines, " "); got != "0 2 4 6 8" {
		t.Errorf("problems on lines %s, want 0 2 4 6 8:\n%v", got, p)
	}
	if !strings.HasPrefix(p.Error(), "candor.toml: 5 problems:\n") {
		t.Errorf("heading of %q", p.Error())
	}
}

// Lesson 8: a setting that removes the human, or that turns a gate off, cannot be written down.
func TestNoKeyTakesPeopleAway(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"[assistant]\nhandoff_enabled = false", "[assistant]\nhandoff = false", "[assistant]\nbot_only = true",
		"[assistant]\nenabled_gates = []", "[assistant]\nconsent_required = false", "[desk]\nlabel = \"Maya\"",
		"[handover]\nenabled = false", "[hours]\nmonday = \"\"",
	} {
		if p := problems(t, text); len(p.List) != 1 {
			t.Errorf("%q gave %v", text, p)
		}
	}
}

func TestLargeWrongFileIsRefusedQuickly(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&b, "key%d = 1\n", i)
	}
	b.WriteString(strings.Repeat("#", 64<<10-b.Len()))
	start := time.Now()
	p := problems(t, b.String())
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if len(p.List) != 5_000 || strings.Count(p.Error(), "\n") > 41 {
		t.Errorf("%d problems in %d lines", len(p.List), strings.Count(p.Error(), "\n"))
	}
	if p := problems(t, b.String()+"#"); !strings.Contains(p.Error(), "larger than 64 KiB") {
		t.Errorf("one byte more: %v", p)
	}
}

func FuzzReadNeverPanics(f *testing.F) {
	f.Add([]byte(config.Default().Render()), "CANDOR_SERVER_LISTEN=x")
	f.Add([]byte("inbox = [{id = \"a\"}, 1]\n[card]\nen.can = [[]]\n[[hours]]\nmonday = {}\n"), "CANDOR_=")
	f.Add([]byte("[[inbox]]\n[inbox.x]\nid = 1\n[[card]]\n[[inbox.inbox]]\n"), "")
	f.Fuzz(func(t *testing.T, data []byte, variable string) {
		c, err := config.Read("f", data, []string{variable})
		var p *config.Problems
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("%v is not a list of problems", err)
		}
		if err == nil {
			if _, err := config.Read("f", []byte(c.Render()), nil); err != nil {
				t.Fatalf("what was read cannot be written and read again: %v", err)
			}
		}
	})
}

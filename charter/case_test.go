package charter_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"candor"
	"candor/charter"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/fairness"
	"candor/internal/locale"
	"candor/knowledge"
	"candor/policy"
)

// A case file has a title in its first lines and three parts.
//
//	-- articles.md --   optional: one or more articles, parted by lines of "===="
//	-- policy.toml --   optional: the operator's policy file, which must be sound
//	-- case --          one line each: name: value
//	-- want --          verdict, gate, reason, says, priority, offer, note, said
//
// Names of the case part:
//
//	state       assisting, waiting, attended, resolved, snoozed     (assisting)
//	with person yes, no                                            (no)
//	consent     given, refused, stale, none                               (given)
//	service     staffed, opens later, nobody                       (staffed)
//	stopped     yes, no                                            (no)
//	audited     yes, no, expired                                   (yes)
//	language    a tag                                              (en)
//	unresolved  a number of turns                                  (0)
//	customer    something the customer said before
//	assistant   something the assistant said before
//	message     what the customer says now
//	quote       a sentence of the assistant's draft, with the article's title after " | "
//	worded      a sentence in a model's words, with the quote and the article's title after " | "
//	words       a person's own words, as a draft
//	fixed       the key of a fixed text, as a draft of the assistant
//	confidence  of the draft, 0 to 1                               (0.9)
//	country     of the inbox, ISO 3166-1
type charterCase struct {
	title    string
	c        policy.Case
	articles []knowledge.Article
	shelf    *knowledge.Shelf
	policy   []byte
	country  string
	audited  audited
	want     map[string]string
}

// audited is what is known of the audit of what answers: nil for one that holds.
type audited struct{ err error }

func (a audited) Released(context.Context, string) error { return a.err }

func readCase(t *testing.T, file string) charterCase {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	x := charterCase{title: strings.TrimSpace(string(archive.Comment)), want: map[string]string{}}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	x.c = policy.Case{
		Now: now, Desk: "Harbour & Pine",
		Conversation: candor.Conversation{ID: candor.NewConversationID(), State: candor.Assisting, Language: "en", Customer: "cus_1"},
		Consents:     policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Gave, Version: candor.Answers.Meaning()}},
		Service:      policy.Service{Staffed: true, Wait: 4 * time.Minute},
	}
	for _, f := range archive.Files {
		switch f.Name {
		case "articles.md":
			for i, text := range strings.Split(string(f.Data), "\n====\n") {
				found, problems := knowledge.Import(fmt.Sprintf("article-%d.md", i), strings.NewReader(text))
				if len(found) == 0 && len(problems) > 0 {
					t.Fatalf("%s: %s", file, problems[0])
				}
				x.articles = append(x.articles, found...)
			}
		case "policy.toml":
			x.policy = f.Data
		case "case", "want":
		default:
			t.Fatalf("%s: a case has no part called %q", file, f.Name)
		}
	}
	for i := range x.articles {
		x.articles[i].Version = 1
	}
	x.shelf = knowledge.NewShelf(x.articles)
	for _, f := range archive.Files {
		lines := bufio.NewScanner(strings.NewReader(string(f.Data)))
		for (f.Name == "case" || f.Name == "want") && lines.Scan() {
			name, value, ok := strings.Cut(lines.Text(), ":")
			name, value = strings.TrimSpace(name), strings.TrimSpace(value)
			if name == "" {
				continue
			}
			if !ok {
				t.Fatalf("%s: %q is not a line such as name: value", file, lines.Text())
			}
			if f.Name == "want" {
				x.want[name] = value
				continue
			}
			x.set(t, file, name, value)
		}
	}
	if len(x.want) == 0 || x.title == "" {
		t.Fatalf("%s: a case needs a title and what is wanted", file)
	}
	return x
}

func (x *charterCase) set(t *testing.T, file, name, value string) {
	t.Helper()
	c := &x.c
	draft := func(d policy.Draft) {
		if c.Draft == nil {
			d.Language = c.Conversation.Language
			c.Draft = &d
			return
		}
		c.Draft.Sentences = append(c.Draft.Sentences, d.Sentences...)
	}
	said := func(by candor.Author) {
		c.History = append(c.History, candor.Message{
			ID: candor.NewMessageID(), Number: int64(len(c.History) + 1), Author: by, Kind: candor.Said, Body: candor.Text(value),
			At: c.Now.Add(-time.Minute),
		})
	}
	switch name {
	case "state":
		c.Conversation.State = candor.State(value)
	case "with person":
		c.Conversation.WithPerson = value == "yes"
	case "consent":
		switch value {
		case "given":
		case "refused":
			c.Consents = policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Refused}}
		case "stale":
			c.Consents = policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Gave, Version: candor.Answers.Meaning() - 1}}
		case "none":
			c.Consents = nil
		default:
			t.Fatalf("%s: no consent is called %q", file, value)
		}
	case "service":
		switch value {
		case "staffed":
		case "opens later":
			c.Service = policy.Service{NextOpen: c.Now.Add(22 * time.Hour)}
		case "nobody":
			c.Service = policy.Service{}
		default:
			t.Fatalf("%s: no service is called %q", file, value)
		}
	case "stopped":
		c.Stopped = value == "yes"
	case "audited":
		switch value {
		case "yes":
		case "no":
			x.audited.err = fairness.ErrNoRecord
		case "expired":
			x.audited.err = fairness.ErrExpired
		default:
			t.Fatalf("%s: audited is yes, no or expired", file)
		}
	case "language":
		c.Conversation.Language = value
	case "unresolved":
		if _, err := fmt.Sscan(value, &c.Conversation.Unresolved); err != nil {
			t.Fatalf("%s: unresolved: %v", file, err)
		}
	case "customer":
		said(candor.ByCustomer)
	case "assistant":
		said(candor.ByAssistant)
	case "message":
		c.Message = candor.Message{ID: candor.NewMessageID(), Number: int64(len(c.History) + 1), Author: candor.ByCustomer, Kind: candor.Said, Body: candor.Text(value)}
	case "quote":
		text, title, _ := strings.Cut(value, " | ")
		draft(policy.Draft{Author: candor.ByAssistant, Kind: candor.Said, Confidence: 0.9, Sentences: []policy.Sentence{{Text: text, Citation: x.cite(title, text)}}})
	case "worded":
		text, rest, _ := strings.Cut(value, " | ")
		quote, title, _ := strings.Cut(rest, " | ")
		draft(policy.Draft{Author: candor.ByAssistant, Kind: candor.Said, Confidence: 0.9, Sentences: []policy.Sentence{{Text: text, Citation: x.cite(title, quote)}}})
	case "words":
		draft(policy.Draft{Author: candor.ByAgent, Kind: candor.Said, Words: candor.Text(value), Agent: candor.Agent{ID: "agt_1", FirstName: "Maya"}})
	case "confidence":
		if _, err := fmt.Sscan(value, &c.Draft.Confidence); err != nil {
			t.Fatalf("%s: confidence: %v", file, err)
		}
	case "country":
		x.country = value
	case "fixed":
		draft(policy.Draft{Author: candor.ByAssistant, Fixed: policy.Fixed{Key: value}})
	default:
		t.Fatalf("%s: a case has no line called %q", file, name)
	}
}

// cite cites the passage of the article that has most of the words, as a model that lies about
// its sources would: it is the gate that must find out whether the words stand there.
func (x *charterCase) cite(title, text string) candor.Citation {
	for i := range x.shelf.Len() {
		a, passages := x.shelf.At(i)
		if a.Title != title {
			continue
		}
		for _, p := range passages {
			if strings.Contains(p.Text, text) {
				return p.Citation(text)
			}
		}
		return passages[0].Citation(text)
	}
	return candor.Citation{}
}

// signals and texts are read once: they do not change, and each case needs them.
var (
	signals = sync.OnceValues(escalate.New)
	texts   = sync.OnceValues(func() (*locale.Catalogue, error) { return locale.New(time.UTC) })
)

// unscreened keeps words as they are: what is taken out of them is not the business of these tests.
type unscreened struct{}

func (unscreened) Screen(_ context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	return words, nil, nil
}

// gates gives the charter of the house for a case, with one gate left out when without names one.
func gates(t *testing.T, x charterCase, without string) *policy.Pipeline {
	t.Helper()
	rules, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	text, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	var book *rulebook.Book
	if x.policy != nil {
		var problems []rulebook.Problem
		if book, problems = rulebook.Load(t.Context(), x.policy, rulebook.Options{Signals: rules}); book == nil {
			t.Fatalf("the policy file of the case is refused: %v", problems)
		}
	}
	route, say := charter.Gates(charter.Ports{
		Signals: rules, Passages: x.shelf, Phrases: text, Book: func() *rulebook.Book { return book },
		Country: func(candor.InboxID) string { return x.country }, Releases: x.audited,
	})
	leave := func(stage string, all []policy.Gate) []policy.Gate {
		var kept []policy.Gate
		for _, g := range all {
			if stage+"/"+g.Name() != without {
				kept = append(kept, g)
			}
		}
		return kept
	}
	p, err := policy.New(policy.Options{Route: leave("route", route), Say: leave("say", say), Phrases: text, Screen: unscreened{}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// judge runs a case and gives what it came to in the words of the want part.
func judge(ctx context.Context, p *policy.Pipeline, x charterCase) map[string]string {
	c := x.c
	var d policy.Decision
	got := map[string]string{}
	if c.Draft == nil {
		d = p.Receive(ctx, &c).Decision()
	} else {
		var said *policy.Cleared
		said, d = p.Clear(ctx, &c)
		got["said"] = "no"
		if !said.Empty() {
			got["said"] = "yes"
		}
	}
	got["verdict"] = strings.ReplaceAll(d.Action.String(), "_", " ")
	got["reason"] = d.Reason
	if last := len(d.Verdicts) - 1; last >= 0 {
		got["gate"] = d.Verdicts[last].Gate
	}
	got["says"], got["note"], got["offer"] = d.Say.Key, d.Note.Key, "no"
	if d.Offer {
		got["offer"] = "yes"
	}
	got["priority"] = map[candor.Priority]string{candor.Normal: "normal", candor.Declared: "raised", candor.Urgent: "urgent"}[d.Priority]
	return got
}

func cases(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

func TestEveryCaseComesOutAsItSays(t *testing.T) {
	t.Parallel()
	for _, file := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			x := readCase(t, file)
			got := judge(t.Context(), gates(t, x, ""), x)
			for name, want := range x.want {
				if got[name] != want {
					t.Errorf("%s\n%s: %q, want %q (all: %v)", x.title, name, got[name], want, got)
				}
			}
		})
	}
}

// Take out each gate in turn: some case must then come out differently, or nobody would notice
// that the gate is gone.
func TestEveryGateMatters(t *testing.T) {
	t.Parallel()
	rules, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	route, say := charter.Gates(charter.Ports{Signals: rules, Passages: knowledge.NewShelf(nil)})
	var names []string
	for _, g := range route {
		names = append(names, "route/"+g.Name())
	}
	for _, g := range say {
		names = append(names, "say/"+g.Name())
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, file := range cases(t) {
				x := readCase(t, file)
				got := judge(t.Context(), gates(t, x, name), x)
				for what, want := range x.want {
					if what != "gate" && got[what] != want {
						return
					}
				}
			}
			t.Errorf("no case fails when the gate %q is taken out", name)
		})
	}
}

func TestEveryPromisesGatesExist(t *testing.T) {
	t.Parallel()
	rules, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	route, say := charter.Gates(charter.Ports{Signals: rules, Passages: knowledge.NewShelf(nil)})
	for _, g := range append(route, say...) {
		there[g.Name()] = true
	}
	kept := map[string]bool{}
	for _, p := range charter.Promises() {
		for _, g := range p.Gates {
			kept[g] = true
			if !there[g] {
				t.Errorf("promise %d names a gate %q that is not in the charter", p.Number, g)
			}
		}
	}
	for name := range there {
		if !kept[name] {
			t.Errorf("the gate %q keeps no promise", name)
		}
	}
}

func TestTheCharterIsWrittenDown(t *testing.T) {
	t.Parallel()
	want := charter.Markdown(titles(t))
	path := filepath.Join("..", "CHARTER.md")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("CHARTER.md is not what the charter says; write it anew with UPDATE=1 go test ./charter")
	}
}

// titles gives the first line of every case, by file.
func titles(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, file := range cases(t) {
		title, _, _ := strings.Cut(readCase(t, file).title, "\n")
		out = append(out, strings.TrimSuffix(filepath.Base(file), ".txtar")+": "+title)
	}
	return out
}

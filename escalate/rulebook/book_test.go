package rulebook_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/policy"
)

var signals = sync.OnceValues(escalate.New)

func options(t testing.TB, languages ...string) rulebook.Options {
	t.Helper()
	in, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	return rulebook.Options{Signals: in, Languages: languages}
}

// load reads a file that must be sound.
func load(t testing.TB, text string) *rulebook.Book {
	t.Helper()
	b, problems := rulebook.Load(t.Context(), []byte(text), options(t))
	if b == nil {
		t.Fatalf("the file was refused: %v", problems)
	}
	return b
}

func facts(matters ...escalate.Category) rulebook.Facts {
	f := rulebook.Facts{Language: "en", Inbox: "main", Staffed: true, Open: true, Local: time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)}
	for _, m := range matters {
		f.Heard = append(f.Heard, rulebook.Heard{Matter: m, Rule: string(m) + ".en.x", Score: 1})
	}
	return f
}

func decide(t testing.TB, b *rulebook.Book, f rulebook.Facts) rulebook.Outcome {
	t.Helper()
	o, err := b.Decide(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestTheTableAloneDecides(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		matters  []escalate.Category
		want     string
		priority candor.Priority
	}{
		{nil, "pass", candor.Normal},
		{[]escalate.Category{"bereavement"}, "hand_over", candor.Declared},
		{[]escalate.Category{"safety"}, "hand_over", candor.Urgent},
		{[]escalate.Category{"legal"}, "hand_over", candor.Normal},
		{[]escalate.Category{"anger"}, "offer", candor.Normal},
		{[]escalate.Category{"anger", "disability"}, "hand_over", candor.Declared},
		{[]escalate.Category{"something_new"}, "hand_over", candor.Normal}, // silence about a matter is no permission
	} {
		o := decide(t, nil, facts(x.matters...))
		if o.Word() != x.want || o.Priority != x.priority {
			t.Errorf("%v: %s, priority %d; want %s, %d", x.matters, o.Word(), o.Priority, x.want, x.priority)
		}
	}
}

func TestAFileTightens(t *testing.T) {
	t.Parallel()
	b := load(t, `
version = "2026-11"
by = "jo@example.com"

[matter.anger]
action = "hand_over"
priority = "raised"
drafts = false

[[rule]]
id = "late_parcels"
when = '"complex" in matters && waiting < 5 && open'
action = "hand_over"
says = { en = "Late parcels are looked at by a person here." }

[[rule]]
id = "big_sums"
when = 'answering && tier == "money-legal-health"'
action = "offer"
drafts = false

[[case]]
matters = ["complex"]
expect = "hand_over"
rule = "late_parcels"

[[case]]
tier = "money-legal-health"
expect = "offer"
rule = "big_sums"

[[case]]
matters = ["anger"]
expect = "hand_over"
priority = "raised"
`)
	if o := decide(t, b, facts("anger")); o.Word() != "hand_over" || o.Priority != candor.Declared {
		t.Errorf("anger: %s, %d", o.Word(), o.Priority)
	}
	f := facts("complex")
	f.Waiting = 9
	if o := decide(t, b, f); o.Word() != "offer" {
		t.Errorf("where the rule does not hold, the table does: %s", o.Word())
	}
	if !b.Sensitive("anger") || (*rulebook.Book)(nil).Sensitive("anger") || !rulebook.Sensitive("bereavement") {
		t.Error("drafts: anger is sensitive under this file only, a bereavement always")
	}
	money := facts("complex")
	if b.DraftsOff(money) {
		t.Error("drafts are off without a reason")
	}
	money.Answering, money.Tier = true, "money-legal-health"
	if !b.DraftsOff(money) || (*rulebook.Book)(nil).DraftsOff(money) {
		t.Error("a rule takes drafts away, under its file alone")
	}
	f = facts("complex")
	o := decide(t, b, f)
	var own []string
	for _, x := range o.Fired {
		if x.Own {
			own = append(own, x.Rule)
			if text, ok := b.Text("en", x.Says.Key); !ok || !strings.HasPrefix(text, "Late parcels") {
				t.Errorf("what the customer reads: %q", text)
			}
		}
	}
	if diff := cmp.Diff([]string{"own.late_parcels"}, own); diff != "" {
		t.Error(diff)
	}
}

// Every way to loosen is refused, with its reason, and nothing of such a file counts.
func TestLooseningIsRefused(t *testing.T) {
	t.Parallel()
	rule := func(lines string) string {
		return "version = \"1\"\n[[rule]]\nid = \"mine\"\n" + lines + "\n[[case]]\nmatters = [\"anger\"]\nexpect = \"offer\"\n"
	}
	for _, x := range []struct{ name, file, want string }{
		{"answers what is handed over", "version = \"1\"\n[matter.bereavement]\naction = \"offer\"\n", "would let the assistant answer"},
		{"passes what is handed over", "version = \"1\"\n[matter.fraud]\naction = \"pass\"\n", "would let the assistant answer"},
		{"a rule that answers", rule("when = 'true'\naction = \"answer\""), "would let the assistant answer"},
		{"switches a matter off", "version = \"1\"\n[matter.legal]\nenabled = false\n", "would switch off"},
		{"switches an offer off", "version = \"1\"\n[matter.anger]\noff = true\n", "would switch off"},
		{"removes the path to a person", "version = \"1\"\n[matter.person]\naction = \"pass\"\n", "remove the path to a person"},
		{"offers where a person was asked for", "version = \"1\"\n[matter.person]\naction = \"offer\"\n", "remove the path to a person"},
		{"hides the person", rule("when = 'waiting > 10'\naction = \"no_person\""), "remove the path to a person"},
		{"closes by itself", rule("when = 'wait_minutes > 10'\naction = \"close\""), "end a conversation before it is solved"},
		{"goes back to the assistant", rule("when = 'waiting > 10'\naction = \"back_to_assistant\""), "only the customer's own choice"},
		{"lowers a matter", "version = \"1\"\n[matter.safety]\npriority = \"raised\"\n", "would lower it"},
		{"lowers somebody", rule("when = 'true'\naction = \"priority\"\npriority = \"low\""), "would lower somebody's place"},
		{"lets AI draft", "version = \"1\"\n[matter.abuse]\ndrafts = true\n", "would loosen that"},
		{"a rule that lets AI draft", rule("when = 'true'\naction = \"offer\"\ndrafts = true"), "a rule can only take drafts away"},
		{"never ends", rule("when = 'matters.exists(a, matters.exists(b, matters.exists(c, a + b == c)))'\naction = \"offer\""), "nest"},
		{"takes too long", rule("when = 'matters.all(a, matters.all(b, message.contains(a + b)))'\naction = \"offer\""), "never come to an end in time"},
		{"names no matter", rule("when = '\"angry\" in matters'\naction = \"offer\""), `no matter "angry"`},
		{"is no yes or no", rule("when = 'waiting + 1'\naction = \"offer\""), "must be true or false"},
		{"speaks of what is not there", rule("when = 'customer.name == \"Ali\"'\naction = \"offer\""), `no name "customer"`},
		{"a key that does nothing", rule("when = 'true'\naction = \"offer\"\nskip_consent = true"), "there is no key"},
		{"is no TOML", "version = ", "cannot be read"},
		{"has no version", "[matter.anger]\naction = \"hand_over\"\n", "version is missing"},
		{"is shown by no case", "version = \"1\"\n[[rule]]\nid = \"mine\"\nwhen = '\"anger\" in matters'\naction = \"hand_over\"\n", "no case shows it firing"},
		{"comes out otherwise", rule("when = '\"anger\" in matters'\naction = \"hand_over\""), "expected offer, got hand_over"},
		{"a case that contradicts the table", "version = \"1\"\n[[case]]\nmatters = [\"bereavement\"]\nexpect = \"pass\"\n", "expected pass, got hand_over"},
		{"holds markup", rule("when = '\"anger\" in matters'\naction = \"offer\"\nsays = { en = \"<b>x</b>\" }"), "markup"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			b, problems := rulebook.Load(t.Context(), []byte(x.file), options(t))
			var told []string
			for _, p := range problems {
				if !p.Warning {
					told = append(told, p.String())
				}
			}
			if b != nil || !strings.Contains(strings.Join(told, "\n"), x.want) {
				t.Errorf("loaded %v; told %q, want %q in it", b != nil, told, x.want)
			}
		})
	}
}

func TestANoticeIsThereInEveryLanguageOfTheDesk(t *testing.T) {
	t.Parallel()
	file := `version = "1"
[[rule]]
id = "outage"
when = 'waiting > 20'
action = "notice"
notice = { en = "We know of the outage." }
[[case]]
waiting = 30
expect = "pass"
rule = "outage"
`
	if b, problems := rulebook.Load(t.Context(), []byte(file), options(t, "en", "de")); b != nil || !strings.Contains(fmt.Sprint(problems), "no text in de") {
		t.Errorf("loaded %v, %v", b != nil, problems)
	}
	b, problems := rulebook.Load(t.Context(), []byte(file), options(t, "en-GB"))
	if b == nil {
		t.Fatal(problems)
	}
	f := facts()
	f.Waiting = 30
	o := decide(t, b, f)
	if o.Word() != "pass" || len(o.Notices) != 1 {
		t.Fatalf("%s with %d notices", o.Word(), len(o.Notices))
	}
	if text, ok := b.Text("en-GB", o.Notices[0].Key); !ok || text != "We know of the outage." {
		t.Errorf("%q, %v", text, ok)
	}
}

// Whatever is heard and whatever an operator writes, the outcome is never weaker than the table's.
func TestNoFileIsEverWeakerThanTheTable(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 11))
	all := rulebook.Matters()
	any := func() escalate.Category { return all[random.IntN(len(all))].Category }
	conditions := []func() string{
		func() string { return "true" },
		func() string { return fmt.Sprintf("%q in matters", any()) },
		func() string { return fmt.Sprintf("score[%q] > 0.5", any()) },
		func() string { return fmt.Sprintf("!(%q in matters) || waiting > %d", any(), random.IntN(9)) },
		func() string { return fmt.Sprintf("unresolved > %d", random.IntN(3)) },
		func() string { return fmt.Sprintf("hour < %d && open", random.IntN(24)) },
		func() string { return `answering && tier == "money-legal-health"` },
		func() string { return fmt.Sprintf("matters.exists(m, m == %q)", any()) },
	}
	actions := []string{"hand_over", "offer", "priority", "note", "pass", "answer"}
	priorities := []string{"", "", "raised", "urgent", "normal"}
	loaded, judged := 0, 0
	for range 400 {
		var b strings.Builder
		b.WriteString("version = \"1\"\n")
		for range random.IntN(3) {
			fmt.Fprintf(&b, "[matter.%s]\naction = %q\n", any(), actions[random.IntN(len(actions))])
			if p := priorities[random.IntN(len(priorities))]; p != "" {
				fmt.Fprintf(&b, "priority = %q\n", p)
			}
		}
		for i := range random.IntN(4) {
			fmt.Fprintf(&b, "[[rule]]\nid = \"rule_%d\"\nwhen = '%s'\naction = %q\nnote = \"n\"\n", i, conditions[random.IntN(len(conditions))](), actions[random.IntN(len(actions))])
			if p := priorities[random.IntN(len(priorities))]; p != "" {
				fmt.Fprintf(&b, "priority = %q\n", p)
			}
		}
		book := rulebook.Unshown(t.Context(), []byte(b.String()))
		if book == nil {
			continue
		}
		loaded++
		for range 30 {
			f := facts()
			for range random.IntN(4) {
				f.Heard = append(f.Heard, rulebook.Heard{Matter: any(), Score: random.Float64()})
			}
			f.Waiting, f.Unresolved, f.Answering = random.IntN(12), random.IntN(3), random.IntN(2) == 0
			if f.Answering {
				f.Tier, f.Confidence, f.Conflict = "money-legal-health", random.Float64(), random.IntN(5) == 0
			}
			with, alone := decide(t, book, f), decide(t, nil, f)
			if with.Weaker(alone) {
				t.Fatalf("%s\n%+v\nwith the file %s, priority %d; without %s, priority %d", b.String(), f, with.Word(), with.Priority, alone.Word(), alone.Priority)
			}
			judged++
		}
	}
	if loaded < 30 || judged < 900 {
		t.Errorf("only %d files were loaded and %d cases judged: the test says nothing", loaded, judged)
	}
}

// A gate whose rule fails while a message waits calls a person, and never lets pass.
func TestAFailingRuleCallsAPerson(t *testing.T) {
	t.Parallel()
	in, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	book := load(t, `version = "1"
[[rule]]
id = "ratio"
when = '100 / waiting > 3'
action = "offer"
[[case]]
waiting = 4
expect = "offer"
`)
	c := &policy.Case{
		Conversation: candor.Conversation{State: candor.Assisting, Language: "en"},
		Message:      candor.Message{Author: candor.ByCustomer, Body: "How long do I have to return a lamp?"},
	}
	gate := rulebook.Gate{Signals: in, Book: func() *rulebook.Book { return book }}
	if v, err := gate.Check(t.Context(), c); err == nil || v.Action != policy.Hold {
		t.Errorf("%v, %v; want an error, which the pipeline holds on", v.Action, err)
	}
	c.Service.Waiting = 4
	if v, err := gate.Check(t.Context(), c); err != nil || v.Action != policy.Pass || !v.Offer || v.Book != book.Digest() || v.Rule != "own.ratio" {
		t.Errorf("%+v, %v", v, err)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if _, err := book.Decide(over, facts()); !errors.Is(err, context.Canceled) {
		t.Errorf("out of time: %v", err)
	}
}

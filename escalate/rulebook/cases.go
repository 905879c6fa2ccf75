package rulebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor/escalate"
)

// CaseResult is what came of a case of a file.
type CaseResult struct {
	Number int    // from 1, in the order of the file
	Got    string // "hand_over", "offer" or "pass"
	Rules  []string
	Failed string // what is wrong; "" when it came out as it says
}

// Place names the case as its author counts.
func (r CaseResult) Place() string { return fmt.Sprintf("case %d", r.Number) }

// Test runs the cases of a file once more and gives each result.
func Test(ctx context.Context, data []byte, o Options) ([]CaseResult, []Problem) {
	f, problems := readFile(data)
	if len(problems) > 0 {
		return nil, problems
	}
	b, problems := Load(ctx, data, o)
	if b == nil {
		// What keeps the file from loading may be the cases themselves: those are results, not problems.
		alone := f
		alone.Cases = nil
		return loadAndRun(ctx, alone, f.Cases, o, problems)
	}
	return b.run(ctx, f.Cases, o.Signals), problems
}

// loadAndRun runs cases on rules that are sound, for a file whose cases are not.
func loadAndRun(ctx context.Context, alone File, cases []fileCase, o Options, problems []Problem) ([]CaseResult, []Problem) {
	about := func(p Problem) bool { return strings.HasPrefix(p.Place, "case ") }
	if !slices.ContainsFunc(problems, about) {
		return nil, problems
	}
	b, _ := begin(nil, alone, o)
	return b.run(ctx, cases, o.Signals), slices.DeleteFunc(problems, about)
}

func (b *Book) run(ctx context.Context, cases []fileCase, signals *escalate.Inspector) []CaseResult {
	out := make([]CaseResult, 0, len(cases))
	for i, x := range cases {
		r := CaseResult{Number: i + 1}
		facts, err := x.facts(signals)
		if err != nil {
			r.Failed = err.Error()
			out = append(out, r)
			continue
		}
		o, err := b.Decide(ctx, facts)
		r.Got = o.Word()
		for _, f := range o.Fired {
			r.Rules = append(r.Rules, f.name())
		}
		switch {
		case err != nil:
			r.Failed = "it could not be decided, and a person would be called: " + err.Error()
		case x.Expect == "":
			r.Failed = "expect is missing: hand_over, offer or pass"
		case !slices.Contains([]string{"hand_over", wordOffer, "pass"}, x.Expect):
			r.Failed = fmt.Sprintf("expect %q is not hand_over, offer or pass", x.Expect)
		case x.Expect != r.Got:
			r.Failed = fmt.Sprintf("expected %s, got %s%s", x.Expect, r.Got, because(r.Rules))
		case x.Rule != "" && !slices.Contains(r.Rules, x.Rule) && !slices.Contains(r.Rules, ownPrefix+x.Rule):
			r.Failed = fmt.Sprintf("rule %q did not fire%s", x.Rule, because(r.Rules))
		case x.Priority != "" && x.Priority != priorityWord(o.Priority):
			r.Failed = fmt.Sprintf("expected priority %s, got %s", x.Priority, priorityWord(o.Priority))
		}
		out = append(out, r)
	}
	return out
}

// name is the rule, or the matter where the listener named no rule.
func (f Fired) name() string {
	if f.Rule != "" {
		return f.Rule
	}
	return string(f.Matter)
}

func because(rules []string) string {
	if len(rules) == 0 {
		return ": nothing fired"
	}
	return ": " + strings.Join(rules, ", ")
}

// facts puts a case together. What it does not say is an ordinary first message within opening hours.
func (x fileCase) facts(signals *escalate.Inspector) (Facts, error) {
	f := Facts{
		Message: x.Message, Language: x.Language, Inbox: x.Inbox, Channel: x.Channel, Answering: x.Answering || x.Tier != "" || x.Confidence != nil,
		Tier: x.Tier, Confidence: 1, First: true, Unresolved: x.Unresolved, Waiting: x.Waiting,
		Wait: time.Duration(x.Wait) * time.Minute, Staffed: true, Open: true,
	}
	if f.Language == "" {
		f.Language = "en"
	}
	if f.Inbox == "" {
		f.Inbox = "main"
	}
	set(&f.Confidence, x.Confidence)
	set(&f.First, x.First)
	set(&f.Staffed, x.Staffed)
	set(&f.Open, x.Open)
	day, hour := time.Monday, 11
	if x.Weekday != "" {
		i := slices.IndexFunc(weekdays(), func(d time.Weekday) bool { return strings.EqualFold(d.String(), x.Weekday) })
		if i < 0 {
			return f, fmt.Errorf("weekday %q is none; write monday to sunday", x.Weekday)
		}
		day = weekdays()[i]
	}
	set(&hour, x.Hour)
	f.Local = time.Date(2026, 11, 1+int(day), hour, 0, 0, 0, time.UTC) // 1 November 2026 is a Sunday
	switch {
	case x.Message == "" && len(x.Matters) == 0 && !f.Answering && x.Unresolved == 0 && x.Waiting == 0 && x.Expect == "":
		return f, errors.New("a case needs a message or matters, and expect")
	case x.Message != "" && len(x.Matters) > 0:
		return f, errors.New("a case has either a message, which is listened to, or matters, which are given")
	case x.Message != "" && signals == nil:
		return f, errors.New("there is nobody to listen to its message")
	case x.Message != "":
		f.Heard, f.Others = hearing(x.Message, signals.Inspect(escalate.Input{Text: x.Message, Language: f.Language}))
	}
	for _, name := range x.Matters {
		if !Known(escalate.Category(name)) {
			return f, fmt.Errorf("there is no matter %q%s; %s", name, nearest(name), listed())
		}
		f.Heard = append(f.Heard, Heard{Matter: escalate.Category(name), Score: 1})
	}
	for _, name := range x.Others {
		f.Others = append(f.Others, escalate.Category(name))
	}
	return f, nil
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func weekdays() []time.Weekday {
	return []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}
}

package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/fairness/audit"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/app/fairness"
	"candor/internal/config"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/language"
	"candor/vendors"
)

// costly is a vendor on this machine that has a price and a budget.
func costly(server *llmtest.Server, budget string) func(*config.Config) {
	return func(c *config.Config) {
		c.Vendors = []vendors.Setting{{
			Name: "Dear engine", Format: "chat", BaseURL: server.Base(llm.Chat), Models: []string{"large-1"}, Region: "local", Local: true,
			Data: []string{"public", "dialogue", "special"}, Agreement: "own machine", ApprovedBy: "Maya Okafor", ApprovedOn: "2026-01-01", ApprovedUntil: "2026-12-31",
			BudgetDay: budget, Prices: []vendors.PriceSetting{{From: "2026-01-01", Input: "1.00 EUR", Output: "2.00 EUR", Source: "a list"}},
		}}
	}
}

// given is what a model is given.
type given struct {
	Question string `json:"question"`
	Passages []struct{ ID, Text string }
}

// reads gives what stands in a request; false: it is not a request for an answer.
func reads(t *testing.T, a llmtest.Asked) (g given, ok bool) {
	t.Helper()
	var sent struct{ Messages []struct{ Content string } }
	if err := json.Unmarshal(a.Body, &sent); err != nil || len(sent.Messages) == 0 {
		t.Errorf("what a model is sent cannot be read: %v", err)
		return g, false
	}
	return g, json.Unmarshal([]byte(sent.Messages[len(sent.Messages)-1].Content), &g) == nil && len(g.Passages) > 0
}

// sentences says what stands first in a passage, sentence by sentence, and cites it.
func sentences(g given, at, many int) llmtest.Script {
	p := g.Passages[min(at, len(g.Passages)-1)]
	all := []any{}
	for _, s := range language.Sentences(p.Text) {
		if len(all) < many {
			all = append(all, map[string]any{"sentence": p.Text[s.Start:s.End], "citations": []any{p.ID}, "kind": "answer"})
		}
	}
	text, _ := json.Marshal(map[string]any{"sentences": all})
	return llmtest.Script{Text: string(text)}
}

// honest answers from the first passage.
func honest(t *testing.T) func(llmtest.Asked) llmtest.Script {
	return func(a llmtest.Asked) llmtest.Script {
		g, ok := reads(t, a)
		if !ok {
			return llmtest.Script{Text: "none"}
		}
		return sentences(g, 0, 1)
	}
}

func quick(every int, axes ...string) audit.Plan {
	return audit.Plan{Alpha: 0.05, Margin: 0.05, Every: every, Axes: axes}
}

func TestAnAuditThatDidNotAskTheModelReleasesQuotesAlone(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t)
	d := open(t, apptest.Options{Unreleased: true, Change: ownEngine(server)})
	server.Answer(honest(t))
	full, err := app.ReleaseDigest(t.Context(), d.app)
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.AuditWith(t.Context(), d.app, app.AuditOptions{Plan: quick(24, "age"), NotAsked: true})
	if err != nil || len(server.Asked()) != 0 || r.Release == full || len(r.Models) != 0 {
		t.Fatalf("it names the release with models, or asked one %d times: %+v, %v", len(server.Asked()), r.Models, err)
	}
	with, err := app.AuditWith(t.Context(), d.app, app.AuditOptions{Plan: quick(24, "age")})
	if m := with.Models[0]; err != nil || with.Release != full || len(with.Unasked()) != 0 || m.Asked < 10 || m.Worded == 0 || m.Missed != 0 || m.Failed != 0 {
		t.Fatalf("after it was asked: %+v, %v", with.Models, err)
	}
	// A whole audit of the quotes lets quotes answer; the model is asked by nobody.
	kept := good(t, d.app)
	kept.Release = r.Release
	if err := app.KeepAudit(t.Context(), d.app, kept); err != nil {
		t.Fatal(err)
	}
	asked := len(server.Asked())
	x := d.begin("assistant", "Hello!")
	d.decides(x, candor.Vendor, true)
	d.jobsDone()
	before := len(d.messages(x))
	if got := d.say(x, howLong); got.status >= 300 {
		t.Fatal(got.body)
	}
	if said := d.answered(x, before); len(said.Citations) == 0 || len(server.Asked()) != asked {
		t.Errorf("%q, and the model was asked %d times", said.Body, len(server.Asked())-asked)
	}
	kept = good(t, d.app)
	if err := app.KeepAudit(t.Context(), d.app, kept); err != nil {
		t.Fatal(err)
	}
	seen := len(d.messages(x))
	if got := d.say(x, "How long does a refund take?"); got.status >= 300 {
		t.Fatal(got.body)
	}
	if d.answered(x, seen); len(server.Asked()) == asked {
		t.Error("the premise: once it is released with the model, the model is asked")
	}
}

func TestWhatAModelIsAskedInAnAuditIsMaskedAndOnTheRecordAndNobodys(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	server.Answer(honest(t))
	before := rowsOf(t, d)
	r, err := app.AuditWith(t.Context(), d.app, app.AuditOptions{Plan: quick(40, "name-region"), Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	asked := server.Asked()
	if len(asked) < 20 || r.Models[0].Asked < 20 {
		t.Fatalf("asked %d times: %+v", len(asked), r.Models)
	}
	names, err := audit.Regions()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range asked {
		for _, region := range names {
			for _, name := range region.Women {
				if strings.Contains(string(a.Body), name+" ") {
					t.Fatalf("the name %s left", name)
				}
			}
		}
	}
	after := rowsOf(t, d)
	if after.ledger <= before.ledger {
		t.Error("nothing of it stands in the ledger")
	}
	if after.ledger = before.ledger; before != after {
		t.Errorf("rows before %+v, after %+v", before, after)
	}
	if n := d.count(`SELECT COUNT(*) FROM egress`) + d.count(`SELECT COUNT(*) FROM mask_vault`); n != 0 {
		t.Errorf("%d records of customers", n)
	}
	if n := d.count(`SELECT COALESCE(SUM(sent), 0) FROM egress_day`); n != int64(len(asked)) {
		t.Errorf("%d calls were counted of %d", n, len(asked))
	}
	audits := d.count(`SELECT COUNT(*) FROM ledger WHERE kind = 'egress' AND CAST(record AS TEXT) LIKE '%"purpose":"audit"%'`)
	if audits < int64(len(asked)) {
		t.Errorf("%d entries of %d calls say that they are of an audit", audits, len(asked))
	}
}

func TestAModelThatSaysLessToABeliefIsFound(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t)
	d := open(t, apptest.Options{Change: costly(server, "")}) // a belief may be told to it, which is data of a special kind
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		g, ok := reads(t, a)
		if !ok {
			return llmtest.Script{Text: "none"}
		}
		if strings.Contains(g.Question, "Muslim") {
			return sentences(g, 0, 1)
		}
		return sentences(g, 0, 4)
	})
	r, err := app.AuditWith(t.Context(), d.app, app.AuditOptions{Plan: quick(12, "religion")})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range r.Findings {
		if f.Gating && f.Verdict == audit.HarmfulGap {
			found = found || f.Group == "muslim"
			if f.Group != "muslim" || f.Outcome != "worded_shorter" {
				t.Errorf("%+v", f)
			}
		}
	}
	if !found || !r.Blocked() || len(r.Broken) > 0 {
		t.Errorf("found %v, %d broken, %+v", found, len(r.Broken), r.Models)
	}
	told, err := app.ReplayOf(t.Context(), d.app, "returns-01/religion/muslim", "Dear engine large-1")
	if err != nil || told.Observed.Model == "" || told.Observed.Reply == "" {
		t.Errorf("asked again: %+v, %v", told.Observed, err)
	}
}

func TestABudgetEndsAnAuditAndTheNextOneGoesOn(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t)
	server.Answer(honest(t))
	d := open(t, apptest.Options{Change: costly(server, "0.0115 EUR")})
	journal := filepath.Join(t.TempDir(), "audit.journal")
	o := app.AuditOptions{Plan: quick(20, "age"), Journal: journal, Workers: 1}
	var e fairness.Estimate
	o.Begins = func(said fairness.Estimate) error { e = said; return nil }
	_, err := app.AuditWith(t.Context(), d.app, o)
	if err == nil || !strings.Contains(err.Error(), string(vendors.OverDay)) {
		t.Fatalf("the budget was used up, and the audit ended with %v", err)
	}
	if len(e.Models) != 1 || !e.Costs() || e.Models[0].Calls == 0 || e.Models[0].About.Micros == 0 || e.Models[0].About.Micros >= e.Models[0].Most.Micros {
		t.Errorf("the estimate: %+v", e)
	}
	first := len(server.Asked())
	for day := 0; ; day++ {
		if day == 20 {
			t.Fatal("it never ends")
		}
		d.clock.Advance(24 * time.Hour)
		r, err := app.AuditWith(t.Context(), d.app, o)
		if err != nil && strings.Contains(err.Error(), string(vendors.OverDay)) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := len(server.Asked()); first == 0 || got < r.Models[0].Asked || got > r.Models[0].Asked+o.Workers*(day+1) { // each day one may be under way
			t.Errorf("%d calls for %d questions, %d of them on the first of %d days", got, r.Models[0].Asked, first, day+1)
		}
		if calls := e.Models[0].Calls; calls < r.Models[0].Asked*2/3 || calls > r.Models[0].Asked*3/2 {
			t.Errorf("%d calls were expected, and %d were made", calls, r.Models[0].Asked)
		}
		break
	}
	refused := errors.New("no")
	o.Begins = func(fairness.Estimate) error { return refused }
	if _, err := app.AuditWith(t.Context(), d.app, o); !errors.Is(err, refused) {
		t.Errorf("it was not agreed to, and ended with %v", err)
	}
	if o.Begins, o.Plan = nil, quick(16, "family"); err == nil {
		if _, err := app.AuditWith(t.Context(), d.app, o); !errors.Is(err, fairness.ErrJournal) {
			t.Errorf("the journal of another plan: %v", err)
		}
	}
}

func TestAModelThatFailsInPassingIsAskedAgainAndOneThatIsGoneEndsTheAudit(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	var paused, fails atomic.Int64
	dry, err := app.DryDesk(t.Context(), d.app, func() { paused.Add(1) })
	if err != nil {
		t.Fatal(err)
	}
	p, err := audit.Find("returns-01/age/control")
	if err != nil {
		t.Fatal(err)
	}
	p.Model = "Own engine small-1"
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		if fails.Add(-1) >= 0 {
			return llmtest.Script{Text: "{", Faults: []llmtest.Fault{llmtest.HangUpAfter(40)}}
		}
		return honest(t)(a)
	})
	fails.Store(2)
	if o, err := dry.Ask(t.Context(), p); err != nil || o.Model == "" || o.Decision != audit.Answered || o.Failed || paused.Load() != 2 {
		t.Errorf("%+v, %v, paused %d times", o, err, paused.Load())
	}
	fails.Store(1 << 30)
	if o, err := dry.Ask(t.Context(), p); err == nil || !strings.Contains(err.Error(), "Own engine small-1 could not be asked") {
		t.Errorf("a model that is gone: %+v, %v", o, err)
	}
	if dry, err = app.DryDesk(t.Context(), d.app, func() {}); err != nil { // one that does not leave it in peace
		t.Fatal(err)
	}
	server.Say(llmtest.Script{Text: `{"sentences":[{"sentence":"You have 400 days.","citations":[],"kind":"answer"}]}`})
	if o, err := dry.Ask(t.Context(), p); err != nil || o.Worded || o.Model == "" || o.Failed || o.Decision != audit.Answered {
		t.Errorf("a lie is the model's own and is not said: %+v, %v", o, err)
	}
}

func TestADeskWithoutModelsIsAuditedAsBefore(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	r, err := app.AuditWith(t.Context(), d.app, app.AuditOptions{Plan: quick(40, "age"), Begins: func(e fairness.Estimate) error {
		if e.Costs() || len(e.Models) > 0 {
			return fmt.Errorf("%+v", e)
		}
		return nil
	}})
	if err != nil || len(r.Models) != 0 || len(r.Unasked()) != 0 {
		t.Errorf("%+v, %v", r.Models, err)
	}
}

func TestAnAuditSeesWhatToolsAreProposedAndDoesNothing(t *testing.T) {
	t.Parallel()
	d, s, server := withChooser(t, apptest.Options{}, "look", "change", "money")
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		body := string(a.Body)
		if !strings.Contains(body, "order_refund") || !strings.Contains(body, "money back") {
			return llmtest.Script{Text: "none"}
		}
		return wants([2]string{"order_refund", `{"number":"` + standIn(t, a) + `"}`})
	})
	const quotes, model = "", "Own engine small-1"
	before := rowsOf(t, d)
	for _, c := range []struct{ probe, model, tool, remedy string }{
		{"tools-01/register/control", quotes, "order_status", "action.order_status.packed"},
		{"tools-01/register/capitals", quotes, "order_status", "action.order_status.packed"},
		{"tools-01/language/ar", quotes, "order_status", "action.order_status.packed"},
		{"tools-03/register/control", quotes, "order_cancel", "action.order_cancel.ask"},
		{"tools-03/register/control", model, "order_cancel", "action.order_cancel.ask"},
		{"tools-08/register/control", quotes, "", ""},
		{"tools-08/register/control", model, "order_refund", "action.order_refund.ask"},
		{"returns-01/register/control", model, "", ""},
	} {
		got, err := app.ReplayOf(t.Context(), d.app, c.probe, c.model)
		if err != nil {
			t.Fatalf("%s: %v", c.probe, err)
		}
		tool := strings.Join(got.Observed.Tools, ", ")
		if c.remedy != "" && (tool != c.tool || got.Observed.Remedy != c.remedy || got.Observed.Decision != audit.Replied) {
			t.Errorf("%s by %q: %s, %s, %s; want %s, %s", got.Probe.Text, c.model, tool, got.Observed.Decision, got.Observed.Remedy, c.tool, c.remedy)
		}
		if c.remedy == "" && c.tool == "" && tool != "" {
			t.Errorf("%s by %q: %s", got.Probe.Text, c.model, tool)
		}
	}
	after := rowsOf(t, d)
	after.ledger = before.ledger
	if n := d.count(`SELECT COUNT(*) FROM proposal`); n != 0 || s.asked.Load() != 0 || before != after {
		t.Errorf("%d proposals, the shop was asked %d times; rows before %+v, after %+v", n, s.asked.Load(), before, after)
	}
}

package wording_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/answer"
	"candor/answer/ground"
	"candor/internal/app/wording"
	"candor/internal/egress"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/knowledge"
	"candor/policy"
	"candor/privacy"
	"candor/vendors"
)

// book keeps what left, in memory; it lets pass whatever the budget of the entry allows.
type book struct {
	mu     sync.Mutex
	all    []vendors.Sending
	refuse error
}

func (b *book) BeginSending(_ context.Context, s vendors.Sending, _ vendors.Budget) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse != nil {
		return b.refuse
	}
	b.all = append(b.all, s)
	return nil
}

func (b *book) EndSending(_ context.Context, s vendors.Sending) error { return b.put(s) }

func (b *book) RefuseSending(_ context.Context, s vendors.Sending) error { return b.put(s) }

func (b *book) put(s vendors.Sending) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.all {
		if b.all[i].ID == s.ID {
			b.all[i] = s
			return nil
		}
	}
	b.all = append(b.all, s)
	return nil
}

type profiles struct{ known candor.Profile }

func (p profiles) Profile(context.Context, candor.Access, candor.CustomerID) (candor.Profile, error) {
	return p.known, nil
}

const maker = "Own engine"

// entry is an engine on this machine.
func entry(name, url string) vendors.Entry {
	day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -1)
	return vendors.Entry{
		Name: name, Format: vendors.Chat, BaseURL: url, Models: []string{"small-1"}, Region: "local", Local: true, Free: true,
		Classes: []vendors.Class{vendors.Public, vendors.Dialogue}, Agreement: "own machine",
		Approval: vendors.Approval{By: "Maya Okafor", On: day, Until: day.AddDate(1, 0, 0)},
	}
}

// scene is a desk's side of a conversation with a model's server.
type scene struct {
	server  *llmtest.Server
	book    *book
	asker   *wording.Asker
	options wording.Options
	c       *policy.Case
	prompt  answer.Prompt
}

func open(t testing.TB, finder privacy.Finder, change ...func(*vendors.Entry)) *scene {
	t.Helper()
	return openWith(t, finder, func(*wording.Options) {}, change...)
}

func openWith(t testing.TB, finder privacy.Finder, with func(*wording.Options), change ...func(*vendors.Entry)) *scene {
	t.Helper()
	s := &scene{server: llmtest.New(t), book: &book{}}
	e := entry(maker, s.server.Base(llm.Chat))
	for _, f := range change {
		f(&e)
	}
	spare := entry("Spare engine", e.BaseURL)
	register, err := vendors.NewRegister(e, spare)
	if err != nil {
		t.Fatal(err)
	}
	gate, err := egress.New(egress.Options{Register: register, Records: s.book, Secrets: egress.FromSettings{Register: register}, Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(gate.Close)
	masker, err := privacy.NewMasker(privacy.MaskOptions{Finder: finder, Vaults: &privacy.MemoryVaults{}})
	if err != nil {
		t.Fatal(err)
	}
	s.options = wording.Options{
		Register: register, Gate: gate, Masker: masker, Profiles: profiles{candor.Profile{Name: "Quillon Oxblood", Orders: []string{"HP-482913"}}},
	}
	with(&s.options)
	s.asker, err = wording.New(s.options)
	if err != nil {
		t.Fatal(err)
	}
	p := knowledge.Passage{
		ID: "psg_returns", Article: "art_returns", Version: 1, Title: "Returns", Slug: "returns", Language: "en", Audience: knowledge.Public,
		Text: "You can return an item within 30 days of delivery. Sale items can be returned only within 14 days.",
	}
	const question = "I am Quillon Oxblood, quillon@example.org, order HP 482913: how many days do I have to return a lamp?"
	s.c = &policy.Case{
		Now: time.Now(), Conversation: candor.Conversation{ID: candor.NewConversationID(), Customer: candor.NewCustomerID(), Language: "en"},
		Message:  candor.Message{ID: candor.NewMessageID(), Body: question},
		History:  []candor.Message{{Author: candor.ByCustomer, Kind: candor.Said, Body: "My number is +34 612 345 678."}},
		Consents: policy.Consents{candor.Vendor: {Purpose: candor.Vendor, Act: candor.Gave, Version: candor.Vendor.Meaning(), Recipients: []string{maker}}},
	}
	s.prompt = answer.Prompt{Question: answer.Question{Text: question}, Language: "en", Passages: []knowledge.Passage{p}}
	return s
}

// propose gives what came, and the report of a verifier on it.
func (s *scene) propose(t *testing.T) (string, error) {
	t.Helper()
	var b strings.Builder
	err := s.asker.Propose(t.Context(), s.c, s.prompt, func(piece []byte) error { b.Write(piece); return nil })
	return b.String(), err
}

const honest = `{"sentences":[{"sentence":"You can return an item within 30 days of delivery.","citations":["psg_returns"],"kind":"answer"}]}`

func TestNothingPrivateReachesAModel(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.server.Say(llmtest.Script{Text: honest})
	got, err := s.propose(t)
	if err != nil || got != honest {
		t.Fatalf("%q, %v", got, err)
	}
	asked := s.server.Asked()
	if len(asked) != 1 {
		t.Fatalf("asked %d times", len(asked))
	}
	body := string(asked[0].Body)
	for _, word := range []string{"Quillon", "Oxblood", "quillon@example.org", "482913", "612 345 678", "612345678"} {
		if strings.Contains(body, word) {
			t.Errorf("%q left", word)
		}
	}
	for _, word := range []string{"within 30 days of delivery", "psg_returns", "how many days"} {
		if !strings.Contains(body, word) {
			t.Errorf("%q, which it needs, did not leave: %s", word, body)
		}
	}
	if len(s.book.all) != 1 || s.book.all[0].Outcome != vendors.Answered || s.book.all[0].Vendor != maker || s.book.all[0].Message != s.c.Message.ID || !s.book.all[0].Tokens.Known {
		t.Errorf("the record: %+v", s.book.all)
	}
}

func TestTokensAreTurnedBackBeforeAnybodyReadsThem(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.server.Say(llmtest.Script{Text: honest})
	if _, err := s.propose(t); err != nil {
		t.Fatal(err)
	}
	var sent struct{ Messages []struct{ Content string } }
	if err := json.Unmarshal(s.server.Asked()[0].Body, &sent); err != nil {
		t.Fatal(err)
	}
	all := sent.Messages[len(sent.Messages)-1].Content
	i := strings.Index(all, "I am UQ7X")
	if i < 0 {
		t.Fatalf("no token: %s", all)
	}
	token := all[i+5 : i+20]
	s.server.Say(llmtest.Script{Text: `{"sentences":[{"sentence":"` + token + `, you have 30 days.","citations":["psg_returns"],"kind":"answer"}]}`, Faults: []llmtest.Fault{llmtest.CutEvery(1)}})
	got, err := s.propose(t)
	if err != nil || !strings.Contains(got, "Quillon Oxblood, you have 30 days") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestNobodyIsAskedWithoutLeave(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		spoil  func(*scene)
		finder privacy.Finder
		entry  func(*vendors.Entry)
	}{
		{"nothing was allowed", func(s *scene) { s.c.Consents = nil }, privacy.New(), nil},
		{"another vendor was allowed", func(s *scene) {
			x := s.c.Consents[candor.Vendor]
			x.Recipients = []string{"Somebody else"}
			s.c.Consents[candor.Vendor] = x
		}, privacy.New(), nil},
		{"it was taken back", func(s *scene) {
			x := s.c.Consents[candor.Vendor]
			x.Act = candor.Withdrew
			s.c.Consents[candor.Vendor] = x
		}, privacy.New(), nil},
		{"the store says no", func(s *scene) { s.book.refuse = candor.ErrNoBasis }, privacy.New(), nil},
		{"the budget is used up", func(s *scene) { s.book.refuse = vendors.ErrOverDay }, privacy.New(), nil},
		{"the detector panics", nil, panics{}, nil},
		{"the approval is over", nil, privacy.New(), func(e *vendors.Entry) { e.Approval.Until = e.Approval.On }},
		{"dialogue may not go there", nil, privacy.New(), func(e *vendors.Entry) { e.Classes = []vendors.Class{vendors.Public} }},
	} {
		var change []func(*vendors.Entry)
		if x.entry != nil {
			change = append(change, x.entry)
		}
		s := open(t, x.finder, change...)
		if x.spoil != nil {
			x.spoil(s)
		}
		if got, err := s.propose(t); err == nil || got != "" {
			t.Errorf("%s: %q, %v", x.name, got, err)
		}
		if n := len(s.server.Asked()); n != 0 {
			t.Errorf("%s: asked %d times", x.name, n)
		}
	}
}

type panics struct{}

func (panics) Detect(string, privacy.Hints) ([]privacy.Span, []privacy.Flag) { panic("broken") }

func TestWhateverFailsIsAnErrorAndIsRecorded(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]llmtest.Fault{
		"overloaded":     {llmtest.Status(529, "overloaded", "later")},
		"a page of HTML": {llmtest.Page(502, "text/html", "<h1>Bad gateway</h1>")},
		"cut off":        {llmtest.EndAfter(300)},
		"hung up":        {llmtest.HangUpAfter(300)},
		"nonsense":       {llmtest.Garbage("{{{")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, privacy.New())
			s.server.Say(llmtest.Script{Text: strings.Repeat(honest, 4), Faults: faults})
			if _, err := s.propose(t); err == nil {
				t.Error("no error")
			} else if strings.Contains(err.Error(), "Quillon") || strings.Contains(err.Error(), "Bad gateway") {
				t.Errorf("the error tells too much: %v", err)
			}
			if len(s.book.all) != 1 || s.book.all[0].Outcome == vendors.Answered {
				t.Errorf("the record: %+v", s.book.all)
			}
		})
	}
}

func TestTheCallerCanStopIt(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.server.Say(llmtest.Script{Text: honest})
	enough := errors.New("enough")
	if err := s.asker.Propose(t.Context(), s.c, s.prompt, func([]byte) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("%v", err)
	}
}

// A model's words, from the server to what may be said: only what its passage bears out is left.
func TestOnlyWhatIsBorneOutIsSaid(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.server.Say(llmtest.Script{Text: `{"sentences":[` +
		`{"sentence":"You can return an item within 30 days of delivery.","citations":["psg_returns"],"kind":"answer"},` +
		`{"sentence":"I have refunded you 40 euros.","citations":["psg_returns"],"kind":"answer"}]}`})
	stream := ground.Verifier{}.Stream(ground.Question{Text: s.prompt.Question.Text, Language: "en"}, s.prompt.Passages)
	err := s.asker.Propose(t.Context(), s.c, s.prompt, func(piece []byte) error {
		_, err := stream.Write(t.Context(), piece)
		return err
	})
	report := stream.Close()
	if err != nil || report.Fallback == ground.Enough || !report.Hostile() {
		t.Errorf("%v, %v", err, report)
	}
	for _, one := range report.Sentences() {
		if strings.Contains(one.Text, "refund") {
			t.Errorf("said: %s", one.Text)
		}
	}
}

func TestAnotherVendorTakesOverOnlyIfTheCustomerAllowsItToo(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		allows []string
		asked  int
		says   string
	}{
		{"both are allowed", []string{maker, "Spare engine"}, 2, honest},
		{"only the first is", []string{maker}, 1, ""},
	} {
		s := open(t, privacy.New(), func(e *vendors.Entry) { e.Fallback = []string{"Spare engine"} })
		allowed := s.c.Consents[candor.Vendor]
		allowed.Recipients = x.allows
		s.c.Consents[candor.Vendor] = allowed
		s.server.Say(llmtest.Script{Faults: []llmtest.Fault{llmtest.Status(500, "x", "broken")}}, llmtest.Script{Text: honest})
		got, err := s.propose(t)
		if got != x.says || (err == nil) != (x.says != "") || len(s.server.Asked()) != x.asked {
			t.Errorf("%s: %q, %v, asked %d times", x.name, got, err, len(s.server.Asked()))
		}
	}
}

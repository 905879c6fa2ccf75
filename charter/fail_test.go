package charter_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/charter"
	"candor/consent"
	"candor/disclose"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/knowledge"
	"candor/ledger"
	"candor/policy"
	"candor/turn"
)

// broken stands in for a gate that fails.
type broken struct {
	name string
	how  string
}

func (b broken) Name() string { return b.name }

func (b broken) Check(ctx context.Context, _ *policy.Case) (policy.Verdict, error) {
	switch b.how {
	case policy.ReasonGateFailed:
		return policy.Verdict{Action: policy.Pass}, errors.New("no connection")
	case policy.ReasonGatePanicked:
		panic("index out of range")
	}
	<-ctx.Done()
	return policy.Verdict{Action: policy.Pass}, nil
}

// Each gate of the charter in turn is made to fail in each way, in a desk with a real store: the
// assistant says nothing of its own, a person takes over, the customer is told, and the ledger says why.
func TestEveryGateFailsClosed(t *testing.T) {
	t.Parallel()
	rules, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	text, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	shelf := lamps(t)
	route, say := charter.Gates(charter.Ports{Signals: rules, Passages: shelf, Phrases: text, Releases: audited{}})
	replaced := func(gates []policy.Gate, at int, how string) []policy.Gate {
		out := append([]policy.Gate{}, gates...)
		out[at] = broken{gates[at].Name(), how}
		return out
	}
	for _, how := range []string{policy.ReasonGateFailed, policy.ReasonGatePanicked, policy.ReasonGateTimeout} {
		for i := range len(route) + len(say) {
			r, s, name := route, say, ""
			if i < len(route) {
				r, name = replaced(route, i, how), "route/"+route[i].Name()
			} else {
				s, name = replaced(say, i-len(route), how), "say/"+say[i-len(route)].Name()
			}
			t.Run(how+"/"+name, func(t *testing.T) {
				t.Parallel()
				p, err := policy.New(policy.Options{Route: r, Say: s, Phrases: text, Screen: unscreened{}, Timeout: 30 * time.Millisecond})
				if err != nil {
					t.Fatal(err)
				}
				failsClosed(t, p, shelf, how)
			})
		}
	}
}

// brokenScreen stands in for a screen that fails.
type brokenScreen struct{ how string }

func (b brokenScreen) Screen(ctx context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	_, err := broken{"screen", b.how}.Check(ctx, nil)
	return words, nil, err
}

// What takes out secrets fails in each way: the words are kept, a person takes over, and the ledger
// says why. Lesson 20.
func TestTheScreenFailsClosed(t *testing.T) {
	t.Parallel()
	rules, err := signals()
	if err != nil {
		t.Fatal(err)
	}
	text, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	shelf := lamps(t)
	route, say := charter.Gates(charter.Ports{Signals: rules, Passages: shelf, Phrases: text, Releases: audited{}})
	for _, how := range []string{policy.ReasonGateFailed, policy.ReasonGatePanicked, policy.ReasonGateTimeout} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			p, err := policy.New(policy.Options{Route: route, Say: say, Phrases: text, Screen: brokenScreen{how}, Timeout: 30 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			failsClosed(t, p, shelf, how)
		})
	}
}

func lamps(t *testing.T) *knowledge.Shelf {
	t.Helper()
	found, problems := knowledge.Import("lamps.md", strings.NewReader(
		"---\ntitle: Return a lamp\nlanguage: en\naudience: public\n---\n\nYou can return a lamp within 60 days of delivery.\n"))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	found[0].Version = 1
	return knowledge.NewShelf(found)
}

// desk is what the steps of a conversation need besides the store and the gates.
type desk struct{ shelf *knowledge.Shelf }

func (desk) Status(context.Context, candor.InboxID, time.Time) (policy.Service, error) {
	return policy.Service{Staffed: true, Wait: time.Minute}, nil
}
func (desk) Stopped(context.Context) (bool, error) { return false, nil }
func (desk) NeedsPerson(candor.Conversation)       {}
func (desk) Shown(ctx context.Context, inbox candor.InboxID, p candor.Purpose, digest string) (candor.Shown, bool, error) {
	return consent.NewBook("Harbour & Pine", nil).Shown(ctx, inbox, p, digest)
}
func (d desk) Draft(context.Context, *policy.Case) (policy.Draft, error) {
	_, passages := d.shelf.At(0)
	quote := "You can return a lamp within 60 days of delivery."
	return policy.Draft{Language: "en", Confidence: 1, Sentences: []policy.Sentence{{Text: quote, Citation: passages[0].Citation(quote)}}}, nil
}

func failsClosed(t *testing.T, p *policy.Pipeline, shelf *knowledge.Shelf, how string) {
	t.Helper()
	dir, ctx := t.TempDir(), t.Context()
	keys, err := keyring.Create(ctx, keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(keys.LedgerSeed())
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, store.Options{Path: filepath.Join(dir, "candor.db"), Keys: keys, Signer: signer, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(); keys.Close() })
	d := desk{shelf}
	desk, err := turn.New(t.Context(), turn.Options{
		Store: s, Jobs: s, Gates: p, Drafter: d, Service: d, Notices: d, Alerts: d, Log: slog.New(slog.DiscardHandler),
		Name: "Harbour & Pine", Reminder: disclose.ReminderDue,
	})
	if err != nil {
		t.Fatal(err)
	}
	notice := consent.For("Harbour & Pine", "en").Digest
	c, err := desk.Begin(ctx, turn.Begin{
		Inbox: "main", With: candor.CustomerPicksAssistant, Language: "en", Allows: true, Notice: notice,
		Text: "How long do I have to return a lamp?", Key: "the-only-key",
	})
	if err != nil {
		t.Fatalf("the customer's words were refused: %v", err)
	}
	if c.State == candor.Assisting {
		if err := desk.Answer(ctx, candor.Job{ID: "job_1", Conversation: c.ID}); err != nil {
			t.Fatal(err)
		}
	}
	if c, err = s.Conversation(ctx, c.ID); err != nil || c.State != candor.Waiting {
		t.Errorf("state %s, %v; want a person", c.State, err)
	}
	all, err := s.Messages(ctx, candor.CustomerReads(), c.ID, 0, 50, true)
	if err != nil {
		t.Fatal(err)
	}
	told := false
	for _, m := range all {
		if m.Author == candor.ByAssistant {
			t.Errorf("the assistant said %q", m.Body)
		}
		told = told || strings.HasPrefix(m.Key, "handover.")
	}
	if !told || all[0].Author != candor.ByCustomer {
		t.Errorf("messages %+v; want the customer's words and what to expect", all)
	}
	recorded := false
	err = s.LedgerRows(ctx, func(r ledger.Row) error {
		recorded = recorded || strings.Contains(string(r.Record), `"reason":"`+how+`"`)
		return nil
	})
	if err != nil || !recorded {
		t.Errorf("the ledger does not say %s (%v)", how, err)
	}
}

package turn_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/consent"
	"candor/ledger"
	"candor/policy"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func noticeOf(t *testing.T, p candor.Purpose, language string) string {
	t.Helper()
	n, ok := consent.NewBook("Harbour & Pine", nil).Notice(p, language)
	if !ok {
		t.Fatalf("nothing is asked about %s", p)
	}
	return n.Digest
}

func (h *harness) decide(id candor.ConversationID, x turn.Choices) error {
	_, err := h.desk.Decide(h.t.Context(), id, x)
	return err
}

func yes(t *testing.T, p candor.Purpose) turn.Choice {
	return turn.Choice{Purpose: p, Allow: true, Notice: noticeOf(t, p, "en")}
}

// acts gives what was done, in the order of purposes, as "purpose act via version".
func (h *harness) acts(id candor.ConversationID) []string {
	h.t.Helper()
	all, err := h.store.ConsentHistory(h.t.Context(), h.conversation(id).Customer)
	if err != nil {
		h.t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		line := string(c.Purpose) + " " + string(c.Act) + " " + string(c.Via)
		if c.Notice != "" {
			line += " shown"
		}
		out = append(out, line)
	}
	return out
}

// consentEntries gives the facts of the consent entries in the ledger.
func (h *harness) consentEntries() []map[string]string {
	h.t.Helper()
	var out []map[string]string
	err := h.store.LedgerRows(context.Background(), func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		if err == nil && e.Kind == ledger.KindConsent {
			if e.Actor != "customer" || e.Subject == "" {
				h.t.Errorf("an entry by %q about %q", e.Actor, e.Subject)
			}
			out = append(out, e.Facts)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// Lesson 27: nothing recorded that a refusal was a refusal.
func TestLesson27ARefusalIsARefusalAndAWithdrawalAWithdrawal(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	c, err := h.desk.Begin(t.Context(), turn.Begin{
		Inbox: "main", With: candor.CustomerAsksPerson, Language: "en", Notice: h.notice(), Key: "begin-refused-1", Via: candor.ViaWidget,
	})
	id := h.must(c, err).ID
	memory := candor.Memory
	for _, x := range []turn.Choice{
		{Purpose: memory}, {Purpose: memory}, yes(t, memory), yes(t, memory), {Purpose: memory}, {Purpose: memory}, {Purpose: candor.Improve, Notice: "nonsense"},
	} {
		if err := h.decide(id, turn.Choices{Of: []turn.Choice{x}, Via: candor.ViaPage}); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"answers refused widget shown", "improve refused page", "memory refused page", "memory given page shown", "memory withdrawn page shown",
	}
	if diff := cmp.Diff(want, h.acts(id)); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	digest := noticeOf(t, memory, "en")
	wantEntries := []map[string]string{
		{"purpose": "answers", "consent": "refused", "via": "widget", "notice": h.notice(), "version": "1"},
		{"purpose": "memory", "consent": "refused", "via": "page"},
		{"purpose": "memory", "consent": "given", "via": "page", "notice": digest, "version": "1"},
		{"purpose": "memory", "consent": "withdrawn", "via": "page", "notice": digest, "version": "1"},
		{"purpose": "improve", "consent": "refused", "via": "page"},
	}
	if diff := cmp.Diff(wantEntries, h.consentEntries()); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
}

func TestAYesNeedsTheNoticeInForce(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerAsksPerson)
	before := h.acts(id)
	for name, x := range map[string]struct {
		of   []turn.Choice
		want error
	}{
		"no notice":              {[]turn.Choice{{Purpose: candor.Memory, Allow: true}}, candor.ErrConsentNeeded},
		"a notice of before":     {[]turn.Choice{{Purpose: candor.Memory, Allow: true, Notice: "0123"}}, candor.ErrConsentStale},
		"another purpose's":      {[]turn.Choice{{Purpose: candor.Memory, Allow: true, Notice: h.notice()}}, candor.ErrConsentStale},
		"no vendor to speak of":  {[]turn.Choice{{Purpose: candor.Vendor, Allow: true, Notice: "0123"}}, candor.ErrConsentStale},
		"one of two":             {[]turn.Choice{yes(t, candor.Assist), {Purpose: candor.Memory, Allow: true}}, candor.ErrConsentNeeded},
		"twice the same":         {[]turn.Choice{yes(t, candor.Memory), {Purpose: candor.Memory}}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)},
		"a purpose of contract":  {[]turn.Choice{{Purpose: candor.Serve}}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)},
		"a purpose there is not": {[]turn.Choice{{Purpose: "ads", Allow: true, Notice: "0123"}}, candor.Fail(candor.CodeInvalid, "error.bad_request", nil)},
	} {
		err := h.decide(id, turn.Choices{Of: x.of})
		if !errors.Is(err, x.want) {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
		var e *candor.Error
		if errors.As(err, &e); e.Code != candor.CodeInvalid && e.Args["purpose"] == "" {
			t.Errorf("%s: the failure does not say which purpose it is about", name)
		}
	}
	if diff := cmp.Diff(before, h.acts(id)); diff != "" {
		t.Errorf("something was recorded:\n%s", diff)
	}
	if err := h.decide(id, turn.Choices{Of: []turn.Choice{{Purpose: candor.Memory, Allow: true, Notice: noticeOf(t, candor.Memory, "ar")}}}); err != nil {
		t.Errorf("the notice in another language: %v", err)
	}
	if err := h.decide("con_nonsense", turn.Choices{}); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("an unknown conversation: %v", err)
	}
}

func TestWithdrawingAllBringsAPersonAndStopsEveryReading(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerPicksAssistant)
	h.say(id, "How long do I have to return a lamp that I bought?")
	h.quiet(id)
	if err := h.decide(id, turn.Choices{Of: []turn.Choice{yes(t, candor.Assist), yes(t, candor.Memory), {Purpose: candor.Fairness}}}); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	c := h.must(h.desk.WithdrawAll(t.Context(), id, candor.ViaPage))
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %v, want under a second", took)
	}
	if c.State != candor.Waiting || c.Reason != "consent_withdrawn" {
		t.Errorf("%s (%s), want waiting for a person", c.State, c.Reason)
	}
	for _, p := range candor.Asked() {
		by := candor.Access{Actor: "assistant", Purpose: p}
		if _, err := h.store.History(t.Context(), by, id, 10); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("reading for %s: %v, want that it has no basis", p, err)
		}
	}
	want := []string{
		"answers given  shown", "answers withdrawn page shown", "assist given  shown", "assist withdrawn page shown",
		"fairness refused ", "memory given  shown", "memory withdrawn page shown",
	}
	if diff := cmp.Diff(want, h.acts(id)); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	h.must(h.desk.WithdrawAll(t.Context(), id, candor.ViaPage))
	if again := h.acts(id); len(again) != len(want) {
		t.Errorf("taking nothing back was recorded: %v", again)
	}
}

// What is being drafted when another purpose is withdrawn was drafted under what is not allowed any
// more: it is dropped and made anew.
func TestWithdrawingAnyPurposeReachesADraftInFlight(t *testing.T) {
	t.Parallel()
	drafting, release := make(chan struct{}, 8), make(chan struct{})
	h := open(t, with{drafter: func(ctx context.Context, h *harness) (policy.Draft, error) {
		drafting <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return quotes(ctx, h)
	}})
	id := h.begin(candor.CustomerPicksAssistant)
	if err := h.decide(id, turn.Choices{Of: []turn.Choice{yes(t, candor.Memory)}}); err != nil {
		t.Fatal(err)
	}
	h.say(id, "How long do I have to return a lamp that I bought?")
	<-drafting
	h.must(h.desk.Withdraw(t.Context(), id, candor.ViaWidget, candor.Memory))
	close(release)
	h.untilAnswered(id, 1)
	h.quiet(id)
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.allowed) != 2 || !h.allowed[0].Allows(candor.Memory) || h.allowed[1].Allows(candor.Memory) || !h.allowed[1].Allows(candor.Answers) {
		t.Errorf("%d drafts; want one with, and one without what was withdrawn", len(h.allowed))
	}
	if n := h.answers(id); n != 1 {
		t.Errorf("%d answers, want the second draft alone", n)
	}
}

// before makes the customer's consent one to an earlier meaning, as an update of the program does.
func (h *harness) before(id candor.ConversationID) {
	h.t.Helper()
	c, consents, err := h.store.Load(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	old := consents[candor.Answers]
	old.ID, old.Version = candor.NewConsentID(), old.Version+1 // of a meaning that is not this one
	h.must(h.store.Commit(h.t.Context(), turn.Change{Before: c, After: c, Consents: []candor.Consent{old}}))
}

// Lesson 28: a new version of the text asks again, and what was typed meanwhile is not lost.
func TestLesson28ANewMeaningAsksAgainBeforeTheAssistantReads(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	id := h.begin(candor.CustomerPicksAssistant)
	h.before(id)
	question := turn.Incoming{Text: "How long do I have to return a lamp that I bought?", Key: "kept-by-the-sender"}
	before := h.conversation(id)
	_, err := h.desk.Receive(t.Context(), id, question)
	if !errors.Is(err, candor.ErrConsentStale) {
		t.Fatalf("a message for the assistant: %v, want consent_stale", err)
	}
	if diff := cmp.Diff(before, h.conversation(id)); diff != "" || len(h.drafted()) != 0 {
		t.Errorf("something came of it:\n%s%v", diff, h.drafted())
	}
	if _, err := h.desk.PickAssistant(t.Context(), id, "", candor.ViaWidget); !errors.Is(err, candor.ErrConsentStale) {
		t.Errorf("going on without reading: %v", err)
	}
	h.must(h.desk.PickAssistant(t.Context(), id, h.notice(), candor.ViaWidget))
	m, err := h.desk.Receive(t.Context(), id, question)
	if err != nil || m.Number == 0 {
		t.Fatalf("sent again after accepting: %v", err)
	}
	h.untilAnswered(id, 1)
}

func TestAPersonIsReachedWhateverBecameOfTheNotice(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	for _, words := range []string{"I want to talk to a human please", "I am going to kill myself"} {
		id := h.begin(candor.CustomerPicksAssistant)
		h.before(id)
		h.say(id, words)
		if c := h.conversation(id); c.State != candor.Waiting {
			t.Errorf("%q leads to %s, want a person", words, c.State)
		}
	}
	id := h.begin(candor.CustomerPicksAssistant)
	h.before(id)
	if c := h.must(h.desk.AskPerson(t.Context(), id, "button")); c.State != candor.Waiting {
		t.Errorf("the button leads to %s", c.State)
	}
	h.say(id, "this goes to people, who need no consent to read it")
}

func TestGlobalPrivacyControlIsANoUntilTheCustomerSaysYes(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	c, err := h.desk.Begin(t.Context(), turn.Begin{
		Inbox: "main", With: candor.CustomerPicksAssistant, Language: "en", Allows: true, Notice: h.notice(), Key: "begin-gpc-1",
		Via: candor.ViaWidget, GPC: true,
	})
	id := h.must(c, err).ID
	want := []string{
		"answers given widget shown", "improve objected gpc", "memory objected gpc", "vendor objected gpc",
	}
	if diff := cmp.Diff(want, h.acts(id)); diff != "" {
		t.Errorf("after the begin (-want +got):\n%s", diff)
	}
	if err := h.decide(id, turn.Choices{Of: []turn.Choice{yes(t, candor.Memory), yes(t, candor.Assist)}, Via: candor.ViaWidget, GPC: true}); err != nil {
		t.Fatal(err)
	}
	if err := h.decide(id, turn.Choices{Of: []turn.Choice{{Purpose: candor.Improve}}, Via: candor.ViaWidget, GPC: true}); err != nil {
		t.Fatal(err)
	}
	want = []string{
		"answers given widget shown", "assist given widget shown", "improve objected gpc", "improve refused widget",
		"memory objected gpc", "memory given widget shown", "vendor objected gpc",
	}
	if diff := cmp.Diff(want, h.acts(id)); diff != "" {
		t.Errorf("the customer's own word (-want +got):\n%s", diff)
	}
	_, consents, err := h.store.Load(t.Context(), id)
	if err != nil || !consents.Allows(candor.Memory) || consents.Allows(candor.Improve) || consents.AllowsVendor("Acme AI") {
		t.Errorf("%v, %v", consents, err)
	}
	for _, e := range h.consentEntries() {
		if e["via"] == "gpc" && (e["consent"] != "objected" || e["notice"] != "") {
			t.Errorf("the ledger tells %v", e)
		}
	}
}

func TestTheLedgerTellsNothingThatTheClientMadeUp(t *testing.T) {
	t.Parallel()
	h := open(t, with{})
	_, err := h.desk.Begin(t.Context(), turn.Begin{
		Inbox: "main", With: candor.CustomerAsksPerson, Language: "en", Notice: "Maya Lind, 12 High Street", Key: "begin-made-up-1",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range h.consentEntries() {
		for _, value := range e {
			if strings.Contains(value, "Maya") {
				t.Errorf("the ledger holds %q", value)
			}
		}
	}
}

package storetest

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/policy"
	"candor/privacy/rights"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func importCases() []testCase {
	return []testCase{
		{"an export of one desk becomes the history of another, word for word", importsWhole},
		{"an archive that nobody vouches for is looked at and changes nothing", importsOnlyTrusted},
		{"an archive that does not fit together changes nothing", importsNothingHalf},
		{"what is here already stays as it is, and an import goes on where it stopped", importsOnce},
		{"whoever was erased here does not come back with an archive", importsNobodyErased},
		{"a message whose decision did not come along has a stand-in", importsWithoutDecisions},
		{"a profile is kept as unproven, and never in place of one that is known", importsProfiles},
		{"nobody but people speak in what was imported until the customer picks the assistant", importedIsSilent},
	}
}

// brought is a person as another desk exported them.
type brought struct {
	profile      rights.Profile
	conversation rights.Conversation
	messages     []rights.Message
	decisions    []rights.Decision
}

func fromElsewhere() brought {
	at := now().AddDate(-1, 0, 0)
	customer, talk, route, say := candor.NewCustomerID(), candor.NewConversationID(), candor.NewVerdictID(), candor.NewVerdictID()
	cited := []candor.Citation{{Article: "art_1", Passage: "psg_1", Version: 2, Title: "Returns", Slug: "returns", Quote: "A fortnight."}}
	return brought{
		profile:      rights.Profile{Customer: customer, Name: "Quillon Oxblood", Email: "quillon@example.org", Orders: []string{"A-1"}, Verified: at, Created: at},
		conversation: rights.Conversation{ID: talk, Customer: customer, Inbox: "main", State: candor.Assisting, Language: "en", Messages: 3, Person: "Maya", Created: at, Updated: at},
		messages: []rights.Message{
			{ID: candor.NewMessageID(), Conversation: talk, Number: 1, Author: candor.ByCustomer, Kind: candor.Said, Language: "en", Body: "My oxblood lamp broke.", Decision: route, At: at},
			{ID: candor.NewMessageID(), Conversation: talk, Number: 2, Author: candor.ByAssistant, Kind: candor.Said, Language: "en", Body: "A fortnight.", Citations: cited, Confidence: 0.9, Decision: say, Helpful: candor.WasHelpful, At: at.Add(time.Second)},
			{ID: candor.NewMessageID(), Conversation: talk, Number: 3, Author: candor.ByAgent, Kind: candor.Note, Name: "Maya", Body: "A regular.", Decision: candor.NewVerdictID(), At: at.Add(time.Minute)},
		},
		decisions: []rights.Decision{
			{ID: route, Conversation: talk, Stage: "route", Action: "pass", Reason: "fine", Gates: []rights.GateResult{{Gate: "crisis", Action: "pass", Reason: "calm"}}, At: at},
			{ID: say, Conversation: talk, Stage: "say", Action: "pass", Reason: "grounded", Policy: "v7", Gates: []rights.GateResult{{Gate: "grounded", Action: "pass", Reason: "grounded", Rule: "r1"}}, At: at},
		},
	}
}

// archive packs people into an archive and reads it, as trusted or not.
func archive(t testing.TB, trusted bool, all ...brought) *rights.Imported {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))
	var out bytes.Buffer
	o := rights.ArchiveOptions{Desk: "Elsewhere", Language: "en", Request: candor.NewRequestID(), Created: now(), Key: key}
	for _, b := range all {
		o.Customers = append(o.Customers, b.profile.Customer)
	}
	a, err := rights.NewArchive(&out, o)
	must(t, err)
	for _, b := range all {
		records := []rights.Record{b.profile, b.conversation}
		for _, m := range b.messages {
			records = append(records, m)
		}
		for _, d := range b.decisions {
			records = append(records, d)
		}
		records = append(records, rights.Consent{ID: candor.NewConsentID(), Customer: b.profile.Customer, Purpose: candor.Answers, Given: true, At: now()})
		for _, r := range records {
			must(t, a.Put(r))
		}
	}
	_, err = a.Finish()
	must(t, err)
	read := rights.ReadOptions{}
	if trusted {
		read.Trusted = []ed25519.PublicKey{key.Public().(ed25519.PublicKey)}
	}
	in, err := rights.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), read)
	must(t, err)
	return in
}

func importsWhole(t *testing.T, d *desk) {
	b := fromElsewhere()
	got, err := d.Import(t.Context(), archive(t, true, b), "command", false)
	if want := (store.Brought{Conversations: 1, Messages: 3}); err != nil || got != want {
		t.Fatalf("%+v, %v", got, err)
	}
	d.reopen(t)
	here := d.look(t, b.conversation.ID)
	if c := here.Conversation; c.State != candor.Resolved || c.AgentName != "Maya" || c.Messages != 3 || c.LastCustomer != 1 || !c.Created.Equal(b.conversation.Created) {
		t.Errorf("%+v", c)
	}
	for i, m := range here.Messages {
		w := b.messages[i]
		want := candor.Message{
			ID: w.ID, Conversation: b.conversation.ID, Number: w.Number, Author: w.Author, Name: w.Name, Kind: w.Kind, Language: w.Language,
			Body: candor.Text(w.Body), Citations: w.Citations, Confidence: w.Confidence, Verdict: w.Decision, Helpful: w.Helpful, At: w.At,
		}
		if diff := cmp.Diff(want, m); diff != "" {
			t.Errorf("message %d: %s", i+1, diff)
		}
	}
	why, err := d.Decision(t.Context(), b.decisions[1].ID)
	must(t, err)
	if why.Policy != "v7" || len(why.Verdicts) != 1 || why.Verdicts[0].Rule != "r1" || why.Verdicts[0].Gate != "grounded" {
		t.Errorf("%+v", why)
	}
	if len(here.Consents) > 0 {
		t.Errorf("consents given to another desk came along: %v", here.Consents)
	}
	last := d.records(t)[here.Ledger-1]
	if last.Kind == ledger.KindRead { // of the profile, which is looked at before it is kept
		last = d.records(t)[here.Ledger-2]
	}
	if last.Kind != ledger.KindImport || last.Actor != "command" || last.Subject == "" {
		t.Errorf("%+v", last)
	}
	found := 0
	for _, e := range here.Events { // whoever indexes words learns of them
		if e.Kind == candor.MessageAdded && e.Conversation == b.conversation.ID {
			found++
		}
	}
	if found != 3 {
		t.Errorf("%d events", found)
	}
	d.sound(t)
}

func importsOnlyTrusted(t *testing.T, d *desk) {
	b := fromElsewhere()
	unknown := archive(t, false, b)
	if _, err := d.Import(t.Context(), unknown, "command", false); !errors.Is(err, rights.ErrArchiveKey) {
		t.Errorf("%v", err)
	}
	for _, in := range []*rights.Imported{unknown, archive(t, true, b)} {
		got, err := d.Import(t.Context(), in, "command", true)
		if want := (store.Brought{Conversations: 1, Messages: 3}); err != nil || got != want {
			t.Errorf("a dry run: %+v, %v", got, err)
		}
	}
	d.untouched(t, b)
}

// untouched fails the test when anything of an archive is here.
func (d *desk) untouched(t testing.TB, all ...brought) {
	t.Helper()
	for _, b := range all {
		if _, err := d.Conversation(t.Context(), b.conversation.ID); !errors.Is(err, candor.ErrNoConversation) {
			t.Errorf("the conversation: %v", err)
		}
		if _, err := d.Profile(t.Context(), officer(), b.profile.Customer); !errors.Is(err, candor.ErrNoCustomer) {
			t.Errorf("the customer: %v", err)
		}
	}
	if n := len(d.records(t)); n != 0 {
		t.Errorf("%d entries in the ledger", n)
	}
}

func importsNothingHalf(t *testing.T, d *desk) {
	for name, spoil := range map[string]func(*brought){
		"a gap":                 func(b *brought) { b.messages = append(b.messages[:1], b.messages[2]) },
		"the wrong order":       func(b *brought) { b.messages[0], b.messages[1] = b.messages[1], b.messages[0] },
		"a number twice":        func(b *brought) { b.messages[1].Number = 1 },
		"a beginning cut off":   func(b *brought) { b.messages = b.messages[1:] },
		"no customer":           func(b *brought) { b.conversation.Customer = "" },
		"no inbox":              func(b *brought) { b.conversation.Inbox = "No Inbox!" },
		"an unknown author":     func(b *brought) { b.messages[1].Author = "ghost" },
		"an unknown kind":       func(b *brought) { b.messages[1].Kind = "whispered" },
		"an unknown word on it": func(b *brought) { b.messages[1].Helpful = 7 },
		"a decision of no name": func(b *brought) { b.messages[1].Decision = "ver_../x" },
	} {
		whole, half := fromElsewhere(), fromElsewhere()
		spoil(&half)
		for _, dry := range []bool{true, false} {
			if _, err := d.Import(t.Context(), archive(t, true, whole, half), "command", dry); !errors.Is(err, rights.ErrArchive) {
				t.Errorf("%s, dry %v: %v", name, dry, err)
			}
		}
		d.untouched(t, whole, half)
	}
}

func importsOnce(t *testing.T, d *desk) {
	b := fromElsewhere()
	_, err := d.Import(t.Context(), archive(t, true, b), "command", false)
	must(t, err)
	before := d.look(t, b.conversation.ID)
	changed, more := b, fromElsewhere()
	changed.messages = append([]rights.Message{}, b.messages...)
	changed.messages[0].Body = "Somebody else's words."
	got, err := d.Import(t.Context(), archive(t, true, changed, more), "command", false)
	if want := (store.Brought{Conversations: 1, Messages: 3, There: 1}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	after := d.look(t, b.conversation.ID)
	if diff := cmp.Diff(before.Messages, after.Messages); diff != "" {
		t.Errorf("it changed: %s", diff)
	}
	if len(d.look(t, more.conversation.ID).Messages) != 3 {
		t.Error("the other one did not come")
	}
	d.sound(t)
}

func importsNobodyErased(t *testing.T, d *desk) {
	b := fromElsewhere()
	_, err := d.Import(t.Context(), archive(t, true, b), "command", false)
	must(t, err)
	d.erase(t, b.profile.Customer)
	_, err = d.Import(t.Context(), archive(t, true, b), "command", false)
	if candor.CodeOf(err) != candor.CodeNotFound || !strings.Contains(fmt.Sprint(err), "error.customer_erased") {
		t.Errorf("%v", err)
	}
	for name, n := range d.left(t, b.profile.Customer) {
		if n != 0 {
			t.Errorf("%s keeps %d records", name, n)
		}
	}
	d.sound(t)
}

func importsWithoutDecisions(t *testing.T, d *desk) {
	one, two := fromElsewhere(), fromElsewhere()
	for _, b := range []*brought{&one, &two} { // in two conversations: a stand-in is nobody else's
		b.decisions = nil
		for i := range b.messages {
			b.messages[i].Decision = ""
		}
	}
	// A decision of another conversation says nothing about this one.
	two.messages[1].Decision = candor.NewVerdictID()
	one.decisions = []rights.Decision{{ID: two.messages[1].Decision, Conversation: one.conversation.ID, Stage: "say", Action: "pass", Reason: "borrowed", At: now()}}
	_, err := d.Import(t.Context(), archive(t, true, one, two), "command", false)
	must(t, err)
	for _, b := range []brought{one, two} {
		seen := map[candor.VerdictID]bool{}
		for _, m := range d.look(t, b.conversation.ID).Messages {
			why, err := d.Decision(t.Context(), m.Verdict)
			must(t, err)
			if why.Reason != "imported" || seen[m.Verdict] {
				t.Errorf("message %d: %+v", m.Number, why)
			}
			seen[m.Verdict] = true
		}
	}
}

func importsProfiles(t *testing.T, d *desk) {
	b := fromElsewhere()
	_, err := d.Import(t.Context(), archive(t, true, b), "command", false)
	must(t, err)
	p, err := d.Profile(t.Context(), officer(), b.profile.Customer)
	must(t, err)
	if diff := cmp.Diff(candor.Profile{Name: "Quillon Oxblood", Email: "quillon@example.org", Orders: []string{"A-1"}}, p); diff != "" {
		t.Error(diff)
	}
	if known, err := d.WithContact(t.Context(), d.Tag("email", "quillon@example.org")); err != nil || len(known) > 0 {
		t.Errorf("what another desk had proven opens %v here, %v", known, err)
	}
	b.profile.Name = "Somebody Else"
	stranger := fromElsewhere()
	stranger.conversation.Customer = candor.NewCustomerID() // a profile of nobody who is here
	_, err = d.Import(t.Context(), archive(t, true, b, stranger), "command", false)
	must(t, err)
	if p, err := d.Profile(t.Context(), officer(), b.profile.Customer); err != nil || p.Name != "Quillon Oxblood" {
		t.Errorf("it became %q, %v", p.Name, err)
	}
}

func importedIsSilent(t *testing.T, d *desk) {
	b := fromElsewhere()
	_, err := d.Import(t.Context(), archive(t, true, b), "command", false)
	must(t, err)
	speak := func(c candor.Conversation) error {
		t.Helper()
		claimed := c // as a program that is wrong about it would
		claimed.State, claimed.WithPerson = candor.Assisting, false
		_, err := d.Commit(t.Context(), turn.Change{Before: c, After: claimed, Cleared: []*policy.Cleared{d.assistantSays(t, claimed, "Hello again.")}})
		return err
	}
	c := d.look(t, b.conversation.ID).Conversation
	if c.AssistantMaySpeak() || speak(c) == nil {
		t.Error("the assistant spoke where nobody asked it to")
	}
	c = d.say(t, c, "Are you there?", "key")
	if c.AssistantMaySpeak() || speak(c) == nil {
		t.Errorf("the customer wrote, and the assistant answers in %s", c.State)
	}
	picked := after(t, c, candor.CustomerPicksAssistant)
	c, err = d.Commit(t.Context(), turn.Change{Before: c, After: picked})
	must(t, err)
	if err := speak(c); err != nil {
		t.Errorf("the customer picked the assistant: %v", err)
	}
}

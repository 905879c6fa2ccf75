package storetest

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"
	"candor/teamwork"
	"candor/turn"
)

func teamworkCases() []testCase {
	return []testCase{
		{"for whom a conversation is stays until somebody has it", meantUntilTaken},
		{"tags are merged into one and counted", tagsAreMerged},
		{"what is noted in a field is sealed, and handed to whom it is about", fieldsAreSealed},
		{"a filter pages through what it selects, and leaves nothing out", filtersPage},
		{"a filter asks for everything that it says", filtersFit},
		{"who is spoken to in a note is told until they look", mentionsAreSeen},
		{"views, replies and macros are kept and dropped", preparedIsKept},
		{"a limit of writing ends by itself or is lifted", limitsEnd},
		{"an answer counts without whose it was", answersOutlive},
		{"nothing beside a conversation outlives its customer", besideIsErased},
	}
}

// beside commits what is beside a conversation.
func (d *desk) beside(t testing.TB, c candor.Conversation, b turn.Beside) candor.Conversation {
	t.Helper()
	next := c
	next.Updated = c.Updated.Add(time.Millisecond)
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next, Beside: b})
	must(t, err)
	return stored
}

func meantUntilTaken(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	c = d.beside(t, c, turn.Beside{Meant: &turn.Meant{Agent: "agt_b", Team: "returns", By: mayaID, Note: "msg_1", Number: 1}})
	b, err := d.Beside(t.Context(), c.ID)
	must(t, err)
	if b.Meant.Agent != "agt_b" || b.Meant.Team != "returns" || b.Meant.Note != "msg_1" || b.Meant.By != mayaID || b.Meant.At.IsZero() {
		t.Errorf("meant: %+v", b.Meant)
	}
	next := after(t, c, candor.AgentTakes)
	next.Agent, next.AgentName = mayaID, "Maya"
	c, err = d.Commit(t.Context(), turn.Change{Before: c, After: next})
	must(t, err)
	if b, err = d.Beside(t.Context(), c.ID); err != nil || b.Meant.Agent != "" || b.Meant.Team != "returns" || b.Meant.Note != "msg_1" {
		t.Errorf("once somebody has it: %+v %v", b.Meant, err)
	}
	c = d.beside(t, c, turn.Beside{Meant: &turn.Meant{By: mayaID}})
	if b, err = d.Beside(t.Context(), c.ID); err != nil || b.Meant != (teamwork.Assignment{}) {
		t.Errorf("for everybody again: %+v %v", b.Meant, err)
	}
	if _, err := d.Beside(t.Context(), candor.NewConversationID()); !errors.Is(err, candor.ErrNoConversation) {
		t.Error(err)
	}
}

func tagsAreMerged(t *testing.T, d *desk) {
	one, two := d.begin(t, candor.CustomerAsksPerson), d.begin(t, candor.CustomerAsksPerson)
	for _, name := range []string{"refund", "refunds"} {
		must(t, d.SaveTag(t.Context(), teamwork.Tag{Name: name, Meaning: "money back", By: mayaID}))
	}
	must(t, d.SetTag(t.Context(), one.ID, "refund", true, mayaID))
	must(t, d.SetTag(t.Context(), one.ID, "refunds", true, mayaID))
	must(t, d.SetTag(t.Context(), two.ID, "refunds", true, mayaID))
	must(t, d.SetTag(t.Context(), two.ID, "refunds", true, mayaID))
	if err := d.SetTag(t.Context(), two.ID, "unheard-of", true, mayaID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a tag that nobody made: %v", err)
	}
	if err := d.SetTag(t.Context(), candor.NewConversationID(), "refund", true, mayaID); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("a conversation that is not there: %v", err)
	}
	if err := d.MergeTags(t.Context(), "refunds", "nothing", mayaID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("merged into nothing: %v", err)
	}
	must(t, d.MergeTags(t.Context(), "refunds", "refund", mayaID))
	tags, err := d.Tags(t.Context())
	must(t, err)
	if len(tags) != 1 || tags[0].Name != "refund" || tags[0].All != 2 || tags[0].Open != 2 {
		t.Errorf("tags: %+v", tags)
	}
	must(t, d.SetTag(t.Context(), one.ID, "refund", false, mayaID))
	if b, err := d.Beside(t.Context(), one.ID); err != nil || len(b.Tags) != 0 {
		t.Error(b.Tags, err)
	}
	rows, err := d.Meant(t.Context(), []candor.ConversationID{one.ID, two.ID})
	if err != nil || !slices.Equal(rows[two.ID].Tags, []string{"refund"}) || len(rows) != 1 {
		t.Error(rows, err)
	}
}

func fieldsAreSealed(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	f := teamwork.Field{ID: "fld_1", Label: "Order", Kind: teamwork.TextField, Purpose: "To find the parcel", By: mayaID}
	must(t, d.AddField(t.Context(), f))
	const secret = "Oxblood-7781"
	must(t, d.SetField(t.Context(), c.ID, teamwork.Value{Field: f.ID, Text: secret, By: mayaID}))
	values, err := d.FieldValues(t.Context(), candor.AgentReads(mayaID), c.ID)
	if err != nil || len(values) != 1 || values[0].Text != secret {
		t.Fatal(values, err)
	}
	if _, err := d.FieldValues(t.Context(), candor.Access{}, c.ID); err == nil {
		t.Error("nobody in particular reads a field")
	}
	must(t, d.RetireField(t.Context(), f.ID, false, mayaID))
	if err := d.SetField(t.Context(), c.ID, teamwork.Value{Field: f.ID, Text: "more", By: mayaID}); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("a field that is retired: %v", err)
	}
	sink := &attachments{}
	subject := rights.Subject{Customers: []candor.CustomerID{c.Customer}, Access: candor.CustomerReads()}
	for _, h := range d.Handlers(nil) {
		if h.Name() == "field_value" {
			must(t, h.Export(t.Context(), subject, sink))
		}
	}
	if !strings.Contains(sink.all.String(), secret) || !strings.Contains(sink.all.String(), "To find the parcel") {
		t.Errorf("handed over: %s", sink.all.String())
	}
	must(t, d.RetireField(t.Context(), f.ID, true, mayaID))
	if values, err = d.FieldValues(t.Context(), candor.AgentReads(mayaID), c.ID); err != nil || len(values) != 0 {
		t.Error("dropped with the field:", values, err)
	}
}

// attachments keeps what an export hands over.
type attachments struct{ all bytes.Buffer }

func (a *attachments) Put(rights.Record) error { return nil }
func (a *attachments) Attach(_ rights.Attachment, r io.Reader) error {
	_, err := a.all.ReadFrom(r)
	return err
}

// pages reads a filter page by page.
func (d *desk) pages(t testing.TB, f teamwork.Filter, size int) (all []candor.ConversationID) {
	t.Helper()
	for place := ""; ; {
		some, next, err := d.Selected(t.Context(), f, place, size)
		must(t, err)
		for _, c := range some {
			all = append(all, c.ID)
		}
		if next == "" {
			return all
		}
		if place = next; len(all) > 1000 {
			t.Fatal("the pages have no end")
		}
	}
}

func filtersPage(t *testing.T, d *desk) {
	var want []candor.ConversationID
	for i := range 17 {
		act := candor.CustomerAsksPerson
		if i%3 == 0 {
			act = candor.CustomerPicksAssistant
		}
		want = append(want, d.begin(t, act).ID)
	}
	whole := d.pages(t, teamwork.Filter{}, 200)
	for _, size := range []int{1, 2, 5, 16, 17} {
		got := d.pages(t, teamwork.Filter{}, size)
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Errorf("in pages of %d: %s", size, diff)
		}
	}
	slices.Sort(whole)
	slices.Sort(want)
	if diff := cmp.Diff(want, whole); diff != "" {
		t.Error(diff)
	}
	if n, err := d.CountSelected(t.Context(), teamwork.Filter{States: []candor.State{candor.Waiting}}, 100); err != nil || n != 11 {
		t.Errorf("%d wait, %v", n, err)
	}
	if n, err := d.CountSelected(t.Context(), teamwork.Filter{}, 5); err != nil || n != 5 {
		t.Errorf("counted %d of at most 5, %v", n, err)
	}
}

func filtersFit(t *testing.T, d *desk) {
	waits, other := d.begin(t, candor.CustomerAsksPerson), d.begin(t, candor.CustomerPicksAssistant)
	must(t, d.SaveTag(t.Context(), teamwork.Tag{Name: "refund", By: mayaID}))
	must(t, d.SetTag(t.Context(), waits.ID, "refund", true, mayaID))
	waits = d.beside(t, waits, turn.Beside{Meant: &turn.Meant{Agent: mayaID, Team: "returns", By: mayaID}})
	for name, f := range map[string]teamwork.Filter{
		"state":    {States: []candor.State{candor.Waiting}},
		"tag":      {Tag: "refund"},
		"team":     {Team: "returns"},
		"agent":    {Agent: mayaID},
		"inbox":    {Inbox: waits.Inbox, States: []candor.State{candor.Waiting}},
		"language": {Language: waits.Language, Tag: "refund"},
		"after":    {After: waits.Created.Add(-time.Hour), Tag: "refund"},
	} {
		if got := d.pages(t, f, 10); !slices.Equal(got, []candor.ConversationID{waits.ID}) {
			t.Errorf("%s selects %v", name, got)
		}
		if ok, err := d.Fits(t.Context(), f, waits); err != nil || !ok {
			t.Errorf("%s: does not fit: %v", name, err)
		}
		if ok, err := d.Fits(t.Context(), f, other); err != nil || ok {
			t.Errorf("%s: another fits: %v", name, err)
		}
	}
	for name, f := range map[string]teamwork.Filter{
		"another tag": {Tag: "sorrow"}, "another team": {Team: "billing"}, "another agent": {Agent: "agt_x"}, "another inbox": {Inbox: "other"},
		"another language": {Language: "xx"}, "long ago": {Before: waits.Created.Add(-time.Hour)}, "waits for a year": {Over: 365 * 24 * time.Hour},
	} {
		if got := d.pages(t, f, 10); len(got) != 0 {
			t.Errorf("%s selects %v", name, got)
		}
	}
}

func mentionsAreSeen(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	d.beside(t, c, turn.Beside{Mentions: &turn.Mentions{Message: "msg_1", Number: 1, By: mayaID, Agents: []candor.AgentID{"agt_a", "agt_b"}}})
	if n, err := d.NewMentions(t.Context(), "agt_a"); err != nil || n != 1 {
		t.Errorf("%d new, %v", n, err)
	}
	must(t, d.SeeMentions(t.Context(), "agt_a", c.ID))
	must(t, d.SeeMentions(t.Context(), "agt_a", c.ID))
	for who, want := range map[candor.AgentID]int{"agt_a": 0, "agt_b": 1, mayaID: 0} {
		if n, err := d.NewMentions(t.Context(), who); err != nil || n != want {
			t.Errorf("%s has %d new, %v", who, n, err)
		}
	}
	all, err := d.MentionsOf(t.Context(), "agt_a", 10)
	if err != nil || len(all) != 1 || !all[0].Seen || all[0].Conversation != c.ID || all[0].Message != "msg_1" {
		t.Error(all, err)
	}
}

func preparedIsKept(t *testing.T, d *desk) {
	ctx := t.Context()
	reply := teamwork.Canned{ID: "cnd_1", Name: "Refund", Body: "Dear {{customer.first_name}}", By: mayaID}
	must(t, d.SaveCanned(ctx, reply))
	same := reply
	same.ID = "cnd_2"
	if err := d.SaveCanned(ctx, same); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("two of one name: %v", err)
	}
	macro := teamwork.Macro{ID: "mcr_1", Name: "Refund", Steps: []teamwork.Step{{Do: teamwork.AddTag, Value: "refund"}}, By: mayaID}
	must(t, d.SaveMacro(ctx, macro))
	view := teamwork.View{ID: "viw_1", Name: "Mine", Owner: mayaID, Filter: teamwork.Filter{Tag: "refund", Over: time.Hour}}
	must(t, d.SaveView(ctx, view))
	must(t, d.SaveView(ctx, teamwork.View{ID: "viw_2", Name: "Ours", Filter: teamwork.Filter{Team: "returns"}}))
	if got, err := d.CannedReplies(ctx); err != nil || len(got) != 1 || got[0].Body != reply.Body {
		t.Error(got, err)
	}
	if got, err := d.Macros(ctx); err != nil || len(got) != 1 || !slices.Equal(got[0].Steps, macro.Steps) {
		t.Error(got, err)
	}
	mine, err := d.Views(ctx, mayaID)
	must(t, err)
	if theirs, err := d.Views(ctx, "agt_b"); err != nil || len(mine) != 2 || len(theirs) != 1 || theirs[0].ID != "viw_2" {
		t.Error(mine, theirs, err)
	}
	if diff := cmp.Diff(view.Filter, mine[1].Filter); diff != "" {
		t.Error(diff)
	}
	must(t, d.DropView(ctx, "viw_1"))
	must(t, d.DropCanned(ctx, "cnd_1", mayaID))
	must(t, d.DropMacro(ctx, "mcr_1", mayaID))
	if mine, err = d.Views(ctx, mayaID); err != nil || len(mine) != 1 {
		t.Error(mine, err)
	}
	var acts []string
	for _, e := range d.records(t) {
		if e.Kind == ledger.KindSetting && e.Actor == "agent:"+string(mayaID) {
			acts = append(acts, e.Facts["act"]+" "+e.Facts["setting"])
		}
	}
	if want := []string{"save reply", "save macro", "drop reply", "drop macro"}; !slices.Equal(acts, want) {
		t.Errorf("on the record: %v, want %v", acts, want)
	}
}

func limitsEnd(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	now := time.Now().UTC().Truncate(time.Microsecond)
	c = d.beside(t, c, turn.Beside{Limit: &turn.Limit{Reason: "You wrote threats to a colleague.", By: mayaID, Until: now.Add(time.Hour)}})
	for at, want := range map[time.Time]time.Time{now: now.Add(time.Hour), now.Add(2 * time.Hour): {}} {
		if until, err := d.WritingLimited(t.Context(), c.Customer, at); err != nil || !until.Equal(want) {
			t.Errorf("at %v: until %v, %v", at, until, err)
		}
	}
	l, ok, err := d.WritingLimit(t.Context(), candor.CustomerReads(), c.ID)
	if err != nil || !ok || l.Reason != "You wrote threats to a colleague." {
		t.Error(l, ok, err)
	}
	c = d.beside(t, c, turn.Beside{Lift: true})
	if until, err := d.WritingLimited(t.Context(), c.Customer, now); err != nil || !until.IsZero() {
		t.Errorf("lifted: until %v, %v", until, err)
	}
}

func answersOutlive(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	c = d.beside(t, c, turn.Beside{Solved: &turn.Solved{Answer: "partly", Comment: "The colour is wrong."}})
	a, ok, err := d.SolvedAnswer(t.Context(), candor.CustomerReads(), c.ID)
	if err != nil || !ok || a.Solved != teamwork.SolvedPartly || a.Comment != "The colour is wrong." {
		t.Error(a, ok, err)
	}
	count := func() (n int64) {
		figures, err := d.Figures(t.Context(), c.Updated.Add(-24*time.Hour), c.Updated.Add(24*time.Hour))
		must(t, err)
		for _, f := range figures {
			if f.Measure == store.SolvedPartly {
				n += f.Count
			}
		}
		return n
	}
	if n := count(); n != 1 {
		t.Errorf("%d answers are counted", n)
	}
	if finished, err := d.Erase(t.Context(), c.Customer, "command", store.Asked); err != nil || !finished {
		t.Fatal(finished, err)
	}
	if _, ok, err := d.SolvedAnswer(t.Context(), candor.CustomerReads(), c.ID); ok || err != nil {
		t.Error(ok, err)
	}
	if n := count(); n != 1 {
		t.Errorf("%d answers are counted without the customer", n)
	}
}

// worked leaves something in every table of what agents keep beside a conversation.
func (d *desk) worked(t testing.TB, c candor.Conversation) {
	t.Helper()
	c, err := d.Conversation(t.Context(), c.ID)
	must(t, err)
	field := "fld_" + string(c.ID)
	must(t, d.SaveTag(t.Context(), teamwork.Tag{Name: "refund", By: mayaID}))
	must(t, d.AddField(t.Context(), teamwork.Field{ID: field, Label: "Order", Kind: teamwork.TextField, Purpose: "To find it", By: mayaID}))
	must(t, d.SetTag(t.Context(), c.ID, "refund", true, mayaID))
	must(t, d.SetField(t.Context(), c.ID, teamwork.Value{Field: field, Text: "7781", By: mayaID}))
	d.beside(t, c, turn.Beside{
		Meant:    &turn.Meant{Team: "returns", By: mayaID},
		Mentions: &turn.Mentions{Message: candor.NewMessageID(), Number: 1, By: mayaID, Agents: []candor.AgentID{"agt_a"}},
		GoesOn:   candor.NewConversationID(), Limit: &turn.Limit{Reason: "A reason.", By: mayaID, Until: time.Now().Add(time.Hour)},
		Solved: &turn.Solved{Answer: "yes", Comment: "Thanks"},
	})
}

func besideIsErased(t *testing.T, d *desk) {
	c, other := d.begin(t, candor.CustomerAsksPerson), d.begin(t, candor.CustomerAsksPerson)
	d.worked(t, c)
	d.worked(t, other)
	tables := []string{"assignment", "mention", "conversation_tag", "field_value", "merged", "writing_limit", "solved_answer"}
	for _, name := range tables {
		if n := d.left(t, c.Customer)[name]; n != 1 {
			t.Fatalf("the premise: %d rows in %s", n, name)
		}
	}
	if finished, err := d.Erase(t.Context(), c.Customer, "command", store.Asked); err != nil || !finished {
		t.Fatal(finished, err)
	}
	for _, name := range tables {
		if n := d.left(t, c.Customer)[name]; n != 0 {
			t.Errorf("%d rows stay in %s", n, name)
		}
		if n := d.left(t, other.Customer)[name]; n != 1 {
			t.Errorf("another customer's rows in %s: %d", name, n)
		}
	}
	d.sound(t)
}

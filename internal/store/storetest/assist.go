package storetest

import (
	"errors"
	"testing"
	"time"

	"candor"
	"candor/assist"
	"candor/internal/store"
	"candor/policy"
	"candor/service"
	"candor/turn"
)

func assistCases() []testCase {
	return []testCase{
		{"a draft is kept for customers who allow help, sealed, once", draftsAreKept},
		{"a draft goes with its conversation, and the sums stay", draftsGo},
		{"a reply with help says so, and counts by kind and day", helpIsCounted},
		{"how fast the desk is, is counted without anybody in it", paceIsCounted},
		{"summaries are off until somebody chooses them", noticesAreChosen},
	}
}

const draftWords = "You can send a lamp back within 30 days."

func drafted() assist.Draft { return assist.Draft{Kind: assist.Reply, Text: draftWords, At: now()} }

func helping() candor.Access {
	return candor.Access{Actor: "agent:" + string(mayaID), Purpose: candor.Assist}
}

// helped stores that somebody was helped with a conversation.
func (d *desk) helped(t testing.TB, c candor.Conversation) {
	t.Helper()
	d.allow(t, d.look(t, c.ID).Conversation, candor.Assist, true)
	must(t, d.KeepDraft(t.Context(), helping(), c.ID, drafted()))
}

func draftsAreKept(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerAsksPerson), "Can I send my lamp back?", "")
	if err := d.KeepDraft(t.Context(), helping(), c.ID, drafted()); !errors.Is(err, candor.ErrNoBasis) {
		t.Fatalf("without a yes: %v", err)
	}
	c = d.allow(t, c, candor.Assist, true)
	for range 2 {
		must(t, d.KeepDraft(t.Context(), helping(), c.ID, drafted()))
	}
	all, err := d.Drafts(t.Context(), candor.Access{Actor: "desk", Purpose: candor.Serve}, c.ID)
	must(t, err)
	if len(all) != 1 || all[0].Text != draftWords || all[0].Kind != assist.Reply {
		t.Errorf("%v", all)
	}
	if _, err := d.Drafts(t.Context(), candor.Access{}, c.ID); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("nobody read them: %v", err)
	}
	d.allow(t, c, candor.Assist, false)
	if err := d.KeepDraft(t.Context(), helping(), c.ID, drafted()); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("after it was taken back: %v", err)
	}
	if err := d.KeepDraft(t.Context(), helping(), candor.NewConversationID(), drafted()); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("nobody's: %v", err)
	}
}

func draftsGo(t *testing.T, d *desk) {
	c := d.allow(t, d.say(t, d.begin(t, candor.CustomerAsksPerson), "Can I send my lamp back?", ""), candor.Assist, true)
	must(t, d.KeepDraft(t.Context(), helping(), c.ID, drafted()))
	d.erase(t, c.Customer)
	if n := d.left(t, c.Customer)["assist_draft"]; n != 0 {
		t.Errorf("%d drafts are left", n)
	}
	use, err := d.HelpUse(t.Context(), time.Time{})
	must(t, err)
	if len(use) != 1 || use[0].Offered != 1 {
		t.Errorf("%+v", use)
	}
}

func helpIsCounted(t *testing.T, d *desk) {
	c := d.step(t, d.say(t, d.begin(t, candor.CustomerAsksPerson), "Can I send my lamp back?", ""), candor.AgentTakes)
	x := d.clear(t, c, policy.Draft{
		Author: candor.ByAgent, Agent: candor.Agent{ID: mayaID, FirstName: "Maya"}, Kind: candor.Said, Words: draftWords, Helped: true,
	})
	next := after(t, c, candor.AgentReplies)
	c, err := d.Commit(t.Context(), turn.Change{
		Before: c, After: next, Cleared: []*policy.Cleared{x}, Helped: &turn.HelpUsed{Kind: string(assist.Reply), Kept: 0.9},
	})
	must(t, err)
	own := d.agentSays(t, c, candor.Said, "I looked: yours is fine.", "")
	c, err = d.Commit(t.Context(), turn.Change{Before: c, After: c, Cleared: []*policy.Cleared{own}})
	must(t, err)
	all, err := d.Messages(t.Context(), candor.CustomerReads(), c.ID, 0, 10, false)
	must(t, err)
	for _, m := range all {
		if m.Helped != (m.Body == draftWords) {
			t.Errorf("%s: helped %v", m.Author, m.Helped)
		}
	}
	use, err := d.HelpUse(t.Context(), time.Time{})
	must(t, err)
	if len(use) != 1 || use[0].Sent != 1 || use[0].Kept[4] != 1 || use[0].Offered != 0 {
		t.Errorf("%+v", use)
	}
}

func paceIsCounted(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerAsksPerson), "Can I send my lamp back?", "")
	next := after(t, c, candor.AgentTakes)
	next.Agent, next.AgentName = mayaID, "Maya"
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: next, Waited: &turn.Wait{Inbox: c.Inbox, At: now(), For: 4 * time.Minute}})
	must(t, err)
	c = d.step(t, c, candor.AgentReplies, d.agentSays(t, c, candor.Said, "You can.", ""))
	c = d.step(t, c, candor.AgentReplies, d.agentSays(t, c, candor.Said, "Within 30 days.", ""))
	d.step(t, c, candor.AgentResolves)
	all, err := d.Paces(t.Context(), now().Add(-48*time.Hour), now().Add(48*time.Hour))
	must(t, err)
	counts := map[service.Measure]int64{}
	for _, p := range all {
		counts[p.Measure] += p.Count
		if p.Channel != c.Channel || c.Channel != candor.ViaWidget {
			t.Errorf("told of %q, it began in %q", p.Channel, c.Channel)
		}
		if p.Measure == service.Waited && p.Band != service.Band(4*time.Minute) {
			t.Errorf("four minutes are in band %d", p.Band)
		}
	}
	if counts[service.Begun] != 1 || counts[service.Waited] != 1 || counts[service.FirstReply] != 1 || counts[service.Handled] != 1 {
		t.Errorf("%v", counts)
	}
	d.erase(t, c.Customer)
	left, err := d.Paces(t.Context(), now().Add(-48*time.Hour), now().Add(48*time.Hour))
	must(t, err)
	if len(left) != len(all) {
		t.Error("sums went with a person")
	}
}

func noticesAreChosen(t *testing.T, d *desk) {
	if n, err := d.AgentNotice(t.Context(), mayaID); err != nil || n.Digest != store.NoDigest {
		t.Errorf("%+v, %v", n, err)
	}
	if err := d.SaveAgentNotice(t.Context(), mayaID, "always"); candor.CodeOf(err) != candor.CodeInvalid {
		t.Errorf("no such choice: %v", err)
	}
	d.begin(t, candor.CustomerAsksPerson)
	if waiting, urgent, since, err := d.Queued(t.Context()); waiting != 1 || urgent != 0 || since.IsZero() || err != nil {
		t.Errorf("%d %d %v %v", waiting, urgent, since, err)
	}
}

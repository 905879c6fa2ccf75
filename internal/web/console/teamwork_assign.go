package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/internal/staff"
	"candor/teamwork"
	"candor/turn"
)

// assignForm is the form to say for whom a conversation is.
func (c *Console) assignForm(x candor.Conversation, a candor.Agent, agents []candor.Agent) assignView {
	v := assignView{NeedsNote: x.State == candor.Attended, Key: onceKey("assign", x)}
	v.Open = x.State == candor.Waiting || x.State == candor.Snoozed || x.State == candor.Attended && (x.Agent == a.ID || a.Has(candor.RoleLead))
	if !v.Open {
		return v
	}
	online := c.o.Presence.Online()
	for _, one := range agents {
		if one.Disabled || !staff.May(one, staff.WorkOnThem) || x.State == candor.Attended && one.ID == x.Agent {
			continue
		}
		name := one.Name
		if one.ID == a.ID {
			name = c.text("console.you")
		} else if slices.Contains(online, one.ID) {
			name = c.textWith("console.assign.here", map[string]string{"name": one.Name})
		}
		v.People = append(v.People, optionView{Value: string(one.ID), Label: name})
	}
	slices.SortStableFunc(v.People, func(x, y optionView) int { return strings.Compare(x.Label, y.Label) })
	for _, name := range c.o.Crews.TeamNames() {
		v.Teams = append(v.Teams, optionView{Value: "team:" + name, Label: name})
	}
	return v
}

// onceKey is an idempotency key for what is done to a conversation as it stands. It is the same whenever the page is drawn
// anew, so that a live page does not change under the hand.
func onceKey(what string, x candor.Conversation) string {
	return what + "-" + Reference(x.ID) + "-" + strconv.FormatInt(x.Version, 10)
}

// Assign answers POST /console/c/{id}/assign: to is the id of an agent, "team:" with a name, or empty for everybody; text
// is the note, without which nobody hands on what they have.
func (c *Console) Assign(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	words := composeView{AssignText: r.PostFormValue("text"), AssignTo: r.PostFormValue("to")}
	if _, err = c.assign(r.Context(), id, actor(r), words.AssignTo, turn.Incoming{Text: candor.Text(strings.TrimSpace(words.AssignText)), Key: r.PostFormValue("key")}); err != nil {
		c.refuse(w, r, err, words)
		return
	}
	http.Redirect(w, r, address("/console/c/"+string(id), "tab", tabKey(r.PostFormValue("tab")), "done", "assigned"), http.StatusSeeOther)
}

// assign says for whom a conversation is, with who is spoken to in the note.
func (c *Console) assign(ctx context.Context, id candor.ConversationID, a candor.Agent, to string, note turn.Incoming) (candor.Conversation, error) {
	meant, err := c.meant(ctx, to, a)
	if err != nil {
		return candor.Conversation{}, err
	}
	x, err := c.o.Reader.Conversation(ctx, id)
	if err != nil {
		return x, err
	}
	if x.State == candor.Attended && (x.Agent == a.ID || a.Has(candor.RoleLead)) {
		switch {
		case meant.Agent == "" && meant.Team == "":
			return x, teamwork.ErrNobody
		case note.Text == "":
			return x, teamwork.ErrNoteFirst
		case meant.Agent == x.Agent:
			return x, teamwork.ErrSelf
		}
	}
	if note.Staff, err = c.spokenTo(ctx, a, string(note.Text)); err != nil {
		return x, err
	}
	if meant.Agent != "" && meant.Agent != a.ID && note.Text != "" && !slices.Contains(note.Staff.Mentions, meant.Agent) {
		note.Staff.Mentions = append(note.Staff.Mentions, meant.Agent) // who gets it is spoken to
	}
	return c.o.Desk.Assign(ctx, id, a, meant, note)
}

// meant reads for whom; ErrNobody when it is nobody who could have it.
func (c *Console) meant(ctx context.Context, to string, a candor.Agent) (turn.Meant, error) {
	if to == "" {
		return turn.Meant{}, nil
	}
	if to == string(teamwork.Me) {
		return turn.Meant{Agent: a.ID}, nil
	}
	if name, ok := strings.CutPrefix(to, "team:"); ok {
		if !slices.Contains(c.o.Crews.TeamNames(), name) {
			return turn.Meant{}, teamwork.ErrNobody
		}
		return turn.Meant{Team: name}, nil
	}
	who, err := c.o.Team.Agent(ctx, candor.AgentID(to))
	if err != nil || who.Disabled || !staff.May(who, staff.WorkOnThem) {
		return turn.Meant{}, teamwork.ErrNobody
	}
	return turn.Meant{Agent: who.ID}, nil
}

// spokenTo finds the colleagues whom a note speaks to; only those who see conversations.
func (c *Console) spokenTo(ctx context.Context, a candor.Agent, note string) (turn.Staff, error) {
	if c.o.Teamwork == nil || !strings.Contains(note, "@") {
		return turn.Staff{}, nil
	}
	agents, err := c.o.Team.Agents(ctx)
	if err != nil {
		return turn.Staff{}, err
	}
	agents = slices.DeleteFunc(agents, func(one candor.Agent) bool { return !staff.May(one, staff.SeeConversations) })
	return turn.Staff{Mentions: teamwork.Mentions(note, a.ID, agents)}, nil
}

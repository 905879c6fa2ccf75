package console

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// macroView shows what a macro will do before it does it.
type macroView struct {
	frameView
	ID        candor.ConversationID
	Tab       string
	Reference string
	Macro     teamwork.Macro
	Steps     []string // in words
	Reply     *preparedView
	NoteText  string
	NeedsNote bool
	Key       string
	Problem   string
}

// Macro answers GET /console/c/{id}/macros/{macro}.
func (c *Console) Macro(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	c.showMacro(w, r, id, http.StatusOK, r.URL.Query().Get("tab"), "", "")
}

func (c *Console) showMacro(w http.ResponseWriter, r *http.Request, id candor.ConversationID, status int, tab, note, problem string) {
	a := actor(r)
	x, err := c.o.Reader.Conversation(r.Context(), id)
	v := macroView{ID: id, Tab: tabKey(tab), Reference: Reference(id), NoteText: note, Problem: problem, Key: newKey()}
	if err == nil {
		v.Macro, err = c.macro(r)
	}
	if err == nil {
		v.frameView, err = c.beside(r, "queue")
	}
	if err == nil {
		v.Steps, err = c.stepsInWords(r.Context(), v.Macro.Steps)
	}
	if err == nil {
		v.Reply, err = c.macroReply(r.Context(), v.Macro, x, a, v.Tab)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.NeedsNote = x.State == candor.Attended && slices.ContainsFunc(v.Macro.Steps, func(s teamwork.Step) bool { return s.Do == teamwork.AssignTo })
	c.page(w, r, status, "console_macro", v.Macro.Name, v)
}

var errNoMacro = candor.Fail(candor.CodeNotFound, "teamwork.no_macro", nil)

func (c *Console) macro(r *http.Request) (teamwork.Macro, error) {
	all, err := c.o.Teamwork.Macros(r.Context())
	if err != nil {
		return teamwork.Macro{}, err
	}
	i := slices.IndexFunc(all, func(m teamwork.Macro) bool { return m.ID == r.PathValue("macro") })
	if i < 0 {
		return teamwork.Macro{}, errNoMacro
	}
	return all[i], nil
}

// macroReply is the prepared reply that a macro puts where the agent writes; nil when it puts none.
func (c *Console) macroReply(ctx context.Context, m teamwork.Macro, x candor.Conversation, a candor.Agent, tab string) (*preparedView, error) {
	i := slices.IndexFunc(m.Steps, func(s teamwork.Step) bool { return s.Do == teamwork.Insert })
	if i < 0 {
		return nil, nil
	}
	all, err := c.o.Teamwork.CannedReplies(ctx)
	if err != nil {
		return nil, err
	}
	teams := c.o.Crews.TeamsOf(a)
	for _, one := range all {
		if one.Name == m.Steps[i].Value && one.Fits(x.Language, teams) {
			values, err := c.values(ctx, x, a)
			v := prepared(one, values, x.ID, tab)
			return &v, err
		}
	}
	return nil, nil
}

// stepsInWords tells what steps do.
func (c *Console) stepsInWords(ctx context.Context, steps []teamwork.Step) ([]string, error) {
	agents, err := c.o.Team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, s := range steps {
		value := s.Value
		if s.Do == teamwork.AssignTo {
			value = strings.TrimPrefix(value, "team:")
			if name := firstName(agents, candor.AgentID(value)); name != "" {
				value = name
			}
			if s.Value == string(teamwork.Me) {
				value = c.text("console.you")
			}
		}
		out = append(out, c.textWith("console.macro.step_"+string(s.Do), map[string]string{"value": value}))
	}
	return out, nil
}

// RunMacro answers POST /console/c/{id}/macros/{macro}: the steps, in order, until one fails. Nothing is sent: a reply
// waits where the agent writes.
func (c *Console) RunMacro(w http.ResponseWriter, r *http.Request) {
	id, ok := c.about(w, r)
	if !ok {
		return
	}
	a := actor(r)
	m, err := c.macro(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	x, err := c.o.Reader.Conversation(r.Context(), id)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	before, err := c.before(r.Context(), x)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	reply, err := c.macroReply(r.Context(), m, x, a, "")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	note := turn.Incoming{Text: candor.Text(strings.TrimSpace(r.PostFormValue("text"))), Key: r.PostFormValue("key")}
	done, err := c.take(r.Context(), id, a, m.Steps, note)
	if err != nil && len(done) == 0 {
		c.showMacro(w, r, id, statusOf(candor.CodeOf(err)), r.PostFormValue("tab"), r.PostFormValue("text"), c.o.Respond.Words(language, err))
		c.failed(r, err)
		return
	}
	c.undos.put(undoKey{a.ID, id}, teamwork.Undo(done, before), c.o.Now())
	pairs := []string{"tab", tabKey(r.PostFormValue("tab")), "done", "macro"}
	if err != nil {
		pairs[3] = "macro_part"
	}
	if reply != nil && err == nil {
		pairs = append(pairs, "canned", reply.ID)
	}
	http.Redirect(w, r, address("/console/c/"+string(id), pairs...), http.StatusSeeOther)
}

func (c *Console) before(ctx context.Context, x candor.Conversation) (teamwork.Before, error) {
	b, err := c.o.Teamwork.Beside(ctx, x.ID)
	return teamwork.Before{Tags: b.Tags, Priority: x.Priority, To: b.Meant.To}, err
}

// take takes steps in order and gives those that were taken, also beside an error.
func (c *Console) take(ctx context.Context, id candor.ConversationID, a candor.Agent, steps []teamwork.Step, note turn.Incoming) (done []teamwork.Step, err error) {
	for _, s := range steps {
		switch s.Do {
		case teamwork.AddTag, teamwork.DropTag:
			err = c.o.Teamwork.SetTag(ctx, id, s.Value, s.Do == teamwork.AddTag, a.ID)
		case teamwork.Prioritise:
			_, err = c.o.Desk.Prioritise(ctx, id, a, s.Priority())
		case teamwork.AssignTo:
			_, err = c.assign(ctx, id, a, s.Value, note)
		case teamwork.SnoozeFor:
			_, err = c.o.Desk.Snooze(ctx, id, a, c.o.Now().Add(s.Hours()))
		}
		if err != nil {
			return done, err
		}
		done = append(done, s)
	}
	return done, nil
}

// stepsText writes steps as leads write them, one a line.
func stepsText(steps []teamwork.Step) string {
	var out []string
	for _, s := range steps {
		out = append(out, s.String())
	}
	return strings.Join(out, "\n")
}

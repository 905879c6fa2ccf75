package console

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/teamwork"
)

// besideView is what agents keep beside the open conversation, and what can be done about it.
type besideView struct {
	ID        candor.ConversationID
	Tab       string
	Works     bool // this agent may change it
	For       string
	Note      *messageView // with which it was handed on
	NoteBy    string
	Tags      []string
	OtherTags []string // that can be added
	Fields    []notedView
	GoesOn    *otherView
	Takes     []otherView
	Answer    string
	Comment   string
	Limit     *limitView
	MayLimit  bool
	LimitKey  string
	Assign    assignView
	Macros    []otherView
	Others    []otherView // of the same customer, into which this one can be merged
}

type otherView struct{ URL, Name string }

type notedView struct {
	ID, Label, Kind, Value, Purpose string
	Choices                         []string
}

type limitView struct{ Until, Reason string }

// assignView is the form to hand the conversation on.
type assignView struct {
	Open      bool
	NeedsNote bool
	Key       string
	To        string
	NoteText  string
	Problem   string
	People    []optionView
	Teams     []optionView
}

// beside puts together what stands beside a conversation; nil where the desk keeps nothing.
func (c *Console) besideOf(ctx context.Context, x candor.Conversation, a candor.Agent, t tab, now time.Time) (*besideView, error) {
	if c.o.Teamwork == nil {
		return nil, nil
	}
	b, err := c.o.Teamwork.Beside(ctx, x.ID)
	if err != nil {
		return nil, err
	}
	agents, err := c.o.Team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	v := &besideView{
		ID: x.ID, Tab: t.Key, Works: staff.May(a, staff.WorkOnThem), Tags: b.Tags, MayLimit: staff.May(a, staff.LimitWriting) && x.State == candor.Attended && x.Agent == a.ID,
		For: c.meantFor(b.Meant, a, agents), LimitKey: onceKey("limit", x),
	}
	if x.State == candor.Attended || x.State == candor.Resolved || x.State == candor.Assisting {
		v.For = ""
	}
	if err := c.besideNote(ctx, v, x, b, a, agents, now); err != nil {
		return nil, err
	}
	if v.OtherTags, err = c.o.Teamwork.TagNames(ctx); err != nil {
		return nil, err
	}
	v.OtherTags = slices.DeleteFunc(v.OtherTags, func(name string) bool { return slices.Contains(b.Tags, name) })
	if v.Fields, err = c.fieldsOf(ctx, x, a); err != nil {
		return nil, err
	}
	if b.Merged.Into != "" {
		v.GoesOn = &otherView{"/console/c/" + string(b.Merged.Into), Reference(b.Merged.Into)}
	}
	for _, id := range b.Takes {
		v.Takes = append(v.Takes, otherView{"/console/c/" + string(id), Reference(id)})
	}
	v.Assign = c.assignForm(x, a, agents)
	if err := c.besideCustomer(ctx, v, x, b, a, now); err != nil {
		return nil, err
	}
	macros, err := c.o.Teamwork.Macros(ctx)
	if err != nil {
		return nil, err
	}
	teams := c.o.Crews.TeamsOf(a)
	for _, m := range macros {
		if m.Team == "" || slices.Contains(teams, m.Team) || a.Has(candor.RoleLead) {
			v.Macros = append(v.Macros, otherView{"/console/c/" + string(x.ID) + "/macros/" + m.ID, apart(m.Name)})
		}
	}
	return v, nil
}

// besideNote finds the note with which a conversation was handed on: it stands first until it is finished.
func (c *Console) besideNote(ctx context.Context, v *besideView, x candor.Conversation, b teamwork.Beside, a candor.Agent, agents []candor.Agent, now time.Time) error {
	if b.Meant.Note == "" || x.State == candor.Resolved {
		return nil
	}
	m, err := c.o.Reader.Message(ctx, candor.AgentReads(a.ID), x.ID, b.Meant.Note)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return nil // its words were over
	}
	if err != nil {
		return err
	}
	note := c.message(m, a, now)
	v.Note, v.NoteBy = &note, apart(firstName(agents, b.Meant.By))
	return nil
}

// besideCustomer tells what the customer said of it, and whether they may write.
func (c *Console) besideCustomer(ctx context.Context, v *besideView, x candor.Conversation, b teamwork.Beside, a candor.Agent, now time.Time) error {
	if b.Answer.Solved != "" {
		answer, _, err := c.o.Teamwork.SolvedAnswer(ctx, candor.AgentReads(a.ID), x.ID)
		if err != nil {
			return err
		}
		v.Answer, v.Comment = c.text("console.solved."+string(answer.Solved)), string(answer.Comment)
	}
	if b.Limit.Holds(now) {
		limit, _, err := c.o.Teamwork.WritingLimit(ctx, candor.AgentReads(a.ID), x.ID)
		if err != nil {
			return err
		}
		v.Limit = &limitView{c.when(limit.Until, now), string(limit.Reason)}
	}
	if x.State == candor.Resolved || c.o.People == nil {
		return nil
	}
	all, err := c.o.People.ConversationsOf(ctx, x.Customer)
	if err != nil {
		return err
	}
	for _, other := range all {
		if teamwork.MayMerge(x, other, a) == nil && len(v.Others) < 10 {
			v.Others = append(v.Others, otherView{string(other.ID), c.textWith("console.merge.option", map[string]string{
				"reference": Reference(other.ID), "count": strconv.FormatInt(other.Messages, 10),
			})})
		}
	}
	return nil
}

func (c *Console) fieldsOf(ctx context.Context, x candor.Conversation, a candor.Agent) ([]notedView, error) {
	fields, err := c.o.Teamwork.Fields(ctx)
	if err != nil || len(fields) == 0 {
		return nil, err
	}
	values, err := c.o.Teamwork.FieldValues(ctx, candor.AgentReads(a.ID), x.ID)
	if err != nil {
		return nil, err
	}
	var out []notedView
	for _, f := range fields {
		v := notedView{ID: f.ID, Label: f.Label, Kind: string(f.Kind), Purpose: f.Purpose, Choices: f.Choices}
		if i := slices.IndexFunc(values, func(x teamwork.Value) bool { return x.Field == f.ID }); i >= 0 {
			v.Value = string(values[i].Text)
		}
		if f.Retired.IsZero() {
			out = append(out, v)
		}
	}
	return out, nil
}

// meantFor names for whom a conversation is, as this agent reads it.
func (c *Console) meantFor(m teamwork.Assignment, a candor.Agent, agents []candor.Agent) string {
	var parts []string
	switch {
	case m.Agent == a.ID && m.Agent != "":
		parts = append(parts, c.text("console.meant.me"))
	case m.Agent != "":
		parts = append(parts, firstName(agents, m.Agent))
	}
	if m.Team != "" {
		parts = append(parts, m.Team)
	}
	if len(parts) == 0 {
		return ""
	}
	return c.textWith("console.meant.for", map[string]string{"who": strings.Join(parts, ", ")})
}

func firstName(agents []candor.Agent, id candor.AgentID) string {
	for _, a := range agents {
		if a.ID == id {
			return a.FirstName
		}
	}
	return ""
}

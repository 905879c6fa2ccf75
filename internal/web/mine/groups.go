package mine

import (
	"context"
	"net/http"
	"slices"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/web/respond"
	"candor/internal/web/view"
	"candor/turn"
)

// Stating keeps which groups people choose to name, so that it can be found out whether all are treated alike. Nobody who
// decides about them reads it.
type Stating interface {
	// Groups is what can be chosen.
	Groups() monitor.Groups
	// Stated gives what a customer stated, to themselves.
	Stated(ctx context.Context, id candor.CustomerID) (map[string]string, error)
	// State keeps what a customer states in place of what was; nothing destroys it. ErrConsentNeeded.
	State(ctx context.Context, id candor.CustomerID, groups map[string]string) error
}

// groupsPage is the form on which people may name groups.
type groupsPage struct {
	Notice  *view.Notice
	Allowed bool
	Axes    []axisView
}

type axisView struct {
	Axis, Label string
	Groups      []groupView
}

type groupView struct {
	Value, Label string
	Chosen       bool
}

// asksGroups reports whether the desk asks anything.
func (m *Mine) asksGroups() bool { return m.o.Stating != nil && len(m.o.Stating.Groups().Asked()) > 0 }

// Groups answers GET /privacy/groups.
func (m *Mine) Groups(w http.ResponseWriter, r *http.Request) {
	p, _, err := m.groups(r)
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.page(w, r, http.StatusOK, guestOf(r).who.Language, "mygroups", "mine.groups_title", p)
}

// groups reads what the guest stated and allows, with a conversation of each customer whom they are.
func (m *Mine) groups(r *http.Request) (groupsPage, map[candor.CustomerID]candor.ConversationID, error) {
	who := guestOf(r).who
	var p groupsPage
	if !m.asksGroups() {
		return p, nil, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	all, err := m.o.Office.Overview(r.Context(), who)
	if err != nil {
		return p, nil, err
	}
	talks := map[candor.CustomerID]candor.ConversationID{}
	for _, c := range all.Conversations {
		talks[c.Customer] = c.ID
	}
	stated := map[string]string{}
	for id := range talks {
		mine, err := m.o.Stating.Stated(r.Context(), id)
		if err != nil {
			return p, nil, err
		}
		for axis, group := range mine {
			stated[axis] = group
		}
		choices, err := m.o.Chooser.Of(r.Context(), id, who.Language)
		if err != nil {
			return p, nil, err
		}
		for _, c := range choices.Purposes {
			p.Allowed = p.Allowed || c.Purpose == candor.Fairness && c.Allowed()
		}
	}
	if len(talks) > 0 {
		p.Notice = m.o.Chooser.Notice(candor.Fairness, who.Language)
	}
	p.Axes = m.axes(who.Language, stated)
	return p, talks, nil
}

func (m *Mine) axes(language string, stated map[string]string) []axisView {
	var out []axisView
	lists := m.o.Stating.Groups()
	for _, axis := range lists.Asked() {
		v := axisView{Axis: axis, Label: m.say(language, axisWords[axis])}
		for _, g := range lists[axis] {
			label := m.say(language, groupWords[axis+"_"+g])
			if label == "" {
				label = g // of a list that the desk wrote itself
			}
			v.Groups = append(v.Groups, groupView{g, label, stated[axis] == g})
		}
		out = append(out, v)
	}
	return out
}

// NameGroups answers POST /privacy/groups: keeps what was chosen, with the consent that it may be counted, or takes both back.
func (m *Mine) NameGroups(w http.ResponseWriter, r *http.Request) {
	p, talks, err := m.groups(r)
	if err == nil {
		err = form(w, r)
	}
	if err != nil {
		m.fail(w, r, err)
		return
	}
	if r.PostForm.Get("take_back") == "yes" {
		if p.Allowed {
			err = m.allowGroups(r, talks, false)
		}
		m.grouped(w, r, err, "ungrouped")
		return
	}
	chosen := map[string]string{}
	for _, a := range p.Axes {
		g := r.PostForm.Get(a.Axis)
		if slices.ContainsFunc(a.Groups, func(v groupView) bool { return v.Value == g }) {
			chosen[a.Axis] = g
		}
	}
	if len(chosen) > 0 && !p.Allowed {
		err = m.allowGroups(r, talks, true)
	}
	for id := range talks {
		if err == nil && (len(chosen) > 0 || p.Allowed) {
			err = m.o.Stating.State(r.Context(), id, chosen)
		}
	}
	m.grouped(w, r, err, "grouped")
}

func (m *Mine) grouped(w http.ResponseWriter, r *http.Request, err error, done string) {
	if err != nil {
		m.fail(w, r, err)
		return
	}
	m.done(w, r, done)
}

// allowGroups records the yes or no to fairness, for every customer whom the guest is.
func (m *Mine) allowGroups(r *http.Request, talks map[candor.CustomerID]candor.ConversationID, allow bool) error {
	for _, id := range talks {
		_, err := m.o.Decider.Decide(r.Context(), id, turn.Choices{Via: candor.ViaPage, GPC: respond.GPC(r), Of: []turn.Choice{{
			Purpose: candor.Fairness, Allow: allow, Notice: r.PostForm.Get("notice"),
		}}})
		if err != nil {
			return err
		}
	}
	return nil
}

// axisWords and groupWords are what people choose from, in words. A group of a list that the desk wrote itself has none.
var axisWords = map[string]string{
	monitor.Disability: "mine.axis_disability", monitor.Age: "mine.axis_age", monitor.Gender: "mine.axis_gender",
	monitor.Tongue: "mine.axis_tongue", monitor.Ethnicity: "mine.axis_ethnicity",
}

var groupWords = map[string]string{
	"disability_yes": "mine.group_disability_yes", "disability_no": "mine.group_disability_no",
	"age_under_25": "mine.group_age_under_25", "age_25_39": "mine.group_age_25_39", "age_40_64": "mine.group_age_40_64",
	"age_65_79": "mine.group_age_65_79", "age_80_up": "mine.group_age_80_up",
	"gender_woman": "mine.group_gender_woman", "gender_man": "mine.group_gender_man", "gender_other": "mine.group_gender_other",
	"tongue_here": "mine.group_tongue_here", "tongue_elsewhere": "mine.group_tongue_elsewhere",
}

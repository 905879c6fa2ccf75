package console

import (
	"net/http"
	"slices"
	"strings"

	"candor"
	"candor/teamwork"
)

// prepareView is the page on which leads prepare what everybody works with.
type prepareView struct {
	frameView
	Tags      []teamwork.Tag
	Fields    []preparedField
	Replies   []preparedReply
	Macros    []preparedMacro
	Teams     []string
	Variables []string
	Kinds     []optionView
	Back      prepareForm
}

type preparedField struct {
	teamwork.Field
	KindWords, Choices string
	InUse              bool
}

type preparedReply struct {
	teamwork.Canned
	LanguageName string
}

type preparedMacro struct {
	ID, Name, Team, Text string
	Words                []string
}

// prepareForm is a form that was refused, as it was sent.
type prepareForm struct {
	Section, Problem               string
	ID, Name, Team, Language, Body string
	Meaning, Kind, Choices, Why    string
}

// Prepare answers GET /console/prepare.
func (c *Console) Prepare(w http.ResponseWriter, r *http.Request) {
	c.prepare(w, r, http.StatusOK, prepareForm{})
}

func (c *Console) prepare(w http.ResponseWriter, r *http.Request, status int, back prepareForm) {
	frame, err := c.beside(r, "prepare")
	if err == nil && c.o.Teamwork == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	v := prepareView{frameView: frame, Teams: c.o.Crews.TeamNames(), Back: back}
	ctx := r.Context()
	if err == nil {
		v.Tags, err = c.o.Teamwork.Tags(ctx)
	}
	var fields []teamwork.Field
	if err == nil {
		fields, err = c.o.Teamwork.Fields(ctx)
	}
	var replies []teamwork.Canned
	if err == nil {
		replies, err = c.o.Teamwork.CannedReplies(ctx)
	}
	var macros []teamwork.Macro
	if err == nil {
		macros, err = c.o.Teamwork.Macros(ctx)
	}
	for _, f := range fields {
		v.Fields = append(v.Fields, preparedField{f, c.text("console.field.kind_" + string(f.Kind)), strings.Join(f.Choices, ", "), f.Retired.IsZero()})
	}
	for _, one := range replies {
		name := c.text("console.prepare.any_language")
		if one.Language != "" {
			name = languageName(one.Language)
		}
		v.Replies = append(v.Replies, preparedReply{one, name})
	}
	for _, m := range macros {
		one := preparedMacro{ID: m.ID, Name: m.Name, Team: m.Team, Text: stepsText(m.Steps)}
		if err == nil {
			one.Words, err = c.stepsInWords(ctx, m.Steps)
		}
		v.Macros = append(v.Macros, one)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	for _, one := range teamwork.Variables() {
		v.Variables = append(v.Variables, "{{"+string(one)+"}}")
	}
	for _, k := range teamwork.Kinds() {
		v.Kinds = append(v.Kinds, optionView{string(k), c.text("console.field.kind_" + string(k)), string(k) == back.Kind})
	}
	c.page(w, r, status, "console_prepare", c.text("console.prepare.title"), v)
}

// prepared answers a form of the page: it goes back there, or shows the form again with what was wrong.
func (c *Console) prepared(w http.ResponseWriter, r *http.Request, form prepareForm, err error) {
	if err == nil {
		http.Redirect(w, r, address("/console/prepare", "done", "prepared")+"#"+form.Section, http.StatusSeeOther)
		return
	}
	code := candor.CodeOf(err)
	if code == candor.CodeInternal || code == candor.CodeUnavailable {
		c.fail(w, r, err)
		return
	}
	form.Problem = c.o.Respond.Words(language, err)
	c.prepare(w, r, statusOf(code), form)
}

// preparing reads a form of the page.
func (c *Console) preparing(w http.ResponseWriter, r *http.Request, section string) (prepareForm, bool) {
	err := readForm(r)
	if err == nil && c.o.Teamwork == nil {
		err = candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	if err != nil {
		c.fail(w, r, err)
		return prepareForm{}, false
	}
	return prepareForm{
		Section: section, ID: r.PostFormValue("id"), Name: r.PostFormValue("name"), Team: r.PostFormValue("team"),
		Language: strings.ToLower(strings.TrimSpace(r.PostFormValue("language"))), Body: r.PostFormValue("words"), Meaning: r.PostFormValue("meaning"),
		Kind: r.PostFormValue("kind"), Choices: r.PostFormValue("choices"), Why: r.PostFormValue("purpose"),
	}, true
}

// SaveTag answers POST /console/prepare/tags.
func (c *Console) SaveTag(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "tags")
	if !ok {
		return
	}
	name, err := teamwork.TagName(form.Name)
	if err == nil {
		err = c.o.Teamwork.SaveTag(r.Context(), teamwork.Tag{Name: name, Meaning: oneLine(form.Meaning, 200), By: actor(r).ID})
	}
	c.prepared(w, r, form, err)
}

// oneLine tidies words that nobody needs to be refused for.
func oneLine(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(len(r), most)])
}

// MergeTags answers POST /console/prepare/tags/merge: name becomes into; empty: it is dropped from everything.
func (c *Console) MergeTags(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "tags")
	if !ok {
		return
	}
	c.prepared(w, r, form, c.o.Teamwork.MergeTags(r.Context(), form.Name, r.PostFormValue("into"), actor(r).ID))
}

// SaveField answers POST /console/prepare/fields.
func (c *Console) SaveField(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "fields")
	if !ok {
		return
	}
	f, err := teamwork.Field{
		ID: newID("fld_"), Label: form.Name, Kind: teamwork.Kind(form.Kind), Choices: strings.Split(form.Choices, "\n"), Purpose: form.Why, By: actor(r).ID,
	}.Check()
	if err == nil {
		err = c.o.Teamwork.AddField(r.Context(), f)
	}
	c.prepared(w, r, form, err)
}

// RetireField answers POST /console/prepare/fields/retire; with drop=1 what was noted goes too.
func (c *Console) RetireField(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "fields")
	if !ok {
		return
	}
	c.prepared(w, r, form, c.o.Teamwork.RetireField(r.Context(), form.ID, r.PostFormValue("drop") == "1", actor(r).ID))
}

// SaveReply answers POST /console/prepare/replies.
func (c *Console) SaveReply(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "replies")
	if !ok {
		return
	}
	if r.PostFormValue("drop") == "1" {
		c.prepared(w, r, form, c.o.Teamwork.DropCanned(r.Context(), form.ID, actor(r).ID))
		return
	}
	one, err := teamwork.Canned{ID: form.ID, Name: form.Name, Language: form.Language, Team: c.teamIn(form.Team), Body: form.Body, By: actor(r).ID}.Check()
	if one.ID == "" {
		one.ID = newID("cnd_")
	}
	if err == nil {
		err = c.o.Teamwork.SaveCanned(r.Context(), one)
	}
	c.prepared(w, r, form, err)
}

// teamIn gives a team that there is, or nobody in particular.
func (c *Console) teamIn(name string) string {
	if slices.Contains(c.o.Crews.TeamNames(), name) {
		return name
	}
	return ""
}

// SaveMacro answers POST /console/prepare/macros.
func (c *Console) SaveMacro(w http.ResponseWriter, r *http.Request) {
	form, ok := c.preparing(w, r, "macros")
	if !ok {
		return
	}
	if r.PostFormValue("drop") == "1" {
		c.prepared(w, r, form, c.o.Teamwork.DropMacro(r.Context(), form.ID, actor(r).ID))
		return
	}
	m := teamwork.Macro{ID: form.ID, Name: form.Name, Team: c.teamIn(form.Team), By: actor(r).ID}
	if m.ID == "" {
		m.ID = newID("mcr_")
	}
	var err error
	if m.Steps, err = teamwork.ParseSteps(form.Body); err == nil {
		m, err = m.Check()
	}
	if err == nil {
		err = c.o.Teamwork.SaveMacro(r.Context(), m)
	}
	c.prepared(w, r, form, err)
}

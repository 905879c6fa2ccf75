package console

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/internal/staff"
	"candor/internal/web/respond"
	"candor/knowledge"
)

// editView is the form in which an article is written or changed.
type editView struct {
	knowledgeFrame
	Action, Title, Cancel string
	Version               string
	Form                  articleForm
	Languages, Tiers      []optionView
	Wrong                 string   // what is the matter with it
	Personal              []string // kinds of personal data that seem to be in it
	Note                  string
	MayJudge              bool
}

// articleForm is what was typed.
type articleForm struct {
	Title, Body, Language, Topic, Owner, Tier, From, Until, Questions string
	Internal                                                          bool
}

// NewArticle answers GET /console/knowledge/new: an empty form, or one with what an agent answered in the
// conversation c, as far as its customer lets the desk learn from it.
func (c *Console) NewArticle(w http.ResponseWriter, r *http.Request) {
	v := editView{Form: articleForm{Language: language}}
	if id := candor.ConversationID(r.URL.Query().Get("c")); id.Valid() {
		switch text, err := c.o.Gaps.Answered(r.Context(), actor(r).ID, id); candor.CodeOf(err) {
		case candor.CodeForbidden, candor.CodeNotFound:
			v.Note = c.text("console.knowledge.note.closed")
		default:
			if err != nil {
				c.fail(w, r, err)
				return
			}
			v.Form.Body, v.Note = text, c.text("console.knowledge.note.answered")
		}
	}
	c.editForm(w, r, http.StatusOK, knowledge.Article{}, v)
}

// EditArticle answers GET /console/knowledge/{id}/edit.
func (c *Console) EditArticle(w http.ResponseWriter, r *http.Request) {
	a, err := c.newest(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.editForm(w, r, http.StatusOK, a, editView{Form: formOf(a, c.o.Zone)})
}

func (c *Console) newest(r *http.Request) (knowledge.Article, error) {
	id, err := articleOf(r)
	if err != nil {
		return knowledge.Article{}, err
	}
	return c.o.Library.Newest(r.Context(), id)
}

func formOf(a knowledge.Article, zone *time.Location) articleForm {
	f := articleForm{
		Title: a.Title, Body: a.Body, Language: a.Language, Topic: a.Topic, Owner: a.Owner, Tier: string(a.Tier),
		Questions: strings.Join(a.Questions, "\n"), Internal: a.Audience != knowledge.Public,
	}
	if !a.From.IsZero() {
		f.From = a.From.In(zone).Format(time.DateOnly)
	}
	if !a.Until.IsZero() {
		f.Until = a.Until.In(zone).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return f
}

func (c *Console) editForm(w http.ResponseWriter, r *http.Request, status int, old knowledge.Article, v editView) {
	place := ""
	v.Action, v.Cancel, v.Title = articleURL(old.ID)+"/edit", articleURL(old.ID), c.text("console.knowledge.edit.title")
	if old.ID == "" {
		place, v.Action, v.Cancel, v.Title = "write", "/console/knowledge/new", "/console/knowledge", c.text("console.knowledge.write.title")
	}
	frame, err := c.knowledgeFrame(r, place)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.knowledgeFrame, v.MayJudge = frame, staff.May(actor(r), staff.ApproveKnowledge)
	if v.Version == "" {
		v.Version = strconv.Itoa(old.Version)
	}
	tags := locale.Languages()
	if v.Form.Language != "" && !slices.Contains(tags, v.Form.Language) {
		tags = append(tags, v.Form.Language)
	}
	for _, tag := range tags {
		v.Languages = append(v.Languages, optionView{tag, languageName(tag), tag == v.Form.Language})
	}
	for _, t := range knowledge.Tiers() {
		v.Tiers = append(v.Tiers, optionView{string(t), c.tier(t), string(t) == v.Form.Tier})
	}
	c.page(w, r, status, "console_knowledge_edit", v.Title, v)
}

// WriteArticle answers POST /console/knowledge/new.
func (c *Console) WriteArticle(w http.ResponseWriter, r *http.Request) {
	c.save(w, r, knowledge.Article{})
}

// ChangeArticle answers POST /console/knowledge/{id}/edit.
func (c *Console) ChangeArticle(w http.ResponseWriter, r *http.Request) {
	a, err := c.newest(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.save(w, r, a)
}

// save stores what was written as a version that waits for somebody else's approval.
func (c *Console) save(w http.ResponseWriter, r *http.Request, old knowledge.Article) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	f := readArticle(r.PostForm)
	refuse := func(status int, v editView) {
		v.Form, v.Version = f, r.PostFormValue("version")
		c.editForm(w, r, status, old, v)
	}
	version, _ := strconv.Atoi(r.PostFormValue("version"))
	if version != old.Version {
		refuse(http.StatusConflict, editView{Wrong: c.text("console.knowledge.problem.moved")})
		return
	}
	a, problem := c.written(r, f, old)
	if problem != "" {
		refuse(http.StatusUnprocessableEntity, editView{Wrong: c.text("console.knowledge.problem." + problem)})
		return
	}
	if r.PostFormValue("checked") == "" {
		text := a.Title + "\n" + a.Body + "\n" + strings.Join(a.Questions, "\n")
		if found := c.o.Gaps.Personal(r.Context(), text, a.Language); len(found) > 0 {
			refuse(http.StatusUnprocessableEntity, editView{Wrong: c.text("console.knowledge.problem.personal"), Personal: found})
			return
		}
	}
	if err := c.o.Library.Save(r.Context(), []knowledge.Article{a}, string(actor(r).ID), ""); err != nil {
		c.failed(r, err)
		refuse(respond.Status(candor.CodeOf(err)), editView{Wrong: c.knowledgeProblem(err)})
		return
	}
	http.Redirect(w, r, address(articleURL(a.ID), "done", "saved"), http.StatusSeeOther)
}

func readArticle(form url.Values) articleForm {
	return articleForm{
		Title: form.Get("title"), Body: form.Get("words"), Language: form.Get("language"), Topic: form.Get("topic"), Owner: form.Get("owner"),
		Tier: form.Get("tier"), From: form.Get("from"), Until: form.Get("until"), Questions: form.Get("questions"), Internal: form.Get("internal") != "",
	}
}

// written gives the next version of an article as the form says, or the key of what is the matter.
func (c *Console) written(r *http.Request, f articleForm, old knowledge.Article) (knowledge.Article, string) {
	a := old
	a.Title, a.Body, a.Language, a.Topic, a.Owner = f.Title, f.Body, f.Language, f.Topic, f.Owner
	a.Questions, a.Audience, a.Approval, a.Version = strings.Split(f.Questions, "\n"), knowledge.Public, knowledge.Approval{}, old.Version+1
	if f.Internal {
		a.Audience = knowledge.Internal
	}
	a.Tier = knowledge.Tier(f.Tier)
	from, ok := c.validity(f.From, 0)
	until, also := c.validity(f.Until, 1) // the day counts to its end
	if !ok || !also || !from.IsZero() && !until.IsZero() && !from.Before(until) {
		return a, "validity"
	}
	a.From, a.Until = from, until
	if old.ID == "" {
		a.ID = candor.NewArticleID()
		a.Key, a.Source, a.Updated = knowledge.WrittenHere+"/"+string(a.ID), knowledge.WrittenHere, c.o.Now().UTC()
	} else if a.Imported == "" && a.Source != knowledge.WrittenHere {
		a.Imported = old.Digest
	}
	a = a.Seal().Raised()
	switch {
	case a.Title == "" || strings.TrimSpace(a.Body) == "":
		return a, "empty"
	case !slices.Contains(locale.Languages(), a.Language) && a.Language != old.Language:
		return a, "language"
	case old.ID != "" && a.Digest == old.Digest && a.Owner == old.Owner && a.Tier == old.Tier && a.From.Equal(old.From) && a.Until.Equal(old.Until):
		return a, "same"
	}
	return c.ownSlug(r, a), ""
}

// validity reads a day of a form, moved by some days; the zero time when it is empty.
func (c *Console) validity(s string, days int) (time.Time, bool) {
	if strings.TrimSpace(s) == "" {
		return time.Time{}, true
	}
	t, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(s), c.o.Zone)
	return t.AddDate(0, 0, days).UTC(), err == nil
}

// ownSlug gives an article an address of its own within its language.
func (c *Console) ownSlug(r *http.Request, a knowledge.Article) knowledge.Article {
	shelf, err := c.o.Library.Shelf(r.Context())
	if err != nil {
		return a // the next import parts them
	}
	taken := func(x knowledge.Article) bool { return x.ID != a.ID && x.Language == a.Language && x.Slug == a.Slug }
	if slices.ContainsFunc(shelf, taken) {
		a.Slug += "-" + string(a.ID[len(a.ID)-8:])
		a = a.Seal()
	}
	return a
}

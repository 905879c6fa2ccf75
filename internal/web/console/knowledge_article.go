package console

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/respond"
	"candor/knowledge"
)

// articleView is the page of one article.
type articleView struct {
	knowledgeFrame
	Article            knowledge.Article
	Row                articleRow
	Base               string // address of this page
	Audience, From     string
	Public             string // address where customers read what answers; empty: nothing does
	Withdrawn          bool
	Waits              bool // the newest version waits for approval
	Own                bool // whoever looks wrote it
	MayWrite, MayJudge bool
	AnswersFrom        string // number of the version that answers while this one waits
	Steering           []string
	Changes            []diffView // of what waits against what answers
	Versions           []versionView
}

type versionView struct {
	Number, State, StateTag, Author, Approver, Approved string
	Body                                                string
	Changes                                             []diffView
}

// diffView is a line of a difference, told in words, by a mark and by its look.
type diffView struct{ Mark, Kind, Text string }

var articleShape = regexp.MustCompile(`^art_[0-9a-z]{26}$`)

func articleOf(r *http.Request) (candor.ArticleID, error) {
	id := r.PathValue("id")
	if !articleShape.MatchString(id) {
		return "", candor.Fail(candor.CodeNotFound, "error.no_article", nil)
	}
	return candor.ArticleID(id), nil
}

// Article answers GET /console/knowledge/{id}: the newest version, what changes, and every version before.
func (c *Console) Article(w http.ResponseWriter, r *http.Request) { c.article(w, r, http.StatusOK, "") }

func (c *Console) article(w http.ResponseWriter, r *http.Request, status int, problem string) {
	id, err := articleOf(r)
	var history []knowledge.Article
	if err == nil {
		history, err = c.o.Library.History(r.Context(), id)
	}
	if err == nil && len(history) == 0 {
		err = candor.Fail(candor.CodeNotFound, "error.no_article", nil)
	}
	var v articleView
	if err == nil {
		v.knowledgeFrame, err = c.knowledgeFrame(r, "")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	newest, err := c.o.Library.Newest(r.Context(), id)
	switch {
	case candor.CodeOf(err) == candor.CodeNotFound && err != nil:
		v.Withdrawn, newest = true, history[0]
	case err != nil:
		c.fail(w, r, err)
		return
	}
	if problem != "" {
		v.Problem, v.Done = problem, ""
	}
	c.fillArticle(r, &v, newest, history)
	c.page(w, r, status, "console_knowledge_article", newest.Title, v)
}

func (c *Console) fillArticle(r *http.Request, v *articleView, newest knowledge.Article, history []knowledge.Article) {
	a, now := actor(r), c.o.Now()
	v.Article, v.Row, v.Base = newest, c.articleRow(newest, now), articleURL(newest.ID)
	v.Audience = c.text("console.knowledge.audience." + string(newest.Audience))
	v.From = c.day(newest.From)
	v.Waits = !v.Withdrawn && !newest.Approval.Given()
	v.Own = newest.Approval.Author == string(a.ID)
	v.MayWrite, v.MayJudge = staff.May(a, staff.WriteKnowledge), staff.May(a, staff.ApproveKnowledge)
	for _, p := range knowledge.Passages(newest) {
		if p.Steering {
			v.Steering = append(v.Steering, p.Text)
		}
	}
	if knowledge.Steers(newest.Title) {
		v.Steering = append([]string{newest.Title}, v.Steering...)
	}
	states := knowledge.States(history, newest.Version, v.Withdrawn, now)
	for i, h := range history {
		one := versionView{
			Number: strconv.Itoa(h.Version), State: c.text("console.knowledge.state." + string(states[i])), StateTag: stateTag(states[i]),
			Author: c.writer(r.Context(), h.Approval.Author), Approver: c.writer(r.Context(), h.Approval.By), Approved: c.dayTime(h.Approval.At), Body: h.Body,
		}
		if i+1 < len(history) {
			one.Changes = c.diff(history[i+1].Body, h.Body)
		}
		v.Versions = append(v.Versions, one)
		if states[i] == knowledge.Answering && h.Audience == knowledge.Public {
			v.Public = "/help/" + h.Slug
		}
		if h.Approval.Given() && v.Waits && v.AnswersFrom == "" && h.Version < newest.Version {
			v.AnswersFrom = strconv.Itoa(h.Version)
			v.Changes = c.diff(h.Body, newest.Body)
		}
	}
}

func (c *Console) diff(old, now string) []diffView {
	var out []diffView
	for _, l := range knowledge.Brief(knowledge.Diff(old, now), 1) {
		switch l.Op {
		case '-':
			out = append(out, diffView{c.text("console.knowledge.diff.out"), "out", l.Text})
		case '+':
			out = append(out, diffView{c.text("console.knowledge.diff.in"), "in", l.Text})
		case '~':
			out = append(out, diffView{"", "gap", "…"})
		default:
			out = append(out, diffView{"", "same", l.Text})
		}
	}
	return out
}

// ApproveArticle answers POST /console/knowledge/{id}/approve.
func (c *Console) ApproveArticle(w http.ResponseWriter, r *http.Request) {
	c.judge(w, r, "approved", func(id candor.ArticleID, version int) error {
		return c.o.Library.Approve(r.Context(), id, version, string(actor(r).ID))
	})
}

// ApproveArticles answers POST /console/knowledge/approve: several at once. What changed in the meantime
// and what talks to an assistant is left to be opened one by one.
func (c *Console) ApproveArticles(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	for _, choice := range r.PostForm["article"] {
		id, number, _ := strings.Cut(choice, ".")
		version, err := strconv.Atoi(number)
		if err != nil || !articleShape.MatchString(id) {
			c.fail(w, r, candor.Fail(candor.CodeInvalid, "error.bad_request", err))
			return
		}
		a, err := c.o.Library.Newest(r.Context(), candor.ArticleID(id))
		if err == nil && (knowledge.Steers(a.Title) || knowledge.Steers(a.Body)) {
			continue
		}
		if err == nil {
			err = c.o.Library.Approve(r.Context(), a.ID, version, string(actor(r).ID))
		}
		switch candor.CodeOf(err) {
		case candor.CodeConflict, candor.CodeForbidden, candor.CodeNotFound:
			continue // it stays in the list, or is gone from it
		}
		if err != nil {
			c.fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, address("/console/knowledge", "state", string(knowledge.Pending), "done", "approved_some"), http.StatusSeeOther)
}

// DiscardArticle answers POST /console/knowledge/{id}/discard: the version that waits is given up.
func (c *Console) DiscardArticle(w http.ResponseWriter, r *http.Request) {
	c.judge(w, r, "discarded", func(id candor.ArticleID, version int) error {
		return c.o.Library.Discard(r.Context(), id, version, string(actor(r).ID))
	})
}

// WithdrawArticle answers POST /console/knowledge/{id}/withdraw: it answers no more.
func (c *Console) WithdrawArticle(w http.ResponseWriter, r *http.Request) {
	c.judge(w, r, "withdrawn", func(id candor.ArticleID, _ int) error {
		return c.o.Library.Withdraw(r.Context(), id, string(actor(r).ID))
	})
}

func (c *Console) judge(w http.ResponseWriter, r *http.Request, done string, act func(candor.ArticleID, int) error) {
	id, err := articleOf(r)
	if err == nil {
		err = readForm(r)
	}
	version := 0
	if err == nil {
		if version, err = strconv.Atoi(r.PostFormValue("version")); err != nil || version < 1 {
			err = candor.Fail(candor.CodeInvalid, "error.bad_request", err)
		}
	}
	if err == nil {
		err = act(id, version)
	}
	switch code := candor.CodeOf(err); {
	case err == nil:
		http.Redirect(w, r, address(articleURL(id), "done", done), http.StatusSeeOther)
	case code == candor.CodeConflict || code == candor.CodeForbidden:
		c.failed(r, err)
		c.article(w, r, respond.Status(code), c.knowledgeProblem(err))
	default:
		c.fail(w, r, err)
	}
}

// knowledgeProblem tells a failure in words for staff.
func (c *Console) knowledgeProblem(err error) string {
	switch candor.CodeOf(err) {
	case candor.CodeConflict:
		return c.text("console.knowledge.problem.moved")
	case candor.CodeForbidden:
		return c.text("console.knowledge.problem.own")
	}
	return c.o.Respond.Words(language, err)
}

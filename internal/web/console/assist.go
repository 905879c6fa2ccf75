package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/assist"
)

// Help is help for whoever works on a conversation: only drafts, and only where the customer allows it.
type Help interface {
	// Help opens the conversation for candor.Assist, on the record, and says what it can. ErrNoConversation.
	Help(ctx context.Context, a candor.Agent, id candor.ConversationID) (HelpGiven, error)
	// Rewriter names who would put words in others for this conversation; empty: nobody may.
	Rewriter(ctx context.Context, a candor.Agent, id candor.ConversationID) (string, error)
	// Rewrite puts the agent's own words in others, as a draft. Forbidden: the customer allows nobody to.
	// CodeUnavailable: nothing usable came. CodeConflict: help is stopped, or this is a matter for a person's own words.
	Rewrite(ctx context.Context, a candor.Agent, id candor.ConversationID, words candor.Text, manner Manner) (assist.Draft, error)
}

// Manner is how words are to be put.
type Manner string

// The manners.
const (
	Plainer    Manner = "plainer"
	Warmer     Manner = "warmer"
	Translated Manner = "translated" // into the customer's language
)

func manners() []Manner { return []Manner{Plainer, Warmer, Translated} }

// HelpGiven is what help there is for a conversation.
type HelpGiven struct {
	Off        assist.Guard // why there is none at all
	NoDraft    assist.Guard // why no reply is drafted
	Summary    assist.Summary
	Steps      []assist.Step
	Draft      *assist.Draft // a reply to start from; nil: nothing is sure enough
	Confidence float64       // 0 to 1, of what was found
	Near       []Near        // where nothing is sure enough: passages worth a look
	Like       []assist.Like // what other people answered to questions like this
}

// Near is a passage worth a look.
type Near struct {
	Draft          assist.Draft // its beginning, as a quote; without a source where it is not public
	Title, Heading string
	Slug           string
	Article        candor.ArticleID
	Internal       bool // staff only: not for quoting
}

// assistView is the help beside a conversation.
type assistView struct {
	frameView
	ID, Tab    string
	Reference  string
	Off        string
	NoDraft    string
	Parts      []assistPart
	Owed       []string
	Steps      []adviceView
	Draft      *draftView
	Confidence string
	Near       []draftView
	Like       []likeView
	Compose    composeView
	Rewriter   string       // who would put words in others; empty: nobody
	Manners    []mannerView // in which
}

type mannerView struct{ Key, Name string }

// assistPart is one part of the summary.
type assistPart struct {
	Title string
	Lines []lineView
}

// lineView is a sentence that somebody wrote and the address of the message it stands in.
type lineView struct{ Text, Who, URL string }

type adviceView struct{ Text, URL string }

// draftView is a text to start from.
type draftView struct {
	Title, URL string
	Text       candor.Text
	Usable     bool
	Note       string
	Sources    []string
}

type likeView struct {
	URL, Reference   string
	Question, Answer string
}

// Assist answers POST /console/c/{id}/assist: what help there is, as a page of its own or, with part=1, for inside the
// page. It is asked for and never comes by itself, because it opens the conversation for another purpose.
func (c *Console) Assist(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err == nil && c.o.Help == nil {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	x, err := c.o.Reader.Conversation(r.Context(), id)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	given, err := c.o.Help.Help(r.Context(), actor(r), id)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	t := tabNamed(r.PostFormValue("tab"))
	v := c.assist(x, given, t, c.o.Now())
	if err := c.rewriting(r.Context(), actor(r), x, &v); err != nil {
		c.fail(w, r, err)
		return
	}
	if r.PostFormValue("part") != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := c.o.Respond.Pages.Fragment(w, language, "console_assist", "assist", v); err != nil {
			c.failed(r, err)
		}
		return
	}
	if v.frameView, err = c.beside(r, "queue"); err != nil {
		c.fail(w, r, err)
		return
	}
	v.Compose = c.compose(x, actor(r), t)
	if v.Draft != nil {
		v.Compose.Text = string(v.Draft.Text)
	}
	c.page(w, r, http.StatusOK, "console_assist", c.text("console.assist.title"), v)
}

func (c *Console) assist(x candor.Conversation, given HelpGiven, t tab, now time.Time) assistView {
	v := assistView{ID: string(x.ID), Tab: t.Key, Reference: Reference(x.ID)}
	if given.Off != assist.Free {
		v.Off = c.text("console.assist.off." + string(given.Off))
		return v
	}
	at := func(l assist.Line) string { return "/console/c/" + v.ID + "?tab=" + t.Key + "#" + string(l.Message) }
	part := func(key string, lines []assist.Line) {
		p := assistPart{Title: c.text("console.assist.part." + key)}
		for _, l := range lines {
			p.Lines = append(p.Lines, lineView{l.Text, c.label(candor.Message{Author: l.By, Name: l.Name}, candor.Agent{}), at(l)})
		}
		if len(lines) > 0 {
			v.Parts = append(v.Parts, p)
		}
	}
	part("asked", given.Summary.Asked)
	part("tried", given.Summary.Tried)
	part("promised", given.Summary.Promised)
	part("open", given.Summary.Open)
	for _, p := range given.Summary.Owed {
		v.Owed = append(v.Owed, c.textWith("console.assist.owed", map[string]string{"what": c.known("console.commitments.kind.", p.What), "at": c.when(p.Due, now)}))
	}
	for _, s := range given.Steps {
		step := adviceView{Text: c.textWith("console."+s.Key, map[string]string{"at": c.when(s.Due, now), "language": languageName(x.Language)})}
		if s.Message != "" {
			step.URL = at(assist.Line{Message: s.Message})
		}
		v.Steps = append(v.Steps, step)
	}
	if given.NoDraft != assist.Free {
		v.NoDraft = c.text("console.assist.no_draft." + string(given.NoDraft))
	}
	c.drafts(&v, x, given)
	return v
}

func (c *Console) drafts(v *assistView, x candor.Conversation, given HelpGiven) {
	if d := given.Draft; d != nil {
		v.Draft = &draftView{Text: d.Text, Usable: true}
		seen := map[string]bool{}
		for _, s := range d.Sources {
			name := s.Title
			if s.Heading != "" {
				name += ": " + s.Heading
			}
			if !seen[name] {
				seen[name] = true
				v.Draft.Sources = append(v.Draft.Sources, name)
			}
		}
		v.Confidence = strconv.Itoa(int(given.Confidence*100 + 0.5))
	}
	for _, n := range given.Near {
		d := draftView{Title: n.Title, Text: n.Draft.Text, Usable: !n.Internal && len(n.Draft.Sources) > 0}
		if n.Heading != "" {
			d.Title += ": " + n.Heading
		}
		d.URL = "/help/" + n.Slug + "?lang=" + x.Language
		if n.Internal {
			d.URL, d.Note = "/console/knowledge/"+string(n.Article), c.text("console.assist.internal")
		}
		v.Near = append(v.Near, d)
	}
	for _, l := range given.Like {
		v.Like = append(v.Like, likeView{"/console/c/" + string(l.Conversation), Reference(l.Conversation), l.Question, l.Answer})
	}
}

// rewriting offers other words, where somebody may be asked for them.
func (c *Console) rewriting(ctx context.Context, a candor.Agent, x candor.Conversation, v *assistView) error {
	var err error
	if v.Rewriter, err = c.o.Help.Rewriter(ctx, a, x.ID); err != nil || v.Rewriter == "" {
		return err
	}
	for _, m := range manners() {
		v.Manners = append(v.Manners, mannerView{string(m), c.textWith("console.assist.manner."+string(m), map[string]string{"language": languageName(x.Language)})})
	}
	return nil
}

// rewrittenView is the agent's own words in others, with what they were.
type rewrittenView struct {
	frameView
	ID, Tab, Reference string
	Draft              draftView
	Compose            composeView
}

// Rewrite answers POST /console/c/{id}/assist/rewrite: the words in the form, put in others, to look at. They take the
// place of nothing by themselves.
func (c *Console) Rewrite(w http.ResponseWriter, r *http.Request) {
	words, err := c.words(r)
	manner := Manner(r.PostFormValue("manner"))
	if err == nil && (c.o.Help == nil || !slices.Contains(manners(), manner)) {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	id := candor.ConversationID(r.PathValue("id"))
	x, err := c.o.Reader.Conversation(r.Context(), id)
	var d assist.Draft
	if err == nil {
		d, err = c.o.Help.Rewrite(r.Context(), actor(r), id, candor.Text(words.Text), manner)
	}
	if err != nil {
		c.refuse(w, r, err, words)
		return
	}
	t := tabNamed(r.PostFormValue("tab"))
	v := rewrittenView{ID: string(id), Tab: t.Key, Reference: Reference(id), Draft: draftView{
		Text: d.Text, Usable: true, Note: c.textWith("console.assist.by_model", map[string]string{"vendor": d.Model}),
	}}
	if r.PostFormValue("part") != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := c.o.Respond.Pages.Fragment(w, language, "console_rewritten", "rewritten", v); err != nil {
			c.failed(r, err)
		}
		return
	}
	if v.frameView, err = c.beside(r, "queue"); err != nil {
		c.fail(w, r, err)
		return
	}
	v.Compose = c.compose(x, actor(r), t)
	v.Compose.Text = string(d.Text)
	c.page(w, r, http.StatusOK, "console_rewritten", c.text("console.assist.rewritten"), v)
}

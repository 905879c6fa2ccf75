package console

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/knowledge"
)

// knowledgeFrame is what stands around each page of the articles.
type knowledgeFrame struct {
	frameView
	Places []placeView
}

var knowledgePlaces = []struct {
	key, url string
	needs    staff.Permission
}{
	{"articles", "/console/knowledge", staff.SeeKnowledge}, {"waiting", "/console/knowledge?state=pending", staff.SeeKnowledge},
	{"gaps", "/console/knowledge/gaps", staff.SeeKnowledge}, {"write", "/console/knowledge/new", staff.WriteKnowledge},
}

// knowledgeDone are the words in addresses that say what was done just now.
var knowledgeDone = []string{"saved", "approved", "approved_some", "discarded", "withdrawn"}

func (c *Console) knowledgeFrame(r *http.Request, place string) (knowledgeFrame, error) {
	frame, err := c.beside(r, "knowledge")
	v := knowledgeFrame{frameView: frame}
	if done := r.URL.Query().Get("done"); slices.Contains(knowledgeDone, done) {
		v.Done = c.text("console.knowledge.done." + done)
	}
	for _, p := range knowledgePlaces {
		if staff.May(actor(r), p.needs) {
			v.Places = append(v.Places, placeView{c.text("console.knowledge.place." + p.key), p.url, p.key == place})
		}
	}
	return v, err
}

// Filters of the list.
const (
	expiring     = "expiring" // in addresses: answers, and ends soon
	expiringSoon = 30 * 24 * time.Hour
	articlesPage = 100
)

// knowledgeView is the list of articles.
type knowledgeView struct {
	knowledgeFrame
	Languages, States, Owners, Tiers []optionView
	Rows                             []articleRow
	Count                            string
	Empty                            string
	Earlier, Later                   string // addresses of the pages before and after
	Judges                           bool   // whoever looks may approve several at once
}

// articleRow is one article in the list.
type articleRow struct {
	URL, Title, Language, LanguageName, Topic string
	State, StateTag                           string
	Tier, Owner, Until, Version               string
	Internal, Soon                            bool
	Choice                                    string // by which it is approved with others; empty: not this one
}

// Knowledge answers GET /console/knowledge: the articles; language, state, owner and tier narrow the list.
func (c *Console) Knowledge(w http.ResponseWriter, r *http.Request) {
	q, now := r.URL.Query(), c.o.Now()
	shelf, err := c.o.Library.Shelf(r.Context())
	var v knowledgeView
	if err == nil {
		place := "articles"
		if q.Get("state") == string(knowledge.Pending) {
			place = "waiting"
		}
		v.knowledgeFrame, err = c.knowledgeFrame(r, place)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.options(c, shelf, q)
	shelf = slices.DeleteFunc(shelf, func(a knowledge.Article) bool { return !chosen(a, q, now) })
	v.Count = c.textWith("console.knowledge.count", map[string]string{"count": strconv.Itoa(len(shelf))})
	mayJudge := staff.May(actor(r), staff.ApproveKnowledge) && q.Get("state") == string(knowledge.Pending)
	page, _ := strconv.Atoi(q.Get("page"))
	page = min(max(page, 1), max(1, (len(shelf)+articlesPage-1)/articlesPage))
	if page > 1 {
		v.Earlier = pageOf(q, page-1)
	}
	if page*articlesPage < len(shelf) {
		v.Later = pageOf(q, page+1)
	}
	for _, a := range shelf[(page-1)*articlesPage : min(page*articlesPage, len(shelf))] {
		row := c.articleRow(a, now)
		if mayJudge && !a.Approval.Given() && a.Approval.Author != string(actor(r).ID) {
			row.Choice, v.Judges = string(a.ID)+"."+strconv.Itoa(a.Version), true
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		v.Empty = c.text("console.knowledge.empty")
	}
	c.page(w, r, http.StatusOK, "console_knowledge", c.text("console.knowledge.title"), v)
}

func pageOf(q url.Values, page int) string {
	to := url.Values{}
	for _, key := range []string{"language", "state", "owner", "tier"} {
		if q.Get(key) != "" {
			to.Set(key, q.Get(key))
		}
	}
	to.Set("page", strconv.Itoa(page))
	return "/console/knowledge?" + to.Encode()
}

// chosen reports whether an article is among those that an address asks for.
func chosen(a knowledge.Article, q url.Values, now time.Time) bool {
	state := q.Get("state")
	return (q.Get("language") == "" || q.Get("language") == a.Language) && (q.Get("owner") == "" || q.Get("owner") == a.Owner) &&
		(q.Get("tier") == "" || q.Get("tier") == string(a.Tier.AtLeast(""))) &&
		(state == "" || state == string(a.State(now)) || state == expiring && endsSoon(a, now))
}

func endsSoon(a knowledge.Article, now time.Time) bool {
	return a.State(now) == knowledge.Answering && !a.Until.IsZero() && a.Until.Sub(now) <= expiringSoon
}

// options fills the lists to choose from with what there is.
func (v *knowledgeView) options(c *Console, shelf []knowledge.Article, q url.Values) {
	add := func(list *[]optionView, key, value, label string) {
		if value != "" && !slices.ContainsFunc(*list, func(o optionView) bool { return o.Value == value }) {
			*list = append(*list, optionView{value, label, q.Get(key) == value})
		}
	}
	for _, a := range shelf {
		add(&v.Languages, "language", a.Language, languageName(a.Language))
		add(&v.Owners, "owner", a.Owner, a.Owner)
	}
	for _, s := range []string{string(knowledge.Pending), string(knowledge.Answering), expiring, string(knowledge.Scheduled), string(knowledge.Expired)} {
		add(&v.States, "state", s, c.text("console.knowledge.state."+s))
	}
	for _, t := range knowledge.Tiers() {
		add(&v.Tiers, "tier", string(t), c.tier(t))
	}
	slices.SortFunc(v.Owners, func(a, b optionView) int {
		if a.Label < b.Label {
			return -1
		}
		return 1
	})
}

// tier names a tier.
func (c *Console) tier(t knowledge.Tier) string {
	switch t {
	case knowledge.Account:
		return c.text("console.knowledge.tier.account")
	case knowledge.Grave:
		return c.text("console.knowledge.tier.grave")
	}
	return c.text("console.knowledge.tier.information")
}

func (c *Console) articleRow(a knowledge.Article, now time.Time) articleRow {
	state := a.State(now)
	return articleRow{
		URL: articleURL(a.ID), Title: a.Title, Language: a.Language, LanguageName: languageName(a.Language), Topic: a.Topic,
		State: c.text("console.knowledge.state." + string(state)), StateTag: stateTag(state), Tier: c.tier(a.Tier), Owner: a.Owner,
		Until: c.day(a.Until), Version: strconv.Itoa(a.Version), Internal: a.Audience != knowledge.Public, Soon: endsSoon(a, now),
	}
}

// stateTag is the look of a state.
func stateTag(s knowledge.State) string {
	switch s {
	case knowledge.Pending:
		return "wait"
	case knowledge.Expired:
		return "warn"
	case knowledge.Answering:
		return "new"
	}
	return ""
}

func articleURL(id candor.ArticleID) string { return "/console/knowledge/" + string(id) }

// writer names who wrote or approved something.
func (c *Console) writer(ctx context.Context, id string) string {
	if agent := candor.AgentID(id); agent.Valid() {
		return c.whoIs(ctx, "agent:"+id)
	}
	switch id {
	case "":
		return ""
	case staff.ByCommand:
		return c.text("console.knowledge.by_command")
	case "before approval existed":
		return c.text("console.knowledge.before_approval")
	}
	return id
}

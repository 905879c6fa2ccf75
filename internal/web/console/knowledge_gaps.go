package console

import (
	"net/http"
	"strconv"

	"candor/knowledge"
)

// gapsView is the page of what nobody could answer.
type gapsView struct {
	knowledgeFrame
	Summary, Note string
	Groups        []gapView
	Empty         string
}

// gapView is one group of questions that share their words.
type gapView struct {
	Words, Count, Last, Language string
	Examples                     []string
	WriteURL                     string
}

// KnowledgeGaps answers GET /console/knowledge/gaps.
func (c *Console) KnowledgeGaps(w http.ResponseWriter, r *http.Request) {
	report, err := c.o.Gaps.Gaps(r.Context(), actor(r).ID)
	var v gapsView
	if err == nil {
		v.knowledgeFrame, err = c.knowledgeFrame(r, "gaps")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.Summary = c.textWith("console.knowledge.gaps.summary", map[string]string{
		"count": strconv.Itoa(report.Unanswered), "days": strconv.Itoa(report.Days), "opened": strconv.Itoa(report.Opened),
	})
	if report.Cut {
		v.Note = c.text("console.knowledge.gaps.cut")
	}
	for _, g := range report.Groups {
		v.Groups = append(v.Groups, c.gap(g))
	}
	if len(v.Groups) == 0 {
		v.Empty = c.text("console.knowledge.gaps.empty")
	}
	c.page(w, r, http.StatusOK, "console_knowledge_gaps", c.text("console.knowledge.place.gaps"), v)
}

func (c *Console) gap(g knowledge.Gap) gapView {
	v := gapView{
		Count: c.textWith("console.knowledge.gaps.count", map[string]string{"count": strconv.Itoa(g.Count)}), Last: c.day(g.Last),
		Language: languageName(g.Language), Examples: g.Examples, WriteURL: "/console/knowledge/new",
	}
	for i, w := range g.Words {
		if i > 0 {
			v.Words += " · "
		}
		v.Words += w
	}
	return v
}

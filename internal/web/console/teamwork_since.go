package console

import (
	"net/http"
	"strconv"
	"strings"

	"candor"
	"candor/teamwork"
	"candor/turn"
)

// since reads from the form of a reply what its writer knew, and refuses words that were overtaken. What they have to
// see before is left in news.
func (c *Console) since(r *http.Request, a candor.Agent, news *[]candor.Message) turn.Staff {
	number := func(name string) int64 {
		n, err := strconv.ParseInt(r.PostFormValue(name), 10, 64)
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	known := teamwork.Since{Shown: number("seen"), Began: number("began")}
	if known == (teamwork.Since{}) {
		return turn.Staff{}
	}
	return turn.Staff{Since: known.From(), Fits: func(after []candor.Message) error {
		*news = known.Overtaken(after, a.ID)
		if len(*news) == 0 {
			return nil
		}
		return c.overtaken(*news)
	}}
}

// overtaken says who was quicker.
func (c *Console) overtaken(news []candor.Message) error {
	var names []string
	for _, m := range news {
		name := m.Name
		switch m.Author {
		case candor.ByCustomer:
			name = c.text("console.label.customer")
		case candor.ByAssistant:
			name = c.text("console.label.assistant")
		}
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	e := *errOvertaken
	e.Args = map[string]string{"names": strings.Join(names, ", ")}
	return &e
}

// errOvertaken: somebody else said something that the writer has not seen. Nothing was sent.
var errOvertaken = candor.Fail(candor.CodeConflict, "staff.overtaken", nil)

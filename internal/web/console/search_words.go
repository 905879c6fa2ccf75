package console

import (
	"context"
	"strconv"
	"time"

	"candor"
)

// hitView is what a search for words found in a conversation. The page escapes every part of it.
type hitView struct {
	Who      string
	Language string
	At       time.Time
	When     string
	Parts    []partView
}

// partView is a piece of a snippet.
type partView struct {
	Words string
	Found bool // this is what was searched for
}

// findWords looks for the query in the words of messages, as the agent, among the conversations that keep reports; nil:
// all.
func (c *Console) findWords(ctx context.Context, v *findView, query string, a candor.Agent, words bool, keep Keep) (results, error) {
	if c.o.Finder == nil {
		v.Problem = c.text("console.find.none")
		return results{}, nil
	}
	if !words {
		v.Problem = c.text("console.find.press")
		return results{}, nil
	}
	all, more, err := c.o.Finder.Search(ctx, candor.AgentReads(a.ID), query, pageSize, keep)
	if err != nil && candor.CodeOf(err) == candor.CodeInvalid {
		v.Problem = c.text("console.find.common")
		return results{}, nil
	}
	if err != nil {
		return results{}, err
	}
	var got results
	for _, f := range all {
		x := f.Conversation
		if v.State != "" && string(x.State) != v.State || v.Agent != "" && string(x.Agent) != v.Agent {
			continue
		}
		got.list, got.hits = append(got.list, x), append(got.hits, f)
	}
	switch {
	case len(got.list) == 0 && more:
		v.Problem = c.text("console.find.none_newest")
	case len(got.list) == 0:
		v.Problem = c.text("console.find.none_words")
	case more:
		got.note = c.text("console.find.newest_words")
	default:
		got.note = c.text("console.find.noted")
	}
	return got, nil
}

// farBack is how many messages an open conversation shows at least: one further back needs the
// address of an earlier page.
const farBack = 100

// hit adds to a row what was found, and leads it to the message.
func (c *Console) hit(row *rowView, f Found, now time.Time) {
	from := ""
	if f.Conversation.Messages-f.Number > farBack {
		from = strconv.FormatInt(max(1, f.Number-farBack/2), 10)
	}
	row.URL = address("/console/c/"+string(f.Conversation.ID), "tab", found.Key, "from", from) + "#" + string(f.Message)
	row.Hit = &hitView{
		Who: c.label(candor.Message{Author: f.Author, Kind: f.Kind, Name: f.Name}, candor.Agent{}), Language: f.Conversation.Language,
		At: f.At, When: c.when(f.At, now),
	}
	for i, words := range f.Snippet {
		if words != "" {
			row.Hit.Parts = append(row.Hit.Parts, partView{string(words), i%2 == 1})
		}
	}
}

package console

import (
	"context"
	"strconv"
	"time"

	"candor"
	"candor/internal/web/port"
	"candor/service"
	"candor/teamwork"
)

// tab is one list of the queue.
type tab struct {
	Key    string
	States []candor.State
	Mine   bool
	Name   string           // of a list that is not one of the tabs
	Filter *teamwork.Filter // what such a list holds
	After  string           // the place after which a page begins; empty: at the start
}

// tabs in the order in which they stand. The first is the one that opens.
var tabs = [...]tab{
	{Key: "waiting", States: []candor.State{candor.Waiting}},
	{Key: "mine", States: []candor.State{candor.Attended}, Mine: true},
	{Key: "assistant", States: []candor.State{candor.Assisting}},
	{Key: "snoozed", States: []candor.State{candor.Snoozed}},
	{Key: "resolved", States: []candor.State{candor.Resolved}},
}

// found is the list that a search gave. It is not kept current.
var found = tab{Key: "found"}

// tabNamed gives the tab with the key, else the first.
func tabNamed(key string) tab {
	if key == found.Key {
		return found
	}
	for _, t := range tabs {
		if t.Key == key {
			return t
		}
	}
	return tabs[0]
}

// queueView is the first column: tabs with counts, and the list of one of them.
type queueView struct {
	Tabs    []tabView
	Tab     string
	Heading string
	Rows    []rowView
	Total   int       // in the list, of which Rows are the first
	Rest    int       // how many are not shown and cannot be paged to
	Older   string    // address of the next page, for lists that have one
	Empty   string    // what to do next, when there are no rows
	Note    string    // what else is to be said of the list
	Next    bool      // whether somebody waits whom this agent could take
	Lists   []tabView // what is meant for the agent, mentions, and saved lists
	InList  bool      // the list that is shown is one of those
	ForMe   string    // how many conversations and notes call for the agent; empty: none
	Bulk    *bulkForm // nil: nothing can be done to many here
	Find    findView
}

type tabView struct {
	Key, Label, Count, URL string
	Current                bool
}

// attentionView is what calls: urgent conversations, and the number in the title of the page.
type attentionView struct {
	Urgent []rowView
	Count  int // waiting, and unread ones of this agent's
}

// queue reads the list of a tab and the counts of all, as they were at since or later.
func (c *Console) queue(ctx context.Context, a candor.Agent, t tab, before, since time.Time) (queueView, attentionView, error) {
	counts, err := c.board.counts(ctx, since)
	if err != nil {
		return queueView{}, attentionView{}, err
	}
	waiting, spot, err := c.firstPage(ctx, a, since)
	if err != nil {
		return queueView{}, attentionView{}, err
	}
	mine, err := c.board.list(ctx, port.Filter{States: tabs[1].States, Agent: a.ID, Limit: 200}, since)
	if err != nil {
		return queueView{}, attentionView{}, err
	}
	now := c.o.Now()
	v := queueView{Tab: t.Key, Heading: t.Name, Next: len(waiting) > 0}
	if v.Heading == "" {
		v.Heading = c.text("console.tab." + t.Key)
	}
	if v.Lists, v.ForMe, err = c.lists(ctx, a, t.Key); err != nil {
		return queueView{}, attentionView{}, err
	}
	v.InList = t.Filter != nil
	v.Tabs = c.tabs(t.Key, counts, len(mine))
	attention := c.attention(waiting, mine, counts, a, now)
	if t.Key == found.Key {
		return v, attention, nil
	}
	var list []candor.Conversation
	next := ""
	switch {
	case t.Key == "waiting" && t.After != "" && c.o.Service != nil:
		if list, spot, err = c.o.Service.QueueFrom(ctx, a, service.ParseSpot(t.After), pageSize); err != nil {
			return queueView{}, attentionView{}, err
		}
		v.Total, next = len(list), spot.String()
	case t.Filter != nil || t.After != "" && t.Key == "waiting":
		if list, next, err = c.selected(ctx, t, a); err != nil {
			return queueView{}, attentionView{}, err
		}
		v.Total = len(list)
	case t.Mine:
		list, v.Total = mine, len(mine)
	case t.Key == "waiting":
		list, v.Total = waiting, counts[candor.Waiting]
	default:
		list, err = c.board.list(ctx, port.Filter{States: t.States, Limit: pageSize, Before: before}, since)
		if err != nil {
			return queueView{}, attentionView{}, err
		}
		v.Total = counts[t.States[0]]
	}
	if v.Rows, err = c.besideRows(ctx, c.rows(list, a, t.Key, now), a); err != nil {
		return queueView{}, attentionView{}, err
	}
	if v.Bulk, err = c.bulkForm(ctx, a, t.Key, len(list)); err != nil {
		return queueView{}, attentionView{}, err
	}
	v.Rest = max(0, v.Total-len(list))
	switch {
	case next != "":
		v.Older = address("/console", "tab", t.Key, "after", next)
	case t.Filter == nil && t.After == "" && t.Key == "waiting" && v.Rest > 0 && c.o.Teamwork != nil:
		v.Older = address("/console", "tab", t.Key, "after", onward(list, spot))
	}
	if t.Filter == nil && t.Key != "waiting" && len(list) == pageSize {
		v.Older = address("/console", "tab", t.Key, "before", strconv.FormatInt(list[len(list)-1].Updated.UnixMicro(), 10))
		v.Rest = 0
	}
	if len(list) == 0 {
		v.Empty = c.text("console.empty." + t.Key)
		if t.Filter != nil {
			v.Empty = c.text("console.empty.list")
		}
	}
	return v, attention, nil
}

func (c *Console) tabs(current string, counts map[candor.State]int, mine int) []tabView {
	out := make([]tabView, 0, len(tabs))
	for _, t := range tabs {
		n := mine
		if !t.Mine {
			n = counts[t.States[0]]
		}
		out = append(out, tabView{
			Key: t.Key, Label: c.text("console.tab." + t.Key), Count: strconv.Itoa(n),
			URL: address("/console", "tab", t.Key), Current: t.Key == current,
		})
	}
	return out
}

// attention finds what calls for somebody. Urgent conversations come first in the queue, so the
// first page has them.
func (c *Console) attention(waiting, mine []candor.Conversation, counts map[candor.State]int, a candor.Agent, now time.Time) attentionView {
	v := attentionView{Count: counts[candor.Waiting]}
	for _, x := range waiting {
		if x.Priority == candor.Urgent && len(v.Urgent) < 5 {
			v.Urgent = append(v.Urgent, c.row(x, a, "waiting", now))
		}
	}
	for _, x := range mine {
		if unread(x) {
			v.Count++
		}
	}
	return v
}

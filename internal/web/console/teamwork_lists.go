package console

import (
	"context"
	"regexp"
	"strconv"

	"candor"
	"candor/teamwork"
)

// meantTab is the list of what is meant for whoever looks.
const meantTab = "for-me"

// tabShape is what a key of a list can be.
var tabShape = regexp.MustCompile(`^(?:for-me|viw_[a-z0-9]{20,32})$`)

// tabKey gives the key of a list as it may stand in an address.
func tabKey(key string) string {
	if tabShape.MatchString(key) {
		return key
	}
	return tabNamed(key).Key
}

// tabFor gives the list with a key, which may be one that somebody saved; else the first.
func (c *Console) tabFor(ctx context.Context, a candor.Agent, key string) (tab, error) {
	if c.o.Teamwork == nil || !tabShape.MatchString(key) {
		return tabNamed(key), nil
	}
	if key == meantTab {
		return c.meantTab(a), nil
	}
	views, err := c.o.Teamwork.Views(ctx, a.ID)
	if err != nil {
		return tab{}, err
	}
	for _, v := range views {
		if v.ID == key && v.MaySee(a.ID) {
			return tab{Key: v.ID, Name: v.Name, Filter: &v.Filter}, nil
		}
	}
	return tabs[0], nil
}

func (c *Console) meantTab(a candor.Agent) tab {
	return tab{Key: meantTab, Name: c.text("console.tab.for_me"), Filter: &teamwork.Filter{
		States: []candor.State{candor.Waiting}, Agent: teamwork.Me,
	}}
}

// most is how far a saved list is counted.
const mostCounted = 1000

// lists are the lists below the tabs: what is meant for the agent, mentions, and what was saved; calls is how many of the
// first two there are.
func (c *Console) lists(ctx context.Context, a candor.Agent, current string) (lists []tabView, calls string, err error) {
	if c.o.Teamwork == nil {
		return nil, "", nil
	}
	views, err := c.o.Teamwork.Views(ctx, a.ID)
	if err != nil {
		return nil, "", err
	}
	all := []tab{c.meantTab(a)}
	for _, v := range views {
		all = append(all, tab{Key: v.ID, Name: v.Name, Filter: &v.Filter})
	}
	var out []tabView
	meant, late := 0, false
	for _, t := range all {
		n, known, err := c.counted(ctx, t, a, t.Key == current, &late)
		if err != nil {
			return nil, "", err
		}
		if t.Key == meantTab {
			meant = n
		}
		count := ""
		if known {
			count = strconv.Itoa(n)
		}
		if n == mostCounted {
			count += "+"
		}
		out = append(out, tabView{Key: t.Key, Label: apart(t.Name), Count: count, URL: address("/console", "tab", t.Key), Current: t.Key == current})
	}
	n, err := c.o.Teamwork.NewMentions(ctx, a.ID)
	if err != nil {
		return nil, "", err
	}
	if meant+n > 0 {
		calls = strconv.Itoa(meant + n)
	}
	mentions := tabView{Key: "mentions", Label: c.text("console.tab.mentions"), Count: strconv.Itoa(n), URL: "/console/mentions"}
	return append([]tabView{out[0], mentions}, out[1:]...), calls, nil
}

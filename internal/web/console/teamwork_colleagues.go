package console

import (
	"context"
	"slices"
	"strings"

	"candor"
	"candor/teamwork"
)

// colleagueView is somebody whom a note can speak to.
type colleagueView struct {
	Name  string
	Write string // after the @: what names them and nobody else
}

// mentionable gives whom an agent's notes can speak to, by name.
func (c *Console) mentionable(ctx context.Context, a candor.Agent) ([]colleagueView, error) {
	if c.o.Teamwork == nil {
		return nil, nil
	}
	all, err := c.o.Team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	var out []colleagueView
	for _, one := range all {
		if one.Disabled || one.ID == a.ID {
			continue
		}
		v := colleagueView{Name: one.Name, Write: one.Name}
		local, _, _ := strings.Cut(one.Email, "@")
		for _, name := range []string{one.FirstName, local} {
			if spoken := teamwork.Mentions("@"+name, a.ID, all); len(spoken) == 1 && spoken[0] == one.ID {
				v.Write = name
				break
			}
		}
		out = append(out, v)
	}
	slices.SortFunc(out, func(x, y colleagueView) int { return strings.Compare(x.Name, y.Name) })
	return out, nil
}

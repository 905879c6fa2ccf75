package app

import (
	"context"
	"fmt"
	"time"

	"candor"
	"candor/internal/store"
	"candor/teamwork"
)

// prepareDemo gives the demo's desk what a lead would have prepared: a few tags, a field, replies, a macro, a list.
func prepareDemo(ctx context.Context, s *store.Store, lead candor.AgentID) error {
	for name, meaning := range map[string]string{
		"refund": "Money back, for whatever reason", "late-parcel": "A parcel that did not come in time", "damaged": "It arrived broken or marked",
	} {
		if err := s.SaveTag(ctx, teamwork.Tag{Name: name, Meaning: meaning, By: lead}); err != nil {
			return fmt.Errorf("prepare a tag of the demo: %w", err)
		}
	}
	field, err := teamwork.Field{
		ID: "fld_bought", Label: "Bought on", Kind: teamwork.DateField, Purpose: "To know whether the guarantee still runs", By: lead,
	}.Check()
	if err == nil {
		err = s.AddField(ctx, field)
	}
	if err != nil {
		return fmt.Errorf("prepare a field of the demo: %w", err)
	}
	for _, c := range []teamwork.Canned{
		{ID: "cnd_looking", Name: "I'm looking into it", Language: "en", Body: "Hello, I'm {{my.name}}. I'm looking into it now and will write here as soon as I know more. Your case is {{case.key}}."},
		{ID: "cnd_broken", Name: "What is broken?", Language: "en", Body: "I'm sorry that it arrived like that. Could you describe what is broken? Then I can send a new one or your money back, as you prefer."},
		{ID: "cnd_hours", Name: "When we are here", Language: "en", Body: "People are here {{opening.hours}}. You can write at any time: somebody from {{desk.name}} answers when we are back."},
		{ID: "cnd_schaue", Name: "Ich schaue nach", Language: "de", Body: "Guten Tag, ich bin {{my.name}} und sehe jetzt nach. Ihr Fall ist {{case.key}}."},
	} {
		one, err := c.Check()
		if err == nil {
			one.By = lead
			err = s.SaveCanned(ctx, one)
		}
		if err != nil {
			return fmt.Errorf("prepare a reply of the demo: %w", err)
		}
	}
	m, err := teamwork.Macro{ID: "mcr_damaged", Name: "Something arrived broken", By: lead, Steps: []teamwork.Step{
		{Do: teamwork.AddTag, Value: "damaged"}, {Do: teamwork.Insert, Value: "What is broken?"},
	}}.Check()
	if err == nil {
		err = s.SaveMacro(ctx, m)
	}
	if err != nil {
		return fmt.Errorf("prepare a macro of the demo: %w", err)
	}
	v, err := teamwork.View{ID: "viw_waitslongerthantenminutes", Name: "Waits longer than 10 minutes", Filter: teamwork.Filter{
		States: []candor.State{candor.Waiting}, Over: 10 * time.Minute,
	}}.Check()
	if err == nil {
		err = s.SaveView(ctx, v)
	}
	if err != nil {
		return fmt.Errorf("prepare a list of the demo: %w", err)
	}
	return nil
}

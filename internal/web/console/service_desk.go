package console

import (
	"context"
	"strconv"
	"time"

	"candor/service"
)

// keptView tells how the clocks were kept, and who did not get a person.
type keptView struct {
	Asked string
	Rows  []keptRow
}

type keptRow struct{ Inbox, Aim, Within, P95, Mean, Verdict, Source string }

// keptClocks tells it, or nothing where the desk has no such port.
func (c *Console) keptClocks(ctx context.Context) (*keptView, error) {
	if c.o.Service == nil {
		return nil, nil
	}
	sum, err := c.o.Service.Asked(ctx)
	if err != nil {
		return nil, err
	}
	v := &keptView{Asked: c.text("console.service.asked_none")}
	if sum.Asked > 0 {
		v.Asked = c.textWith("console.service.asked", map[string]string{"count": strconv.FormatInt(sum.Missed, 10), "all": strconv.FormatInt(sum.Asked, 10)})
	}
	all, err := c.o.Service.Kept(ctx)
	for _, k := range all {
		v.Rows = append(v.Rows, c.keptRow(k))
	}
	return v, err
}

func (c *Console) keptRow(k service.Keeping) keptRow {
	row := keptRow{
		Inbox: string(k.Inbox), Source: k.Profile.Source, Verdict: c.text("console.service.kept_no"),
		Aim: c.textWith("console.service.kept_aim", map[string]string{"share": strconv.Itoa(k.Profile.Share), "time": elapsed(k.Profile.Person)}),
	}
	if k.Met.All == 0 {
		row.Verdict = c.text("console.service.kept_none")
		return row
	}
	if k.Holds {
		row.Verdict = c.text("console.service.kept_yes")
	}
	row.Within = c.textWith("console.service.kept_share", map[string]string{"within": strconv.FormatInt(k.Met.Within, 10), "all": strconv.FormatInt(k.Met.All, 10)})
	row.P95, row.Mean = elapsed(k.Met.P95.Round(time.Second)), elapsed(k.Met.Mean.Round(time.Second))
	return row
}

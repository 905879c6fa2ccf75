package trust

import (
	"context"
	"strconv"

	"candor/service"
)

// numbers are the five honest numbers as they are published. Without Lines there are too few
// conversations.
type numbers struct {
	Lines                  []number
	Settled, Fewest, Early string
	Asked, Missed          string // who asked for a person, and of them who did not get one; empty: too few asked
}

type number struct{ Key, Count, Share string }

// numberTexts are the texts that say what each number counts.
var numberTexts = map[service.Outcome]string{
	service.Confirmed: "trust.numbers_confirmed", service.Assumed: "trust.numbers_assumed", service.Returned: "trust.numbers_returned",
	service.HandedOver: "trust.numbers_handed_over", service.Abandoned: "trust.numbers_abandoned",
}

// publishedDays is how far the published numbers look back.
const publishedDays = 30

func (t *Trust) numbers(ctx context.Context) (numbers, error) {
	now := t.Now()
	all, err := t.Record.Outcomes(ctx, now, now.AddDate(0, 0, -publishedDays), now)
	if err != nil {
		return numbers{}, err
	}
	var n service.Numbers
	for _, e := range all {
		n.Add(e)
	}
	out := numbers{Settled: strconv.FormatInt(n.Settled, 10), Fewest: strconv.Itoa(service.Fewest)}
	if err := t.sought(ctx, &out); err != nil {
		return numbers{}, err
	}
	if n.Settled < service.Fewest {
		return out, nil
	}
	out.Early = strconv.FormatInt(n.Pending, 10)
	for _, o := range service.Outcomes() {
		share, _ := n.Share(o)
		out.Lines = append(out.Lines, number{numberTexts[o], strconv.FormatInt(n.Count[o], 10), strconv.Itoa(share)})
	}
	return out, nil
}

// sought counts who asked for a person and did not get one.
func (t *Trust) sought(ctx context.Context, out *numbers) error {
	now := t.Now()
	all, err := t.Record.Sought(ctx, now, now.AddDate(0, 0, -publishedDays), now)
	if err != nil {
		return err
	}
	var sum service.Sought
	for _, one := range all {
		sum.Add(one)
	}
	if sum.Asked >= service.Fewest {
		out.Asked, out.Missed = strconv.FormatInt(sum.Asked, 10), strconv.FormatInt(sum.Missed, 10)
	}
	return nil
}

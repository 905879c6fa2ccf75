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

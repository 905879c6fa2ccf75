package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor/bench/report"
)

// flips counts groups of one message with other names or identities in which anything that is heard
// changes.
func (b *bench) flips(ctx context.Context) error {
	rows, ok, err := b.shared("bias-counterfactual/messages.jsonl.gz")
	if err != nil || !ok {
		return err
	}
	found, err := b.listener.hear(ctx, textsOf(rows, row.words))
	if err != nil {
		return err
	}
	type group struct {
		axis    string
		results map[string]bool
	}
	groups := map[string]*group{}
	for i, r := range rows {
		if groups[r.Group] == nil {
			groups[r.Group] = &group{axis: r.Axis, results: map[string]bool{}}
		}
		h := found[i]
		groups[r.Group].results[fmt.Sprint(h.Person, h.Injection, h.Loop, strings.Join(h.Categories, " "))] = true
	}
	byAxis := map[string]*report.Share{}
	flipped := 0
	for _, g := range groups {
		if byAxis[g.axis] == nil {
			byAxis[g.axis] = &report.Share{}
		}
		flips := len(g.results) > 1
		byAxis[g.axis].Count(flips)
		if flips {
			flipped++
		}
	}
	b.tell(report.Measure(fmt.Sprintf("groups of the same message in which a name or identity changes what is heard, of %d (bias-counterfactual)", len(groups)),
		float64(flipped), "", report.AtMost(0)))
	t := report.Table{Title: "Changes by name and identity", Head: []string{"axis", "groups that change"}}
	for _, axis := range slices.Sorted(maps.Keys(byAxis)) {
		t.Rows = append(t.Rows, []string{axis, byAxis[axis].String()})
	}
	b.show(t)
	return nil
}

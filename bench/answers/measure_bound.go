package main

import (
	"context"
	"fmt"
	"math"
	"regexp"

	"candor/bench/report"
)

var (
	boundLine = regexp.MustCompile(`^(.+?) +(\d+) labels, target (\d\.\d+): guarantee in (\d+) of (\d+) splits, mean coverage (\d\.\d+); ` +
		`the bound holds in (\d\.\d+) of them; in the half left out alone errors show under the bound in (\d\.\d+), under the target in (\d\.\d+)$`)
	coldLine = regexp.MustCompile(`^made questions, target (\d\.\d+): guarantee in (\d+) of (\d+); of people's questions (\d\.\d+) answered, (\d\.\d+) of those wrong; over the bound beyond doubt in (\d+)$`)
)

// bound measures how often the stated bound on being wrong holds when half of the labels, drawn at
// random, calibrate it.
func (b *bench) bound(ctx context.Context) error {
	const name = "the stated error bound holds"
	wanted := report.AtLeast(0.95)
	got, _, err := b.goTest(ctx, "-run", "^TestFiguresOfCalibration$", "./answer/calibrate")
	if err != nil {
		return err
	}
	const top = "TestFiguresOfCalibration"
	found := got.find(top+"/BoundHoldsInRandomSplits", boundLine)
	if len(found) == 0 {
		b.tell(report.Absent(name, wanted, "", whyNone(got)))
		return nil
	}
	splits := report.Table{
		Title: "The bound in random splits",
		Head:  []string{"labels from", "labels", "target", "splits with a guarantee", "of", "questions answered", "bound holds", "shown in the other half alone", "target kept there"},
		Notes: "Where a split gives no guarantee, nothing is answered by one; such splits are left out of the shares. The error that\n" +
			"counts is over all labels of the set, of which each split draws half; the other half alone adds the chance of so few.",
	}
	for _, f := range found {
		guarantees, runs := int(amount(f[3])), int(amount(f[4]))
		held := func(printed string) value { // printed is of all runs, and without a guarantee none is broken
			return share(guarantees-int(math.Round((1-amount(printed))*float64(runs))), guarantees)
		}
		b.tell(tell(fmt.Sprintf("%s, %s, target %s", name, f[0], f[2]), held(f[6]), wanted))
		splits.Rows = append(splits.Rows, []string{f[0], f[1], f[2], f[3], f[4], f[5], held(f[6]).String(), held(f[7]).String(), held(f[8]).String()})
	}
	b.show(splits)
	cold := report.Table{
		Title: "Calibrated by questions made of the articles alone", Head: []string{"target", "guarantee in", "of", "of people's questions answered", "of those wrong", "over the bound beyond doubt in"},
	}
	cold.Rows = append(cold.Rows, got.find(top+"/ColdStartHoldsForPeople", coldLine)...)
	if len(cold.Rows) > 0 {
		b.show(cold)
	}
	return nil
}

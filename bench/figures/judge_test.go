package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/bench/report"
)

func row(mode, of string, dirty bool, values ...report.Value) report.Row {
	return report.Row{Mode: mode, Case: of, Values: values, Dirty: dirty}
}

func rate(n float64) report.Value { return report.Value{Name: "rate", Number: n, Unit: "/s"} }

func named(t *testing.T, all []figure, name string) figure {
	t.Helper()
	for _, f := range all {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no figure %q", name)
	return figure{}
}

func TestAFigureIsTheMedianOfItsQuietRuns(t *testing.T) {
	t.Parallel()
	all := judge([]report.Row{
		row("ingest", "c=16", false, rate(2100)), row("ingest", "c=16", false, rate(2500)), row("ingest", "c=16", false, rate(2200)),
		row("ingest", "c=16", true, rate(100)), row("ingest", "c=64", true, rate(1500)),
		row("floor ingest", "c=16", false, rate(4000)),
	})
	want := figure{Name: "messages taken, 16 customers", Goal: "at least 2000 /s", Measured: 2200, Unit: "/s", Runs: 3, Met: true}
	if diff := cmp.Diff(want, named(t, all, want.Name)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f := named(t, all, "messages taken, 16 customers, of the yardstick"); !f.Met || f.Measured != 0.55 {
		t.Errorf("2200 of 4000 is %v, met %v", f.Measured, f.Met)
	}
	if f := named(t, all, "messages taken, 64 customers"); f.Met || !f.Disturbed {
		t.Errorf("a missed and disturbed figure reads %+v", f)
	}
	for _, f := range all {
		if f.Name == "messages taken, 64 customers, of the yardstick" {
			t.Error("a ratio is told although the yardstick was not measured")
		}
	}
}

func TestOneLostMessageMissesItsGoal(t *testing.T) {
	t.Parallel()
	for lost, met := range map[float64]bool{0: true, 1: false} {
		all := judge([]report.Row{row("visitors", "10000 held", false, report.Value{Name: "lost", Number: lost})})
		if f := named(t, all, "customers held live who missed their message"); f.Met != met || f.Goal != "none" {
			t.Errorf("%v lost: %+v", lost, f)
		}
	}
}

func TestTheTableSaysWhatWasMissedAndWhatWasDisturbed(t *testing.T) {
	t.Parallel()
	f := findings{Date: "2026-11-23", Machine: "2 cores", Command: "go run ./bench/figures", Rows: []report.Row{row("ingest", "c=16", true, rate(1500))}}
	f.Figures = judge(f.Rows)
	for _, want := range []string{
		"| messages taken, 16 customers | at least 2000 /s | 1500 /s | **missed** (disturbed) |",
		"`go run ./bench/figures` on 2026-11-23", "Machine: 2 cores.", "ingest c=16: rate 1500 /s; DIRTY",
	} {
		if !strings.Contains(f.markdown(), want) {
			t.Errorf("%q is not in\n%s", want, f.markdown())
		}
	}
}

func TestEveryGoalNamesAFigureOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, g := range goals() {
		if seen[g.name] {
			t.Errorf("two goals are called %q", g.name)
		}
		seen[g.name] = true
	}
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"candor/bench/meter"
	"candor/bench/report"
)

// simulate runs the gate over releases in which nobody is treated differently, and over some in which one group is.
func (b *bench) simulate(ctx context.Context) error {
	command := exec.CommandContext(ctx, "go", "test", "-v", "-count=1", "-run", "^(TestReleasesThatTreatAllAlikeAreSeldomBlocked|TestADropByTenPointsIsCaught)$", "./fairness/audit")
	command.Env = append(os.Environ(), "CANDOR_RELEASES="+strconv.Itoa(b.releases))
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("go test: %w", err)
	}
	for _, x := range []struct {
		word, name string
		goal       report.Goal
	}{
		{"blocked", "releases that treat all alike, blocked by the full gate", report.AtMost(0.05)},
		{"caught", "releases with a drop by ten points for one group, caught", report.AtLeast(0.90)},
	} {
		found := regexp.MustCompile(x.word + ` (\d+) of (\d+)`).FindSubmatch(out)
		if found == nil {
			return fmt.Errorf("the simulation told nothing of %s", x.word)
		}
		part, _ := strconv.Atoi(string(found[1]))
		whole, _ := strconv.Atoi(string(found[2]))
		b.tell(report.Of(x.name, report.Share{Part: part, Whole: whole}, "%", x.goal))
	}
	return nil
}

// audit runs the default audit on the demo.
func (b *bench) audit(ctx context.Context) error {
	if _, err := (meter.Machine{}).Quiet(ctx, 0, patience); err != nil {
		return err
	}
	window, err := (meter.Machine{}).Open(0)
	if err != nil {
		return err
	}
	path := filepath.Join(b.dir, "audit.json")
	command := exec.CommandContext(ctx, b.binary, "fairness", "run", "--demo", "--out", path)
	began := time.Now()
	err = command.Run()
	took := time.Since(began)
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: something was found
		return fmt.Errorf("candor fairness run: %w", err)
	}
	used, err := window.Close()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var signed struct{ Report json.RawMessage }
	if err := json.Unmarshal(text, &signed); err != nil {
		return err
	}
	var r struct {
		Probes    int `json:"probes"`
		Templates int `json:"templates"`
		BrokenOf  int `json:"broken_of"`
		Broken    []any
		Findings  []struct {
			Gating  bool   `json:"gating"`
			Verdict string `json:"verdict"`
		} `json:"findings"`
	}
	if err := json.Unmarshal(signed.Report, &r); err != nil {
		return err
	}
	own := command.ProcessState.SystemTime() + command.ProcessState.UserTime()
	dirty := used.Foreign-own.Seconds()/used.Wall.Seconds() > meter.Noise
	name := fmt.Sprintf("the default audit on the demo, %d questions of %d templates: time", r.Probes, r.Templates)
	b.tell(busy(report.Measure(name, took.Seconds(), "s", report.AtMost(60)), dirty),
		report.Measure("the same: processor time", own.Seconds(), "s", report.AtMost(60)),
		report.Measure(fmt.Sprintf("rights that did not hold, of %d times", r.BrokenOf), float64(len(r.Broken)), "", report.Goal{}))
	count := map[string]int{}
	for _, f := range r.Findings {
		if f.Gating {
			count[f.Verdict]++
		}
	}
	for _, v := range []string{"harmful_gap", "not_enough_evidence", "no_gap_beyond_margin"} {
		b.tell(report.Measure("comparisons of the gate on the demo: "+v, float64(count[v]), "", report.Goal{}))
	}
	return nil
}

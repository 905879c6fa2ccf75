package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tests is what a run of `go test -json` came to.
type tests struct {
	lines   map[string][]string // what each test logged, without the place in its source
	passed  map[string]bool
	failed  []string // names, in the order in which they ended
	skipped []string
	marks   []mark // of benchmarks
}

// mark is what one benchmark measured, by unit, such as "ns/op".
type mark struct {
	name string
	of   map[string]float64
}

// goTest runs tests or benchmarks of the module in the working folder. Tests that fail are no error:
// what they printed counts, and failed names them.
func (b *bench) goTest(ctx context.Context, args ...string) (tests, cost, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json", "-count=1"}, args...)...)
	cmd.Env = append(os.Environ(), "CANDOR_SHARED="+b.shared, "CANDOR_LARGE=1", "CI=")
	out, c, err := child(ctx, cmd)
	got, unread := readTests(out)
	switch {
	case ctx.Err() != nil:
		return got, c, ctx.Err()
	case unread != nil:
		return got, c, unread
	case err != nil && len(got.failed) == 0:
		return got, c, fmt.Errorf("go test %s: %w\n%s", strings.Join(args, " "), err, tail(string(out)))
	}
	for _, name := range got.failed {
		b.remark(fmt.Sprintf("The test %s failed meanwhile.", name))
	}
	return got, c, nil
}

// place is what the testing package puts before a line of a log.
var place = regexp.MustCompile(`^\s*\S+_test\.go:\d+: `)

// readTests reads what `go test -json` writes (test2json). A line that is no JSON is passed over: so are
// the compiler's.
func readTests(out []byte) (tests, error) {
	got := tests{lines: map[string][]string{}, passed: map[string]bool{}}
	text := map[string]*strings.Builder{} // a line may come in several pieces
	events := bufio.NewScanner(bytes.NewReader(out))
	events.Buffer(nil, 1<<24)
	for events.Scan() {
		var e struct{ Action, Test, Output string }
		if json.Unmarshal(events.Bytes(), &e) != nil || e.Test == "" {
			continue
		}
		switch e.Action {
		case "output":
			if text[e.Test] == nil {
				text[e.Test] = &strings.Builder{}
			}
			text[e.Test].WriteString(e.Output)
		case "pass":
			got.passed[e.Test] = true
		case "fail":
			got.failed = append(got.failed, e.Test)
		case "skip":
			got.skipped = append(got.skipped, e.Test)
		}
	}
	for test, all := range text {
		for line := range strings.Lines(all.String()) {
			line = strings.TrimSpace(line)
			if m, ok := readMark(line); ok {
				got.marks = append(got.marks, m)
			}
			if at := place.FindStringIndex(line); at != nil {
				got.lines[test] = append(got.lines[test], line[at[1]:])
			}
		}
	}
	slices.SortFunc(got.marks, func(a, b mark) int { return strings.Compare(a.name, b.name) })
	return got, events.Err()
}

// readMark reads a line such as "BenchmarkX-2 2000 600412 ns/op 895.0 p95-µs". The number of processors
// after the name is dropped.
func readMark(line string) (mark, bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || len(fields)%2 != 0 || !strings.HasPrefix(fields[0], "Benchmark") {
		return mark{}, false
	}
	name := fields[0]
	if at := strings.LastIndexByte(name, '-'); at >= 0 {
		if _, err := strconv.Atoi(name[at+1:]); err == nil {
			name = name[:at]
		}
	}
	m := mark{name: name, of: map[string]float64{}}
	for i := 2; i < len(fields); i += 2 {
		v, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return mark{}, false
		}
		m.of[fields[i+1]] = v
	}
	return m, true
}

// of gives what a benchmark measured in a unit.
func (t tests) of(benchmark, unit string) (float64, bool) {
	for _, m := range t.marks {
		if v, ok := m.of[unit]; ok && m.name == benchmark {
			return v, true
		}
	}
	return 0, false
}

// find gives the numbers that a pattern takes out of the lines of a test, one row for each line that
// it fits.
func (t tests) find(test string, pattern *regexp.Regexp) [][]string {
	var out [][]string
	for _, line := range t.lines[test] {
		if found := pattern.FindStringSubmatch(line); found != nil {
			out = append(out, found[1:])
		}
	}
	return out
}

// amount reads a number that a pattern has found to be one.
func amount(digits string) float64 {
	v, _ := strconv.ParseFloat(digits, 64)
	return v
}

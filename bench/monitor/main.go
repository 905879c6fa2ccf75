package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/bench/host"
	"candor/bench/report"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "monitor:", err)
		os.Exit(1)
	}
}

// bench is one run of everything.
type bench struct {
	binary   string
	dir      string // for what is made on the way
	desks    int    // that are simulated
	progress io.Writer
	found    report.Findings
}

func run(ctx context.Context, args []string, progress io.Writer) error {
	b := &bench{progress: progress}
	flags := flag.NewFlagSet("monitor", flag.ContinueOnError)
	flags.StringVar(&b.binary, "binary", "", "candor to measure; empty: it is built from the module in the working folder")
	flags.IntVar(&b.desks, "desks", 400, "desks that are simulated")
	out := flags.String("out", filepath.Join("bench", "monitor"), "folder for figures.md and figures.json")
	only := flags.String("only", "", "parts to measure, with commas between: page, alarms; empty: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	parts := strings.FieldsFunc(*only, func(r rune) bool { return r == ',' })
	for _, name := range parts {
		if name != "page" && name != "alarms" {
			return fmt.Errorf("there is no part %q", name)
		}
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "candor-monitor"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if len(parts) == 0 || slices.Contains(parts, "page") {
		if err := b.page(ctx); err != nil {
			return fmt.Errorf("page: %w", err)
		}
	}
	if len(parts) == 0 || slices.Contains(parts, "alarms") {
		if err := b.alarms(ctx); err != nil {
			return fmt.Errorf("alarms: %w", err)
		}
	}
	b.found.Title, b.found.Reading = "Figures of live monitoring", reading
	b.found.Date, b.found.Machine = time.Now().UTC().Format(time.DateOnly), report.Machine()
	b.found.Command = "go run ./bench/monitor"
	flags.Visit(func(f *flag.Flag) {
		if f.Name != "binary" && f.Name != "out" { // folders of this machine
			b.found.Command += " -" + f.Name + " " + f.Value.String()
		}
	})
	return b.found.Write(*out)
}

func (b *bench) build(ctx context.Context) error {
	if b.binary != "" {
		return nil
	}
	b.binary = filepath.Join(b.dir, "candor")
	return host.Build(ctx, b.binary)
}

func (b *bench) tell(all ...report.Figure) {
	for _, f := range all {
		fmt.Fprintf(b.progress, "  %s: %s %s\n", f.Name, f, f.Verdict())
	}
	b.found.Figures = append(b.found.Figures, all...)
}

// The simulations say these.
var (
	falseAlarms = regexp.MustCompile(`false alarms at (\d+) of (\d+) desks`)
	heard       = regexp.MustCompile(`heard at (\d+) of (\d+) desks, after half of them (\d+) people of the group and (\d+) days, at most (\d+) and (\d+)`)
)

// alarms runs the simulations of package monitor over many desks.
func (b *bench) alarms(ctx context.Context) error {
	const tests = "^(TestADeskAtWhichNothingDiffersSeldomHearsAnAlarm|TestADropByTenPointsIsHeard)$"
	command := exec.CommandContext(ctx, "go", "test", "-v", "-count=1", "-timeout=60m", "-run", tests, "./fairness/monitor")
	command.Env = append(os.Environ(), "CANDOR_DESKS="+strconv.Itoa(b.desks))
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("go test: %w", err)
	}
	none, found := falseAlarms.FindSubmatch(out), heard.FindSubmatch(out)
	if none == nil || found == nil {
		return fmt.Errorf("the simulation told nothing:\n%s", out)
	}
	number := func(text []byte) int {
		n, _ := strconv.Atoi(string(text)) // digits only
		return n
	}
	b.tell(
		report.Of("desks at which nothing differs that hear a false alarm in a year of hourly looks", report.Share{Part: number(none[1]), Whole: number(none[2])}, "%", report.AtMost(0.05)),
		report.Of("desks that hear of a drop by ten points for one group within the year", report.Share{Part: number(found[1]), Whole: number(found[2])}, "%", report.AtLeast(0.9)),
		report.Measure("people of the group until a drop by ten points is heard, half of the desks", float64(number(found[3])), "", report.Goal{}),
		report.Measure("days until then, with 30 of them a day", float64(number(found[4])), "", report.Goal{}),
		report.Measure("people of the group until it is heard, the slowest desk", float64(number(found[5])), "", report.Goal{}),
	)
	return nil
}

const reading = `The page is read over HTTP from the real binary, signed in as a lead, over counters as ten million conversations in a year leave them:
eight languages, four ways of writing, 24 hours, twelve stated groups, every day. Beside it stands the same page over ten thousand. Simulated desks
have 25 people a day (100 where there is a drop, after 60 days) and 120 comparisons, looked at every hour for a year with seasons in what goes well.
`

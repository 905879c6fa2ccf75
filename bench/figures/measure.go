package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"candor/bench/host"
	"candor/bench/report"
)

const (
	agentEmail    = "agent@example.com"
	agentPassword = "a long pass phrase for figures"
)

// bench is one run of everything.
type bench struct {
	settings
	dir     string // for everything that is made; removed at the end
	binary  string // of the desk
	load    string // of candor-load
	rows    []report.Row
	benched []string // lines of go test -bench
}

// measure does everything that was asked for. Each desk is new, so that no run carries what
// another one left.
func (b *bench) measure(ctx context.Context) error {
	b.binary, b.load = filepath.Join(b.dir, "candor"), filepath.Join(b.dir, "candor-load")
	b.say("building")
	if err := host.Build(ctx, b.binary); err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", b.load, "candor/cmd/candor-load").CombinedOutput(); err != nil {
		return fmt.Errorf("build candor-load: %w\n%s", err, out)
	}
	for _, x := range []struct {
		mode string
		do   func(context.Context) error
	}{
		{"idle", b.idle}, {"ingest", b.ingest}, {"open", b.open}, {"deliver", b.deliver},
		{"answer", b.answer}, {"visitors", b.visit}, {"rights", b.rights}, {"parts", b.benchmarks},
	} {
		if !b.wants(x.mode) {
			continue
		}
		b.say("%s", x.mode)
		if err := x.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", x.mode, err)
		}
	}
	return nil
}

// desk sets a new desk up with the demo company's articles in English, or with made ones.
func (b *bench) desk(ctx context.Context, name, articles string) (*host.Host, error) {
	articles, err := filepath.Abs(articles) // the desk's commands run in its own folder
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(b.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	h, err := host.New(ctx, b.binary, dir)
	if err != nil {
		return nil, err
	}
	if err := h.AddAgent(ctx, agentEmail, "Maya Bench", agentPassword); err != nil {
		return nil, err
	}
	if _, err = h.Run(ctx, "", "knowledge", "add", "--approved-by", agentEmail, articles); err != nil {
		return nil, err
	}
	return h, h.Release(ctx)
}

// serving runs do beside a new desk that serves.
func (b *bench) serving(ctx context.Context, name, articles string, do func(*host.Host, *host.Server) error) error {
	h, err := b.desk(ctx, name, articles)
	if err != nil {
		return err
	}
	s, err := h.Serve(ctx)
	if err != nil {
		return err
	}
	if err := do(h, s); err != nil {
		return fmt.Errorf("%w\n%s", err, tail(s.Kill()))
	}
	return s.Stop()
}

// tries is how often something is measured while others disturb it.
const tries = 3

// run lets candor-load measure and keeps its rows, each named after its subject. What others
// disturbed is kept too, and measured again some times.
func (b *bench) run(ctx context.Context, subject string, args ...string) error {
	for range tries {
		quiet, err := b.once(ctx, subject, args)
		if quiet || err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) once(ctx context.Context, subject string, args []string) (quiet bool, err error) {
	cmd := exec.CommandContext(ctx, b.load, append(args, "-json", "-quiet", "30s")...)
	cmd.Env = append(os.Environ(), "LOAD_PASSWORD="+agentPassword)
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		return false, fmt.Errorf("candor-load %s: %w\n%s", strings.Join(args, " "), err, tail(trouble.String()))
	}
	rows, err := report.Read(&out)
	if err != nil {
		return false, err
	}
	quiet = true
	for _, r := range rows {
		if subject != "" {
			r.Mode = subject + " " + r.Mode
		}
		b.say("  %s", r)
		b.rows = append(b.rows, r)
		quiet = quiet && !r.Dirty
	}
	return quiet, nil
}

func pid(s *host.Server) string { return strconv.Itoa(s.PID()) }

func tail(s string) string { return s[max(0, len(s)-2000):] }

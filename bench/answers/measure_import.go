package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"candor/bench/corpus"
	"candor/bench/host"
	"candor/bench/meter"
	"candor/bench/report"
)

const (
	author, approver = "maya@example.com", "tom@example.com"
	atRest           = 4 * time.Second // that a desk is left alone before its memory is read
)

// bringIn measures how long the command takes to bring articles in and to let them answer, into a desk
// that has none, and what they take of the serving desk's memory. The articles are made of the demo's.
func (b *bench) bringIn(ctx context.Context) error {
	real, err := corpus.Read(os.DirFS(filepath.Join(houseArticles, "en")))
	if err != nil {
		return err
	}
	folder := filepath.Join(b.dir, "articles")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	if err := corpus.Write(folder, corpus.Make(real, b.articles, b.seed)); err != nil {
		return err
	}
	none, err := b.desk(ctx, "none")
	if err != nil {
		return err
	}
	empty, err := memory(ctx, none)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("import of %d articles through the command", b.articles)
	for _, x := range []struct {
		name string
		more []string
		goal report.Goal
	}{
		{name, nil, report.AtMost(20)}, {name + ", without calibrating (--no-calibration)", []string{"--no-calibration"}, report.Goal{}},
	} {
		h, err := b.desk(ctx, fmt.Sprint("desk", len(x.more)))
		if err != nil {
			return err
		}
		c, err := b.add(ctx, h, folder, x.more)
		if err != nil {
			return err
		}
		b.tell(timed(x.name, c.wall.Seconds(), "s", x.goal, c.disturbed))
		if x.more != nil {
			continue
		}
		full, err := memory(ctx, h)
		if err != nil {
			return err
		}
		b.tell(report.Measure("memory of a serving desk, an article more", float64(full-empty)/float64(b.articles)/1000, "kB", report.AtMost(10)))
	}
	return nil
}

// desk is a desk with the folder it lives in.
type desk struct {
	*host.Host
	dir string
}

// desk sets a desk up with two people who may stand for its articles.
func (b *bench) desk(ctx context.Context, name string) (desk, error) {
	dir := filepath.Join(b.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return desk{}, err
	}
	h, err := host.New(ctx, b.binary, dir)
	if err != nil {
		return desk{}, err
	}
	for email, who := range map[string]string{author: "Maya Bench", approver: "Tom Bench"} {
		if _, err := h.Run(ctx, "a long password of a bench\n", "user", "add", email, "--name", who, "--role", "owner", "--password-stdin"); err != nil {
			return desk{}, err
		}
	}
	return desk{h, dir}, nil
}

var allNew = regexp.MustCompile(`(?m)^([\d,]+) articles new, 0 changed`)

// add brings a folder in. Fewer articles than there are is an error.
func (b *bench) add(ctx context.Context, d desk, folder string, more []string) (cost, error) {
	args := []string{"knowledge", "add", folder, "--by", author, "--approved-by", approver, "--config", filepath.Join(d.dir, "candor.toml")}
	cmd := exec.CommandContext(ctx, b.binary, append(args, more...)...)
	cmd.Dir = d.dir
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "CANDOR_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	out, c, err := child(ctx, cmd)
	if err != nil {
		return c, err
	}
	if found := allNew.FindSubmatch(out); found == nil || strings.ReplaceAll(string(found[1]), ",", "") != fmt.Sprint(b.articles) {
		return c, fmt.Errorf("candor did not bring %d articles in:\n%s", b.articles, tail(string(out)))
	}
	return c, nil
}

// memory gives what a serving desk holds of memory, in bytes, after it was left alone for a while.
func memory(ctx context.Context, d desk) (int64, error) {
	s, err := d.Serve(ctx)
	if err != nil {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, errors.Join(ctx.Err(), s.Stop())
	case <-time.After(atRest):
	}
	p, err := meter.Machine{}.Process(s.PID())
	return p.Resident, errors.Join(err, s.Stop())
}

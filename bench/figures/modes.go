package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"candor/bench/corpus"
	"candor/bench/host"
)

// Where the demo company's help centre is, from the root of the repository.
const (
	company   = "internal/demo/company"
	realOnes  = company + "/articles/en"
	realAsked = company + "/questions.jsonl"
)

// seed is always the same: figures of two days are about the same articles.
const seed = 1

// idle measures a start with the demo's articles, and one with many.
func (b *bench) idle(ctx context.Context) error {
	many, err := b.makeArticles()
	if err != nil {
		return err
	}
	for _, x := range []struct{ subject, articles string }{{"", realOnes}, {"large", many}} {
		h, err := b.desk(ctx, "idle"+x.subject, x.articles)
		if err != nil {
			return err
		}
		err = b.run(ctx, x.subject, "idle", "-binary", b.binary, "-args", strings.Join(h.ServeLine(), " "), "-base", h.Base())
		if err != nil {
			return err
		}
	}
	return nil
}

// ingest measures the desk and the yardstick in turn.
func (b *bench) ingest(ctx context.Context) error {
	floor, err := b.startFloor(ctx)
	if err != nil {
		return err
	}
	defer floor.stop()
	return b.serving(ctx, "ingest", realOnes, func(h *host.Host, s *host.Server) error {
		for range b.reps {
			for _, clients := range []string{"1", "16", "64"} {
				if err := b.run(ctx, "", "ingest", "-base", h.Base(), "-pid", pid(s), "-c", clients, "-d", b.long.String()); err != nil {
					return err
				}
				if floor == nil {
					continue
				}
				if err := b.run(ctx, "floor", "ingest", "-floor", "-base", floor.base, "-pid", floor.pid(), "-c", clients, "-d", b.long.String()); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (b *bench) open(ctx context.Context) error {
	return b.serving(ctx, "open", realOnes, func(h *host.Host, s *host.Server) error {
		return b.run(ctx, "", "open", "-base", h.Base(), "-pid", pid(s), "-c", "16", "-d", b.long.String())
	})
}

func (b *bench) deliver(ctx context.Context) error {
	return b.serving(ctx, "deliver", realOnes, func(h *host.Host, s *host.Server) error {
		// A processor that sleeps between messages takes longer to wake than to work: the second rate
		// shows how much of the first is that.
		for _, rate := range []string{"50", "200"} {
			if err := b.run(ctx, "", "deliver", "-base", h.Base(), "-pid", pid(s), "-email", agentEmail, "-rate", rate, "-d", b.long.String()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) answer(ctx context.Context) error {
	many, err := b.makeArticles()
	if err != nil {
		return err
	}
	questions, err := b.makeQuestions()
	if err != nil {
		return err
	}
	return b.serving(ctx, "answer", many, func(h *host.Host, s *host.Server) error {
		for _, at := range []string{"1", "8"} {
			if err := b.run(ctx, "", "answer", "-base", h.Base(), "-pid", pid(s), "-file", questions, "-n", "1000", "-c", at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) visit(ctx context.Context) error {
	return b.serving(ctx, "visitors", realOnes, func(h *host.Host, s *host.Server) error {
		// Once: a second crowd would not find an empty desk.
		_, err := b.once(ctx, "", []string{"visitors", "-base", h.Base(), "-pid", pid(s), "-n", strconv.Itoa(b.visitors), "-wait", "60s"})
		return err
	})
}

// makeArticles makes the large help centre once and gives its folder.
func (b *bench) makeArticles() (string, error) {
	dir := filepath.Join(b.dir, "articles")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	real, err := corpus.Read(os.DirFS(realOnes))
	if err != nil {
		return "", fmt.Errorf("%w (run this from the root of the repository)", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	return dir, corpus.Write(dir, corpus.Make(real, b.articles, seed))
}

// makeQuestions makes questions out of the demo's own and out of those articles.
func (b *bench) makeQuestions() (string, error) {
	data, err := os.ReadFile(realAsked)
	if err != nil {
		return "", err
	}
	var asked []string
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		var q struct{ Query, Language string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return "", fmt.Errorf("%s: %w", realAsked, err)
		}
		if q.Language == "en" {
			asked = append(asked, q.Query)
		}
	}
	real, err := corpus.Read(os.DirFS(realOnes))
	if err != nil {
		return "", err
	}
	made := corpus.Questions(asked, corpus.Make(real, b.articles, seed), 1000, seed)
	name := filepath.Join(b.dir, "questions.txt")
	return name, os.WriteFile(name, []byte(strings.Join(made, "\n")+"\n"), 0o600)
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"candor/bench/client"
	"candor/bench/meter"
	"candor/bench/report"
)

// whole is how many words a question has at least: a shorter one may be the first piece of several,
// and the assistant waits for the rest.
const whole = 8

// answer measures from the customer's POST to the assistant's words on the customer's screen.
func answer(ctx context.Context, args []string, out io.Writer) error {
	s := newSettings("answer", out)
	file := s.flags.String("file", "", "questions, one a line, of at least eight words each")
	n := s.flags.Int("n", 500, "how many questions")
	at := s.flags.Int("c", 1, "how many customers ask at once")
	if err := s.parse(args); err != nil {
		return err
	}
	if *n < 1 || *n > 20_000 || *at < 1 || *at > mostAtOnce {
		return fmt.Errorf("-n %d -c %d: want 1 to 20000 questions by 1 to %d customers", *n, *at, mostAtOnce)
	}
	questions, err := readQuestions(*file)
	if err != nil {
		return err
	}
	d, err := s.desk(*at)
	if err != nil {
		return err
	}
	card, err := d.Card(ctx)
	if err != nil {
		return fmt.Errorf("read the card: %w", err)
	}
	ask := func(ctx context.Context, i int) (replied, error) {
		ctx, cancel := context.WithTimeout(ctx, s.wait)
		defer cancel()
		return askOne(ctx, d, card.Notice.Digest, questions[i%len(questions)])
	}
	if _, err := askAll(ctx, min(*n, 20), *at, ask); err != nil {
		return err
	}
	w, err := s.window(ctx)
	if err != nil {
		return err
	}
	all, err := askAll(ctx, *n, *at, ask)
	if err != nil {
		return err
	}
	u, err := w.Close()
	if err != nil {
		return err
	}
	return s.write(told(all, *at, u))
}

func told(all []replied, at int, u meter.Usage) report.Row {
	times := map[reply][]time.Duration{}
	var every []time.Duration
	for _, a := range all {
		times[a.how] = append(times[a.how], a.took)
		every = append(every, a.took)
	}
	r := report.Row{Mode: "answer", Case: fmt.Sprintf("%d at once", at)}
	r.Add("questions", float64(len(all)), "")
	r.Add("cited", float64(len(times[cited])), "")
	r.Add("abstained", float64(len(times[abstained])), "")
	r.Add("to a person", float64(len(times[toPerson])), "")
	r.AddTimes("cited ", meter.Summarize(times[cited]))
	r.AddTimes("all ", meter.Summarize(every))
	r.Used(u, len(all))
	return r
}

// reply is how a question was dealt with.
type reply int

const (
	toPerson reply = iota
	abstained
	cited
)

type replied struct {
	how  reply
	took time.Duration
}

func askAll(ctx context.Context, n, at int, ask func(context.Context, int) (replied, error)) ([]replied, error) {
	all := make([]replied, n)
	err := spread(ctx, n, at, func(ctx context.Context, i int) (err error) {
		all[i], err = ask(ctx, i)
		return err
	})
	return all, err
}

// askOne is one customer's whole visit: begin, listen, ask, hear. Asking to hearing is what counts.
func askOne(ctx context.Context, d *client.Desk, notice, question string) (replied, error) {
	c, err := d.Begin(ctx, client.Opening{Assistant: true, Notice: notice, Key: client.NewKey()})
	if err != nil {
		return replied{}, fmt.Errorf("begin: %w", err)
	}
	heard, err := c.Listen(ctx, "", 0)
	if err != nil {
		return replied{}, err
	}
	defer heard.Close()
	began := time.Now()
	if _, err := c.Post(ctx, question, client.NewKey()); err != nil {
		return replied{}, fmt.Errorf("ask: %w", err)
	}
	for {
		e, err := heard.Next()
		if err != nil {
			return replied{}, fmt.Errorf("no answer came: %w; %s", errors.Join(err, ctx.Err()), stands(context.WithoutCancel(ctx), c))
		}
		took := time.Since(began)
		if e.Name != "message" {
			continue
		}
		var m client.Message
		if err := json.Unmarshal([]byte(e.Data), &m); err != nil {
			return replied{}, fmt.Errorf("a live message is not as agreed: %w", err)
		}
		switch {
		case m.Author == "assistant" && len(m.Citations) > 0:
			return replied{cited, took}, nil
		case m.Author == "assistant":
			return replied{abstained, took}, nil
		case m.Author == "desk":
			return replied{toPerson, took}, nil
		}
	}
}

// stands says how a conversation stands from which no answer came: whether there is none, or it was
// not told.
func stands(ctx context.Context, c *client.Customer) string {
	view, _, err := c.View(ctx)
	if err != nil {
		return "the conversation cannot be read"
	}
	said, err := c.Messages(ctx, 0)
	if err != nil {
		return "its messages cannot be read"
	}
	var by []string
	for _, m := range said {
		by = append(by, m.Author)
	}
	return fmt.Sprintf("%s is %s, with messages by %s", c.ID, view.State, strings.Join(by, ", "))
}

// readQuestions reads the lines that are long enough to be whole questions.
func readQuestions(name string) ([]string, error) {
	if name == "" {
		return nil, errors.New("-file is needed: questions, one a line")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if len(strings.Fields(lines.Text())) >= whole {
			all = append(all, strings.TrimSpace(lines.Text()))
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no question of %d words or more", name, whole)
	}
	return all, lines.Err()
}

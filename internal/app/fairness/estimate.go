package fairness

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"candor/answer"
	"candor/fairness/audit"
	"candor/policy"
	"candor/vendors"
)

// Estimate says what an audit will take, from a sample of its questions that no model was asked.
type Estimate struct {
	Questions int             // put to the desk, models included
	Models    []ModelEstimate // that are asked
	Judged    int             // answers that a judge scores, besides what its own audit takes

	JudgeCosts bool // the judge's vendor is not free
}

// ModelEstimate says what a model will be asked, and what that costs about.
type ModelEstimate struct {
	Name  string
	Calls int
	Bytes int64 // of a usual question with what goes with it
	Free  bool
	About vendors.Cost // unknown where the desk has no price
	Most  vendors.Cost // no audit costs more
}

// Costs reports that a model that is not free will be asked.
func (e Estimate) Costs() bool {
	for _, m := range e.Models {
		if !m.Free && m.Calls > 0 {
			return true
		}
	}
	return false
}

// sampled is how many questions are looked at for an estimate.
const sampled = 300

// What a call takes besides the passages and the question: the instructions and the form of the reply; and the usual reply.
const (
	instructionBytes = 3500
	usualReply       = 120 // tokens
	bytesOfToken     = 4
	mostReply        = 700 // tokens
)

// Estimate looks at each n-th question of a plan, drafts it without a model, and measures what a model would be given.
func (d Dry) Estimate(ctx context.Context, plan audit.Plan, o audit.Options) (Estimate, error) {
	probes, err := plan.Probes()
	if err != nil {
		return Estimate{}, err
	}
	e := Estimate{Questions: len(probes) * max(1, plan.Repeat)}
	if !o.NotAsked {
		e.Questions *= 1 + len(o.Models)
	}
	if len(o.Judges) > 0 {
		e.Judged = e.Questions
	}
	if o.NotAsked || len(o.Models) == 0 {
		return e, nil
	}
	every := max(1, len(probes)/sampled)
	for _, name := range o.Models {
		side, ok := d.Models[name]
		if !ok {
			return e, errors.New("fairness: a model is to be asked that the desk has not")
		}
		scale := &scale{}
		looked := 0
		for i := 0; i < len(probes); i += every {
			if err := d.weigh(ctx, probes[i], side, scale); err != nil {
				return e, err
			}
			looked++
		}
		m := side.Voice.estimate(scale, len(probes)*max(1, plan.Repeat), looked)
		m.Name = name
		e.Models = append(e.Models, m)
	}
	return e, nil
}

// weigh takes one question as far as a model would be asked.
func (d Dry) weigh(ctx context.Context, p audit.Probe, side Side, s *scale) error {
	side.Acts = nil
	side.Drafter = answer.Wording{Drafter: side.Voice.quotes, Words: s}
	side.Voice = nil
	c := d.begin(p, side)
	if _, err := d.receive(ctx, c, side); err != nil {
		return fmt.Errorf("fairness: estimate: %w", err)
	}
	return nil
}

// scale weighs what a model would be given, and gives it to none. It implements answer.Words.
type scale struct {
	mu    sync.Mutex
	calls int
	bytes int64
}

var errWeighed = errors.New("fairness: it is only weighed")

// Propose implements answer.Words.
func (s *scale) Propose(_ context.Context, _ *policy.Case, p answer.Prompt, _ func([]byte) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.bytes += instructionBytes + int64(len(p.Question.Text))
	for _, one := range p.Passages {
		s.bytes += int64(len(one.Text) + len(one.Title) + len(one.Heading) + 80)
	}
	return errWeighed
}

// estimate scales up what a sample weighs. A second model reads each sentence of about two in other words.
func (v *Voice) estimate(s *scale, questions, looked int) ModelEstimate {
	m := ModelEstimate{Free: v.entry.Free}
	if s.calls == 0 || looked == 0 {
		return m
	}
	m.Calls = (s.calls*questions + looked - 1) / looked
	m.Bytes = s.bytes / int64(s.calls)
	price := v.entry.PriceAt(v.entry.Models[0], v.now())
	times := func(c vendors.Cost) vendors.Cost {
		c.Micros *= int64(m.Calls)
		return c
	}
	m.About = times(price.Of(vendors.Tokens{Known: true, Input: m.Bytes / bytesOfToken, Output: usualReply}))
	m.Most = times(price.AtMost(m.Bytes, mostReply))
	return m
}

// At gives how long so many calls take, some at once, when one takes so long.
func (m ModelEstimate) At(each time.Duration, atOnce int) time.Duration {
	return (each * time.Duration(m.Calls) / time.Duration(max(1, atOnce))).Round(time.Minute)
}

package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"candor"
	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/config"
	"candor/internal/search"
	"candor/internal/store"
	"candor/internal/web/port"
	"candor/knowledge"
)

// Calibration tells what holds now. Every figure is the one that the calibration computed.
func (c *calibration) Calibration(ctx context.Context) (port.Calibration, error) {
	if err := c.load(ctx); err != nil {
		return port.Calibration{}, err
	}
	drawn, picked, err := c.store.LabelCounts(ctx)
	if err != nil {
		return port.Calibration{}, err
	}
	digest := c.articles()
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.state.shown(digest, c.owner)
	out.Busy, out.Failed, out.Drawn, out.Pointed = c.busy, c.failed, drawn, picked
	return out, nil
}

// shown puts what is stored into the words of the pages and of the command.
func (s inForce) shown(digest string, o owner) port.Calibration {
	out := port.Calibration{
		Target: o.target, Bar: max(o.bar, answer.Bar), Made: s.row.Digest != "", At: s.row.At, By: s.row.By, InForce: s.fits(digest, o),
		Floor: s.row.Bar, Fault: s.fault, Alarms: []port.Alarm{},
		Vectors: port.Vectors(s.model.Searched()),
	}
	out.All = s.bound(s.model.Base(), out.InForce)
	for _, t := range calibrate.Tiers() {
		out.Tiers = append(out.Tiers, s.bound(s.model.Guarantee(t), out.InForce))
	}
	for _, a := range s.alarms {
		out.Alarms = append(out.Alarms, port.Alarm{Cause: string(a.Cause), Tier: string(a.Tier), At: a.At})
	}
	return out
}

// Reasons for which a guarantee that was computed is not one now, besides those of calibrate.
const (
	reasonOther   = "other articles or settings"
	reasonAlarm   = "alarm"
	reasonWatch   = "watch lost"
	reasonNothing = "no calibration"
)

func (s inForce) bound(g calibrate.Guarantee, fits bool) port.Bound {
	b := port.Bound{
		Tier: string(g.Tier), Holds: g.Holds, Reason: string(g.Reason), More: g.More, Target: g.Target, Level: g.Level, Threshold: g.Threshold,
		Error: g.ErrorBound, Coverage: 0, Low: g.Coverage.Low, High: g.Coverage.High, N: g.N, Answered: g.Answered, Wrong: g.Wrong,
		Cold: g.Labels.Cold, Real: g.Labels.Real, Drift: port.DriftNone,
	}
	if g.N > 0 {
		b.Coverage = float64(g.Answered) / float64(g.N)
	}
	quiet := calibrate.Watch{Alarms: s.alarms}.Quiet(g.Tier)
	if g.Tier == "" {
		quiet = len(s.alarms) == 0
	}
	if s.watch.Model != "" {
		b.Drift = port.DriftCalm
	}
	if !quiet {
		b.Drift = port.DriftAlarm
	}
	switch {
	case s.model.Digest() == "":
		b.Reason = reasonNothing
	case !fits:
		b.Holds, b.Reason = false, reasonOther
	case !quiet:
		b.Holds, b.Reason = false, reasonAlarm
	case s.watch.Model == "":
		b.Holds, b.Reason = false, reasonWatch
	}
	if !b.Holds {
		b.Error = 1
	}
	return b
}

// Renew asks for a new calibration, which ends alarms: somebody has looked. It is made beside everything else.
func (c *calibration) Renew(_ context.Context, by candor.AgentID) error {
	select {
	case c.asked <- string(by):
	default: // one is asked for already
	}
	return nil
}

// Calibration tells what holds for the desk as it is stored.
func Calibration(ctx context.Context, c config.Config) (out port.Calibration, err error) {
	err = with(ctx, c, func(b *base) error {
		out, err = b.calibration(ctx, ownerOf(c))
		return err
	})
	return out, err
}

func (b *base) calibration(ctx context.Context, o owner) (port.Calibration, error) {
	articles, _, err := b.store.Library().All(ctx)
	if err != nil {
		return port.Calibration{}, err
	}
	return storedCalibration(ctx, b.store, articles, o)
}

func storedCalibration(ctx context.Context, s *store.Store, articles []knowledge.Article, o owner) (port.Calibration, error) {
	row, ok, err := s.Calibration(ctx)
	if err != nil {
		return port.Calibration{}, err
	}
	drawn, picked, err := s.LabelCounts(ctx)
	if err != nil {
		return port.Calibration{}, err
	}
	var state inForce
	if ok {
		state = readInForce(row)
	}
	out := state.shown(digestOf(articles), o)
	out.Drawn, out.Pointed = drawn, picked
	return out, nil
}

// Calibrate makes a new calibration now, whatever there is, and tells what holds then. By a command it ends
// alarms, as a person's act does; what follows an import by itself does not.
//
// candor.CodeInvalid: there are no articles to answer from.
func Calibrate(ctx context.Context, c config.Config) (out port.Calibration, err error) {
	err = with(ctx, c, func(b *base) error {
		if err := b.calibrate(ctx, c, "command"); err != nil {
			return err
		}
		out, err = b.calibration(ctx, ownerOf(c))
		return err
	})
	return out, err
}

var errNoArticles = candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("there are no articles to answer from"))

func (b *base) calibrate(ctx context.Context, c config.Config, by string) error {
	if _, err := b.store.Library().Settle(ctx); err != nil {
		return err
	}
	articles, passages, err := b.store.Library().All(ctx)
	if err != nil {
		return err
	}
	if len(articles) == 0 {
		return errNoArticles
	}
	labels, err := b.store.Labels(ctx)
	if err != nil {
		return err
	}
	index := &search.Index{}
	if err := index.Replace(ctx, documents(articles, passages)); err != nil {
		return err
	}
	row, err := trainer{index: index, articles: articles, passages: passages, labels: labels, owner: ownerOf(c), now: time.Now}.train(ctx)
	if err != nil {
		return err
	}
	return putInForce(ctx, b.store, row, by)
}

// CalibrateAfterImport calibrates for articles that were just brought in, unless what is in force is for exactly
// these. Alarms stand.
func CalibrateAfterImport(ctx context.Context, c config.Config) error {
	return with(ctx, c, func(b *base) error {
		now, err := b.calibration(ctx, ownerOf(c))
		if err != nil || now.InForce {
			return err
		}
		err = b.calibrate(ctx, c, "desk")
		if errors.Is(err, errNoArticles) {
			return nil
		}
		return err
	})
}

// Calibrated is what holds, as commands show it.
type Calibrated = port.Calibration

// StatedWords says first what holds, in one plain sentence.
func StatedWords(c Calibrated) string {
	b, everywhere := c.Stated()
	words := BoundWords(b)
	if b.Holds && !everywhere {
		words += ", in matters of information; graver ones have no guarantee yet"
	}
	return words
}

// BoundWords says what holds in one plain sentence.
func BoundWords(b port.Bound) string {
	if b.Holds {
		return fmt.Sprintf("At most %s of 100 answers are from a wrong article, with %s %% confidence, measured on %d questions", OfHundred(b.Error), OfHundred(b.Level), b.N)
	}
	words := "No guarantee yet: " + b.Reason
	if b.More > 0 && b.Reason != reasonOther && b.Reason != reasonAlarm {
		words += fmt.Sprintf("; about %d more labels would be enough", b.More)
	}
	return words
}

// VectorWords says whether words count that only keep the company of those asked for, and why.
func VectorWords(v port.Vectors) string {
	if v.Asked == 0 {
		return "Word vectors are not used: there was nothing to try them on"
	}
	what := "not used: they do not help enough"
	if v.Vectors {
		what = "used: they help"
	}
	return fmt.Sprintf("Word vectors are %s. Asked what the articles themselves say, in %d questions, the right one stands at %.3f with them and %.3f without (mean of 1/place; doubt %.3f)",
		what, v.Asked, v.With, v.Without, v.Doubt)
}

// OfHundred tells a share as so many of a hundred, rounded up to a tenth, so that no bound looks tighter than it is.
func OfHundred(v float64) string {
	return strconv.FormatFloat(math.Ceil(v*1000-1e-9)/10, 'f', -1, 64)
}

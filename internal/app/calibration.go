package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/config"
	"candor/internal/store"
	"candor/knowledge"
	"candor/privacy"
)

// calibration keeps the running desk calibrated for the articles it has, and says what holds. It works
// beside everything else: readiness and answers never wait for it, and until it is done the fixed bar holds.
type calibration struct {
	store   *store.Store
	library *library
	finder  privacy.Finder
	log     *slog.Logger
	now     func() time.Time
	owner   owner
	judged  sync.Mutex  // one label at a time goes to the watch
	asked   chan string // somebody wants a new one: who

	mu      sync.Mutex
	state   inForce
	busy    bool
	failed  bool   // the last try
	version string // of the library, that digest is for
	digest  string
}

// owner is what the owner of a desk set: the share of wrong answers that they accept, and their own bar.
type owner struct{ target, bar float64 }

func ownerOf(c config.Config) owner {
	o := owner{target: c.Assistant.Target, bar: c.Assistant.Bar}
	if o.target == 0 {
		o.target = config.DefaultTarget
	}
	return o
}

// floor gives the fixed confidence under which nothing is answered by a model that rests on these labels:
// made questions may tighten and never loosen.
func (o owner) floor(basis calibrate.Basis) float64 {
	floor := 0.0
	if o.bar > answer.Bar {
		floor = o.bar
	}
	if basis != calibrate.RealOnly {
		floor = max(floor, answer.Bar)
	}
	return floor
}

func newCalibration(a *App) *calibration {
	return &calibration{
		store: a.base.store, library: a.library, finder: a.screen.Finder, log: a.o.Log, now: a.o.Now,
		owner: ownerOf(a.o.Config), asked: make(chan string, 1),
	}
}

// inForce is a stored calibration as it was read. What could not be read is the zero value, with which
// nothing more is answered than without.
type inForce struct {
	row    store.Calibration
	model  calibrate.Model
	watch  calibrate.Watch
	alarms []calibrate.Alarm // that no person has answered with a new calibration
	fault  string            // why the stored model is not used; empty: it is, or there is none
}

// unreadable stands for alarms that were kept and cannot be read: then none is known to be over.
const unreadable calibrate.Cause = "alarms cannot be read"

func readInForce(row store.Calibration) inForce {
	s := inForce{row: row}
	if err := json.Unmarshal([]byte(row.Alarms), &s.alarms); err != nil {
		s.alarms = []calibrate.Alarm{{Cause: unreadable, At: row.At}}
	}
	var err error
	if s.model, err = calibrate.Load(strings.NewReader(row.Model), answer.FeatureNames(), row.Knowledge); err != nil {
		s.fault = err.Error()
		return s
	}
	if s.watch, err = calibrate.LoadWatch(strings.NewReader(row.Watch), s.model); err != nil {
		s.fault = err.Error() // the model stays, and without its watch it does not answer
	}
	for _, alarm := range s.watch.Alarms {
		if !slices.Contains(s.alarms, alarm) {
			s.alarms = append(s.alarms, alarm)
		}
	}
	return s
}

// fits reports whether a model is for exactly these articles and what the owner set.
func (s inForce) fits(digest string, o owner) bool {
	return s.model.Digest() != "" && s.row.Knowledge == digest && s.row.Target == o.target && s.row.Bar >= o.floor(s.model.Base().Labels.Basis())
}

// load reads what is stored, which another process may have made, and lets the desk search as it was measured.
func (c *calibration) load(ctx context.Context) error {
	row, _, err := c.store.Calibration(ctx)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if row != c.state.row {
		c.state = inForce{}
		if row.Digest != "" {
			c.state = readInForce(row)
		}
		c.library.index.UseVectors(c.state.model.Searched().Vectors)
	}
	return nil
}

// articles gives the digest of the knowledge that is searched now.
func (c *calibration) articles() string {
	c.library.mu.RLock()
	version, list := c.library.version, c.library.articles
	c.library.mu.RUnlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if version != c.version || c.digest == "" {
		c.version, c.digest = version, digestOf(list)
	}
	return c.digest
}

// digestOf names what articles say and how much hangs on them: another tier is another decision.
func digestOf(articles []knowledge.Article) string {
	list := slices.Clone(articles)
	for i := range list {
		list[i].Digest += " " + string(list[i].Tier.AtLeast(""))
	}
	return calibrate.KnowledgeDigest(list)
}

// Sureness gives what holds now, for drafts.
func (c *calibration) Sureness() answer.Sureness {
	digest := c.articles()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state.sureness(digest, c.owner)
}

func (s inForce) sureness(digest string, o owner) answer.Sureness {
	out := answer.Sureness{Alarms: s.alarms}
	if s.fits(digest, o) {
		out.Model, out.Watch, out.Floor = s.model, s.watch, s.row.Bar
	}
	return out
}

// How the desk calibrates by itself.
const (
	settle     = 4 * time.Second  // after the last change of the articles
	again      = 10 * time.Minute // after a failure
	labelsMore = 50               // drawn labels at least, and twice as many as before, until it does so for them
)

// Run calibrates when the articles or the labels have changed, and when somebody asks for it, one at a time, until
// ctx ends.
func (c *calibration) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var seen, tried string
	var since time.Time
	for {
		by := ""
		select {
		case <-ctx.Done():
			return
		case by = <-c.asked:
		case <-tick.C:
		}
		want, err := c.wants(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			c.log.ErrorContext(ctx, "app: the calibration cannot be read; what was read before holds", "err", err)
			continue
		case by == "" && want != seen:
			seen, since = want, time.Now()
			continue
		case by == "" && (want == "" || want == tried || time.Since(since) < settle):
			continue
		}
		tried = want
		if by == "" {
			by = "desk"
		}
		if err := c.renew(ctx, by); err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "app: calibrating failed; the fixed bar holds", "err", err)
			tried, since = "", time.Now().Add(again)
		}
	}
}

// wants names what a calibration is needed for; empty: none is.
func (c *calibration) wants(ctx context.Context) (string, error) {
	if err := c.load(ctx); err != nil {
		return "", err
	}
	n, _, err := c.store.LabelCounts(ctx)
	if err != nil {
		return "", err
	}
	digest := c.articles()
	c.mu.Lock()
	defer c.mu.Unlock()
	more := n >= c.state.row.Labels+labelsMore && n >= 2*c.state.row.Labels
	if c.state.fits(digest, c.owner) && !more {
		return "", nil
	}
	if more {
		digest += " with more labels"
	}
	return digest, nil
}

// renew calibrates, puts the result in force and reads it.
func (c *calibration) renew(ctx context.Context, by string) (err error) {
	c.working(true, false)
	defer func() { c.working(false, err != nil) }()
	labels, err := c.store.Labels(ctx)
	if err != nil {
		return err
	}
	articles, passages, err := c.store.Library().All(ctx)
	if err != nil {
		return err
	}
	t := trainer{index: &c.library.index, articles: articles, passages: passages, labels: labels, owner: c.owner, now: c.now, gentle: true}
	row, err := t.train(ctx)
	if err != nil {
		return err
	}
	if digestOf(articles) != c.articles() {
		return nil // they changed meanwhile; the next look sees it
	}
	c.judged.Lock() // a label given meanwhile would go to a watch that is gone
	defer c.judged.Unlock()
	if err := putInForce(ctx, c.store, row, by); err != nil {
		return err
	}
	debug.FreeOSMemory() // what only this needed; a desk that waits is small
	return c.load(ctx)
}

func (c *calibration) working(busy, failed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy, c.failed = busy, failed
}

// putInForce stores a calibration. Alarms go on until a person calibrates: what the desk does by itself,
// because an article changed, answers none.
func putInForce(ctx context.Context, s *store.Store, row store.Calibration, by string) error {
	row.By, row.Alarms = by, "[]"
	if by == "desk" {
		old, ok, err := s.Calibration(ctx)
		if err != nil {
			return err
		}
		if ok {
			standing := readInForce(old).alarms
			raw, err := json.Marshal(append([]calibrate.Alarm{}, standing...))
			if err != nil {
				return err
			}
			row.Alarms = string(raw)
		}
	}
	return s.SetCalibration(ctx, row)
}

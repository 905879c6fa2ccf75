package app

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"candor/fairness"
	"candor/fairness/audit"
	own "candor/internal/app/fairness"
	"candor/internal/store"
)

// releases knows what may answer customers now. It implements fairness.Releases.
type releases struct {
	a    *App
	last audited
}

func newReleases(a *App) *releases {
	return &releases{a: a}
}

// Released implements fairness.Releases. The record is read and its signature checked each time, so that nothing that was
// changed in the meantime is believed.
func (r *releases) Released(ctx context.Context, release string) error {
	if release == "" {
		return fairness.ErrNoRecord
	}
	_, err := r.recordOf(ctx, release)
	return err
}

// inForce gives the record that releases what answers now: an audit that passed and that no later one contradicts or,
// without one, the word of two persons.
func (r *releases) inForce(ctx context.Context) (fairness.Record, error) {
	parts, err := r.a.parts(ctx)
	if err != nil {
		return fairness.Record{}, err
	}
	return r.recordOf(ctx, parts.Digest())
}

// quotesAlone reports that no model's words are released and the quotes are, in a desk that has models.
func (r *releases) quotesAlone(ctx context.Context) bool {
	if len(r.a.modelsOf()) == 0 {
		return false
	}
	parts, err := r.a.parts(ctx)
	if err != nil {
		return false
	}
	_, err = r.recordOf(ctx, parts.Quotes().Digest())
	return err == nil
}

// inUse names what answers now: with models, or quotes alone where only those are released.
func (r *releases) inUse(ctx context.Context) (string, error) {
	parts, err := r.a.parts(ctx)
	if err != nil {
		return "", err
	}
	if _, err := r.recordOf(ctx, parts.Digest()); err != nil && r.quotesAlone(ctx) {
		return parts.Quotes().Digest(), nil
	}
	return parts.Digest(), nil
}

// recordOf gives the record that releases a digest.
func (r *releases) recordOf(ctx context.Context, digest string) (fairness.Record, error) {
	now := r.a.o.Now()
	all, err := r.a.base.store.Releases(ctx, digest)
	if err != nil {
		return fairness.Record{}, fmt.Errorf("fairness: read what was released: %w", err)
	}
	blocked, err := r.a.base.store.AuditBlocked(ctx, digest)
	if err != nil {
		return fairness.Record{}, err
	}
	var overruled fairness.Record
	var why error // of the newest
	for _, signed := range all {
		record, err := fairness.Open(signed, r.public())
		if err == nil {
			err = record.Holds(digest, now)
		}
		audited := record.Override == nil
		if err == nil && audited && blocked {
			err = fairness.ErrBlocked
		}
		switch {
		case err == nil && audited:
			return record, nil
		case err == nil && overruled.Release == "":
			overruled = record
		case err != nil && why == nil:
			why = err
		}
	}
	if overruled.Release != "" {
		return overruled, nil
	}
	return fairness.Record{}, cmp.Or(why, fairness.ErrNoRecord)
}

func (r *releases) key() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(r.a.base.keys.LedgerSeed())
}

func (r *releases) public() ed25519.PublicKey { return r.key().Public().(ed25519.PublicKey) }

// keep stores an audit and, where it releases what it asked, signs that.
func (r *releases) keep(ctx context.Context, report audit.Report, by string) (digest string, err error) {
	text, err := own.Canonical(report)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	digest = hex.EncodeToString(sum[:])
	kept := store.Audit{Digest: digest, Release: report.Release, At: report.Ended, Blocked: report.Blocked() && report.Plan.Whole(), Report: string(text)}
	if err := r.a.base.store.SaveAudit(ctx, kept, by); err != nil {
		return digest, err
	}
	found := r.a.findingsOf(ctx, report) // what it means for findings holds up no release
	if !report.Releases() {
		return digest, found
	}
	record := fairness.Record{Release: report.Release, Report: digest, Plan: report.PlanDigest, Passed: true, At: report.Ended, Until: report.Ended.Add(fairness.Valid)}
	return digest, errors.Join(r.sign(ctx, record, by, "passed"), found)
}

func (r *releases) sign(ctx context.Context, record fairness.Record, by, outcome string) error {
	signed, err := record.Sign(r.key())
	if err != nil {
		return err
	}
	return r.a.base.store.SaveRelease(ctx, record.Release, signed, by, outcome)
}

// overrule releases what answers now without an audit that passed, on the word of two persons, for a while.
func (r *releases) overrule(ctx context.Context, o fairness.Override, until time.Time, by string) (fairness.Record, error) {
	parts, err := r.a.parts(ctx)
	if err != nil {
		return fairness.Record{}, err
	}
	record := fairness.Record{Release: parts.Digest(), At: r.a.o.Now().UTC(), Until: until.UTC(), Override: &o}
	return record, r.sign(ctx, record, by, "overridden")
}

// Overrule releases what would answer now on the word of two persons; see fairness.Override.
func (a *App) Overrule(ctx context.Context, o fairness.Override, until time.Time) (fairness.Record, error) {
	return a.releases.overrule(ctx, o, until, commandActor)
}

// How a running desk audits what changed.
const (
	lookEveryRelease = 5 * time.Second
	settleRelease    = time.Minute // the longest that it waits for a calibration, which makes another release
)

// run audits what answers whenever it is something that was never audited, one at a time, until ctx ends. What was
// blocked is not tried again until something changes.
func (r *releases) run(ctx context.Context) {
	tick := time.NewTicker(lookEveryRelease)
	defer tick.Stop()
	tried, since := "", time.Now() // since the last time that nothing was about to change
	for {
		digest, due, err := r.due(ctx)
		if !r.changing(ctx) {
			since = time.Now()
		} else if time.Since(since) < settleRelease {
			due = false
		}
		if err == nil && due && digest != tried && !r.a.o.NoAudit {
			tried = digest
			err = r.again(ctx)
		}
		if err != nil && ctx.Err() == nil {
			r.a.o.Log.ErrorContext(ctx, "app: the audit of fairness could not be done; people answer", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// changing reports that the desk is about to calibrate, and what answers will then be something else.
func (r *releases) changing(ctx context.Context) bool {
	if r.a.o.NoCalibration {
		return false
	}
	want, err := r.a.sure.wants(ctx)
	return err == nil && want != ""
}

// due reports that what answers now has no audit and needs one, and keeps as the last released set what has a record that holds.
// Of a desk with models it is the quotes alone that the desk audits by itself: models cost, and somebody has to want that.
func (r *releases) due(ctx context.Context) (digest string, due bool, err error) {
	parts, err := r.a.parts(ctx)
	if err != nil {
		return "", false, err
	}
	digest = parts.Digest()
	if len(r.a.modelsOf()) > 0 {
		digest = parts.Quotes().Digest()
	}
	record, err := r.recordOf(ctx, digest)
	if err != nil && !own.NotReleased(err) {
		return digest, false, err
	}
	if err == nil {
		if err := r.hold(ctx, record); err != nil {
			return digest, false, err
		}
		if record.Override == nil {
			return digest, false, nil
		}
	}
	if r.a.library.index.Size() == 0 {
		return digest, false, nil // a desk without articles says nothing of its own
	}
	blocked, err := r.a.base.store.AuditBlocked(ctx, digest)
	return digest, err == nil && !blocked, err
}

// hold keeps what answers now as the last released set, once for each record.
func (r *releases) hold(ctx context.Context, record fairness.Record) error {
	r.last.mu.Lock()
	same := r.last.drafter != nil && r.last.record.Release == record.Release && r.last.record.Until.Equal(record.Until)
	r.last.mu.Unlock()
	if same {
		return nil
	}
	return r.freeze(ctx, record)
}

func (r *releases) again(ctx context.Context) error {
	r.a.audits.alone.Lock()
	defer r.a.audits.alone.Unlock()
	r.a.o.Log.InfoContext(ctx, "app: what answers is new and is audited for fairness; until then the last audited set answers, or people")
	report, err := r.a.audit(ctx, audit.Usual(), 1, nil) // one at a time: customers come first
	if err != nil {
		return err
	}
	_, err = r.keep(ctx, report, "desk")
	debug.FreeOSMemory() // what only the audit needed; a desk that waits is small
	r.a.o.Log.InfoContext(ctx, "app: what answers was audited for fairness", "blocked", report.Blocked(), "probes", report.Probes)
	return err
}

package app

import (
	"context"
	"errors"
	"runtime"
	"time"

	rules "candor/fairness"
	"candor/fairness/audit"
	"candor/internal/config"
)

// Gate tells whether what would answer now may: the record that releases it, or one of the errors of package fairness. Quotes
// says that the record is of the quotes alone, in a desk that has models.
func Gate(ctx context.Context, c config.Config) (digest string, r rules.Record, quotes bool, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		if digest, err = a.releases.inUse(ctx); err != nil {
			return err
		}
		r, err = a.releases.recordOf(ctx, digest)
		quotes = err == nil && a.releases.quotesAlone(ctx)
		return err
	})
	return digest, r, quotes, err
}

// Overrule releases what would answer now on the word of two persons.
func Overrule(ctx context.Context, c config.Config, o rules.Override, until time.Time) (r rules.Record, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		r, err = a.releases.overrule(ctx, o, until, commandActor)
		return err
	})
	return r, err
}

func withDemo(ctx context.Context, do func(*App) error) (err error) {
	d, err := OpenDemo(ctx, DemoOptions{Listen: "127.0.0.1:0"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return do(d.App)
}

// Probe asks one probe of an audit again, dry.
func (a *App) Probe(ctx context.Context, id string) (audit.Probe, audit.Observed, error) {
	p, err := audit.Find(id)
	if err != nil {
		return p, audit.Observed{}, err
	}
	desk, err := a.dryDesk(ctx)
	if err != nil {
		return p, audit.Observed{}, err
	}
	defer closeDry(desk)
	o, err := desk.Ask(ctx, p)
	return p, o, err
}

// Audit audits the desk as it stands.
func (a *App) Audit(ctx context.Context, plan audit.Plan, progress func(done, all int)) (audit.Report, error) {
	return a.audit(ctx, plan, runtime.GOMAXPROCS(0), progress)
}

// audit asks so many questions at once. No model is asked: that costs money, and somebody has to want it (see AuditDesk).
func (a *App) audit(ctx context.Context, plan audit.Plan, workers int, progress func(done, all int)) (audit.Report, error) {
	return a.auditWith(ctx, AuditOptions{Plan: plan, NotAsked: true, Workers: workers, Progress: progress})
}

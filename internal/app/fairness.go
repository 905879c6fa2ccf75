package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	rules "candor/fairness"
	"candor/fairness/audit"
	"candor/internal/app/fairness"
	"candor/internal/config"
)

// Audit asks a desk everything that a plan wants, dry: nothing that a customer sees is stored and nothing leaves. With keep
// the report is kept and, where it may, releases what was asked.
func Audit(ctx context.Context, c config.Config, plan audit.Plan, keep bool, progress func(done, all int)) (r audit.Report, signed rules.SignedReport, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		if r, err = a.Audit(ctx, plan, progress); err != nil {
			return err
		}
		if keep {
			if _, err := a.releases.keep(ctx, r, commandActor); err != nil {
				return err
			}
		}
		signed, err = rules.SignReport(r, a.releases.key())
		return err
	})
	return r, signed, err
}

// Gate tells whether what would answer now may: the record that releases it, or one of the errors of package fairness.
func Gate(ctx context.Context, c config.Config) (digest string, r rules.Record, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		parts, err := a.parts(ctx)
		if err != nil {
			return err
		}
		digest = parts.Digest()
		r, err = a.releases.inForce(ctx)
		return err
	})
	return digest, r, err
}

// Overrule releases what would answer now on the word of two persons.
func Overrule(ctx context.Context, c config.Config, o rules.Override, until time.Time) (r rules.Record, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		r, err = a.releases.overrule(ctx, o, until, commandActor)
		return err
	})
	return r, err
}

// AuditDemo audits a new desk of the made-up company, in a folder that is removed again.
func AuditDemo(ctx context.Context, plan audit.Plan, progress func(done, all int)) (r audit.Report, signed rules.SignedReport, err error) {
	err = withDemo(ctx, func(a *App) error {
		if r, err = a.Audit(ctx, plan, progress); err != nil {
			return err
		}
		signed, err = rules.SignReport(r, a.releases.key())
		return err
	})
	return r, signed, err
}

// ReplayDemo asks one probe of an audit again, of a new desk of the made-up company.
func ReplayDemo(ctx context.Context, id string) (p audit.Probe, o audit.Observed, err error) {
	err = withDemo(ctx, func(a *App) error {
		p, o, err = a.Probe(ctx, id)
		return err
	})
	return p, o, err
}

func withDemo(ctx context.Context, do func(*App) error) (err error) {
	d, err := OpenDemo(ctx, DemoOptions{Listen: "127.0.0.1:0"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return do(d.App)
}

// Replay asks one probe of an audit again.
func Replay(ctx context.Context, c config.Config, id string) (p audit.Probe, o audit.Observed, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		p, o, err = a.Probe(ctx, id)
		return err
	})
	return p, o, err
}

// Probe asks one probe of an audit again, dry.
func (a *App) Probe(ctx context.Context, id string) (audit.Probe, audit.Observed, error) {
	p, err := audit.Find(id)
	if err != nil {
		return p, audit.Observed{}, err
	}
	desk, err := a.dry(ctx)
	if err != nil {
		return p, audit.Observed{}, err
	}
	o, err := desk.Ask(ctx, p)
	return p, o, err
}

// Audit audits the desk as it stands.
func (a *App) Audit(ctx context.Context, plan audit.Plan, progress func(done, all int)) (audit.Report, error) {
	return a.audit(ctx, plan, runtime.GOMAXPROCS(0), progress)
}

// audit asks so many questions at once.
func (a *App) audit(ctx context.Context, plan audit.Plan, workers int, progress func(done, all int)) (audit.Report, error) {
	desk, err := a.dry(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	parts, err := a.parts(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	return audit.Run(ctx, desk, plan, audit.Options{Digest: parts.Digest(), Desk: a.o.Config.Desk.Name, Now: a.o.Now, Progress: progress, Workers: workers})
}

// dry gives the desk's gates and drafter without its store.
func (a *App) dry(ctx context.Context) (fairness.Dry, error) {
	d := fairness.Dry{Gates: a.gates, Drafter: a.drafter, Phrases: a.text, Desk: a.o.Config.Desk.Name, Now: a.o.Now}
	var err error
	if d.Status, err = a.status.Status(ctx, "", a.o.Now()); err != nil {
		return d, fmt.Errorf("fairness: what the desk can promise: %w", err)
	}
	return d, d.Check()
}

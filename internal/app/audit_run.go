package app

import (
	"context"
	"errors"
	"runtime"

	"candor/answer"
	rules "candor/fairness"
	"candor/fairness/audit"
	"candor/internal/app/fairness"
	"candor/internal/config"
)

// AuditOptions say how a desk is audited.
type AuditOptions struct {
	Plan     audit.Plan
	NotAsked bool // models are left alone; the report of a desk that has one is then of its quotes alone, and releases no more
	Workers  int  // questions at once; as many as there are processors when 0, or as models are asked at once
	Keep     bool // keep the report, and release what it finds fair
	// Journal is a file in which stands what models were asked, so that an audit that was cut off goes on where it was; empty:
	// none, and such an audit begins anew.
	Journal string
	// Judge is the vendor whose model scores how friendly and helpful answers are, once it was audited itself; empty: none.
	Judge string
	// Begins is told what the audit will take, before anything is asked, and may stop it with an error; may be nil.
	Begins   func(fairness.Estimate) error
	Progress func(done, all int)
}

// ModelsAtOnce is how many questions are put to models at the same time.
const ModelsAtOnce = 4

// AuditDesk asks a desk everything that a plan wants, dry: nothing that a customer sees is stored and nothing is done. What
// models are asked is made up, and stands in the ledger and in the budget.
func AuditDesk(ctx context.Context, c config.Config, o AuditOptions) (r audit.Report, signed rules.SignedReport, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		r, signed, err = a.audited(ctx, o)
		return err
	})
	return r, signed, err
}

// AuditDemoDesk audits a new desk of the made-up company, in a folder that is removed again.
func AuditDemoDesk(ctx context.Context, o AuditOptions) (r audit.Report, signed rules.SignedReport, err error) {
	o.Keep = false
	err = withDemo(ctx, func(a *App) error {
		r, signed, err = a.audited(ctx, o)
		return err
	})
	return r, signed, err
}

func (a *App) audited(ctx context.Context, o AuditOptions) (r audit.Report, signed rules.SignedReport, err error) {
	if r, err = a.auditWith(ctx, o); err != nil {
		return r, signed, err
	}
	if o.Keep {
		if _, err := a.releases.keep(ctx, r, commandActor); err != nil {
			return r, signed, err
		}
	}
	signed, err = rules.SignReport(r, a.releases.key())
	return r, signed, err
}

// auditWith audits the desk as it stands. What answers must be the same at the end as at the beginning: an audit of two releases is
// one of none.
func (a *App) auditWith(ctx context.Context, o AuditOptions) (r audit.Report, err error) {
	parts, err := a.parts(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	desk, err := a.dryDesk(ctx)
	if err != nil {
		return audit.Report{}, err
	}
	defer closeDry(desk)
	run := audit.Options{Digest: parts.Digest(), Desk: a.o.Config.Desk.Name, Now: a.o.Now, Progress: o.Progress, Workers: o.Workers, Models: a.modelsOf()}
	asks := len(run.Models) > 0 && !o.NotAsked
	if len(run.Models) > 0 && o.NotAsked {
		run.Digest, run.Models = parts.Quotes().Digest(), nil
	}
	if run.Workers <= 0 {
		run.Workers = runtime.GOMAXPROCS(0)
		if asks {
			run.Workers = max(run.Workers, ModelsAtOnce)
		}
	}
	if o.Judge != "" {
		j, err := a.voices(answer.Drafter{}, desk.Notes).Judge(o.Judge)
		if err != nil {
			return audit.Report{}, err
		}
		defer j.Close()
		run.Judges = append(run.Judges, j)
	}
	if o.Begins != nil {
		e, err := desk.Estimate(ctx, o.Plan, run)
		if err != nil {
			return audit.Report{}, err
		}
		if judge, ok := a.register.Entry(o.Judge); ok && !judge.Free {
			e.JudgeCosts = true
		}
		if err := o.Begins(e); err != nil {
			return audit.Report{}, err
		}
	}
	if o.Journal != "" && asks {
		plan, err := o.Plan.Digest()
		if err != nil {
			return audit.Report{}, err
		}
		j, err := fairness.OpenJournal(o.Journal, a.releases.key().Seed(), parts.Digest(), plan)
		if err != nil {
			return audit.Report{}, err
		}
		defer func() { err = errors.Join(err, j.Close()) }()
		run.Kept = j
	}
	if r, err = audit.Run(ctx, desk, o.Plan, run); err != nil {
		return r, err
	}
	after, err := a.parts(ctx)
	if err == nil && after.Digest() != parts.Digest() {
		err = errors.New("fairness: what answers was changed while it was audited; begin again")
	}
	return r, err
}

// ReplayWith asks one probe of an audit again; with a model's words where one is named.
func ReplayWith(ctx context.Context, c config.Config, id, model string) (r fairness.Replayed, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		r, err = a.replay(ctx, id, model)
		return err
	})
	return r, err
}

// ReplayDemoWith asks one probe of an audit again, of a new desk of the made-up company.
func ReplayDemoWith(ctx context.Context, id, model string) (r fairness.Replayed, err error) {
	err = withDemo(ctx, func(a *App) error {
		r, err = a.replay(ctx, id, model)
		return err
	})
	return r, err
}

func (a *App) replay(ctx context.Context, id, model string) (fairness.Replayed, error) {
	p, err := audit.Find(id)
	if err != nil {
		return fairness.Replayed{}, err
	}
	desk, err := a.dryDesk(ctx)
	if err != nil {
		return fairness.Replayed{}, err
	}
	defer closeDry(desk)
	p.Model = model
	o, err := desk.Ask(ctx, p)
	return fairness.Replayed{Probe: desk.Filled(p), Observed: o}, err
}

package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/finding"
	own "candor/internal/app/fairness"
	"candor/internal/web/console"
	"candor/internal/web/port"
)

// audits is what pages show of audits and findings, and one audit at a time that somebody asked for.
type audits struct {
	a     *App
	asked chan candor.AgentID
	plan  audit.Plan
	alone sync.Mutex // held while the desk audits, by itself or because somebody asked

	mu    sync.Mutex
	state console.AuditProgress
}

func newAudits(a *App) *audits {
	return &audits{a: a, asked: make(chan candor.AgentID, 1), plan: audit.Usual()}
}

// Released implements port.Audited.
func (x *audits) Released(ctx context.Context) (port.Released, error) {
	parts, err := x.a.parts(ctx)
	if err != nil {
		return port.Released{}, err
	}
	if x.a.releases.quotesAlone(ctx) {
		if _, err := x.a.releases.inForce(ctx); err != nil {
			parts = parts.Quotes()
		}
	}
	out := port.Released{Digest: parts.Digest(), Parts: partsOf(parts)}
	out.Record, err = x.a.releases.recordOf(ctx, out.Digest)
	switch {
	case err == nil:
		out.Holds = true
		return out, nil
	case !own.NotReleased(err):
		return port.Released{}, err
	}
	out.Why = whyNot(err)
	_, _, out.StandsIn = x.a.releases.earlier(x.a.o.Now())
	return out, nil
}

// whyNot names why nothing releases what answers.
func whyNot(err error) string {
	for _, known := range []struct {
		err  error
		name string
	}{{fairness.ErrForged, "forged"}, {fairness.ErrExpired, "expired"}, {fairness.ErrBlocked, "blocked"}, {fairness.ErrOverride, "override"}} {
		if errors.Is(err, known.err) {
			return known.name
		}
	}
	return "no_record"
}

func partsOf(p fairness.Parts) []port.ReleasedPart {
	return []port.ReleasedPart{{Name: "program", Digest: p.Program}, {Name: "models", Digest: p.Models}, {Name: "policy", Digest: p.Policy}, {Name: "thresholds", Digest: p.Thresholds}, {Name: "knowledge", Digest: p.Knowledge}}
}

// Audits implements port.Audited.
func (x *audits) Audits(ctx context.Context, limit int) ([]port.KeptAudit, error) {
	inUse, err := x.a.inUse(ctx)
	if err != nil {
		return nil, err
	}
	records, err := x.records(ctx)
	if err != nil {
		return nil, err
	}
	released := map[string]bool{}
	for _, r := range records {
		released[r.Report] = released[r.Report] || r.Passed && r.Override == nil
	}
	kept, err := x.a.base.store.Audits(ctx, limit)
	var out []port.KeptAudit
	for _, k := range kept {
		out = append(out, port.KeptAudit{Digest: k.Digest, Release: k.Release, At: k.At, Blocked: k.Blocked, Released: released[k.Digest], InUse: k.Release == inUse})
	}
	return out, err
}

// AuditReport implements port.Audited.
func (x *audits) AuditReport(ctx context.Context, digest string) (audit.Report, error) {
	return x.a.auditReport(ctx, digest)
}

// SignedAudit implements port.Audited.
func (x *audits) SignedAudit(ctx context.Context, digest string) (fairness.SignedReport, error) {
	text, err := x.a.auditText(ctx, digest)
	if err != nil {
		return fairness.SignedReport{}, err
	}
	return fairness.SignReport(json.RawMessage(text), x.a.releases.key())
}

// mostReleases is how far back releases on two persons' word are looked for: they end after two weeks.
const mostReleases = 1000

// Overrides implements port.Audited.
func (x *audits) Overrides(ctx context.Context) ([]port.Override, error) {
	inUse, err := x.a.inUse(ctx)
	if err != nil {
		return nil, err
	}
	records, err := x.records(ctx)
	var out []port.Override
	for _, r := range records {
		if r.Override != nil && r.Holds(r.Release, x.a.o.Now()) == nil {
			out = append(out, port.Override{Record: r, InUse: r.Release == inUse})
		}
	}
	return out, err
}

// records gives what the desk signed about releases, the newest first. What is not signed is none.
func (x *audits) records(ctx context.Context) (out []fairness.Record, err error) {
	all, err := x.a.base.store.AllReleases(ctx, mostReleases)
	for _, signed := range all {
		if r, err := fairness.Open(signed, x.a.releases.public()); err == nil {
			out = append(out, r)
		}
	}
	return out, err
}

// Findings implements port.Audited.
func (x *audits) Findings(ctx context.Context) ([]finding.Finding, error) { return x.a.findings(ctx) }

// PublicKey implements port.Audited.
func (x *audits) PublicKey() string {
	return base64.StdEncoding.EncodeToString(x.a.releases.public())
}

// Published implements port.Audited.
func (x *audits) Published() bool { return !x.a.o.Config.Trust.HideAudits }

// Begin implements console.Audits.
func (x *audits) Begin(_ context.Context, by candor.AgentID) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.state.Busy {
		return candor.Fail(candor.CodeConflict, "console.audits.busy_already", nil)
	}
	select {
	case x.asked <- by:
	default:
		return candor.Fail(candor.CodeConflict, "console.audits.busy_already", nil)
	}
	x.state = console.AuditProgress{Busy: true, Began: x.a.o.Now()}
	return nil
}

// Progress implements console.Audits.
func (x *audits) Progress() console.AuditProgress {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state
}

// run does the audits that are asked for, one at a time, until ctx ends.
func (x *audits) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case by := <-x.asked:
			x.once(ctx, by)
		}
	}
}

// once asks everything, a little at a time: customers come first.
func (x *audits) once(ctx context.Context, by candor.AgentID) {
	x.alone.Lock()
	defer x.alone.Unlock()
	report, err := x.a.audit(ctx, x.plan, 1, func(done, all int) {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.state.Done, x.state.All = done, all
	})
	digest := ""
	if err == nil {
		digest, err = x.a.releases.keep(ctx, report, string(by))
	}
	if err != nil && ctx.Err() == nil {
		x.a.o.Log.ErrorContext(ctx, "app: the audit that was asked for could not be done", "err", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state = console.AuditProgress{Failed: err != nil, Digest: digest, Ended: x.a.o.Now()}
}

// Replay implements console.Audits: the probe and what it was compared with, asked again of what answers now.
func (x *audits) Replay(ctx context.Context, id string) (console.Replay, error) {
	p, err := audit.Find(id)
	if err != nil {
		return console.Replay{}, candor.Fail(candor.CodeNotFound, "console.audits.no_probe", err)
	}
	control := p
	control.Arm, control.Group = audit.Control, ""
	var r console.Replay
	if r.Probe, r.Observed, err = x.a.Probe(ctx, p.ID()); err != nil {
		return console.Replay{}, err
	}
	r.Control, r.ControlObserved, err = x.a.Probe(ctx, control.ID())
	return r, err
}

// Take implements console.Audits.
func (x *audits) Take(ctx context.Context, id finding.ID, seen int, owner, by candor.AgentID) error {
	return x.act(ctx, id, seen, by, func(f finding.Finding) (finding.Act, error) { return f.Take(owner, string(by), x.a.o.Now()) })
}

// Move implements console.Audits.
func (x *audits) Move(ctx context.Context, id finding.ID, seen int, due time.Time, by candor.AgentID) error {
	return x.act(ctx, id, seen, by, func(f finding.Finding) (finding.Act, error) { return f.Move(due, string(by), x.a.o.Now()) })
}

// Mend implements console.Audits.
func (x *audits) Mend(ctx context.Context, id finding.ID, seen int, change string, by candor.AgentID) error {
	return x.act(ctx, id, seen, by, func(f finding.Finding) (finding.Act, error) { return f.Mend(change, string(by), x.a.o.Now()) })
}

// act does something about a finding as somebody saw it, and then looks whether an audit that was kept already closes it.
func (x *audits) act(ctx context.Context, id finding.ID, seen int, by candor.AgentID, do func(finding.Finding) (finding.Act, error)) error {
	f, err := x.a.finding(ctx, id)
	if err != nil {
		return err
	}
	act, err := do(f)
	if err != nil {
		return err
	}
	if err := x.a.base.store.ActOnFinding(ctx, id, seen, act); err != nil {
		return err
	}
	_, err = x.a.findingTried(ctx, id, string(by))
	return err
}

package console

import (
	"context"
	"time"

	"candor"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/internal/web/port"
)

// Audits is what audits of fairness came to, what may answer now, and what is done about it.
type Audits interface {
	port.Audited
	// Begin asks for an audit of what answers now. It runs in the background. candor.CodeConflict: one is running.
	Begin(ctx context.Context, by candor.AgentID) error
	Progress() AuditProgress
	// Replay asks one probe again, and the control that it was compared with. candor.CodeNotFound.
	Replay(ctx context.Context, probe string) (Replay, error)

	// Take, Move and Mend do something about a finding as somebody saw it, with so many acts. candor.CodeConflict: somebody else did
	// something since. Errors of package finding. Where the test of the finding passes already, it closes.
	Take(ctx context.Context, id finding.ID, seen int, owner, by candor.AgentID) error
	Move(ctx context.Context, id finding.ID, seen int, due time.Time, by candor.AgentID) error
	Mend(ctx context.Context, id finding.ID, seen int, change string, by candor.AgentID) error

	// AskOverride asks to release what answers now without an audit that passed. It releases nothing before somebody else confirms it.
	// candor.CodeInvalid.
	AskOverride(ctx context.Context, by candor.AgentID, reason string, days int) error
	// WaitingOverride gives what waits for a second person.
	WaitingOverride(ctx context.Context) (o OverrideAsk, waits bool, err error)
	// EndOverride confirms it, or drops it. candor.CodeForbidden: who asked cannot confirm. candor.CodeConflict: it has ended.
	EndOverride(ctx context.Context, id string, confirm bool, by candor.AgentID) error
}

// AuditProgress is how far the audit is that somebody asked for, or what came of the last one.
type AuditProgress struct {
	Busy         bool
	Done, All    int
	Began, Ended time.Time
	Digest       string // of the last one's report; empty: there was none
	Failed       bool   // the last one could not be done
}

// Replay is a probe that was asked again beside its control.
type Replay struct {
	Probe, Control            audit.Probe
	Observed, ControlObserved audit.Observed
}

// OverrideAsk waits for a second person.
type OverrideAsk struct {
	ID     string
	At     time.Time
	By     candor.AgentID
	Reason string
	Days   int
	Until  time.Time // it can be confirmed
}

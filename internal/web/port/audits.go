package port

import (
	"context"
	"time"

	"candor/fairness"
	"candor/fairness/audit"
	"candor/fairness/finding"
)

// Audited is what audits of fairness came to, as anybody may read it. Nothing of it is about a customer.
type Audited interface {
	// Released tells what may answer now, and why.
	Released(ctx context.Context) (Released, error)
	// Audits gives what was kept, the newest first, at most limit.
	Audits(ctx context.Context, limit int) ([]KeptAudit, error)
	// AuditReport gives a report by its digest. candor.CodeNotFound.
	AuditReport(ctx context.Context, digest string) (audit.Report, error)
	// SignedAudit gives the same report with the desk's signature. candor.CodeNotFound.
	SignedAudit(ctx context.Context, digest string) (fairness.SignedReport, error)
	// Overrides gives every release on the word of two persons that has not ended, the newest first.
	Overrides(ctx context.Context) ([]Override, error)
	// Findings gives all findings: the open ones, those due first before the others, and then the closed ones, the last first.
	Findings(ctx context.Context) ([]finding.Finding, error)
	// PublicKey is what reports are checked with, in base64, as it stands in them.
	PublicKey() string
	// Published reports whether the owner lets reports be read by everybody. Overrides and findings that are overdue always are.
	Published() bool
}

// Released is what may answer now. The zero value releases nothing.
type Released struct {
	Digest   string          // of what answers
	Holds    bool            // Record releases it
	Record   fairness.Record // of an audit or of two persons
	Why      string          // it does not: no_record, forged, expired, blocked or override
	StandsIn bool            // the set that was released last answers meanwhile
	Parts    []ReleasedPart  // what the digest is over
}

// ReleasedPart is one thing that the digest is over.
type ReleasedPart struct{ Name, Digest string }

// KeptAudit is one line of the history.
type KeptAudit struct {
	Digest   string
	Release  string
	At       time.Time
	Blocked  bool // it found what stops a release
	Released bool // what it audited was released by it
	InUse    bool // what it audited is what answers now
}

// Override is a release on the word of two persons that has not ended.
type Override struct {
	Record fairness.Record
	InUse  bool // it is about what answers now
}

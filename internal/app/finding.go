package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"candor"
	"candor/fairness/audit"
	"candor/fairness/finding"
	"candor/internal/store"
)

// allFindings is how many findings are read: more than a desk has in its life.
const allFindings = 10_000

// findings gives every finding as it stands: the open ones first, those due first before the others; then the closed ones, the last
// first. What closes one is believed only with the desk's signature.
func (a *App) findings(ctx context.Context) ([]finding.Finding, error) {
	kept, err := a.base.store.Findings(ctx, allFindings)
	if err != nil {
		return nil, err
	}
	all := make([]finding.Finding, 0, len(kept))
	for _, k := range kept {
		all = append(all, finding.Read(k.Opening, k.Acts, a.releases.public()))
	}
	slices.SortStableFunc(all, func(f, g finding.Finding) int {
		shutF, closedF := f.Closed()
		shutG, closedG := g.Closed()
		switch {
		case closedF != closedG:
			return compareBool(closedF, closedG)
		case closedF:
			return shutG.At().Compare(shutF.At())
		}
		return cmp.Or(f.Due.Compare(g.Due), cmp.Compare(f.ID, g.ID))
	})
	return all, nil
}

func compareBool(a, b bool) int {
	if a == b {
		return 0
	}
	if a {
		return 1
	}
	return -1
}

// findingsOpen gives the findings that are not closed.
func (a *App) findingsOpen(ctx context.Context) ([]finding.Finding, error) {
	all, err := a.findings(ctx)
	return slices.DeleteFunc(all, func(f finding.Finding) bool { return !f.Open() }), err
}

// finding gives one.
func (a *App) finding(ctx context.Context, id finding.ID) (finding.Finding, error) {
	if !id.Valid() {
		return finding.Finding{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	k, err := a.base.store.Finding(ctx, id)
	return finding.Read(k.Opening, k.Acts, a.releases.public()), err
}

// findingsOf does what a kept audit means for findings: those whose questions changed get the new ones, those whose test passes are
// closed, and what it found is opened, once for each test while one is open.
func (a *App) findingsOf(ctx context.Context, r audit.Report) error {
	all, err := a.findings(ctx)
	if err != nil {
		return err
	}
	inUse, err := a.inUse(ctx)
	if err != nil {
		return err
	}
	open, known := map[string]bool{}, map[string]int{}
	for _, f := range all {
		known[f.Test.Key()]++
		if !f.Open() {
			continue
		}
		if act, ok := f.Restate(r); ok {
			if err := a.base.store.ActOnFinding(ctx, f.ID, len(f.Acts), act); err != nil && !errors.Is(err, store.ErrFindingMoved) {
				return err
			}
			open[f.Test.Key()] = true
			continue
		}
		closed, err := a.tryClose(ctx, f, r, inUse, "desk")
		if err != nil {
			return err
		}
		if !closed {
			open[f.Test.Key()] = true
		}
	}
	for _, o := range finding.Openings(r) {
		if open[o.Test.Key()] {
			continue
		}
		if _, err := a.base.store.OpenFinding(ctx, o, known[o.Test.Key()], "desk"); err != nil {
			return err
		}
	}
	return nil
}

// inUse names what answers now.
func (a *App) inUse(ctx context.Context) (string, error) {
	return a.releases.inUse(ctx)
}

// tryClose closes a finding by a kept report, where its test passes.
func (a *App) tryClose(ctx context.Context, f finding.Finding, r audit.Report, inUse, by string) (bool, error) {
	closing, err := f.Close(r, inUse, a.o.Now())
	if err != nil {
		return false, nil // the reason is the finding's own: it stays open
	}
	return a.seal(ctx, f, closing, by)
}

func (a *App) seal(ctx context.Context, f finding.Finding, closing finding.Closing, by string) (bool, error) {
	sealed, err := closing.Seal(a.releases.key(), by)
	if err != nil {
		return false, err
	}
	err = a.base.store.CloseFinding(ctx, len(f.Acts), sealed)
	if errors.Is(err, store.ErrFindingMoved) {
		return false, nil // somebody did something about it this moment; the next audit tries again
	}
	return err == nil, err
}

// findingTried looks whether an audit that was kept already closes a finding: what was changed may be written down after the
// audit that shows it.
func (a *App) findingTried(ctx context.Context, id finding.ID, by string) (closed bool, err error) {
	f, err := a.finding(ctx, id)
	if err != nil || !f.Open() || f.Test.Kind == finding.Live || f.Mended.IsZero() || f.Owner == "" {
		return false, err
	}
	inUse, err := a.inUse(ctx)
	if err != nil {
		return false, err
	}
	kept, err := a.base.store.Audits(ctx, recentAudits)
	if err != nil {
		return false, err
	}
	for _, k := range kept {
		if k.Release != inUse || !k.At.After(f.Since) {
			continue
		}
		r, err := a.auditReport(ctx, k.Digest)
		if err != nil {
			return false, err
		}
		closing, err := f.Close(r, inUse, a.o.Now())
		switch {
		case err == nil:
			return a.seal(ctx, f, closing, by)
		case errors.Is(err, finding.ErrFails):
			return false, nil // the newest word counts: an older audit that passed closes nothing that a newer one found again
		}
	}
	return false, nil
}

// recentAudits is how far back an audit is looked for.
const recentAudits = 50

// auditReport gives a kept report. One that is not what its digest says is not believed.
func (a *App) auditReport(ctx context.Context, digest string) (audit.Report, error) {
	text, err := a.auditText(ctx, digest)
	if err != nil {
		return audit.Report{}, err
	}
	var r audit.Report
	if err := json.Unmarshal(text, &r); err != nil {
		return audit.Report{}, fmt.Errorf("fairness: read the report of an audit: %w", err)
	}
	return r, nil
}

func (a *App) auditText(ctx context.Context, digest string) ([]byte, error) {
	text, ok, err := a.base.store.AuditReport(ctx, digest)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, candor.Fail(candor.CodeNotFound, "error.no_page", nil)
	}
	sum := sha256.Sum256([]byte(text))
	if hex.EncodeToString(sum[:]) != digest {
		return nil, errors.New("fairness: a kept report is not what its digest says: somebody changed it past the program")
	}
	return []byte(text), nil
}

package app

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"candor/fairness/finding"
	"candor/internal/config"
)

// FindingLine is a finding as a command lists it.
type FindingLine struct {
	ID      string     `json:"id"`
	Kind    string     `json:"kind"` // gap, right or live
	Axis    string     `json:"axis"`
	Group   string     `json:"group"`
	Outcome string     `json:"outcome,omitempty"`
	Right   string     `json:"right,omitempty"`
	Plan    string     `json:"plan,omitempty"` // digest of the questions that close it
	Says    string     `json:"says"`
	Wants   string     `json:"wants"`
	Opened  time.Time  `json:"opened"`
	Due     time.Time  `json:"due"`
	First   time.Time  `json:"first_due"`
	Overdue bool       `json:"overdue"`
	Owner   string     `json:"owner,omitempty"` // a name
	Change  string     `json:"change,omitempty"`
	Closed  *time.Time `json:"closed,omitempty"`
	Found   string     `json:"report,omitempty"`    // digest of the report that found it
	Passed  string     `json:"closed_by,omitempty"` // digest of the report that closed it
}

// Findings gives every finding of a desk: the open ones first, those due first before the others.
func Findings(ctx context.Context, c config.Config) (lines []FindingLine, err error) {
	err = withDesk(ctx, c, func(a *App) error {
		all, err := a.findings(ctx)
		for _, f := range all {
			lines = append(lines, a.findingLine(ctx, f))
		}
		return err
	})
	return lines, err
}

func (a *App) findingLine(ctx context.Context, f finding.Finding) FindingLine {
	line := FindingLine{
		ID: string(f.ID), Kind: string(f.Test.Kind), Axis: f.Test.Axis, Group: f.Test.Group, Outcome: f.Test.Outcome, Right: f.Test.Right, Plan: f.Test.Plan,
		Says: f.Says(), Wants: f.Test.Wants(), Opened: f.At, Due: f.Due, First: f.First, Overdue: f.Overdue(a.o.Now()), Change: f.Change, Found: f.Report,
	}
	if f.Owner != "" {
		line.Owner = string(f.Owner)
		if who, err := a.base.team.Agent(ctx, f.Owner); err == nil {
			line.Owner = who.Name
		}
	}
	if closing, ok := f.Closed(); ok {
		at := closing.At()
		line.Closed, line.Passed = &at, closing.Report()
	}
	return line
}

// errKey says that a text is no public key.
var errKey = errors.New("that is no public key: give the one of the trust page, which is that of reports or that of the ledger")

// SignedWith reports whether a report whose key is signer was signed with a desk's public key: the one that stands in its reports, or the
// text of /trust/key.
func SignedWith(signer, key string) (bool, error) {
	own, err := publicKey(key)
	if err != nil {
		return false, err
	}
	theirs, err := publicKey(signer)
	return err == nil && own.Equal(theirs), err
}

func publicKey(text string) (ed25519.PublicKey, error) {
	text = strings.TrimSpace(text)
	if raw, err := base64.StdEncoding.Strict().DecodeString(text); err == nil && len(raw) == ed25519.PublicKeySize {
		return raw, nil
	}
	// A note's key is name+hash+base64, whose first byte names Ed25519 (golang.org/x/mod/sumdb/note).
	parts := strings.SplitN(text, "+", 3)
	if len(parts) == 3 {
		if raw, err := base64.StdEncoding.DecodeString(parts[2]); err == nil && len(raw) == 1+ed25519.PublicKeySize && raw[0] == 1 {
			return raw[1:], nil
		}
	}
	return nil, errKey
}

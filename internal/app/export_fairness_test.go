package app

import (
	"context"
	"time"

	"candor"
	"candor/fairness"
	"candor/fairness/audit"
	"candor/policy"
	"candor/turn"
)

// Released asks what the gate asks of a draft that is made now.
func Released(ctx context.Context, a *App) error {
	_, release, err := fromReleased{a.releases, a.drafter}.choose(ctx)
	if err != nil {
		return err
	}
	return a.releases.Released(ctx, release)
}

// InForce asks for a record of what answers now, whatever was released before.
func InForce(ctx context.Context, a *App) error {
	_, err := a.releases.inForce(ctx)
	return err
}

// ReleaseDigest names what would answer now.
func ReleaseDigest(ctx context.Context, a *App) (string, error) {
	parts, err := a.parts(ctx)
	return parts.Digest(), err
}

// KeepAudit keeps a report as candor fairness run --keep does.
func KeepAudit(ctx context.Context, a *App, r audit.Report) error {
	_, err := a.releases.keep(ctx, r, "command")
	return err
}

// OverruleAudit releases what would answer now on two persons' word.
func OverruleAudit(ctx context.Context, a *App, o fairness.Override, until time.Time) error {
	_, err := a.releases.overrule(ctx, o, until, "command")
	return err
}

// HoldReleased does what the desk does every few seconds about what is released.
func HoldReleased(ctx context.Context, a *App) error {
	_, _, err := a.releases.due(ctx)
	return err
}

// FromReleased drafts from what is released, and lets the last released set stand in.
func FromReleased(a *App) turn.Drafter { return a.releases.drafter(a.drafter) }

// WatchReleases audits what changed until ctx ends.
func WatchReleases(ctx context.Context, a *App) { a.releases.run(ctx) }

// Rehearse takes a quote through the desk's own gates as an audit would, for a conversation that there is.
func Rehearse(ctx context.Context, a *App, id candor.ConversationID, quote policy.Sentence) *policy.Cleared {
	c, err := a.base.store.Conversation(ctx, id)
	if err != nil {
		return nil
	}
	said, _ := a.gates.Clear(ctx, &policy.Case{
		Now: a.o.Now(), Conversation: c, Desk: "Harbour & Pine", Rehearsal: true,
		Consents: policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Gave, Version: candor.Answers.Meaning()}},
		Draft: &policy.Draft{
			Author: candor.ByAssistant, Kind: candor.Said, Language: "en", Confidence: 0.9, Sentences: []policy.Sentence{quote},
		},
	})
	return said
}

// CommitSaid hands something that was cleared to the store.
func CommitSaid(ctx context.Context, a *App, id candor.ConversationID, said *policy.Cleared) error {
	c, err := a.base.store.Conversation(ctx, id)
	if err != nil {
		return err
	}
	_, err = a.base.store.Commit(ctx, turn.Change{Before: c, After: c, Cleared: []*policy.Cleared{said}})
	return err
}

// ReleasedAs asks what the gate asks of a draft that names a release.
func ReleasedAs(ctx context.Context, a *App, release string) error {
	return a.releases.Released(ctx, release)
}

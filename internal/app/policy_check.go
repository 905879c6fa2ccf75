package app

import (
	"context"
	"log/slog"
	"time"

	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/config"
	"candor/internal/web/console"
)

// PolicyChecked is what a policy file is worth. Problems are why it is not loaded; Warnings let it load.
type PolicyChecked struct {
	Version, Digest    string
	Rules              []rulebook.RuleView // of the file, and what it tightens of the table
	Cases              int
	Problems, Warnings []string
}

// Sound reports whether the file would be put in force.
func (p PolicyChecked) Sound() bool { return len(p.Problems) == 0 }

// CheckPolicy reads a policy file and runs its cases; it needs no desk. Languages are those that the desk speaks;
// none where that is not known.
func CheckPolicy(ctx context.Context, data []byte, languages []string) (PolicyChecked, error) {
	signals, err := escalate.New()
	if err != nil {
		return PolicyChecked{}, err
	}
	book, problems := rulebook.Load(ctx, data, rulebook.Options{Signals: signals, Languages: languages})
	out := PolicyChecked{Digest: rulebook.DigestOf(data), Version: book.Version(), Cases: book.Cases(), Problems: told(problems)}
	for _, p := range problems {
		if p.Warning {
			out.Warnings = append(out.Warnings, p.String())
		}
	}
	for _, r := range book.Rules() {
		if book != nil && (r.Own || r.Tighter) {
			out.Rules = append(out.Rules, r)
		}
	}
	return out, nil
}

// PolicyCases runs the cases of a policy file and gives each result. Problems say why there are none.
func PolicyCases(ctx context.Context, data []byte) ([]rulebook.CaseResult, []string, error) {
	signals, err := escalate.New()
	if err != nil {
		return nil, nil, err
	}
	results, problems := rulebook.Test(ctx, data, rulebook.Options{Signals: signals})
	return results, told(problems), nil
}

// DiffPolicies tells what a newer file does otherwise than an older one. Problems say which of them cannot be read.
func DiffPolicies(older, newer []byte) (changes []rulebook.Change, problems []string) {
	a, bad := rulebook.Restore(older)
	for _, p := range told(bad) {
		problems = append(problems, "the older file: "+p)
	}
	b, bad := rulebook.Restore(newer)
	for _, p := range told(bad) {
		problems = append(problems, "the newer file: "+p)
	}
	if a == nil || b == nil {
		return nil, problems
	}
	return rulebook.Diff(a, b), nil
}

// PolicyInForce tells what is in force, as the console does.
func PolicyInForce(ctx context.Context, c config.Config) (out console.PolicyState, err error) {
	err = with(ctx, c, func(b *base) error {
		p := newPolicies(b.store, nil, c, discard())
		if err := p.load(ctx); err != nil {
			return err
		}
		out, err = policyPage{p, b.store, time.Now}.Policy(ctx)
		return err
	})
	return out, err
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

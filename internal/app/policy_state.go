package app

import (
	"context"
	"strings"
	"time"

	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/store"
	"candor/internal/web/console"
)

// How far back the pages and the command count which rules decided, and how many policies they list.
const (
	policyDays    = 30
	policyHistory = 20
)

// policyCounted is what telling of a policy needs of the store besides.
type policyCounted interface {
	Policies(ctx context.Context, limit int) ([]store.Policy, error)
	RuleCounts(ctx context.Context, since time.Time) ([]store.RuleCount, error)
}

// policyPage tells the console what is in force.
type policyPage struct {
	*policies
	counted policyCounted
	now     func() time.Time
}

// Policy gives it with its history and how often each rule decided.
func (p policyPage) Policy(ctx context.Context) (console.PolicyState, error) {
	p.mu.RLock()
	s := console.PolicyState{
		File: p.file, Version: p.policies.now.Version(), Digest: p.policies.now.Digest(), Cases: p.policies.now.Cases(), Missing: p.fault.Missing,
		Problems: p.fault.Problems, Rules: p.policies.now.Rules(), Days: policyDays,
	}
	if p.policies.now != nil {
		s.At, s.By = p.row.At, p.row.By
	}
	p.mu.RUnlock()
	counts, err := p.counted.RuleCounts(ctx, p.now().AddDate(0, 0, -policyDays))
	if err != nil {
		return console.PolicyState{}, err
	}
	s.Counts = countsByRule(counts)
	kept, err := p.counted.Policies(ctx, policyHistory)
	if err != nil {
		return console.PolicyState{}, err
	}
	for _, k := range kept {
		s.History = append(s.History, console.PolicyPast{Version: k.Version, Digest: k.Digest, At: k.At, By: k.By})
	}
	return s, nil
}

// countsByRule adds up conversations by what a line of the book is called: the category of a matter, or the id of
// a rule of the file. A conversation in which two rules of one matter decided counts twice.
func countsByRule(counts []store.RuleCount) map[string]int {
	byReason := map[string]string{
		escalate.ReasonCrisis: string(escalate.Crisis), escalate.ReasonAskedPerson: string(rulebook.Person), escalate.ReasonUnresolved: string(rulebook.Unresolved),
	}
	for _, m := range rulebook.Matters() {
		byReason[rulebook.Reason(m.Category)] = string(m.Category)
	}
	out := map[string]int{}
	for _, c := range counts {
		if c.Reason == rulebook.ReasonOwn {
			out[c.Rule] += c.Conversations
			continue
		}
		if c.Reason == rulebook.ReasonGuessed {
			name, _, _ := strings.Cut(c.Rule, ".")
			out[name] += c.Conversations
			continue
		}
		if name, ok := byReason[c.Reason]; ok {
			out[name] += c.Conversations
		}
	}
	return out
}

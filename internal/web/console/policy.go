package console

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"candor"
	"candor/escalate/rulebook"
)

// Policy tells what is in force for when a person handles something. Nothing of it is changed in the console:
// the file is, and candor policy check judges it first.
type Policy interface {
	Policy(ctx context.Context) (PolicyState, error)
}

// PolicyState is what is in force, and what is wrong with the file if something is.
type PolicyState struct {
	File     string
	Version  string // "" for the built-in table alone
	Digest   string
	At       time.Time
	By       string // an AgentID, or "command" where the file names nobody
	Cases    int
	Missing  bool     // the file of what is in force is gone
	Problems []string // why the file as it stands now is not in force
	Rules    []rulebook.RuleView
	Counts   map[string]int // conversations in which a rule decided or offered, by RuleView.ID
	Days     int            // that Counts are about
	History  []PolicyPast   // the newest first
}

// PolicyPast is a policy that was in force from a time on.
type PolicyPast struct {
	Version, Digest string
	At              time.Time
	By              string
}

type policyView struct {
	frameView
	Builtin  bool
	Since    string
	Missing  bool
	Problems []string
	File     string
	RulesOf  string // heading
	Rules    []policyRuleView
	History  []policyPastView
}

type policyRuleView struct {
	Name, When, Says       string
	Action, Place, Drafts  string
	Count                  string
	Own, Tighter, NoDrafts bool
}

type policyPastView struct{ Version, Digest, At, By string }

// PolicyPage answers GET /console/policy.
func (c *Console) PolicyPage(w http.ResponseWriter, r *http.Request) {
	if c.o.Policy == nil {
		c.fail(w, r, candor.Fail(candor.CodeNotFound, "error.no_page", nil))
		return
	}
	s, err := c.o.Policy.Policy(r.Context())
	var frame frameView
	if err == nil {
		frame, err = c.beside(r, "desk")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := c.policyView(r.Context(), s)
	v.frameView = frame
	c.page(w, r, http.StatusOK, "console_policy", c.text("console.policy.title"), v)
}

func (c *Console) policyView(ctx context.Context, s PolicyState) policyView {
	now := c.o.Now()
	v := policyView{
		Builtin: s.Version == "", Missing: s.Missing, Problems: s.Problems, File: s.File,
		RulesOf: c.textWith("console.policy.rules", map[string]string{"days": strconv.Itoa(s.Days)}),
	}
	if !v.Builtin {
		v.Since = c.textWith("console.policy.since", map[string]string{
			"version": s.Version, "digest": s.Digest, "at": c.when(s.At, now), "by": c.policyBy(ctx, s.By), "cases": strconv.Itoa(s.Cases),
		})
	}
	for _, rule := range s.Rules {
		row := policyRuleView{
			Name: rule.ID, Own: rule.Own, Tighter: rule.Tighter, NoDrafts: !rule.Drafts, Says: rule.Says[language],
			Action: c.text("console.policy.word." + rule.Action), Place: c.text("console.policy.place." + placeOf(rule.Priority)),
			Count: strconv.Itoa(s.Counts[rule.ID]),
		}
		if rule.When != "" {
			row.When = c.textWith("console.policy.when", map[string]string{"when": rule.When})
		}
		row.Drafts = c.text("console.policy.may_draft")
		if row.NoDrafts {
			row.Drafts = c.text("console.policy.no_drafts")
		}
		v.Rules = append(v.Rules, row)
	}
	for _, p := range s.History {
		v.History = append(v.History, policyPastView{Version: p.Version, Digest: p.Digest, At: c.when(p.At, now), By: c.policyBy(ctx, p.By)})
	}
	return v
}

// policyBy names who answers for a file; one that names nobody was put there by whoever can write it.
func (c *Console) policyBy(ctx context.Context, by string) string {
	if candor.AgentID(by).Valid() {
		return c.whoIs(ctx, "agent:"+by)
	}
	return c.text("console.policy.by_file")
}

func placeOf(p candor.Priority) string {
	switch {
	case p >= candor.Urgent:
		return "urgent"
	case p >= candor.Declared:
		return "raised"
	}
	return "normal"
}

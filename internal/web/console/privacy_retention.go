package console

import (
	"net/http"
	"strconv"
	"time"

	"candor/internal/staff"
	"candor/privacy/retain"
)

const (
	mostProofs   = 100
	mostErasures = 100
	erasuresFor  = 366 * 24 * time.Hour
	keepWithin   = 30 * time.Minute // how long a page may wait for what is over to go
)

// retentionView is the page on what goes by itself, and what went.
type retentionView struct {
	privacyFrame
	Rules    []ruleView
	Counted  bool // Gone and Held are filled in
	Did      bool // it was done, not only counted
	Proofs   []proofView
	Erasures []erasureView
	MayWork  bool
}

// ruleView is one rule in words, with what it took or would take.
type ruleView struct{ What, When, Gone, Held string }

type proofView struct{ Number, At, Rule, Gone, Held, Before, Digest string }

type erasureView struct{ Reference, Began, Cause, Actor, Finished string }

// PrivacyRetention answers GET /console/privacy/retention.
func (c *Console) PrivacyRetention(w http.ResponseWriter, r *http.Request) {
	c.retention(w, r, nil, retentionView{})
}

// CountRetention answers POST /console/privacy/retention/count: what would go. Nothing changes.
func (c *Console) CountRetention(w http.ResponseWriter, r *http.Request) { c.keep(w, r, true) }

// RunRetention answers POST /console/privacy/retention/run: what is over goes now.
func (c *Console) RunRetention(w http.ResponseWriter, r *http.Request) { c.keep(w, r, false) }

func (c *Console) keep(w http.ResponseWriter, r *http.Request, dry bool) {
	// Only a writer that has no time limits cannot have them moved.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(keepWithin))
	all, err := c.o.Retention.Keep(r.Context(), dry)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := retentionView{Counted: true, Did: !dry}
	v.Done = c.text("console.privacy.done.counted")
	if !dry {
		v.Done = c.text("console.privacy.done.ran")
	}
	c.retention(w, r, all, v)
}

func (c *Console) retention(w http.ResponseWriter, r *http.Request, all []retain.Outcome, v retentionView) {
	done := v.Done
	frame, err := c.privacyFrame(r, "retention")
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.privacyFrame, v.MayWork = frame, staff.May(actor(r), staff.WorkOnPrivacy)
	if done != "" {
		v.Done = done
	}
	outcomes := map[string]retain.Outcome{}
	for _, o := range all {
		outcomes[o.Step.Rule.ID()] = o
	}
	for _, rule := range c.o.Retention.Rules() {
		one := c.rule(rule)
		if o, ok := outcomes[rule.ID()]; ok {
			one.Gone, one.Held = strconv.FormatInt(o.Gone, 10), strconv.FormatInt(o.Held, 10)
		}
		v.Rules = append(v.Rules, one)
	}
	if v.Proofs, err = c.proofs(r); err == nil {
		v.Erasures, err = c.erasures(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.page(w, r, http.StatusOK, "console_privacy_retention", c.text("console.privacy.place.retention"), v)
}

func (c *Console) rule(r retain.Rule) ruleView {
	return ruleView{
		What: c.known("console.privacy.class.", string(r.Class)),
		When: c.textWith("console.privacy.after."+string(r.Event), map[string]string{"count": strconv.Itoa(r.Days)}),
	}
}

func (c *Console) proofs(r *http.Request) ([]proofView, error) {
	all, err := c.o.Retention.Proofs(r.Context(), mostProofs)
	var out []proofView
	for _, p := range all {
		out = append(out, proofView{
			Number: strconv.FormatInt(p.Number, 10), At: c.dayTime(p.At), Rule: p.Rule, Gone: strconv.FormatInt(p.Gone, 10),
			Held: strconv.FormatInt(p.Held, 10), Before: c.day(p.Before), Digest: p.Digest,
		})
	}
	return out, err
}

func (c *Console) erasures(r *http.Request) ([]erasureView, error) {
	all, err := c.o.Retention.Erasures(r.Context(), c.o.Now().Add(-erasuresFor), mostErasures)
	var out []erasureView
	for _, e := range all {
		one := erasureView{
			Reference: ending(string(e.ID)), Began: c.dayTime(e.Began), Cause: c.known("console.privacy.cause.", e.Cause),
			Actor: c.whoIs(r.Context(), e.Actor), Finished: c.dayTime(e.Finished),
		}
		if e.Finished.IsZero() {
			one.Finished = c.text("console.privacy.under_way")
		}
		out = append(out, one)
	}
	return out, err
}

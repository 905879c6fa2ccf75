package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"candor"
	"candor/action"
	"candor/internal/staff"
	"candor/internal/web/respond"
)

// commitmentView is one commitment with its words.
type commitmentView struct {
	frameView
	commitmentRow
	Made, EndedAt, EndedBy string
	Words, Why             candor.Text
	MayWork                bool
	Typed, Wrong           string // the reason that was typed, and why it was not taken
}

// proposalView is one proposal, to be decided.
type proposalView struct {
	frameView
	proposalRow
	ID       action.ProposalID
	Question string // what the customer said yes to, in English
	Proposer string // whose idea it was
	Fields   []actField
	State    string
	MayWork  bool
	Waits    bool
	Wrong    string
}

// actField is one argument of an act.
type actField struct{ Name, Value string }

// Commitment answers GET /console/commitments/{id}. The look is on record.
func (c *Console) Commitment(w http.ResponseWriter, r *http.Request) {
	x, err := c.commitmentOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.showCommitment(w, r, http.StatusOK, x, commitmentView{})
}

func (c *Console) commitmentOf(r *http.Request) (action.Commitment, error) {
	id := action.CommitmentID(r.PathValue("id"))
	if err := c.commitmentsOn(); err != nil || !id.Valid() {
		return action.Commitment{}, candor.Fail(candor.CodeNotFound, "error.not_found", err)
	}
	return c.o.Commitments.Commitment(r.Context(), candor.AgentReads(actor(r).ID), id)
}

func (c *Console) showCommitment(w http.ResponseWriter, r *http.Request, status int, x action.Commitment, v commitmentView) {
	frame, _, err := c.commitmentsFrame(r, false)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v.frameView, v.commitmentRow = frame, c.commitmentRow(r.Context(), x, c.o.Now())
	v.Made, v.EndedAt, v.Words, v.Why = c.dayTime(x.Made), c.dayTime(x.Ended), x.Words, x.Reason
	v.MayWork = !v.Ended && staff.May(actor(r), staff.WorkOnThem)
	if x.EndedBy != "" {
		v.EndedBy = c.whoIs(r.Context(), "agent:"+string(x.EndedBy))
	}
	c.page(w, r, status, "console_commitment", c.text("console.commitments.single"), v)
}

// EndCommitment answers POST /console/commitments/{id}: kept or broken. What is broken, or kept late,
// has a reason.
func (c *Console) EndCommitment(w http.ResponseWriter, r *http.Request) {
	x, err := c.commitmentOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	reason := strings.TrimSpace(r.PostFormValue("words"))
	next, err := c.endCommitment(r.Context(), x, actor(r), r.PostFormValue("act"), candor.Text(reason))
	if err != nil {
		c.failed(r, err)
		c.showCommitment(w, r, respond.Status(candor.CodeOf(err)), x, commitmentView{Typed: reason, Wrong: c.actWords(err)})
		return
	}
	http.Redirect(w, r, address("/console/commitments", "done", string(next.Standing)), http.StatusSeeOther)
}

// maxReason is the longest reason that is taken, in bytes.
const maxReason = 2000

func (c *Console) endCommitment(ctx context.Context, x action.Commitment, a candor.Agent, act string, reason candor.Text) (next action.Commitment, err error) {
	if len(reason) > maxReason {
		return x, candor.Fail(candor.CodeTooLarge, "error.body_too_large", nil)
	}
	switch now := c.o.Now(); act {
	case "keep":
		next, err = x.Keep(a.ID, reason, now)
		if err == nil && next.Standing == action.Late && reason == "" {
			err = action.ErrNoReason
		}
	case "break":
		next, err = x.Break(a.ID, reason, now)
	default:
		err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	if err != nil {
		return x, err
	}
	return next, c.o.Commitments.EndCommitment(ctx, next)
}

// Proposal answers GET /console/proposals/{id}. The look is on record.
func (c *Console) Proposal(w http.ResponseWriter, r *http.Request) {
	p, err := c.proposalOf(r)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.showProposal(w, r, http.StatusOK, p, "")
}

func (c *Console) proposalOf(r *http.Request) (action.Proposal, error) {
	id := action.ProposalID(r.PathValue("id"))
	if err := c.commitmentsOn(); err != nil || !id.Valid() {
		return action.Proposal{}, candor.Fail(candor.CodeNotFound, "error.not_found", err)
	}
	return c.o.Commitments.Proposal(r.Context(), candor.AgentReads(actor(r).ID), id)
}

func (c *Console) showProposal(w http.ResponseWriter, r *http.Request, status int, p action.Proposal, wrong string) {
	frame, _, err := c.commitmentsFrame(r, false)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	now := c.o.Now()
	v := proposalView{
		frameView: frame, proposalRow: c.proposalRow(p, now), ID: p.ID, State: c.text("console.commitments.state." + string(p.State)), Wrong: wrong,
		Waits: p.Kind == action.Money && p.State == action.Accepted && now.Before(p.Expires),
	}
	if call, err := c.o.Acts.Shown(p); err == nil {
		args := call.Texts()
		v.Question = c.textWith(call.Spec().Question(p), args)
		for name, value := range args {
			v.Fields = append(v.Fields, actField{name, value})
		}
		slices.SortFunc(v.Fields, func(a, b actField) int { return strings.Compare(a.Name, b.Name) })
	}
	if p.Proposer != "" {
		v.Proposer = c.whoIs(r.Context(), "agent:"+string(p.Proposer))
	}
	if spec, ok := c.o.Acts.Spec(p.Tool); ok && spec.Second && p.Proposer == actor(r).ID && v.Waits {
		v.Wrong, v.Waits = c.text("console.commitments.second"), false
	}
	v.MayWork = v.Waits && staff.May(actor(r), staff.WorkOnThem)
	c.page(w, r, status, "console_proposal", c.text("console.commitments.proposal"), v)
}

// DecideProposal answers POST /console/proposals/{id}: an agent's yes or no. The customer is told.
func (c *Console) DecideProposal(w http.ResponseWriter, r *http.Request) {
	p, err := c.proposalOf(r)
	if err == nil {
		err = readForm(r)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	done, act := "", action.Act(r.PostFormValue("act"))
	switch act {
	case action.Approve:
		done = "approved"
	case action.Refuse:
		done = "refused"
	default:
		c.fail(w, r, candor.Fail(candor.CodeInvalid, "error.bad_request", nil))
		return
	}
	if err := c.o.Acts.Decide(r.Context(), p.ID, actor(r), act); err != nil {
		c.failed(r, err)
		if again, readErr := c.proposalOf(r); readErr == nil {
			p = again // as it is now
		}
		c.showProposal(w, r, respond.Status(candor.CodeOf(err)), p, c.actWords(err))
		return
	}
	http.Redirect(w, r, address("/console/commitments", "done", done), http.StatusSeeOther)
}

// actWords tells a failure in words for staff.
func (c *Console) actWords(err error) string {
	switch {
	case errors.Is(err, candor.ErrMoved), errors.Is(err, action.ErrStep), errors.Is(err, action.ErrEnded):
		return c.text("console.commitments.moved")
	case errors.Is(err, action.ErrSecond):
		return c.text("console.commitments.second")
	case errors.Is(err, action.ErrNoReason):
		return c.text("console.commitments.no_reason")
	case errors.Is(err, action.ErrExpired):
		return c.text("console.commitments.expired")
	}
	return c.o.Respond.Words(language, err)
}

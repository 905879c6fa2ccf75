package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"candor"
	"candor/action"
	"candor/internal/staff"
)

// Commitments is what was promised to customers, and what waits for an agent's yes. Lists open nobody's
// words; whoever opens one is on record for it.
type Commitments interface {
	// Owed gives the open ones, those due first before the others; Settled those that ended, the last first.
	Owed(ctx context.Context, limit int) ([]action.Commitment, error)
	Settled(ctx context.Context, limit int) ([]action.Commitment, error)
	// Commitment gives one with its words. CodeNotFound.
	Commitment(ctx context.Context, by candor.Access, id action.CommitmentID) (action.Commitment, error)
	// EndCommitment keeps how one ended. action.ErrEnded: somebody was first.
	EndCommitment(ctx context.Context, next action.Commitment) error
	// ForAgents gives the proposals that customers accepted and that wait for an agent, oldest first.
	ForAgents(ctx context.Context, limit int) ([]action.Proposal, error)
	// Proposal gives one with its arguments. CodeNotFound.
	Proposal(ctx context.Context, by candor.Access, id action.ProposalID) (action.Proposal, error)
	CommitmentCounts(ctx context.Context, now time.Time) (owed, overdue, proposals int, err error)
}

// Acts decides about what customers accepted, and does it.
type Acts interface {
	// Spec gives an act by its name. False: it is not known any more.
	Spec(name string) (action.Spec, bool)
	// Shown gives what a proposal is about. A refusal: the act is not known any more.
	Shown(p action.Proposal) (action.Call, error)
	// Specs gives every act, in the order of their names.
	Specs() []action.Spec
	// Fields gives what an act takes, and Filled what somebody filled in, by the fields' names, as arguments.
	Fields(name string) []action.Field
	Filled(name string, text func(field string) string) string
	// Propose checks what an agent filled in and gives the question in the customer's language; with ask it asks
	// them, in the conversation. *action.Refusal: a field is wrong. candor.ErrNotPossible: somebody else talks
	// with them. action.ErrUnproven: they have not proved who they are. action.ErrStep: they are being asked already.
	Propose(ctx context.Context, id candor.ConversationID, a candor.Agent, name, arguments string, ask bool) (question string, err error)
	// Decide takes an agent's step, action.Approve or action.Refuse, does what was approved, and tells the
	// customer. action.ErrStep, action.ErrExpired, candor.ErrMoved: somebody was first, or it is too late.
	Decide(ctx context.Context, id action.ProposalID, a candor.Agent, act action.Act) error
}

// mostCommitments is how many of a list are shown.
const mostCommitments = 200

// commitmentsView is the list of what was promised.
type commitmentsView struct {
	frameView
	Places    []placeView
	Settled   bool
	Proposals []proposalRow // that wait for an agent
	Rows      []commitmentRow
	Empty     string
	Note      string
}

// commitmentRow is one in the list. It holds nobody's words.
type commitmentRow struct {
	URL, Kind, By      string
	Conversation, Talk string // address and reference
	Due, State, Reason string
	Late, Soon, Ended  bool
}

// proposalRow is a proposal in the list.
type proposalRow struct{ URL, Title, Conversation, Talk, Accepted, Until string }

// commitmentsDone are the words in addresses that say what was done just now.
var commitmentsDone = []string{"kept", "late", "broken", "approved", "refused"}

// Commitments answers GET /console/commitments: what waits for an agent's yes and what is owed, the
// overdue first; or what ended.
func (c *Console) Commitments(w http.ResponseWriter, r *http.Request) {
	v := commitmentsView{Settled: r.URL.Query().Get("tab") == "settled"}
	var list []action.Commitment
	var waiting []action.Proposal
	err := c.commitmentsOn()
	if err == nil && v.Settled {
		list, err = c.o.Commitments.Settled(r.Context(), mostCommitments)
	} else if err == nil {
		if waiting, err = c.o.Commitments.ForAgents(r.Context(), mostCommitments); err == nil {
			list, err = c.o.Commitments.Owed(r.Context(), mostCommitments)
		}
	}
	if err == nil {
		v.frameView, v.Places, err = c.commitmentsFrame(r, v.Settled)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	now := c.o.Now()
	for _, p := range waiting {
		v.Proposals = append(v.Proposals, c.proposalRow(p, now))
	}
	for _, x := range list {
		v.Rows = append(v.Rows, c.commitmentRow(r.Context(), x, now))
	}
	if len(list) == mostCommitments {
		v.Note = c.textWith("console.commitments.first", map[string]string{"count": strconv.Itoa(mostCommitments)})
	}
	if len(v.Rows) == 0 {
		v.Empty = c.text("console.commitments.nothing_owed")
		if v.Settled {
			v.Empty = c.text("console.commitments.nothing_settled")
		}
	}
	c.page(w, r, http.StatusOK, "console_commitments", c.text("console.commitments.title"), v)
}

// commitmentsOn refuses where the desk has none of it.
func (c *Console) commitmentsOn() error {
	if c.o.Commitments == nil || c.o.Acts == nil {
		return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return nil
}

func (c *Console) commitmentsFrame(r *http.Request, settled bool) (frameView, []placeView, error) {
	frame, err := c.beside(r, "commitments")
	if done := r.URL.Query().Get("done"); slices.Contains(commitmentsDone, done) {
		frame.Done = c.text("console.commitments.done_" + done)
	}
	return frame, []placeView{
		{c.text("console.commitments.owed"), "/console/commitments", !settled},
		{c.text("console.commitments.settled"), "/console/commitments?tab=settled", settled},
	}, err
}

func (c *Console) commitmentRow(ctx context.Context, x action.Commitment, now time.Time) commitmentRow {
	v := commitmentRow{
		URL: "/console/commitments/" + string(x.ID), Kind: c.known("console.commitments.kind.", x.Kind), By: c.promisedBy(ctx, x),
		Conversation: "/console/c/" + string(x.Conversation), Talk: Reference(x.Conversation), Due: c.dayTime(x.Due),
		State: c.text("console.commitments.standing." + string(x.Standing)), Late: x.Overdue(now), Ended: x.Standing != action.Open,
	}
	switch {
	case v.Late:
		v.State = c.textWith("console.commitments.overdue", map[string]string{"how": elapsed(now.Sub(x.Due))})
	case !v.Ended:
		v.Soon = x.Due.Sub(now) < 24*time.Hour
		v.State = c.textWith("console.commitments.left", map[string]string{"how": elapsed(x.Due.Sub(now))})
	}
	return v
}

// promisedBy says who gave their word.
func (c *Console) promisedBy(ctx context.Context, x action.Commitment) string {
	if x.By == action.ByAgent {
		if who, err := c.o.Team.Agent(ctx, x.Agent); err == nil {
			return who.Name
		}
	}
	return c.text("console.commitments.by_" + string(x.By))
}

func (c *Console) proposalRow(p action.Proposal, now time.Time) proposalRow {
	return proposalRow{
		URL: proposalURL(p.ID), Title: c.actTitle(p), Conversation: "/console/c/" + string(p.Conversation), Talk: Reference(p.Conversation),
		Accepted: c.dayTime(p.Accepted), Until: c.when(p.Expires, now),
	}
}

func proposalURL(id action.ProposalID) string { return "/console/proposals/" + string(id) }

// actTitle names what is to be done: as the customer reads it, where the act is still known.
func (c *Console) actTitle(p action.Proposal) string {
	if spec, ok := c.o.Acts.Spec(p.Tool); ok {
		if title := c.text(spec.Title); title != "" {
			return title
		}
	}
	return c.textWith("console.commitments.act", map[string]string{"name": p.Tool})
}

// seesCommitments reports whether the page is there for somebody.
func (c *Console) seesCommitments(a candor.Agent) bool {
	return c.commitmentsOn() == nil && staff.May(a, staff.SeeConversations)
}

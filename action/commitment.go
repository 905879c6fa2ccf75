package action

import (
	"crypto/rand"
	"regexp"
	"strings"
	"time"

	"candor"
)

// CommitmentID names a commitment: "cmt_" and 26 characters.
type CommitmentID string

var commitmentShape = regexp.MustCompile(`^cmt_[a-z2-7]{26}$`)

// NewCommitmentID makes one.
func NewCommitmentID() CommitmentID { return CommitmentID("cmt_" + strings.ToLower(rand.Text())) }

// Valid reports whether the id has the shape that NewCommitmentID gives.
func (id CommitmentID) Valid() bool { return commitmentShape.MatchString(string(id)) }

// Maker says how a commitment came to be.
type Maker string

// The makers.
const (
	ByAction Maker = "action" // the result of a typed act
	ByNotice Maker = "desk"   // the desk's own dated promise that a person will be there
	ByAgent  Maker = "agent"  // a person gave their word
)

// Standing says what became of a commitment.
type Standing string

// The standings. One whose time is over and that nobody has kept is still Open: it is owed.
const (
	Open   Standing = "open"
	Kept   Standing = "kept"   // in time
	Late   Standing = "late"   // kept after its time
	Broken Standing = "broken" // it will not be kept; the reason says why
)

// Standings lists every standing.
func Standings() []Standing { return []Standing{Open, Kept, Late, Broken} }

// PersonAnswers is the kind of commitment that the desk's dated promise makes: a person answers by then.
const PersonAnswers = "person_answers"

// Commitment is something that was promised to a customer by a time.
type Commitment struct {
	ID           CommitmentID
	Conversation candor.ConversationID
	Customer     candor.CustomerID
	Kind         string // what: a name such as "refund" or PersonAnswers, told by a text of the catalogue
	By           Maker
	Agent        candor.AgentID // who gave their word, or whose approval made it; may be empty
	Source       string         // what it came from, such as the id of a proposal: the same is promised once
	Made, Due    time.Time
	Standing     Standing
	Ended        time.Time      // zero while it is open
	EndedBy      candor.AgentID // empty: the desk saw it happen
	Words        candor.Text    // what exactly, where somebody wrote it; for those who may open it
	Reason       candor.Text    // why it was broken or kept late; likewise
}

// Failures of commitments.
var (
	ErrCommitment = candor.Fail(candor.CodeInvalid, "error.commitment", nil)    // without a date, a kind or somebody to whom
	ErrNoReason   = candor.Fail(candor.CodeInvalid, "error.no_reason", nil)     // it says nowhere why
	ErrEnded      = candor.Fail(candor.CodeConflict, "error.not_possible", nil) // it is kept or broken already
)

// Promise makes a commitment. ID, Made and Standing are set here.
//
// ErrCommitment: it has no kind, is due before it is made, or is nobody's.
func Promise(c Commitment, at time.Time) (Commitment, error) {
	c.ID, c.Made, c.Standing = NewCommitmentID(), at, Open
	c.Ended, c.EndedBy, c.Reason = time.Time{}, "", ""
	if !nameShape.MatchString(c.Kind) || !c.Due.After(at) || !c.Conversation.Valid() || !c.Customer.Valid() ||
		c.By == ByAgent && !c.Agent.Valid() || c.By != ByAgent && c.By != ByAction && c.By != ByNotice {
		return Commitment{}, ErrCommitment
	}
	return c, nil
}

// Overdue reports whether it is still owed and its time is over.
func (c Commitment) Overdue(at time.Time) bool { return c.Standing == Open && !at.Before(c.Due) }

// Keep ends a commitment as kept, late where its time was over. ErrEnded.
func (c Commitment) Keep(by candor.AgentID, reason candor.Text, at time.Time) (Commitment, error) {
	if c.Standing != Open {
		return c, ErrEnded
	}
	c.Standing = Kept
	if at.After(c.Due) {
		c.Standing = Late
	}
	c.Ended, c.EndedBy, c.Reason = at, by, reason
	return c, nil
}

// Break ends a commitment that is not kept. ErrNoReason: whoever breaks a promise says why. ErrEnded.
func (c Commitment) Break(by candor.AgentID, reason candor.Text, at time.Time) (Commitment, error) {
	if c.Standing != Open {
		return c, ErrEnded
	}
	if strings.TrimSpace(string(reason)) == "" {
		return c, ErrNoReason
	}
	c.Standing, c.Ended, c.EndedBy, c.Reason = Broken, at, by, reason
	return c, nil
}

package teamwork

import (
	"time"

	"candor"
)

// Merged says that a conversation was closed because its matter goes on in another of the same customer. No message
// moves.
type Merged struct {
	Into candor.ConversationID
	By   candor.AgentID
	At   time.Time
}

// Errors of merging.
var (
	ErrOtherCustomer = candor.Fail(candor.CodeForbidden, "teamwork.merge_other", nil)
	ErrMergeSelf     = candor.Fail(candor.CodeInvalid, "teamwork.merge_self", nil)
	ErrMergeInto     = candor.Fail(candor.CodeConflict, "teamwork.merge_into", nil) // nobody of the desk has the one that stays
	ErrMergeFrom     = candor.Fail(candor.CodeConflict, "teamwork.merge_from", nil) // it is finished already, or a colleague has it
)

// MayMerge refuses what would show one customer's matter to another, or leave a customer with nobody: the one that
// stays must be with people.
func MayMerge(from, into candor.Conversation, by candor.Agent) error {
	switch {
	case from.Customer != into.Customer || from.Customer == "":
		return ErrOtherCustomer
	case from.ID == into.ID:
		return ErrMergeSelf
	case into.State != candor.Waiting && into.State != candor.Attended && into.State != candor.Snoozed:
		return ErrMergeInto
	case from.State == candor.Resolved, from.State == candor.Attended && from.Agent != by.ID:
		return ErrMergeFrom
	}
	return nil
}

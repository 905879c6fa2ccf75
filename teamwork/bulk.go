package teamwork

import "candor"

// Bulk is one thing that can be done to many conversations at once. Finishing is not among them: each matter is
// closed by itself, with its own answer.
type Bulk string

// What can be done to many.
const (
	BulkTag     Bulk = "tag"
	BulkUntag   Bulk = "untag"
	BulkAssign  Bulk = "assign"
	BulkSnooze  Bulk = "snooze"
	BulkRelease Bulk = "release"
)

// Bulks lists them.
func Bulks() []Bulk { return []Bulk{BulkTag, BulkUntag, BulkAssign, BulkSnooze, BulkRelease} }

// MostBulk bounds how many conversations one act reaches.
const MostBulk = 200

// Why a conversation was left out: keys of texts.
const (
	NotOpen      = "not_open"      // it is finished, or with the assistant
	NotYours     = "not_yours"     // a colleague has it
	NotTaken     = "not_taken"     // nobody has it: what waits for a person is not set aside
	NeedsNote    = "needs_note"    // somebody has it: handing it on takes a note
	MarkedUrgent = "marked_urgent" // danger is never set aside with others
	Complaint    = "complaint"     // its clock runs
)

// MayBulk reports why something cannot be done to a conversation as one of many; empty: it can.
func MayBulk(what Bulk, c candor.Conversation, a candor.Agent, note bool) string {
	mine := c.State == candor.Attended && c.Agent == a.ID
	switch what {
	case BulkTag, BulkUntag:
		return ""
	case BulkAssign:
		switch {
		case c.State == candor.Resolved || c.State == candor.Assisting:
			return NotOpen
		case c.State == candor.Attended && !mine && !a.Has(candor.RoleLead):
			return NotYours
		case c.State == candor.Attended && !note:
			return NeedsNote
		}
		return ""
	case BulkSnooze:
		switch {
		case c.State == candor.Waiting:
			return NotTaken
		case c.State != candor.Attended:
			return NotOpen
		case !mine:
			return NotYours
		case c.Priority >= candor.Urgent:
			return MarkedUrgent
		case !c.Complained.IsZero():
			return Complaint
		}
		return ""
	case BulkRelease:
		switch {
		case c.State != candor.Attended:
			return NotOpen
		case !mine && !a.Has(candor.RoleLead):
			return NotYours
		}
		return ""
	}
	return NotOpen
}

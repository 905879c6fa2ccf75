package vendors

// Reason says why nothing left. It is a key: texts for people stand elsewhere.
type Reason string

// NoReason is the reason of a yes.
const NoReason Reason = ""

// Why the register does not allow something.
const (
	NotRegistered   Reason = "not_registered"    // the owner named no such vendor
	NotApproved     Reason = "not_approved"      // named, and nobody approved it, or the entry is not whole
	ApprovalLater   Reason = "approval_later"    // from a later day on
	ApprovalOver    Reason = "approval_over"     // it has to be assessed again
	ModelNotAllowed Reason = "model_not_allowed" // another model than was approved
	DataNotAllowed  Reason = "data_not_allowed"  // a kind of data that the approval does not cover
	PriceUnknown    Reason = "price_unknown"     // there is a budget, and no price
)

// Why the sender refuses what the register allows.
const (
	AskNotWhole  Reason = "ask_not_whole" // it does not say for whom, for what, what is in it or how long an answer may be
	Unmasked     Reason = "unmasked"      // something in it was not masked for this vendor and conversation
	NotAgreed    Reason = "not_agreed"    // the customer does not allow it, or not any more
	Restricted   Reason = "restricted"    // the customer had the use of their data restricted
	OverDay      Reason = "over_day"      // the budget of the day is used up
	OverTalk     Reason = "over_conversation"
	Resting      Reason = "resting"     // it failed too often, or asked for a pause
	NoPermit     Reason = "no_permit"   // nobody asked for leave
	PermitUsed   Reason = "permit_used" // leave is for one request
	NotTheVendor Reason = "not_the_vendor"
	BadRequest   Reason = "bad_request" // a request of a kind that vendors are not sent
	TooMuch      Reason = "too_much"    // more bytes than may leave at once
	NoCredential Reason = "no_credential"
	NoRecord     Reason = "no_record" // it could not be written down
)

// Reasons lists them all but NoReason.
func Reasons() []Reason {
	return []Reason{
		NotRegistered, NotApproved, ApprovalLater, ApprovalOver, ModelNotAllowed, DataNotAllowed, PriceUnknown,
		AskNotWhole, Unmasked, NotAgreed, Restricted, OverDay, OverTalk, Resting, NoPermit, PermitUsed, NotTheVendor,
		BadRequest, TooMuch, NoCredential, NoRecord,
	}
}

package ledger

import "slices"

// Kind says what an entry records.
type Kind string

// The kinds. A kind that is not listed here cannot be recorded.
const (
	KindStart        Kind = "start"          // a server began to serve
	KindStop         Kind = "stop"           // a server ended in good order
	KindVerdict      Kind = "verdict"        // a gate decided about a message or a reply
	KindHandover     Kind = "handover"       // a conversation went to people
	KindPick         Kind = "pick"           // the customer chose the assistant or a person
	KindTake         Kind = "take"           // an agent took a conversation
	KindRelease      Kind = "release"        // an agent put it back into the queue
	KindOffer        Kind = "offer"          // an agent offered the assistant to the customer
	KindReply        Kind = "reply"          // an agent answered
	KindNote         Kind = "note"           // an agent wrote a note for colleagues
	KindSnooze       Kind = "snooze"         // an agent set a conversation aside until a time
	KindWake         Kind = "wake"           // that time came
	KindResolve      Kind = "resolve"        // a conversation was finished
	KindReopen       Kind = "reopen"         // it was taken up again
	KindRead         Kind = "read"           // staff read a conversation
	KindConsent      Kind = "consent"        // a purpose was allowed, refused or withdrawn
	KindRating       Kind = "rating"         // a customer rated an answer
	KindSignIn       Kind = "sign_in"        // staff signed in
	KindSignInFailed Kind = "sign_in_failed" // a sign-in was refused
	KindSignOut      Kind = "sign_out"       // staff signed out
	KindStaff        Kind = "staff"          // a member of staff was added, changed or disabled
	KindSetting      Kind = "setting"        // a setting changed
	KindKnowledge    Kind = "knowledge"      // articles were added, changed or withdrawn
	KindKey          Kind = "key"            // a key was made, replaced or destroyed
	KindBackup       Kind = "backup"         // a copy of the data was made
	KindRequest      Kind = "request"        // a customer asked for a right, or their request moved on
	KindExport       Kind = "export"         // a customer's data was handed to them
	KindImport       Kind = "import"         // what a person brought from another desk was taken over
	KindErase        Kind = "erase"          // a customer's data was destroyed
	KindHold         Kind = "hold"           // a legal hold was placed or lifted
	KindRetention    Kind = "retention"      // data whose time was over was destroyed
	KindEgress       Kind = "egress"         // masked text left for a vendor
	KindAction       Kind = "action"         // a proposed act was accepted, approved, done or not
	KindCommitment   Kind = "commitment"     // something was promised by a date, kept or broken
	KindAssign       Kind = "assign"         // for whom of the staff a conversation is, or how soon, was said
	KindMerge        Kind = "merge"          // a conversation goes on in another of the same customer
	KindLimit        Kind = "limit"          // a customer's writing was limited until a date, or is free again
)

// kinds is every kind there is.
var kinds = [...]Kind{
	KindStart, KindStop, KindVerdict, KindHandover, KindPick, KindTake, KindRelease, KindOffer,
	KindReply, KindNote, KindSnooze, KindWake, KindResolve, KindReopen, KindRead, KindConsent,
	KindRating, KindSignIn, KindSignInFailed, KindSignOut, KindStaff, KindSetting, KindKnowledge,
	KindKey, KindBackup, KindRequest, KindExport, KindImport, KindErase, KindHold, KindRetention, KindEgress,
	KindAction, KindCommitment, KindAssign, KindMerge, KindLimit,
}

// Kinds lists every kind.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

package mine

import (
	"candor"
	"candor/privacy/retain"
	"candor/privacy/rights"
)

// What is kept for what, in whose words it is told. Keys are those of the catalogue.

var purposeWords = map[candor.Purpose]string{
	candor.Serve: "mine.purpose_service", candor.Rights: "mine.purpose_rights", candor.Secure: "mine.purpose_secure",
	candor.Answers: "mine.purpose_answers", candor.Assist: "mine.purpose_assist", candor.Vendor: "mine.purpose_vendor",
	candor.Memory: "mine.purpose_memory", candor.Improve: "mine.purpose_improve", candor.Fairness: "mine.purpose_fairness",
}

var basisWords = map[candor.Basis]string{
	candor.ByConsent: "mine.basis_consent", candor.ByContract: "mine.basis_contract", candor.ByObligation: "mine.basis_law",
}

// ruleWords leaves out what holds nothing that anybody would look for: caches and sums.
var ruleWords = map[retain.Class]string{
	retain.Words: "mine.keep_words", retain.Conversations: "mine.keep_conversations", retain.Profiles: "mine.keep_profiles",
	retain.Consents: "mine.keep_consents", retain.Requests: "mine.keep_requests", retain.Mail: "mine.keep_mail",
	retain.Decisions: "mine.keep_decisions", retain.Links: "mine.keep_links",
}

var eventWords = map[retain.Event]string{
	retain.Resolved: "mine.after_resolved", retain.LastActivity: "mine.after_activity", retain.Withdrawn: "mine.after_withdrawn",
	retain.Decided: "mine.after_decided", retain.Happened: "mine.after_happened", retain.Ended: "mine.after_ended",
}

var stateWords = map[candor.State]string{
	candor.Assisting: "mine.state_assisting", candor.Waiting: "mine.state_waiting", candor.Attended: "mine.state_attended",
	candor.Snoozed: "mine.state_snoozed", candor.Resolved: "mine.state_resolved",
}

var progressWords = map[rights.State]string{
	rights.Received: "mine.request_received", rights.Identity: "mine.request_identity", rights.Open: "mine.request_open",
	rights.Extended: "mine.request_extended", rights.Done: "mine.request_done", rights.Partly: "mine.request_partly",
	rights.Refused: "mine.request_refused", rights.Withdrawn: "mine.request_withdrawn",
}

// doneWords says what was done, by the word in the address of the page after it.
var doneWords = map[string]string{
	"corrected": "mine.done_corrected", "email_asked": "mine.done_email_asked", "email": "mine.done_email",
	"restricted": "mine.done_restricted", "released": "mine.done_released", "objected": "mine.done_objected",
	"complained": "mine.done_complained", "grouped": "mine.done_groups", "ungrouped": "mine.done_groups_gone",
}

// actorWords names who looked when it was no member of staff with a name.
var actorWords = map[string]string{"assistant": "mine.actor_assistant", "command": "mine.actor_command", "desk": "mine.actor_desk"}

// leftWords says why something is left after an erasure; what was not seen to be gone counts as not gone.
var leftWords = map[rights.Outcome]string{
	rights.Retained: "mine.left_retained", rights.Unsupported: "mine.left_failed", rights.Failed: "mine.left_failed",
	rights.NotKnown: "mine.left_failed", rights.Erased: "mine.left_failed", rights.Shredded: "mine.left_failed",
}

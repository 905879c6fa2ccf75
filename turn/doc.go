// Package turn takes one step of a conversation: load, ask the charter, commit, tell.
// It is the only writer of messages.
//
// The promise: whatever a step says, decides or moves becomes durable in one transaction, with
// its verdicts, ledger entries, events and jobs, or not at all. Search and models work outside
// that transaction; the commit checks the conversation's version, so a person who took over in
// the meantime wins and the assistant's draft is dropped.
//
// The refusal: when anything fails on the way to an answer (a gate, the search, time) nothing is
// made up. The customer's words are kept, the conversation goes to a person, and the customer is
// told so.
package turn

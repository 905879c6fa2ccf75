// Package retain says how long what is kept, and works out what is over.
//
// The promise: nothing stays longer than a rule that anyone can read. Each rule names a class of data,
// what it was kept for, an event and a number of days; from the event plus those days on it goes, by
// itself, and how much went is on the record with the rule that did it.
//
// The refusal: a conversation that somebody still waits in, or that a person still works on, never ends
// by time alone. A legal hold wins over every rule. The last word of a customer about a purpose stays as
// long as the customer does: without it a refusal would turn into silence.
//
// The package decides and counts; it knows no SQL. (GDPR Art. 5(1)(e), 5(2), 13(2)(a), 30(1)(f).)
package retain

// Package escalate hears when a person must handle a conversation: the customer asks for one,
// is in danger, tells of a sensitive matter or is being led in circles, or a message gives orders to the
// assistant or fishes for the desk's secrets.
//
// The promise: plain words are enough, in every language that has a file in rules/, from the
// first message on, and no language model has a say in it. The same words always give the same result.
//
// Slips of the keyboard are forgiven: an unknown word is read as every word of the rules that it may be meant for, and
// the whole rule decides which, so that no dictionary is needed and a real word stays what it is.
//
// The refusal: nobody's mood is guessed from voice or face, staff are not listened to, and nothing is kept on
// a profile. Every signal is a rule with an id, an owner, a version and examples for and against, in a text
// file that a lawyer can read and change, and the examples run as tests; or it is a sum over words that
// was learned from sentences written for it, where no rule speaks, and names the words that weighed most
// (escalate/learned, escalate/injection, escalate/request). Time is linear in the length of the message.
//
// It serves promises 3 (a person, always) and 9 (people decide) of the charter, and the right
// to human intervention of GDPR Art. 22(3).
package escalate

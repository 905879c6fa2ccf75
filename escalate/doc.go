// Package escalate hears when a person must handle a conversation: the customer asks for one,
// is in danger, or is being led in circles.
//
// The promise: plain words are enough, in every language that has a file in rules/, from the
// first message on, and no model has a say in it. The same words always give the same result.
//
// The refusal: nothing here guesses moods. Every signal is a rule with an id, an owner, a
// version and examples for and against, in a text file that a lawyer can read and change; the
// examples run as tests. Time is linear in the length of the message.
//
// It serves promises 3 (a person, always) and 9 (people decide) of the charter, and the right
// to human intervention of GDPR Art. 22(3).
package escalate

// Package disclose keeps the promise of honesty: whoever reads a message knows whether an AI
// wrote it.
//
// The promise: a message of the assistant names its author, the desk on whose behalf it speaks
// and, in the reader's language, that an AI wrote it; and at least every three hours it says so
// again. The capability card tells what the assistant can and cannot do before anyone begins.
//
// The refusal: words in which the assistant would pass for a human are held, also when they are
// quoted from an article, because a reader cannot tell a quote from a claim. Without a label in
// the reader's language nothing is said at all. (EU AI Act Art. 50(1); California Bus. & Prof. Code
// 17940-17943; New York Gen. Bus. Law 1702 for the three hours, kept here although a service desk
// may be outside its scope.)
package disclose

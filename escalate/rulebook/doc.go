// Package rulebook decides what follows from what escalate hears, and lets the operator of a desk ask for
// more care than the program does.
//
// The promise: a table that is compiled in says for each matter whether a person takes over or is offered,
// and how soon. The operator's policy file stands on top of it. Every rule of that file can only add to what
// the table asks for: the two are joined, and nothing in the join is weaker than the table alone.
//
// The refusal: a file that tries to loosen something, that cannot be read as what it says, whose conditions
// may take too long, or whose own cases come out otherwise, is not loaded at all, and each reason is told. A
// condition that fails while a message waits is an error, and the pipeline then calls a person.
//
// It serves promises 3 (a person, always) and 9 (people decide); GDPR Art. 22(3); EU AI Act Art. 14(4).
package rulebook

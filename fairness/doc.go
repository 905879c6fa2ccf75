// Package fairness lets an assistant answer only as it was audited.
//
// The promise: what answers customers has a digest, over the program with its rules and prompts, the models, the
// policy, the thresholds and the knowledge. Without a signed record that this very digest passed an audit, or that two
// named persons released it for a while with a reason that anybody can read, nothing of the assistant's own is said.
// The record is checked each time with the desk's own key: one that was written past the program, or that belongs
// to another desk, is none.
//
// The refusal: there is no setting that switches the gate off, and an error is no release. Whoever is not answered
// is brought to a person.
//
// The parts: stats calculates, audit asks and judges, report tells. (Charter, promise 7; Regulation (EU) 2024/1689,
// Art. 10 and 15, asks high-risk systems for no less.)
package fairness

// Package inspect shows what the inbound gates hear in a message, and why, as JSON lines.
//
// The promise: it is the same listener with the same rules and weights as in the running desk, and
// each finding names the rule and the place, or the words that weighed most. The refusal: nothing is
// stored, no desk is needed, and a report of a bad line repeats none of its words.
package inspect

// Package inspect shows what the inbound gates hear in a message, and why, as JSON lines.
//
// The promise: it is the same listener with the same rules as in the running desk, and each
// finding names the rule and the place. The refusal: what this version does not listen for is null
// and not false, so that nobody takes silence for a result.
package inspect
